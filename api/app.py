"""The application: services for the time it runs, routes, one way to answer errors, and what every response carries."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from starlette.requests import ClientDisconnect

from api.deps import AS_OF, DATA_VERSION, EMPTY_MEANS, HIDDEN_FACTS, TOTAL_ROWS, ClientLeft, Services
from api.logs import AccessLog
from api.mcp import Entry
from api.negotiation import HTML, choose, read_list
from api.pages.operations import complete
from api.pages.rendering import render, warm
from api.problems import FORMATS, METHOD_NOT_ALLOWED, NOT_FOUND, Problem, fault, from_error
from api.proxies import Proxied
from api.readers import Zygote
from api.routers import (
    ask,
    assets,
    coverage,
    crawlers,
    crosswalk,
    dataset,
    design,
    dumps,
    entities,
    health,
    home,
    mcp,
    network,
    ontology,
    promises,
    provenance,
    quality,
    questions,
    reconcile,
    search,
    sites,
    sparql,
    timeline,
    validation,
)
from api.settings import Settings
from api.traffic import REQUEST_ID, Traffic
from graph.errors import GraphError

__all__ = ["Border", "create_app", "fixed_headers", "problem_response"]

logger = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

#: What routing leaves in the scope of a request.
ROUTED: Final = ("endpoint", "path_params", "root_path", "route")
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
EXPOSED: Final = (
    "Accept-Ranges",
    "Allow",
    AS_OF,
    "Content-Location",
    "Content-Range",
    DATA_VERSION,
    EMPTY_MEANS,
    "ETag",
    HIDDEN_FACTS,
    TOTAL_ROWS,
    "Link",
    "Retry-After",
    REQUEST_ID,
)
SECURITY: Final = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}

POLICY: Final = b"content-security-policy"


def create_app(settings: Settings, spawned: Zygote | None = None, log: AccessLog | None = None) -> FastAPI:
    """An application that serves what the settings say; ``spawned`` is a process that holds its graph already.

    Requests are logged where there is a ``log``; a server that is not our own may have one of its own.
    Raises :class:`graph.errors.NoBuild` when there is nothing to serve and :class:`graph.errors.InvalidInput` when the
    catalogue of questions cannot be read; the readers start with the application and stop with it.
    """
    ours = Services.of(settings, spawned)
    entry = Entry(ours)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await ours.pool.start()
        warm()
        try:
            yield
        finally:
            await entry.stop()
            await ours.validators.stop()
            await ours.pool.stop()

    app = Service(
        title="MinPact",
        summary="Critical-minerals cooperation, fact by fact, each with its source",
        version=ours.program,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        license_info={"name": "Apache-2.0 (program), CC BY 4.0 (data)"},
    )
    app.state.services = ours
    app.state.mcp = entry
    app.state.places = {}
    for router in (questions.routes(ours.questions), sparql.router, entities.router, ontology.router):
        app.include_router(router)
    for router in (ask.router, search.router, reconcile.router, provenance.router, validation.router, dataset.router):
        app.include_router(router)
    for router in (mcp.router, dumps.router, health.router, crawlers.router, design.router, home.router, assets.router):
        app.include_router(router)
    for router in (coverage.router, crosswalk.router, promises.router, timeline.router, sites.router):
        app.include_router(router)
    for router in (network.router, quality.router):
        app.include_router(router)
    app.border = Traffic(Border(app.dispatch, ours), ours.counts.traffic, log)
    path = urlsplit(settings.base_url).path
    if path or settings.forwarded_from:
        is_known = None if settings.prefix == "kept" else lambda scope: bool(allowed_methods(app, scope))
        prefix = "" if settings.prefix == "stripped" else path
        app.border = Proxied(app.border, settings.forwarded_from, prefix, is_known)
    app.add_exception_handler(GraphError, _answer_error)
    app.add_exception_handler(Problem, _answer_error)
    app.add_exception_handler(ClientLeft, _answer_nobody)
    app.add_exception_handler(ClientDisconnect, _answer_nobody)
    app.add_exception_handler(Exception, _answer_fault)
    app.add_exception_handler(404, _answer_not_found)
    app.add_exception_handler(405, _answer_not_allowed)
    plain_openapi = app.openapi
    app.openapi = lambda: complete(plain_openapi(), settings.base_url)  # type: ignore[method-assign]
    return app


#: Addresses whose handlers are called without FastAPI's routing between, which takes longer than a small query does.
DIRECT: Final[dict[tuple[str, str], Callable[[Request], Awaitable[Response]]]] = {
    ("/sparql", "GET"): sparql.get_sparql,
    ("/sparql", "POST"): sparql.post_sparql,
}


class Service(FastAPI):
    """The application within its border, with a short way to the endpoint."""

    border: Application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request through the border."""
        scope["app"] = self
        await self.border(scope, receive, send)

    async def dispatch(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer within the border: the endpoint by itself, everything else as FastAPI does."""
        handler = None
        if scope["type"] == "http":
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            handler = DIRECT.get((path, scope["method"]))
        if handler is None:
            await super().__call__(scope, receive, send)
            return
        scope["endpoint"] = handler
        request = Request(scope, receive)
        try:
            response = await handler(request)
        except (GraphError, Problem) as error:
            response = await _answer_error(request, error)
        except (ClientLeft, ClientDisconnect) as error:
            response = await _answer_nobody(request, error)
        await response(scope, receive, send)


def problem_response(request: Request, problem: Problem) -> Response:
    """A problem in the representation that the client likes best; one that accepts none gets JSON."""
    choice = choose(read_list(request.headers, "accept"), FORMATS) or choose(None, FORMATS)
    assert choice is not None
    problem.members |= {"request_id": request.state.request_id}
    if choice.format == HTML:
        members = problem.members
        near = [str(value) for name in ("near", "candidates", "offered") for value in _listed(members.get(name))]
        successor = members.get("successor")
        body = render(request, "problem.html", problem=problem.document(), near=near, successor=successor)
    else:
        body = problem.json() if choice.format == FORMATS[0] else problem.text()
    vary = "Accept, Accept-Language" if choice.format == HTML else "Accept"
    headers = {"Content-Type": choice.content_type, "Vary": vary, "Cache-Control": "no-store", **problem.headers}
    return Response(body, problem.kind.status, headers)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


async def _answer_error(request: Request, error: Exception) -> Response:
    return problem_response(request, error if isinstance(error, Problem) else from_error(_graph_error(error)))


def _graph_error(error: Exception) -> GraphError:
    assert isinstance(error, GraphError)
    return error


async def _answer_nobody(request: Request, error: Exception) -> Response:
    """Nobody reads this; the status is the one that proxies log for a client that left."""
    return Response(status_code=499)


async def _answer_fault(request: Request, error: Exception) -> Response:
    """A fault of ours; the border logs it."""
    return problem_response(request, fault())


async def _answer_not_found(request: Request, error: Exception) -> Response:
    path = request.scope["path"]
    return problem_response(request, Problem(NOT_FOUND, f"There is nothing at {path}.", "See / for what there is."))


async def _answer_not_allowed(request: Request, error: Exception) -> Response:
    allowed = ", ".join(allowed_methods(request.app, request.scope))
    detail = f"{request.method} is not allowed at {request.scope['path']}."
    return problem_response(
        request, Problem(METHOD_NOT_ALLOWED, detail, f"Use one of: {allowed}.", headers={"Allow": allowed})
    )


def allowed_methods(app: FastAPI, scope: Scope) -> list[str]:
    """Methods that the address answers to, with those that every address has; empty when there is no such address."""
    found = [method for method in METHODS if is_routed(app, scope, method)]
    if "GET" in found and "HEAD" not in found:
        found.append("HEAD")
    return sorted([*found, "OPTIONS"]) if found else []


def is_routed(app: FastAPI, scope: Scope, method: str) -> bool:
    """Whether a route answers to a method at the address of a request."""
    asked = {**scope, "method": method}
    return any(route.matches(asked)[0].name == "FULL" for route in app.routes)


def fixed_headers(services: Services) -> list[tuple[bytes, bytes]]:
    """Headers of every response, whatever the request."""
    exposed = sorted({*EXPOSED, *services.limits.headers()}, key=str.lower)
    fixed = {
        **SECURITY,
        "Access-Control-Expose-Headers": ", ".join(exposed),
        DATA_VERSION: services.release.version,
    }
    if "*" in services.settings.allowed_origins:
        fixed["Access-Control-Allow-Origin"] = "*"
    return [(name.lower().encode(), value.encode()) for name, value in fixed.items()]


class Border:
    """What holds for every response: HEAD and OPTIONS, reading from other origins, security, the version, no internals.

    Outermost, so that problems and pages have it all too. Credentials are never allowed
    across origins: there are none, and with ``*`` browsers would refuse.
    """

    def __init__(self, app: Application, services: Services) -> None:
        self.app = app
        self.origins = services.settings.allowed_origins
        self.is_open = "*" in self.origins
        self.fixed = fixed_headers(services)

        #: Beside a policy of the response's own, such as that of a page that others may frame.
        self.unframed = [(name, value) for name, value in self.fixed if name != POLICY]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and a response out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = is_over = False
        method = scope["method"]
        origin = self._origin(scope)

        async def send_on(message: Message) -> None:
            nonlocal has_begun, is_over
            if message["type"] == "http.response.start":
                has_begun = True
                own = [*message.get("headers", ())]
                fixed = self.unframed if any(name == POLICY for name, _ in own) else self.fixed
                message = {**message, "headers": [*own, *fixed, *origin]}
            else:
                is_over = not message.get("more_body", False)
                if method == "HEAD":
                    message = {**message, "body": b""}
            await send(message)

        if method == "OPTIONS":
            await self._options(scope)(scope, receive, send_on)
            return
        is_get = method != "HEAD" or is_routed(scope["app"], scope, "HEAD")
        asked = scope if is_get else {**scope, "method": "GET"}
        try:
            await self.app(asked, receive, send_on)
        except Exception as error:
            logger.exception("%s %s failed", method, scope["path"])
            if is_over:
                return
            if has_begun:
                # What was sent is no whole answer: the connection breaks off, so that nobody takes it for one.
                raise
            await (await _answer_fault(Request(scope), error))(scope, receive, send_on)
        finally:
            if asked is not scope:
                scope.update((name, asked[name]) for name in ROUTED if name in asked)

    def _origin(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        """Which origin may read the response from a script; said always, so that caches hold it for all."""
        if self.is_open:
            return []
        asked = dict(scope["headers"]).get(b"origin", b"")
        allowed = [(b"access-control-allow-origin", asked)] if asked.decode("latin-1") in self.origins else []
        return [(b"vary", b"Origin"), *allowed]

    def _options(self, scope: Scope) -> Response:
        """What the address allows, to a browser that asks before it sends (preflight) and to anybody else."""
        allowed = ", ".join(allowed_methods(scope["app"], scope))
        if not allowed:
            return problem_response(Request(scope), Problem(NOT_FOUND, f"There is nothing at {scope['path']}."))
        headers = {
            "Allow": allowed,
            "Access-Control-Allow-Methods": allowed,
            "Access-Control-Allow-Headers": "*",
            "Access-Control-Max-Age": "86400",
        }
        return Response(status_code=204, headers=headers)
