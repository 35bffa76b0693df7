"""The constraints of a shapes graph that have a name, and the engine's way to run those that are rules in SPARQL.

A rule's SELECT finds its focus nodes by itself, so the engine runs it once for all of them, or, with the nodes that
count marked by a property, once for those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph import namespaces as ns
from graph.store import Literal, NamedNode, Quad, Store, Term

__all__ = [
    "PARAMETERS",
    "SEVERITIES",
    "Breach",
    "Constraint",
    "find_breaches",
    "read_constraints",
    "text_of",
    "write_page",
]

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


@dataclass(frozen=True, slots=True)
class Constraint:
    """One rule that has a name: a shape with constraints of SHACL core, or a SPARQL constraint.

    ``holders`` are the shapes that name it by ``sh:property`` or ``sh:sparql``, sorted.

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
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """A row of a rule: the focus node that breaks it, the path and the value at fault where it names them, and why."""

    focus: Term
    message: str
    path: Term | None = None
    value: Term | None = None


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
                holders=tuple(sorted(store.holders(node))),
            )
        )
    return tuple(sorted(found, key=lambda constraint: constraint.iri))


def find_breaches(store: Store, rule: Constraint, marked: str = "") -> Iterator[Breach]:
    """Run a rule once for all its focus nodes, or for those that have the property ``marked``.

    The mark stands first in the rule's pattern, so that the engine starts from the nodes that have it and not from all
    instances of a class. Raises ``ValueError`` for a rule that is no SELECT.
    """
    query = rule.query.replace("{", f"{{ $this <{marked}> ?mark . ", 1) if marked else rule.query
    try:
        rows = store.select(query)
    except SyntaxError as error:
        raise ValueError(f"The shapes are faulty: {ns.compact(rule.iri)} is no SELECT: {error}") from error
    for row in rows:
        shown = {name: _shown(term) for name, term in row.items()}
        message = PLACEHOLDER.sub(lambda match, shown=shown: shown.get(match[1], match[0]), rule.message)  # type: ignore[misc]
        yield Breach(row["this"], message, row.get("path"), row.get("value"))


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
                objects.append(text_of(quad.object))
                if quad.predicate.value in (ns.SH + "property", ns.SH + "sparql"):
                    self._holders.setdefault(text_of(quad.object), set()).add(quad.subject.value)

    def subjects(self) -> Iterator[str]:
        return iter(self._values)

    def predicates(self, node: str) -> frozenset[str]:
        return frozenset(self._values[node])

    def values(self, node: str, predicate: str) -> list[str]:
        return self._values.get(node, {}).get(predicate, [])

    def holders(self, node: str) -> set[str]:
        return self._holders.get(node, set())


def text_of(term: Term) -> str:
    """A term for a finding: IRI and literal by their value, a blank node with its label as in N-Triples."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _shown(term: Term) -> str:
    """A term as people write it: a compact name, or the text of a literal."""
    return ns.compact(term.value) if isinstance(term, NamedNode) else text_of(term)
