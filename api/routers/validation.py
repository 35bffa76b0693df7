"""RDF held against shapes: the server's own, with the graph behind them, or those that come with the data."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import StreamingResponse

from api.deps import client_of, json_bytes, negotiate, query_pairs, reply, run, services
from api.negotiation import GRAPHS, HTML, Choice, Format, find_format
from api.pages import validation
from api.pages.operations import schema_of
from api.problems import BAD_REQUEST, Problem, from_error
from api.representations import NO_STORE
from api.spool import Answer
from api.uploads import ACCEPTED, FORM, Part, Upload, read_upload
from graph import namespaces
from graph.errors import (
    Finding,
    GraphError,
    InvalidPost,
    QueryRefused,
    QueryTimeout,
    QueryTooHeavy,
    QueryTooLarge,
)
from graph.wire import ValidateRequest

__all__ = ["router"]

router = APIRouter(tags=["validation"])

JSON: Final = Format("json", "application/json", "JSON")
TURTLE, N_TRIPLES, JSON_LD, RDF_XML = GRAPHS[:4]
#: JSON is the document with the sentences; a report in JSON-LD has to be asked for by its own name.
REPORTS: Final = (
    JSON,
    TURTLE,
    N_TRIPLES,
    Format(JSON_LD.name, JSON_LD.media_type, JSON_LD.title, (), ("json-ld",)),
    RDF_XML,
    HTML,
)
DESCRIPTIONS: Final = (JSON, HTML)
#: What the errors of a reader mean for a validation; their own words are about queries.
WORDS: Final[dict[type[GraphError], tuple[str, str]]] = {
    QueryTimeout: ("The validation was stopped at its deadline.", "Send less at a time, or simpler shapes."),
    QueryTooLarge: ("The report is over its cap; nothing of it was sent.", "Send less at a time."),
    QueryTooHeavy: (
        "The validation used up its memory or stack.",
        "Send less at a time, or shapes nested less deeply.",
    ),
    QueryRefused: ("No place for a validation became free by the deadline.", "Try again in a little while."),
}

PARAMETERS: Final = [
    {
        "name": "format",
        "in": "query",
        "required": False,
        "schema": {"type": "string", "enum": [each.name for each in REPORTS]},
        "description": "Short name of a format, or its media type; wins over Accept.",
    }
]
PART: Final = {"type": "string", "format": "binary"}
BODY: Final = {
    "required": True,
    "content": {
        **{each.media_type: {"schema": {"type": "string"}} for each in GRAPHS},
        TURTLE.media_type: {"schema": {"type": "string"}, "example": validation.EXAMPLE},
        FORM: {
            "schema": {
                "type": "object",
                "required": ["data"],
                "properties": {
                    "data": {**PART, "description": "The RDF to validate"},
                    "shapes": {**PART, "description": "Shapes to apply instead of the server's own"},
                    "data-format": {"type": "string", "description": "Short name of the format of a text field `data`"},
                },
            }
        },
    },
}
WRONG: Final = (
    'A date is a real day written as an xsd:date, such as "2025-08-29"^^xsd:date: mend the value, and put what is not '
    "known of it into the precision beside it."
)
#: One of the results of the example that is sent.
FOUND: Final = {
    "conforms": False,
    "shapes": "served",
    "counts": {"violation": 1, "warning": 0, "info": 0},
    "results": [
        {
            "sentence": f"membership:india--minerals-security-partnership--draft: {WRONG} Found: 2023-06-31",
            "severity": "violation",
            "focus": namespaces.ID + "membership/india--minerals-security-partnership--draft",
            "path": namespaces.ONTOLOGY + "validFrom",
            "value": f'"2023-06-31"^^<{namespaces.XSD}date>',
            "message": WRONG,
            "component": namespaces.SH + "SPARQLConstraintComponent",
            "shape": namespaces.SHAPES + "DateForm",
            "constraint": namespaces.SHAPES + "date-form",
        }
    ],
    "notes": [],
}
RESPONSES: Final[dict[int | str, dict[str, object]]] = {
    200: {
        "description": "The report, whether the data conforms or not",
        "content": {
            JSON.media_type: {**schema_of("ValidationDocument")[JSON.media_type], "example": FOUND},
            **{each.media_type: {} for each in REPORTS[1:]},
        },
    },
    400: {"description": "A broken form, no part `data`, or two of them"},
    406: {"description": "No representation of the report is acceptable"},
    413: {"description": "The body or the report is over its cap"},
    415: {"description": "The body or a part is of a type that is not read; Accept-Post lists those that are"},
    422: {"description": "No RDF, or no shapes that can be applied; `findings` has part and line"},
    429: {"description": "The client has too many validations waiting"},
    503: {"description": "No place became free until the deadline"},
    504: {"description": "The validation was stopped at its deadline"},
    507: {"description": "The validation used up its memory or stack"},
}


@router.get(
    "/validate",
    summary="See how to validate",
    operation_id="validation",
    response_class=Response,
    responses={
        200: {"description": "A form, or what can be sent", "content": {each.media_type: {} for each in DESCRIPTIONS}}
    },
)
async def get_validation(request: Request) -> Response:
    """A form for people; for programs what may be sent, and what the shapes are."""
    ours = services(request)
    choice = negotiate(request, DESCRIPTIONS, dict(query_pairs(request)).get("format"))

    async def make() -> bytes:
        if choice.format == HTML:
            return validation.blank_page(request)
        return json_bytes(
            {
                "accepts": ACCEPTED,
                "parts": {"data": "RDF to validate", "shapes": "shapes to apply instead of the server's own"},
                "reports": [each.media_type for each in REPORTS],
                "shapes": ours.address("/shapes"),
                "upload_bytes": ours.limits.upload_bytes,
                "deadline_seconds": ours.limits.deadline_seconds,
            }
        )

    return await reply(request, choice, make, headers=ours.limits.headers())


@router.post(
    "/validate",
    summary="Validate RDF against shapes",
    operation_id="validate",
    openapi_extra={"parameters": PARAMETERS, "requestBody": BODY},
    responses=RESPONSES,
    response_class=Response,
)
async def post_validation(request: Request) -> Response:
    """SHACL on RDF that is sent: as the body, or as the part `data` of a form, with shapes in the part `shapes`.

    Without shapes, the data is judged by those of the server as if it stood in the graph; what describes a source
    document is read as a new edition of it. With shapes, the data is judged by itself. The answer is a SHACL validation
    report in RDF, or a document with plain sentences; its status is 200 whether the data conforms or not. Nothing is
    fetched (imports, contexts, other endpoints) and nothing is kept.
    """
    ours = services(request)
    choice = negotiate(request, REPORTS, dict(query_pairs(request)).get("format"))
    upload = await read_upload(request, ours.limits.upload_bytes)
    # The deadline is for the work: a large body on a slow line is the sender's time.
    received = asyncio.get_running_loop().time()
    asked = read_request(upload, choice)
    try:
        answered = await run(request, asked, received=received, pool=ours.validators)
    except GraphError as error:
        problem = reworded(error)
        if choice.format != HTML:
            raise problem from error
        body = validation.problem_page(request, asked, problem)
        headers = {"Content-Type": HTML.content_type, "Vary": "Accept", "Cache-Control": NO_STORE, **problem.headers}
        return Response(body, problem.kind.status, headers)
    if choice.format == HTML:
        page = await asyncio.to_thread(validation.answer_page, request, asked, answered)
        answered.close()
        parts = iter((page,))
    else:
        ours.room.hold(answered, client_of(request).address)
        parts = parts_of(answered)
    headers = {"Content-Type": choice.content_type, "Vary": "Accept", "Cache-Control": NO_STORE}
    return StreamingResponse(iterate_in_threadpool(parts), headers={**headers, **ours.limits.headers()})


def parts_of(answered: Answer) -> Iterator[bytes]:
    """An answer part by part; its file is let go of when the last has left, or when nobody wants any more."""
    try:
        yield from answered.parts()
    finally:
        answered.close()


def read_request(upload: Upload, choice: Choice) -> ValidateRequest:
    """What is to be validated; 400 for a form without data or with two of a kind, 422 for what is no text."""
    media_type = JSON.media_type if choice.format in (JSON, HTML) else choice.format.media_type
    if upload.media_type != FORM:
        return ValidateRequest(media_type, decode("data", upload.content), upload.media_type)
    data = part_of(upload.parts, "data")
    if data is None:
        raise Problem(BAD_REQUEST, "The form has no part `data`.", "Send the RDF to validate as the part `data`.")
    shapes = part_of(upload.parts, "shapes")
    return ValidateRequest(
        media_type,
        decode("data", data.content),
        format_of(data, upload.parts),
        None if shapes is None else decode("shapes", shapes.content),
        "" if shapes is None else format_of(shapes, upload.parts),
    )


def part_of(parts: Sequence[Part], name: str) -> Part | None:
    """The one part of a name that is not blank; a file stands in the place of a text field.

    Browsers send every field, the blank ones of a form too, and the text that stood in it beside the file.
    """
    filled = [part for part in parts if part.name == name and part.content.strip()]
    chosen = [part for part in filled if part.file_name is not None] or filled
    if len(chosen) > 1:
        raise Problem(BAD_REQUEST, f"The form has {len(chosen)} parts `{name}`.", "Send one: a text or a file.")
    return chosen[0] if chosen else None


def format_of(part: Part, parts: Sequence[Part]) -> str:
    """The media type of a part; of a text field, what the field beside it says."""
    chosen = next((each.content for each in parts if each.name == f"{part.name}-format"), b"").decode("latin-1")
    if not chosen.strip() or part.file_name is not None:
        return part.media_type
    named = find_format(chosen, GRAPHS)
    if named is None:
        names = ", ".join(each.name for each in GRAPHS)
        raise Problem(BAD_REQUEST, f"No format of RDF is called {chosen!r}.", f"Send one of: {names}.")
    return named.format.media_type


def decode(name: str, content: bytes | bytearray) -> str:
    """The text of a part; 422 when it is blank or not UTF-8."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InvalidPost((Finding(name, line, "", "encoding", "It is not UTF-8."),)) from error
    if not text.strip():
        raise InvalidPost((Finding(name, 0, "", "empty", "It is empty; send RDF."),))
    return text


def reworded(error: GraphError) -> Problem:
    """The problem that an error is, in words of validations and not of queries."""
    problem = from_error(error)
    detail, remedy = WORDS.get(type(error), (problem.detail, problem.remedy))
    return Problem(problem.kind, detail, remedy, members=problem.members, headers=problem.headers)
