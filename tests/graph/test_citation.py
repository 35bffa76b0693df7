"""What is cited for a thing, for a fact with its sources, for a source and for the dataset."""

from __future__ import annotations

import pytest

from graph import namespaces as ns
from graph.citation import cite
from graph.errors import RetiredEntity, UnknownEntity
from graph.store import Literal, NamedNode, Store, Triple
from tests.world.loader import load_store

VERSION = "4e7490c78e0e"
MEMBERSHIP = ns.ID + "membership/alda--lantern-pact--2026-03"


def test_a_thing_is_a_part_of_the_dataset() -> None:
    (work,) = cite(load_store(), ns.ID + "framework/lantern-pact", VERSION)
    assert (work.title, work.iri, work.url) == ("Lantern Pact", ns.ID + "framework/lantern-pact", work.iri)
    assert (work.version, work.type, work.issued) == (VERSION, "dataset", "2030-07-01")
    (whole,) = cite(load_store(), ns.DATASET, VERSION)
    assert (work.container, work.author) == (whole.title, whole.author)
    assert whole.title
    assert whole.author
    assert whole.version == VERSION


def test_a_fact_brings_the_sources_that_it_rests_on_each_once() -> None:
    fact, *sources = cite(load_store(), MEMBERSHIP, VERSION)
    assert fact.title == "Membership: Alda — Lantern Pact"
    assert fact.period.startswith("1 March 2026")
    found = load_store().select("SELECT DISTINCT ?s { ?fact :hasEvidence/:fromSource ?s }", fact=NamedNode(MEMBERSHIP))
    assert sorted(work.iri for work in sources) == sorted(row["s"].value for row in found)  # type: ignore[union-attr]
    for work in sources:
        assert work.url.startswith("https://example.org/")
        assert "confidence" in work.note
        assert work.version == "", "a source is not of our version"


def test_supporting_sources_come_first_and_those_that_dispute_are_there() -> None:
    facts = load_store().select(
        "SELECT DISTINCT ?f { ?f :hasEvidence/:hasStance stance:disputes, stance:supports } ORDER BY ?f"
    )
    assert facts
    for row in facts:
        notes = [work.note for work in cite(load_store(), row["f"].value, VERSION)[1:]]  # type: ignore[union-attr]
        assert notes[0].startswith("supports")
        assert any("disputes" in note for note in notes)


def test_evidence_brings_its_source() -> None:
    evidence, source = cite(
        load_store(),
        ns.ID + f"evidence/{MEMBERSHIP.removeprefix(ns.ID).replace('/', '--')}--lantern-charter-2026",
        VERSION,
    )
    assert evidence.container
    assert source.title == "Lantern Charter"


def test_a_source_is_cited_as_the_document_that_it_is() -> None:
    (work,) = cite(load_store(), ns.ID + "source/lantern-charter-2026", VERSION)
    assert work.title == "Lantern Charter"
    assert work.url == "https://example.org/lantern-charter-2026"
    assert work.iri in work.note
    assert work.version == ""
    assert work.accessed


@pytest.mark.parametrize("iri", [ns.ID + "actor/nobody", "not an IRI", ns.BASE + "dataset2"])
def test_what_is_not_there_is_not_cited(iri: str) -> None:
    with pytest.raises(UnknownEntity):
        cite(load_store(), iri, VERSION)


def test_a_bare_graph_is_cited_without_a_dataset() -> None:
    alda = NamedNode(ns.ID + "actor/alda")
    store = Store.from_quads([])
    store.add([Triple(alda, NamedNode(ns.SKOS + "prefLabel"), Literal("アルダ", language="ja"))])
    (work,) = cite(store, alda.value, VERSION)
    assert (work.title, work.container, work.author, work.issued) == ("アルダ", "MinPact", "", "")
    store.add([Triple(alda, NamedNode(ns.OWL + "deprecated"), Literal("true"))])
    with pytest.raises(RetiredEntity):
        cite(store, alda.value, VERSION)


def test_an_agent_is_cited_by_name() -> None:
    dataset, agent = NamedNode(ns.DATASET), NamedNode(ns.DATASET + "#contributors")
    store = Store.from_quads([])
    store.add(
        [
            Triple(dataset, NamedNode(ns.DCTERMS + "creator"), agent),
            Triple(agent, NamedNode(ns.FOAF + "name"), Literal("The contributors")),
            Triple(dataset, NamedNode(ns.DCTERMS + "issued"), Literal("2030-07-01T00:00:00Z")),
        ]
    )
    (work,) = cite(store, ns.DATASET, VERSION)
    assert (work.author, work.issued) == ("The contributors", "2030-07-01")
