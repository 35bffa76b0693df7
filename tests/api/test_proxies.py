"""Behind a proxy, and before clients that pretend to be one."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.proxies import Hop, Proxied, read_forwarded
from api.settings import Settings
from tests.api.conftest import client_of
from tests.serving import Served, serving

BASE = "https://example.org/graph"
HTML = {"Accept": "text/html"}
HOSTILE = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Original-URL": "/evil.example",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
}


EVERYWHERE = ("/", "/sparql", "/id/framework/lantern-pact", "/doc/framework/lantern-pact", "/nowhere", "/dumps")


# --- who is believed


class Seen:
    """An application that keeps the last scope that it was given."""

    def __init__(self) -> None:
        self.scope: dict[str, Any] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.scope = scope


def forwarded(peer: str, *headers: tuple[str, str]) -> dict[str, Any]:
    """The scope of a request from a peer, behind proxies in two networks."""
    seen = Seen()
    scope = {
        "type": "http",
        "client": (peer, 4711),
        "server": ("10.0.0.5", 8000),
        "scheme": "http",
        "path": "/x",
        "headers": [(b"host", b"inside"), *((name.encode(), value.encode("latin-1")) for name, value in headers)],
    }
    asyncio.run(Proxied(seen, ["10.0.0.0/8", "2001:db8:1::/48"])(scope, None, None))  # type: ignore[arg-type]
    return seen.scope


FOR, PROTO, HOST = "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"


@pytest.mark.parametrize(
    ("peer", "headers", "client"),
    [
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", [(FOR, "192.0.2.1")], "192.0.2.1"),
        ("::ffff:10.0.0.1", [(FOR, "192.0.2.1")], "192.0.2.1"),
        ("2001:db8:1::1", [(FOR, "192.0.2.1")], "192.0.2.1"),
        ("192.0.2.7", [(FOR, "192.0.2.1")], "192.0.2.7"),
        ("11.0.0.1", [(FOR, "192.0.2.1")], "11.0.0.1"),
        ("10.0.0.1", [(FOR, "203.0.113.9, 192.0.2.1")], "192.0.2.1"),
        ("10.0.0.1", [(FOR, "203.0.113.9, 192.0.2.1, 10.0.0.2")], "192.0.2.1"),
        ("10.0.0.1", [(FOR, "203.0.113.9"), (FOR, "192.0.2.1")], "192.0.2.1"),
        ("10.0.0.1", [(FOR, "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
        ("10.0.0.1", [(FOR, "192.0.2.1:5000")], "192.0.2.1"),
        ("10.0.0.1", [(FOR, "[2001:db8::1]:5000")], "2001:db8::1"),
        ("10.0.0.1", [(FOR, "2001:db8::1")], "2001:db8::1"),
        ("10.0.0.1", [(FOR, "unknown")], "10.0.0.1"),
        ("10.0.0.1", [(FOR, "203.0.113.9, <script>")], "10.0.0.1"),
        ("10.0.0.1", [(FOR, "203.0.113.9, nonsense, 10.0.0.2")], "10.0.0.2"),
        ("10.0.0.1", [(FOR, "")], "10.0.0.1"),
        ("10.0.0.1", [(FOR, ",,,")], "10.0.0.1"),
        ("10.0.0.1", [("forwarded", "for=192.0.2.1")], "192.0.2.1"),
        ("10.0.0.1", [("forwarded", 'For="[2001:db8::1]:47"; Proto=https')], "2001:db8::1"),
        ("10.0.0.1", [("forwarded", "for=203.0.113.9, for=192.0.2.1;by=10.0.0.1")], "192.0.2.1"),
        ("10.0.0.1", [("forwarded", "for=203.0.113.9"), ("forwarded", "for=192.0.2.1")], "192.0.2.1"),
        ("10.0.0.1", [("forwarded", "for=_hidden")], "10.0.0.1"),
        ("10.0.0.1", [("forwarded", 'for="192.0.2.1')], "10.0.0.1"),
        ("10.0.0.1", [("forwarded", "for=192.0.2.1 for=192.0.2.2")], "10.0.0.1"),
        ("10.0.0.1", [("forwarded", "for=203.0.113.9"), (FOR, "192.0.2.1")], "192.0.2.1"),
    ],
)
def test_client_is_the_first_that_is_no_proxy(peer: str, headers: list[tuple[str, str]], client: str) -> None:
    assert forwarded(peer, *headers)["client"][0] == client


@pytest.mark.parametrize(
    ("headers", "scheme", "host"),
    [
        ([(FOR, "192.0.2.1")], "http", "inside"),
        ([(FOR, "192.0.2.1"), (PROTO, "https"), (HOST, "example.org")], "https", "example.org"),
        ([(FOR, "192.0.2.1"), (PROTO, "HTTPS")], "https", "inside"),
        ([(FOR, "192.0.2.1"), (PROTO, "javascript")], "http", "inside"),
        ([(FOR, "192.0.2.1"), (HOST, "evil.example/path")], "http", "inside"),
        ([(FOR, "192.0.2.1"), (HOST, "a@evil.example")], "http", "inside"),
        (
            [(FOR, "203.0.113.9, 192.0.2.1"), (PROTO, "http, https"), (HOST, "evil.example, example.org")],
            "https",
            "example.org",
        ),
        ([("forwarded", "for=192.0.2.1;proto=https;host=example.org")], "https", "example.org"),
        (
            [
                (
                    "forwarded",
                    "for=203.0.113.9;host=evil, " + 'for=192.0.2.1;host="example.org:8443";proto=https',
                )
            ],
            "https",
            "example.org:8443",
        ),
    ],
)
def test_scheme_and_host_are_those_that_the_client_used(headers: list[tuple[str, str]], scheme: str, host: str) -> None:
    scope = forwarded("10.0.0.1", *headers)
    assert scope["scheme"] == scheme
    assert [value.decode() for name, value in scope["headers"] if name == b"host"] == [host]
    expected = ("10.0.0.5", 8000) if host == "inside" else (host.partition(":")[0], 8443 if ":" in host else 443)
    assert scope["server"] == expected


def test_nothing_is_believed_of_anybody_else() -> None:
    scope = forwarded("192.0.2.7", (FOR, "192.0.2.1"), (PROTO, "https"), (HOST, "evil.example"))
    assert (scope["client"], scope["scheme"], scope["server"]) == (("192.0.2.7", 4711), "http", ("10.0.0.5", 8000))
    assert scope["headers"][0] == (b"host", b"inside")


def test_quotes_and_escapes_are_read() -> None:
    assert read_forwarded([(b"forwarded", b'for="192.0.2.1";host="a\\.b"')]) == [Hop("192.0.2.1", "", "a.b")]


def test_long_headers_are_read_in_linear_time() -> None:
    for text in (b"for=" + b"a" * 30_000, b'for="' + b"\\a" * 15_000, b"," * 30_000, b";" * 30_000, b"for=1," * 5_000):
        read_forwarded([(b"forwarded", text), (b"x-forwarded-for", b"")])


# --- where it lies


@pytest.fixture(scope="module", params=["", "kept", "stripped"])
def prefixed(request: pytest.FixtureRequest, world_build: Path) -> Iterator[tuple[TestClient, str]]:
    """A server below a path, and what its proxy puts before paths; where that is not said, both are tried below."""
    settings = Settings(build=world_build, base_url=BASE, prefix=request.param)
    with client_of(settings) as client:
        yield client, "" if request.param == "stripped" else "/graph"


PATHS = [
    ("/", 200),
    ("/sparql", 200),
    ("/sparql?query=ASK%7B%7D", 200),
    ("/questions", 200),
    ("/questions/frameworks-covering", 422),
    ("/id/framework/lantern-pact", 303),
    ("/doc/framework/lantern-pact", 200),
    ("/doc/framework/lantern-pact.ttl", 200),
    ("/ontology", 200),
    ("/vocab/verdict", 200),
    ("/graph/derived", 200),
    ("/graph/registry/actors", 200),
    ("/dumps", 200),
    ("/dumps/latest/minpact.nq", 200),
    ("/static/style.css", 200),
    ("/health/live", 200),
    ("/openapi.json", 200),
    ("/nowhere", 404),
]


@pytest.mark.parametrize(("path", "status"), PATHS)
def test_every_address_answers_below_the_prefix(prefixed: tuple[TestClient, str], path: str, status: int) -> None:
    client, prefix = prefixed
    answered = client.get(prefix + path)
    assert answered.status_code == status
    assert client.head(prefix + path).status_code == status
    if status != 404:
        assert client.options(prefix + path).status_code == 204


def test_prefix_alone_is_the_first_page(prefixed: tuple[TestClient, str]) -> None:
    client, prefix = prefixed
    assert "<h1>" in client.get(prefix or "/", headers=HTML).text


@pytest.mark.parametrize(("path", "status"), PATHS)
def test_proxy_that_strips_needs_not_be_spoken_of(world_build: Path, path: str, status: int) -> None:
    with client_of(Settings(build=world_build, base_url=BASE)) as client:
        assert client.get(path).status_code == status


def test_what_only_looks_like_the_prefix_is_left_alone(world_build: Path) -> None:
    with client_of(Settings(build=world_build, base_url="https://example.org/minpact", prefix="kept")) as client:
        assert client.get("/minpact/version").status_code == 200
        assert client.get("/minpactual/version").status_code == 404
        assert client.get("/minpact/minpact/version").status_code == 404


def test_every_link_is_below_the_public_address(prefixed: tuple[TestClient, str]) -> None:
    client, prefix = prefixed
    assert client.get(f"{prefix}/id/framework/lantern-pact").headers["location"] == f"{BASE}/doc/framework/lantern-pact"
    links = client.get(f"{prefix}/doc/framework/lantern-pact").headers["link"]
    others = ("https://w3id.org/", "https://creativecommons.org/", "http://schema.org/", "https://schema.org/")
    own = [target for target in re.findall("<([^>]*)>", links) if not target.startswith(others)]
    assert own
    assert all(target.startswith(BASE + "/") for target in own)
    assert all(url.startswith(BASE + "/") for url in client.get(f"{prefix}/").json()["links"].values())
    assert client.get(f"{prefix}/openapi.json").json()["servers"] == [{"url": BASE}]
    assert f"<{BASE}/sparql>".encode() in client.get(f"{prefix}/sparql").content
    dumped = client.get(f"{prefix}/dumps").json()
    assert all(url.startswith(BASE + "/") for url in re.findall('"url": "([^"]*)"', json.dumps(dumped)))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/questions",
        "/questions/frameworks-covering",
        "/sparql",
        "/ontology",
        "/vocab",
        "/shapes",
        "/dumps",
        "/docs",
        "/doc/framework/lantern-pact",
        "/graph/derived",
        "/nowhere",
        "/problem/not-found",
    ],
)
def test_every_page_stays_below_the_public_address(prefixed: tuple[TestClient, str], path: str) -> None:
    client, prefix = prefixed
    page = client.get(prefix + path, headers=HTML).text
    targets = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    assert f"{BASE}/static/style.css" in page
    for target in targets:
        assert re.match(rf"#|\?lang=|https?://(?!example\.org/)|{re.escape(BASE)}(/|$)", target), target


def test_what_pages_link_to_answers(prefixed: tuple[TestClient, str]) -> None:
    client, prefix = prefixed
    page = client.get(f"{prefix}/doc/framework/lantern-pact", headers=HTML).text
    targets = set(re.findall(rf'(?:href|src)="{BASE}(/[^"#?]*)', page))
    assert len(targets) > 10
    for target in targets:
        assert client.get(prefix + target).status_code in (200, 303, 422), target


# --- a real server and hostile headers


@pytest.fixture(scope="module")
def plain(world_build: Path) -> Iterator[Served]:
    """A server as it is when nothing is set."""
    with serving(build=world_build) as served:
        yield served


@pytest.mark.server
@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/turtle"])
def test_headers_that_pretend_change_no_answer(plain: Served, accept: str) -> None:
    for path in EVERYWHERE:
        honest = plain.request("GET", path, Accept=accept, X_Request_Id="same")
        hostile = plain.request("GET", path, None, Accept=accept, X_Request_Id="same", **HOSTILE)
        assert hostile.status == honest.status
        assert hostile.body == honest.body, path
        assert hostile.headers | {"date": ""} == honest.headers | {"date": ""}, path
        assert b"evil.example" not in hostile.body
        assert "evil.example" not in str(hostile.headers)


@pytest.mark.server
def test_headers_that_pretend_are_not_logged_as_the_client(plain: Served) -> None:
    plain.request("GET", "/version", None, X_Request_Id="pretender", **HOSTILE)
    assert plain.event(request_id="pretender")["client"] == "127.0.0.1"


@pytest.mark.server
def test_service_without_a_public_address_is_where_it_listens(plain: Served) -> None:
    said = plain.request("GET", "/sparql", Accept="text/turtle", Host="evil.example").body.decode()
    assert f"<http://127.0.0.1:{plain.port}/sparql>" in said


@pytest.mark.server
def test_proxy_that_is_named_is_believed(world_build: Path) -> None:
    with serving(build=world_build, forwarded_from="127.0.0.1", base_url=BASE) as served:
        served.request("GET", "/graph/version", X_Request_Id="mine", X_Forwarded_For="203.0.113.9, 192.0.2.1")
        served.request("GET", "/version", X_Request_Id="other", X_Forwarded_For="203.0.113.9, 127.0.0.1")
        mine, other = served.event(request_id="mine"), served.event(request_id="other")
    assert (mine["client"], mine["path"], mine["route"]) == ("192.0.2.1", "/version", "/version")
    assert other["client"] == "203.0.113.9"
