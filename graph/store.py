"""The engine's only door: RDF terms, parsing, serialising, and a store in memory whose default graph is the merge.

Everything else in the project takes terms, quads and answers from here, so that the engine can be changed in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar, cast

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from graph import sparql
from graph.errors import AnswerUnwritable, Finding, InvalidInput, QueryUnacceptable, QueryUnsupported
from graph.namespaces import BASE, PREFIXES
from graph.offspring import Apart, here
from graph.sinks import CsvSink, Sink, XmlSink, mend_xml
from graph.wire import SparqlRequest

__all__ = [
    "GRAPH_FORMATS",
    "RESULTS_FORMATS",
    "BlankNode",
    "CanonicalizationAlgorithm",
    "Dataset",
    "DefaultGraph",
    "GraphName",
    "Literal",
    "NamedNode",
    "Quad",
    "Store",
    "Subject",
    "Term",
    "Triple",
    "parse_file",
    "parse_text",
    "serialise",
    "used_prefixes",
    "word",
]

Subject: TypeAlias = NamedNode | BlankNode | Triple
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
GraphName: TypeAlias = NamedNode | BlankNode | DefaultGraph
Results = TypeVar("Results", QuerySolutions, QueryBoolean, QueryTriples)

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
#: Media types of answers to SELECT and ASK, the preferred one first.
RESULTS_FORMATS: Final[Mapping[str, QueryResultsFormat]] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
#: Media types of answers to CONSTRUCT and DESCRIBE, the preferred one first; the last two hold one default graph.
GRAPH_FORMATS: Final[Mapping[str, RdfFormat]] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
SUFFIXES: Final[Mapping[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}


def parse_file(path: Path, graph: str | None = None) -> list[Quad]:
    """Read Turtle, TriG, N-Triples or N-Quads, told apart by suffix; triples in no graph go into ``graph``.

    Raises :class:`InvalidInput` with the line at which the parser stopped, which may be the one after the fault.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    return parse_text(content, path, graph)


def parse_text(content: str | bytes, path: Path, graph: str | None = None, base: str | None = None) -> list[Quad]:
    """Parse a document as if it stood at ``path``, whose suffix says what it is; see :func:`parse_file`.

    Labels of blank nodes stay, brackets get labels by chance (:mod:`graph.rdfc`); relative IRIs need a ``base``.

    >>> [str(quad) for quad in parse_text("<urn:a> <urn:b> 'c' .", Path("a.ttl"), "urn:g")]
    ['<urn:a> <urn:b> "c" <urn:g>']
    """
    syntax = _syntax(path)
    raw = content.encode() if isinstance(content, str) else content
    try:
        quads = list(pyoxigraph.parse(raw.removeprefix(BYTE_ORDER_MARK), syntax, base_iri=base))
    except SyntaxError as error:
        raise _unparsable(path, error) from error
    if graph is None:
        return quads
    target = NamedNode(graph)
    default = DefaultGraph()
    return [Quad(q.subject, q.predicate, q.object, target) if q.graph_name == default else q for q in quads]


def _syntax(path: Path) -> RdfFormat:
    syntax = SUFFIXES.get(path.suffix)
    if syntax is None:
        raise _unreadable(path, f"its suffix is none of {', '.join(SUFFIXES)}")
    return syntax


def _unreadable(path: Path, why: str) -> InvalidInput:
    return InvalidInput((Finding(str(path), 0, "", "readable", f"the file cannot be read: {why}"),))


def _unparsable(path: Path, error: SyntaxError) -> InvalidInput:
    return InvalidInput((Finding(str(path), error.lineno or 0, "", "syntax", error.msg),))


def serialise(
    statements: Iterable[Quad] | Iterable[Triple],
    media_type: str,
    prefixes: Mapping[str, str] = PREFIXES,
    *,
    is_ready: bool = False,
) -> bytes:
    """Write statements in the order in which they come, declaring only the prefixes that they use.

    A format without graphs (Turtle, N-Triples, RDF/XML) gets every triple once, whatever its graph. ``is_ready`` says
    that each statement comes once and that the prefixes are those in use, which saves two passes over long files.

    >>> serialise(parse_text("<urn:x:a> a <urn:x:b> .", Path("a.ttl")), "text/turtle", {"x": "urn:x:"})
    b'@prefix x: <urn:x:> .\\nx:a a x:b .\\n'
    """
    syntax = GRAPH_FORMATS[media_type]
    items: list[Any] = list(statements)
    if not is_ready and not syntax.supports_datasets:
        items = list(dict.fromkeys(item.triple if isinstance(item, Quad) else item for item in items))
    is_abbreviated = syntax not in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
    used = (prefixes if is_ready else used_prefixes(items, prefixes)) if is_abbreviated else {}
    body = cast("bytes", pyoxigraph.serialize(items, format=syntax, prefixes=dict(used)))
    return mend_xml(body, media_type) if syntax == RdfFormat.RDF_XML else body


def used_prefixes(statements: Iterable[Quad | Triple], prefixes: Mapping[str, str] = PREFIXES) -> dict[str, str]:
    """The prefixes whose namespaces stand in the statements."""
    seen: set[str] = set()
    for statement in statements:
        for part in statement:
            if isinstance(part, NamedNode):
                seen.add(part.value)
            elif isinstance(part, Literal):
                seen.add(part.datatype.value)
    used = {iri[: max(iri.rfind(mark) for mark in "#/:") + 1] for iri in seen}
    return {prefix: namespace for prefix, namespace in prefixes.items() if namespace in used}


def word(term: Subject | Term | GraphName) -> str:
    """The IRI of a name, the label of a blank node, the value of a literal."""
    return str(term) if isinstance(term, Triple | DefaultGraph) else str(term.value)


class Store:
    """A dataset in memory: the named graphs, and as default graph their RDF merge.

    A triple in three graphs is one triple in the default graph. The engine's own union of graphs gives and counts such
    a triple three times, so it stands for the merge only where no triple is in two graphs; there it takes half the
    memory of a merge beside the graphs, and two thirds of the time of joins.
    """

    __slots__ = ("_engine", "_is_union")

    def __init__(self) -> None:
        self._engine = pyoxigraph.Store()
        self._is_union = False

    @classmethod
    def from_quads(cls, quads: Iterable[Quad]) -> Store:
        """A store of these quads; those in no graph are in the default graph alone."""
        store = cls()
        store.add(quads)
        return store

    @classmethod
    def from_files(
        cls, *paths: Path, is_disjoint: bool | None = None, is_checked: bool = False, apart: Apart = here
    ) -> Store:
        """A store of whole files of Turtle, TriG, N-Triples or N-Quads; raises :class:`InvalidInput`.

        The engine reads them three times faster than :func:`parse_file`; blank nodes get new labels for each file.
        ``is_disjoint`` says that no triple is in two graphs (else ``apart`` finds out), ``is_checked`` that IRIs and
        languages were found well-formed before, which saves a quarter of the time.
        """
        store = cls()
        for path in paths:
            try:
                store._engine.bulk_load(path=path, format=_syntax(path), lenient=is_checked)
            except SyntaxError as error:
                raise _unparsable(path, error) from error
            except OSError as error:
                raise _unreadable(path, str(error)) from error
        store._is_union = apart(store._is_disjoint) if is_disjoint is None else is_disjoint
        if not store._is_union:
            store._merge()
        return store

    def _is_disjoint(self) -> bool:
        query = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
        rows = cast("QuerySolutions", self._engine.query(query, use_default_graph_as_union=True))
        return int(next(iter(rows))["n"].value) == len(self._engine)

    def add(self, statements: Iterable[Quad | Triple]) -> None:
        """Add quads, each to its graph and to the merge, and triples, each to the merge alone."""
        items = list(statements)
        triples = {Triple(item[0], item[1], item[2]) for item in items}
        if self._is_union and (len(triples) < len(set(items)) or any(map(self.holds, triples))):
            self._merge()
            self._is_union = False
        # Not in bulk, which starts threads: each takes 64 MiB of the address space, which in a reader is limited.
        self._engine.extend(item for item in items if isinstance(item, Quad))
        beside = (item for item in items if isinstance(item, Triple)) if self._is_union else triples
        self._engine.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in beside)

    def drop(self, graph: str) -> None:
        """Take a named graph out, and out of the merge its triples that no other named graph has."""
        name = NamedNode(graph)
        alone = f"GRAPH {name} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {name}) }}"
        self._engine.update(f"DELETE {{ ?s ?p ?o }} WHERE {{ {alone} }}; DROP SILENT GRAPH {name}")

    def _merge(self) -> None:
        # In the engine, so that a blank node is the same in the default graph and in its own.
        self._engine.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")

    def __len__(self) -> int:
        """How many triples the default graph has."""
        return sum(1 for _ in self.triples())

    def holds(self, triple: Triple) -> bool:
        """Whether the default graph has a triple."""
        return next(self.triples(triple.subject, triple.predicate, triple.object), None) is not None

    def triples(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Iterator[Triple]:
        """Triples of the default graph that have these parts, in no order."""
        graph = None if self._is_union else DefaultGraph()
        return (quad.triple for quad in self._engine.quads_for_pattern(subject, predicate, value, graph))

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Quads of one named graph, or of every one, in no order; none when there is no such graph.

        Numbers are in the canonical form of their datatype, in which the engine keeps them: "51.20" comes as "51.2".
        """
        quads = self._engine.quads_for_pattern(None, None, None, graph)
        return quads if graph else (quad for quad in quads if isinstance(quad.graph_name, NamedNode))

    def graphs(self, triple: Triple) -> list[NamedNode]:
        """Names of the graphs that assert a triple, sorted."""
        quads = self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return sorted(q.graph_name for q in quads if isinstance(q.graph_name, NamedNode))

    def select(self, query: str, **bindings: Term) -> list[dict[str, Term]]:
        """Rows of one of the project's own SELECT queries; a column without a value is not in its row.

        The prefixes of :mod:`graph.namespaces` need no declaration. ``bindings`` are put in place of variables as
        :func:`graph.sparql.bind` says: at every depth, and as a column too where the outermost SELECT names one.
        Raises ``ValueError`` for a query that cannot take them, ``SyntaxError`` for one that is none.
        """
        results = self._query(query, bindings, QuerySolutions, "SELECT")
        names = [variable.value for variable in results.variables]
        return [{name: term for name in names if (term := row[name]) is not None} for row in results]

    def ask(self, query: str, **bindings: Term) -> bool:
        """Whether one of the project's own ASK queries holds; see :meth:`select`."""
        return bool(self._query(query, bindings, QueryBoolean, "ASK"))

    def construct(self, query: str, **bindings: Term) -> list[Triple]:
        """Triples, each once, of one of the project's own CONSTRUCT queries; see :meth:`select`."""
        return list(self._query(query, bindings, QueryTriples, "CONSTRUCT"))

    def _query(self, query: str, bindings: Mapping[str, Term], kind: type[Results], form: str) -> Results:
        for name, term in bindings.items():
            if not isinstance(term, NamedNode | Literal):
                raise ValueError(f"?{name} takes an IRI or a literal, not {term!r}.")
        text = sparql.bind(query, {name: str(term) for name, term in bindings.items()}) if bindings else query
        # Parsing a query costs the engine 1 µs for each prefix handed to it.
        prefixes = {prefix: PREFIXES[prefix] for prefix in sparql.prefixes_used(query) & PREFIXES.keys()}
        results = self._engine.query(text, prefixes=prefixes, use_default_graph_as_union=self._is_union)
        if not isinstance(results, kind):
            raise ValueError(f"The query is no {form}.")
        return results

    def answer(self, request: SparqlRequest, sink: Sink) -> None:
        """Answer a user's query into ``sink``, streaming, in the media type asked for.

        Standard SPARQL: no prefix is known that the query does not declare. Relative IRIs stand below the project's own
        namespace, wherever it is served, unless the query has a ``BASE``: SPARQL leaves the base to the service, and a
        base taken from the request would give one query several meanings. The dataset is that of the protocol's
        parameters, else that of the query's ``FROM``, else the merge and all named graphs. Graphs are those of the
        store; one it does not have is empty, and nothing is ever fetched.

        Raises errors of the family :class:`graph.errors.QueryError`; nothing written counts before this returns.
        """
        query = request.query
        sparql.check_bounds(query)
        if sparql.has_service(query):
            raise QueryUnsupported("SERVICE is switched off: this endpoint asks no other endpoint.")
        try:
            engine, dataset = self._dataset(request)
            results = engine.query(query, base_iri=BASE, **dataset)
            if isinstance(results, QueryTriples):
                media_type = _accepted(request.graph_format, GRAPH_FORMATS, query)
            else:
                media_type = _accepted(request.results_format, RESULTS_FORMATS, query)
            sink.begin(media_type)
            _answer(results, sink, media_type)
        except SyntaxError as error:
            raise sparql.refusal(query, str(error)) from error
        except (RuntimeError, ValueError) as error:
            raise QueryUnsupported(f"The engine cannot evaluate the query: {error}.") from error

    def _dataset(self, request: SparqlRequest) -> tuple[pyoxigraph.Store, dict[str, Any]]:
        """The store and the graphs that a query is about; raises ``SyntaxError`` for a graph spelled badly.

        Several default graphs are merged into a store of their own, since the engine would give a triple once for
        each graph that has it.
        """
        if request.default_graphs or request.named_graphs:
            default, named = _graphs(request.default_graphs), _graphs(request.named_graphs)
        elif "from" in request.query.lower():
            prologue, *clauses = sparql.dataset_clauses(request.query)
            default, named = (_resolve(prologue, graphs) for graphs in clauses)
        else:
            default = named = []
        if not default and not named:
            return self._engine, {"use_default_graph_as_union": True} if self._is_union else {}
        if len(default) < 2:
            return self._engine, {"default_graph": default, "named_graphs": named}
        merged = pyoxigraph.Store()
        for graph in {*default, *named}:
            quads = list(self._engine.quads_for_pattern(None, None, None, graph))
            merged.extend(quads if graph in named else ())
            if graph in default:
                merged.extend(Quad(q.subject, q.predicate, q.object) for q in quads)
        return merged, {"default_graph": DefaultGraph(), "named_graphs": named}


def _graphs(iris: Iterable[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in dict.fromkeys(iris)]
    except ValueError as error:
        raise QueryUnsupported(f"A graph is named by an absolute IRI: {error}.") from error


def _answer(results: Any, sink: Sink, media_type: str) -> None:
    """Serialise an answer of the engine; :mod:`graph.sinks` says how CSV and XML are mended on the way."""
    syntax = RESULTS_FORMATS.get(media_type) or GRAPH_FORMATS[media_type]
    target: object = sink
    if syntax == QueryResultsFormat.CSV:
        syntax, target = QueryResultsFormat.TSV, CsvSink(sink)
    elif syntax in (QueryResultsFormat.XML, RdfFormat.RDF_XML):
        target = XmlSink(sink, media_type)
    try:
        results.serialize(target, syntax)
    except OSError as error:
        if "os error" in str(error):  # of the system, which lets a reader reach nothing
            raise QueryUnsupported(f"The engine cannot evaluate the query: {error}.") from error
        raise AnswerUnwritable(media_type, str(error)) from error


def _accepted(media_type: str | None, offered: Mapping[str, object], query: str) -> str:
    if media_type is None or media_type not in offered:
        raise QueryUnacceptable(sparql.query_form(query), tuple(offered))
    return media_type


def _resolve(prologue: str, graphs: Iterable[str]) -> list[NamedNode]:
    """IRIs of graphs spelled in SPARQL, resolved by the engine's Turtle parser under the same prologue."""
    lines = (f"<urn:dataset> <urn:graph> {graph} .\n" for graph in graphs)
    quads = pyoxigraph.parse(f"{prologue}\n{''.join(lines)}", RdfFormat.TURTLE, base_iri=BASE)
    return [graph for graph in dict.fromkeys(quad.object for quad in quads) if isinstance(graph, NamedNode)]
