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

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from graph import namespaces as ns
from graph.store import BlankNode, Literal, NamedNode, Quad, Store, Term

__all__ = ["Constraint", "Result", "Shapes", "read_constraints", "reference_validate", "validate", "write_page"]

SEVERITIES = {ns.SH + name: name.lower() for name in ("Violation", "Warning", "Info")}
#: The predicates of SHACL core that constrain, each a constraint component of its own.
PARAMETERS = frozenset(
    ns.SH + name
    for name in re.findall(
        r"\w+",
        """
        and class closed datatype disjoint equals hasValue in languageIn lessThan lessThanOrEquals maxCount
        maxExclusive maxInclusive maxLength minCount minExclusive minInclusive minLength node nodeKind not or
        pattern qualifiedMaxCount qualifiedMinCount uniqueLang xone
        """,
    )
)
TARGETS = tuple(ns.SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
PAGE = """\
# Shapes

What must hold of the authored graph is said in SHACL in `ontology/shapes/`; this page is written from there.
A *violation* stops the build, a *warning* is told. In the build pySHACL runs the constraints of SHACL core, and the
engine runs each *rule*, a SELECT in SPARQL that finds its own focus nodes, once for the whole graph; both ways give the
same verdicts.
"""
PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")

_Node: TypeAlias = rdflib.URIRef | rdflib.BNode | rdflib.Literal
_Triple: TypeAlias = tuple[_Node, _Node, _Node]


@dataclass(frozen=True, slots=True)
class Constraint:
    """One rule that has a name: a shape with constraints of SHACL core, or a SPARQL constraint.

    ``parameters`` are IRIs such as ``sh:minCount``, sorted; ``sh:select`` alone for a SPARQL constraint. ``targets``
    are what its shapes aim at, IRIs of classes, properties or nodes, sorted. ``query`` is the SELECT, with no
    prologue and ``$this`` free; empty for core.
    """

    iri: str
    severity: str
    message: str
    parameters: tuple[str, ...]
    targets: tuple[str, ...]
    query: str = ""


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
            found += self._run_pyshacl(quads, self._core)
        if rules:
            found += _run_rules(Store.from_quads(_flat([*quads, *self._ontology])), rules)
        return _sorted(found)

    def reference_validate(self, facts: Iterable[Quad]) -> tuple[Result, ...]:
        """As the function :func:`reference_validate`."""
        return _sorted(self._run_pyshacl(facts, self._shapes))

    def _run_pyshacl(self, facts: Iterable[Quad], shapes: rdflib.Graph) -> Iterator[Result]:
        graph = _to_graph([*self._triples, *_to_triples(facts)])
        try:
            with _hushed("pyshacl-validate"):
                _, report, text = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
        except ReportableRuntimeError as error:
            raise ValueError(f"The shapes are faulty: {error}") from error
        if not isinstance(report, rdflib.Graph):
            raise ValueError(f"The shapes are faulty: {text}")
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


def read_constraints(shapes: Iterable[Quad]) -> tuple[Constraint, ...]:
    """The constraints of a shapes graph that have a name, sorted by it."""
    store = _Nodes(shapes)
    found = []
    for node in store.subjects():
        select = store.values(node, ns.SH + "select")
        parameters = sorted(PARAMETERS & store.predicates(node))
        if not select and not parameters:
            continue
        holders = [node, *store.holders(node)]
        targets = {target for holder in holders for predicate in TARGETS for target in store.values(holder, predicate)}
        found.append(
            Constraint(
                iri=node,
                severity=SEVERITIES[next(iter(store.values(node, ns.SH + "severity")), ns.SH + "Violation")],
                message=next(iter(store.values(node, ns.SH + "message")), ""),
                parameters=(ns.SH + "select",) if select else tuple(parameters),
                targets=tuple(sorted(targets)),
                query=select[0] if select else "",
            )
        )
    return tuple(sorted(found, key=lambda constraint: constraint.iri))


def write_page(constraints: Iterable[Constraint]) -> str:
    """The page of the documentation that lists constraints: name, grade, what each is held against, what it says."""
    lines = [PAGE, "| constraint | grade | held against | says |", "|---|---|---|---|"]
    for constraint in constraints:
        targets = ", ".join(f"`{ns.compact(target)}`" for target in constraint.targets)
        message = constraint.message.replace("|", "\\|")
        rule = " (rule)" if constraint.query else ""
        lines.append(f"| `{ns.compact(constraint.iri)}`{rule} | {constraint.severity} | {targets} | {message} |")
    return "\n".join(lines) + "\n"


class _Nodes:
    """A shapes graph as far as its named nodes go."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[str, dict[str, list[str]]] = {}
        self._holders: dict[str, set[str]] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                objects = self._values.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
                objects.append(_bare(quad.object))
                if quad.predicate.value in (ns.SH + "property", ns.SH + "sparql"):
                    self._holders.setdefault(_bare(quad.object), set()).add(quad.subject.value)

    def subjects(self) -> Iterator[str]:
        return iter(self._values)

    def predicates(self, node: str) -> frozenset[str]:
        return frozenset(self._values[node])

    def values(self, node: str, predicate: str) -> list[str]:
        return self._values.get(node, {}).get(predicate, [])

    def holders(self, node: str) -> set[str]:
        return self._holders.get(node, set())


def _bare(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _shown(term: Term) -> str:
    """A term as people write it: a compact name, or the text of a literal."""
    return ns.compact(term.value) if isinstance(term, NamedNode) else _bare(term)


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
    for constraint in rules:
        try:
            rows = store.select(constraint.query)
        except SyntaxError as error:
            raise ValueError(f"The shapes are faulty: {ns.compact(constraint.iri)} is no SELECT: {error}") from error
        for row in rows:
            shown = {name: _shown(term) for name, term in row.items()}
            message = PLACEHOLDER.sub(lambda match, shown=shown: shown.get(match[1], match[0]), constraint.message)  # type: ignore[misc]
            value = _bare(row["value"]) if "value" in row else ""
            yield Result(_bare(row["this"]), constraint.iri, ns.SH + "select", constraint.severity, message, value)


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


def _to_graph(triples: Iterable[_Triple]) -> _Graph:
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
