"""What a document on a thing says, what one that is a graph says, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.describe import describe, named_graph, seek, write_document
from graph.errors import RetiredEntity, UnknownEntity
from graph.jsonld import published_context
from graph.store import GRAPH_FORMATS, Literal, NamedNode, Store, Triple, parse_text

DATA = f"""
@prefix : <{ns.ONTOLOGY}> .
@prefix dcterms: <{ns.DCTERMS}> .
@prefix owl: <{ns.OWL}> .
@prefix skos: <{ns.SKOS}> .
<urn:fact> a :Membership ; :memberActor <urn:india> ; :hasEvidence <urn:evidence> .
<urn:evidence> :fromSource <urn:source> ; :sourceWording "joined"@en .
<urn:source> dcterms:title "A press release"@en ; :expresses <urn:instrument> .
<urn:instrument> skos:prefLabel "A pact"@en ; :about <urn:other> .
<urn:india> skos:prefLabel "India"@en, "インド"@ja ; :about <urn:japan> .
:Membership <{ns.RDFS}subClassOf> [ a owl:Restriction ; owl:someValuesFrom [ a owl:Class ] ] .
<urn:scheme> a skos:ConceptScheme .
<urn:concept> skos:inScheme <urn:scheme> ; skos:prefLabel "a concept"@en .
<urn:old> a :Country ; owl:deprecated true ; dcterms:isReplacedBy <urn:india> .
<urn:lost> a :Country ; owl:deprecated true .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.from_quads(parse_text(DATA, Path("world.ttl"), "urn:g"))


def test_a_fact_comes_with_evidence_and_sources_and_the_labels_of_what_they_name(store: Store) -> None:
    found = describe(store, "urn:fact")
    subjects = list(dict.fromkeys(str(triple.subject) for triple in found))
    assert subjects == ["<urn:fact>", "<urn:evidence>", "<urn:source>", "<urn:india>", "<urn:instrument>"]
    title = Literal("A press release", language="en")
    assert Triple(NamedNode("urn:source"), NamedNode(ns.DCTERMS + "title"), title) in found
    assert sum(str(triple.subject) == "<urn:india>" for triple in found) == 2
    assert not any("about" in str(triple.predicate) for triple in found)


def test_what_only_points_at_a_thing_is_left_out(store: Store) -> None:
    assert {str(triple.subject) for triple in describe(store, "urn:source")} == {"<urn:source>", "<urn:instrument>"}


def test_blank_nodes_are_followed_and_stand_before_labels(store: Store) -> None:
    found = describe(store, ns.ONTOLOGY + "Membership")
    assert {str(triple.object) for triple in found if "#type" in str(triple.predicate)} == {
        f"<{ns.OWL}Restriction>",
        f"<{ns.OWL}Class>",
    }


def test_a_scheme_comes_with_its_concepts(store: Store) -> None:
    assert [str(triple.subject) for triple in describe(store, "urn:scheme")] == ["<urn:scheme>", *["<urn:concept>"] * 2]


@pytest.mark.parametrize("iri", ["urn:none", "urn:other", "not an IRI", ""])
def test_what_the_graph_says_nothing_of_is_unknown(store: Store, iri: str) -> None:
    for ask in (describe, seek):
        with pytest.raises(UnknownEntity) as caught:
            ask(store, iri)
        assert caught.value.iri == iri


@pytest.mark.parametrize(("iri", "successor"), [("urn:old", "urn:india"), ("urn:lost", "")])
def test_what_was_retired_names_its_successor(store: Store, iri: str, successor: str) -> None:
    with pytest.raises(RetiredEntity) as caught:
        describe(store, iri)
    assert (caught.value.iri, caught.value.successor) == (iri, successor)
    assert successor in str(caught.value)


def test_a_graph_is_told_whole_and_in_order(store: Store) -> None:
    quads = named_graph(store, "urn:g")
    assert len(quads) == len(parse_text(DATA, Path("world.ttl")))
    assert [str(quad.subject) for quad in quads] == sorted(str(quad.subject) for quad in quads)
    assert {str(quad.graph_name) for quad in quads} == {"<urn:g>"}


@pytest.mark.parametrize("iri", ["urn:none", "urn:fact", "not an IRI"])
def test_what_is_no_graph_is_unknown(store: Store, iri: str) -> None:
    with pytest.raises(UnknownEntity):
        named_graph(store, iri)


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_documents_are_the_same_bytes_each_time(store: Store, media_type: str) -> None:
    for make in (lambda: describe(store, "urn:fact"), lambda: named_graph(store, "urn:g")):
        first, second = (write_document(make(), media_type, published_context()) for _ in range(2))
        assert first == second
        assert b"joined" in first
