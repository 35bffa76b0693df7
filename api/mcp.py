"""The Model Context Protocol: the tools of :mod:`api.tools` and a few resources, over HTTP and over standard streams.

The protocol's official SDK takes half a second to import, and many a server is never spoken to in this way, so it is
imported with the first request. Over HTTP every request stands by itself: no session is kept, so a restart breaks
nothing, and answers are JSON, not streams of events.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from fastapi import Request, Response

from api.deps import Services, client_of
from api.line import NOBODY
from api.problems import from_error
from api.tools import Call, Told, Tool, tools_of
from graph import namespaces as ns
from graph.errors import GraphError, UnknownEntity
from graph.wire import GraphRequest

if TYPE_CHECKING:
    import mcp.types as types
    from mcp.server import Server, ServerRequestContext
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from mcp.server.transport_security import TransportSecuritySettings

__all__ = ["RESOURCES", "Entry", "serve_streams"]

SCHEME: Final = "minpact://"
#: What can be read beside the tools: name, title, media type.
RESOURCES: Final = (
    ("ontology", "Classes and properties with their definitions", "text/turtle"),
    ("questions", "Every question of the catalogue with a query for an example", "text/turtle"),
    ("prefixes", "Prefixes that the sparql tool knows", "application/sparql-query"),
    ("data", "Version of the data, and the day up to which it is known", "application/json"),
)
GRAPHS: Final = {"ontology": ns.ONTOLOGY_GRAPH, "questions": ns.QUESTIONS_GRAPH}
LOCAL: Final = ("127.0.0.1", "localhost", "[::1]")
INSTRUCTIONS: Final = (
    "A knowledge graph of critical-minerals cooperation in which every fact has a source. Ask a tool of the catalogue "
    "where one fits, else search and describe, else sparql. Tell the sources with the answer, and the day as of which "
    "it holds. An empty answer means that nothing is known, which is not to say that there is nothing."
)


class Entry:
    """The way in over HTTP: begins with the first request, ends with :meth:`stop`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._manager: StreamableHTTPSessionManager | None = None
        self._starting = asyncio.Lock()
        self._ending = asyncio.Event()
        self._life: asyncio.Task[None] | None = None

    async def answer(self, request: Request) -> Response:
        """The response to a request, which the SDK writes by itself."""
        async with self._starting:
            if self._manager is None:
                self._manager = await self._start()
        return _Written(self._manager)

    async def _start(self) -> StreamableHTTPSessionManager:
        manager = await asyncio.to_thread(_make_manager, self._services)
        begun = asyncio.Event()

        async def live() -> None:
            # What the SDK begins must end in the task that began it.
            async with manager.run():
                begun.set()
                await self._ending.wait()

        self._life = asyncio.create_task(live())
        await begun.wait()
        return manager

    async def stop(self) -> None:
        """End what was begun; requests under way are broken off."""
        if self._life is not None:
            self._ending.set()
            await self._life


class _Written(Response):
    """A response that the SDK writes."""

    def __init__(self, manager: StreamableHTTPSessionManager) -> None:
        super().__init__()
        self._manager = manager

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def send_on(message: Any) -> None:
            if message["type"] == "http.response.start":
                named = {name.lower() for name, _ in message["headers"]}
                further = [] if b"cache-control" in named else [(b"cache-control", b"no-store")]
                message = {**message, "headers": [*message["headers"], *further]}
            await send(message)

        await self._manager.handle_request(scope, receive, send_on)


def _make_manager(services: Services) -> StreamableHTTPSessionManager:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    return StreamableHTTPSessionManager(
        make_server(services),
        json_response=True,
        stateless=True,
        security_settings=_security(services),
        max_request_body_size=services.limits.query_bytes + (1 << 16),
    )


def _security(services: Services) -> TransportSecuritySettings:
    """Which hosts and web origins may be named in a request, so that no page can reach a server behind its browser.

    Hosts are checked where they are known: a server with a public address, and one that listens on this machine only.
    An origin that may read other answers may use the protocol too, except that ``*`` stands for the server's own here.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    settings = services.settings
    public = urlsplit(settings.base_url)
    local = [name for host in LOCAL for name in (host, f"{host}:*")]
    hosts = [*local, *([public.netloc, f"{public.hostname}:*"] if public.netloc else [])]
    origins = [f"{scheme}://{name}" for scheme in ("http", "https") for name in local]
    if public.netloc:
        origins.append(f"{public.scheme}://{public.netloc}")
    origins += [origin for origin in settings.allowed_origins if origin != "*"]
    is_known = bool(public.netloc) or settings.host in (*LOCAL, "::1")
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=is_known, allowed_hosts=hosts, allowed_origins=origins
    )


def make_server(services: Services) -> Server[Any]:
    """The SDK's server with our tools and resources."""
    import mcp.types as types
    from mcp.server import Server
    from mcp.shared.exceptions import MCPError

    tools = tools_of(services)

    async def list_tools(context: ServerRequestContext[Any], asked: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_offer(tool) for tool in tools.values()])

    async def call_tool(context: ServerRequestContext[Any], asked: types.CallToolRequestParams) -> types.CallToolResult:
        tool = tools.get(asked.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"No tool is called {asked.name!r}.")
        try:
            told = await tool.call(_call(services, context.request, asked.arguments))
        except GraphError as error:
            told = Told(from_error(error).document(), f"{error.describe()}\n{error.remedy}", is_error=True)
        return types.CallToolResult(
            content=[types.TextContent(text=told.text)],
            structured_content=dict(told.document),
            is_error=told.is_error,
        )

    async def list_resources(context: ServerRequestContext[Any], asked: object) -> types.ListResourcesResult:
        return types.ListResourcesResult(
            resources=[
                types.Resource(uri=SCHEME + name, name=name, title=title, mime_type=media_type)
                for name, title, media_type in RESOURCES
            ]
        )

    async def list_templates(context: ServerRequestContext[Any], asked: object) -> types.ListResourceTemplatesResult:
        # There are none; but clients that see resources ask for them, and some take a refusal for a fault.
        return types.ListResourceTemplatesResult(resource_templates=[])

    async def read_resource(
        context: ServerRequestContext[Any], asked: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        media_types = {SCHEME + name: media_type for name, _, media_type in RESOURCES}
        try:
            text = await _read(services, asked.uri.removeprefix(SCHEME)) if asked.uri in media_types else None
        except UnknownEntity:
            text = None
        if text is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no resource {asked.uri}.", {"uri": asked.uri})
        contents = types.TextResourceContents(uri=asked.uri, mime_type=media_types[asked.uri], text=text)
        return types.ReadResourceResult(contents=[contents])

    return Server(
        "minpact",
        version=services.program,
        title="MinPact",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


def _offer(tool: Tool) -> types.Tool:
    import mcp.types as types

    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=dict(tool.schema),
        annotations=types.ToolAnnotations(
            title=tool.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _call(services: Services, request: Any, arguments: dict[str, Any] | None) -> Call:
    base = services.settings.base_url
    if isinstance(request, Request):
        return Call(arguments or {}, base or str(request.base_url).rstrip("/"), client_of(request))
    return Call(arguments or {}, base or ns.BASE.rstrip("/"), NOBODY)


async def _read(services: Services, name: str) -> str:
    """The text of a resource; raises :class:`graph.errors.UnknownEntity` for one that this graph does not have."""
    if name in GRAPHS:
        return (await services.pool.run(GraphRequest(GRAPHS[name], "text/turtle"))).body.decode()
    if name == "prefixes":
        return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in ns.PREFIXES.items())
    release = services.release
    return json.dumps(
        {"data_version": release.version, "cut_off": release.cut_off or None, "program": services.program}
    )


async def serve_streams(services: Services) -> None:
    """Speak over standard input and output until the input ends; nothing else may be written there meanwhile.

    Raises what :meth:`api.pool.Pool.start` raises.
    """
    from mcp.server.stdio import stdio_server

    await services.pool.start()
    try:
        server = make_server(services)
        async with stdio_server() as (received, sent):
            await server.run(received, sent, server.create_initialization_options())
    finally:
        await services.validators.stop()
        await services.pool.stop()
