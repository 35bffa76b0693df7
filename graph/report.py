"""A SHACL validation report: read from triples, written as tidy triples and as a document with plain sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from graph import namespaces as ns
from graph.constraints import SEVERITIES, text_of
from graph.sentences import tell
from graph.store import BlankNode, Literal, NamedNode, Quad, Subject, Term, Triple

__all__ = ["Report", "ValidationResult", "write_path", "write_term"]

SH: Final = {
    name: NamedNode(ns.SH + name)
    for name in (
        "ValidationReport",
        "ValidationResult",
        "conforms",
        "detail",
        "focusNode",
        "result",
        "resultMessage",
        "resultPath",
        "resultSeverity",
        "sourceConstraint",
        "sourceConstraintComponent",
        "sourceShape",
        "value",
    )
}
TYPE: Final = NamedNode(ns.RDF + "type")
#: Path operators by the predicate that states them, where they stand after the path.
SUFFIXES: Final = {ns.SH + "zeroOrMorePath": "*", ns.SH + "oneOrMorePath": "+", ns.SH + "zeroOrOnePath": "?"}
#: A path nested deeper than this is cut short in sentences; the report has it whole.
DEEPEST: Final = 20

#: Labels of blank nodes that parsers make up: the engine's, and rdflib's.
MADE_UP: Final = re.compile(r"[0-9a-f]{32}|N[0-9a-f]{32}")

Objects = Mapping[Subject, Mapping[str, list[Term]]]


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One result, with the node that stands for it in the report that it was read from.

    ``shape`` is ``sh:sourceShape``, ``constraint`` is ``sh:sourceConstraint``, which only SPARQL constraints have.
    """

    node: Subject
    focus: Term
    severity: str
    component: str
    shape: Term | None = None
    constraint: Term | None = None
    path: Subject | None = None
    value: Term | None = None
    messages: tuple[Literal, ...] = ()

    def order(self) -> tuple[int, str, str, str, str, str]:
        """Where it stands among others: the gravest first."""
        grades = list(SEVERITIES)
        grade = grades.index(self.severity) if self.severity in grades else len(grades)
        told = (self.focus, self.constraint or self.shape, self.value)
        focus, rule, value = ("" if term is None else str(term) for term in told)
        return grade, self.severity, focus, rule, self.component, value


class Report:
    """A report: its results, gravest first, and what is said of the nodes that they name.

    It conforms when there is no result, however mild: so SHACL has it (section 3.6.1.1).
    """

    __slots__ = ("_objects", "results")

    def __init__(self, results: Iterable[ValidationResult], objects: Objects) -> None:
        self.results = tuple(sorted(results, key=ValidationResult.order))
        self._objects = objects

    @classmethod
    def read(cls, triples: Iterable[Triple]) -> Self:
        """The top results of a report; those that explain others (``sh:detail``) stay with what they explain.

        The report is the node that nothing points at: blank nodes of the data come along in it, and may say of
        themselves that they are reports.
        """
        objects = index(triples)
        pointed_at = {term for of in objects.values() for terms in of.values() for term in terms}
        heads = [of.get(SH["result"].value, ()) for node, of in objects.items() if node not in pointed_at]
        nodes = [node for head in heads for node in head if isinstance(node, NamedNode | BlankNode)]
        return cls((_read(node, objects[node]) for node in nodes), objects)

    def keep(self, has_place: Callable[[ValidationResult], bool], more: Iterable[ValidationResult] = ()) -> Self:
        """The report with some of its results, and with more of them from elsewhere."""
        return type(self)([*filter(has_place, self.results), *more], self._objects)

    def triples(self) -> Iterator[Triple]:
        """The report as RDF, each result with a copy of its own of its path, nodes named as they come."""
        labels = {node.value for node in self._objects if isinstance(node, BlankNode)}
        prefix = ""
        while any(label.startswith(prefix + "r") for label in labels):
            prefix += "x"
        report = BlankNode(f"{prefix}report")
        yield Triple(report, TYPE, SH["ValidationReport"])
        yield Triple(report, SH["conforms"], Literal(not self.results))
        nodes = [BlankNode(f"{prefix}result{number}") for number in range(1, len(self.results) + 1)]
        yield from (Triple(report, SH["result"], node) for node in nodes)
        seen: set[Subject] = set()
        for node, result in zip(nodes, self.results, strict=True):
            yield from self._result(result, node)
            for detail in self._objects.get(result.node, {}).get(SH["detail"].value, ()):
                yield Triple(node, SH["detail"], detail)
            named = [result.focus, result.shape, result.constraint, result.value]
            named += self._objects.get(result.node, {}).get(SH["detail"].value, ())
            for term in named:
                if isinstance(term, BlankNode):
                    yield from self._closure(term, seen)

    def _result(self, result: ValidationResult, node: BlankNode) -> Iterator[Triple]:
        yield Triple(node, TYPE, SH["ValidationResult"])
        yield Triple(node, SH["focusNode"], result.focus)
        yield Triple(node, SH["resultSeverity"], NamedNode(result.severity))
        yield Triple(node, SH["sourceConstraintComponent"], NamedNode(result.component))
        named = {"sourceShape": result.shape, "sourceConstraint": result.constraint, "value": result.value}
        for name, term in named.items():
            if term is not None:
                yield Triple(node, SH[name], term)
        for message in result.messages:
            yield Triple(node, SH["resultMessage"], message)
        if isinstance(result.path, BlankNode):
            copies: dict[Subject, BlankNode] = {result.path: BlankNode(f"{node.value}path")}
            pending: list[Subject] = [result.path]
            while pending:
                original = pending.pop()
                for predicate, values in self._objects.get(original, {}).items():
                    for value in values:
                        if isinstance(value, BlankNode) and value not in copies:
                            pending.append(value)
                            copies[value] = BlankNode(f"{node.value}path{len(copies)}")
                        end = copies.get(value, value) if isinstance(value, BlankNode) else value
                        yield Triple(copies[original], NamedNode(predicate), end)
            yield Triple(node, SH["resultPath"], copies[result.path])
        elif result.path is not None:
            yield Triple(node, SH["resultPath"], result.path)

    def _closure(self, start: BlankNode, seen: set[Subject]) -> Iterator[Triple]:
        """What is said of a blank node, and of those that this names."""
        pending = [start]
        while pending:
            node = pending.pop()
            if node in seen:
                continue
            seen.add(node)
            for predicate, values in self._objects.get(node, {}).items():
                for value in values:
                    yield Triple(node, NamedNode(predicate), value)
                    if isinstance(value, BlankNode):
                        pending.append(value)

    def document(self, shapes: Iterable[Quad]) -> dict[str, Any]:
        """Verdict, counts by severity, and each result with a sentence; ``shapes`` are what it was validated against.

        IRIs stand bare, blank nodes and literals as in N-Triples, paths as in SPARQL.
        """
        told = index(Triple(quad.subject, quad.predicate, quad.object) for quad in shapes)
        counts = Counter(severity_word(result.severity) for result in self.results)
        return {
            "conforms": not self.results,
            "counts": dict.fromkeys(SEVERITIES.values(), 0) | counts,
            "results": [self._entry(result, told) for result in self.results],
        }

    def _entry(self, result: ValidationResult, shapes: Objects) -> dict[str, Any]:
        message = next((m.value for m in sorted(result.messages, key=lambda m: (m.language != "en", m.value))), "")
        stated = shapes.get(result.shape, {}) if isinstance(result.shape, NamedNode | BlankNode) else {}
        ruled = shapes.get(result.constraint, {}) if isinstance(result.constraint, NamedNode | BlankNode) else {}
        is_authored = bool(message) and (ns.SH + "message" in stated or bool(ruled))
        parameters = {
            predicate.removeprefix(ns.SH): ", ".join(_shown(term, shapes) for term in terms)
            for predicate, terms in stated.items()
            if predicate.startswith(ns.SH)
        }
        sentence = tell(
            result.component,
            _shown(result.focus, {}),
            "" if result.path is None else write_path(result.path, self._objects, ns.compact),
            "" if result.value is None else _shown(result.value, {}),
            parameters,
            message if is_authored else "",
        )
        return {
            "sentence": sentence,
            "severity": severity_word(result.severity),
            "focus": write_term(result.focus),
            "path": None if result.path is None else write_path(result.path, self._objects),
            "value": None if result.value is None else write_term(result.value),
            "message": message or None,
            "component": result.component,
            "shape": None if result.shape is None else write_term(result.shape),
            "constraint": None if result.constraint is None else write_term(result.constraint),
        }


def index(triples: Iterable[Triple]) -> Objects:
    """Triples by subject and predicate."""
    found: dict[Subject, dict[str, list[Term]]] = {}
    for triple in triples:
        found.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return found


def severity_word(iri: str) -> str:
    """A severity of SHACL's by its word; any other, which shapes may make up, by its IRI.

    >>> severity_word(ns.SH + "Warning"), severity_word("urn:x:dreadful")
    ('warning', 'urn:x:dreadful')
    """
    return SEVERITIES.get(iri, iri)


def write_term(term: Term) -> str:
    """A term in a document: an IRI bare, a blank node or a literal as in N-Triples, so that none passes for another.

    >>> write_term(NamedNode("urn:x:a")), write_term(Literal("a", language="en")), write_term(BlankNode("a"))
    ('urn:x:a', '"a"@en', '_:a')
    """
    return term.value if isinstance(term, NamedNode) else str(term)


def write_path(path: Term, objects: Objects, name: Callable[[str], str] = lambda iri: iri, depth: int = 0) -> str:
    """A SHACL path as SPARQL writes it; a path of one predicate is the bare name.

    >>> inverse = {BlankNode("p"): {ns.SH + "inversePath": [NamedNode(ns.ONTOLOGY + "hasEvidence")]}}
    >>> write_path(BlankNode("p"), inverse, ns.compact)
    '^:hasEvidence'
    """
    if isinstance(path, NamedNode):
        return name(path.value) if depth == 0 or name(path.value) != path.value else f"<{path.value}>"
    of = objects.get(path, {}) if isinstance(path, BlankNode) else {}
    if not of or depth > DEEPEST:
        return "…"

    def inner(term: Term) -> str:
        return write_path(term, objects, name, depth + 1)

    if ns.SH + "inversePath" in of:
        return "^" + inner(of[ns.SH + "inversePath"][0])
    if ns.SH + "alternativePath" in of:
        return "(" + "|".join(map(inner, members(of[ns.SH + "alternativePath"][0], objects))) + ")"
    for predicate, suffix in SUFFIXES.items():
        if predicate in of:
            return f"({inner(of[predicate][0])}){suffix}"
    sequence = "/".join(map(inner, members(path, objects)))
    return f"({sequence})" if depth else sequence


def members(head: Term, objects: Objects) -> Iterator[Term]:
    """The members of an RDF list; one that runs in a circle is left where it began."""
    seen: set[Term] = set()
    while isinstance(head, BlankNode) and head not in seen:
        seen.add(head)
        of = objects.get(head, {})
        yield from of.get(ns.RDF + "first", ())[:1]
        head = next(iter(of.get(ns.RDF + "rest", ())), head)


def _read(node: Subject, of: Mapping[str, list[Term]]) -> ValidationResult:
    first = {name: next(iter(of.get(term.value, ())), None) for name, term in SH.items()}
    focus, severity, component = first["focusNode"], first["resultSeverity"], first["sourceConstraintComponent"]
    path = first["resultPath"]
    assert focus is not None
    assert severity is not None
    assert component is not None
    return ValidationResult(
        node=node,
        focus=focus,
        severity=text_of(severity),
        component=text_of(component),
        shape=first["sourceShape"],
        constraint=first["sourceConstraint"],
        path=path if isinstance(path, NamedNode | BlankNode) else None,
        value=first["value"],
        messages=tuple(term for term in of.get(SH["resultMessage"].value, ()) if isinstance(term, Literal)),
    )


def _shown(term: Term, objects: Objects) -> str:
    """A term in a sentence: a compact name, the text of a literal, the members of a list.

    A label that the parser made up says nothing to anybody; one that the author gave a blank node does.
    """
    if isinstance(term, NamedNode):
        return ns.compact(term.value)
    listed = [_shown(member, {}) for member in members(term, objects)]
    if listed:
        return ", ".join(listed)
    return "a blank node" if isinstance(term, BlankNode) and MADE_UP.fullmatch(term.value) else text_of(term)
