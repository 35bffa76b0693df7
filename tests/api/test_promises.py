"""The pages of promises, as they are without scripts."""

from __future__ import annotations

import re

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.namespace import SKOS

from api.pages.promises import LADDER
from tests.house.checkout import ROOT

PAGE = {"Accept": "text/html"}
VOCABULARY = ROOT / "ontology" / "vocab" / "commitment-status.ttl"


def read(world: TestClient, path: str = "/promises", **parameters: str) -> str:
    response = world.get(path, params=parameters, headers=PAGE)
    assert response.status_code == 200, response.text
    return response.text


def rows_of(page: str) -> dict[str, tuple[str, str]]:
    """The rung and the flags of each promise in the table, by its slug."""
    pattern = r'<th scope="row" data-value="([^"]+)">.*?<td data-value="([^"]+)">.*?<td data-value="([a-z ]*)">'
    return {slug: (rung, flags) for slug, rung, flags in re.findall(pattern, page, re.DOTALL)}


def test_ladder_is_that_of_the_vocabulary() -> None:
    graph = rdflib.Graph().parse(VOCABULARY)
    tokens = {str(token) for token in graph.objects(None, SKOS.notation)}
    ours = [token for tokens in LADDER.values() for token in tokens]
    assert set(ours) == tokens
    assert len(ours) == len(tokens)


def test_each_promise_stands_where_the_ledger_says(world: TestClient) -> None:
    ledger = world.get("/questions/ledger").json()["rows"]
    pending = {row["commitment"]["iri"]: row for row in world.get("/questions/pending").json()["rows"]}
    shown = rows_of(read(world))
    assert len(shown) == len(ledger) == 5
    for row in ledger:
        rung, flags = shown[row["commitment"]["iri"].rsplit("/", 1)[-1]]
        assert rung == row["rung"]["token"]
        opened = pending.get(row["commitment"]["iri"])
        assert ("overdue" in flags) == (opened is not None and opened["timing"] == "overdue")
        assert ("silent" in flags) == (opened is not None and opened["silent"])


def test_board_and_table_hold_the_same(world: TestClient) -> None:
    page = read(world)
    board = re.findall(r'<li class="slip rung-([\w-]+)"><a href="/promises/([\w-]+)"', page)
    assert {slug: rung for rung, slug in board} == {slug: rung for slug, (rung, _) in rows_of(page).items()}


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"promisor": "brunn"}, {"survey-grant--2026"}),
        ({"addressee": "alda"}, {"survey-grant--2026", "copper-survey--2026"}),
        ({"instrument": "harbour-declaration"}, {"joint-stockpile--2029"}),
        ({"year": "2025"}, {"port-ilo-refinery--2025"}),
        ({"material": "copper"}, {"copper-survey--2026"}),
        ({"state": "overdue"}, {"port-ilo-refinery--2025"}),
        ({"state": "silent"}, {"copper-survey--2026"}),
        ({"as_of": "2026-02-01"}, {"port-ilo-refinery--2025"}),
        ({"promisor": "nobody-of-that-name"}, set()),
    ],
)
def test_filters_leave(world: TestClient, filters: dict[str, str], left: set[str]) -> None:
    assert rows_of(read(world, **filters)).keys() == left


def test_silence_is_said_and_not_called_failure(world: TestClient) -> None:
    assert "That says nothing of promises" in read(world, promisor="nobody-of-that-name")
    chain = read(world, "/promises/training--2028")
    assert chain.count("No source speaks of one.") == 5
    assert chain.count('class="station missing"') == 5


def test_chain_has_each_link_that_the_question_has(world: TestClient) -> None:
    links = world.get("/questions/promise-to-deed", params={"commitment": "port-ilo-refinery--2025"}).json()["rows"]
    page = read(world, "/promises/port-ilo-refinery--2025")
    shown = re.findall(r'data-thing="([^"]+)"', page)
    assert shown == [row["thing"]["iri"] for row in links]
    assert "overdue" in page


def test_evidence_is_on_the_page(world: TestClient) -> None:
    page = read(world)
    assert 'href="/id/source/memorandum-notice-2025"' in page
    assert "<blockquote" in page


def test_what_is_no_promise_has_no_page(world: TestClient) -> None:
    assert world.get("/promises/no-such", headers=PAGE).status_code == 404
    assert world.get("/promises/survey-grant--2026", params={"as_of": "2025-01-01"}, headers=PAGE).status_code == 404
    assert world.get("/promises", params={"as_of": "soon"}, headers=PAGE).status_code == 422


@pytest.mark.parametrize(("language", "word"), [("ja", "約束"), ("hi", "वादे")])
def test_page_speaks_three_languages(world: TestClient, language: str, word: str) -> None:
    page = read(world, lang=language)
    assert f"<h1>{word}</h1>" in page
    assert f"lang={language}" in re.findall(r'href="(/promises/[^"]+)"', page)[0]
