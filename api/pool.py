"""Runs requests in disposable reader processes: a fast lane, slow places, and a deadline that stops the work.

Every request starts in the fast lane. One that is not done within the fast budget is slow: when a slow place is free
it takes its reader along there, and another reader serves the fast lane; otherwise its reader is killed and it waits
for a slow place, to be run again from the start. So however many slow queries come, each holds up the fast lane for its
budget once and no longer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from api.limits import Limits
from api.readers import READER, Reader, ReaderGone, Zygote
from graph.errors import GraphError, QueryRefused, QueryTimeout, QueryTooHeavy
from graph.wire import BODY, Answer, Request, frame, write_request

__all__ = ["Pool"]

logger = logging.getLogger(__name__)

#: Seconds between attempts to start a process again; each attempt waits twice as long, up to the last.
FIRST_PAUSE: Final = 0.05
LAST_PAUSE: Final = 5.0


@dataclass(slots=True)
class _Attempt:
    """A request under way: its frame, and whether a reader is at work on it."""

    request: bytes
    is_running: bool = False


class Pool:
    """Readers of one N-Quads file, made by :meth:`start` and ended by :meth:`stop`; all in one event loop."""

    def __init__(self, limits: Limits, nquads: Path, spawned: Zygote | None = None, program: str = READER) -> None:
        """A pool of this file; ``spawned`` is a process for it that was started before there was an event loop."""
        self._program = program
        self._limits = limits
        self._nquads = nquads
        self._spawned = spawned
        self._zygote: Zygote | None = None
        self._ready = asyncio.Event()
        self._fast = asyncio.Semaphore(limits.fast_readers)
        self._slow = asyncio.Semaphore(limits.readers)
        self._idle: list[Reader] = []
        self._lent: set[Reader] = set()
        self._is_forking = False
        self._is_stopped = False
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_ready(self) -> bool:
        """Whether requests can be answered now: the graph is loaded and readers can be forked."""
        return self._zygote is not None and self._zygote.is_alive

    async def start(self) -> None:
        """Load the graph and fork the first reader.

        Raises :class:`graph.errors.InvalidInput` for a file that is no N-Quads, ``OSError`` where the system does not
        let readers be forked or confined (Linux 5.3 or later is needed); what was started is ended again.
        """
        zygote, self._spawned = self._spawned, None
        if zygote is None:
            zygote = await Zygote.start(self._nquads, self._limits, self._program)
        else:
            await zygote.ready()
        self._zygote = zygote
        self._ready.set()
        self._spawn(self._supervise(zygote))
        try:
            self._idle.append(await self._fork())
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End all processes; requests under way are refused."""
        self._is_stopped = True
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for reader in (*self._idle, *self._lent):
            reader.end()
        self._idle.clear()
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            await zygote.stop()

    async def run(self, request: Request, *, deadline: float | None = None) -> Answer:
        """Answer a request, whole, within ``deadline`` seconds from now (by default the limits' deadline).

        Raises the error that the request met; :class:`QueryTimeout` when it ran until the deadline,
        :class:`QueryRefused` when it could not be run until then, :class:`QueryTooHeavy` when it ended its reader. When
        the caller is cancelled, the work stops.
        """
        seconds = self._limits.deadline_seconds if deadline is None else deadline
        attempt = _Attempt(frame(BODY, write_request(request)))
        try:
            async with asyncio.timeout(seconds):
                while not self._is_stopped:
                    try:
                        return await self._run(attempt)
                    except ReaderGone:
                        if self.is_ready:
                            raise QueryTooHeavy(self._limits.memory_bytes) from None
                        # The readers went with what they are forked from. A request changes nothing: run it again.
                        attempt.is_running = False
        except TimeoutError:
            if attempt.is_running:
                raise QueryTimeout(seconds) from None
        raise QueryRefused(seconds)

    async def _run(self, attempt: _Attempt) -> Answer:
        async with AsyncExitStack() as place:
            await place.enter_async_context(self._fast)
            async with self._borrow() as reader:
                attempt.is_running = True
                answer = reader.ask(attempt.request)
                await asyncio.wait((answer,), timeout=self._limits.fast_seconds)
                if answer.done():
                    return await answer
                if not self._slow.locked():
                    async with place.pop_all():
                        await place.enter_async_context(self._slow)
                    return await answer
            # The reader came back at work and is killed by now.
            attempt.is_running = False
            await place.aclose()
            await place.enter_async_context(self._slow)
            async with self._borrow() as reader:
                attempt.is_running = True
                return await reader.ask(attempt.request)

    @asynccontextmanager
    async def _borrow(self) -> AsyncIterator[Reader]:
        """A reader for one request; it is kept if it comes back free, and killed if not."""
        reader = await self._take()
        self._lent.add(reader)
        try:
            yield reader
        finally:
            self._lent.discard(reader)
            if reader.is_free and len(self._idle) < self._limits.fast_readers + self._limits.readers:
                self._idle.append(reader)
            else:
                reader.end()

    async def _take(self) -> Reader:
        pause = FIRST_PAUSE
        while True:
            while self._idle:
                reader = self._idle.pop()
                if reader.is_free:
                    self._stock_soon()
                    return reader
                reader.end()
            await self._ready.wait()
            try:
                return await self._fork()
            except OSError as error:
                logger.warning("No reader could be had: %s", error)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LAST_PAUSE)

    async def _fork(self) -> Reader:
        if self._zygote is None:
            raise ChildProcessError("The graph is not loaded.")
        return await Reader.fork(self._zygote)

    def _stock_soon(self) -> None:
        """Have one reader stand by, so that the next request need not wait for a fork."""
        if not self._idle and not self._is_forking and self._ready.is_set():
            self._is_forking = True
            self._spawn(self._stock())

    async def _stock(self) -> None:
        try:
            self._idle.append(await self._fork())
        except OSError as error:
            logger.warning("No reader stands by: %s", error)
        finally:
            self._is_forking = False

    async def _supervise(self, zygote: Zygote) -> None:
        """Start the process that holds the graph again whenever it ends."""
        while True:
            await zygote.watch()
            self._ready.clear()
            logger.error("The process that holds the graph ended; it is started again")
            await zygote.stop()
            zygote = await self._restart()
            self._zygote = zygote
            self._ready.set()
            self._stock_soon()

    async def _restart(self) -> Zygote:
        pause = FIRST_PAUSE
        while True:
            try:
                return await Zygote.start(self._nquads, self._limits, self._program)
            except (GraphError, OSError):
                logger.exception("The graph could not be loaded again")
            await asyncio.sleep(pause)
            pause = min(2 * pause, LAST_PAUSE)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
