"""Reconciliation Service API 0.2: cells of a table matched with things, and values of these for further columns."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request, Response

from api.batches import (
    MOST_IDS,
    MOST_QUERIES,
    check_once,
    read_count,
    read_extension,
    read_language,
    read_pairs,
    read_queries,
)
from api.deps import Services, json_bytes, query_pairs, reply, run, services
from api.negotiation import HTML, PAGE, Choice, Format
from api.pages.operations import schema_of
from api.pages.rendering import render
from api.problems import NOT_FOUND, Problem
from api.representations import NO_STORE
from graph import namespaces
from graph.cards import LANGUAGES
from graph.errors import BadParameter, UnknownEntity
from graph.search import MAX_LENGTH
from graph.wire import CardRequest, ExtendRequest, ProposeRequest, ReconcileRequest, SuggestRequest

__all__ = ["router"]

router = APIRouter(tags=["reconciliation"])

PLAIN: Final = Choice(Format("json", "application/json", "JSON"), "application/json")
KINDS: Final = ("entity", "type", "property")
What = Annotated[str, Path(description="What is asked about: " + ", ".join(KINDS), examples=["entity"])]
THING: Final = re.compile(r"([a-z-]+)/([A-Za-z0-9][A-Za-z0-9._~-]*)")
SUGGESTED: Final = 20
#: Any page may show the preview in a frame: it is made for that, and nothing in it can be clicked.
FRAMED: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
QUERIES: Final = '{"q0": {"query": "Minerals Security Partnership", "type": "Framework", "limit": 3}}'
EXTENSION: Final = '{"ids": ["actor/india"], "properties": [{"id": "label-ja"}, {"id": "isMemberOf"}]}'
FAILURES: Final[dict[int | str, dict[str, Any]]] = {
    413: {"description": f"More than {MOST_QUERIES} queries or {MOST_IDS} ids, or too many bytes"},
    422: {"description": "A parameter is malformed, or names a type or a property that is not known"},
}


def parameter_of(
    name: str, description: str, example: str | None = None, *, is_required: bool = False
) -> dict[str, Any]:
    """A parameter as OpenAPI says it."""
    told = {"name": name, "in": "query", "required": is_required, "schema": {"type": "string"}}
    return {**told, "description": description} | ({"example": example} if example else {})


LANG: Final = {
    **parameter_of("lang", "Language of names in the answer: en, ja or hi; names are found in all three", "en"),
    "schema": {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]},
}
BATCH: Final = [
    parameter_of("queries", f"A batch of at most {MOST_QUERIES} reconciliation queries, as JSON", QUERIES),
    parameter_of("extend", f"A data extension query of at most {MOST_IDS} ids, as JSON"),
    LANG,
]
RESULTS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The manifest, results of a batch, or values of an extension",
        "content": {
            "application/json": {
                "schema": {
                    "anyOf": [
                        schema_of(name)["application/json"]["schema"]
                        for name in ("ManifestDocument", "ReconciledDocument", "ExtendedDocument")
                    ]
                }
            }
        },
    },
    **FAILURES,
}


@router.get(
    "/reconcile",
    summary="Describe the reconciliation service, or match a batch",
    operation_id="reconcile_get",
    response_class=Response,
    responses=RESULTS,
    openapi_extra={"parameters": BATCH},
)
async def get_reconcile(request: Request) -> Response:
    """Without parameters the manifest of Reconciliation Service API 0.2; with `queries` or `extend` an answer to it."""
    pairs = query_pairs(request)
    base = base_of(request)
    sent = "\n".join(f"{name}={value}" for name, value in pairs)

    async def make() -> bytes:
        return json_bytes(await answer(request, pairs, base))

    return await reply(request, PLAIN, make, base, hashlib.sha256(sent.encode()).hexdigest())


@router.post(
    "/reconcile",
    summary="Match a batch, or fetch values for one",
    operation_id="reconcile_post",
    response_class=Response,
    responses={**RESULTS, 415: {"description": "The body is no form"}},
    openapi_extra={
        "parameters": [LANG],
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                    },
                    "examples": {
                        "queries": {"value": {"queries": QUERIES}},
                        "extend": {"value": {"extend": EXTENSION}},
                    },
                }
            },
        },
    },
)
async def post_reconcile(request: Request) -> Response:
    """A form with `queries` (a batch of reconciliation queries) or `extend` (a data extension query), as JSON."""
    pairs = await read_pairs(request)
    if not {"queries", "extend"} & {name for name, _ in pairs}:
        raise BadParameter("queries", "", "a batch of queries as JSON; or send `extend`")
    body = json_bytes(await answer(request, pairs, base_of(request)))
    return Response(body, headers={"Cache-Control": NO_STORE, "Content-Type": PLAIN.content_type})


async def answer(request: Request, pairs: Sequence[tuple[str, str]], base: str) -> Any:
    """What a client that speaks the protocol asked for; parameters of other names are passed over.

    ``callback`` is refused: scripts of all origins may read answers as they are, and a script made of them would run.
    """
    sent = dict(pairs)
    language = read_language(pairs)
    if "callback" in sent:
        raise BadParameter(
            "callback", sent["callback"][:MAX_LENGTH], "nothing: read JSON, which CORS allows, not JSONP"
        )
    check_once(pairs, "queries", "extend", "lang")
    if {"queries", "extend"} <= sent.keys():
        raise BadParameter("extend", sent["extend"], "nothing beside `queries`: send one of the two at a time")
    if "queries" in sent:
        queries = read_queries(sent["queries"])
        return await ask(request, ReconcileRequest(queries, language)) if queries else {}
    if "extend" in sent:
        ids, properties = read_extension(sent["extend"])
        return await ask(request, ExtendRequest(ids, properties, language))
    return manifest(services(request), base, language)


async def ask(
    request: Request, asked: ReconcileRequest | ExtendRequest | SuggestRequest | ProposeRequest | CardRequest
) -> Any:
    """What a reader answers, as a document."""
    return json.loads((await run(request, asked)).body)


def base_of(request: Request) -> str:
    """The address of this server as clients know it: manifests have whole addresses."""
    return services(request).settings.base_url or str(request.base_url).rstrip("/")


def manifest(ours: Services, base: str, language: str) -> dict[str, Any]:
    """The service manifest of the specification; what it leads to by an id is in the language that it was asked in.

    Paths that clients put `?prefix=…` behind have no language, since not all would put `&` there.
    """
    here = f"{base}/reconcile"
    lang = "" if language == LANGUAGES[0] else f"&lang={language}"
    return {
        "versions": ["0.1", "0.2"],
        "name": "MinPact: critical-minerals cooperation",
        "identifierSpace": namespaces.ID,
        "schemaSpace": namespaces.ONTOLOGY,
        "documentation": f"{base}/docs",
        "logo": f"{base}/static/icon.svg",
        "serviceVersion": ours.program,
        "batchSize": MOST_QUERIES,
        "defaultTypes": [
            {"id": name, "name": name}
            for name in ("Framework", "Actor", "Material", "Instrument", "Project", "Event", "Place")
        ],
        "view": {"url": f"{here}/view?id={{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}{lang}", "width": 400, "height": 160},
        "suggest": {
            kind: {
                "service_url": base,
                "service_path": f"/reconcile/suggest/{kind}",
                "flyout_service_url": base,
                "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}{lang}",
            }
            for kind in KINDS
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/reconcile/extend/propose"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "Most values of a row (0: all)",
                },
                {
                    "name": "lang",
                    "label": "Language of names",
                    "type": "select",
                    "default": LANGUAGES[0],
                    "help_text": "Labels of things are told in this language where they have one",
                    "choices": [
                        {"value": code, "name": name}
                        for code, name in zip(LANGUAGES, ("English", "Japanese", "Hindi"), strict=True)
                    ],
                },
            ],
        },
    }


@router.get(
    "/reconcile/suggest/{what}",
    summary="Complete the name of an entity, a type or a property",
    operation_id="reconcile_suggest",
    response_class=Response,
    responses={200: {"description": "What begins so", "content": schema_of("SuggestedDocument")}, **FAILURES},
    openapi_extra={
        "parameters": [
            parameter_of("prefix", "What was typed so far", "neody", is_required=True),
            parameter_of("cursor", f"Suggestions to pass over; {SUGGESTED} come at a time"),
            parameter_of("type", "Of entities: only those of this type; repeatable"),
            LANG,
        ]
    },
)
async def get_suggestions(request: Request, what: What) -> Response:
    """Suggest services of the protocol; an empty prefix brings all types or properties, and no entities."""
    check_kind(what)
    pairs = query_pairs(request)
    check_once(pairs, "prefix", "cursor", "lang")
    prefix = dict(pairs).get("prefix")
    if prefix is None:
        raise BadParameter("prefix", "", "what was typed so far")
    types = tuple(sorted({value for name, value in pairs if name == "type" and value}))
    skip = read_count(pairs, "cursor", 0, 0, 100_000)
    asked = SuggestRequest(what, prefix[:MAX_LENGTH], types, read_language(pairs), SUGGESTED, skip)

    async def make() -> bytes:
        return json_bytes({"result": await ask(request, asked)})

    return await reply(request, PLAIN, make, asked.prefix, asked.language, str(skip), *types)


@router.get(
    "/reconcile/flyout/{what}",
    summary="Show a suggestion in short",
    operation_id="reconcile_flyout",
    response_class=Response,
    responses={
        200: {"description": "The id and a piece of HTML", "content": schema_of("FlyoutDocument")},
        404: {"description": "Nothing has this id"},
        422: {"description": "There is no `id`"},
    },
    openapi_extra={
        "parameters": [
            parameter_of("id", "Its id", "actor/india", is_required=True),
            LANG,
        ]
    },
)
async def get_flyout(request: Request, what: What) -> Response:
    """Flyout services of the protocol."""
    check_kind(what)
    pairs = query_pairs(request)
    check_once(pairs, "lang")
    asked = CardRequest(what, read_id(pairs), read_language(pairs))

    async def make() -> bytes:
        card = await ask(request, asked)
        return json_bytes({"id": asked.id, "html": render(request, "card.html", card=card).decode()})

    return await reply(request, PLAIN, make, asked.id, asked.language)


@router.get(
    "/reconcile/preview",
    summary="Show a thing in a small frame",
    operation_id="reconcile_preview",
    response_class=Response,
    responses={
        200: {"description": "A small page", "content": {HTML.media_type: {}}},
        404: {"description": "Nothing has this id"},
        422: {"description": "There is no `id`"},
    },
    openapi_extra={"parameters": [parameter_of("id", "Kind and slug", "actor/india", is_required=True), LANG]},
)
async def get_preview(request: Request) -> Response:
    """The preview service of the protocol: other pages may show it in a frame."""
    pairs = query_pairs(request)
    check_once(pairs, "lang")
    asked = CardRequest("entity", read_id(pairs), read_language(pairs))

    async def make() -> bytes:
        card = await ask(request, asked)
        return render(request, "preview.html", card=card, language=asked.language)

    choice = PAGE
    return await reply(request, choice, make, asked.id, asked.language, headers={"Content-Security-Policy": FRAMED})


@router.get(
    "/reconcile/view",
    summary="Go from an id to the document on the thing",
    operation_id="reconcile_view",
    status_code=303,
    response_class=Response,
    responses={303: {"description": "See the thing"}, 404: {"description": "This is no id"}},
    openapi_extra={"parameters": [parameter_of("id", "Kind and slug", "actor/india", is_required=True)]},
)
async def get_view(request: Request) -> Response:
    """Ids hold a slash, which many a server in between takes for a step of the path when it is in one."""
    name = read_id(query_pairs(request))
    matched = THING.fullmatch(name)
    if matched is None or matched[1] not in namespaces.KINDS:
        raise UnknownEntity(namespaces.ID + name)
    location = services(request).address(f"/id/{name}")
    return Response(status_code=303, headers={"Location": location, "Cache-Control": "public, max-age=86400"})


@router.get(
    "/reconcile/extend/propose",
    summary="Propose columns for things of a type",
    operation_id="reconcile_propose",
    response_class=Response,
    responses={
        200: {"description": "Properties, the most used first", "content": schema_of("ProposedDocument")},
        **FAILURES,
    },
    openapi_extra={
        "parameters": [
            parameter_of("type", "A class of the ontology; without it all properties", "Framework"),
            {**parameter_of("limit", "Most properties"), "schema": {"type": "integer", "minimum": 0, "maximum": 1000}},
            LANG,
        ]
    },
)
async def get_proposals(request: Request) -> Response:
    """Data extension property proposals of the protocol."""
    pairs = query_pairs(request)
    check_once(pairs, "type", "limit", "lang")
    kind = dict(pairs).get("type", "").strip()[:MAX_LENGTH]
    asked = ProposeRequest(kind, read_language(pairs), read_count(pairs, "limit", 0, 0, 1000))

    async def make() -> bytes:
        found: Mapping[str, Any] = {"properties": await ask(request, asked), "type": kind}
        return json_bytes({**found, "limit": asked.limit} if asked.limit else found)

    return await reply(request, PLAIN, make, kind, asked.language, str(asked.limit))


def check_kind(what: str) -> None:
    """404 for what is neither entity, type nor property."""
    if what not in KINDS:
        raise Problem(NOT_FOUND, f"{what!r} is not suggested.", f"Use one of: {', '.join(KINDS)}.")


def read_id(pairs: Sequence[tuple[str, str]]) -> str:
    """The one id that is asked about."""
    check_once(pairs, "id")
    found = dict(pairs).get("id", "").strip()
    if not 0 < len(found) <= MAX_LENGTH:
        raise BadParameter("id", found[:MAX_LENGTH], f"an id of 1 to {MAX_LENGTH} characters, such as actor/india")
    return found
