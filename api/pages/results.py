"""SPARQL results as pages use them: read from the engine's JSON, with language and datatype kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from graph import namespaces

__all__ = ["Cell", "Table", "read_results"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One term: an IRI, a literal with its language or datatype, a blank node, or a quoted triple as text."""

    kind: str
    value: str
    language: str = ""
    datatype: str = ""

    @property
    def is_iri(self) -> bool:
        """Whether the term is an IRI."""
        return self.kind == "uri"

    @property
    def short(self) -> str:
        """The term as a reader likes it: an IRI as a compact name where there is a prefix for it."""
        return namespaces.compact(self.value).strip("<>") if self.is_iri else self.value

    @property
    def type_note(self) -> str:
        """The datatype as a compact name, for literals that are not plain text."""
        return namespaces.compact(self.datatype).strip("<>") if self.datatype else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Solutions of a SELECT, or the verdict of an ASK."""

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Cell], ...]
    verdict: bool | None = None


def read_results(body: bytes) -> Table:
    """Read SPARQL 1.1 Query Results JSON.

    >>> read_results(b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"2"}}]}}').rows
    ({'n': Cell(kind='literal', value='2', language='', datatype='')},)
    >>> read_results(b'{"head":{},"boolean":true}').verdict
    True
    """
    document = json.loads(body)
    if "boolean" in document:
        return Table((), (), document["boolean"])
    rows = tuple({name: _cell(term) for name, term in binding.items()} for binding in document["results"]["bindings"])
    return Table(tuple(document["head"]["vars"]), rows)


def _cell(term: Mapping[str, object]) -> Cell:
    value = term["value"]
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Cell(str(term["type"]), text, str(term.get("xml:lang", "")), str(term.get("datatype", "")))
