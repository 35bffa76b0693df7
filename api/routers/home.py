"""The first page, the list of all addresses, and what problems mean."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.deps import json_bytes, negotiate, query_pairs, reply, services
from api.negotiation import HTML, PAGE, Format
from api.pages.commands import base_of
from api.pages.home import GROUP, MEMORANDUM, PARTIES, bars_of, read_home
from api.pages.labels import unchecked_labels
from api.pages.operations import groups_of
from api.pages.rendering import render
from api.problems import KINDS, NOT_FOUND, Problem

__all__ = ["router"]

router = APIRouter(tags=["operations"])

OFFERED = (Format("json", "application/json", "JSON"), HTML)
PLACES = (
    "questions",
    "ask",
    "search",
    "reconcile",
    "sparql",
    "why",
    "ontology",
    "vocab",
    "shapes",
    "validate",
    "dumps",
    "catalog",
    "docs",
    "openapi.json",
    "version",
)


@router.get(
    "/",
    summary="See what is here",
    operation_id="home",
    response_class=Response,
    responses={
        200: {"description": "A page, or the addresses as JSON", "content": {f.media_type: {} for f in OFFERED}}
    },
)
async def get_home(request: Request) -> Response:
    """The first page for people; for programs the addresses to go on from."""
    ours = services(request)
    choice = negotiate(request, OFFERED, dict(query_pairs(request)).get("format"))

    async def make() -> bytes:
        if choice.format == HTML:
            return await asyncio.to_thread(
                render,
                request,
                "home.html",
                home=await read_home(request),
                group=GROUP,
                parties=PARTIES,
                memorandum=MEMORANDUM,
                bars_of=bars_of,
                questions=len(list(ours.questions)),
                unchecked=await unchecked_labels(request),
            )
        links = {place.removesuffix(".json"): ours.address(f"/{place}") for place in PLACES}
        return json_bytes({"title": "MinPact", "version": ours.release.version, "links": links})

    return await reply(request, choice, make)


@router.get("/docs", summary="Read about every address", operation_id="docs", response_class=Response)
async def get_docs(
    request: Request, q: Annotated[str, Query(description="Words that an operation must hold, all of them")] = ""
) -> Response:
    """The OpenAPI document as a page, with a command for each operation; nothing is fetched from elsewhere."""
    ours = services(request)
    query_pairs(request)  # raises for what is no UTF-8, which the framework would replace

    async def make() -> bytes:
        document = request.app.openapi()
        groups = await asyncio.to_thread(groups_of, document, base_of(ours), ours.release.version, q)
        return render(
            request,
            "operations.html",
            ("HTTP interface", "/docs"),
            groups=groups,
            wanted=q,
            count=sum(len(operations) for _, operations in groups),
            base=base_of(ours),
            is_public=bool(ours.settings.base_url),
        )

    return await reply(request, PAGE, make)


@router.get(
    "/problem/{slug}",
    summary="Read what a problem means",
    operation_id="problem",
    response_class=Response,
    responses={
        200: {"description": "The explanation", "content": {f.media_type: {} for f in OFFERED}},
        404: {"description": "No such kind of problem"},
    },
)
async def get_problem(
    request: Request, slug: Annotated[str, Path(description="Kind of problem", examples=["query-timeout"])]
) -> Response:
    """A problem's `type` is an address; this is what stands there."""
    kind = KINDS.get(slug)
    if kind is None:
        detail, remedy = f"No kind of problem is called {slug!r}.", "Use one of those offered."
        raise Problem(NOT_FOUND, detail, remedy, members={"offered": sorted(KINDS)})
    choice = negotiate(request, OFFERED, dict(query_pairs(request)).get("format"))

    async def make() -> bytes:
        if choice.format == HTML:
            return render(request, "problem-kind.html", kind=kind)
        return json_bytes({"type": kind.type, "title": kind.title, "status": kind.status, "meaning": kind.meaning})

    return await reply(request, choice, make)
