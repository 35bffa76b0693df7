"""Finding things by name: pages of results, suggestions while typing, and how a browser finds the search."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.batches import read_count, read_language
from api.deps import Made, json_bytes, negotiate, query_pairs, reply, run, services
from api.negotiation import HTML, Choice, Format
from api.pages.labels import unchecked_labels
from api.pages.operations import schema_of
from api.pages.rendering import render
from graph.cards import LANGUAGES
from graph.errors import BadParameter
from graph.search import MAX_LENGTH
from graph.wire import SearchRequest

__all__ = ["router"]

router = APIRouter(tags=["search"])

JSON: Final = Format("json", "application/json", "JSON")
SUGGESTIONS: Final = Format("suggestions", "application/x-suggestions+json", "OpenSearch suggestions")
DESCRIPTION: Final = Format("xml", "application/opensearchdescription+xml", "OpenSearch description")
FOUND: Final = (JSON, HTML)
SUGGESTED: Final = (JSON, SUGGESTIONS)
MOST_RESULTS: Final = 100
#: So far into the results pages lead; nobody reads on, and a page further on costs as much as the first.
MOST_SKIPPED: Final = 100_000


def parameters_of(formats: Sequence[Format], usual: int) -> list[dict[str, Any]]:
    """The parameters as OpenAPI says them."""
    return [
        {
            "name": "q",
            "in": "query",
            "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH},
            "description": "A name, its beginning, words of it, a code or an IRI, in English, Japanese or Hindi; "
            "misspellings are forgiven",
            "example": "rare earths",
        },
        {
            "name": "type",
            "in": "query",
            "required": False,
            "schema": {"type": "array", "items": {"type": "string"}},
            "description": "A kind (`actor`) or a class of the ontology (`Country`); repeatable, any of them",
            "example": ["material"],
        },
        {
            "name": "lang",
            "in": "query",
            "required": False,
            "schema": {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]},
            "description": "Language of labels and summaries; names are found in all three",
            "example": "en",
        },
        {
            "name": "limit",
            "in": "query",
            "required": False,
            "schema": {"type": "integer", "minimum": 1, "maximum": MOST_RESULTS, "default": usual},
            "description": "Results of a page",
            "example": usual,
        },
        {
            "name": "format",
            "in": "query",
            "required": False,
            "schema": {"type": "string", "enum": [each.name for each in formats]},
            "description": "Short name of a format; wins over Accept.",
        },
    ]


CURSOR: Final = {
    "name": "cursor",
    "in": "query",
    "required": False,
    "schema": {"type": "integer", "minimum": 0, "maximum": MOST_SKIPPED, "default": 0},
    "description": "Results to pass over; `next` of a page is the cursor of the following one",
}
RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "The client has it already (If-None-Match)"},
    406: {"description": "No acceptable representation"},
    422: {"description": "There is no `q`, or a parameter is malformed or not known"},
}


@router.get(
    "/search",
    summary="Find things by name",
    operation_id="search",
    response_class=Response,
    responses={
        200: {
            "description": "Things that the text may name, the likeliest first",
            "content": schema_of("SearchDocument") | {HTML.media_type: {}},
        },
        **RESPONSES,
    },
    openapi_extra={"parameters": [*parameters_of(FOUND, 20), CURSOR]},
)
async def get_search(request: Request) -> Response:
    """Names, aliases, codes and misspellings in three scripts: exact first, then by beginning, by words, by likeness.

    Frameworks, actors and materials come before other things of equally good names, facts and documents last; what
    more facts speak of comes first among equals. In a browser an address without `q` is a form.
    """
    ours = services(request)
    pairs = query_pairs(request)
    choice = negotiate(request, FOUND, dict(pairs).get("format"))
    if choice.format == HTML and not dict(pairs).get("q", "").strip():
        return await reply(request, choice, _form_of(request))
    asked = read_request(pairs, 20, ("cursor",))

    async def make() -> bytes | Made:
        document = await find(request, asked)
        links = {}
        if document["next"] is not None:
            document["next_url"] = ours.address(f"/search?{_address_of(asked, document['next'])}")
            links = {"Link": f'<{document["next_url"]}>; rel="next"'}
        if choice.format != HTML:
            return Made(json_bytes(document), links)
        return Made(render(request, "search.html", found=document, unchecked=await unchecked_labels(request)), links)

    return await reply(request, choice, make, *_parts(asked))


def _form_of(request: Request) -> Any:
    async def make() -> bytes:
        return render(request, "search.html", found=None)

    return make


@router.get(
    "/suggest",
    summary="Complete a name while it is typed",
    operation_id="suggest",
    response_class=Response,
    responses={
        200: {
            "description": "Things whose names begin so, or nearly so",
            "content": schema_of("SearchDocument") | {SUGGESTIONS.media_type: {}},
        },
        **RESPONSES,
    },
    openapi_extra={"parameters": parameters_of(SUGGESTED, 8)},
)
async def get_suggest(request: Request) -> Response:
    """The first results of a search; with `format=suggestions` in the form that browsers ask of OpenSearch."""
    pairs = query_pairs(request)
    choice = negotiate(request, SUGGESTED, dict(pairs).get("format"))
    asked = read_request(pairs, 8, ())

    async def make() -> bytes:
        document = await find(request, asked)
        if choice.format == SUGGESTIONS:
            results = document["results"]
            columns = [[each[name] for each in results] for name in ("label", "summary", "url")]
            return json_bytes([document["query"], *columns])
        return json_bytes(document)

    return await reply(request, choice, make, *_parts(asked))


@router.get(
    "/opensearch.xml",
    summary="Describe the search to browsers",
    operation_id="opensearch",
    response_class=Response,
    responses={200: {"description": "OpenSearch 1.1 description", "content": {DESCRIPTION.media_type: {}}}},
)
async def get_opensearch(request: Request) -> Response:
    """What a browser needs to offer the search in its address bar."""
    base = services(request).settings.base_url or str(request.base_url).rstrip("/")

    async def make() -> bytes:
        return render(request, "opensearch.xml", base=base)

    return await reply(request, Choice(DESCRIPTION, DESCRIPTION.media_type), make, base)


def read_request(pairs: Sequence[tuple[str, str]], usual: int, further: Sequence[str]) -> SearchRequest:
    """What is looked for; raises :class:`graph.errors.BadParameter` for what is missing, malformed or not known."""
    known = ("q", "type", "lang", "limit", "format", *further)
    for name, value in pairs:
        if name not in known:
            raise BadParameter(name, value[:MAX_LENGTH], f"nothing here; known are {', '.join(known)}")
        if name != "type" and sum(each == name for each, _ in pairs) > 1:
            raise BadParameter(name, value[:MAX_LENGTH], "one value; it was sent twice")
    text = dict(pairs).get("q", "").strip()
    if not 0 < len(text) <= MAX_LENGTH:
        raise BadParameter("q", text[:MAX_LENGTH], f"a name or a part of one, of 1 to {MAX_LENGTH} characters")
    types = tuple(sorted({value.strip() for name, value in pairs if name == "type" and value.strip()}))
    limit = read_count(pairs, "limit", usual, 1, MOST_RESULTS)
    return SearchRequest(text, types, read_language(pairs), limit, read_count(pairs, "cursor", 0, 0, MOST_SKIPPED))


async def find(request: Request, asked: SearchRequest) -> dict[str, Any]:
    """A page of results with their addresses."""
    ours = services(request)
    found = json.loads((await run(request, asked)).body)
    end = asked.skip + len(found["results"])
    return {
        "query": asked.text,
        "language": asked.language,
        "types": list(asked.types),
        "total": found["total"],
        "next": end if end < min(found["total"], MOST_SKIPPED) else None,
        "results": [{**each, "url": ours.link(each["iri"])} for each in found["results"]],
    }


def _parts(asked: SearchRequest) -> tuple[str, ...]:
    return asked.text, asked.language, str(asked.limit), str(asked.skip), *asked.types


def _address_of(asked: SearchRequest, cursor: int) -> str:
    types = [("type", each) for each in asked.types]
    return urlencode([("q", asked.text), *types, ("lang", asked.language), ("limit", asked.limit), ("cursor", cursor)])
