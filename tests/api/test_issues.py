"""The way to report an error: on every page, and in every answer where the operator names a place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from graph.errors import BadParameter
from tests.api.conftest import client_of

PLACE = "https://issues.example.org/new?title={title}&body={body}&labels=data"
ANSWERS = [
    "/questions/members-of?framework=lantern-pact",
    "/ask?q=Who+is+in+the+Lantern+Pact%3F",
    "/why?subject=lantern-pact&predicate=covers&object=lithium",
]
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(world_build: Path) -> Iterator[TestClient]:
    with client_of(Settings(build=world_build, issues_url=PLACE, base_url="https://kg.example.org")) as client:
        yield client


def filled(link: str) -> tuple[str, str]:
    """Title and body of an issue that a link begins."""
    parts = urlsplit(link)
    assert (parts.netloc, parts.path) == ("issues.example.org", "/new")
    asked = parse_qs(parts.query)
    assert asked["labels"] == ["data"]
    return asked["title"][0], asked["body"][0]


def fact_of(client: TestClient) -> str:
    """The document on some fact, out of an answer."""
    row = client.get(ANSWERS[0]).json()["rows"][0]
    cell = next(cell for cell in row.values() if isinstance(cell, dict) and "evidence" in cell)
    return "/doc/" + str(cell["iri"]).rsplit("/id/", 1)[1]


@pytest.mark.parametrize("address", ANSWERS)
def test_answers_say_where_to_report_an_error(client: TestClient, address: str) -> None:
    reply = client.get(address, headers={"Accept": "application/json"})
    link = reply.json()["report"]
    title, body = filled(link)
    assert title.startswith("Error in: ")
    assert f"https://kg.example.org{address.partition('?')[0]}" in body
    assert client.get("/version").json()["data"] in body
    assert f'<{link}>; rel="help"' in reply.headers["link"]


def test_of_a_very_long_address_the_path_is_named(client: TestClient) -> None:
    reply = client.get("/ask", params={"q": "Who is in the Lantern Pact? " + "x" * 3000})
    assert reply.status_code == 422
    assert len(reply.json()["report"]) < 1000
    assert "https://kg.example.org/ask\n" in filled(reply.json()["report"])[1]


@pytest.mark.parametrize("address", ANSWERS)
def test_pages_of_answers_say_it_too(client: TestClient, address: str) -> None:
    link = client.get(address, headers={"Accept": "application/json"}).json()["report"]
    page = client.get(address, headers=HTML).text
    assert f'href="{link.replace("&", "&amp;")}"' in page
    assert "Report an error" in page


def test_a_spreadsheet_has_the_link_beside_it(client: TestClient) -> None:
    reply = client.get(ANSWERS[0], headers={"Accept": "text/csv"})
    assert 'rel="help"' in reply.headers["link"]


def test_documents_on_facts_say_it(client: TestClient) -> None:
    fact = fact_of(client)
    for accept in ("text/turtle", "application/ld+json", "application/trig"):
        assert 'rel="help"; title="Report an error"' in client.get(fact, headers={"Accept": accept}).headers["link"]
    page = client.get(fact, headers=HTML).text
    assert "https://issues.example.org/new?title=Error%20in%3A%20" in page


def test_nothing_is_said_where_no_place_is_known(world: TestClient) -> None:
    for address in ANSWERS:
        reply = world.get(address, headers={"Accept": "application/json"})
        assert "report" not in reply.json()
        assert "link" not in reply.headers
        page = world.get(address, headers=HTML).text
        assert 'rel="help' not in page
        told = page.split('<details class="report">')[1].split("</details>")[0]
        assert f"https://w3id.org/minpact{address.partition('?')[0]}" in told
        assert f"Data version: {reply.headers['MinPact-Data-Version']}" in told


def test_words_cannot_break_out_of_the_link(client: TestClient) -> None:
    reply = client.get("/ask", params={"q": 'Who is in the Lantern Pact? "><script>&title=x\r\nSet-Cookie: a=b'})
    title, _ = filled(reply.json()["report"])
    assert "<script>&title=x" in title
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("value", ["javascript:alert(1)", "issues", 'https://a/"onclick', "https://me@host/new"])
def test_a_place_must_be_an_address(value: str) -> None:
    with pytest.raises(BadParameter):
        Settings.from_environment({"MINPACT_ISSUES_URL": value})
