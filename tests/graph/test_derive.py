"""Derivation: what rules make, what they leave, and that they say the same as the OWL 2 RL closure."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph import resources
from graph.authored import Authored, read_authored
from graph.derive import DERIVED_PREDICATES, derive, read_rules
from graph.errors import InvalidInput
from graph.store import Quad, word
from tests.graph.folders import write_folder

RULES = read_rules(resources.rules())
FACTS = """
membership:{slug} a :Membership ;
    :memberActor actor:{slug} ;
    :memberOf framework:league ;
    {extra}
    :hasEvidence evidence:membership--{slug}--note .

evidence:membership--{slug}--note a :Evidence ;
    :hasStance stance:{stance} .
"""


def derived(authored: Authored) -> set[tuple[str, str, str]]:
    quads = derive(authored.quads, RULES).quads
    return {(ns.compact(word(q.subject)), ns.compact(q.predicate.value), ns.compact(word(q.object))) for q in quads}


def read(folder: Path, text: str) -> Authored:
    write_folder(folder, {"data/registry/facts.ttl": text})
    return read_authored(resources.ontology(), folder / "data")


@pytest.mark.parametrize(
    ("stance", "extra", "is_member"),
    [
        ("supports", "", True),
        ("supports", ":hasRank rank:preferred ;", True),
        ("supports", ":hasRank rank:deprecated ;", False),
        ("supports", ":hasRole role:founding-member ;", True),
        ("supports", ":hasRole role:observer ;", False),
        ("supports", ":hasRole role:partner ;", False),
        ("disputes", "", False),
        ("mentions", "", False),
    ],
)
def test_only_supported_facts_of_good_rank_derive(tmp_path: Path, stance: str, extra: str, is_member: bool) -> None:
    authored = read(tmp_path, FACTS.format(slug="alpha", stance=stance, extra=extra))
    found = derived(authored)
    assert (("framework:league", ":hasMember", "actor:alpha") in found) is is_member
    assert (("framework:league", ":hasMembership", "membership:alpha") in found) is is_member


def test_superclass_types_are_made(tmp_path: Path) -> None:
    found = derived(read(tmp_path, "actor:alpha a :Country ."))
    assert ("actor:alpha", "rdf:type", ":Actor") in found
    assert ("actor:alpha", "rdf:type", ":Place") in found


def test_chain_longer_than_the_alphabet_is_followed(tmp_path: Path) -> None:
    text = "".join(f"place:p{n} a :Place ; :partOfPlace place:p{n + 1} .\n" for n in range(5))
    found = derived(read(tmp_path, text + "facility:f a :Facility ; :locatedIn place:p0 .\n"))
    places = {value for subject, verb, value in found if (subject, verb) == ("facility:f", ":locatedIn")}
    assert places == {f"place:p{n}" for n in range(1, 6)}


def test_what_is_authored_is_not_derived_again(tmp_path: Path) -> None:
    text = "facility:f a :Facility ; :locatedIn place:p, place:q .\nplace:p a :Place ; :partOfPlace place:q .\n"
    assert not {triple for triple in derived(read(tmp_path, text)) if triple[1] == ":locatedIn"}


def test_order_of_rules_does_not_matter(tmp_path: Path) -> None:
    authored = read(tmp_path, FACTS.format(slug="alpha", stance="supports", extra=""))
    assert derive(authored.quads, RULES).quads == derive(authored.quads, reversed(RULES)).quads


@pytest.mark.parametrize(
    "rule",
    [
        "#+ summary: No premises.\nCONSTRUCT { ?subject :covers ?object . } WHERE { ?subject ?p ?object . }",
        "#+ summary: Two triples.\n#+ premises: []\nCONSTRUCT { ?a :b ?c . ?c :d ?e . } WHERE { ?a ?b ?c . }",
        "CONSTRUCT { ?subject :covers ?object . } WHERE { ?subject ?p ?object . }",
    ],
)
def test_file_that_is_no_rule_is_refused_by_name(tmp_path: Path, rule: str) -> None:
    (tmp_path / "bad.rq").write_text(rule)
    with pytest.raises(InvalidInput, match=r"bad\.rq"):
        read_rules(tmp_path)


def test_every_derived_predicate_has_a_rule_and_every_rule_a_predicate_known() -> None:
    made = {rule.predicate for rule in RULES}
    assert made >= DERIVED_PREDICATES
    assert made - DERIVED_PREDICATES == {ns.RDF + "type", ns.ONTOLOGY + "locatedIn"}


def test_rules_quads_stand_in_the_derived_graph(tmp_path: Path) -> None:
    quads: tuple[Quad, ...] = derive(read(tmp_path, "actor:alpha a :Country .").quads, RULES).quads
    assert {word(quad.graph_name) for quad in quads} == {ns.DERIVED_GRAPH}
