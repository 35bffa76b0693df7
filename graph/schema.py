"""What a graph has words for, and whether a query uses words that it does not have.

A query that names a class, a property or a thing that is nowhere in the graph is answered with nothing, and whoever
asked takes it for a "no". So a query can be looked at before it is run: each name in it that no statement holds is
told, with its place and the names of the graph that are nearest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any, Final

from graph import namespaces as ns
from graph.sparql import Token, check_bounds, position, tokens
from graph.store import NamedNode, Store
from graph.terms import fold, kind_of
from graph.wire import CheckRequest
from graph.world import World

__all__ = ["Schema", "Unknown", "check"]

NEAR: Final = 5
#: A query with more unknown names than this is not told all of them.
MOST_TOLD: Final = 20
TYPE: Final = ns.RDF + "type"
#: Names that any query may use, whatever the graph holds: casts and datatypes.
FREE: Final = (ns.XSD, ns.RDF + "langString", ns.RDF + "nil", ns.RDF + "first", ns.RDF + "rest")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name of a query that the graph does not have: what it seems to be, where it stands, and what is near it."""

    name: str
    kind: str
    line: int
    column: int
    near: tuple[str, ...]

    def describe(self) -> str:
        """Say it in a sentence.

        >>> Unknown(":coverz", "property", 1, 9, (":covers",)).describe()
        'line 1, column 9: the graph has no property :coverz; near it: :covers'
        """
        near = f"; near it: {', '.join(self.near)}" if self.near else ""
        return f"line {self.line}, column {self.column}: the graph has no {self.kind} {self.name}{near}"


@dataclass(frozen=True, slots=True)
class Schema:
    """The classes and properties that a graph uses or declares, by IRI."""

    classes: frozenset[str]
    properties: frozenset[str]

    @classmethod
    def of(cls, store: Store) -> Schema:
        """Read them out of a store."""
        properties = {
            row["name"].value
            for row in store.select("SELECT DISTINCT ?name WHERE { ?subject ?name ?object . }")
            if isinstance(row["name"], NamedNode)
        }
        classes = {
            row["name"].value
            for row in store.select(
                "SELECT DISTINCT ?name WHERE { { ?thing a ?name . } UNION { ?name a owl:Class . } }"
            )
            if isinstance(row["name"], NamedNode)
        }
        declared = store.select(
            "SELECT DISTINCT ?name WHERE { ?name a ?kind . "
            "VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } }"
        )
        properties |= {row["name"].value for row in declared if isinstance(row["name"], NamedNode)}
        return cls(frozenset(classes), frozenset(properties))

    @classmethod
    def of_world(cls, world: World) -> Schema:
        """The same, for :meth:`graph.world.World.once`."""
        return cls.of(world.store)

    def near(self, iri: str, kind: str, world: World) -> tuple[str, ...]:
        """Names of the same kind that are spelled most like this one, the nearest first."""
        if kind == "thing":
            return _near_things(iri, world)
        wanted = {"class": self.classes, "property": self.properties}.get(kind, self.classes | self.properties)
        local = fold(_local(iri))
        owners: dict[str, str] = {}
        for each in sorted(wanted, key=lambda name: (not name.startswith(ns.ONTOLOGY), name)):
            owners.setdefault(fold(_local(each)), each)
        inside = sorted(
            name for name in owners if len(local) > 3 and (name.startswith(local) or local.startswith(name))
        )
        alike = get_close_matches(local, owners, n=NEAR, cutoff=0.6)
        found = dict.fromkeys(ns.compact(owners[name]) for name in [*alike, *inside])
        return tuple(found)[:NEAR]


def check(world: World, request: CheckRequest) -> list[dict[str, Any]]:
    """Names in a query that the graph does not have, in the order in which they stand; see :class:`Unknown`.

    The project's own prefixes need no declaration here. Templates of CONSTRUCT may use any name. A query that does not
    parse is judged by its tokens as far as they go.
    Raises :class:`graph.errors.QueryTooComplex` as the endpoint does.
    """
    check_bounds(request.query)
    schema = world.once(Schema.of_world)
    found: dict[str, Unknown] = {}
    for token, iri, kind in _names(request.query):
        if token.text in found or iri.startswith(FREE):
            continue
        if kind == "prefix":
            near = tuple(f"{name}:" for name in get_close_matches(iri[:-1], ns.PREFIXES, n=NEAR, cutoff=0.6))
            found[token.text] = Unknown(iri, kind, *position(request.query, token.start), near)
            continue
        known = {"class": schema.classes, "property": schema.properties}.get(kind, frozenset())
        if iri in known or (kind not in ("class", "property") and _is_used(world.store, iri, schema)):
            continue
        line, column = position(request.query, token.start)
        shown = ns.compact(iri) if token.kind == "name" else token.text
        found[token.text] = Unknown(shown, kind, line, column, schema.near(iri, kind, world))
        if len(found) == MOST_TOLD:
            break
    return [{**asdict(each), "text": each.describe()} for each in found.values()]


def _is_used(store: Store, iri: str, schema: Schema) -> bool:
    node = NamedNode(iri)
    return (
        iri in schema.properties
        or iri in schema.classes
        or next(store.triples(node), None) is not None
        or next(store.triples(None, None, node), None) is not None
        or next(store.quads(node), None) is not None
    )


def _names(query: str) -> Iterator[tuple[Token, str, str]]:
    """Each IRI and prefixed name below the prologue, with what it seems to be by what stands before it.

    Functions, datatypes and graphs of FROM are left out. A prefix that is neither declared nor the project's own comes
    in place of its name.
    """
    found = tokens(query)
    prefixes = dict(ns.PREFIXES)
    template = _template(found)
    for index, token in enumerate(found):
        before = found[index - 1] if index else None
        if before is not None and index > 1 and found[index - 2].keyword == "PREFIX":
            prefixes[before.text.partition(":")[0]] = token.text[1:-1]
            continue
        if token.kind not in ("iri", "name") or index in template:
            continue
        if before is not None and before.keyword in ("PREFIX", "BASE", "FROM", "NAMED"):
            continue
        if index > 1 and found[index - 2].text == found[index - 1].text == "^":
            continue
        if token.kind == "name" and (prefix := token.text.partition(":")[0]) not in prefixes:
            yield Token("name", f"{prefix}:", token.start), f"{prefix}:", "prefix"
            continue
        iri = _resolve(token, prefixes)
        after = found[index + 1].text if index + 1 < len(found) else ""
        # A namespace by itself is for comparing strings with.
        if iri is None or iri.endswith(("#", "/")) or (after == "(" and (before is None or before.keyword != "IN")):
            continue
        yield token, iri, _kind(found, index, iri)


def _template(found: tuple[Token, ...]) -> range:
    """Places of the tokens between CONSTRUCT and WHERE, where there is a template."""
    start = next((place for place, token in enumerate(found) if token.keyword == "CONSTRUCT"), None)
    if start is None or start + 1 == len(found) or found[start + 1].text != "{":
        return range(0)
    end = next((place for place in range(start, len(found)) if found[place].text == "}"), len(found))
    return range(start, end)


def _resolve(token: Token, prefixes: dict[str, str]) -> str | None:
    if token.kind == "iri":
        iri = token.text[1:-1]
        return iri if ":" in iri and "\\" not in iri else None
    prefix, _, local = token.text.partition(":")
    namespace = prefixes.get(prefix)
    return None if namespace is None else namespace + local.replace("\\", "")


def _kind(found: tuple[Token, ...], index: int, iri: str) -> str:
    """Class after ``a`` or ``rdf:type``; property where a variable or a value follows a subject; else by its namespace.

    Where the tokens do not tell (in lists of VALUES, in filters), a name of the ontology is a term, any other a thing.
    """
    before = found[index - 1] if index else None
    text = before.text if before is not None else ""
    if text == "a" or text in ("rdf:type", f"<{TYPE}>"):
        return "class"
    if iri.startswith(ns.ONTOLOGY):
        local = iri.removeprefix(ns.ONTOLOGY)
        return "class" if local[:1].isupper() else "property"
    if iri.startswith((ns.ID, ns.VOCAB, ns.GRAPH)):
        return "thing"
    return "term"


def _near_things(iri: str, world: World) -> tuple[str, ...]:
    slug = _local(iri).replace("-", " ")
    kind = kind_of(iri)
    classes = frozenset().union(*world.lookup.classes.values())
    labels = world.lookup.near(slug, classes)
    found: dict[str, None] = {}
    for label in labels:
        for meant in sorted(world.lookup.names.get(fold(label), {})):
            found[ns.compact(meant)] = None
    ordered = sorted(found, key=lambda name: not name.startswith(f"{kind}:")) if kind else list(found)
    return tuple(ordered)[:NEAR]


def _local(iri: str) -> str:
    return iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1]
