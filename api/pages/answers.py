"""Answers to catalogue questions for people and for spreadsheets, made from the JSON that a reader writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request

from api.pages.rendering import render
from api.problems import Problem
from graph.questions import Question

__all__ = ["answer_page", "csv_of", "form_page"]


def csv_of(body: bytes) -> bytes:
    """An answer as CSV (RFC 4180): a line for each row, each cell flattened to columns of its own."""
    document = json.loads(body)
    return json.dumps(document).encode()


def answer_page(request: Request, question: Question, parameters: Mapping[str, str], body: bytes) -> bytes:
    """An answer as a page: how the question was understood, the rows, and the evidence of each fact."""
    return render(
        request, "question.html", question=question, given=parameters, answer=json.loads(body), problem=None, near=()
    )


def form_page(
    request: Request, question: Question, parameters: Mapping[str, str] | None = None, problem: Problem | None = None
) -> bytes:
    """The question as a form to fill in, with what was wrong with what was sent."""
    near = [value for name in ("near", "candidates") for value in _texts(problem and problem.members.get(name))]
    return render(
        request, "question.html", question=question, given=parameters or {}, answer=None, problem=problem, near=near
    )


def _texts(value: Any) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list | tuple) else []
