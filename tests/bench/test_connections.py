"""An answer is whole when its last byte is there, however it is framed and sent in pieces; if not, that is an error."""

from __future__ import annotations

import asyncio

import pytest

from bench.connections import Connection, Reply, write_request
from tests.bench.scripted import Script, scripted

pytestmark = pytest.mark.server

SIZED = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
#: The body holds what looks like its own end.
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\na0\r\n\r\nbc\r\n2\r\nde\r\n0\r\n\r\n"
EMPTY_CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"


def singly(answer: bytes) -> list[bytes | None]:
    return [answer[place : place + 1] for place in range(len(answer))]


def ask_twice(script: Script) -> list[Reply]:
    async def run() -> list[Reply]:
        async with scripted(script) as port:
            connection = await Connection.open(port)
            replies = [await connection.ask(write_request("/x"), is_kept=True) for _ in range(2)]
            connection.close()
            return replies

    return asyncio.run(asyncio.wait_for(run(), 10))


@pytest.mark.parametrize("answer", [SIZED, CHUNKED, EMPTY_CHUNKED, NOT_MODIFIED])
@pytest.mark.parametrize("is_cut", [False, True])
def test_whole_answers(answer: bytes, is_cut: bool) -> None:
    replies = ask_twice(lambda _: (singly(answer) if is_cut else [answer], False))
    assert [reply.size for reply in replies] == [len(answer)] * 2
    assert replies[0].body == answer.partition(b"\r\n\r\n")[2]
    assert replies[0].status == int(answer.split()[1])


@pytest.mark.parametrize("answer", [SIZED[:-1], CHUNKED[:-2], CHUNKED[:60], b"HTTP/1.1 200 OK\r\n"])
def test_cut_answers(answer: bytes) -> None:
    with pytest.raises(ConnectionResetError):
        ask_twice(lambda _: ([answer], True))


def test_closing_server() -> None:
    """The one answer counts; the next request is refused rather than lost."""
    closing = SIZED.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with pytest.raises(ConnectionResetError, match="closed"):
        ask_twice(lambda _: ([closing], True))


def test_request() -> None:
    assert write_request("/a?b", {"If-None-Match": '"c"'}).split(b"\r\n") == [
        b"GET /a?b HTTP/1.1",
        b"Host: 127.0.0.1",
        b"Accept: application/sparql-results+json",
        b'If-None-Match: "c"',
        b"",
        b"",
    ]
