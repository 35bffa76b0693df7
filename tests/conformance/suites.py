"""The W3C's test suites for SPARQL: where they lie and what their manifests say.

They are other people's and are not kept here. The Makefile takes them out of a source package whose hash stands in the
lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse, serialize
from rdflib.collection import Collection
from rdflib.namespace import RDF

from graph.store import Subject
from graph.store import Term as EngineTerm
from tests.conformance.results import (
    Outcome,
    Table,
    Term,
    of_rdflib,
    read_csv,
    read_graph,
    read_json,
    read_tsv,
    read_xml,
)

ROOT: Final = Path(__file__).parents[2] / ".venv" / "suites" / "w3c"
MANIFESTS: Final = (
    "dawg-data-r2/manifest-evaluation.ttl",
    "dawg-data-r2/manifest-syntax.ttl",
    "sparql11/manifest-all.ttl",
)
#: Where the suites stand as far as their relative IRIs go; nothing is ever fetched from there.
BASE: Final = "http://suites.example/"
#: Asks for other entailment than simple, which the engine does not do and does not announce.
LEFT_OUT: Final = {"entailment"}

MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT: Final = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RS: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One test: its text is a query, or an update; files are below the root of the suites."""

    name: str
    kind: str
    text: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    is_lax: bool = False

    @property
    def folder(self) -> str:
        """The group of tests that it belongs to."""
        return self.text.parent.name

    @property
    def query(self) -> str:
        """The text as it stands."""
        return self.text.read_text(encoding="utf-8")

    @property
    def based_query(self) -> str:
        """The text with its own place as the base of its relative IRIs, as a client would say that."""
        return f"BASE <{iri_of(self.text)}>\n{self.query}"


def iri_of(path: Path) -> str:
    """The IRI of a file of the suites."""
    return BASE + path.relative_to(ROOT).as_posix()


def path_of(iri: rdflib.term.Node) -> Path:
    """The file of an IRI of the suites."""
    return ROOT / str(iri).removeprefix(BASE)


@cache
def cases() -> tuple[Case, ...]:
    """All tests that have a query or an update, and nothing when the suites are not there."""
    return tuple(case for name in MANIFESTS if (ROOT / name).is_file() for case in _cases_of(ROOT / name))


def _cases_of(manifest: Path) -> Iterator[Case]:
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=iri_of(manifest))
    for included in graph.objects(None, MF.include):
        for iri in Collection(graph, included):
            if path_of(iri).parent.name not in LEFT_OUT:
                yield from _cases_of(path_of(iri))
    for entries in graph.objects(None, MF.entries):
        for entry in Collection(graph, entries):
            case = _case(graph, entry, manifest.parent.name)
            if case is not None:
                yield case


def _case(graph: rdflib.Graph, entry: rdflib.term.Node, folder: str) -> Case | None:
    action = graph.value(entry, MF.action)
    if action is None:
        return None
    kind = str(graph.value(entry, RDF.type)).rpartition("#")[2]
    text = graph.value(action, QT.query) or graph.value(action, UT.request) or action
    result = graph.value(entry, MF.result)
    return Case(
        name=f"{folder}/{str(entry).rpartition('#')[2]}",
        kind=kind,
        text=path_of(text),
        data=tuple(path_of(iri) for iri in graph.objects(action, QT.data)),
        named=tuple(path_of(iri) for iri in graph.objects(action, QT.graphData) if isinstance(iri, rdflib.URIRef)),
        result=path_of(result) if isinstance(result, rdflib.URIRef) else None,
        is_lax=graph.value(entry, MF.resultCardinality) == MF.LaxCardinality,
    )


# --- data


def quads_of(path: Path) -> Iterator[Quad]:
    """A file's triples, in the graph of its IRI; its blank nodes have labels that no other file has."""
    graph = NamedNode(iri_of(path))
    label = hashlib.sha256(graph.value.encode()).hexdigest()[:16]

    def own(term: Subject | EngineTerm) -> Any:
        return BlankNode(f"f{label}{term.value}") if isinstance(term, BlankNode) else term

    for quad in parse(path=path, format=FORMATS[path.suffix], base_iri=graph.value):
        yield Quad(own(quad.subject), quad.predicate, own(quad.object), graph)


def data_files() -> list[Path]:
    """The data of all tests of queries; those that name theirs in FROM have them beside the query."""
    files = {path for case in cases() for path in (*case.data, *case.named)}
    return sorted(files | {path for case in cases() for path in case.text.parent.glob("data*.ttl")})


def write_dataset(target: Path) -> None:
    """Write all data into one file of N-Quads, each file of the suites in a graph of its own."""
    with target.open("wb") as file:
        for path in data_files():
            serialize(quads_of(path), file, format=RdfFormat.N_QUADS)


# --- expected results


def expected(case: Case) -> Outcome:
    """What a test of evaluation must give."""
    assert case.result is not None
    body = case.result.read_bytes()
    match case.result.suffix:
        case ".srx":
            return read_xml(body)
        case ".srj":
            return read_json(body)
        case ".tsv":
            return read_tsv(body)
        case ".csv":
            return read_csv(body)
        case suffix:
            media_type = {".ttl": "text/turtle", ".rdf": "application/rdf+xml"}[suffix]
            return _result_set(read_graph(body, media_type, iri_of(case.result)))


def _result_set(graph: rdflib.Graph) -> Outcome:
    """A graph that spells out solutions or a verdict as those; any other is the result itself."""
    root = graph.value(None, RDF.type, RS.ResultSet)
    if root is None:
        return graph
    verdict = graph.value(root, RS.boolean)
    if verdict is not None:
        return str(verdict) == "true"
    places = []
    for solution in graph.objects(root, RS.solution):
        row: dict[str, Term] = {}
        for binding in graph.objects(solution, RS.binding):
            row[str(graph.value(binding, RS.variable))] = of_rdflib(graph.value(binding, RS.value))
        index = graph.value(solution, RS["index"])
        places.append((int(str(index)) if index is not None else 0, row))
    is_ordered = all(place for place, _ in places) and bool(places)
    rows = [row for _, row in sorted(places, key=lambda pair: pair[0])]
    return Table(tuple(map(str, graph.objects(root, RS.resultVariable))), tuple(rows), is_ordered)
