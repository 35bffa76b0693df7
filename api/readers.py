"""The reader processes as the server sees them: one handle on the zygote, one on each reader.

Nothing here waits for a process in the event loop's thread, and a process is only ever killed by a file descriptor of
it, so that a process that took over its id is never hit.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

from api.limits import Limits
from api.spool import Answer, Spool
from graph.errors import FATAL, GraphError, from_json
from graph.wire import BODY, DONE, FAIL, HEAD, LAST, LENGTH, PREPARED, READY

__all__ = ["READER", "Reader", "ReaderGone", "Zygote"]

logger = logging.getLogger(__name__)

#: The program that answers queries and questions.
READER: Final = "graph.reader"
RECEIVED_AT_ONCE: Final = 1 << 18
STOP_SECONDS: Final = 5.0
PAGE_BYTES: Final = os.sysconf("SC_PAGE_SIZE")


class ReaderGone(Exception):
    """The reader process ended before its answer was whole."""


class Zygote:
    """The process that holds the graph and forks readers; see :mod:`graph.zygote`."""

    __slots__ = ("_control", "_process")

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self._process = process
        self._control = control

    @classmethod
    def spawn(cls, nquads: Path, limits: Limits, program: str = READER) -> Self:
        """Start the process, which loads the graph while the caller does something else; :meth:`ready` waits for it.

        ``program`` is the module that it runs, one made with :func:`graph.zygote.run`.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Another folder's ``graph`` must not stand in for ours: -P keeps the working directory out of the path.
        command = [sys.executable, "-P", "-m", program, "--control", str(theirs.fileno())]
        command += ["--nquads", str(nquads), "--memory", str(limits.memory_bytes)]
        command += ["--result-cap", str(limits.result_bytes)]
        with theirs:
            try:
                process = _start(command, theirs.fileno())
            except BaseException:
                ours.close()
                raise
        ours.settimeout(0)
        return cls(process, ours)

    @classmethod
    async def start(cls, nquads: Path, limits: Limits, program: str = READER) -> Self:
        """Start the process and wait until it has loaded the graph; raises what :meth:`ready` raises."""
        # Shielded: a thread cannot be cancelled, and what it starts has to be ended again.
        spawning = asyncio.ensure_future(asyncio.to_thread(cls.spawn, nquads, limits, program))
        try:
            zygote = await asyncio.shield(spawning)
        except asyncio.CancelledError:
            with contextlib.suppress(OSError):
                await (await spawning).stop()
            raise
        await zygote.ready()
        return zygote

    async def ready(self) -> None:
        """Wait until the graph is loaded.

        Raises what the process found wrong with the file, and ``ChildProcessError`` when it ended without a word; it is
        stopped then.
        """
        try:
            message = await asyncio.get_running_loop().sock_recv(self._control, 1 << 16)
        except BaseException:
            await self.stop()
            raise
        if message == READY:
            return
        await self.stop()
        if message:
            raise from_json(message)
        raise ChildProcessError(
            f"The process that holds the graph ended with {self._process.returncode} before it was ready."
        )

    @property
    def is_alive(self) -> bool:
        """Whether the process still has its end of the control socket, which the kernel closes when it ends."""
        return not _is_closed(self._control)

    async def hear(self) -> bool:
        """Wait for what the process says next: true once it has made what readers share, false when it ends."""
        # A request for a reader that it did not come to read shows as a reset.
        with contextlib.suppress(ConnectionResetError):
            return await asyncio.get_running_loop().sock_recv(self._control, 1 << 16) == PREPARED
        return False

    def send(self, connection: socket.socket) -> None:
        """Hand over a connection, for which the process forks a reader; raises ``OSError`` when it is gone."""
        socket.send_fds(self._control, [b"fork"], [connection.fileno()])

    async def stop(self) -> None:
        """Close the control socket, at which the process and all readers end, and wait for it."""
        self._control.close()
        try:
            await asyncio.to_thread(self._process.wait, STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)


#: Told once what became of a request: the answer, the error of the graph, or :class:`ReaderGone`.
Done = Callable[[Answer | Exception], None]


class Reader:
    """One reader process: it takes one request at a time, and can be killed at any time."""

    __slots__ = (
        "_connection",
        "_descriptor",
        "_done",
        "_loop",
        "_media_type",
        "_received",
        "_spool",
        "is_last",
        "pid",
    )

    def __init__(self, connection: socket.socket, pid: int, descriptor: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._connection = connection
        self._descriptor = descriptor
        self._received = bytearray()
        self._spool = Spool()
        self._media_type = ""
        self._done: Done | None = None
        self.pid = pid
        self.is_last = False
        self._loop.add_reader(connection, self._receive)

    @classmethod
    async def fork(cls, zygote: Zygote) -> Self:
        """Have a reader forked and wait for its hello; raises ``OSError`` when none comes."""
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        try:
            with theirs:
                zygote.send(theirs)
            pid, descriptor = await _hello(ours)
        except BaseException:
            ours.close()
            raise
        return cls(ours, pid, descriptor)

    def ask(self, request: bytes, done: Done) -> None:
        """Send a framed request; ``done`` is called once it is over, never before this returns.

        Raises :class:`ReaderGone` when the process ended while nothing was asked of it.
        """
        try:
            sent = self._connection.send(request)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.end()
            raise ReaderGone from None
        self._done = done
        if sent < len(request):
            rest = memoryview(request)[sent:]
            self._loop.add_writer(self._connection, self._send, rest)

    def forget(self) -> None:
        """Tell nobody what becomes of the request under way."""
        self._done = None
        self.is_last = True

    def _send(self, rest: memoryview) -> None:
        """Send on what the socket had no room for."""
        try:
            sent = self._connection.send(rest)
        except OSError:
            sent = len(rest)  # the end is seen, and told, by the side that receives
        self._loop.remove_writer(self._connection)
        if sent < len(rest):
            self._loop.add_writer(self._connection, self._send, rest[sent:])

    @property
    def is_free(self) -> bool:
        """Whether the reader can take a request: not known to have ended, with nothing under way."""
        return self._done is None and not self.is_last and self._descriptor >= 0

    @property
    def is_ended(self) -> bool:
        """Whether the process was killed, or is known to have ended."""
        return self._descriptor < 0

    @property
    def copied_bytes(self) -> int:
        """About how much memory the process has to itself: pages first written to since the fork; 0 when it ended."""
        try:
            status = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return 0
        # Fields are counted behind the name, which may hold anything: minor faults are the eighth of the rest.
        return int(status.rpartition(")")[2].split()[7]) * PAGE_BYTES

    def end(self) -> None:
        """Kill the process, whatever it is at; whoever waits for it gets :class:`ReaderGone`."""
        if self._descriptor < 0:
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
        os.close(self._descriptor)
        self._descriptor = -1
        self._loop.remove_reader(self._connection)
        self._loop.remove_writer(self._connection)
        self._connection.close()
        self._spool.discard()
        self._end(ReaderGone())

    def _receive(self) -> None:
        try:
            data = self._connection.recv(RECEIVED_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.end()
            return
        if self._received:
            self._received += data
            data = bytes(self._received)
            self._received.clear()
        offset = 0
        while len(data) - offset >= LENGTH.size:
            tag, length = LENGTH.unpack_from(data, offset)
            start = offset + LENGTH.size
            if len(data) - start < length:
                break
            offset = start + length
            self._take(tag, data[start:offset])
        if offset < len(data):
            self._received += data[offset:]

    def _take(self, tag: bytes, payload: bytes) -> None:
        if tag == BODY:
            try:
                self._spool.write(payload)
            except OSError:
                logger.exception("There is no room for an answer")
                self.is_last = True
                self._end(GraphError())
                self.end()
        elif tag == HEAD:
            self._media_type = payload.decode()
        elif tag == DONE:
            self.is_last = self.is_last or bool(payload)
            spool, self._spool = self._spool, Spool()
            self._end(spool.finish(self._media_type))
        elif tag == LAST:
            self.is_last = True
        elif tag == FAIL:
            self._spool.discard()
            self._spool = Spool()
            # An empty one is a fault of the reader itself, which is in its log.
            error = from_json(payload) if payload else GraphError()
            self.is_last = self.is_last or not payload or isinstance(error, FATAL)
            self._end(error)

    def _end(self, outcome: Answer | Exception) -> None:
        """Tell the outcome to whoever waits for it, if anybody still does."""
        done, self._done = self._done, None
        if done is not None:
            done(outcome)
        elif isinstance(outcome, Answer):
            outcome.close()


def _start(command: list[str], kept: int) -> subprocess.Popen[bytes]:
    """Start a program that inherits one descriptor and the log, and nothing else."""
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=(kept,))


async def _hello(connection: socket.socket) -> tuple[int, int]:
    """The process id that a new reader says, and the descriptor that comes with it."""
    loop = asyncio.get_running_loop()
    readable: asyncio.Future[None] = loop.create_future()

    def note() -> None:
        if not readable.done():
            readable.set_result(None)

    loop.add_reader(connection, note)
    try:
        await readable
    finally:
        loop.remove_reader(connection)
    message, descriptors, _, _ = socket.recv_fds(connection, 8, 1)
    if not descriptors:
        raise ChildProcessError("No reader could be forked.")
    return int.from_bytes(message, "big"), descriptors[0]


def _is_closed(connection: socket.socket) -> bool:
    """Whether the other side has closed a connection on which nothing is due."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
