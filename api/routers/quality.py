"""How good the data is: how well facts are supported, what was read, what is old, disputed, incomplete or left out."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.deps import query_pairs, reply, services
from api.negotiation import HTML, PAGE
from api.pages.asking import ask_question
from api.pages.builds import kept_beside
from api.pages.labels import unchecked_labels
from api.pages.quality import ages_of, sources_of, total_of, versions_of
from api.pages.rendering import render
from graph.catalog import Kept

__all__ = ["router"]

router = APIRouter(tags=["operations"])

#: So many rows of a list stand on the page; the question that it links to has them all.
MOST_ROWS = 12


@router.get(
    "/quality",
    summary="See how good the data is",
    operation_id="quality",
    response_class=Response,
    responses={
        200: {"description": "The page", "content": {HTML.media_type: {}}},
        404: {"description": "A parameter names nothing known; near names are listed"},
        422: {"description": "A parameter is malformed or names several things"},
    },
)
async def get_quality(
    request: Request,
    about: Annotated[str, Query(description="A thing; facts that point to it are counted alone")] = "",
    as_of: Annotated[str, Query(description="The day on which states are looked at; the cut-off when left out")] = "",
) -> Response:
    """Support by sort of fact, what was read of the sources, states that nothing confirmed for long, disputes,
    incomplete lists, what the shapes remarked, what was left out, and the builds on the disk side by side.
    """
    ours = services(request)
    query_pairs(request)  # raises for what is no UTF-8, which the framework would replace
    given = {"about": about.strip(), "as_of": as_of.strip()}
    thing, day = ({name: given[name]} if given[name] else {} for name in ("about", "as_of"))

    served = ours.release.manifest
    folder = ours.release.folder
    others = await asyncio.to_thread(kept_beside, Kept(folder, served)) if folder and served else ()

    async def make() -> bytes:
        support, stale, disputes, lists, sources = await asyncio.gather(
            ask_question(request, "support-by-kind", thing),
            ask_question(request, "going-stale", thing | day),
            ask_question(request, "in-dispute", thing, limit=MOST_ROWS),
            ask_question(request, "lists", day),
            ask_question(request, "sources"),
        )
        return await asyncio.to_thread(
            render,
            request,
            "quality.html",
            thing=support["parameters"]["about"],
            given=given,
            as_of=stale["as_of"],
            support=support,
            total=total_of(support["rows"]),
            stale=stale,
            oldest=stale["rows"][:MOST_ROWS],
            ages=ages_of(stale["rows"]),
            disputes=disputes,
            incomplete=[row for row in lists["rows"] if not row["complete"]],
            lists=lists["total"],
            sources=sources_of(sources["rows"]),
            quality=served.quality if served else None,
            versions=versions_of(served, [each.manifest for each in others]) if served else [],
            unchecked=await unchecked_labels(request),
        )

    return await reply(request, PAGE, make, *(each.manifest.version for each in others))
