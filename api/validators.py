"""The validation processes: a pool like that of the readers, which starts when somebody first asks for it.

pySHACL and rdflib take a second to load and hold the graph a second time, which no server should pay for that nobody
ever asks to validate anything.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import Final

from api.limits import Limits
from api.line import NOBODY, Client
from api.pool import Pool
from api.spool import Answer
from graph.errors import QueryRefused
from graph.wire import Request

__all__ = ["Validators"]

logger = logging.getLogger(__name__)

PROGRAM: Final = "graph.validator"


class Validators:
    """A pool of validation processes over one N-Quads file; all in one event loop.

    Half as many work at a time as there are readers, since they are a convenience beside the queries.
    """

    def __init__(self, limits: Limits, nquads: Path) -> None:
        self._limits = replace(limits, readers=max(1, limits.readers // 2), fast_readers=1)
        self._nquads = nquads
        self._start: asyncio.Task[Pool] | None = None

    @property
    def is_started(self) -> bool:
        """Whether anybody has asked for a validation yet."""
        return self._start is not None

    @property
    def pool(self) -> Pool | None:
        """The pool, once it has started."""
        is_there = self._start is not None and self._start.done() and not self._start.cancelled()
        return self._start.result() if self._start is not None and is_there and not self._start.exception() else None

    async def run(
        self,
        request: Request,
        *,
        deadline: float | None = None,
        received: float | None = None,
        client: Client = NOBODY,
    ) -> Answer:
        """As :meth:`api.pool.Pool.run`; the first request waits for the start, within its own deadline."""
        seconds = self._limits.deadline_seconds if deadline is None else deadline
        begun = asyncio.get_running_loop().time() if received is None else received
        if self._start is None or (self._start.done() and self._start.exception() is not None):
            self._start = asyncio.create_task(self._begin())
        try:
            async with asyncio.timeout_at(begun + seconds):
                # Shielded: the start goes on for the next request when this one's deadline or client has gone.
                pool = await asyncio.shield(self._start)
        except TimeoutError:
            raise QueryRefused(seconds) from None
        return await pool.run(request, deadline=seconds, received=begun, client=client)

    async def stop(self) -> None:
        """End all processes; requests under way are refused."""
        if self._start is None:
            return
        self._start.cancel()
        (outcome,) = await asyncio.gather(self._start, return_exceptions=True)
        if isinstance(outcome, Pool):
            await outcome.stop()

    async def _begin(self) -> Pool:
        pool = Pool(self._limits, self._nquads, program=PROGRAM)
        await pool.start()
        logger.info("Validations can be had now")
        return pool
