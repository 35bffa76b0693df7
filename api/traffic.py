"""Watches requests as they pass: gives each an id, counts it, times it, and has it logged."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, MutableMapping
from time import perf_counter
from typing import Any, Final

from api.counts import TrafficCounts
from api.logs import AccessLog, Entry

__all__ = ["REQUEST_ID", "Traffic", "route_of"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

#: The header that carries a request's id, in and out.
REQUEST_ID: Final = "X-Request-Id"
HEADER: Final = REQUEST_ID.lower().encode()
#: An id that a client or proxy may give; anything else is replaced, since ids are logged and sent back.
WELL_FORMED: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")
#: Methods that are counted by name; the parser knows some forty.
METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
#: What stands for the route where there is none.
NO_ROUTE: Final = "(none)"
#: The status that proxies log for a client that left.
LEFT: Final = 499


class Traffic:
    """Outermost of what the application adds, so that it sees every answer as the client does."""

    def __init__(self, app: Application, counts: TrafficCounts, log: AccessLog | None = None) -> None:
        self.app = app
        self.counts = counts
        self.log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and remember what became of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = perf_counter()
        status = sent = 0
        request_id = _id_of(scope["headers"])
        state = scope.setdefault("state", {})
        state["request_id"] = request_id
        header = (HEADER, request_id.encode())

        async def send_on(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), header]
            else:
                sent += len(message.get("body", b""))
            await send(message)

        counts = self.counts
        counts.under_way += 1
        try:
            await self.app(scope, receive, send_on)
        except asyncio.CancelledError:
            status = LEFT
            raise
        except BaseException:
            status = status or 500
            raise
        finally:
            counts.under_way -= 1
            seconds = perf_counter() - begun
            method, route = scope["method"], route_of(scope)
            counts.add(route, method if method in METHODS else "other", status, seconds, sent)
            if self.log is not None:
                client = scope.get("client")
                address = client[0] if client else ""
                query = state.get("query", "")
                self.log.add(Entry(method, route, scope["path"], status, seconds, sent, address, request_id, query))


def _id_of(headers: list[tuple[bytes, bytes]]) -> str:
    for name, value in headers:
        if name == HEADER and WELL_FORMED.fullmatch(value):
            return value.decode("ascii")
    return f"{random.getrandbits(64):016x}"


def route_of(scope: Scope) -> str:
    """The template of the route that answered, never the path itself: clients choose paths, and each would be counted.

    >>> route_of({"path": "/nowhere"})
    '(none)'
    """
    route = scope.get("route")
    if route is not None:
        template: str = route.path
        return template
    if scope.get("endpoint") is None or scope.get("path_params"):
        return NO_ROUTE
    # A folder that is mounted, and a route of the framework's own, which has no parameters.
    place: str = scope.get("root_path") or scope["path"]
    return place
