"""What holds for every response: problems, security, other origins, methods, version; and how an application begins."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.problems import KINDS
from api.settings import Settings
from graph.errors import InvalidInput, NoBuild
from tests.api.conftest import client_of
from tests.markup import foreign_scripts

EVERYWHERE = [
    ("/", 200),
    ("/sparql", 200),
    ("/sparql?query=nonsense", 400),
    ("/sparql?query=ASK%7B%7D", 200),
    ("/questions", 200),
    ("/id/actor/alda", 303),
    ("/doc/actor/alda", 200),
    ("/doc/actor/alda.html", 200),
    ("/doc/actor/nobody", 404),
    ("/doc/actor/old-alda", 410),
    ("/dumps", 404),
    ("/nowhere", 404),
    ("/health/live", 200),
    ("/docs", 200),
    ("/openapi.json", 200),
    ("/robots.txt", 200),
    ("/static/style.css", 200),
    ("/static/nothing.js", 404),
]


@pytest.mark.parametrize(("path", "status"), EVERYWHERE)
def test_every_response_is_safe_readable_elsewhere_and_versioned(bare: TestClient, path: str, status: int) -> None:
    response = bare.get(path)
    assert response.status_code == status
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("default-src 'self';")
    assert response.headers["referrer-policy"]
    assert response.headers["minpact-data-version"] == bare.get("/version").json()["data"]
    assert "minpact-data-version" in response.headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize(("path", "status"), EVERYWHERE)
def test_head_is_get_without_the_body(bare: TestClient, path: str, status: int) -> None:
    got, head = bare.get(path), bare.head(path)
    assert head.status_code == status
    assert head.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert head.headers.get(name) == got.headers.get(name)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", "GET, HEAD, OPTIONS"),
        ("/sparql", "GET, HEAD, OPTIONS, POST"),
        ("/questions", "GET, HEAD, OPTIONS"),
        ("/doc/actor/alda", "GET, HEAD, OPTIONS"),
        ("/dumps/latest/minpact.nq", "GET, HEAD, OPTIONS"),
        ("/health/live", "GET, HEAD, OPTIONS"),
    ],
)
def test_what_an_address_allows(bare: TestClient, path: str, allowed: str) -> None:
    options = bare.options(path)
    assert (options.status_code, options.content) == (204, b"")
    assert options.headers["allow"] == allowed
    refused = bare.delete(path)
    assert refused.status_code == 405
    assert refused.headers["allow"] == allowed
    assert refused.json()["status"] == 405
    posted = bare.post(path, content=b"")
    assert (posted.status_code == 405) == ("POST" not in allowed)


def test_browsers_ask_before_they_send(bare: TestClient) -> None:
    headers = {
        "Origin": "https://app.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = bare.options("/sparql", headers=headers)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert response.headers["access-control-allow-headers"] == "*"
    assert int(response.headers["access-control-max-age"]) > 0


def test_asking_about_nothing_is_not_found(bare: TestClient) -> None:
    assert bare.options("/nowhere").status_code == 404


def test_only_origins_that_are_allowed_where_some_are(bare_file: Path) -> None:
    with client_of(Settings(data=bare_file, allowed_origins=("https://a.example", "https://b.example"))) as client:
        allowed = client.get("/version", headers={"Origin": "https://b.example"})
        assert allowed.headers["access-control-allow-origin"] == "https://b.example"
        for origin in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
            response = client.get("/sparql?query=ASK%7B%7D", headers=origin)
            assert "access-control-allow-origin" not in response.headers
            assert {"accept", "origin"} <= {name.strip().lower() for name in response.headers["vary"].split(",")}


# --- problems


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/problem+json"),
        ("*/*", "application/problem+json"),
        ("application/json", "application/json"),
        ("application/problem+json", "application/problem+json"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("text/html", "text/html; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/turtle", "application/problem+json"),
        ("image/png", "application/problem+json"),
    ],
)
def test_problems_come_as_the_client_likes_them(bare: TestClient, accept: str | None, content_type: str) -> None:
    response = bare.get("/nowhere", headers={"Accept": accept} if accept else {})
    assert response.status_code == 404
    assert response.headers["content-type"] == content_type
    assert response.headers["vary"] == ("Accept, Accept-Language" if "html" in content_type else "Accept")
    assert response.headers["cache-control"] == "no-store"
    assert "/nowhere" in response.text


@pytest.mark.parametrize("slug", KINDS)
def test_the_type_of_a_problem_is_an_address_that_explains_it(bare: TestClient, slug: str) -> None:
    kind = KINDS[slug]
    path = kind.type.removeprefix("https://w3id.org/minpact")
    assert bare.get(path).json()["meaning"] == kind.meaning
    page = bare.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert kind.title.replace("'", "&#39;") in page.text


def test_other_kinds_of_problem_are_not_found(bare: TestClient) -> None:
    assert "query-timeout" in bare.get("/problem/none").json()["offered"]


def test_a_fault_of_ours_is_said_without_internals(bare_file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The route is made to fail for real; the client learns that it did, the log learns why."""
    app: FastAPI = create_app(Settings(data=bare_file))

    @app.get("/fails")
    async def fails() -> None:
        raise ZeroDivisionError("secret/place")

    with TestClient(app) as client, caplog.at_level(logging.ERROR, logger="api.app"):
        response = client.get("/fails")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "secret" not in response.text
    assert "ZeroDivisionError" not in response.text
    assert "secret/place" in caplog.text


# --- the first page and the others


def test_first_page_for_people_and_for_programs(world: TestClient) -> None:
    page = world.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<h1>" in page.text
    links = world.get("/").json()["links"]
    for place, address in links.items():
        assert world.get(address).status_code in (200, 422), place


def test_every_link_of_a_page_leads_somewhere(world: TestClient) -> None:
    seen: set[str] = set()
    pending = ["/", "/questions", "/vocab/verdict", "/doc/framework/lantern-pact", "/dumps", "/docs"]
    while pending:
        path = pending.pop()
        response = world.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert response.status_code == 200, path
        if not response.headers["content-type"].startswith("text/html") or len(seen) > 150:
            continue
        for address in re.findall(r'href="(/[^"#]*)', response.text):
            target = address.replace("&amp;", "&")
            if target not in seen and not target.startswith("/dumps/"):
                seen.add(target)
                pending.append(target)
    assert len(seen) > 100


@pytest.mark.parametrize(
    "path", ["/", "/questions", "/sparql", "/ontology", "/doc/framework/lantern-pact", "/dumps", "/docs"]
)
def test_pages_are_whole_by_themselves(world: TestClient, path: str) -> None:
    """One language, one title, one heading, a way past the navigation; nothing inline that the policy would forbid."""
    page = world.get(path, headers={"Accept": "text/html"}).text
    assert '<html lang="en">' in page
    assert page.count("<title>") == page.count("<h1") == page.count("<main ") == 1
    assert 'href="#content"' in page
    assert 'id="content"' in page
    assert foreign_scripts(page) == []
    for forbidden in ("<style", " style=", " onclick=", "javascript:", 'src="http', "@import"):
        assert forbidden not in page


def test_style_is_served_from_here_and_fetches_nothing(bare: TestClient) -> None:
    response = bare.get("/static/style.css")
    assert response.headers["content-type"].startswith("text/css")
    assert "url(" not in response.text
    assert "max-age" in response.headers["cache-control"]


def test_crawlers_may_read_pages_and_not_run_queries(bare: TestClient) -> None:
    text = bare.get("/robots.txt").text
    assert "Disallow: /sparql" in text
    assert "Disallow: /doc" not in text


# --- beginnings


def test_a_public_address_stands_before_every_link(bare_file: Path) -> None:
    with client_of(Settings(data=bare_file, base_url="https://example.org/graph")) as client:
        assert client.get("/id/actor/alda").headers["location"] == "https://example.org/graph/doc/actor/alda"
        page = client.get("/doc/actor/alda", headers={"Accept": "text/html"}).text
        assert 'href="https://example.org/graph/static/style.css' in page
        assert 'href="/' not in page
        assert b"<https://example.org/graph/sparql>" in client.get("/sparql").content


def test_nothing_to_serve_is_said_before_serving(tmp_path: Path) -> None:
    with pytest.raises(NoBuild):
        create_app(Settings(build=tmp_path))
    with pytest.raises(NoBuild):
        create_app(Settings(data=tmp_path / "none.nq"))


def test_a_file_that_is_no_graph_is_said_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "bad.nq").write_text("<urn:a> <urn:b> .\n", encoding="utf-8")
    app = create_app(Settings(data=tmp_path / "bad.nq"))
    with pytest.raises(InvalidInput) as caught, TestClient(app):
        pass
    assert caught.value.findings[0].line == 1


def test_two_applications_in_one_process_do_not_meet(bare: TestClient, world: TestClient) -> None:
    assert bare.get("/version").json()["data"] != world.get("/version").json()["data"]
    assert bare.get("/doc/framework/lantern-pact").status_code == 404
    assert world.get("/doc/framework/lantern-pact").status_code == 200
