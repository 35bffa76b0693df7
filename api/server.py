"""The server process: it serves within its bounds, and stops without breaking off what is under way."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import socket
from collections.abc import Sequence
from contextlib import AsyncExitStack
from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI

from api.app import create_app, fixed_headers
from api.bounds import Bounds
from api.connections import connection_class
from api.deps import Services
from api.gate import Gate
from api.logs import AccessLog
from api.readers import Zygote
from api.settings import Settings
from api.sockets import allow_descriptors
from graph.logs import is_json

__all__ = ["Server", "serve"]

logger = logging.getLogger(__name__)

#: Descriptors beside those of connections: readers, files, the log, and connections that are being turned away.
OTHER_DESCRIPTORS: Final = 512


class Server(uvicorn.Server):
    """uvicorn's server, with the application's beginning and end in its own, and with two signals to stop.

    What is wrong at the beginning is raised here as it is. The first signal lets requests end that are under way and
    takes no new ones; the second ends the process there and then. Readers end with the process in any case.
    """

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app
        self._life = AsyncExitStack()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self._life.enter_async_context(self._app.router.lifespan_context(self._app))
        await super().startup(sockets)
        ours: Services = self._app.state.services
        for each in sockets or ():
            host, port = each.getsockname()[:2]
            name = f"[{host}]" if ":" in host else host
            logger.info("Version %s is served at http://%s:%d/", ours.release.version, name, port)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        logger.info("Stopping: requests under way have %s seconds", self.config.timeout_graceful_shutdown)
        await super().shutdown(sockets)
        await self._life.aclose()
        logger.info("Stopped")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.should_exit:
            os._exit(128 + sig)
        self.should_exit = True


def serve(settings: Settings, sockets: Sequence[socket.socket], spawned: Zygote | None = None) -> None:
    """Serve what the settings say on sockets that listen already, until a signal comes.

    Raises :class:`graph.errors.GraphError` for what cannot be served, and ``OSError`` where readers cannot be forked.
    """
    log = AccessLog(is_json=is_json(settings.log_format), has_queries=settings.log_queries)
    app = create_app(settings, spawned, log if settings.log_level in ("debug", "info") else None)
    ours: Services = app.state.services
    bounds = Bounds(**settings.bounds)
    needed = bounds.connections + OTHER_DESCRIPTORS
    allowed = allow_descriptors(needed)
    if allowed < needed:
        logger.warning("The system allows %d open files; MINPACT_CONNECTIONS asks for %d", allowed, needed)
    gate = Gate(bounds, ours.counts.connections, settings.forwarded_from)
    # What uvicorn says of itself at its beginning and end is said here.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    # A form that is broken is told of to whoever sent it; the log is not for clients to fill.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)
    config = uvicorn.Config(
        app,
        http=connection_class(gate, fixed_headers(ours)),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=math.ceil(ours.limits.deadline_seconds),
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(Server(config, app).serve(list(sockets)))
