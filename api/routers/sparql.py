"""The SPARQL 1.1 Protocol: one address, three ways to send a query, and a description without one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import StreamingResponse

from api.bodies import is_coded, read_body, too_large
from api.deps import client_of, negotiate, page_language, query_pairs, read_form, reply, run, services
from api.limits import Limits
from api.negotiation import GRAPHS, HTML, RESULTS, Choice, Format, choose, find_format, offers, read_list
from api.pages import editor, service
from api.pages.queries import is_iri
from api.problems import (
    BAD_REQUEST,
    NOT_ACCEPTABLE,
    UNSUPPORTED_MEDIA_TYPE,
    URI_TOO_LONG,
    Problem,
    from_error,
)
from api.representations import NO_STORE, RawHeaders, Representation, raw_headers, send, send_spooled
from graph import namespaces
from graph.errors import BadParameter, GraphError
from graph.sparql import is_repeatable
from graph.wire import SparqlRequest

__all__ = ["router"]

router = APIRouter(tags=["sparql"])

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
#: What a query over its cap is told.
QUERY = ("A query", "Ask with a shorter query.")
GRAPH_PARAMETERS = ("default-graph-uri", "named-graph-uri")

PARAMETERS = [
    {
        "name": "query",
        "in": "query",
        "required": False,
        "schema": {"type": "string"},
        "description": "The query. Without it the answer is the service description, for browsers a form.",
        "example": "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }",
    },
    {
        "name": "example",
        "in": "query",
        "required": False,
        "schema": {"type": "string"},
        "description": "Without a query, in a browser: the question of the catalogue whose query stands in the form.",
    },
    *(
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "array", "items": {"type": "string", "format": "uri"}},
            "style": "form",
            "explode": True,
            "description": f"A graph that makes up {what}; repeatable. Wins over FROM and FROM NAMED in the query.",
        }
        for name, what in zip(GRAPH_PARAMETERS, ("the default graph", "the named graphs"), strict=True)
    ),
    {
        "name": "format",
        "in": "query",
        "required": False,
        "schema": {"type": "string", "enum": [each.name for each in (*RESULTS, *GRAPHS, HTML)]},
        "description": "Short name of a format, or its media type; wins over Accept.",
    },
    {
        "name": "timeout",
        "in": "query",
        "required": False,
        "schema": {"type": "number", "exclusiveMinimum": 0},
        "description": "Seconds until the work is stopped, where fewer than the server's own deadline are wanted.",
    },
]
RESPONSES: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The whole answer; without a query, the service description",
        "content": {each.media_type: {} for each in (*RESULTS, *GRAPHS, HTML)},
    },
    304: {"description": "The client has the answer already (If-None-Match)"},
    400: {"description": "No SPARQL 1.1 query, an empty one, several, an update, or a graph that is no absolute IRI"},
    406: {"description": "The answer has no acceptable representation"},
    413: {"description": "The query or its answer is over the cap"},
    414: {"description": "The query in the address is over the cap"},
    415: {"description": "The body is neither a query nor a form, or not UTF-8"},
    422: {"description": "The parameter `timeout` is no number of seconds"},
    429: {"description": "Too many queries of the client's address wait already"},
    503: {"description": "Every reader was busy until the deadline, or too many queries wait"},
    504: {"description": "The query was stopped at its deadline"},
    507: {"description": "The query used up its reader's memory or stack"},
}


@router.get(
    "/sparql",
    summary="Ask a SPARQL query, or ask what the service is",
    operation_id="sparql_get",
    openapi_extra={"parameters": PARAMETERS},
    responses=RESPONSES,
    response_class=Response,
)
async def get_sparql(request: Request) -> Response:
    """SPARQL 1.1 Protocol, query by GET. The answer is whole or an error, never a part with status 200.

    The default graph is the RDF merge of all named graphs. Updates, SERVICE and loading from addresses are off.
    """
    received = asyncio.get_running_loop().time()
    pairs = query_pairs(request)
    if not any(name in ("query", "update") for name, _ in pairs):
        return await describe_service(request, dict(pairs))
    cap = services(request).limits.query_bytes
    size = sum(len(value.encode()) for name, value in pairs if name == "query")
    if size > cap:
        detail = f"A query may have {cap} bytes; this one has {size}."
        raise Problem(URI_TOO_LONG, detail, QUERY[1], members={"cap_bytes": cap})
    return await answer(request, pairs, received)


@router.post(
    "/sparql",
    summary="Ask a SPARQL query in the request's body",
    operation_id="sparql_post",
    openapi_extra={
        "parameters": PARAMETERS[2:],
        "requestBody": {
            "required": True,
            "content": {
                DIRECT: {"schema": {"type": "string"}},
                FORM: {
                    "schema": {
                        "type": "object",
                        "required": ["query"],
                        "properties": {
                            "query": {"type": "string"},
                            **{name: {"type": "array", "items": {"type": "string"}} for name in GRAPH_PARAMETERS},
                            "format": {"type": "string"},
                            "timeout": {"type": "number", "exclusiveMinimum": 0},
                        },
                    }
                },
            },
        },
    },
    responses=RESPONSES,
    response_class=Response,
)
async def post_sparql(request: Request) -> Response:
    """SPARQL 1.1 Protocol, query by POST: as a form, or directly with the graphs in the query string."""
    received = asyncio.get_running_loop().time()
    kind = body_type(request)
    cap = services(request).limits.query_bytes
    pairs = query_pairs(request)
    if kind == FORM:
        # Percent-encoded, a character is up to three times as long; the graphs have room beside it.
        form = read_form(await read_body(request, 4 * cap, *QUERY), "form")
        if len("".join(value for name, value in form if name == "query").encode()) > cap:
            raise too_large(QUERY[0], cap, QUERY[1])
        return await answer(request, [*pairs, *form], received)
    body = await read_body(request, cap, *QUERY)
    try:
        return await answer(request, [*pairs, ("query", body.decode("utf-8-sig"))], received)
    except UnicodeDecodeError as error:
        raise Problem(BAD_REQUEST, "The query is not UTF-8.", "Send the bytes of UTF-8.") from error


def body_type(request: Request) -> str:
    """The media type of the body; 415 for what is neither a query nor a form, or in another charset or coding."""
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charsets = [text.partition("=")[2].strip('" ') for text in parameters if text.startswith("charset")]
    if kind in (FORM, DIRECT) and not is_coded(request) and all(name in ("utf-8", "utf8") for name in charsets):
        return kind
    raise Problem(
        UNSUPPORTED_MEDIA_TYPE,
        f"A body of type {request.headers.get('content-type') or '(none)'} is not read here.",
        f"Send {DIRECT} or {FORM}, in UTF-8, without content coding.",
        headers={"Accept-Post": f"{DIRECT}, {FORM}"},
    )


def read_request(pairs: Sequence[tuple[str, str]]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The one query and its graphs; 400 for what the protocol forbids. Parameters of other names are passed over."""
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise Problem(BAD_REQUEST, "This endpoint takes no updates.", "Send a query in the parameter `query`.")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise Problem(BAD_REQUEST, f"There are {len(queries)} queries.", "Send exactly one `query`.")
    if not queries[0].strip():
        raise Problem(BAD_REQUEST, "The query is empty.", "Send a SPARQL 1.1 query.")
    graphs = {name: tuple(value for key, value in pairs if key == name) for name in GRAPH_PARAMETERS}
    for name, iris in graphs.items():
        for iri in iris:
            if not is_iri(iri):
                raise Problem(BAD_REQUEST, f"{name} is no absolute IRI: {iri!r}.", "Send the graph's whole IRI.")
    return queries[0], graphs["default-graph-uri"], graphs["named-graph-uri"]


def choose_both(request: Request, wanted: str) -> tuple[Choice | None, Choice | None]:
    """What to answer with for either family of query forms; a query shows only when parsed which of them it is."""
    results, graphs = (*RESULTS, HTML), (*GRAPHS, HTML)
    if wanted.strip():
        chosen = find_format(wanted, results), find_format(wanted, graphs)
        if chosen == (None, None):
            names = ", ".join(each.name for each in (*RESULTS, *graphs))
            raise Problem(BAD_REQUEST, f"No format is called {wanted!r}.", f"Send one of: {names}.")
        return chosen
    chosen = _choose_families(read_list(request.headers, "accept"))
    if chosen == (None, None):
        offered = tuple(dict.fromkeys((*offers(results), *offers(graphs))))
        raise Problem(
            NOT_ACCEPTABLE,
            f"Offered here: {', '.join(offered)}.",
            "Send an Accept header with one of the types offered.",
            members={"offered": offered},
            headers={"Vary": "Accept"},
        )
    return chosen


@lru_cache(maxsize=512)
def _choose_families(accept: str | None) -> tuple[Choice | None, Choice | None]:
    """The same by Accept alone; clients send few different ones, and reading one takes longer than a small query."""
    return choose(accept, (*RESULTS, HTML)), choose(accept, (*GRAPHS, HTML))


def read_timeout(pairs: Sequence[tuple[str, str]], most: float) -> float:
    """The deadline in seconds: the server's own, or the lower one that was asked for."""
    texts = [value for name, value in pairs if name == "timeout"]
    if not texts:
        return most
    try:
        seconds = float(texts[0]) if len(texts) == 1 else 0.0
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise BadParameter("timeout", ", ".join(texts), "one number of seconds above 0")
    return min(seconds, most)


async def answer(request: Request, pairs: Sequence[tuple[str, str]], received: float) -> Response:
    """Run the query, unless its answer is at hand, and send it whole; the deadline counts from ``received``."""
    ours = services(request)
    query, default_graphs, named_graphs = read_request(pairs)
    named = dict(zip(GRAPH_PARAMETERS, (default_graphs, named_graphs), strict=True))
    request.scope["state"]["query"] = query
    # Clients repeat it with types of their own, the name first.
    wanted = next((value for name, value in pairs if name == "format" and value.strip()), "")
    results, graphs = choose_both(request, wanted)
    types = [choice.media_type if choice else "" for choice in (results, graphs)]
    seconds = read_timeout(pairs, ours.limits.deadline_seconds)
    is_page = any(choice is not None and choice.format == HTML for choice in (results, graphs))
    shown = (page_language(request), request.scope["query_string"].decode("latin-1")) if is_page else ()
    key = ("sparql", query, *types, "default", *default_graphs, "named", *named_graphs, "shown", *shown)
    announced = announce(ours.limits, seconds)
    kept = ours.cache.get(key)
    if kept is not None:
        return await send(request, kept, announced)
    asked = SparqlRequest(
        query, engine_type(results, RESULTS), engine_type(graphs, GRAPHS), default_graphs, named_graphs
    )
    try:
        answered = await run(request, asked, deadline=seconds, received=received)
    except GraphError as error:
        if HTML not in (choice.format for choice in (results, graphs) if choice):
            raise
        return editor.problem_page(request, query, from_error(error), await editor.examples_of(request), named)
    chosen = results if answered.media_type in offers(RESULTS) else graphs
    assert chosen is not None
    if chosen.format == HTML:
        examples = await editor.examples_of(request)
        body = await asyncio.to_thread(editor.answer_page, request, query, answered, examples, named)
        answered.close()
    elif not answered.is_spooled:
        body = answered.body
    else:
        ours.room.hold(answered, client_of(request).address)
        if not is_repeatable(query):
            return send_once(answered.parts(), chosen.content_type, ours.limits.headers(seconds))
        return send_spooled(request, answered, chosen.content_type, ours.release.version, announced)
    if not is_repeatable(query):
        return send_once(iter((body,)), chosen.content_type, ours.limits.headers(seconds))
    vary = "Accept-Language" if chosen.format == HTML else ""
    made = Representation(body, chosen.content_type, ours.release.version, vary=vary)
    ours.cache.put(key, made)
    return await send(request, made, announced)


@lru_cache(maxsize=64)
def announce(limits: Limits, seconds: float) -> RawHeaders:
    """The limits as headers that are sent; most clients ask with the same deadline."""
    return raw_headers(limits.headers(seconds))


def send_once(parts: Iterator[bytes], content_type: str, headers: Mapping[str, str]) -> Response:
    """An answer that would be another one the next time: no validator, and no cache keeps it."""
    fixed = {"Content-Type": content_type, "Vary": "Accept", "Cache-Control": NO_STORE}
    return StreamingResponse(iterate_in_threadpool(parts), headers={**fixed, **headers})


def engine_type(choice: Choice | None, family: Sequence[Format]) -> str | None:
    """The media type to ask the engine for; a page is made from the first of the family."""
    if choice is None:
        return None
    return (family[0] if choice.format == HTML else choice.format).media_type


async def describe_service(request: Request, parameters: Mapping[str, str]) -> Response:
    """What the endpoint is and holds, in the terms of SPARQL 1.1 Service Description; a form for browsers.

    In the form stands the query of the question that the parameter ``example`` names.
    """
    ours = services(request)
    choice = negotiate(request, (*GRAPHS, HTML), parameters.get("format"))
    endpoint = endpoint_of(request)

    async def make() -> bytes:
        if choice.format == HTML:
            return await editor.blank_page(request, parameters.get("example", ""))
        return await service.describe(ours, endpoint, choice.format.media_type)

    return await reply(request, choice, make, endpoint, headers=ours.limits.headers())


def endpoint_of(request: Request) -> str:
    """The endpoint's address: the public one when it is set, else that of the socket which the request came to.

    Never that of the Host header, which may be anything: what is said of the service may be kept and read by others.
    """
    base = services(request).settings.base_url
    if base:
        return f"{base}/sparql"
    scheme, (host, port) = request.scope["scheme"], request.scope["server"]
    name = f"[{host}]" if ":" in host else host
    is_usual = port is None or (scheme, port) in (("http", 80), ("https", 443))
    asked = f"{scheme}://{name}/sparql" if is_usual else f"{scheme}://{name}:{port}/sparql"
    return asked if is_iri(asked) else namespaces.BASE + "sparql"
