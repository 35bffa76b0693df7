"""What a client may do to a connection: everything here is spoken to a real server over real sockets."""

from __future__ import annotations

import http.client
import json
import random
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.serving import HOST, Served, read_all, serving

pytestmark = [pytest.mark.server, pytest.mark.timed]

ASK = "/sparql?query=ASK%7B%7D"
SMALL = f"GET {ASK} HTTP/1.1\r\nHost: h\r\nAccept: text/csv\r\n"
POST = "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\nAccept: text/csv\r\n"
ENDLESS = (
    "SELECT%20(COUNT(*)%20AS%20%3Fn)%20WHERE%20%7B" + "%20".join(f"?a{n}%20?b{n}%20?c{n}%20." for n in range(8)) + "%7D"
)
QUERY_BYTES = 200_000
URL_BYTES = 100_000
BODY_BYTES = 400_000
HEADER_BYTES = 8192


@pytest.fixture(scope="module")
def server(world_build: Path) -> Iterator[Served]:
    """A server that is in a hurry."""
    with serving(
        build=world_build,
        query_bytes=QUERY_BYTES,
        url_bytes=URL_BYTES,
        body_bytes=BODY_BYTES,
        bodies_bytes=2 * BODY_BYTES,
        header_bytes=HEADER_BYTES,
        header_seconds=1,
        body_seconds=1,
        rate_bytes=1024,
        keep_alive_seconds=1,
        write_seconds=1,
        connections=280,
        connections_of_address=250,
        deadline_seconds=3,
    ) as served:
        yield served
        assert not served.events(level="error")


def status_of(response: bytes) -> int:
    assert response.startswith(b"HTTP/1.1 "), response[:200]
    return int(response.split(b" ", 2)[1])


def statuses_of(responses: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) [A-Z]", responses)]


def problem_of(response: bytes) -> str:
    head, _, body = response.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head
    assert b"connection: close" in head
    assert b"access-control-allow-origin: *" in head
    assert f"content-length: {len(body)}\r\n".encode() in head + b"\r\n"
    document = json.loads(body)
    assert document["status"] == status_of(response)
    return str(document["type"]).rpartition("/")[2]


# --- what is no request, or could be two

MALFORMED = {
    "two lengths": "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "one length twice": "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    "lengths in a list": "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length: 3, 3\r\n\r\nabc",
    "length with a sign": "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc",
    "length below zero": "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length: -3\r\n\r\nabc",
    "length past all bounds": f"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length: {10**30}\r\n\r\nabc",
    "empty length": "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\nabc",
    "length and chunks": f"{POST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": f"{POST}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    "coding of another name": f"{POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "coding before chunks": f"{POST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "coding after chunks": f"{POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "chunks twice": f"{POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": "POST /sparql HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunk without a size": f"{POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "chunk below zero": f"{POST}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    "chunk with a prefix": f"{POST}Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
    "chunk past all bounds": f"{POST}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na\r\n0\r\n\r\n",
    "chunk longer than it says": f"{POST}Transfer-Encoding: chunked\r\n\r\n3\r\nASK {{}}\r\n0\r\n\r\n",
    "chunk that ends in a line feed": f"{POST}Transfer-Encoding: chunked\r\n\r\n1\na\n0\n\n",
    "zero in a header": "GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n",
    "zero in a name": "GET / HTTP/1.1\r\nHost: h\r\nX\0: a\r\n\r\n",
    "zero in the address": "GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n",
    "space before a colon": "GET / HTTP/1.1\r\nHost : h\r\n\r\n",
    "header on two lines": "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n",
    "line feeds alone": "GET / HTTP/1.1\nHost: h\n\n",
    "carriage return alone": "GET / HTTP/1.1\r\nHost: h\rX: y\r\n\r\n",
    "name that is empty": "GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n",
    "no host": "GET / HTTP/1.1\r\n\r\n",
    "two hosts": "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
    "host with a path": "GET / HTTP/1.1\r\nHost: h/evil\r\n\r\n",
    "host with a user": "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
    "HTTP/0.9": "GET /\r\n\r\n",
    "HTTP/0.9, said so": "GET / HTTP/0.9\r\n\r\n",
    "HTTP/1.2": "GET / HTTP/1.2\r\nHost: h\r\n\r\n",
    "HTTP/2.0": "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
    "HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "method in small letters": "get / HTTP/1.1\r\nHost: h\r\n\r\n",
    "method that nobody knows": "FETCH / HTTP/1.1\r\nHost: h\r\n\r\n",
    "space in the address": "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n",
    "tab in the address": "GET /a\tb HTTP/1.1\r\nHost: h\r\n\r\n",
    "asterisk": "GET * HTTP/1.1\r\nHost: h\r\n\r\n",
    "authority": "GET h:80 HTTP/1.1\r\nHost: h\r\n\r\n",
    "other scheme": "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n",
    "absolute address with a user": "GET http://a@b/ HTTP/1.1\r\nHost: h\r\n\r\n",
    "tunnel": "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n",
    "other protocol, with a body": f"{POST}Connection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 6\r\n\r\nASK {{}}",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_request_is_refused_once_and_for_all(server: Served, name: str) -> None:
    smuggled = "GET /version HTTP/1.1\r\nHost: h\r\n\r\n"
    response = server.raw((MALFORMED[name] + smuggled).encode("latin-1"))
    assert status_of(response) == 400
    assert problem_of(response) == "bad-request"
    assert statuses_of(response) == [400]


def test_what_is_refused_is_counted_and_logged_without_what_was_sent(server: Served) -> None:
    head = f"GET /very-secret HTTP/1.1\r\nHost: h\r\nX: {'x' * HEADER_BYTES}\r\n\r\n"
    server.raw(head.encode())
    assert server.event(message="refused", kind="headers-too-large")["client"] == HOST
    metrics = server.request("GET", "/metrics").body
    assert re.search(rb'minpact_requests_refused_total{status="431"} [1-9]', metrics)
    assert not any("very-secret" in line for line in server.lines)


def test_bytes_at_random_never_make_it_fail(server: Served) -> None:
    """Good requests with some of their bytes changed, left out or doubled; whatever comes back is no 500."""
    chance = random.Random(4)
    good = [
        f"{SMALL}Connection: close\r\n\r\n",
        f"{POST}Connection: close\r\nContent-Length: 6\r\n\r\nASK {{}}",
        f"{POST}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n3\r\n {{}}\r\n0\r\n\r\n",
    ]
    statuses = set()
    for _ in range(2):
        with ExitStack() as stack:
            connections = [stack.enter_context(server.connect()) for _ in range(200)]
            for connection in connections:
                text = bytearray(chance.choice(good).encode())
                for _ in range(chance.randint(1, 6)):
                    at = chance.randrange(len(text))
                    match chance.randrange(3):
                        case 0:
                            text[at] = chance.choice(b"\0\r\n\t :;,/?#%{}\x7f\xff0aZ")
                        case 1:
                            del text[at]
                        case _:
                            text[at:at] = text[at : at + chance.randint(1, 20)]
                connection.sendall(text)
            for connection in connections:
                statuses.update(statuses_of(read_all(connection)))
    assert statuses <= {200, 400, 404, 405, 406, 408, 415}
    assert {200, 400} <= statuses


# --- what is a request all the same


def test_absolute_address_is_the_request_and_its_host_the_one_that_counts(server: Served) -> None:
    response = server.raw(
        f"GET http://other.example{ASK} HTTP/1.1\r\nHost: h\r\nAccept: text/csv\r\nConnection: close\r\n\r\n".encode()
    )
    assert status_of(response) == 200
    assert response.endswith(b"true")


def test_options_of_the_server_is_answered(server: Served) -> None:
    response = server.raw(b"OPTIONS * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    assert status_of(response) == 204


def test_offer_of_another_protocol_is_passed_over(server: Served) -> None:
    response = server.raw(f"{SMALL}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n".encode() + b"PRI * HTTP/2.0\r\n\r\n")
    assert status_of(response) == 200
    assert response.endswith(b"true")


def test_trailer_is_no_header(server: Served) -> None:
    head = "POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
    chunks = "6\r\nASK {}\r\n0\r\nAccept: text/csv\r\n\r\n"
    response = server.raw(f"{head}Transfer-Encoding: chunked\r\n\r\n{chunks}".encode())
    assert status_of(response) == 200
    assert b"application/sparql-results+json" in response


def test_head_in_single_bytes_is_a_head(server: Served) -> None:
    with server.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in f"{SMALL}Connection: close\r\n\r\n".encode():
            connection.sendall(bytes([byte]))
        assert read_all(connection).endswith(b"true")


# --- pipelines


def test_requests_in_one_go_are_answered_in_their_order(server: Served) -> None:
    paths = ["/health/live", ASK, "/nowhere", "/version", "/robots.txt"] * 4
    text = "".join(f"GET {path} HTTP/1.1\r\nHost: h\r\nX-Request-Id: n{n}\r\n\r\n" for n, path in enumerate(paths))
    with server.connect() as connection:
        connection.sendall(text.encode())
        with connection.makefile("rb") as stream:
            for number, _ in enumerate(paths):
                head = b"".join(iter(stream.readline, b"\r\n"))
                assert f"x-request-id: n{number}\r\n".encode() in head
                stream.read(int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))


def test_refusal_waits_for_its_turn(server: Served) -> None:
    response = server.raw(f"{SMALL}\r\n{SMALL}\r\nGET / HTTP/3.0\r\n\r\n{SMALL}\r\n".encode())
    assert statuses_of(response) == [200, 200, 400]


def test_pipeline_has_an_end(server: Served) -> None:
    response = server.raw(f"{SMALL}\r\n".encode() * 500)
    answered = statuses_of(response)
    assert answered[-1] == 400
    assert set(answered[:-1]) == {200}
    assert 60 < len(answered) < 70


def test_client_that_leaves_its_pipeline_takes_the_query_with_it(server: Served) -> None:
    for _ in range(6):
        with server.connect() as connection:
            connection.sendall(f"GET /sparql?query={ENDLESS} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
            time.sleep(0.2)
            connection.sendall(f"{SMALL}\r\n".encode())
            time.sleep(0.1)
    deadline = time.monotonic() + 3.0
    while len(server.events(status=499, route="/sparql")) < 6:
        assert time.monotonic() < deadline, "a query went on for a client that left"
        time.sleep(0.05)


# --- sizes


def test_long_query_in_the_address_is_answered(server: Served) -> None:
    """Longer than the 64 KiB that the parser of addresses takes, to which uvicorn alone would give it whole."""
    query = "ASK%7B%7D%23" + "x" * (URL_BYTES - 100)
    reply = server.request("GET", f"/sparql?query={query}", Accept="text/csv")
    assert (reply.status, reply.body) == (200, b"true")


@pytest.mark.parametrize("is_slow", [False, True])
def test_longer_address_is_refused(server: Served, is_slow: bool) -> None:
    text = f"GET /sparql?query={'x' * URL_BYTES}".encode()
    with server.connect() as connection:
        for at in range(0, len(text), 10_000):
            connection.sendall(text[at : at + 10_000])
            time.sleep(0.02 * is_slow)
        assert problem_of(read_all(connection)) == "uri-too-long"


def test_longer_path_is_refused(server: Served) -> None:
    response = server.raw(f"GET /{'x' * 9000} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
    assert (status_of(response), problem_of(response)) == (414, "uri-too-long")


@pytest.mark.parametrize(
    "headers",
    [
        f"X: {'x' * HEADER_BYTES}\r\n",
        f"X: {'x' * 100}\r\n" * 90,
        "X: x\r\n" * 101,
        f"X: {'x' * 1_000_000}",
        f"{'X' * 1_000_000}",
    ],
    ids=["long", "many long", "many", "endless value", "endless name"],
)
def test_larger_head_is_refused(server: Served, headers: str) -> None:
    with server.connect() as connection:
        with suppress(ConnectionError):
            connection.sendall(f"GET / HTTP/1.1\r\nHost: h\r\n{headers}\r\n".encode())
        response = read_all(connection)
    assert (status_of(response), problem_of(response)) == (431, "headers-too-large")


def test_head_as_large_as_the_bound_is_read(server: Served) -> None:
    response = server.raw(f"{SMALL}X: {'x' * (HEADER_BYTES - 200)}\r\nConnection: close\r\n\r\n".encode())
    assert status_of(response) == 200


def test_body_that_says_it_is_too_long_is_not_waited_for(server: Served) -> None:
    begun = time.monotonic()
    response = server.raw(f"{POST}Content-Length: {BODY_BYTES + 1}\r\nExpect: 100-continue\r\n\r\n".encode())
    assert (status_of(response), problem_of(response)) == (413, "request-too-large")
    assert time.monotonic() - begun < 5.0


def test_chunks_that_become_too_long_are_refused_when_they_do(server: Served) -> None:
    with server.connect() as connection:
        connection.sendall(f"{POST.replace('sparql-query', 'x')}Transfer-Encoding: chunked\r\n\r\n".encode())
        with suppress(ConnectionError):
            for _ in range(BODY_BYTES // 10_000 + 20):
                connection.sendall(b"2710\r\n" + b"#" * 10_000 + b"\r\n")
        # The route refuses the media type before it reads; either way the client gets to know, and nothing is run.
        assert status_of(read_all(connection)) in (413, 415)


@pytest.mark.parametrize("length", [BODY_BYTES, BODY_BYTES + 1], ids=["past the route's cap", "past the server's cap"])
def test_client_that_goes_on_sending_gets_to_read_why_it_was_refused(server: Served, length: int) -> None:
    """A connection that is closed while bytes are unread is reset, which can wipe out the answer before it is read."""
    with server.connect() as connection:
        connection.sendall(f"{POST}Content-Length: {length}\r\n\r\n".encode() + b"#" * (QUERY_BYTES + 1))
        for _ in range(10):
            time.sleep(0.05)
            connection.sendall(b"#" * 10_000)
        response = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert status_of(response) == 413
    assert b"connection: close" in response.lower()


def test_bodies_that_are_held_have_a_bound(server: Served) -> None:
    head = POST.replace("sparql-query", "x-www-form-urlencoded") + f"Content-Length: {BODY_BYTES - 1}\r\n\r\n"
    with server.connect() as first, server.connect() as second:
        for connection in (first, second):
            connection.sendall(head.encode() + b"#" * (BODY_BYTES - 100_000))
            time.sleep(0.2)
        assert problem_of(read_all(second)) == "no-room"
    with server.connect() as third:
        third.sendall(head.encode() + b"#" * (BODY_BYTES - 1))
        assert status_of(read_all(third)) == 400


def test_framing_has_a_bound(server: Served) -> None:
    """One byte of body for each kilobyte of chunk extension."""
    with server.connect() as connection:
        connection.sendall(f"{POST}Transfer-Encoding: chunked\r\n\r\n".encode())
        sent = 0
        with suppress(ConnectionError):
            while sent < 5_000_000:
                sent += connection.send(b"1;" + b"x" * 10_000 + b"\r\n#\r\n")
                time.sleep(0.001)
        response = read_all(connection)
    assert problem_of(response) == "bad-request"
    assert sent < 5_000_000


# --- deadlines


@pytest.mark.parametrize(
    ("text", "drop"),
    [
        ("GET /", ""),
        ("GET / HTTP/1.1\r\nHost: h\r\n", "X: y\r\n"),
        ("GET / HTTP/1.1\r\nHost: h\r\nX: ", "y"),
    ],
)
def test_head_that_does_not_end_is_refused(server: Served, text: str, drop: str) -> None:
    begun = time.monotonic()
    with server.connect() as connection:
        connection.sendall(text.encode())
        connection.settimeout(0.1)
        response = b""
        while not response and time.monotonic() - begun < 10:
            try:
                response = connection.recv(1 << 16)
            except TimeoutError:
                connection.sendall(drop.encode())
        connection.settimeout(30)
        response += read_all(connection)
    assert 0.9 < time.monotonic() - begun < 6.0
    assert (status_of(response), problem_of(response)) == (408, "request-timeout")


def test_body_that_does_not_come_is_refused(server: Served) -> None:
    begun = time.monotonic()
    response = server.raw(f"{POST}Content-Length: 100\r\n\r\nASK".encode())
    assert (status_of(response), problem_of(response)) == (408, "request-timeout")
    assert 0.9 < time.monotonic() - begun < 6.0


def test_body_that_comes_slowly_but_steadily_is_read(server: Served) -> None:
    """Two seconds at a rate above the least, where one second is all that a body has without one."""
    body = b"ASK {} #" + b"x" * 19_992
    with server.connect() as connection:
        connection.sendall(f"{POST}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        for at in range(0, len(body), 3000):
            time.sleep(0.3)
            connection.sendall(body[at : at + 3000])
        response = read_all(connection)
    assert status_of(response) == 200
    assert response.endswith(b"true")


@pytest.mark.parametrize("text", ["", f"{SMALL}\r\n"], ids=["never used", "used before"])
@pytest.mark.parametrize("drop", [b"", b"\r\n"], ids=["silent", "empty lines"])
def test_idle_connection_is_closed_without_a_word(server: Served, text: str, drop: bytes) -> None:
    with server.connect() as connection:
        connection.sendall(text.encode())
        answer = b""
        while text and not answer.endswith(b"true"):
            answer += connection.recv(1 << 16)
        begun = time.monotonic()
        connection.settimeout(0.2)
        while True:
            assert time.monotonic() - begun < 6.0
            try:
                assert connection.recv(1 << 16) == b""
                break
            except TimeoutError:
                with suppress(ConnectionError):
                    connection.sendall(drop)
            except ConnectionResetError:
                break
        assert time.monotonic() - begun > 0.5


def test_connection_in_use_is_kept(server: Served) -> None:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
    for _ in range(5):
        connection.request("GET", ASK)
        assert connection.getresponse().read()
        source = connection.sock
        time.sleep(0.4)
    assert source is connection.sock
    connection.close()


def test_answer_that_takes_longer_than_connections_are_kept_is_waited_for(server: Served) -> None:
    begun = time.monotonic()
    reply = server.request("GET", f"/sparql?query={ENDLESS}")
    assert reply.status == 504
    assert time.monotonic() - begun > 2.5


def test_client_that_does_not_read_is_cut_off(server: Served) -> None:
    """Many requests for one large file: the answers fill every buffer on the way, and nobody takes them."""
    path = "/dumps/latest/minpact.trig"
    before = len(server.events(route="/dumps/{version}/{file}"))
    with server.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with suppress(ConnectionError):
            for _ in range(60):
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
        begun = time.monotonic()
        while time.monotonic() - begun < 8:
            time.sleep(0.2)
            try:
                connection.send(b"\r\n", socket.MSG_DONTWAIT)
            except BlockingIOError:
                continue
            except ConnectionError:
                break
        else:
            pytest.fail("the connection is still open")
    assert len(server.events(route="/dumps/{version}/{file}")) - before < 60


# --- how many


def test_two_hundred_slow_clients_stop_nobody(server: Served) -> None:
    """Half are silent, half drop a byte now and then; small queries from the same address go on as before."""
    with ExitStack() as stack:
        slow = [stack.enter_context(server.connect()) for _ in range(200)]
        is_over = threading.Event()

        def drip() -> None:
            while not is_over.wait(0.2):
                for connection in slow[::2]:
                    with suppress(OSError):
                        connection.send(b"G")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            times = []
            for _ in range(60):
                begun = time.monotonic()
                assert server.request("GET", ASK, Accept="text/csv").body == b"true"
                times.append(time.monotonic() - begun)
        finally:
            is_over.set()
            thread.join()
    assert sorted(times)[57] < 1.0


def test_more_connections_than_an_address_may_have_still_leave_room_for_those_that_ask(server: Served) -> None:
    before = server.request("GET", "/health/live").status
    with ExitStack() as stack:
        for _ in range(400):
            stack.enter_context(server.connect())
        assert server.request("GET", ASK).status == before == 200
        assert server.request("GET", ASK).status == 200


def test_busy_connections_are_bounded_by_address_and_in_all(world_build: Path) -> None:
    with (
        serving(build=world_build, connections_of_address=2, connections=3, deadline_seconds=3) as served,
        ExitStack() as stack,
    ):
        for source in ("127.0.0.1", "127.0.0.1", "127.0.0.2"):
            connection = stack.enter_context(served.connect(source))
            connection.sendall(f"GET /sparql?query={ENDLESS} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
            time.sleep(0.2)
        for source, status, slug in (("127.0.0.1", 429, "too-many-connections"), ("127.0.0.3", 503, "server-full")):
            with served.connect(source) as connection:
                response = read_all(connection)
                assert (status_of(response), problem_of(response)) == (status, slug)
                assert b"retry-after: 1\r\n" in response
        # When the queries have come to their deadline, there is room again.
        end = time.monotonic() + 30
        while served.request("GET", ASK).status != 200:
            assert time.monotonic() < end
            time.sleep(0.2)


def test_proxy_is_not_bounded_by_address(world_build: Path) -> None:
    with (
        serving(
            build=world_build, connections_of_address=1, deadline_seconds=2, forwarded_from="127.0.0.0/30"
        ) as served,
        ExitStack() as stack,
    ):
        for _ in range(3):
            connection = stack.enter_context(served.connect())
            connection.sendall(f"GET /sparql?query={ENDLESS} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
        assert served.request("GET", ASK).status == 200
