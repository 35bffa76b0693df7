"""What the pages on ontology, vocabularies and shapes list: terms with their places, schemes, constraints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from api.pages.results import Cell
from graph import namespaces as ns
from graph.terms import humanise

__all__ = ["Constraint", "Scheme", "Term", "constraints_of", "in_language", "schemes_of", "sections_of"]

Row = Mapping[str, Cell]
SECTIONS = {
    ns.OWL + "Class": "classes",
    ns.OWL + "ObjectProperty": "object properties",
    ns.OWL + "DatatypeProperty": "data properties",
    ns.OWL + "AnnotationProperty": "annotation properties",
    ns.QB + "DataStructureDefinition": "data structures",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology: its local name, label, definition, and what stands above, before and after it."""

    name: str
    label: str
    definition: str
    above: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    is_retired: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme: its IRI, its label, what it is for, and how many concepts it has."""

    iri: str
    label: str
    definition: str
    concepts: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint of a shape: its local name, its message, its severity in a word."""

    name: str
    message: str
    severity: str


def sections_of(rows: Iterable[Row], language: str) -> list[tuple[str, list[Term]]]:
    """Terms by kind, each once, though it has a row for each of its labels and places; labels in a language."""
    terms: dict[str, dict[str, Term]] = {kind: {} for kind in SECTIONS.values()}
    for (kind, iri), several in groupby(rows, key=lambda row: (row["kind"].value, row["term"].value)):
        found = tuple(several)
        terms[SECTIONS[kind]][iri] = Term(
            name=_local(iri),
            label=in_language(found, "termLabel", language) or humanise(iri),
            definition=_first(found, "definition"),
            above=_all(found, "above"),
            domains=_all(found, "domain"),
            ranges=_all(found, "range"),
            is_retired=_first(found, "isRetired") == "true",
        )
    return [(kind, list(found.values())) for kind, found in terms.items() if found]


def schemes_of(rows: Iterable[Row], language: str) -> list[Scheme]:
    """Schemes in the order of their English labels, so that a scheme keeps its place in every language."""
    schemes = {}
    for iri, several in groupby(rows, key=lambda row: row["scheme"].value):
        found = tuple(several)
        scheme = Scheme(
            iri=iri,
            label=in_language(found, "schemeLabel", language) or ns.compact(iri).strip("<>"),
            definition=_first(found, "definition"),
            concepts=found[0]["concepts"].value,
        )
        schemes[in_language(found, "schemeLabel", "en"), iri] = scheme
    return [schemes[key] for key in sorted(schemes)]


def in_language(rows: Iterable[Row], name: str, language: str) -> str:
    """The text of a column in a language, else in English; empty where it is in neither.

    >>> rows = [{"label": Cell("literal", "Role", "en")}, {"label": Cell("literal", "役割", "ja")}]
    >>> in_language(rows, "label", "ja"), in_language(rows, "label", "hi")
    ('役割', 'Role')
    """
    said = {row[name].language: row[name].value for row in rows if name in row}
    return said.get(language) or said.get("en", "")


def constraints_of(rows: Iterable[Row]) -> list[Constraint]:
    """Constraints by name; a severity that is not said is a violation, as SHACL has it."""
    return [
        Constraint(_local(row["constraint"].value), row["message"].value, humanise(_severity(row)).lower())
        for row in rows
    ]


def _severity(row: Row) -> str:
    return row["severity"].value if "severity" in row else ns.SH + "Violation"


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _all(rows: Iterable[Row], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[name].value for row in rows if name in row))


def _first(rows: Iterable[Row], name: str) -> str:
    return next((row[name].value for row in rows if name in row), "")
