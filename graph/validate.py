"""Holds the authored graph against the shapes: core constraints by pySHACL, rules in SPARQL by the query engine.

pySHACL is the reference, but it runs a SPARQL rule once for each focus node, which costs it many times what all core
constraints cost together. So a rule's SELECT finds its focus nodes by itself: with ``$this`` left free the engine runs
it once for all of them. :func:`reference_validate` gives the same text to pySHACL, and the tests of the shapes prove
that both ways come to the same verdicts.

Both engines see one and the same flat graph: facts, vocabularies and ontology together. SHACL finds the instances of a
target class by the ``rdfs:subClassOf`` triples of the graph that it validates, and a rule follows the same triples, so
neither needs an ontology graph beside the data. The rdflib graph is in memory, never a view of the engine's store:
there, plain literals would come back typed, and ``sh:in`` would no longer find them.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError
from pyshacl.monkey import rdflib_bool_patch, rdflib_bool_unpatch
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from graph import namespaces as ns
from graph.constraints import SEVERITIES, TARGETS, Constraint, find_breaches, read_constraints, text_of
from graph.store import BlankNode, Literal, NamedNode, Quad, Store, Subject, Term, Triple, parse_file

__all__ = ["Result", "Shapes", "load_everything", "reference_validate", "report", "shapes_of_shapes", "validate"]

_Node: TypeAlias = rdflib.URIRef | rdflib.BNode | rdflib.Literal
_Triple: TypeAlias = tuple[_Node, _Node, _Node]


@dataclass(frozen=True, slots=True)
class Result:
    """One fault: which constraint a focus node breaks, how grave it is, and what is wrong in plain words with its mend.

    IRIs stand bare, other terms as in N-Triples. ``parameter`` is the part of the constraint that was broken (such as
    ``sh:minCount``). ``value`` is the offending value where there is one.
    """

    focus: str
    constraint: str
    parameter: str
    severity: str
    message: str
    value: str = ""

    @property
    def sentence(self) -> str:
        """The message, with the value behind it where it does not say which is meant.

        >>> Result("urn:x", "urn:rule", "", "violation", "Mend the day.", "2026-13-01").sentence
        'Mend the day. Found: 2026-13-01'
        """
        short = ns.compact(self.value).strip("<>")
        is_told = not short or self.value == self.focus or short in self.message or self.value in self.message
        return self.message if is_told else f"{self.message} Found: {short}"


class Shapes:
    """Shapes and the ontology that they speak of, made ready once so that many graphs can be held against them.

    The ontology is part of every graph that is validated; what else is the same each time, such as the vocabularies,
    may be given with it.
    """

    __slots__ = ("_core", "_ontology", "_shapes", "_triples", "constraints")

    def __init__(self, shapes: Iterable[Quad], ontology: Iterable[Quad]) -> None:
        quads = list(shapes)
        self.constraints = read_constraints(quads)
        self._ontology = list(ontology)
        self._triples = _to_triples(self._ontology)
        self._shapes = _to_graph(_to_triples(quads))
        self._core = _to_graph(_to_triples(_without_rules(quads)))

    def validate(self, facts: Iterable[Quad]) -> tuple[Result, ...]:
        """As the function :func:`validate`."""
        quads = list(facts)
        rules = [constraint for constraint in self.constraints if constraint.query]
        found: list[Result] = []
        if len(rules) < len(self.constraints):
            found += self._read(self._run_pyshacl(quads, self._core))
        if rules:
            found += _run_rules(Store.from_quads(_flat([*quads, *self._ontology])), rules)
        return _sorted(found)

    def reference_validate(self, facts: Iterable[Quad]) -> tuple[Result, ...]:
        """As the function :func:`reference_validate`."""
        return _sorted(self._read(self._run_pyshacl(facts, self._shapes)))

    def report_core(self, facts: Iterable[Quad], nodes: Iterable[Subject]) -> list[Triple]:
        """The report of SHACL on some nodes by everything but the rules, as pySHACL writes it.

        Shapes get those of the nodes that their targets find as targets by name. pySHACL's own choice of focus nodes
        leaves the values out that a shape passes on to another, so that any of them would conform.
        """
        graph = self._graph(facts)
        shapes = _to_graph(self._core)
        focus = {_convert(node) for node in nodes}
        for target in TARGETS:
            for shape, aim in list(shapes.subject_objects(rdflib.URIRef(target))):
                shapes.remove((shape, rdflib.URIRef(target), aim))
                for node in _find_targets(graph, target, aim) & focus:
                    shapes.add((shape, rdflib.URIRef(ns.SH + "targetNode"), node))
        return _from_graph(_run_pyshacl(graph, shapes))

    def _run_pyshacl(self, facts: Iterable[Quad], shapes: rdflib.Graph) -> rdflib.Graph:
        return _run_pyshacl(self._graph(facts), shapes)

    def _graph(self, facts: Iterable[Quad]) -> rdflib.Graph:
        return _to_graph([*self._triples, *_to_triples(facts)])

    def _read(self, report: rdflib.Graph) -> Iterator[Result]:
        return _read_report(report, {constraint.iri: constraint for constraint in self.constraints})


def validate(facts: Iterable[Quad], shapes: Iterable[Quad], ontology: Iterable[Quad]) -> tuple[Result, ...]:
    """Every result of the shapes on the facts, sorted: violations first, then by constraint, focus node and value.

    ``facts`` hold the vocabularies too, since ladders and schemes are looked up in them; graph names are ignored.
    Raises ``ValueError`` when the shapes themselves are faulty.
    """
    return Shapes(shapes, ontology).validate(facts)


def reference_validate(facts: Iterable[Quad], shapes: Iterable[Quad], ontology: Iterable[Quad]) -> tuple[Result, ...]:
    """The same as :func:`validate`, all by pySHACL: what the quick way is measured against, and slow on real data."""
    return Shapes(shapes, ontology).reference_validate(facts)


def report(data: Iterable[Quad], shapes: Iterable[Quad]) -> list[Triple]:
    """The report of SHACL on data against shapes of any making, as pySHACL writes it; graph names are ignored.

    SPARQL constraints and components count, and so do the targets, expressions, functions and rules of SHACL Advanced
    Features. ``sh:prefixes`` reaches prefixes through ``owl:imports`` within the shapes graph (SHACL, 5.2.1), which
    pySHACL does not look for; nothing is ever fetched for an import.

    Raises ``ValueError`` for whatever pySHACL cannot do with the shapes. Shapes are text from anywhere, for which it
    has errors of its own, and many that are just what Python happened to stumble over.
    """
    graph = _to_graph(_to_triples(data))
    # As pySHACL reads shapes itself: of booleans only "true" is true.
    rdflib_bool_patch()  # type: ignore[no-untyped-call]
    try:
        shapes_graph = _to_graph(_to_triples(shapes))
    finally:
        rdflib_bool_unpatch()  # type: ignore[no-untyped-call]
    for _, prefixes in list(shapes_graph.subject_objects(rdflib.URIRef(ns.SH + "prefixes"))):
        for imported in shapes_graph.transitive_objects(prefixes, rdflib.OWL.imports):
            for declared in shapes_graph.objects(imported, rdflib.URIRef(ns.SH + "declare")):
                shapes_graph.add((prefixes, rdflib.URIRef(ns.SH + "declare"), declared))
    try:
        return _from_graph(_run_pyshacl(graph, shapes_graph, advanced=True))
    except (MemoryError, RecursionError):
        raise
    except OSError as error:
        raise ValueError(
            "The shapes are faulty: They reach for a file or an address, and there is none here."
        ) from error
    except ValueError:
        raise
    except Exception as error:
        raise ValueError(f"The shapes are faulty: {type(error).__name__}: {error}") from error


def load_everything() -> None:
    """Import all of pySHACL but its programs and JavaScript: it imports by need, and a confined process cannot."""
    for module in pkgutil.walk_packages(pyshacl.__path__, "pyshacl."):
        if not re.search(r"\.(__main__|assets|cli|cli_rules|js|sh_http)\b", module.name):
            importlib.import_module(module.name)


@lru_cache(maxsize=1)
def shapes_of_shapes() -> tuple[Quad, ...]:
    """The shapes that say what well-formed shapes are, as far as shapes can (SHACL, appendix C); pySHACL has a copy."""
    return tuple(parse_file(Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl"))


def _run_pyshacl(data: rdflib.Graph, shapes: rdflib.Graph, *, advanced: bool = False) -> rdflib.Graph:
    try:
        with _hushed("pyshacl-validate"):
            _, found, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=advanced)
    except ReportableRuntimeError as error:
        # Below the first line is the path that was taken, or where to read on.
        raise ValueError(f"The shapes are faulty: {str(error).splitlines()[0]}") from error
    if not isinstance(found, rdflib.Graph):
        raise ValueError(f"The shapes are faulty: {text}")
    return found


def _find_targets(graph: rdflib.Graph, target: str, aim: rdflib.term.Node) -> set[rdflib.term.Node]:
    """The focus nodes that a target finds (SHACL, 2.1.3)."""
    if target == ns.SH + "targetClass":
        classes = graph.transitive_subjects(rdflib.RDFS.subClassOf, aim)
        return {node for name in classes for node in graph.subjects(rdflib.RDF.type, name)}
    if target == ns.SH + "targetSubjectsOf":
        return set(graph.subjects(aim))
    if target == ns.SH + "targetObjectsOf":
        return set(graph.objects(None, aim))
    return {aim}


def _flat(quads: Iterable[Quad]) -> Iterator[Quad]:
    return (Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def _sorted(results: Iterable[Result]) -> tuple[Result, ...]:
    grades = list(SEVERITIES.values())
    return tuple(
        sorted(
            set(results),
            key=lambda r: (grades.index(r.severity), r.constraint, r.focus, r.parameter, r.value, r.message),
        )
    )


def _run_rules(store: Store, rules: Iterable[Constraint]) -> Iterator[Result]:
    """Run each rule once for all its focus nodes."""
    for rule in rules:
        for breach in find_breaches(store, rule):
            value = "" if breach.value is None else text_of(breach.value)
            yield Result(text_of(breach.focus), rule.iri, ns.SH + "select", rule.severity, breach.message, value)


def _without_rules(shapes: Iterable[Quad]) -> list[Quad]:
    """The shapes graph without the shapes that hold rules in SPARQL, which by house style hold nothing else."""
    quads = list(shapes)
    holders = {quad.subject for quad in quads if quad.predicate.value == ns.SH + "sparql"}
    return [quad for quad in quads if quad.subject not in holders]


@lru_cache(maxsize=256)
def _prepare(text: str) -> Query:
    """Parse a query once, and not once for each focus node: rdflib's parser takes longer than its evaluation."""
    return prepareQuery(text)


class _Graph(rdflib.Graph):
    """A graph in memory that remembers the queries it has parsed."""

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> rdflib.query.Result:
        parsed = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(parsed, *arguments, **options)


@contextmanager
def _hushed(name: str) -> Iterator[None]:
    """Keep a logger still that would tell on standard error what is told by a result or an exception anyway.

    rdflib gives a traceback for each ill-formed date, pySHACL a line for each faulty shape.
    """
    logger = logging.getLogger(name)
    was_disabled = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = was_disabled


def _to_triples(quads: Iterable[Quad]) -> list[_Triple]:
    """The triples of quads in rdflib's terms; a blank node keeps its label."""
    terms: dict[Term, _Node] = {}

    def convert(term: Term) -> _Node:
        known = terms.get(term)
        if known is None:
            known = terms[term] = _convert(term)
        return known

    with _hushed("rdflib.term"):
        return [(convert(quad.subject), convert(quad.predicate), convert(quad.object)) for quad in quads]


def _to_graph(triples: Iterable[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]]) -> _Graph:
    graph = _Graph(bind_namespaces="none")
    add = graph.store.add
    for triple in triples:
        add(triple, graph)
    return graph


def _convert(term: Term) -> _Node:
    """A plain literal becomes one without a datatype, as rdflib's own parsers have it."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == ns.XSD + "string":
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _from_graph(graph: rdflib.Graph) -> list[Triple]:
    return [Triple(_restore(s), _restore(p), _restore(o)) for s, p, o in graph]  # type: ignore[arg-type]


def _restore(node: rdflib.term.Node) -> NamedNode | BlankNode | Literal:
    """What :func:`_convert` converted."""
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    assert isinstance(node, rdflib.Literal)
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype else None)


def _read_report(report: rdflib.Graph, constraints: Mapping[str, Constraint]) -> Iterator[Result]:
    """The results of pySHACL's report.

    A rule's message has its values put in; that of a core constraint is the shape's, with what was found after it.
    """
    sh = rdflib.Namespace(ns.SH)
    for node in report.objects(None, sh.result):
        found = dict(report.predicate_objects(node))
        rule = found.get(sh.sourceConstraint)
        iri = str(rule or found[sh.sourceShape])
        value = found.get(sh.value)
        if value == found[sh.focusNode]:
            value = None
        message = str(found[sh.resultMessage]) if rule else constraints[iri].message
        if value is not None and not rule:
            path = found.get(sh.resultPath)
            said = [ns.compact(str(term)) if isinstance(term, rdflib.URIRef) else str(term) for term in (path, value)]
            message += f" Found: {' '.join(said if isinstance(path, rdflib.URIRef) else said[1:])}"
        yield Result(
            focus=_text(found[sh.focusNode]),
            constraint=iri,
            parameter=ns.SH + "select" if rule else _parameter(str(found[sh.sourceConstraintComponent])),
            severity=SEVERITIES[str(found[sh.resultSeverity])],
            message=message,
            value="" if value is None else _text(value),
        )


def _text(node: rdflib.term.Node) -> str:
    return node.n3() if isinstance(node, rdflib.BNode) else str(node)


def _parameter(component: str) -> str:
    """The predicate that a constraint component is stated by.

    >>> _parameter("http://www.w3.org/ns/shacl#MinCountConstraintComponent")
    'http://www.w3.org/ns/shacl#minCount'
    """
    name = component.removeprefix(ns.SH).removesuffix("ConstraintComponent")
    return ns.SH + name[0].lower() + name[1:]
