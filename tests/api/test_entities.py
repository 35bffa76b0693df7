"""Things and the documents on them: 303, formats, what is unknown and what was retired, and the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.negotiation import GRAPHS
from graph import namespaces as ns
from graph.store import Quad, parse_text
from tests.markup import foreign_scripts

PACT = "/doc/framework/lantern-pact"
MEMBERSHIP = "membership/alda--lantern-pact--2026-03"
SOURCE = f"{ns.ID}source/lantern-charter-2026"
HTML = {"Accept": "text/html"}


def triples(content: bytes, suffix: str = "ttl") -> list[Quad]:
    return parse_text(content, Path(f"document.{suffix}"))


def about(quads: list[Quad], iri: str) -> dict[str, set[str]]:
    said: dict[str, set[str]] = {}
    for quad in quads:
        if quad.subject.value == iri:  # type: ignore[union-attr]
            said.setdefault(quad.predicate.value, set()).add(getattr(quad.object, "value", ""))
    return said


# --- from the thing to its document


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "*/*", "image/png"])
@pytest.mark.parametrize("kind", ["actor", "framework", "source", "evidence", "status-event"])
def test_a_thing_answers_with_its_document(world: TestClient, kind: str, accept: str) -> None:
    response = world.get(f"/id/{kind}/some-thing", headers={"Accept": accept})
    assert response.status_code == 303
    assert response.headers["location"] == f"/doc/{kind}/some-thing"
    assert response.headers["vary"] == "Accept"
    assert response.content == b""


@pytest.mark.parametrize(
    "path", ["/id/planet/mars", "/id/actor/a%20b", "/id/actor/a%3Eb", "/id/actor", "/id/actor/a/b"]
)
def test_what_cannot_be_a_thing_is_not_found(world: TestClient, path: str) -> None:
    assert world.get(path).status_code == 404


def test_a_kind_that_is_misspelt_has_near_ones(world: TestClient) -> None:
    assert f"{ns.ID}framework/" in world.get("/id/frameworks/quad").json()["near"]


def test_a_thing_leads_to_what_is_said_of_it(world: TestClient) -> None:
    response = world.get("/id/framework/lantern-pact", follow_redirects=True, headers={"Accept": "text/turtle"})
    assert response.status_code == 200
    said = about(triples(response.content), f"{ns.ID}framework/lantern-pact")
    assert "Lantern Pact" in said[ns.SKOS + "prefLabel"]


# --- formats


@pytest.mark.parametrize("form", GRAPHS[:4], ids=lambda form: form.name)
def test_documents_by_accept_by_suffix_and_by_parameter(world: TestClient, form: Any) -> None:
    accepted = world.get(PACT, headers={"Accept": form.media_type})
    suffixed = world.get(f"{PACT}.{form.name}", headers={"Accept": "image/png"})
    asked = world.get(PACT, params={"format": form.name}, headers={"Accept": "image/png"})
    for response in (accepted, suffixed, asked):
        assert response.status_code == 200
        assert response.headers["content-type"] == form.content_type
        assert response.headers["vary"] == "Accept, Accept-Encoding"
        assert response.content == accepted.content
    assert b"Lantern Pact" in accepted.content
    if form.name in ("ttl", "nt"):
        assert about(triples(accepted.content, form.name), f"{ns.ID}framework/lantern-pact")


def test_turtle_for_those_who_do_not_say(world: TestClient) -> None:
    assert world.get(PACT).headers["content-type"].startswith("text/turtle")


def test_alternates_are_linked(world: TestClient) -> None:
    links = world.get(PACT).headers["link"]
    for name in ("ttl", "nt", "jsonld", "rdf", "html"):
        assert f"<{PACT}.{name}>" in links
        assert world.get(f"{PACT}.{name}").status_code == 200
    assert f'<{ns.ID}framework/lantern-pact>; rel="describes"' in links


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        (PACT, "image/png", 406),
        (PACT, "text/csv", 406),
        (f"{PACT}.pdf", "*/*", 404),
        (f"{PACT}.", "*/*", 404),
        (f"{PACT}?format=pdf", "*/*", 400),
        ("/doc/planet/mars", "*/*", 404),
    ],
)
def test_what_a_document_is_not(world: TestClient, path: str, accept: str, status: int) -> None:
    assert world.get(path, headers={"Accept": accept}).status_code == status


def test_a_document_that_the_client_has_is_not_sent_again(world: TestClient) -> None:
    tag = world.get(PACT).headers["etag"]
    assert world.get(PACT, headers={"If-None-Match": tag}).status_code == 304
    assert world.get(PACT, headers={"If-None-Match": tag, **HTML}).status_code == 200
    assert world.get(f"/doc/{MEMBERSHIP}", headers={"If-None-Match": tag}).status_code == 200


# --- facts


def test_a_fact_comes_with_its_evidence(world: TestClient) -> None:
    quads = triples(world.get(f"/doc/{MEMBERSHIP}.ttl").content)
    evidence = about(quads, ns.ID + MEMBERSHIP)[ns.ONTOLOGY + "hasEvidence"]
    assert len(evidence) == 3
    sources = {source for piece in evidence for source in about(quads, piece)[ns.ONTOLOGY + "fromSource"]}
    assert SOURCE in sources


def test_a_fact_page_shows_evidence_and_the_document_itself(world: TestClient) -> None:
    page = world.get(f"/doc/{MEMBERSHIP}", headers=HTML).text
    assert "Membership: Alda — Lantern Pact</span></h1>" in page
    assert "1 March 2026" in page
    assert 'href="https://example.org/lantern-charter-2026" rel="noopener external"' in page
    assert 'href="/id/source/lantern-charter-2026"' in page
    assert "Confidence: high" in page
    assert '<p class="small" lang="en">An excerpt was read.</p>' in page


def test_a_source_page_shows_the_facts_that_rest_on_it(world: TestClient) -> None:
    page = world.get("/doc/source/lantern-charter-2026", headers=HTML).text
    assert '<span class="clamped">Lantern Charter</span></h1>' in page
    assert f'href="/id/{MEMBERSHIP}"' in page


def test_an_evidence_page_shows_its_source(world: TestClient) -> None:
    page = world.get(f"/doc/evidence/{MEMBERSHIP.replace('/', '--')}--lantern-charter-2026", headers=HTML).text
    assert 'href="/id/source/lantern-charter-2026"' in page


# --- the page on a thing


def test_a_page_shows_names_statements_facts_and_what_is_derived(world: TestClient) -> None:
    page = world.get(PACT, headers=HTML).text
    assert "<title>Lantern Pact · MinPact</title>" in page
    assert '<span lang="ja">ランタン協定</span>' in page
    assert "Facts that speak of it" in page
    assert "since 2027" in page, "an imprecise day is told no more precisely than it is known"
    assert '<tr class="deprecated">' in page
    assert page.count("derived: why?") > 5
    assert "predicate=https%3A//w3id.org/minpact/ontology%23hasMember" in page
    assert f'<link rel="alternate" type="text/turtle" href="{PACT}.ttl">' in page
    assert foreign_scripts(page) == []


def test_a_page_of_a_concept(world: TestClient) -> None:
    page = world.get("/vocab/verdict/named", headers=HTML)
    assert page.status_code == 200
    assert "names it</span></h1>" in page.text


def test_nothing_in_the_data_becomes_markup(bare: TestClient) -> None:
    page = bare.get("/doc/actor/alda", headers=HTML).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert foreign_scripts(page) == []
    assert 'href="javascript' not in page


# --- unknown and retired


@pytest.mark.parametrize("accept", ["text/turtle", "text/html", "*/*"])
def test_unknown_things_have_near_ones(world: TestClient, accept: str) -> None:
    response = world.get("/doc/framework/lantern-pakt", headers={"Accept": accept})
    assert response.status_code == 404
    assert "framework/lantern-pact" in response.text or "framework:lantern-pact" in response.text
    assert response.headers["cache-control"] == "no-store"


def test_unknown_concepts_and_schemes_are_not_found(world: TestClient) -> None:
    assert world.get("/vocab/verdict/perhaps").status_code == 404
    assert world.get("/vocab/colours/red").status_code == 404
    assert world.get("/vocab/colours").status_code == 404


@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
def test_retired_things_name_their_successor(bare: TestClient, accept: str) -> None:
    response = bare.get("/doc/actor/old-alda", headers={"Accept": accept})
    assert response.status_code == 410
    assert response.headers["link"] == f'<{ns.ID}actor/alda>; rel="successor-version"'
    if accept == "text/turtle":
        assert response.json()["successor"] == f"{ns.ID}actor/alda"
    else:
        assert 'href="/id/actor/alda"' in response.text


def test_retired_things_without_a_successor_are_gone_all_the_same(bare: TestClient) -> None:
    response = bare.get("/doc/actor/lost-alda")
    assert response.status_code == 410
    assert "successor" not in response.json()
    assert "link" not in response.headers


def test_head_tells_the_same(world: TestClient) -> None:
    got, head = world.get(PACT), world.head(PACT)
    assert (head.status_code, head.content) == (200, b"")
    told = [{name: value for name, value in each.headers.items() if name != "x-request-id"} for each in (head, got)]
    assert told[0] == told[1]
    assert world.head("/doc/framework/nothing").status_code == 404


# --- parts, languages and ways onward


def test_a_part_is_a_page_of_its_own(world: TestClient) -> None:
    page = world.get(f"{PACT}?part=membership", headers=HTML).text
    assert 'id="facts-membership"' in page
    assert 'id="statements"' not in page
    assert f'href="{PACT}"' in page


@pytest.mark.parametrize("query", ["part=x%22%3E%3Cscript%3E", "year=nineteen", "page=-1", "page=99999", "page=0"])
def test_odd_parts_do_no_harm(world: TestClient, query: str) -> None:
    page = world.get(f"{PACT}?{query}", headers=HTML)
    assert page.status_code == 200
    assert foreign_scripts(page.text) == []


def test_a_page_speaks_the_language_of_its_reader(world: TestClient) -> None:
    page = world.get(f"{PACT}?lang=ja", headers=HTML).text
    assert "ランタン協定</span></h1>" in page
    assert "関係する事実" in page
    assert "2026年3月" in page


def test_what_disagrees_stands_side_by_side(world: TestClient) -> None:
    page = world.get("/doc/membership/corvia--lantern-pact--2026-03", headers=HTML).text
    assert 'id="against"' in page
    assert 'href="/id/membership/corvia--lantern-pact--2027"' in page


def test_a_page_leads_to_questions_and_the_network(world: TestClient) -> None:
    page = world.get(PACT, headers=HTML).text
    assert 'href="/questions/members-of?framework=framework%3Alantern-pact"' in page
    assert 'href="/network?around=framework%3Alantern-pact"' in page


def test_a_source_page_leads_to_the_document(world: TestClient) -> None:
    page = world.get("/doc/source/lantern-charter-2026", headers=HTML).text
    assert '<p class="way"><a href="https://example.org/lantern-charter-2026"' in page
