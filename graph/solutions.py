"""An answer as RDF: its rows as a result set, and behind them the facts with their evidence and sources.

The rows are written in the vocabulary that the W3C's own tests of SPARQL use for solutions, since no other says a row
of any query: what a row concludes (a verdict, a count) is no triple of the graph. Below them stands what the graph says
of every fact in the rows, of its evidence and of its sources, and the labels and classes of all that is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph import namespaces as ns
from graph.cells import Row
from graph.describe import FROM_SOURCE, HAS_EVIDENCE, label_triples
from graph.jsonld import Context, write_jsonld
from graph.questions import NOTHING
from graph.store import BlankNode, Literal, NamedNode, Store, Triple, serialise

__all__ = ["solutions", "write_solutions"]

JSON_LD = "application/ld+json"
TYPE = NamedNode(ns.RDF + "type")
INTEGER = NamedNode(ns.XSD + "integer")
RESULTS = BlankNode("results")


def solutions(
    store: Store, text: Mapping[str, str], sparql: str, rows: Sequence[Row], start: int, facts: Iterable[str]
) -> list[Triple]:
    """The triples of an answer, in the order of its rows; ``start`` is the place of the first of them, from 0.

    ``text`` is the question by language and ``sparql`` the query, which the result set tells.
    """
    told = dict.fromkeys(_told(store, facts))
    shown: dict[Triple, None] = dict.fromkeys(_result_set(text, sparql, rows, start))
    named = dict.fromkeys(term for row in rows for term in row.values() if isinstance(term, NamedNode))
    classes = [
        triple
        for node in named
        for triple in store.triples(node, TYPE)
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(ns.ONTOLOGY)
    ]
    labels = label_triples(store, [*told, *shown])
    return list(dict.fromkeys([*shown, *told, *sorted({*classes, *labels}, key=str)]))


def write_solutions(triples: Sequence[Triple], media_type: str, context: Context) -> bytes:
    """Write them in one of :data:`graph.store.GRAPH_FORMATS`; JSON-LD is compacted."""
    if media_type == JSON_LD:
        return write_jsonld(triples, context)
    return serialise(triples, media_type, ns.PREFIXES | {"rs": ns.RESULT_SET})


def _result_set(text: Mapping[str, str], sparql: str, rows: Sequence[Row], start: int) -> Iterator[Triple]:
    yield Triple(RESULTS, TYPE, _term("ResultSet"))
    for language, words in text.items():
        yield Triple(RESULTS, NamedNode(ns.DCTERMS + "title"), Literal(words, language=language))
    yield Triple(RESULTS, NamedNode(ns.DCTERMS + "isPartOf"), NamedNode(ns.DATASET))
    yield Triple(RESULTS, NamedNode(ns.SH + "select"), Literal(sparql))
    yield Triple(RESULTS, _term("size"), Literal(str(len(rows)), datatype=INTEGER))
    for name in dict.fromkeys(name for row in rows for name in row):
        yield Triple(RESULTS, _term("resultVariable"), Literal(name))
    nodes = [BlankNode(f"row{number}") for number in range(start + 1, start + 1 + len(rows))]
    yield from (Triple(RESULTS, _term("solution"), node) for node in nodes)
    for number, (node, row) in enumerate(zip(nodes, rows, strict=True), start + 1):
        yield from _solution(node, number, row)


def _solution(node: BlankNode, number: int, row: Row) -> Iterator[Triple]:
    row = {name: value for name, value in row.items() if value != NOTHING}
    bindings = [BlankNode(f"{node.value}x{place}") for place in range(len(row))]
    yield Triple(node, _term("index"), Literal(str(number), datatype=INTEGER))
    yield from (Triple(node, _term("binding"), binding) for binding in bindings)
    for binding, (name, value) in zip(bindings, row.items(), strict=True):
        yield Triple(binding, _term("variable"), Literal(name))
        yield Triple(binding, _term("value"), value)


def _told(store: Store, facts: Iterable[str]) -> Iterator[Triple]:
    """What the graph says of facts, each with its evidence and that with its sources, a subject at a time."""
    seen: set[NamedNode] = set()
    pending = [NamedNode(iri) for iri in sorted(facts, reverse=True)]
    while pending:
        node = pending.pop()
        if node in seen:
            continue
        seen.add(node)
        said = sorted(store.triples(node), key=str)
        yield from said
        followed = [each.object for each in said if each.predicate in (HAS_EVIDENCE, FROM_SOURCE)]
        pending += [each for each in followed if isinstance(each, NamedNode)]


def _term(name: str) -> NamedNode:
    return NamedNode(ns.RESULT_SET + name)
