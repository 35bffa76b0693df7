"""Runs requests in disposable reader processes: a fast lane, slow places, and a deadline that stops the work.

Every request starts in the fast lane. One that is not done within the fast budget is slow: when a slow place is free
it takes its reader along there, and another reader serves the fast lane; otherwise its reader is killed and it waits
for a slow place, to be run again from the start. So however many slow queries come, each holds up the fast lane for its
budget once and no longer. Who waits, waits in a :class:`api.line.Line`, so that one address with many queries holds up
itself and nobody else. A reader that is busy for long gets a lower priority of the processors than those in the fast
lane.

A request that is the same to the byte as one under way, begun within the fast budget, shares its run: when many ask one
thing at once, it is answered once. Each of them keeps its own deadline, and counts among those that wait.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import Counter
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import Any, Final

from api.counts import QueryCounts, outcome_of
from api.jobs import Job
from api.limits import Limits
from api.line import NOBODY, Client, Line
from api.readers import READER, Reader, ReaderGone, Zygote
from api.spool import Answer
from graph.errors import GraphError, QueryRefused, QueryTimeout, QueryTooHeavy, TooManyQueries
from graph.sparql import is_repeatable
from graph.wire import BODY, Request, SparqlRequest, frame, write_request

__all__ = ["Pool"]

logger = logging.getLogger(__name__)

#: Seconds between attempts to start a process again; each attempt waits twice as long, up to the last.
FIRST_PAUSE: Final = 0.05
LAST_PAUSE: Final = 5.0
#: A query that has run for so many seconds yields the processors to shorter ones, by so many steps of niceness.
PATIENCE: Final = 0.5
NICENESS: Final = 10
#: After so many seconds without a query, readers that have copied so much of the graph share it again.
REST_SECONDS: Final = 1.0
MOST_COPIED: Final = 32 << 20


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
        self._idle: list[Reader] = []
        self._lent: set[Reader] = set()
        self._jobs: set[Job] = set()
        #: Runs that others may share, by their request, and how many share one, by address.
        self._shared: dict[bytes, Job] = {}
        self._sharing: Counter[str] = Counter()
        self._is_forking = False
        self._is_stopped = False
        self._rest: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.counts = QueryCounts()
        self.fast_line: Line[Job] = Line()
        self.slow_line: Line[Job] = Line()
        self.fast_taken = 0
        self.slow_taken = 0

    @property
    def is_ready(self) -> bool:
        """Whether requests can be answered now: the graph is loaded and readers can be forked."""
        return self._zygote is not None and self._zygote.is_alive

    async def start(self) -> None:
        """Load the graph and fork the first readers.

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
        for _ in range(1, self._limits.fast_readers):
            self._spawn(self._stock())

    async def stop(self) -> None:
        """End all processes; requests under way are refused."""
        self._is_stopped = True
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for job in tuple(self._jobs):
            job.stop_budget()
            job.settle(QueryRefused(job.seconds))
        for reader in (*self._idle, *self._lent):
            reader.end()
        self._idle.clear()
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            await zygote.stop()

    async def run(
        self,
        request: Request,
        *,
        deadline: float | None = None,
        received: float | None = None,
        client: Client = NOBODY,
    ) -> Answer:
        """Answer a request, whole, within ``deadline`` seconds (by default the limits' deadline).

        They count from ``received``, a time of the event loop's clock, or from now.

        Raises the error that the request met; :class:`QueryTimeout` when it ran until the deadline,
        :class:`QueryRefused` when it could not be run until then, :class:`TooManyQueries` when too many wait already,
        :class:`QueryTooHeavy` when it ended its reader. When the caller is cancelled, the work stops.
        """
        loop = asyncio.get_running_loop()
        now = loop.time()
        seconds = self._limits.deadline_seconds if deadline is None else deadline
        framed = frame(BODY, write_request(request))
        job = self._shared.get(framed)
        is_new = job is None or job.is_over or now > job.open_until
        if job is None or is_new:
            job = Job(framed, client, seconds, now + self._limits.fast_seconds)
        self._admit(job, client, is_new=is_new)
        waiter: asyncio.Future[Answer] = loop.create_future()
        job.waiters.append(waiter)
        if not is_new:
            self._sharing[client.address] += 1
            self.counts.shared += 1
        elif not isinstance(request, SparqlRequest) or is_repeatable(request.query):
            self._shared[framed] = job
        end = loop.call_at((now if received is None else received) + seconds, self._expire, job, waiter, seconds)
        try:
            answer = await waiter
        except BaseException as error:
            self.counts.outcomes[outcome_of(error)] += 1
            raise
        finally:
            end.cancel()
            if not is_new:
                self._sharing[client.address] -= 1
                if not self._sharing[client.address]:
                    del self._sharing[client.address]
            if all(each.done() for each in job.waiters):
                self._jobs.discard(job)
                if self._shared.get(framed) is job:
                    del self._shared[framed]
                if not job.is_over:
                    job.is_over = True
                    self._leave(job)
        self.counts.outcomes["answered"] += 1
        return answer

    def _admit(self, job: Job, client: Client, *, is_new: bool) -> None:
        """Start a request, have it wait, or let it share a run; raises when too many wait already."""
        if self._is_stopped:
            raise QueryRefused(job.seconds)
        if is_new and self.fast_taken < self._limits.fast_readers and not self.fast_line.size:
            self._jobs.add(job)
            self._start(job)
            return
        of_address = self._sharing[client.address]
        waiting = self.fast_line.size_of(client.address) + self.slow_line.size_of(client.address) + of_address
        if waiting >= self._limits.waiting_of_address:
            self.counts.outcomes["refused"] += 1
            raise TooManyQueries(waiting)
        if self.fast_line.size + self.slow_line.size + self._sharing.total() >= self._limits.waiting:
            self.counts.outcomes["refused"] += 1
            raise QueryRefused(0.0)
        if is_new:
            self._jobs.add(job)
            self.fast_line.put(job.client, job)

    def _start(self, job: Job) -> None:
        """Take a place in the job's lane and a reader for it."""
        if job.is_slow:
            self.slow_taken += 1
        else:
            self.fast_taken += 1
        while self._idle:
            if self._work(job, self._idle.pop()):
                self._stock_soon()
                return
        self._spawn(self._fork_for(job))

    async def _fork_for(self, job: Job) -> None:
        """Have a reader forked for a job that holds a place already."""
        pause = FIRST_PAUSE
        while job.is_wanted():
            await self._ready.wait()
            try:
                reader = await self._fork()
            except OSError as error:
                logger.warning("No reader could be had: %s", error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LAST_PAUSE)
                continue
            if not job.is_wanted():
                self._idle.append(reader)
            elif self._work(job, reader):
                self._stock_soon()
                return
        self._vacate(job)

    def _work(self, job: Job, reader: Reader) -> bool:
        """Give a job to a reader; false when the reader has ended meanwhile."""
        try:
            reader.ask(job.request, lambda outcome: self._finish(job, outcome))
        except ReaderGone:
            return False
        job.reader = reader
        self._lent.add(reader)
        loop = asyncio.get_running_loop()
        if job.is_slow:
            job.budget = loop.call_later(PATIENCE, self._hold_back, job)
        else:
            job.budget = loop.call_later(self._limits.fast_seconds, self._promote, job)
        return True

    def _finish(self, job: Job, outcome: Answer | Exception) -> None:
        """A reader has answered, failed or ended."""
        reader = job.reader
        job.stop_budget()
        if reader is not None:
            self._lent.discard(reader)
            job.reader = None
            if reader.is_free and len(self._idle) < self._limits.fast_readers + self._limits.readers:
                self._idle.append(reader)
                self._rest = self._rest or asyncio.get_running_loop().call_later(REST_SECONDS, self._share_again)
            else:
                reader.end()
        self._vacate(job)
        if job.is_over:
            if isinstance(outcome, Answer):
                outcome.close()
        elif isinstance(outcome, Answer) or not isinstance(outcome, ReaderGone):
            job.settle(outcome)
        elif self.is_ready or self._is_stopped:
            job.settle(QueryTooHeavy(self._limits.memory_bytes))
        else:
            # The readers went with what they are forked from. A request changes nothing: run it again.
            self._wait(job)

    def _promote(self, job: Job) -> None:
        """The fast budget is used up: on to a slow place, with the reader if there is one, else to wait for one."""
        job.budget = None
        if job.reader is None or job.is_over:
            return
        if self.slow_taken < self._limits.readers:
            self.counts.promoted += 1
            self.fast_taken -= 1
            self.slow_taken += 1
            job.is_slow = True
            patience = max(0.0, PATIENCE - self._limits.fast_seconds)
            job.budget = asyncio.get_running_loop().call_later(patience, self._hold_back, job)
            self._next()
        else:
            self.counts.rerun += 1
            self._drop_reader(job)
            self._vacate(job)
            job.is_slow = True
            self._wait(job)

    def _hold_back(self, job: Job) -> None:
        """Let shorter queries go first on the processors; the reader is not used again."""
        job.budget = None
        if job.reader is not None and not job.reader.is_ended:
            job.reader.is_last = True
            try:
                os.setpriority(os.PRIO_PROCESS, job.reader.pid, NICENESS)
            except OSError as error:
                logger.warning("A reader's priority could not be lowered: %s", error)

    def _expire(self, job: Job, waiter: asyncio.Future[Answer], seconds: float) -> None:
        """The deadline of one caller has come; the run goes on for as long as others wait for it."""
        if not waiter.done():
            waiter.set_exception(QueryTimeout(seconds) if job.reader is not None else QueryRefused(seconds))

    def _leave(self, job: Job) -> None:
        """Stop whatever is done for a job that nobody waits for any more."""
        if job.reader is not None:
            job.stop_budget()
            self._drop_reader(job)
            self._vacate(job)
        else:
            (self.slow_line if job.is_slow else self.fast_line).drop(job.client, job)

    def _drop_reader(self, job: Job) -> None:
        reader, job.reader = job.reader, None
        if reader is not None:
            self._lent.discard(reader)
            reader.forget()
            reader.end()
        self._stock_soon()

    def _wait(self, job: Job) -> None:
        (self.slow_line if job.is_slow else self.fast_line).put(job.client, job)
        self._next()

    def _vacate(self, job: Job) -> None:
        """Give the job's place to whoever is next."""
        if job.is_slow:
            self.slow_taken -= 1
        else:
            self.fast_taken -= 1
        self._next()

    def _next(self) -> None:
        if self._is_stopped:
            return
        while self.fast_line.size and self.fast_taken < self._limits.fast_readers:
            self._start(self.fast_line.take())
        while self.slow_line.size and self.slow_taken < self._limits.readers:
            self._start(self.slow_line.take())

    async def _fork(self) -> Reader:
        if self._zygote is None:
            raise ChildProcessError("The graph is not loaded.")
        self.counts.forks += 1
        return await Reader.fork(self._zygote)

    def _stock_soon(self) -> None:
        """Have one reader stand by, so that the next request need not wait for a fork."""
        if not self._idle and not self._is_forking and self._ready.is_set() and not self._is_stopped:
            self._is_forking = True
            self._spawn(self._stock())

    async def _stock(self) -> None:
        try:
            self._idle.append(await self._fork())
        except OSError as error:
            logger.warning("No reader stands by: %s", error)
        finally:
            self._is_forking = False

    def _renew(self) -> None:
        """Exchange the readers for such as share what the process that holds the graph has made since."""
        for reader in self._lent:
            reader.is_last = True
        self._exchange(tuple(self._idle))

    def _share_again(self) -> None:
        """Exchange readers that have copied much of the graph: the engine counts who looks, which is to write."""
        is_busy = self.fast_taken or self.slow_taken  # then there is no time to lose by forks
        self._rest = asyncio.get_running_loop().call_later(REST_SECONDS, self._share_again) if is_busy else None
        self._exchange(each for each in tuple(self._idle) if not is_busy and each.copied_bytes > MOST_COPIED)

    def _exchange(self, readers: Iterable[Reader]) -> None:
        for reader in readers:
            self._idle.remove(reader)
            reader.end()
        self._stock_soon()

    async def _supervise(self, zygote: Zygote) -> None:
        """Start the process that holds the graph again whenever it ends."""
        while True:
            while await zygote.hear():
                self._renew()
            self._ready.clear()
            logger.error("The process that holds the graph ended; it is started again")
            self.counts.zygote_restarts += 1
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
