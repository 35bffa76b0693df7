"""Answers to catalogue questions as pages, made from the JSON that a reader writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request

from api.deps import services
from api.pages.inputs import Field
from api.pages.rendering import render
from api.problems import Problem
from graph.questions import CONFIDENCES, Question

__all__ = ["Neighbour", "answer_page", "form_page", "name_things", "neighbours_of", "tally"]

#: So many things are named in the sentence above a table.
MOST_NAMED: Final = 5
MOST_NEIGHBOURS: Final = 6


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A question near another one, with the values of the parameters that both take."""

    question: Question
    given: Mapping[str, str]


def answer_page(
    request: Request,
    question: Question,
    given: Mapping[str, str],
    answer: Mapping[str, Any],
    sent: Mapping[str, str],
    fields: Sequence[Field],
    unchecked: frozenset[str] = frozenset(),
) -> bytes:
    """An answer as a page: how the question was understood, the rows, and under each row the evidence of its facts.

    ``sent`` is all of the address but the format. Columns in which no row has anything are named and not shown,
    since a wide table is read by nobody. ``unchecked`` are the things whose labels are marked as such.
    """
    used = [column for column in answer["columns"] if any(_has_value(row[column["name"]]) for row in answer["rows"])]
    named, has_more = name_things(answer["columns"], answer["rows"])
    return render(
        request,
        "question.html",
        (question.text["en"], f"/questions/{question.id}" + (f"?{urlencode(given)}" if given else "")),
        question=question,
        fields=fields,
        confidences=CONFIDENCES,
        sent=sent,
        answer=answer,
        columns=[column for column in used if column["type"] != "fact"],
        facts=[column for column in used if column["type"] == "fact"],
        left_out=[column["name"] for column in answer["columns"] if column not in used],
        named=named,
        tally=tally(answer["rows"]),
        has_more=has_more or answer["total"] > len(answer["rows"]),
        neighbours=neighbours_of(request, question, given),
        problem=None,
        near=(),
        unchecked=unchecked,
    )


def _has_value(cell: Any) -> bool:
    return cell is not None and cell != []


def name_things(
    columns: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]
) -> tuple[Sequence[Mapping[str, Any]], bool]:
    """What the first column names, each once, and whether there is more; empty where it names nothing.

    That is where the rows are about days or amounts, or all about the one thing that was asked about.
    """
    first = next((column for column in columns if column["type"] != "fact"), None)
    if first is None or first["type"] not in ("entity", "text"):
        return (), False
    cells = [row[first["name"]] for row in rows if row[first["name"]]]
    named = {cell.get("iri") or cell["value"]: cell for cell in cells}
    if len(named) < 2 and len(rows) > 1:
        return (), False
    return tuple(named.values())[:MOST_NAMED], len(named) > MOST_NAMED


def tally(rows: Sequence[Mapping[str, Any]]) -> Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]:
    """Each verdict with the frameworks under it, in the order of the rows.

    Where rows have verdicts their number alone would mislead: a row may say that there is no evidence.
    """
    groups: dict[str, tuple[Mapping[str, Any], list[Mapping[str, Any]]]] = {}
    for row in rows:
        verdict, framework = row.get("verdict"), row.get("framework")
        if verdict and framework:
            things = groups.setdefault(verdict["iri"], (verdict, []))[1]
            if framework not in things:
                things.append(framework)
    return tuple(groups.values())


def neighbours_of(request: Request, question: Question, given: Mapping[str, str]) -> Sequence[Neighbour]:
    """Questions that share most words to find them by and take what was given, the nearest first."""
    ours = services(request).questions
    near = sorted(
        (other for other in ours if other.id != question.id),
        key=lambda other: (-_nearness(question, other, given), other.id),
    )
    return tuple(Neighbour(other, dict(_shared(question, other, given))) for other in near[:MOST_NEIGHBOURS])


def _nearness(question: Question, other: Question, given: Mapping[str, str]) -> float:
    shared = len(set(question.tags) & set(other.tags)) / max(1, len(set(question.tags) | set(other.tags)))
    return shared * 3 + (question.topic == other.topic) + 2 * len(dict(_shared(question, other, given)))


def _shared(question: Question, other: Question, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Values that mean the same in another question: of a parameter of the same name that takes the same."""
    takes = {parameter.name: parameter for parameter in question.parameters}
    for parameter in other.parameters:
        same = takes.get(parameter.name)
        is_alike = same and (same.type, same.scheme) == (parameter.type, parameter.scheme)
        if same and is_alike and parameter.name in given and set(same.classes) <= set(parameter.classes):
            yield parameter.name, given[parameter.name]


def form_page(
    request: Request,
    question: Question,
    fields: Sequence[Field],
    problem: Problem | None = None,
    sent: Mapping[str, str] | None = None,
) -> bytes:
    """The question as a form to fill in, with what was wrong with what was sent."""
    members = problem.members if problem else {}
    near = [value for name in ("near", "candidates") for value in _texts(members.get(name))]
    return render(
        request,
        "question.html",
        question=question,
        fields=fields,
        confidences=CONFIDENCES,
        sent=sent or {},
        answer=None,
        neighbours=neighbours_of(request, question, {}),
        problem=problem,
        near=near,
    )


def _texts(value: object) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list | tuple) else []
