"""Questions that pages ask: the catalogue's own, kept as they were answered, so that filters do not ask them again.

A page never reckons what a question answers; it chooses rows and shows them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from fastapi import Request

from api.deps import page_language, query_pairs, run, services
from api.representations import Representation
from graph.questions import CUT_OFF
from graph.wire import AskRequest

__all__ = ["Offer", "Row", "ask_question", "entities_of", "first_day", "given_of", "offers_of", "slug_of"]

JSON = "application/json"
#: So many questions of one page are answered at a time: others wait for readers too.
AT_ONCE: Final = 2
Row = Mapping[str, Any]


async def ask_question(
    request: Request,
    question: str,
    parameters: Mapping[str, str] | None = None,
    *,
    limit: int = 0,
    is_brief: bool = False,
) -> dict[str, Any]:
    """The answer to a question in the language of the page, or its first ``limit`` rows.

    ``is_brief`` leaves of the evidence of a fact only how many pieces there are: enough where each row leads to the
    page of its fact, in two thirds of the time and two fifths of the size. Of data that declares no cut-off a page is
    asked as of today, since it has no other day to begin with. Raises what a reader raises for a parameter that
    it cannot read.
    """
    ours = services(request)
    given = {name: value for name, value in (parameters or {}).items() if value.strip()}
    days = [each.name for each in ours.questions[question].parameters if each.default == CUT_OFF]
    given = {name: day for name, day in dict.fromkeys(days, first_day(request)).items() if day} | given
    language = page_language(request)
    view = (language, str(limit), str(is_brief))
    key = ("page-answer", question, *view, *(part for pair in sorted(given.items()) for part in pair))
    kept = ours.cache.get(key)
    if kept is None:
        async with request.scope["state"].setdefault("turns", asyncio.Semaphore(AT_ONCE)):
            answered = await run(request, AskRequest(question, given, language, limit, "", "", JSON, is_brief))
        kept = Representation(answered.body, JSON, ours.release.version)
        ours.cache.put(key, kept)
    answer: dict[str, Any] = json.loads(kept.body)
    return answer


def first_day(request: Request) -> str:
    """The day that a page begins with where the data declares no cut-off: today; else empty, the cut-off being it."""
    return "" if services(request).release.cut_off else datetime.now(UTC).date().isoformat()


def given_of(request: Request, names: Sequence[str]) -> dict[str, str]:
    """The parameters of a page that were sent and filled in, each once: of several the last.

    What a page does not know it leaves alone, as a link may have been marked by whoever passed it on.
    """
    return {name: value.strip() for name, value in query_pairs(request) if name in names and value.strip()}


def slug_of(iri: str) -> str:
    """The last part of an IRI, short enough for an address.

    >>> slug_of("https://w3id.org/minpact/id/actor/japan")
    'japan'
    """
    return iri.rstrip("/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice of a filter: its value in the address, its words, and how many rows it would leave."""

    value: str
    label: str
    rows: int


def entities_of(cell: Any) -> Iterator[Row]:
    """The things in a cell, be it of one thing, of several or of none."""
    if isinstance(cell, list):
        yield from cell
    elif cell is not None:
        yield cell


def offers_of(rows: Iterable[Row], column: str) -> list[Offer]:
    """The things of a column as choices, by label."""
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for row in rows:
        for thing in entities_of(row[column]):
            slug = slug_of(thing["iri"])
            counts[slug] = counts.get(slug, 0) + 1
            labels[slug] = thing["label"]
    return sorted((Offer(slug, labels[slug], count) for slug, count in counts.items()), key=_by_label)


def _by_label(offer: Offer) -> tuple[str, str]:
    return offer.label.casefold(), offer.value
