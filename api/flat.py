"""Answers to catalogue questions for spreadsheets, made from the JSON of an answer: each cell becomes plain columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

__all__ = ["SUFFIXES", "csv_of", "tsv_of"]

#: The columns of CSV that a column of each type becomes: its own name with these endings.
SUFFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    "entity": ("", "_iri"),
    "entities": ("", "_iris"),
    "concept": ("", "_token", "_iri"),
    "fact": ("", "_rank", "_confidence", "_newest_evidence", "_sources", "_urls"),
    "token": ("",),
    "date": ("", "_precision"),
    "validity": ("_from", "_from_precision", "_until", "_until_precision", "_holds"),
    "number": ("",),
    "text": ("", "_language"),
    "boolean": ("",),
    "link": ("",),
}


def csv_of(answer: Mapping[str, Any]) -> bytes:
    """An answer document as CSV (RFC 4180): a line for each row, each cell flattened to columns of its own.

    >>> column = {"name": "framework", "type": "entity"}
    >>> row = {"framework": {"iri": "urn:a", "label": "A, the first"}}
    >>> csv_of({"columns": [column], "rows": [row]})
    b'framework,framework_iri\\r\\n"A, the first",urn:a\\r\\n'
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_lines(answer))
    return text.getvalue().encode()


def tsv_of(answer: Mapping[str, Any]) -> bytes:
    """The same as tab-separated values, a format that has no way to write a tab or a line break: they become spaces."""
    lines = ("\t".join(" ".join(str(value).split()) for value in line) for line in _lines(answer))
    return "".join(f"{line}\n" for line in lines).encode()


def _lines(answer: Mapping[str, Any]) -> Iterator[list[object]]:
    columns = [(column["name"], column["type"]) for column in answer["columns"]]
    yield [name + suffix for name, kind in columns for suffix in SUFFIXES[kind]]
    for row in answer["rows"]:
        yield [value for name, kind in columns for value in _flatten(kind, row[name])]


def _flatten(kind: str, cell: Any) -> Sequence[object]:
    """The values of one cell, as many as its type has columns; nothing is an empty field, yes and no are words."""
    if cell is None or cell == []:
        return [""] * len(SUFFIXES[kind])
    match kind:
        case "entity":
            return [cell["label"], cell["iri"]]
        case "entities":
            return ["; ".join(part["label"] for part in cell), " ".join(part["iri"] for part in cell)]
        case "concept":
            return [cell["label"], cell["token"], cell["iri"]]
        case "fact":
            return _flatten_fact(cell)
        case "date":
            return [cell["value"] or "", cell["precision"]]
        case "validity":
            ends = [part for name in ("from", "until") for part in _flatten("date", cell[name])]
            return [*ends, cell["holds"] or ""]
        case "text":
            return [cell["value"], cell["language"] or ""]
        case "boolean":
            return ["true" if cell else "false"]
    return [cell]


def _flatten_fact(fact: Mapping[str, Any]) -> Sequence[object]:
    evidence = fact["evidence"]
    return [
        fact["iri"],
        fact["rank"],
        fact["confidence"] or "",
        fact["newest_evidence"] or "",
        "; ".join(dict.fromkeys(piece["title"] for piece in evidence)),
        " ".join(dict.fromkeys(piece["url"] for piece in evidence if piece["url"])),
    ]
