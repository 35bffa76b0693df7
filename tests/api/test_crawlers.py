"""What readers of whole sites are told: every address of a map answers, and nothing is left out or there twice."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from api.pages.crawlers import MOST_ADDRESSES
from api.settings import Settings
from graph import namespaces as ns
from graph.questions import load
from tests.api.conftest import client_of

QUESTIONS = load()
HTML = {"Accept": "text/html"}


def locations(text: str) -> list[str]:
    root = ET.fromstring(text)
    assert root.tag in (f"{{{ns.SITEMAP}}}sitemapindex", f"{{{ns.SITEMAP}}}urlset")
    assert {child.tag.rpartition("}")[2] for child in root} <= {"sitemap", "url"}
    return [str(each.text) for each in root.iter(f"{{{ns.SITEMAP}}}loc")]


@pytest.fixture(scope="module")
def paths(world: TestClient) -> list[str]:
    index = world.get("/sitemap.xml")
    assert index.headers["content-type"] == "application/xml"
    assert "<lastmod>2030-06-30</lastmod>" in index.text
    found = []
    for address in locations(index.text):
        assert address.startswith("http://testserver/sitemap/")
        listed = locations(world.get(address.removeprefix("http://testserver")).text)
        assert len(listed) <= MOST_ADDRESSES
        found += [each.removeprefix("http://testserver") for each in listed]
    return found


def test_map_has_every_page_once(paths: list[str]) -> None:
    assert len(paths) == len(set(paths))
    assert {f"/questions/{question.id}" for question in QUESTIONS} <= set(paths)
    assert {"/", "/ontology", "/doc/framework/lantern-pact", "/vocab/rank", "/vocab/rank/normal"} <= set(paths)
    assert not [path for path in paths if "/evidence/" in path or "#" in path]


def test_pages_of_the_map_are_there(paths: list[str], world: TestClient) -> None:
    kinds = {path.rsplit("/", 1)[0]: path for path in paths}
    assert len(kinds) > 20
    for path in kinds.values():
        assert world.get(path, headers=HTML).status_code == 200, path


@pytest.mark.parametrize("page", ["0", "2", "-1", "99999999999999", "one", "%D9%A1"])
def test_other_maps_are_not_found(world: TestClient, page: str) -> None:
    assert world.get(f"/sitemap/{page}.xml").status_code == 404


def test_retired_things_are_left_out(bare: TestClient) -> None:
    text = bare.get("/sitemap/1.xml").text
    assert "/doc/actor/alda<" in text
    assert "old-alda" not in text
    assert "lastmod" not in text
    assert "/dumps" not in text


def test_the_public_address_stands_in_all_of_them(bare_file: Path) -> None:
    with client_of(Settings(data=bare_file, base_url="https://example.org/graph")) as client:
        assert "Sitemap: https://example.org/graph/sitemap.xml\n" in client.get("/robots.txt").text
        assert locations(client.get("/sitemap.xml").text) == ["https://example.org/graph/sitemap/1.xml"]
        assert "https://example.org/graph/doc/actor/alda" in locations(client.get("/sitemap/1.xml").text)
        assert "](https://example.org/graph/sparql)" in client.get("/llms.txt").text


def test_summary_names_every_question_with_an_address_that_answers(world: TestClient) -> None:
    reply = world.get("/llms.txt")
    assert reply.headers["content-type"] == "text/markdown; charset=utf-8"
    assert reply.text.startswith("# MinPact\n\n> ")
    links = dict(re.findall(r"^- \[(.+?)\]\(http://testserver(\S*)\)", reply.text, re.M))
    assert {question.text["en"] for question in QUESTIONS} <= set(links)
    for words in ("SPARQL", "Search", "Ontology", "OpenAPI", "Map of the site"):
        assert world.get(links[words]).status_code == 200, words
