"""Lists of critical materials side by side, with what the world yields and what countries import."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from api.deps import query_pairs, reply
from api.negotiation import PAGE
from api.pages.asking import ask_question
from api.pages.axes import axes_of, slug
from api.pages.crosswalk import INDICATORS, PAIR, RELIANCE, editions_of, lines_of
from api.pages.labels import unchecked_labels
from api.pages.rendering import render
from graph.errors import UnknownTerm

__all__ = ["router"]

router = APIRouter(tags=["operations"])


@router.get(
    "/crosswalk",
    summary="See lists of critical materials side by side",
    operation_id="crosswalk_page",
    response_class=Response,
)
async def get_crosswalk(request: Request) -> Response:
    """Each material on each list in force on the day, and its newest figures."""
    given = {name: value.strip() for name, value in query_pairs(request)}
    day = given.get("as_of", "")

    async def figures(area: str, indicator: str) -> list[dict[str, object]]:
        try:
            answer = await ask_question(request, "figures-of-place", {"area": area, "indicator": indicator})
        except UnknownTerm:
            return []
        rows: list[dict[str, object]] = answer["rows"]
        return rows

    async def make() -> bytes:
        answer = await ask_question(request, "lists", {"as_of": day})
        everywhere = {slug(place["iri"]): place for row in answer["rows"] for place in row["places"]}
        chosen = [given[name] for name in ("actor", "other") if given.get(name) in everywhere]
        editions = editions_of(answer, chosen)
        held = await asyncio.gather(
            *(ask_question(request, "on-list", {"list": each.slug, "as_of": day}) for each in editions)
        )
        areas = chosen or [place for place in PAIR if place in everywhere] or sorted(everywhere)[:2]
        columns = [("world", each) for each in INDICATORS] + [(area, RELIANCE) for area in areas]
        found = await asyncio.gather(*(figures(area, indicator) for area, indicator in columns))
        told = {f"{area} {indicator}": rows for (area, indicator), rows in zip(columns, found, strict=True)}
        lines = lines_of(await axes_of(request), editions, held, told)
        sources = {
            piece["source"]: piece
            for line in lines
            for rows in line.figures.values()
            for row in rows
            for piece in row["fact"]["evidence"]
        }
        ordered = sorted(sources.values(), key=lambda piece: str(piece["title"]))
        return await asyncio.to_thread(
            render,
            request,
            "crosswalk.html",
            given=given,
            answer=answer,
            countries=sorted(everywhere.items(), key=lambda pair: pair[1]["label"]),
            editions=editions,
            lines=lines,
            columns=[(f"{area} {indicator}", everywhere.get(area), indicator) for area, indicator in columns],
            sources=ordered,
            numbers={piece["source"]: number for number, piece in enumerate(ordered, 1)},
            unchecked=await unchecked_labels(request),
        )

    return await reply(request, PAGE, make)
