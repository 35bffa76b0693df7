"""The ontology is in OWL 2 DL and RL, has a model, and tells true worlds from false ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph import resources
from graph.authored import Authored, read_authored
from graph.examples import declare_prefixes, make_examples
from graph.reason import check_consistency, check_profiles
from graph.store import NamedNode, Quad, parse_file, serialise
from tests.world.loader import load_quads, load_world

CASES = Path(__file__).parent
pytestmark = pytest.mark.java


@pytest.fixture(scope="module")
def authored() -> Authored:
    return read_authored(resources.ontology(), resources.data())


@pytest.fixture(scope="module")
def ontology(authored: Authored) -> list[Quad]:
    return [quad for quad in authored.quads if quad.graph_name == NamedNode(ns.ONTOLOGY_GRAPH)]


def ntriples(quads: list[Quad]) -> bytes:
    return serialise(quads, "application/n-triples", {})


def test_ontology_is_in_owl_2_dl_and_rl(ontology: list[Quad]) -> None:
    assert check_profiles(ntriples(ontology)) == ()


def test_prefixes_and_examples_that_a_build_adds_are_in_dl_and_have_a_model() -> None:
    generated = [*declare_prefixes(), *make_examples(load_world())]
    assert {quad.graph_name for quad in generated} == {NamedNode(ns.ONTOLOGY_GRAPH), NamedNode(ns.QUESTIONS_GRAPH)}
    whole = [quad for quad in [*load_quads(), *generated] if quad.graph_name != NamedNode(ns.SHAPES_GRAPH)]
    assert check_consistency(ntriples(whole)).is_consistent
    terms = {NamedNode(ns.ONTOLOGY_GRAPH), NamedNode(ns.QUESTIONS_GRAPH)}
    described = [quad for quad in whole if quad.graph_name in terms]
    assert {
        violation for violation in check_profiles(ntriples(described)) if violation.profile == "OWL2DLProfile"
    } == set()


def test_profile_checker_sees_what_leaves_rl(ontology: list[Quad], tmp_path: Path) -> None:
    beyond = tmp_path / "beyond.ttl"
    beyond.write_text(
        "@prefix : <https://w3id.org/minpact/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        ":Framework rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :hasMember ; owl:someValuesFrom :Actor ] .\n"
    )
    violations = check_profiles(ntriples([*ontology, *parse_file(beyond, None)]))
    assert {violation.profile for violation in violations} == {"OWL2RLProfile"}


def test_ontology_and_all_facts_have_a_model(authored: Authored) -> None:
    facts = [quad for quad in authored.quads if quad.graph_name != NamedNode(ns.SHAPES_GRAPH)]
    verdict = check_consistency(ntriples(facts))
    assert verdict.is_consistent
    assert verdict.unsatisfiable == ()


@pytest.mark.parametrize("case", sorted((CASES / "consistent").glob("*.ttl")), ids=lambda path: path.stem)
def test_true_world_has_a_model(case: Path, ontology: list[Quad]) -> None:
    assert check_consistency(ntriples([*ontology, *parse_file(case, None)])).is_consistent


@pytest.mark.parametrize("case", sorted((CASES / "inconsistent").glob("*.ttl")), ids=lambda path: path.stem)
def test_false_world_has_none(case: Path, ontology: list[Quad]) -> None:
    assert not check_consistency(ntriples([*ontology, *parse_file(case, None)])).is_consistent
