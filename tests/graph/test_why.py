"""Explanations: from a derived triple down to who states what it rests on."""

from __future__ import annotations

import pytest

from graph import namespaces as ns
from graph import resources
from graph.authored import read_authored
from graph.derive import derive, read_rules
from graph.store import NamedNode, Store, word
from graph.why import Explanation, explain
from tests.graph.folders import write_folder

FACTS = """
actor:alpha a :Country .

coverage:league--earths a :NamedCoverage ;
    :coverageOf pillar:mines ;
    :namesMaterial material:earths ;
    :hasEvidence evidence:coverage--league--earths--note .

evidence:coverage--league--earths--note a :Evidence ;
    :hasStance stance:supports .

pillar:mines a :FrameworkPillar ;
    :isPillarOf framework:league .

inclusion:neodymium--earths a :GroupInclusion ;
    :includedMaterial material:neodymium ;
    :includedIn material:earths ;
    :hasEvidence evidence:inclusion--neodymium--earths--note .

evidence:inclusion--neodymium--earths--note a :Evidence ;
    :hasStance stance:supports .
"""
RULES = read_rules(resources.rules())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    data = write_folder(tmp_path_factory.mktemp("data"), {"registry/facts.ttl": FACTS})
    authored = read_authored(resources.ontology(), data)
    return Store.from_quads([*authored.quads, *derive(authored.quads, RULES).quads])


def explained(store: Store, *names: str) -> Explanation:
    subject, predicate, value = (NamedNode(ns.expand(name) or "") for name in names)
    return explain(store, RULES, (subject, predicate, value))


def leaves(explanation: Explanation) -> list[Explanation]:
    if not explanation.proofs:
        return [explanation]
    return [leaf for proof in explanation.proofs for premise in proof for leaf in leaves(premise)]


def test_stated_triple_names_its_graph_and_the_evidence_of_its_fact(store: Store) -> None:
    found = explained(store, "coverage:league--earths", ":namesMaterial", "material:earths")
    assert found.stated_in == (ns.registry_graph("facts"),)
    assert found.evidence == (ns.ID + "evidence/coverage--league--earths--note",)
    assert not found.rule


def test_derived_triple_is_proved_down_to_what_is_stated(store: Store) -> None:
    found = explained(store, "framework:league", ":covers", "material:neodymium")
    assert found.rule == "covers-through-group"
    assert all(leaf.stated_in for leaf in leaves(found))
    resting_on = {evidence for leaf in leaves(found) for evidence in leaf.evidence}
    assert {iri.rsplit("/", 1)[1] for iri in resting_on} == {
        "coverage--league--earths--note",
        "inclusion--neodymium--earths--note",
    }
    assert "pillar:mines" in {ns.compact(leaf.subject) for leaf in leaves(found)}


def test_type_by_superclass_is_proved(store: Store) -> None:
    found = explained(store, "actor:alpha", "rdf:type", ":Place")
    assert found.rule == "superclass-types"
    assert {leaf.stated_in for leaf in leaves(found)} == {(ns.registry_graph("facts"),), (ns.ONTOLOGY_GRAPH,)}


def test_triple_that_is_not_there_is_not_held(store: Store) -> None:
    assert explained(store, "framework:league", ":covers", "material:lithium") == Explanation(
        ns.ID + "framework/league", ns.ONTOLOGY + "covers", ns.ID + "material/lithium", holds=False
    )


def test_every_derived_triple_has_a_proof(store: Store) -> None:
    derived = store.select("SELECT ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } }", graph=NamedNode(ns.DERIVED_GRAPH))
    assert derived
    for row in derived:
        found = explained(store, *(f"<{word(row[name])}>" for name in "spo"))
        assert all(leaf.stated_in for leaf in leaves(found)), row
