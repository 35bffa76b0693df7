"""What happened when: meetings, signatures, entries into force, trade measures and other turns."""

from __future__ import annotations

import asyncio
from collections import Counter

from fastapi import APIRouter, Request, Response

from api.deps import query_pairs, reply
from api.negotiation import PAGE
from api.pages.asking import ask_question, given_of, offers_of
from api.pages.chronicle import FILTERS, KINDS, choose, happenings_of
from api.pages.labels import unchecked_labels
from api.pages.rendering import render

__all__ = ["router"]

router = APIRouter(tags=["pages"])


@router.get("/timeline", summary="See what happened when", operation_id="timeline_page", response_class=Response)
async def get_timeline(request: Request) -> Response:
    """Status events by day, in a lane for each kind."""
    given = given_of(request, FILTERS)
    kinds = [value for name, value in query_pairs(request) if name == "kind" and value in KINDS]

    async def make() -> bytes:
        told, measures, things, frameworks = await asyncio.gather(
            ask_question(request, "timeline", given, is_brief=True),
            ask_question(request, "trade-measures", is_brief=True),
            ask_question(request, "things"),
            ask_question(request, "in-force", is_brief=True),
        )
        happenings = happenings_of(told["rows"], measures["rows"])
        countries = [row for row in things["rows"] if row["kind"]["iri"].endswith("#Country")]
        return await asyncio.to_thread(
            render,
            request,
            "timeline.html",
            given=dict.fromkeys(FILTERS, "") | given,
            kinds=kinds,
            all_kinds=KINDS,
            counts=Counter(happening.kind for happening in happenings),
            happenings=choose(happenings, kinds),
            answer=told,
            choices={"actor": offers_of(countries, "thing"), "about": offers_of(frameworks["rows"], "framework")},
            unchecked=await unchecked_labels(request),
        )

    return await reply(request, PAGE, make)
