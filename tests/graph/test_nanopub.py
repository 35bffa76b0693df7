"""A fact as a nanopublication: well-formed by the rules of the guidelines, asked in SPARQL, and true to the graph."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.errors import UnknownEntity
from graph.nanopub import nanopub_iri, nanopublication
from graph.store import Quad, Store, parse_text, serialise
from tests.world.loader import load_store

VERSION = "4e7490c78e0e"
FOLDER = Path(__file__).parent / "nanopub_rules"
#: Each rule of the guidelines (nanopub.net), and of ours, asks whether a nanopublication keeps it.
RULES = {path.stem: f"PREFIX np: <{ns.NP}>\n{path.read_text(encoding='utf-8')}" for path in sorted(FOLDER.glob("*.rq"))}


@cache
def facts() -> tuple[str, ...]:
    found = load_store().select("SELECT DISTINCT ?fact { ?fact a :SourcedFact } ORDER BY ?fact")
    return tuple(row["fact"].value for row in found)  # type: ignore[union-attr]


def made(fact: str) -> list[Quad]:
    return nanopublication(load_store(), fact, nanopub_iri(fact, VERSION), VERSION)


@pytest.mark.parametrize("rule", RULES)
def test_every_fact_of_the_world_makes_a_well_formed_one(rule: str) -> None:
    assert len(facts()) > 60
    assert [fact for fact in facts() if not Store.from_quads(made(fact)).ask(RULES[rule])] == []


BROKEN = {
    "one-nanopublication": "<urn:h> { <urn:other> a np:Nanopublication }",
    "one-graph-of-each-sort": "this:head { <N> np:hasProvenance <urn:p> }",
    "names-differ": "this:head { <N> np:hasProvenance <N> }",
    "no-other-graph": "<urn:other> { <urn:a> <urn:b> <urn:c> }",
    "graphs-are-disjoint": "this:pubinfo { <urn:a> <urn:b> <urn:c> } this:assertion { <urn:a> <urn:b> <urn:c> }",
    "head-says-nothing-else": "this:head { <urn:a> <urn:b> <urn:c> }",
    "no-blank-node": "this:assertion { [] <urn:b> <urn:c> }",
    "provenance-of-the-assertion": (
        f"this:provenance {{ this:assertion <{ns.PROV}wasDerivedFrom> <urn:s> . "
        f"<urn:s> a <{ns.ONTOLOGY}SourceDocument> }}"
    ),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_the_rules_find_what_breaks_them(rule: str) -> None:
    fact = facts()[0]
    name = nanopub_iri(fact, VERSION)
    text = f"@prefix np: <{ns.NP}> . @prefix this: <{name}#> . " + BROKEN[rule].replace("<N>", f"<{name}>")
    assert not Store.from_quads([*made(fact), *parse_text(text, Path("broken.trig"))]).ask(RULES[rule])


@pytest.mark.parametrize(
    ("part", "rule"),
    [
        ("head", "one-nanopublication"),
        ("assertion", "no-graph-is-empty"),
        ("provenance", "provenance-of-the-assertion"),
        ("pubinfo", "pubinfo-of-the-nanopublication"),
    ],
)
def test_the_rules_miss_each_graph_that_is_left_out(part: str, rule: str) -> None:
    rest = [quad for quad in made(facts()[0]) if not str(quad.graph_name).endswith(f"#{part}>")]
    assert not Store.from_quads(rest).ask(RULES[rule])


def test_the_assertion_is_what_is_stated_and_the_rest_is_about_it() -> None:
    fact = ns.ID + "membership/alda--lantern-pact--2026-03"
    name = nanopub_iri(fact, VERSION)
    parts: dict[str, set[str]] = {}
    for quad in made(fact):
        parts.setdefault(str(quad.graph_name)[1:-1].removeprefix(f"{name}#"), set()).add(quad.predicate.value)
    assert parts["assertion"] == {
        ns.RDF + "type",
        *(ns.ONTOLOGY + name for name in ("memberActor", "memberOf", "hasRole", "validFrom", "validUntil")),
    }
    assert {ns.ONTOLOGY + "hasConfidence", ns.ONTOLOGY + "hasEvidence", ns.DC + "publisher"} <= parts["provenance"]
    assert {ns.FOAF + "primaryTopic", ns.RDFS + "label", ns.SKOS + "prefLabel"} <= parts["pubinfo"]
    claims = [quad for quad in made(fact) if str(quad.graph_name) == f"<{name}#assertion>"]
    kinds = {str(quad.object) for quad in claims if quad.predicate.value == ns.RDF + "type"}
    assert kinds == {f"<{ns.ONTOLOGY}Membership>"}, "what a rule derived is no part of the claim"


def test_it_comes_from_no_source_that_disputes_it() -> None:
    rows = load_store().select(
        "SELECT ?fact ?source { ?fact :hasEvidence ?e . ?e :hasStance stance:disputes ; :fromSource ?source "
        "FILTER NOT EXISTS { ?fact :hasEvidence ?f . ?f :fromSource ?source FILTER(?f != ?e) } }"
    )
    assert rows
    for row in rows:
        quads = made(row["fact"].value)  # type: ignore[union-attr]
        derived = {quad.object for quad in quads if quad.predicate.value == ns.PROV + "wasDerivedFrom"}
        assert row["source"] not in derived
        assert any(quad.object == row["source"] for quad in quads), "it is told all the same"


def test_what_is_no_fact_has_none() -> None:
    for iri in (ns.ID + "actor/alda", ns.ID + "membership/none", ns.VOCAB + "verdict/named"):
        with pytest.raises(UnknownEntity):
            made(iri)


def test_the_same_fact_is_the_same_bytes() -> None:
    first, second = (
        serialise(made(facts()[3]), "application/trig", {"this": f"{nanopub_iri(facts()[3], VERSION)}#"})
        for _ in range(2)
    )
    assert first == second
    order = [first.index(part) for part in (b":head {", b":assertion {", b":provenance {", b":pubinfo {")]
    assert order == sorted(order)


def test_kinds_of_facts_are_those_that_the_ontology_has() -> None:
    assert {fact.removeprefix(ns.ID).split("/")[0] for fact in facts()} <= set(ns.FACTS)
    assert set(ns.FACTS) < set(ns.KINDS)
