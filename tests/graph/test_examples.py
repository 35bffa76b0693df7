"""Questions inside the graph: told as programs look for them, and each a query that runs as it stands."""

from __future__ import annotations

import pytest
from rdflib.plugins.sparql import prepareQuery

from graph import namespaces as ns
from graph import questions, resources, sparql
from graph.examples import declare_prefixes, make_examples
from graph.questions import Catalogue
from graph.store import NamedNode, Quad, Store, parse_file, word
from graph.validate import validate
from tests.world.loader import load_quads, load_world

#: As the tools of others ask for examples.
ASKED = """
SELECT DISTINCT ?example ?comment ?query
WHERE {
  ?example a sh:SPARQLExecutable ;
    rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct ?query .
}
ORDER BY ?example
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return questions.load()


@pytest.fixture(scope="module")
def examples() -> list[Quad]:
    return make_examples(load_world())


@pytest.fixture(scope="module")
def store(examples: list[Quad]) -> Store:
    return Store.from_quads([*load_quads(), *declare_prefixes(), *examples])


def test_programs_find_one_query_with_one_comment_for_each(store: Store, catalogue: Catalogue) -> None:
    rows = store.select(ASKED)
    names = [word(row["example"]).removeprefix(f"{ns.QUESTIONS}#") for row in rows]
    assert len(set(names)) == len(names) > 10
    assert set(names) <= {question.id for question in catalogue}
    for name, row in zip(names, rows, strict=True):
        assert word(row["comment"]).startswith(catalogue[name].text["en"])


def test_a_question_whose_example_is_not_in_the_data_is_left_out(store: Store, catalogue: Catalogue) -> None:
    told = {word(row["example"]).removeprefix(f"{ns.QUESTIONS}#") for row in store.select(ASKED)}
    free = {q.id for q in catalogue if not any(parameter.is_required for parameter in q.parameters)}
    assert free <= told
    assert "frameworks-covering" in told
    assert "signed-by-both" not in told


def test_every_query_runs_as_it_stands_and_has_no_gap(store: Store) -> None:
    for row in store.select(ASKED):
        query = word(row["query"])
        prepareQuery(query)
        store.select(query)
        used = sparql.prefixes_used(query)
        declared = {t.text[:-1] for t in sparql.tokens(query) if t.kind == "name" and t.text[-1] == ":"}
        assert used == declared


def test_words_languages_target_and_address(store: Store, catalogue: Catalogue) -> None:
    for row in store.select(ASKED):
        node = NamedNode(word(row["example"]))
        said: dict[str, set[str]] = {}
        for triple in store.triples(node):
            said.setdefault(ns.compact(triple.predicate.value), set()).add(word(triple.object))
        question = catalogue[node.value.partition("#")[2]]
        assert said["rdfs:label"] == set(question.text.values())
        assert said["schema:keywords"] == set(question.tags)
        assert said["schema:target"] == {ns.SPARQL}
        assert said["dcterms:description"] == {question.summary}
        assert said["sh:prefixes"] == {ns.ONTOLOGY_IRI}
        assert said["rdf:type"] == {ns.SH + "SPARQLExecutable", ns.SH + "SPARQLSelectExecutable"}
        (address,) = said["rdfs:seeAlso"]
        assert address.startswith(f"{ns.QUESTIONS}/{question.id}")


def test_the_comment_says_what_is_asked_of(store: Store) -> None:
    (comment,) = [word(row["comment"]) for row in store.select(ASKED) if "#frameworks-covering" in word(row["example"])]
    assert comment.endswith("(material: Rare earths; as of: 2030-06-30)")


def test_examples_stand_in_a_graph_of_their_own_and_prefixes_on_the_ontology(examples: list[Quad]) -> None:
    assert {word(quad.graph_name) for quad in examples} == {ns.QUESTIONS_GRAPH}
    assert {word(quad.graph_name) for quad in declare_prefixes()} == {ns.ONTOLOGY_GRAPH}


def test_declared_prefixes_are_the_table(store: Store) -> None:
    rows = store.select(
        f"SELECT ?prefix ?namespace {{ <{ns.ONTOLOGY_IRI}> sh:declare ?declared . "
        "?declared sh:prefix ?prefix ; sh:namespace ?namespace }"
    )
    assert {word(row["prefix"]): word(row["namespace"]) for row in rows} == ns.PREFIXES
    assert len(rows) == len(ns.PREFIXES)


def test_our_own_shapes_have_nothing_against_them(examples: list[Quad]) -> None:
    shapes = [quad for file in sorted((resources.ontology() / "shapes").glob("*.ttl")) for quad in parse_file(file)]
    aside = (NamedNode(ns.SHAPES_GRAPH), NamedNode(ns.ONTOLOGY_GRAPH))
    facts = [
        quad for quad in load_quads() if quad.graph_name not in aside and quad.graph_name != NamedNode(ns.DERIVED_GRAPH)
    ]
    ontology = [quad for quad in load_quads() if quad.graph_name == NamedNode(ns.ONTOLOGY_GRAPH)]
    results = validate([*facts, *examples], shapes, [*ontology, *declare_prefixes()])
    assert [result for result in results if result.severity == "violation"] == []


def test_every_term_in_use_is_declared(examples: list[Quad]) -> None:
    declared = {
        word(quad.subject)
        for quad in load_quads()
        if quad.predicate.value == ns.RDF + "type" and word(quad.object).startswith(ns.OWL)
    }
    quads = [*examples, *declare_prefixes()]
    used = {quad.predicate.value for quad in quads}
    used |= {word(quad.object) for quad in quads if quad.predicate.value == ns.RDF + "type"}
    assert {term for term in used if not term.startswith((ns.RDF, ns.RDFS))} <= declared
