"""The page on which questions are asked in plain words: the reply as it came, with its rows as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request

from api.deps import services
from api.pages.rendering import render
from graph.questions import Column
from graph.wire import PlainRequest

__all__ = ["plain_page"]

#: Questions to begin with; their words stand with the other words of the page.
EXAMPLES: Final = ("framework", "shared", "members", "lists", "projects")


def plain_page(
    request: Request, asked: PlainRequest, path: str, reply: Mapping[str, Any], unchecked: frozenset[str]
) -> bytes:
    """The form, and under it what came: how it was understood, the answer, its rows, what it rests on, what is near."""
    columns = columns_of(request, reply)
    return render(
        request,
        "ask.html",
        (asked.text, path),
        asked=asked,
        reply=reply,
        columns=[column for column in columns if column.type != "fact"],
        facts=[column.name for column in columns if column.type == "fact"],
        rests=[_asked_question(request, query) for query in reply["queries"]],
        examples=EXAMPLES,
        unchecked=unchecked,
    )


def columns_of(request: Request, reply: Mapping[str, Any]) -> Sequence[Column]:
    """Columns of the rows: those of the question of the catalogue that was asked first, as far as anything is in them.

    Where rows are put together from several questions none fits them all, and they are told by their labels alone.
    """
    rows = reply["results"]
    for query in reply["queries"]:
        columns = services(request).questions[query["question"]].columns
        known = [column for column in columns if all(column.name in row for row in rows)]
        if rows and len(known) == len(columns):
            return [column for column in known if any(row[column.name] not in (None, []) for row in rows)]
    return ()


def _asked_question(request: Request, query: Mapping[str, Any]) -> Mapping[str, Any]:
    """A question that the reply rests on, with the parameters that lead to its own page."""
    given = {
        name: told["given"] for name, told in query["parameters"].items() if told and told["given"] and name != "lang"
    }
    question = services(request).questions[query["question"]]
    return {
        "question": question,
        "parameters": query["parameters"],
        "given": given,
        "address": f"/questions/{question.id}" + (f"?{urlencode(given)}" if given else ""),
        "rows": query["rows"],
        "sparql": query["sparql"],
    }
