"""VoID: every number is counted a second time, line by line in the dump, without any engine."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from graph import namespaces as ns
from graph.dumps import make_dumps
from graph.rdfc import canonicalise
from graph.statistics import count
from graph.store import NamedNode, Quad, Store, word
from tests.world.loader import load_quads

LINE = re.compile(r"(\S+) (\S+) (.+) \.")
TYPE = f"<{ns.RDF}type>"
Triples = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def triples() -> Triples:
    """The merge as its N-Triples file tells it."""
    text = make_dumps(canonicalise(load_quads())).contents["minpact.nt"].decode()
    found = []
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        assert match, line
        found.append((match[1], match[2], match[3]))
    return found


@pytest.fixture(scope="module")
def void() -> Store:
    rows = count(Store.from_quads(load_quads()), NamedNode(ns.DATASET))
    return Store.from_quads(Quad(node, NamedNode(name), value) for node, name, value in rows)


def table(void: Store, query: str, *names: str) -> dict[tuple[str, ...], int]:
    """Rows of a query by these columns; the number is ?n."""
    rows = void.select(query)
    found = {tuple(word(row[name]) for name in names): int(word(row["n"])) for row in rows}
    assert len(found) == len(rows)
    return found


def bare(term: str) -> str:
    return term.strip("<>")


def test_totals(void: Store, triples: Triples) -> None:
    names = ("triples", "distinctSubjects", "distinctObjects", "entities", "classes", "properties")
    told = {name: table(void, f"SELECT ?n {{ <{ns.DATASET}> void:{name} ?n }}")[()] for name in names}
    subjects = {subject for subject, _, _ in triples}
    assert told == {
        "triples": len(triples),
        "distinctSubjects": len(subjects),
        "distinctObjects": len({value for _, _, value in triples}),
        "entities": sum(subject.startswith(f"<{ns.ID}") for subject in subjects),
        "classes": len({value for _, verb, value in triples if verb == TYPE and value.startswith("<")}),
        "properties": len({verb for _, verb, _ in triples}),
    }


def test_properties(void: Store, triples: Triples) -> None:
    for name, position in (("triples", None), ("distinctSubjects", 0), ("distinctObjects", 2)):
        query = f"SELECT ?p ?n {{ <{ns.DATASET}> void:propertyPartition ?x . ?x void:property ?p ; void:{name} ?n }}"
        counted: dict[tuple[str, ...], int]
        if position is None:
            counted = dict(Counter((bare(verb),) for _, verb, _ in triples))
        else:
            seen = defaultdict(set)
            for triple in triples:
                seen[bare(triple[1]),].add(triple[position])
            counted = {verb: len(terms) for verb, terms in seen.items()}
        assert table(void, query, "p") == counted, name


def test_classes_and_their_properties(void: Store, triples: Triples) -> None:
    members = defaultdict(set)
    for subject, verb, value in triples:
        if verb == TYPE and value.startswith("<"):
            members[bare(value)].add(subject)
    entities = "SELECT ?c ?n { ?dataset void:classPartition ?x . ?x void:class ?c ; void:entities ?n }"
    assert table(void, entities, "c") == {(name,): len(subjects) for name, subjects in members.items()}
    said = defaultdict(list)
    for subject, verb, _ in triples:
        said[subject].append(bare(verb))
    pairs = Counter((name, verb) for name, subjects in members.items() for s in subjects for verb in said[s])
    inner = "?x void:class ?c ; void:propertyPartition ?y . ?y void:property ?p ; void:triples ?n"
    assert table(void, f"SELECT ?c ?p ?n {{ {inner} }}", "c", "p") == dict(pairs)
    sizes: Counter[tuple[str, ...]] = Counter()
    for (name, _), number in pairs.items():
        sizes[name,] += number
    assert table(void, "SELECT ?c ?n { ?x void:class ?c ; void:triples ?n }", "c") == dict(sizes)


def test_each_class_of_ours_shows_one_of_its_instances(void: Store, triples: Triples) -> None:
    types = {(subject, value) for subject, verb, value in triples if verb == TYPE}
    rows = void.select("SELECT ?class ?example { ?x void:class ?class ; void:exampleResource ?example }")
    assert len({row["class"] for row in rows}) == len(rows) > 30
    assert {(str(row["example"]), str(row["class"])) for row in rows} <= types


def test_vocabularies_are_those_of_the_terms_in_use(void: Store, triples: Triples) -> None:
    told = {word(row["v"]) for row in void.select("SELECT ?v { ?dataset void:vocabulary ?v }")}
    terms = {bare(verb) for _, verb, _ in triples} | {bare(value) for _, verb, value in triples if verb == TYPE}
    assert {ns.ONTOLOGY, ns.SKOS, ns.DCTERMS, ns.RDF} <= told
    assert all(any(term.startswith(namespace) for term in terms) for namespace in told)


def test_links_to_wikidata_are_counted() -> None:
    store = Store.from_quads(
        Quad(NamedNode(f"{ns.ID}actor/a{number}"), NamedNode(ns.SKOS + name), NamedNode(target))
        for number, (name, target) in enumerate(
            [("exactMatch", ns.WIKIDATA + "Q1"), ("exactMatch", ns.WIKIDATA + "Q2"), ("exactMatch", "urn:other")]
        )
    )
    rows = count(store, NamedNode(ns.DATASET))
    void = Store.from_quads(Quad(node, NamedNode(name), value) for node, name, value in rows)
    query = "SELECT ?p ?n { ?dataset void:subset ?x . ?x a void:Linkset ; void:linkPredicate ?p ; void:triples ?n }"
    assert table(void, query, "p") == {(ns.SKOS + "exactMatch",): 2}
