"""Answers to catalogue questions for people and for spreadsheets, made from the JSON that a reader writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request

from api.pages.rendering import render
from api.problems import Problem
from graph.questions import Question

__all__ = ["SUFFIXES", "answer_page", "csv_of", "form_page"]

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
CONFIDENCES: Final = ("high", "medium", "low")


def csv_of(answer: Mapping[str, Any]) -> bytes:
    """An answer document as CSV (RFC 4180): a line for each row, each cell flattened to columns of its own.

    >>> column = {"name": "framework", "type": "entity"}
    >>> row = {"framework": {"iri": "urn:a", "label": "A, the first"}}
    >>> csv_of({"columns": [column], "rows": [row]})
    b'framework,framework_iri\\r\\n"A, the first",urn:a\\r\\n'
    """
    columns = [(column["name"], column["type"]) for column in answer["columns"]]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([name + suffix for name, kind in columns for suffix in SUFFIXES[kind]])
    for row in answer["rows"]:
        writer.writerow([value for name, kind in columns for value in _flatten(kind, row[name])])
    return text.getvalue().encode()


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
    supporting = [piece["confidence"] for piece in evidence if piece["stance"] == "supports"]
    return [
        fact["iri"],
        fact["rank"],
        next((level for level in CONFIDENCES if level in supporting), ""),
        fact["newest_evidence"] or "",
        "; ".join(dict.fromkeys(piece["title"] for piece in evidence)),
        " ".join(dict.fromkeys(piece["url"] for piece in evidence if piece["url"])),
    ]


def answer_page(request: Request, question: Question, given: Mapping[str, str], answer: Mapping[str, Any]) -> bytes:
    """An answer as a page: how the question was understood, the rows, and under each row the evidence of its facts.

    Columns in which no row has anything are named and not shown, since a wide table is read by nobody.
    """
    used = [column for column in answer["columns"] if any(_has_value(row[column["name"]]) for row in answer["rows"])]
    return render(
        request,
        "question.html",
        (question.text["en"], f"/questions/{question.id}" + (f"?{urlencode(given)}" if given else "")),
        question=question,
        given=given,
        answer=answer,
        columns=[column for column in used if column["type"] != "fact"],
        facts=[column for column in used if column["type"] == "fact"],
        left_out=[column["name"] for column in answer["columns"] if column not in used],
        problem=None,
        near=(),
    )


def _has_value(cell: Any) -> bool:
    return cell is not None and cell != []


def form_page(
    request: Request, question: Question, given: Mapping[str, str] | None = None, problem: Problem | None = None
) -> bytes:
    """The question as a form to fill in, with what was wrong with what was sent."""
    members = problem.members if problem else {}
    near = [value for name in ("near", "candidates") for value in _texts(members.get(name))]
    return render(
        request, "question.html", question=question, given=given or {}, answer=None, problem=problem, near=near
    )


def _texts(value: object) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list | tuple) else []
