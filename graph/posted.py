"""RDF that somebody sends to be validated: read in any of six formats, and held to what can be done with it here.

Whatever is wrong is an :class:`graph.errors.InvalidPost`, whose finding says in which part and on which line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from graph import namespaces as ns
from graph.errors import Finding, InvalidInput, InvalidPost
from graph.sparql import has_service, tokens
from graph.store import Literal, NamedNode, Quad, Store, Subject, Term, Triple, parse_text

__all__ = ["SUFFIXES", "check_shapes", "find_recursion", "has_focus", "read"]

#: The file endings by which a media type of RDF is known to the parsers.
SUFFIXES: Final[Mapping[str, str]] = {
    "text/turtle": ".ttl",
    "application/trig": ".trig",
    "application/n-triples": ".nt",
    "application/n-quads": ".nq",
    "application/ld+json": ".jsonld",
    "application/rdf+xml": ".rdf",
}
#: What makes a graph a shapes graph, by SHACL 1.0 and its Advanced Features.
SHAPE_CLASSES: Final = frozenset(ns.SH + name for name in ("NodeShape", "PropertyShape"))
CLASSES: Final = frozenset((ns.RDFS + "Class", ns.OWL + "Class"))
QUERIES: Final = frozenset(ns.SH + name for name in ("ask", "construct", "select", "update"))
#: How one shape refers to another, by way of lists too.
REFERENCES: Final = frozenset(
    [ns.SH + name for name in ("and", "node", "not", "or", "property", "qualifiedValueShape", "xone")]
    + [ns.RDF + "first", ns.RDF + "rest"]
)
#: A node that is named is a focus node whatever the data; what ``sh:target`` finds only SHACL's own engine can tell.
AT_ONCE: Final = frozenset((ns.SH + "targetNode", ns.SH + "target"))
#: Whether anything in the data is a focus node of a target.
FOCUS: Final = {
    ns.SH + "targetClass": "ASK { ?node a/rdfs:subClassOf* ?target }",
    ns.SH + "targetSubjectsOf": "ASK { ?node ?target ?value }",
    ns.SH + "targetObjectsOf": "ASK { ?subject ?target ?node }",
}


#: How the parsers say where they stopped; the line is the finding's own.
PLACE: Final = re.compile(r"Parser error (?:at|between) line \d+ (?:between )?columns? (\d+)[^:]*: ")
TARGETS: Final = AT_ONCE | FOCUS.keys()


def read(part: str, content: str, media_type: str) -> list[Quad]:
    """Read a part of a post; relative IRIs are names of ours, so ``<id/actor/india>`` is India.

    Raises :class:`InvalidPost` for what does not parse, holds no statement, or uses what RDF 1.1 does not have: the
    terms of RDF 1.2 have no place in SHACL 1.0.

    >>> [str(quad) for quad in read("data", "<urn:x:a> <urn:x:b> <c> .", "text/turtle")]
    ['<urn:x:a> <urn:x:b> <https://w3id.org/minpact/c>']
    """
    try:
        quads = parse_text(content, Path(part + SUFFIXES[media_type]), base=ns.BASE)
    except InvalidInput as error:
        line, said = error.findings[0].line, error.findings[0].message
        place = PLACE.match(said)
        message = f"column {place[1]}: {said[place.end() :]}" if place else said
        if "LoadDocumentCallback" in said:
            message = "It names a context by its address, and nothing is fetched; write the context into the document."
        raise InvalidPost((Finding(part, line, "", "syntax", message),)) from error
    if not quads:
        raise _fault(part, "empty", "There is no statement in it.")
    for quad in quads:
        if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
            raise _fault(
                part, "rdf-1.2", "It speaks of triples (RDF 1.2), which shapes cannot judge; state them plainly."
            )
        if isinstance(quad.object, Literal) and quad.object.direction:
            raise _fault(part, "rdf-1.2", f"{quad.object} has a direction (RDF 1.2), which shapes cannot judge.")
    return quads


def check_shapes(quads: Iterable[Quad]) -> None:
    """See that a graph holds shapes, and none that asks for what is never done here.

    SHACL wants a failure rather than a report where an engine does not do what shapes ask for: an entailment
    (section 3.2), ``SERVICE`` in a constraint (5.2.1). ``FROM`` and constraints in JavaScript would be passed over
    without a word.
    """
    predicates: set[str] = set()
    classes: set[str] = set()
    for quad in quads:
        predicate = quad.predicate.value
        predicates.add(predicate)
        if predicate == ns.RDF + "type" and isinstance(quad.object, NamedNode):
            classes.add(quad.object.value)
        if predicate in QUERIES and isinstance(quad.object, Literal):
            if has_service(quad.object.value):
                raise _fault(
                    "shapes", "service", "A query in it asks another endpoint (SERVICE), and none is asked here."
                )
            if any(token.keyword == "FROM" for token in tokens(quad.object.value)):
                raise _fault(
                    "shapes", "dataset", "A query in it brings graphs of its own (FROM); it has the data alone."
                )
    if ns.SH + "entailment" in predicates:
        raise _fault("shapes", "entailment", "It asks for an entailment (sh:entailment), and nothing is inferred here.")
    scripted = sorted(iri for iri in predicates | classes if iri.startswith((ns.SH + "js", ns.SH + "JS")))
    if scripted:
        raise _fault("shapes", "javascript", f"It has constraints in JavaScript ({ns.compact(scripted[0])}).")
    if not (classes & SHAPE_CLASSES or predicates & TARGETS or ns.SH + "path" in predicates):
        raise _fault("shapes", "no-shapes", "There is no shape in it: no sh:NodeShape, no sh:PropertyShape, no target.")


def find_recursion(shapes: Iterable[Quad]) -> str:
    """A shape that refers to itself, by whatever way; empty when there is none.

    >>> shapes = f"<urn:x:a> <{ns.SH}node> <urn:x:b> . <urn:x:b> <{ns.SH}not> <urn:x:a> ."
    >>> find_recursion(read("shapes", shapes, "text/turtle"))
    '<urn:x:a>'
    """
    following: dict[Subject | Term, list[Term]] = {}
    for quad in shapes:
        if quad.predicate.value in REFERENCES:
            following.setdefault(quad.subject, []).append(quad.object)
    done: set[Subject | Term] = set()
    for start in following:
        # The way from the start to where the search is; a dict, since ways may be long and are searched for each node.
        trail: dict[Subject | Term, None] = {}
        pending: list[tuple[Subject | Term, int]] = [(start, 0)]
        while pending:
            node, depth = pending.pop()
            while len(trail) > depth:
                done.add(trail.popitem()[0])
            if node in trail:
                return str(node)
            if node not in done:
                trail[node] = None
                pending += [(each, depth + 1) for each in following.get(node, ())]
        done.update(trail)
    return ""


def has_focus(data: Store, shapes: Iterable[Quad]) -> bool:
    """Whether any shape has a focus node in the data; where none has, conforming says nothing."""
    quads = list(shapes)
    kinds: dict[Subject, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == ns.RDF + "type" and isinstance(quad.object, NamedNode):
            kinds.setdefault(quad.subject, set()).add(quad.object.value)
    aims: list[tuple[str, Subject | Term]] = [(quad.predicate.value, quad.object) for quad in quads]
    # A shape that is a class aims at its instances (SHACL, 2.1.3.3).
    aims += [
        (ns.SH + "targetClass", node) for node, types in kinds.items() if types & SHAPE_CLASSES and types & CLASSES
    ]
    return any(
        predicate in AT_ONCE
        or (isinstance(aim, NamedNode) and predicate in FOCUS and data.ask(FOCUS[predicate], target=aim))
        for predicate, aim in aims
    )


def _fault(part: str, rule: str, message: str) -> InvalidPost:
    return InvalidPost((Finding(part, 0, "", rule, message),))
