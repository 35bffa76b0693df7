"""Projects, plants and deposits on a map."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from api.deps import reply
from api.negotiation import PAGE
from api.pages.asking import ask_question, given_of, offers_of
from api.pages.labels import unchecked_labels
from api.pages.rendering import render
from api.pages.sites import ASKED, FILTERS, SORTS, choices_of, choose, sites_of

__all__ = ["router"]

router = APIRouter(tags=["pages"])


@router.get("/map", summary="See projects and plants on a map", operation_id="map", response_class=Response)
async def get_map(request: Request) -> Response:
    """Where things lie, how exactly that is known, and where each stood on a day."""
    given = given_of(request, FILTERS)

    async def make() -> bytes:
        asked = {theirs: given[ours] for ours, theirs in ASKED.items() if ours in given}
        told, everything, places, things = await asyncio.gather(
            ask_question(request, "projects", asked),
            ask_question(request, "projects"),
            ask_question(request, "sites"),
            ask_question(request, "things"),
        )
        countries = [row for row in things["rows"] if row["kind"]["iri"].endswith("#Country")]
        sites = sites_of(told["rows"], places["rows"], bool(asked))
        return await asyncio.to_thread(
            render,
            request,
            "map.html",
            given=dict.fromkeys(FILTERS, "") | given,
            sites=choose(sites, given),
            sorts=SORTS,
            answer=told,
            choices={**choices_of(everything["rows"]), "country": offers_of(countries, "thing")},
            unchecked=await unchecked_labels(request),
        )

    return await reply(request, PAGE, make)
