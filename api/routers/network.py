"""The network around a thing, as a table and as a picture of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from api.deps import page_language, query_pairs, reply, run
from api.negotiation import HTML, PAGE
from api.pages.labels import unchecked_labels
from api.pages.rendering import render
from api.pages.surroundings import read_surroundings

__all__ = ["router"]

router = APIRouter(tags=["pages"])

PARAMETERS: Final[list[dict[str, Any]]] = [
    {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
    for name, schema, description in (
        ("around", {"type": "string"}, "Slug, IRI, label, alias or code of a thing; the page offers some without it"),
        ("as_of", {"type": "string", "format": "date"}, "Day on which ties hold; the data cut-off when left out"),
        ("kind", {"type": "array", "items": {"type": "string"}}, "Kinds of things, each sent by itself; all without"),
        ("relation", {"type": "array", "items": {"type": "string"}}, "Kinds of facts and properties; all without"),
        ("ties", {"type": "string", "enum": ["own", "all"]}, "Ties of the thing alone, or among its neighbours too"),
    )
]


@router.get(
    "/network",
    summary="See what lies around a thing",
    operation_id="network",
    response_class=Response,
    responses={
        200: {"description": "The page", "content": {HTML.media_type: {}}},
        304: {"description": "The client has it already (If-None-Match)"},
        404: {"description": "Nothing is called so; near names are listed"},
        422: {"description": "A day or a kind that is none, or a name that several things have"},
    },
    openapi_extra={"parameters": PARAMETERS},
)
async def get_network(request: Request) -> Response:
    """The things that a thing is tied to on a day by facts and statements, and how those are tied to each other; up to
    300 things, beyond which the page asks to narrow the choice.
    """
    asked = read_surroundings(query_pairs(request), page_language(request))

    async def make() -> bytes:
        answered = await run(request, asked)
        return await asyncio.to_thread(
            render,
            request,
            "network.html",
            asked=asked,
            found=json.loads(answered.body),
            unchecked=await unchecked_labels(request),
        )

    return await reply(request, PAGE, make)
