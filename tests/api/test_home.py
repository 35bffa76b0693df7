"""The first page: what it answers is what the catalogue answers, and it is light."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages import home
from api.settings import Settings

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def of_two(world_build: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The first page as it asks of countries, minerals and texts that the world has."""
    monkeypatch.setattr(home, "PARTIES", {"actor": "alda", "other": "brunn"})
    monkeypatch.setattr(home, "GROUP", "rare-earths")
    monkeypatch.setattr(home, "MEMORANDUM", "ore-memorandum")
    with TestClient(create_app(Settings(build=world_build))) as client:
        yield client


def test_answers_are_those_of_the_catalogue(of_two: TestClient) -> None:
    page = of_two.get("/", headers=HTML).text
    covering = of_two.get(
        "/questions/scope-of-frameworks", params={"actor": "alda", "other": "brunn"}, headers=JSON
    ).json()["rows"]
    named = {row["framework"]["label"] for row in covering if row["verdict"]["token"] == "named"}
    assert named
    assert 'id="covering"' in page
    pending = of_two.get("/questions/pending", params={"actor": "alda"}, headers=JSON).json()["rows"]
    overdue = [row for row in pending if row["timing"] == "overdue"]
    assert overdue
    assert page.split('id="overdue"')[1].split("</article>")[0].count("<li>") == min(len(overdue), home.MOST)


def test_what_the_graph_does_not_know_is_left_out(world: TestClient, bare: TestClient) -> None:
    for client in (world, bare):
        page = client.get("/", headers=HTML)
        assert page.status_code == 200
        assert 'id="covering"' not in page.text
        assert 'id="led-to"' not in page.text
        assert 'action="/ask"' in page.text


def test_page_tells_of_its_data(world: TestClient) -> None:
    page = world.get("/", headers=HTML)
    told = world.get("/version").json()
    assert page.headers["minpact-data-version"] in page.text
    assert f"{told['facts']:,}" in page.text
    assert len(gzip.compress(page.content)) < 40_000


@pytest.mark.parametrize("path", ["/", "/problem/gone", "/validate"])
def test_the_format_may_be_named_in_the_address(world: TestClient, path: str) -> None:
    page = world.get(path, params={"format": "html"}, headers={"Accept": "application/json"})
    assert page.headers["content-type"].startswith("text/html")
    assert world.get(path, params={"format": "ttl"}).status_code == 400


def test_bytes_that_are_no_utf_8_are_refused(world: TestClient) -> None:
    assert world.get("/?lang=%ff").status_code == 400
