"""What a request's head must be beyond what the parser of HTTP sees to (RFC 9112), and how a refusal is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Final

from api.problems import BAD_REQUEST, URI_TOO_LONG, Problem

__all__ = ["MOST_HEADERS", "PATH_BYTES", "has_body", "is_host", "long_address", "refusal", "split_target"]

Header = tuple[bytes, bytes]

MOST_HEADERS: Final = 100
PATH_BYTES: Final = 8 << 10

HOST: Final = re.compile(rb"[\w.~%!$&'()*+,;=:\[\]-]*")
ABSOLUTE: Final = re.compile(rb"https?://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)


def is_host(value: bytes) -> bool:
    """Whether the value of a Host header could name a host and port; it may be empty.

    >>> is_host(b"example.org:8000"), is_host(b"[::1]"), is_host(b"evil.example/path"), is_host(b"a@b")
    (True, True, False, False)
    """
    return HOST.fullmatch(value) is not None


def has_body(headers: Iterable[Header], version: str) -> bool:
    """Whether a body follows; raises :class:`Problem` for codings that are not understood.

    A coding in HTTP/1.0, or one that is not the last, is where two programs may differ on where a request ends.
    """
    found = False
    for name, value in headers:
        if name == b"transfer-encoding":
            if version == "1.0" or value.lower() != b"chunked":
                raise Problem(BAD_REQUEST, "No transfer coding but chunked is understood, and that in HTTP/1.1 only.")
            found = True
        elif name == b"content-length":
            found = found or value.strip(b"0 ") != b""
    return found


def split_target(target: bytes, method: bytes) -> tuple[bytes, bytes, bytes | None]:
    """The path and the query of a request's target, and its host if it is an absolute address.

    Raises :class:`Problem` for any other target. A fragment, which does not belong there, is dropped.

    >>> split_target(b"/sparql?query=x#y", b"GET")
    (b'/sparql', b'query=x', None)
    >>> split_target(b"http://example.org?query=x", b"GET")
    (b'/', b'query=x', b'example.org')
    """
    host = None
    if not target.startswith(b"/"):
        absolute = ABSOLUTE.fullmatch(target)
        if absolute is not None and is_host(absolute[1]):
            host = absolute[1]
            target = absolute[2] if absolute[2].startswith(b"/") else b"/" + absolute[2]
        elif target == b"*" and method == b"OPTIONS":
            target = b"/"
        else:
            raise Problem(BAD_REQUEST, "The target is neither a path nor an http address.")
    path, _, query = target.partition(b"#")[0].partition(b"?")
    if len(path) > PATH_BYTES:
        raise long_address(f"The path of an address may have {PATH_BYTES} bytes.", PATH_BYTES)
    return path, query, host


def long_address(detail: str, cap: int) -> Problem:
    """The problem of an address that is too long."""
    return Problem(URI_TOO_LONG, detail, "Send a long query in the body of a POST.", members={"cap_bytes": cap})


def refusal(problem: Problem, headers: Sequence[Header]) -> bytes:
    """A whole response that says a problem and that the connection closes, with these headers besides.

    >>> refusal(Problem(BAD_REQUEST, "No."), []).partition(b"\\r\\n")[0]
    b'HTTP/1.1 400 Bad Request'
    """
    body = problem.json()
    status = HTTPStatus(problem.kind.status)
    sent = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
        *headers,
        *((name.lower().encode(), value.encode()) for name, value in problem.headers.items()),
    ]
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in sent)
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() + lines + b"\r\n" + body
