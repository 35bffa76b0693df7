"""Why a triple is in the graph: who states it, or which rule made it, of what, down to the evidence."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.deps import negotiate, query_pairs, reply, run, services, with_report
from api.negotiation import HTML, Format
from api.pages.operations import schema_of
from api.pages.rendering import render
from graph.errors import BadParameter
from graph.wire import WhyRequest

__all__ = ["router"]

router = APIRouter(tags=["provenance"])

OFFERED = (Format("json", "application/json", "JSON"), HTML)
PARTS = ("subject", "predicate", "object")


@router.get(
    "/why",
    summary="Ask why a triple is in the graph",
    operation_id="why",
    response_class=Response,
    responses={
        200: {"description": "The explanation", "content": schema_of("WhyDocument") | {HTML.media_type: {}}},
        304: {"description": "The client has it already (If-None-Match)"},
        404: {"description": "A part names nothing known; near names are listed"},
        422: {"description": "A part is missing, or names several things"},
    },
    openapi_extra={
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": True,
                "schema": {"type": "string"},
                "description": f"The {name}: a slug, an IRI, a label or a compact name",
                "example": example,
            }
            for name, example in zip(PARTS, ("minerals-security-partnership", ":covers", "neodymium"), strict=True)
        ]
    },
)
async def get_why(request: Request) -> Response:
    """Who states a triple and on what evidence; for a derived one the rule that made it, and why its premises hold."""
    pairs = query_pairs(request)
    asked = {name: [value for key, value in pairs if key == name] for name in PARTS}
    for name, _ in pairs:
        if name not in (*PARTS, "format"):
            raise BadParameter(name, dict(pairs)[name], f"nothing here; known are {', '.join(PARTS)} and format")
    for name, values in asked.items():
        if len(values) != 1 or not values[0].strip():
            raise BadParameter(name, ", ".join(values), "one slug, IRI, label or compact name")
    choice = negotiate(request, OFFERED, dict(pairs).get("format"))
    parts = [asked[name][0] for name in PARTS]

    ours = services(request)
    words = "why " + " ".join(parts)
    named = dict(zip(PARTS, parts, strict=True))
    path = f"/why?{urlencode(named)}"

    async def make() -> bytes:
        answered = await run(request, WhyRequest(*parts))
        if choice.format == HTML:
            return render(request, "why.html", (words, path), explanation=json.loads(answered.body), parts=parts)
        return with_report(answered.body, ours.report(words, path))

    return await reply(request, choice, make, *parts, headers=ours.report_header(words, path))
