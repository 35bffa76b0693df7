"""What the terms mean: ontology, shapes, vocabularies, and each named graph by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from api.negotiation import GRAPHS
from graph import namespaces as ns
from graph.store import Literal, parse_text

HTML = {"Accept": "text/html"}
DOCUMENTS = {"ontology": ns.ONTOLOGY_GRAPH, "shapes": ns.SHAPES_GRAPH, "vocab": ns.VOCAB_GRAPH}


def size_of(client: TestClient, graph: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return int(client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text.splitlines()[1])


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_documents_answer_at_their_own_address(world: TestClient, name: str, form: Any) -> None:
    accepted = world.get(f"/{name}", headers={"Accept": form.media_type})
    suffixed = world.get(f"/{name}.{form.name}", headers={"Accept": "image/png"})
    assert accepted.status_code == suffixed.status_code == 200
    assert accepted.headers["content-type"] == suffixed.headers["content-type"] == form.content_type
    assert accepted.headers["vary"] == "Accept, Accept-Encoding"
    if form.name in ("ttl", "nt", "nq", "trig"):
        quads = parse_text(accepted.content, Path(f"document.{form.name}"))
        assert len(quads) == size_of(world, DOCUMENTS[name])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_turtle_is_the_builds_own(world: TestClient, world_build: Path, name: str) -> None:
    assert world.get(f"/{name}").content == (world_build / "current" / f"{name}.ttl").read_bytes()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_link_their_alternates(world: TestClient, name: str) -> None:
    links = world.get(f"/{name}").headers["link"]
    assert f'</{name}.jsonld>; rel="alternate"; type="application/ld+json"' in links


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_that_the_client_has_are_not_sent_again(world: TestClient, name: str) -> None:
    tag = world.get(f"/{name}").headers["etag"]
    assert world.get(f"/{name}", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/ontology.pdf", "/ontology.turtle", "/shapes.", "/vocab.csv"])
def test_other_suffixes_are_not_found(world: TestClient, path: str) -> None:
    assert world.get(path).status_code == 404


def test_ontology_page_has_every_term_with_its_definition(world: TestClient) -> None:
    page = world.get("/ontology", headers=HTML).text
    quads = parse_text(world.get("/ontology.nt").content, Path("ontology.nt"))
    terms = {q.subject.value for q in quads if q.predicate.value == ns.RDFS + "isDefinedBy"}  # type: ignore[union-attr]
    terms.discard(ns.ONTOLOGY_IRI)
    assert len(terms) > 100
    for term in terms:
        assert f'<div id="{term.removeprefix(ns.ONTOLOGY)}"' in page
    for quad in quads:
        if quad.predicate.value == ns.SKOS + "definition":
            assert str(escape(quad.object.value)) in page  # type: ignore[union-attr]


def test_shapes_page_has_every_constraint(world: TestClient) -> None:
    page = world.get("/shapes", headers=HTML).text
    quads = parse_text(world.get("/shapes.nt").content, Path("shapes.nt"))
    named = {q.subject.value for q in quads if q.predicate.value == ns.SH + "message"}  # type: ignore[union-attr]
    assert named
    for constraint in named:
        assert f'<tr id="{constraint.removeprefix(ns.SHAPES)}"' in page


def test_vocabulary_page_leads_to_every_scheme(world: TestClient) -> None:
    page = world.get("/vocab", headers=HTML).text
    for scheme in ns.SCHEMES:
        assert f'href="/vocab/{scheme}"' in page
        assert world.get(f"/vocab/{scheme}").status_code == 200


@pytest.mark.parametrize("language", ["ja", "hi"])
@pytest.mark.parametrize("name", ["ontology", "vocab"])
def test_pages_have_labels_in_their_language_and_say_whose_they_are(
    world: TestClient, name: str, language: str
) -> None:
    quads = parse_text(world.get(f"/{name}.nt").content, Path("document.nt"))
    said = [
        (quad.subject.value, quad.predicate.value, quad.object.value)  # type: ignore[union-attr]
        for quad in quads
        if isinstance(quad.object, Literal) and quad.object.language == language
    ]
    note = next(text for thing, what, text in said if (thing, what) == (ns.BASE + name, ns.SKOS + "editorialNote"))
    listed = {f"{ns.VOCAB}{scheme}" for scheme in ns.SCHEMES}
    labels = {
        text for thing, what, text in said if what == ns.SKOS + "prefLabel" and (name == "ontology" or thing in listed)
    }
    page = world.get(f"/{name}", params={"lang": language}, headers=HTML).text
    assert len(labels) >= 20
    assert note in page
    assert note not in world.get(f"/{name}", headers=HTML).text
    assert {label for label in labels if str(escape(label)) not in page} == set()


def test_a_scheme_comes_with_its_concepts(world: TestClient) -> None:
    quads = parse_text(world.get("/vocab/verdict.ttl").content, Path("scheme.ttl"))
    subjects = {q.subject.value for q in quads}  # type: ignore[union-attr]
    tokens = ("named", "group-named", "member-named", "generic-listed", "generic", "excluded", "no-evidence")
    assert {f"{ns.VOCAB}verdict", *(f"{ns.VOCAB}verdict/{token}" for token in tokens)} == subjects
    assert "group-named" in world.get("/vocab/verdict", headers=HTML).text


def test_the_version_iri_answers(world: TestClient) -> None:
    quads = parse_text(world.get("/ontology").content, Path("ontology.ttl"))
    version = next(q.object.value for q in quads if q.predicate.value == ns.OWL + "versionIRI")  # type: ignore[union-attr]
    path = version.removeprefix(ns.BASE.rstrip("/"))
    assert world.get(path).content == world.get("/ontology").content
    missing = world.get("/ontology/99.0.0")
    assert missing.status_code == 404
    assert missing.json()["near"] == [version]


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_a_named_graph_by_itself(world: TestClient, form: Any) -> None:
    path = "/graph/source/lantern-charter-2026"
    response = world.get(path, headers={"Accept": form.media_type})
    assert response.status_code == 200
    assert response.headers["content-type"] == form.content_type
    assert world.get(f"{path}.{form.name}").content == response.content
    if form.name in ("ttl", "nt"):
        assert len(parse_text(response.content, Path(f"graph.{form.name}"))) == size_of(world, ns.BASE + path[1:])


def test_a_graph_page_leads_to_its_source(world: TestClient) -> None:
    page = world.get("/graph/source/lantern-charter-2026", headers=HTML).text
    assert 'href="/id/source/lantern-charter-2026"' in page
    assert "coverage:lantern-pact--2026" in page


@pytest.mark.parametrize("path", ["/graph/none", "/graph/source/none", "/graph/", "/graph/a%3Eb"])
def test_other_graphs_are_not_found(world: TestClient, path: str) -> None:
    assert world.get(path).status_code == 404


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_bare_file_says_what_it_lacks(bare: TestClient, name: str) -> None:
    response = bare.get(f"/{name}")
    assert response.status_code == 404
    assert name in response.json()["detail"]
    assert response.json()["type"].endswith("/problem/not-built")


def test_a_bare_file_has_its_own_graphs(bare: TestClient) -> None:
    assert "Alda" in bare.get("/graph/source/one.ttl").text
