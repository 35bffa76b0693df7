"""The catalogue: one question, one route, one operation; parameters, documentation and columns come from its file."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.batches import read_count, read_language
from api.deps import (
    AS_OF,
    EMPTY_MEANS,
    HIDDEN_FACTS,
    TOTAL_ROWS,
    Made,
    json_bytes,
    negotiate,
    query_pairs,
    reply,
    run,
    services,
    with_report,
)
from api.flat import csv_of, tsv_of
from api.negotiation import ANSWERS, GRAPHS, HTML, Format, choose_language, read_list
from api.pages.answers import answer_page, form_page
from api.pages.inputs import fields_of
from api.pages.labels import unchecked_labels
from api.pages.operations import answer_schema, schema_of
from api.pages.rendering import render
from api.pages.wording import read_strings
from api.problems import from_error
from api.representations import NO_STORE, REVALIDATE
from graph.errors import BadParameter, GraphError
from graph.questions import CONFIDENCES, LANGUAGES, RESERVED, Catalogue, Parameter, Question
from graph.terms import fold
from graph.wire import AskRequest

__all__ = ["routes"]

#: The list in RDF is the graph of the examples, which has an address of its own.
LISTED = (Format("json", "application/json", "JSON"), HTML, *GRAPHS)
GRAPH = "/graph/questions"
FORMAT = "format"
RESPONSES: dict[int | str, dict[str, Any]] = {
    304: {"description": "The client has the answer already (If-None-Match)"},
    404: {"description": "A parameter names nothing known; near names are listed"},
    406: {"description": "No acceptable representation"},
    422: {"description": "A parameter is missing, malformed, not known, or names several things"},
    503: {"description": "Every reader was busy until the deadline"},
    504: {"description": "The question was stopped at its deadline"},
}


def routes(catalogue: Catalogue) -> APIRouter:
    """The routes of a catalogue: its list, and each question."""
    router = APIRouter(tags=["questions"])
    router.add_api_route(
        "/questions",
        list_questions,
        summary="List the questions",
        operation_id="questions",
        response_class=Response,
        openapi_extra={"parameters": [WORDS]},
        responses={
            200: {
                "description": "Every question with its parameters and columns",
                "content": schema_of("CatalogueDocument") | {HTML.media_type: {}},
            },
            303: {"description": "In RDF: see the graph of the questions, each with its query"},
            406: {"description": "No acceptable representation"},
        },
    )
    for question in catalogue:
        router.add_api_route(
            f"/questions/{question.id}",
            endpoint_of(question),
            summary=question.text["en"],
            description=description_of(question),
            operation_id=question.id.replace("-", "_"),
            response_class=Response,
            responses={
                200: {
                    "description": question.summary,
                    "content": answer_schema(question) | {each.media_type: {} for each in ANSWERS[1:]},
                },
                **RESPONSES,
            },
            openapi_extra={"parameters": [*map(parameter_of, question.parameters), *VIEW, FORMAT_PARAMETER]},
        )
    router.add_api_route("/questions/{question}", refuse, include_in_schema=False)
    return router


MOST_ROWS: Final = 1000
JSON: Final = ANSWERS[0]
GRAPHS_OF_ANSWERS: Final = ANSWERS[-2:]
VIEW: Final[tuple[dict[str, Any], ...]] = (
    {
        "name": "lang",
        "in": "query",
        "required": False,
        "schema": {"type": "string", "enum": list(LANGUAGES)},
        "description": "Language of labels and remarks; wins over Accept-Language.",
    },
    {
        "name": "limit",
        "in": "query",
        "required": False,
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS},
        "description": "Rows of a page; all when it is left out.",
    },
    {
        "name": "cursor",
        "in": "query",
        "required": False,
        "schema": {"type": "string", "pattern": "^([0-9a-f]{24})?$"},
        "description": "`next` or `previous` of a page, for the page after or before it.",
    },
    {
        "name": "confidence",
        "in": "query",
        "required": False,
        "schema": {"type": "string", "enum": list(CONFIDENCES)},
        "description": "Leaves out rows with a fact that is supported with less confidence than this.",
    },
)
WORDS: Final[dict[str, Any]] = {
    "name": "q",
    "in": "query",
    "required": False,
    "schema": {"type": "string"},
    "description": "Words that a question must have, in any of the languages.",
}
FORMAT_PARAMETER = {
    "name": FORMAT,
    "in": "query",
    "required": False,
    "schema": {"type": "string", "enum": [each.name for each in ANSWERS]},
    "description": "Short name of a format; wins over Accept.",
}


def parameter_of(parameter: Parameter) -> dict[str, Any]:
    """A parameter as OpenAPI says it."""
    kinds: dict[str, dict[str, Any]] = {
        "date": {"type": "string", "format": "date"},
        "number": {"type": "integer", "minimum": 0, "maximum": 9999},
    }
    schema = kinds.get(parameter.type, {"type": "string"})
    if parameter.default is not None:
        schema = {**schema, "default": parameter.default} if parameter.type != "date" else schema
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.is_required,
        "schema": schema,
        "description": f"{parameter.description} Takes {parameter.accepts}.",
        "example": parameter.example,
    }


def description_of(question: Question) -> str:
    """What the answer holds: the summary, the order of the rows, and each column."""
    columns = "\n".join(f"- `{column.name}`: {column.meaning}" for column in question.columns)
    return f"{question.summary}\n\nOrder: {question.order}\n\nColumns:\n\n{columns}"


def endpoint_of(question: Question) -> Callable[[Request], Awaitable[Response]]:
    """The handler of one question."""

    async def answer_question(request: Request) -> Response:
        return await answer(request, question)

    return answer_question


async def answer(request: Request, question: Question) -> Response:
    """Ask the question with the parameters sent; a page without its required ones is a form to fill in."""
    ours = services(request)
    pairs = query_pairs(request)
    choice = negotiate(request, ANSWERS, dict(pairs).get(FORMAT))
    parameters = read_parameters(question, pairs)
    has_language = bool(dict(pairs).get("lang", "").strip())
    said = read_list(request.headers, "accept-language")
    language = read_language(pairs) if has_language else choose_language(said, LANGUAGES)
    asked = AskRequest(
        question.id,
        parameters,
        language,
        read_count(pairs, "limit", 0, 1, MOST_ROWS) if dict(pairs).get("limit", "").strip() else 0,
        dict(pairs).get("cursor", "").strip(),
        dict(pairs).get("confidence", "").strip(),
        choice.format.media_type if choice.format in GRAPHS_OF_ANSWERS else JSON.media_type,
    )

    path = f"/questions/{question.id}" + (f"?{urlencode(parameters)}" if parameters else "")

    async def make() -> bytes | Made:
        if choice.format == HTML and not parameters and any(each.is_required for each in question.parameters):
            return form_page(request, question, await fields_of(request, question, parameters))
        answered = await run(request, asked)
        document = json.loads(answered.body)
        headers = beside(document) | link_of(ours.address(f"/questions/{question.id}"), pairs, document)
        if choice.format == HTML:
            shown = {name: value for name, value in pairs if name != FORMAT and value.strip()}
            unchecked = await unchecked_labels(request)
            fields = await fields_of(request, question, parameters, document["parameters"])
            return await asyncio.to_thread(
                answer_page, request, question, parameters, document, shown, fields, unchecked
            )
        if choice.format == JSON:
            told = with_summary(answered.body, question, asked.language)
            return Made(with_report(told, ours.report(question.text["en"], path)), headers)
        if choice.format in GRAPHS_OF_ANSWERS:
            return Made(document["body"].encode(), headers)
        write = csv_of if choice.format.name == "csv" else tsv_of
        disposition = f'inline; filename="{question.id}.{choice.format.name}"'
        return Made(await asyncio.to_thread(write, document), headers | {"Content-Disposition": disposition})

    said_beside = ours.limits.headers() | ours.report_header(question.text["en"], path)
    parts = [part for pair in sorted(parameters.items()) for part in pair]
    view = (asked.language, str(asked.limit), asked.cursor, asked.confidence, str(pairs))
    vary = "" if has_language else "Accept-Language"
    try:
        return await reply(request, choice, make, *view, *parts, headers=said_beside, vary=vary)
    except GraphError as error:
        if choice.format != HTML:
            raise
        problem = from_error(error)
        fields = await fields_of(request, question, parameters)
        kept = {name: value for name, value in pairs if name != FORMAT and value.strip()}
        body = form_page(request, question, fields, problem, kept)
        shown = {"Vary": "Accept", "Cache-Control": NO_STORE, **problem.headers}
        return Response(body, problem.kind.status, shown, choice.content_type)


def with_summary(document: bytes, question: Question, language: str) -> bytes:
    """An answer with the summary of its question in the language that was asked for."""
    written = json.dumps(question.summary, ensure_ascii=False).encode()
    translated = json.dumps(read_strings()[f"summaries.{question.id}"][language], ensure_ascii=False).encode()
    return document.replace(b'"summary": ' + written, b'"summary": ' + translated, 1)


def beside(document: Mapping[str, Any]) -> dict[str, str]:
    """What an answer says that no row holds, for formats that have only rows."""
    said = {TOTAL_ROWS: str(document["total"]), HIDDEN_FACTS: str(document["hidden"])}
    if document["as_of"]:
        said[AS_OF] = document["as_of"]
    if document["empty_means"]:
        said[EMPTY_MEANS] = document["empty_means"]["token"]
    return said


def link_of(address: str, pairs: list[tuple[str, str]], document: Mapping[str, Any]) -> dict[str, str]:
    """The header that leads to the first page, the one before and the one after; none where the answer is whole."""
    cursors = {"first": "", "prev": document["previous"], "next": document["next"]}
    if document["next"] is None and document["previous"] is None:
        return {}
    kept = [(name, value) for name, value in pairs if name != "cursor"]
    targets = [
        (relation, urlencode([*kept, *([("cursor", cursor)] if cursor else [])]))
        for relation, cursor in cursors.items()
        if cursor is not None
    ]
    return {"Link": ", ".join(f'<{address}?{query}>; rel="{relation}"' for relation, query in targets)}


def read_parameters(question: Question, pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The parameters sent, each once; an empty one counts as left out, as forms send those that nobody filled in.

    Raises :class:`graph.errors.BadParameter` for one that the question does not take, and for one sent twice.
    """
    known = [parameter.name for parameter in question.parameters]
    found: dict[str, str] = {}
    for name, value in pairs:
        if name not in known and name not in RESERVED:
            raise BadParameter(name, value, f"no value: {question.id} takes {', '.join([*known, *RESERVED])}")
        if name in found:
            raise BadParameter(name, value, "one value; it was sent twice")
        found[name] = value
    return {name: value for name, value in found.items() if name in known and value.strip()}


async def list_questions(request: Request) -> Response:
    """Every question of the catalogue with what it takes and what its columns mean."""
    ours = services(request)
    given = dict(query_pairs(request))
    choice = negotiate(request, LISTED, given.get(FORMAT))
    if choice.format in GRAPHS:
        location = f"{ours.address(GRAPH)}?format={choice.format.name}"
        return Response(status_code=303, headers={"Location": location, "Vary": "Accept", "Cache-Control": REVALIDATE})

    async def make() -> bytes:
        found = find_questions(ours.questions, given.get("q", ""))
        if choice.format == HTML:
            topics = {topic: tuple(each) for topic, each in groupby(found, key=lambda question: question.topic)}
            return render(request, "questions.html", topics=topics, count=len(found), words=given.get("q", ""))
        entries = [entry_of(question, ours.address) for question in found]
        return json_bytes({"version": ours.release.version, "questions": entries})

    return await reply(request, choice, make, given.get("q", ""))


def find_questions(questions: Iterable[Question], words: str) -> list[Question]:
    """The questions that hold every word given: in their text in any language, summary, tags, name or columns."""
    wanted = [fold(word) for word in words.split()]

    def text_of(question: Question) -> str:
        columns = (column.name for column in question.columns)
        return fold(" ".join((question.id, *question.text.values(), question.summary, *question.tags, *columns)))

    return [question for question in questions if all(word in text_of(question) for word in wanted)]


def entry_of(question: Question, address: Callable[[str], str]) -> dict[str, Any]:
    """A question in the list."""
    return {
        "id": question.id,
        "url": address(f"/questions/{question.id}"),
        "topic": question.topic,
        "question": dict(question.text),
        "summary": question.summary,
        "tags": list(question.tags),
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "required": parameter.is_required,
                "accepts": parameter.accepts,
                "description": parameter.description,
                "example": parameter.example,
                "default": parameter.default,
            }
            for parameter in question.parameters
        ],
        "columns": [
            {"name": column.name, "type": column.type, "meaning": column.meaning, "values": list(column.values)}
            for column in question.columns
        ],
        "order": question.order,
        "empty": question.empty,
    }


async def refuse(request: Request, question: str) -> Response:
    """404 with near names for a question that the catalogue does not have."""
    services(request).questions[question]
    raise AssertionError("A question of the catalogue has a route of its own.")
