"""Answers to catalogue questions as pages, made from the JSON that a reader writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from api.pages.rendering import render
from api.problems import Problem
from graph.questions import Question

__all__ = ["answer_page", "form_page"]


def answer_page(
    request: Request,
    question: Question,
    given: Mapping[str, str],
    answer: Mapping[str, Any],
    sent: Mapping[str, str],
    unchecked: frozenset[str] = frozenset(),
) -> bytes:
    """An answer as a page: how the question was understood, the rows, and under each row the evidence of its facts.

    ``sent`` is all of the address but the format. Columns in which no row has anything are named and not shown,
    since a wide table is read by nobody. ``unchecked`` are the things whose labels are marked as such.
    """
    used = [column for column in answer["columns"] if any(_has_value(row[column["name"]]) for row in answer["rows"])]
    return render(
        request,
        "question.html",
        (question.text["en"], f"/questions/{question.id}" + (f"?{urlencode(given)}" if given else "")),
        question=question,
        given=given,
        sent=sent,
        answer=answer,
        columns=[column for column in used if column["type"] != "fact"],
        facts=[column for column in used if column["type"] == "fact"],
        left_out=[column["name"] for column in answer["columns"] if column not in used],
        problem=None,
        near=(),
        unchecked=unchecked,
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
