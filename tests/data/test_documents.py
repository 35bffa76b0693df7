"""The project's own facts as others read them: every one as a nanopublication, every source as a reference."""

from __future__ import annotations

import json
import re

import pytest

from graph import namespaces as ns
from graph.bibliography import write_bibtex, write_csl, write_text
from graph.citation import cite
from graph.jsonld import published_context
from graph.nanopub import nanopub_iri, nanopublication
from graph.store import Literal, NamedNode
from tests.data.record import record
from tests.graph.test_bibliography import check_csl, read_bibtex

pytestmark = pytest.mark.slow

VERSION = "test"
#: Readers of nanopublications take URIs, which are stricter than IRIs: no brackets in a path, no stray percent sign.
STRICT = re.compile(r"[a-z][a-z0-9+.-]*:(?:[^\s<>\"{}|\\^`\[\]%]|%[0-9A-Fa-f]{2})+")


def names(kind: str) -> list[str]:
    rows = record().store.select("SELECT DISTINCT ?s { ?s a ?kind } ORDER BY ?s", kind=NamedNode(ns.ONTOLOGY + kind))
    return [term.value for row in rows if isinstance(term := row["s"], NamedNode)]


def test_every_fact_is_a_nanopublication_that_strict_readers_take() -> None:
    facts = names("SourcedFact")
    assert len(facts) > 3000
    assert {fact.removeprefix(ns.ID).split("/")[0] for fact in facts} == set(ns.FACTS)
    for fact in facts:
        name = nanopub_iri(fact, VERSION)
        quads = nanopublication(record().store, fact, name, VERSION)
        assert {str(quad.graph_name) for quad in quads} == {
            f"<{name}#{part}>" for part in ("head", "assertion", "provenance", "pubinfo")
        }
        assert len({quad.triple for quad in quads}) == len(quads), fact
        iris = {term.value for quad in quads for term in quad if isinstance(term, NamedNode)}
        assert [iri for iri in iris if not STRICT.fullmatch(iri)] == []


def test_every_source_and_every_fact_can_be_cited() -> None:
    store = record().store
    works = [
        cite(store, iri, VERSION) for iri in [*names("SourceDocument"), *names("Membership"), *names("Commitment")]
    ]
    for cited in works:
        assert len(write_text(cited).splitlines()) == len(cited)
        for item in json.loads(write_csl(cited)):
            check_csl(item)
    entries = read_bibtex(write_bibtex(work for cited in works for work in cited[:1]))
    assert len({entry[""] for entry in entries}) == len(works), "a key for each"


def test_titles_in_other_scripts_survive() -> None:
    titles = {work.title for iri in names("SourceDocument") for work in cite(record().store, iri, VERSION)}
    for script in ("[\u3040-\u30ff]", "[\uac00-\ud7a3]", "[À-ÿ]"):
        assert any(re.search(script, title) for title in titles)


def test_the_context_of_json_ld_fits_every_value() -> None:
    """What does not fit is written in full, so nothing breaks; but then a plain reader meets two shapes."""
    entries = published_context().entries
    maps = {iri for iri, entry in entries.items() if entry.is_map}
    for triple in record().store.triples():
        name, value = triple.predicate.value, triple.object
        if isinstance(value, NamedNode) and name.startswith(ns.ONTOLOGY):
            assert entries[name].type == "@id", name
        elif isinstance(value, Literal) and value.language:
            assert name in maps, name
        elif isinstance(value, Literal) and value.datatype.value in (ns.XSD + "date", ns.XSD + "decimal"):
            assert entries[name].type == value.datatype.value, name
