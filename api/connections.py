"""A connection on the wire: uvicorn's, with bounds on what a client may send, how slowly, and how slowly it may read.

uvicorn takes heads and bodies of any length for as long as they come. Here whatever is past a bound is refused before
anything runs for it, in a problem document, and the connection is closed so that the client gets to read why: the
server stops sending, and goes on taking in what the client still sends, for a moment, before it closes for good.

A request is refused in its turn: those before it on the same connection are answered first.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from typing import Any, Final, cast
from urllib.parse import unquote

import httptools
from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from api.gate import Gate
from api.heads import MOST_HEADERS, has_body, is_host, large_body, large_head, long_address, refusal, split_target
from api.lingering import Lingering
from api.problems import BAD_REQUEST, REQUEST_TIMEOUT, Problem
from graph.logs import event

__all__ = ["Connection", "connection_class"]

logger = logging.getLogger(__name__)

#: What a request is at, on the side that receives: nothing yet, its head, its body; or nothing is taken any more.
IDLE, HEAD, BODY, OVER = range(4)
NEVER: Final = float("inf")
#: Headers that the reading of a request depends on.
WATCHED: Final = frozenset({b"host", b"expect", b"content-length", b"transfer-encoding"})
#: How long, and for how many bytes, a client that was refused may go on sending.
LINGER_SECONDS: Final = 2.0
LINGER_BYTES: Final = 4 << 20
#: Requests that may wait on one connection for the one before them.
MOST_PIPELINED: Final = 64
#: What chunk headers, extensions and trailers may add to a body, and for each of its bytes.
FRAMING_BYTES: Final = 64 << 10
FRAMING_SHARE: Final = 8


class Connection(HttpToolsProtocol):
    """One connection; ``gate`` and ``fixed`` are those of the server, see :func:`connection_class`."""

    gate: Gate
    #: Headers of every response, for those that the application does not make.
    fixed: Sequence[tuple[bytes, bytes]]

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.bounds = self.gate.bounds
        self.stage = IDLE
        #: When what the client is at has to be done, and when it began.
        self.due = NEVER
        self.begun = 0.0
        #: Bytes that came together last, that came of the head or of the body, and of the body without its framing.
        self.piece = self.taken = self.received = 0
        self.hosts = self.announced = 0
        self.is_followed = False
        self.running: RequestResponseCycle | None = None
        self.is_kept = False
        self.is_last = self.is_lingering = False
        #: Why the request that is being received is refused, and the refusal that waits for its turn.
        self.fault: Problem | None = None
        self.refusal: Problem | None = None
        self.undrained = 0
        self.drain_due = NEVER

    # --- the connection

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        problem = self.gate.admit(self, self.client[0] if self.client else "")
        if problem is None:
            self.due = self.loop.time() + self.bounds.keep_alive_seconds
            return
        self.connections.discard(self)
        if self.gate.is_told(self):
            self._refuse(problem)
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self.gate.leave(self)
        self.pipeline.clear()
        running = self.running
        if running is not None and not running.response_complete:
            running.disconnected = True
            running.message_event.set()
        super().connection_lost(exc)

    def evict(self) -> None:
        self.transport.abort()

    def shutdown(self) -> None:
        if self.running is None or self.running.response_complete:
            self.transport.close()
        else:
            # What is under way is finished; what waits behind it is not begun.
            self.is_last = True
            self.running.keep_alive = False

    def check(self, now: float) -> None:
        self._check_drain(now)
        if now < self.due:
            return
        if self.stage == HEAD:
            self._refuse(Problem(REQUEST_TIMEOUT, f"The head was not there in {self.bounds.header_seconds:g} seconds."))
        elif self.stage == BODY:
            self._check_body(now)
        elif self.stage == IDLE:
            self.gate.counts.cut["idle"] += 1
            self.due = NEVER
            self.transport.close()
        elif not self.transport.get_write_buffer_size():
            self.transport.abort()

    def _check_body(self, now: float) -> None:
        if self.flow.read_paused:
            # It is the application that is slow to take what has come.
            self.begun += now - self.due
            self.due = now + self.bounds.body_seconds
            return
        self.due = self.begun + self.bounds.body_seconds + self.received / self.bounds.rate_bytes
        if now >= self.due:
            rate = f"{self.bounds.body_seconds:g} seconds and one more for each {self.bounds.rate_bytes} bytes"
            self._refuse(Problem(REQUEST_TIMEOUT, f"A body may take {rate}."))

    def _check_drain(self, now: float) -> None:
        """Cut off a client that takes too little of what it is sent."""
        size = self.transport.get_write_buffer_size()
        is_stuck = size and (self.flow.write_paused or self.running is None or self.running.response_complete)
        if not is_stuck:
            self.drain_due = NEVER
        elif self.drain_due == NEVER:
            self.undrained = size
            self.drain_due = now + self.bounds.write_seconds
        elif now >= self.drain_due:
            if self.undrained - size < self.bounds.rate_bytes * self.bounds.write_seconds:
                self.gate.counts.cut["slow reader"] += 1
                self.transport.abort()
            self.undrained = size
            self.drain_due = now + self.bounds.write_seconds

    # --- receiving

    def data_received(self, data: bytes) -> None:
        stage = self.stage
        self.piece = len(data)
        if stage != IDLE:
            self.taken += len(data)
            if stage == OVER:
                if self.taken > LINGER_BYTES:
                    self.transport.abort()
                return
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # The request is answered as if it had not asked; what comes after it is of a protocol that is not spoken.
            self.stage = OVER
            return
        except httptools.HttpParserError:
            self._refuse(self.fault or Problem(BAD_REQUEST, "This is not HTTP/1.1 as RFC 9112 has it."))
            return
        if self.stage == HEAD:
            if self.due == NEVER:
                self.due = self.loop.time() + self.bounds.header_seconds
            if self.taken > self.bounds.url_bytes + self.bounds.header_bytes:
                self._refuse(large_head(self.bounds))
        elif self.stage == BODY:
            if self.due == NEVER:
                self.begun = self.loop.time()
                self.due = self.begun + self.bounds.body_seconds
            if stage == BODY and self.taken - self.received > FRAMING_BYTES + FRAMING_SHARE * self.received:
                self._refuse(Problem(BAD_REQUEST, "The body's framing is many times as long as the body."))

    def eof_received(self) -> None:
        # The client reads no more either, as far as anybody can tell: what is done for it is stopped.
        self.stage = OVER

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= MOST_PIPELINED:
            raise self._stop(Problem(BAD_REQUEST, f"More than {MOST_PIPELINED} requests wait on this connection."))
        super().on_message_begin()
        self.stage = HEAD
        self.due = NEVER
        self.taken = self.received = self.announced = self.hosts = 0
        self.is_followed = False

    def on_url(self, url: bytes) -> None:
        if len(self.url) + len(url) > self.bounds.url_bytes:
            raise self._stop(long_address("An address", self.bounds.url_bytes))
        self.url = self.url + url if self.url else url

    def on_header(self, name: bytes, value: bytes) -> None:
        if self.stage != HEAD:
            return  # a trailer: nothing here asks for any, and none may pass for a header
        if len(self.headers) >= MOST_HEADERS:
            raise self._stop(large_head(self.bounds))
        name = name.lower()
        self.headers.append((name, value))
        if name in WATCHED:
            self._watch(name, value)

    def _watch(self, name: bytes, value: bytes) -> None:
        """Look at a header that the reading of the request depends on."""
        if name == b"host":
            self.hosts += 1
            if not is_host(value):
                raise self._stop(Problem(BAD_REQUEST, "The Host header is no host."))
        elif name == b"expect":
            self.expect_100_continue = value.lower() == b"100-continue"
        else:
            self.is_followed = True
            if name == b"content-length":
                self.announced = int(value)
                self._hold(self.announced, self.announced)

    def on_headers_complete(self) -> None:
        self._check_head()
        method = self.parser.get_method()
        version = self.parser.get_http_version()
        try:
            is_followed = self.is_followed and has_body(self.headers, version)
            path, query, host = split_target(self.url, method)
        except Problem as problem:
            raise self._stop(problem) from None
        is_upgrade = self.parser.should_upgrade()
        if is_upgrade and (is_followed or method == b"CONNECT"):
            raise self._stop(Problem(BAD_REQUEST, "Nothing but HTTP/1.1 is spoken here.", "Ask without Upgrade."))
        if host is not None:
            self.headers[:] = [(name, host if name == b"host" else value) for name, value in self.headers]
        is_kept = version == "1.1" and not is_upgrade and self.parser.should_keep_alive()
        scope = self.scope
        scope["method"] = method.decode("ascii")
        scope["http_version"] = version
        scope["raw_path"] = path
        scope["path"] = unquote(path.decode("ascii")) if b"%" in path else path.decode("ascii")
        scope["query_string"] = query
        cycle = self.cycle = RequestResponseCycle(
            scope=scope,
            # Until the body is there, an answer is the last one, and the client may still be sending when it comes.
            transport=self._lingering() if is_followed else self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=False,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=self.expect_100_continue,
            keep_alive=is_kept and not is_followed,
            on_response=self.on_response_complete,
        )
        self.stage = BODY
        self.due = NEVER
        self.taken = self.received = 0
        self.is_kept = is_kept and is_followed
        if self.pipeline or (self.running is not None and not self.running.response_complete):
            # Unlike uvicorn, this goes on reading, so as to see the client leave.
            self.pipeline.appendleft((cycle, self.app))
        else:
            self._start_asgi_task(cycle, self.app)

    def _check_head(self) -> None:
        version = self.parser.get_http_version()
        if version not in ("1.1", "1.0"):
            raise self._stop(Problem(BAD_REQUEST, f"HTTP/{version} is not spoken here.", "Speak HTTP/1.1."))
        if self.hosts > 1 or (version == "1.1" and not self.hosts):
            raise self._stop(Problem(BAD_REQUEST, f"There are {self.hosts} Host headers.", "Send exactly one."))
        # A head that came in one piece is no longer than that was.
        if (self.taken or self.piece > self.bounds.header_bytes) and (
            sum(len(name) + len(value) + 4 for name, value in self.headers) > self.bounds.header_bytes
        ):
            raise self._stop(large_head(self.bounds))

    def on_body(self, body: bytes) -> None:
        self.received += len(body)
        if self.received > self.announced:
            self._hold(self.received, len(body))
        super().on_body(body)

    def _hold(self, whole: int, part: int) -> None:
        """Have a part of a body counted, the whole of which is at least so long; by what is announced, where it is."""
        is_large = whole > self.bounds.body_bytes
        problem = large_body(self.bounds) if is_large else self.gate.hold(self, whole, part)
        if problem is not None:
            raise self._stop(problem)

    def on_message_complete(self) -> None:
        self.stage = IDLE
        self.due = NEVER
        cycle = self.cycle
        if self.is_kept and not cycle.response_started:
            cycle.keep_alive = not self.is_last
        self.is_kept = False
        cycle.transport = self.transport
        self.gate.set_busy(self)
        super().on_message_complete()

    # --- answering

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self.running = cycle
        super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline and not self.is_last:
            cycle, app = self.pipeline.pop()
            self._start_asgi_task(cycle, app)
        elif self.refusal is not None:
            self._send_refusal(self.refusal)
        elif self.stage == OVER:
            self.linger()
        elif self.stage == IDLE:
            self.due = self.loop.time() + self.bounds.keep_alive_seconds
            self.gate.set_waiting(self)
            self.gate.let_go(self)
        elif self.stage == HEAD:
            self.gate.set_waiting(self)

    def _refuse(self, problem: Problem) -> None:
        """Take nothing more; say why when what came before is answered, unless the answer has begun."""
        status = problem.kind.status
        self.gate.counts.refused[status] += 1
        client = self.client[0] if self.client else ""
        event(logger, "refused", {"status": status, "kind": problem.kind.slug, "client": client})
        was_in_body = self.stage == BODY
        self.stage = OVER
        self.due = NEVER
        self.taken = 0
        if was_in_body:
            cycle = self.cycle
            if cycle.response_started:
                return
            cycle.disconnected = True
            cycle.message_event.set()
            if cycle is self.running:
                self.running = None
            else:
                self.pipeline = deque(each for each in self.pipeline if each[0] is not cycle)
        if self.running is None or self.running.response_complete:
            self._send_refusal(problem)
        else:
            self.refusal = problem

    def _send_refusal(self, problem: Problem) -> None:
        self.transport.write(refusal(problem, [*self.server_state.default_headers, *self.fixed]))
        self.linger()

    def linger(self) -> None:
        """Send no more, and close when the client has read what was sent or has had the time to."""
        self.stage = OVER
        self.taken = 0
        self.due = self.loop.time() + LINGER_SECONDS
        if not self.is_lingering and not self.transport.is_closing():
            self.is_lingering = True
            self.flow.resume_reading()
            self.transport.write_eof()

    def _lingering(self) -> asyncio.Transport:
        return cast(asyncio.Transport, Lingering(self.transport.write, self.linger, self._is_over))

    def _is_over(self) -> bool:
        return self.stage == OVER or self.transport.is_closing()

    def _stop(self, problem: Problem) -> Exception:
        """What to raise, to end the parsing of a request that is refused; the parser hides it from whoever feeds it."""
        self.fault = problem
        return ValueError(problem.detail)


def connection_class(gate: Gate, fixed: Sequence[tuple[bytes, bytes]] = ()) -> type[Connection]:
    """The class of the connections of one server, which is what uvicorn can be given."""
    return type("BoundConnection", (Connection,), {"gate": gate, "fixed": tuple(fixed)})
