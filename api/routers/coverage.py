"""Frameworks and materials: which covers which, on what words, on which day."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from api.deps import query_pairs, reply
from api.negotiation import PAGE
from api.pages.asking import ask_question
from api.pages.axes import axes_of
from api.pages.coverage import STATUSES, lines_of, scopes_of
from api.pages.labels import unchecked_labels
from api.pages.rendering import render

__all__ = ["router"]

router = APIRouter(tags=["operations"])


@router.get(
    "/coverage", summary="See which frameworks cover which materials", operation_id="coverage", response_class=Response
)
async def get_coverage(request: Request) -> Response:
    """The scope of every framework with its words, and each material with who names it."""
    given = {name: value.strip() for name, value in query_pairs(request)}

    async def make() -> bytes:
        names = ("actor", "other", "stage", "as_of")
        parties = [given[name] for name in ("actor", "other") if given.get(name)]

        async def listed_by_both() -> frozenset[str]:
            if len(parties) < 2 or not given.get("gaps"):
                return frozenset()
            asked = {"actor": parties[0], "other": parties[1], "as_of": given.get("as_of", "")}
            listed = await ask_question(request, "listed-by-both", asked)
            return frozenset(row["material"]["iri"] for row in listed["rows"])

        answer, both, axes = await asyncio.gather(
            ask_question(request, "scope-of-frameworks", {name: given.get(name, "") for name in names}),
            listed_by_both(),
            axes_of(request),
        )
        status = given.get("status", "")
        scopes = scopes_of(answer, status if status in STATUSES else "")
        has_gaps, has_overlaps = bool(given.get("gaps")), bool(given.get("overlaps"))
        return await asyncio.to_thread(
            render,
            request,
            "coverage.html",
            given=given,
            answer=answer,
            axes=axes,
            statuses=STATUSES,
            scopes=scopes,
            lines=lines_of(axes, scopes, both, has_gaps=has_gaps, has_overlaps=has_overlaps),
            needs_parties=has_gaps and len(parties) < 2,
            unchecked=await unchecked_labels(request),
        )

    return await reply(request, PAGE, make)
