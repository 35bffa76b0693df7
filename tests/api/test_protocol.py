"""The protocol on the wire: a real server process, spoken to byte by byte where a client library would be too kind."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import HOST, Served, serving

pytestmark = [pytest.mark.server, pytest.mark.timed]

CAP = 65536
ASK = "/sparql?query=ASK%7B%7D"


@pytest.fixture(scope="module")
def server(world_build: Path) -> Iterator[Served]:
    """A server of the world in a process of its own, as an operator starts it."""
    with serving(build=world_build, query_bytes=CAP) as served:
        yield served


# --- HEAD, conditions and ranges


@pytest.mark.parametrize("path", ["/", ASK, "/doc/framework/lantern-pact", "/ontology", "/dumps/latest/minpact.nt"])
def test_head_sends_headers_and_nothing_after_them(server: Served, path: str) -> None:
    sent = server.raw(f"HEAD {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".encode())
    head, _, body = sent.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == b""
    length = int(next(line for line in head.lower().splitlines() if line.startswith(b"content-length:")).split(b":")[1])
    assert length == len(server.request("GET", path).body) > 0


def test_not_modified_has_no_body(server: Served) -> None:
    tag = server.request("GET", ASK).headers["etag"]
    sent = server.raw(f"GET {ASK} HTTP/1.1\r\nHost: h\r\nIf-None-Match: {tag}\r\nConnection: close\r\n\r\n".encode())
    head, _, body = sent.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 304")
    assert body == b""


def test_a_download_that_broke_can_go_on(server: Served) -> None:
    path = "/dumps/latest/minpact.nq"
    whole = server.request("GET", path)
    middle = len(whole.body) // 2
    rest = server.request("GET", path, Range=f"bytes={middle}-", If_Range=whole.headers["etag"])
    assert rest.status == 206
    assert whole.body[:middle] + rest.body == whole.body
    several = server.request("GET", path, Range="bytes=0-9,20-29")
    assert several.status == 206
    assert several.headers["content-type"].startswith("multipart/byteranges")
    assert whole.body[20:30] in several.body


def test_one_connection_serves_many_requests(server: Served) -> None:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
    try:
        for method, path, status in [
            ("GET", ASK, 200),
            ("HEAD", ASK, 200),
            ("GET", "/nowhere", 404),
            ("OPTIONS", "/sparql", 204),
            ("DELETE", "/sparql", 405),
            ("GET", "/dumps/latest/ontology.ttl", 200),
            ("GET", ASK, 200),
        ]:
            connection.request(method, path)
            response = connection.getresponse()
            response.read()
            assert response.status == status
    finally:
        connection.close()


# --- bodies


def test_a_body_over_the_cap_is_refused_before_it_is_all_there(server: Served) -> None:
    with server.connect() as connection:
        head = (
            "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\n"
            "Content-Length: 1000000000\r\n\r\n"
        )
        connection.sendall(head.encode() + b"#" * (CAP + 1))
        assert connection.recv(65536).startswith(b"HTTP/1.1 413")


def test_a_chunked_body_is_read_to_its_end(server: Served) -> None:
    head = (
        "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\nAccept: text/csv\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    sent = server.raw(head.encode() + b"3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n")
    assert sent.startswith(b"HTTP/1.1 200")
    assert sent.endswith(b"true")


def test_a_query_as_long_as_the_cap_is_answered(server: Served) -> None:
    query = b"ASK {} #" + b"x" * (CAP - 8)
    reply = server.request("POST", "/sparql", query, Content_Type="application/sparql-query", Accept="text/csv")
    assert (reply.status, reply.body) == (200, b"true")
    reply = server.request("POST", "/sparql", query + b"x", Content_Type="application/sparql-query")
    assert reply.status == 413


def test_raw_bytes_in_the_address_are_utf8_or_refused(server: Served) -> None:
    good = server.raw(
        'GET /sparql?query=ASK{FILTER("鉱"="鉱")} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n'.encode()
    )
    assert good.startswith((b"HTTP/1.1 200", b"HTTP/1.1 400"))
    bad = server.raw(b"GET /sparql?query=%FF HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    assert bad.startswith(b"HTTP/1.1 400")


# --- the server goes on


def test_a_client_that_leaves_takes_its_query_with_it(server: Served) -> None:
    """Six endless queries would hold every slow place until their deadline of ten seconds, were they not stopped."""
    endless = "%20".join(f"?a{n}%20?b{n}%20?c{n}%20." for n in range(8))
    for turn in range(6):
        with server.connect() as connection:
            path = f"/sparql?query=SELECT%20(COUNT(*)%20AS%20?n{turn})%20WHERE%20%7B{endless}%7D"
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
            time.sleep(0.2)
    begun = time.monotonic()
    some = "{ SELECT ?a { ?a a ?b } LIMIT 300 }"
    slow = f"SELECT (COUNT(*) AS ?n) WHERE {{ {some} ?c a ?d . FILTER(STR(?a) < STR(?c)) }}".encode()
    reply = server.request("POST", "/sparql", slow, Content_Type="application/sparql-query", Accept="text/csv")
    assert reply.status == 200
    assert 0.1 < time.monotonic() - begun < 8.0  # on a busy machine the query itself takes seconds


def test_garbage_does_no_harm(server: Served) -> None:
    for text in (
        b"\x00\xff\xfe\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: h\r\n",
    ):
        with server.connect() as connection:
            connection.sendall(text)
    assert server.request("GET", "/health/live").status == 200
