"""The rules make what OWL 2 RL makes: on the world, for the derived properties and for the types of individuals."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph import resources
from graph.authored import read_authored
from graph.derive import DERIVED_PREDICATES, derive, read_rules
from graph.reason import close_by_owlrl
from graph.store import Literal, NamedNode, Quad, parse_text, serialise, word
from tests.conftest import WORLD

#: What starts the chains: rules alone can make it, since OWL knows neither stance nor rank.
GATES = frozenset(ns.ONTOLOGY + f"has{name}" for name in ("Coverage", "Membership", "Entry", "Participation")) | {
    ns.ONTOLOGY + "inGroup"
}
COMPARED = (DERIVED_PREDICATES - GATES) | {ns.ONTOLOGY + "locatedIn"}


def told(quads: list[Quad]) -> set[tuple[str, str, str]]:
    """The triples that are compared: derived properties, and types of named individuals in classes of ours."""
    found = set()
    for quad in quads:
        subject, predicate, value = word(quad.subject), quad.predicate.value, word(quad.object)
        is_type = predicate == ns.RDF + "type" and value.startswith(ns.ONTOLOGY)
        if predicate in COMPARED or (is_type and isinstance(quad.subject, NamedNode) and subject.startswith(ns.BASE)):
            found.add((ns.compact(subject), ns.compact(predicate), ns.compact(value)))
    return found


@pytest.fixture(scope="module")
def authored() -> list[Quad]:
    quads = read_authored(resources.ontology(), WORLD).quads
    return [quad for quad in quads if quad.graph_name != NamedNode(ns.SHAPES_GRAPH)]


def test_rules_equal_the_owl_rl_closure(authored: list[Quad]) -> None:
    made = list(derive(authored, read_rules(resources.rules())).quads)
    gates = [quad for quad in made if quad.predicate.value in GATES]
    # Nothing compared follows from a literal, and literals are most of what keeps the closure busy.
    premises = [quad for quad in [*authored, *gates] if not isinstance(quad.object, Literal)]
    closure = close_by_owlrl(serialise(premises, "application/n-triples"))
    by_owl = told(parse_text(closure, Path("closure.nt")))
    by_rules = told([*authored, *made])
    assert by_rules - by_owl == set()
    assert by_owl - by_rules == set()
    assert len(by_rules) > 100


def test_every_derived_property_has_a_case_in_the_world(authored: list[Quad]) -> None:
    made = {quad.predicate.value for quad in derive(authored, read_rules(resources.rules())).quads}
    assert made >= DERIVED_PREDICATES
