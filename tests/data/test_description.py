"""The real graph as it goes out: questions that run and have answers, counts that are those of the files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest

from graph import namespaces as ns
from graph import questions, resources
from graph.answers import World
from graph.authored import read_authored
from graph.derive import derive, read_rules
from graph.dumps import Dumps, make_dumps
from graph.examples import declare_prefixes, make_examples
from graph.questions import Question
from graph.rdfc import canonicalise
from graph.statistics import count
from graph.store import NamedNode, Quad, Store, word

pytestmark = pytest.mark.slow
QUESTIONS = list(questions.load())


@dataclass(frozen=True)
class Whole:
    """The graph with all that a build adds to it."""

    store: Store
    examples: list[Quad]
    dumps: Dumps


@pytest.fixture(scope="module")
def whole() -> Whole:
    authored = read_authored(resources.ontology(), resources.data())
    derivation = derive(authored.quads, read_rules(resources.rules()))
    examples = make_examples(World.of(derivation.store, questions.load()))
    generated = [*declare_prefixes(), *examples]
    derivation.store.add(generated)
    dumps = make_dumps(canonicalise(derivation.store.quads()))
    return Whole(derivation.store, examples, dumps)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_is_an_example_that_has_an_answer(whole: Whole, question: Question) -> None:
    node = NamedNode(f"{ns.QUESTIONS}#{question.id}")
    (query,) = (word(q.object) for q in whole.examples if q.subject == node and q.predicate.value == ns.SH + "select")
    assert whole.store.select(query)


def test_counts_are_those_of_the_files(whole: Whole) -> None:
    lines = whole.dumps.contents["minpact.nt"].decode().splitlines()
    triples = [line.split(" ", 2) for line in lines]
    told = {(node.value, name): word(value) for node, name, value in count(whole.store, NamedNode(ns.DATASET))}
    assert told[ns.DATASET, ns.VOID + "triples"] == str(len(lines)) == str(whole.dumps.triples)
    assert told[ns.DATASET, ns.VOID + "distinctSubjects"] == str(len({subject for subject, _, _ in triples}))
    assert told[ns.DATASET, ns.VOID + "distinctObjects"] == str(len({value for _, _, value in triples}))
    sizes = Counter(predicate.strip("<>") for _, predicate, _ in triples)
    properties = [
        (word(value), told[node.value, ns.VOID + "triples"])
        for node, name, value in count(whole.store, NamedNode(ns.DATASET))
        if name == ns.VOID + "property" and "#property-" in node.value
    ]
    assert {name: int(size) for name, size in properties} == dict(sizes)
    instances = Counter(value.removesuffix(" .").strip("<>") for _, verb, value in triples if verb == f"<{ns.RDF}type>")
    classes = [
        (word(value), told[node.value, ns.VOID + "entities"])
        for node, name, value in count(whole.store, NamedNode(ns.DATASET))
        if name == ns.VOID + "class"
    ]
    assert {name: int(size) for name, size in classes} == {
        name: number for name, number in instances.items() if not name.startswith("_:")
    }
