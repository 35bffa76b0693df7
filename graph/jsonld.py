"""JSON-LD that people and plain JSON tools can read: compacted by the project's context, which travels with it.

The engine writes expanded JSON-LD, in which every key is an IRI and every value an object in a list. Here a document
takes its names from ``ontology/context.jsonld`` (published as ``/context.jsonld``) and carries the part of it that it
uses, so that it can be read without fetching anything. A value that does not fit what the context says of its
property (a label without a language, a date that is none) is written out in full: what is read back is always the
same graph.

The shape is flat: ``@graph`` lists the nodes, the ones given first first, and an IRI as a value is always a string. A
property that may have several values has a list whether it has one or many; a text has an object by language.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

from graph import namespaces as ns
from graph import resources
from graph.store import BlankNode, Literal, NamedNode, Quad, Term, Triple

__all__ = ["Context", "Entry", "published_context", "write_jsonld"]

Json: TypeAlias = Any
Node: TypeAlias = NamedNode | BlankNode

#: A name that cannot be taken for anything but a name: no colon, no slash, no keyword.
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
#: In a map by language: the values that have none.
NO_LANGUAGE: Final = "@none"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the context says of one property.

    ``type`` is ``@id`` when values are IRIs, the IRI of a datatype when they are of one, else empty. ``is_map`` says
    that values stand in an object by language, ``is_set`` that they stand in a list even when there is one.
    """

    name: str
    iri: str
    definition: Json
    type: str = ""
    is_map: bool = False
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A JSON-LD context: the vocabulary that bare names belong to, prefixes, and entries by the IRI of the property."""

    content: bytes
    vocabulary: str
    prefixes: Mapping[str, str]
    entries: Mapping[str, Entry]

    @classmethod
    def of(cls, content: bytes) -> Context:
        """Read a context of the form that ours has: keywords, prefixes as texts, properties as objects."""
        declared: dict[str, Json] = json.loads(content)["@context"]
        vocabulary = declared["@vocab"]
        prefixes = {name: iri for name, iri in declared.items() if isinstance(iri, str) and not name.startswith("@")}
        entries = {}
        for name, definition in declared.items():
            if isinstance(definition, dict):
                containers = definition.get("@container", [])
                iri = _expand(name, vocabulary, prefixes)
                kind = definition.get("@type", "")
                entries[iri] = Entry(
                    name,
                    iri,
                    definition,
                    kind if kind in ("", "@id") else _expand(kind, vocabulary, prefixes),
                    "@language" in containers,
                    "@set" in containers,
                )
        return cls(content, vocabulary, prefixes, entries)


def _expand(name: str, vocabulary: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon else vocabulary + name


@cache
def published_context() -> Context:
    """The project's context. Read before a reader is confined: it can open no file."""
    return Context.of((resources.ontology() / "context.jsonld").read_bytes())


def write_jsonld(statements: Iterable[Quad | Triple], context: Context) -> bytes:
    """Write triples as a JSON-LD 1.1 document that needs no other; nodes stand in the order in which they come.

    Graph names are left out, as in Turtle. Raises ``ValueError`` for a triple term, which JSON-LD has no form for.

    >>> label = Triple(NamedNode("urn:a"), NamedNode(ns.SKOS + "prefLabel"), Literal("India", language="en"))
    >>> json.loads(write_jsonld([label], published_context()))["@graph"]
    [{'@id': 'urn:a', 'skos:prefLabel': {'en': 'India'}}]
    """
    triples = [item.triple if isinstance(item, Quad) else item for item in statements]
    declared, graph = _Document(triples, context).write()
    lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(said)}" for name, said in declared.items())
    nodes = json.dumps(graph, ensure_ascii=False, indent=2).replace("\n", "\n  ")
    return f'{{\n  "@context": {{\n{lines}\n  }},\n  "@graph": {nodes}\n}}\n'.encode()


class _Document:
    """One document while it is written: its nodes, those that stand inside others, and what it used of the context."""

    def __init__(self, triples: Iterable[Triple], context: Context) -> None:
        self.context = context
        self.nodes: dict[Node, dict[str, list[Term]]] = {}
        self.used: set[str] = set()
        references: Counter[Term] = Counter()
        schemes: set[str] = set()
        for triple in dict.fromkeys(triples):
            if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
                raise ValueError("JSON-LD has no form for a triple term.")
            values = self.nodes.setdefault(triple.subject, {}).setdefault(triple.predicate.value, [])
            values.append(triple.object)
            references[triple.object] += 1
            schemes |= {part.value.partition(":")[0] for part in triple if isinstance(part, NamedNode)}
        # An IRI that begins as a name with this prefix would (geo:13.4,52.5) must not be taken for one.
        self.prefixes = {name: iri for name, iri in context.prefixes.items() if name not in schemes}
        self.nested = {term for term, count in references.items() if isinstance(term, BlankNode) and count == 1}
        self.nested &= self.nodes.keys()
        self.written: set[Node] = set()

    def write(self) -> tuple[dict[str, Json], list[Json]]:
        """The context and the nodes.

        Blank nodes that point at each other in a circle stand at the top, like those that are pointed at twice.
        """
        graph = [self._node(node) for node in self.nodes if node not in self.nested]
        for node in self.nodes:
            if node not in self.written:
                self.nested.discard(node)
                graph.append(self._node(node))
        return self._declarations(), graph

    def _declarations(self) -> dict[str, Json]:
        """What the document uses of the context, and how names without a colon are read."""
        entries = [entry for entry in self.context.entries.values() if entry.name in self.used]
        types = (entry.definition.get("@type", "") for entry in entries)
        names = {name.partition(":")[0] for name in (*self.used, *types) if ":" in name}
        return {
            "@version": 1.1,
            "@vocab": self.context.vocabulary,
            **{name: iri for name, iri in self.prefixes.items() if name in names},
            **{entry.name: entry.definition for entry in entries},
        }

    def _node(self, node: Node) -> dict[str, Json]:
        self.written.add(node)
        written: dict[str, Json] = {}
        if node not in self.nested:
            written["@id"] = _identifier(node)
        for predicate, values in self.nodes[node].items():
            for key, value in self._property(predicate, values):
                written[key] = value
        return written

    def _property(self, predicate: str, values: list[Term]) -> Iterable[tuple[str, Json]]:
        """The key and value of a property; two keys where some values do not fit what the context says."""
        if predicate == ns.RDF + "type":
            classes = [term for term in values if not isinstance(term, Literal)]
            if classes:
                yield "@type", [self._name(t.value) if isinstance(t, NamedNode) else str(t) for t in classes]
            others: list[Term] = [term for term in values if isinstance(term, Literal)]
            if others:
                yield predicate, [self._value(term, None) for term in others]
            return
        entry = self._entry(predicate)
        if entry is None or not entry.is_map:
            key = self._name(predicate) if entry is None else entry.name
            written = [self._value(term, entry) for term in values]
            yield key, written if len(written) > 1 or (entry is not None and entry.is_set) else written[0]
            return
        texts = [term for term in values if isinstance(term, Literal) and _is_text(term)]
        if texts:
            self.used.add(entry.name)
            yield entry.name, _by_language(texts, is_set=entry.is_set)
        strays = [term for term in values if term not in texts]
        if strays:
            yield predicate, [self._value(term, None) for term in strays]

    def _entry(self, predicate: str) -> Entry | None:
        """What the context says of a property, unless its name needs a prefix that this document cannot have."""
        entry = self.context.entries.get(predicate)
        if entry is None:
            return None
        prefixes = {name.partition(":")[0] for name in (entry.name, entry.definition.get("@type", "")) if ":" in name}
        if not prefixes <= self.prefixes.keys():
            return None
        self.used.add(entry.name)
        return entry

    def _name(self, iri: str) -> str:
        """The shortest name of a property, class or datatype that is read back as this IRI."""
        local = iri.removeprefix(self.context.vocabulary)
        if local != iri and NAME.fullmatch(local) and local not in self.context.prefixes:
            return local
        for prefix, namespace in self.prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and NAME.fullmatch(local):
                self.used.add(f"{prefix}:{local}")
                return f"{prefix}:{local}"
        return iri

    def _value(self, term: Term, entry: Entry | None) -> Json:
        kind = "" if entry is None else entry.type
        if isinstance(term, Literal):
            return self._literal(term, kind)
        assert not isinstance(term, Triple)
        items = self._list(term)
        if items is not None:
            return {"@list": [self._value(item, entry) for item in items]}
        if term in self.nested and term not in self.written:
            return self._node(term)
        return _identifier(term) if kind == "@id" else {"@id": _identifier(term)}

    def _literal(self, literal: Literal, kind: str) -> Json:
        value, datatype = literal.value, literal.datatype.value
        if literal.language:
            tagged = {"@value": value, "@language": literal.language}
            return tagged | ({"@direction": str(literal.direction)} if literal.direction else {})
        if datatype == kind:
            return value
        if datatype == ns.XSD + "string":
            return {"@value": value} if kind else value
        if datatype == ns.XSD + "boolean" and value in ("true", "false"):
            return {"@value": value == "true"} if kind else value == "true"
        if datatype == ns.XSD + "integer" and INTEGER.fullmatch(value):
            return {"@value": int(value)} if kind else int(value)
        return {"@value": value, "@type": self._name(datatype)}

    def _list(self, term: Node) -> list[Term] | None:
        """The members of an RDF collection that starts here, or ``None`` when it is none or is shared."""
        items: list[Term] = []
        cells: list[Node] = []
        while isinstance(term, BlankNode):
            cell = self.nodes.get(term, {})
            is_cell = term in self.nested and set(cell) == {ns.RDF + "first", ns.RDF + "rest"}
            if not is_cell or term in cells or any(len(values) > 1 for values in cell.values()):
                return None
            cells.append(term)
            items.append(cell[ns.RDF + "first"][0])
            rest = cell[ns.RDF + "rest"][0]
            if not isinstance(rest, NamedNode | BlankNode):
                return None
            term = rest
        if term.value != ns.RDF + "nil":
            return None
        self.written |= set(cells)
        return items


def _identifier(node: Node) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _is_text(literal: Literal) -> bool:
    """Whether a literal may stand in a map by language."""
    return literal.direction is None and (bool(literal.language) or literal.datatype.value == ns.XSD + "string")


def _by_language(texts: Iterable[Literal], *, is_set: bool) -> dict[str, Json]:
    written: dict[str, list[str]] = {}
    for text in texts:
        written.setdefault(text.language or NO_LANGUAGE, []).append(text.value)
    return {tag: values if is_set or len(values) > 1 else values[0] for tag, values in sorted(written.items())}
