"""Questions in plain words: understood without a language model, answered by the catalogue, declined where unsure."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.deps import negotiate, query_pairs, reply, run, services, with_report
from api.negotiation import HTML, Format
from api.pages.asking import first_day
from api.pages.labels import unchecked_labels
from api.pages.operations import schema_of
from api.pages.plain import plain_page
from api.plain import write_reply
from api.representations import NO_STORE
from graph.errors import BadParameter
from graph.wire import PlainRequest

__all__ = ["router"]

router = APIRouter(tags=["questions"])

OFFERED = (Format("json", "application/json", "JSON"), Format("txt", "text/plain", "Text", (), ("text",)), HTML)
NAMES = ("q", "lang", "as_of")
#: Columns of a text answer, in characters.
WIDTH = 100


class NotUnderstood(Exception):
    """A question that has no answer; ``body`` says why, in the format that was asked for."""

    def __init__(self, body: bytes) -> None:
        super().__init__("The question was not understood.")
        self.body = body


@router.get(
    "/ask",
    summary="Ask in plain words",
    operation_id="ask",
    response_class=Response,
    responses={
        200: {
            "description": "The answer, how the question was understood, its table, sources and SPARQL",
            "content": schema_of("PlainDocument") | {"text/plain": {}, HTML.media_type: {}},
        },
        304: {"description": "The client has it already (If-None-Match)"},
        406: {"description": "No acceptable representation"},
        422: {
            "description": "Not understood: the same fields, with why and what can be asked; or a parameter is wrong",
            "content": schema_of("PlainDocument") | {"text/plain": {}, HTML.media_type: {}},
        },
    },
    openapi_extra={
        "parameters": [
            {
                "name": "q",
                "in": "query",
                "required": True,
                "schema": {"type": "string", "maxLength": 1000},
                "description": "The question, in English, Japanese, Hindi or a mixture",
                "example": "Which frameworks cover rare earths?",
            },
            {
                "name": "lang",
                "in": "query",
                "required": False,
                "schema": {"type": "string", "enum": ["en", "ja", "hi"]},
                "description": "Language of the answer; that of the question when left out",
            },
            {
                "name": "as_of",
                "in": "query",
                "required": False,
                "schema": {"type": "string", "format": "date"},
                "description": "Day that the answer is about; the data cut-off when left out",
                "example": "2025-08-29",
            },
            {
                "name": "format",
                "in": "query",
                "required": False,
                "schema": {"type": "string", "enum": [each.name for each in OFFERED]},
                "description": "Short name of a format; wins over Accept.",
            },
        ]
    },
)
async def get_ask(request: Request) -> Response:
    """Answer in a sentence, with what it rests on; ask back or say why not where the question is not understood."""
    pairs = query_pairs(request)
    given = dict(pairs)
    for name, value in pairs:
        if name not in (*NAMES, "format"):
            raise BadParameter(name, value, f"nothing here; known are {', '.join(NAMES)} and format")
        if [key for key, _ in pairs].count(name) > 1:
            raise BadParameter(name, value, "one value; it was sent more than once")
    choice = negotiate(request, OFFERED, given.get("format"))
    if "q" not in given and choice.format != HTML:
        raise BadParameter("q", "", "a question in plain words")
    day = given.get("as_of") or (first_day(request) if choice.format == HTML else "")
    asked = PlainRequest(given.get("q", ""), given.get("lang") or None, day or None)

    ours = services(request)
    parameters = {name: given[name] for name in NAMES if given.get(name)}
    path = f"/ask?{urlencode(parameters)}"

    async def make() -> bytes:
        answered = await run(request, asked)
        document = json.loads(answered.body)
        body = with_report(answered.body, ours.report(asked.text, path))
        if choice.format == HTML:
            unchecked = await unchecked_labels(request)
            body = await asyncio.to_thread(plain_page, request, asked, path, document, unchecked)
        elif choice.format == OFFERED[1]:
            body = (write_reply(document, WIDTH) + "\n").encode()
        if document["intent"] is None and (asked.text or choice.format != HTML):
            raise NotUnderstood(body)
        return body

    parts = (asked.text, asked.language or "", asked.as_of or "")
    try:
        return await reply(request, choice, make, *parts, headers=ours.report_header(asked.text, path))
    except NotUnderstood as refusal:
        headers = {"Vary": "Accept", "Cache-Control": NO_STORE}
        return Response(refusal.body, 422, headers, choice.content_type)
