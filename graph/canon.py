"""The canonical form of authored Turtle.

It keeps what an author chose (the order of the subjects, of the predicates and of the objects) and settles all else:
one subject a block, ``a`` and the labels first, evidence last, one predicate a line, only the prefixes in use, sorted.
``#`` comments do not survive parsing, so a remark belongs in ``skos:editorialNote``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from graph import namespaces as ns
from graph.store import BlankNode, Literal, NamedNode, Quad, Term, parse_text

__all__ = ["format_turtle"]

WIDTH = 120
INDENT = "    "
LABELS = (
    ns.SKOS + "prefLabel",
    ns.SKOS + "altLabel",
    ns.SKOS + "hiddenLabel",
    ns.DCTERMS + "title",
    ns.SKOS + "definition",
)
FIRST = {predicate: position for position, predicate in enumerate((ns.RDF + "type", *LABELS))}
LAST = {ns.ONTOLOGY + "hasEvidence": 1, ns.RDFS + "isDefinedBy": 2}
LOCAL_NAME = re.compile(r"^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$")
BARE_LITERAL = {
    ns.XSD + "boolean": re.compile(r"^(?:true|false)$"),
    ns.XSD + "integer": re.compile(r"^[+-]?[0-9]+$"),
    ns.XSD + "decimal": re.compile(r"^[+-]?[0-9]*\.[0-9]+$"),
}
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
Objects = dict[str, list[Term]]


def format_turtle(text: str, path: Path) -> str:
    """The canonical form of one Turtle document.

    ``path`` is named in errors. Raises :class:`graph.errors.InvalidInput` for what is not Turtle. Formatting twice
    gives the same text as formatting once.
    """
    return _Document(parse_text(text, path)).write()


class _Document:
    """One document while it is written: its subjects in order, and which blank nodes stand inside others."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        self.blocks: dict[Term, Objects] = {}
        references: Counter[Term] = Counter()
        for quad in quads:
            objects = self.blocks.setdefault(quad.subject, {}).setdefault(quad.predicate.value, [])
            if quad.object not in objects:
                objects.append(quad.object)
                references[quad.object] += 1
        self.nested = {term for term, count in references.items() if isinstance(term, BlankNode) and count == 1}
        self.used: set[str] = set()

    def write(self) -> str:
        """The whole document, with the prefixes that it turned out to use."""
        blocks = [
            self._block(subject, objects) for subject, objects in self.blocks.items() if subject not in self.nested
        ]
        prefixes = [f"@prefix {prefix}: <{ns.PREFIXES[prefix]}> ." for prefix in sorted(self.used)]
        return "\n\n".join(["\n".join(prefixes), *blocks]) + "\n"

    def _block(self, subject: Term, objects: Objects) -> str:
        name = "[]" if isinstance(subject, BlankNode) else self._term(subject, 0)
        return f"{name} {self._predicates(objects, 1)} ."

    def _predicates(self, objects: Objects, depth: int) -> str:
        order = sorted(objects, key=lambda predicate: (LAST.get(predicate, 0), FIRST.get(predicate, len(FIRST))))
        separator = " ;\n" + INDENT * depth
        return separator.join(self._predicate(predicate, objects[predicate], depth) for predicate in order)

    def _predicate(self, predicate: str, objects: Sequence[Term], depth: int) -> str:
        verb = "a" if predicate == ns.RDF + "type" else self._term(NamedNode(predicate), depth)
        written = [self._term(term, depth) for term in objects]
        line = f"{verb} {', '.join(written)}"
        if len(written) == 1 or ("\n" not in line and len(INDENT) * depth + len(line) + 2 <= WIDTH):
            return line
        return f"{verb} " + (",\n" + INDENT * (depth + 1)).join(written)

    def _term(self, term: Term, depth: int) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        items = self._list(term)
        if items is not None:
            return "( " + " ".join(self._term(item, depth + 1) for item in items) + " )" if items else "()"
        if term in self.nested:
            inside = self._predicates(self.blocks[term], depth + 1)
            if "\n" not in inside:
                return f"[ {inside} ]"
            return f"[\n{INDENT * (depth + 1)}{inside}\n{INDENT * depth}]"
        return str(term)

    def _list(self, term: Term) -> list[Term] | None:
        """The members of an RDF collection that starts here, or ``None`` when it is none or is shared."""
        items: list[Term] = []
        while isinstance(term, BlankNode):
            cell = self.blocks.get(term, {})
            if term not in self.nested or set(cell) != {ns.RDF + "first", ns.RDF + "rest"}:
                return None
            items.append(cell[ns.RDF + "first"][0])
            term = cell[ns.RDF + "rest"][0]
        return items if isinstance(term, NamedNode) and term.value == ns.RDF + "nil" else None

    def _iri(self, iri: str) -> str:
        if iri == ns.RDF + "nil":
            return "()"
        for prefix, namespace in sorted(ns.PREFIXES.items(), key=lambda pair: -len(pair[1])):
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and LOCAL_NAME.match(local):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        value = literal.value
        datatype = literal.datatype.value
        if datatype in BARE_LITERAL and BARE_LITERAL[datatype].match(value):
            return value
        if "\n" in value:
            quoted = '"""' + value.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + '"""'
        else:
            quoted = '"' + "".join(ESCAPES.get(character, character) for character in value) + '"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        if datatype == ns.XSD + "string":
            return quoted
        return f"{quoted}^^{self._iri(datatype)}"
