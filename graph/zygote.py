"""Disposable processes: a zygote that loads once, and forks of it that answer, can be killed, and reach nothing.

What they hold and answer is for a :class:`Program` to say: :mod:`graph.reader` answers queries, :mod:`graph.validator`
checks RDF. :func:`run` is a zygote, a program of its own with no threads and no sockets but the control socket
(``SOCK_SEQPACKET``). It loads, says ``ready`` there (or an error as :func:`graph.errors.to_json` writes it, and ends),
and forks one process for each connected stream socket that it is sent. When nothing is asked of it for a while it makes
what all are to share and says ``prepared``; when the control socket closes, zygote and forks end.

A reader confines itself and then says hello: its process id (8 bytes) with a file descriptor of its process, by which
it can be killed and never mistaken for a later process of the same id. It takes requests as ``BODY`` frames of
:mod:`graph.wire`, one after another. A ``DONE`` with a payload says that the reader ends now and another is to be
forked; so does a ``LAST`` before a ``FAIL``, a ``FAIL`` with an error of :data:`graph.errors.FATAL`, and an empty one,
which says that the reader met a fault of its own that is in the log.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import gc
import logging
import os
import resource
import select
import signal
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from graph import logs
from graph.errors import FATAL, GraphError, QueryTooHeavy, QueryTooLarge, to_json
from graph.sinks import Sink
from graph.wire import (
    BODY,
    DONE,
    FAIL,
    HEAD,
    LAST,
    LENGTH,
    PREPARED,
    READY,
    frame,
    read_request,
)

__all__ = ["Caps", "Handler", "Program", "confine", "run", "serve"]

logger = logging.getLogger(__name__)

MAX_SERVED: Final = 10_000  # requests of one reader, whatever small leak there may be
#: Readers forked before all is made that they share, and seconds without a fork before it is.
COLD_FORKS, IDLE_SECONDS = 4, 0.1
WARM: Final = object()
#: A reader that once grew by this share of its memory ends after the answer: the engine's allocator gives little back.
MAX_GROWTH: Final = 0.25
#: Bytes of an answer that are sent together; the engine writes some 8 kB at a time.
CHUNK: Final = 1 << 16

PR_SET_PDEATHSIG: Final = 1
PR_SET_NO_NEW_PRIVS: Final = 38


#: Answers a request from what the zygote loaded: what was loaded, the request, and where the answer goes.
Handler: TypeAlias = Callable[[Any, Any, Sink], None]


@dataclass(frozen=True, slots=True)
class Caps:
    """What a reader may use: bytes of address space beyond what the zygote has, and bytes of one answer."""

    memory_bytes: int
    result_bytes: int


class Reply:
    """One answer on its way: frames gathered to chunks, counted against the cap; nothing is whole before ``done``."""

    __slots__ = ("_body", "_cap", "_connection", "_head", "_size")

    def __init__(self, connection: socket.socket, cap: int) -> None:
        self._connection = connection
        self._cap = cap
        self._head = b""
        self._body = bytearray()
        self._size = 0

    def begin(self, media_type: str) -> None:
        """Say what the answer is."""
        self._head = frame(HEAD, media_type.encode())

    def write(self, chunk: bytes, /) -> int:
        """Take the next bytes; raises :class:`QueryTooLarge` as soon as the answer is over the cap."""
        self._size += len(chunk)
        if self._size > self._cap:
            raise QueryTooLarge(self._cap)
        self._body += chunk
        if len(self._body) >= CHUNK:
            self._connection.sendall(self._head + frame(BODY, bytes(self._body)))
            self._head = b""
            self._body.clear()
        return len(chunk)

    def flush(self) -> None:
        """Nothing: what is gathered leaves with the end of the answer."""

    def done(self, *, is_last: bool) -> None:
        """Send the rest, and that it was all."""
        end = frame(DONE, b"last" if is_last else b"")
        self._connection.sendall(self._head + frame(BODY, bytes(self._body)) + end)

    def fail(self, error: bytes, *, is_last: bool = False) -> None:
        """Send an error instead of the rest."""
        self._connection.sendall((frame(LAST) if is_last else b"") + frame(FAIL, error))


@dataclass(frozen=True, slots=True)
class Program:
    """What a program of disposable processes is: what the zygote loads, what answers which request from it.

    ``warm`` makes what the first answer need not wait for, in steps, between which a process that is asked for is
    forked. A process answers ``max_served`` requests and is replaced then; it runs ``niceness`` steps below the zygote.
    """

    name: str
    load: Callable[[Path], Any]
    warm: Callable[[Any], Iterator[object]]
    handlers: Mapping[type[Any], Handler]
    max_served: int = MAX_SERVED
    niceness: int = 0


def serve(held: Any, connection: socket.socket, caps: Caps, program: Program, most: int = MAX_SERVED) -> None:
    """Answer so many requests, one after another, until the other side closes or the reader has to be replaced."""
    first_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with connection.makefile("rb") as stream:
        for served in range(1, most + 1):
            payload = _receive(stream)
            if payload is None:
                return
            reply = Reply(connection, caps.result_bytes)
            try:
                request = read_request(payload)
                program.handlers[type(request)](held, request, reply)
            except GraphError as error:
                reply.fail(to_json(error), is_last=served == most)
                if isinstance(error, FATAL):
                    return
            except (MemoryError, RecursionError):
                reply.fail(to_json(QueryTooHeavy(caps.memory_bytes)))
                return
            except Exception:
                # Without the request: whether queries are logged is for the server to say.
                logger.exception("A reader failed on a request of %d bytes", len(payload))
                reply.fail(b"")
                return
            else:
                grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - first_peak)
                is_last = served == most or grown > MAX_GROWTH * caps.memory_bytes
                reply.done(is_last=is_last)
                if is_last:
                    return


def _receive(stream: BinaryIO) -> bytes | None:
    header = stream.read(LENGTH.size)
    if len(header) < LENGTH.size:
        return None
    _, length = LENGTH.unpack(header)
    payload = stream.read(length)
    return payload if len(payload) == length else None


def trim() -> None:
    """Give the system back what was needed in between; not every C library knows how."""
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if give_back is not None:
        give_back(0)


def confine(memory_bytes: int, kept: Sequence[int], parent: int) -> None:
    """Leave this process nothing but its open connection, the log, and so much memory more; there is no way back.

    No file and no socket can be opened (the limit on descriptors is 0), so a query reaches neither disk nor network
    whatever the engine tries. Sizes of files are not limited, since the log may be one. The process dies with its
    parent. Everything that is imported late, or that polls, fails from here on.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    for option, value in ((PR_SET_PDEATHSIG, signal.SIGKILL), (PR_SET_NO_NEW_PRIVS, 1)):
        if libc.prctl(option, value, 0, 0, 0):
            raise OSError(ctypes.get_errno(), f"prctl({option}) failed")
    if os.getppid() != parent:
        raise ProcessLookupError("The zygote ended before its reader was confined.")
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    previous = -1
    for descriptor in [*sorted({2, *kept}), 1 << 20]:
        os.closerange(previous + 1, descriptor)
        previous = descriptor
    limits = {
        resource.RLIMIT_AS: pages * resource.getpagesize() + memory_bytes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def _read(program: Program, held: Any, connection: socket.socket, caps: Caps, parent: int) -> None:
    """Be a reader, from the fork to its end."""
    descriptor = os.pidfd_open(os.getpid())
    confine(caps.memory_bytes, (connection.fileno(), descriptor), parent)
    os.nice(program.niceness)
    socket.send_fds(connection, [os.getpid().to_bytes(8, "big")], [descriptor])
    os.close(descriptor)
    serve(held, connection, caps, program, program.max_served)


def _fork_readers(program: Program, held: Any, control: socket.socket, caps: Caps) -> None:
    """Fork a reader for each connection; what readers share is made while nobody waits for one."""
    zygote = os.getpid()
    steps: Iterator[object] | None = program.warm(held)
    # A server that is not ready to ask for the first reader must not find this process busy when it is.
    patience, cold = None, COLD_FORKS
    while True:
        if steps is not None and (cold <= 0 or not select.select([control], [], [], patience)[0]):
            patience, cold = 0.0, 1
            if next(steps, WARM) is WARM:
                steps = None
                # Collecting later would write to the pages that readers share.
                gc.collect()
                gc.freeze()
                trim()
                # Whoever was forked before shares little with this process now: looking at the graph writes to it.
                with contextlib.suppress(BrokenPipeError):
                    control.send(PREPARED)
            continue
        try:
            _, descriptors, _, _ = socket.recv_fds(control, 16, 1)
        except ConnectionResetError:
            return  # closed before all was heard that was said here
        if not descriptors:
            return
        with socket.socket(fileno=descriptors[0]) as connection:
            try:
                child = os.fork()
            except OSError:
                # The connection closes, by which the other side sees that there is no reader.
                logger.exception("No reader could be forked")
                continue
            if child == 0:
                code = 1
                try:
                    control.close()
                    _read(program, held, connection, caps, zygote)
                    code = 0
                except (BrokenPipeError, ConnectionResetError):
                    pass  # the other side is gone, and nobody is left to be told
                except BaseException:
                    logger.exception("A reader ended")
                finally:
                    os._exit(code)
        cold -= 1
        patience = IDLE_SECONDS if patience is None else patience


def run(program: Program, arguments: Sequence[str] | None = None) -> int:
    """Be the zygote of a program until the control socket closes."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {program.name}", description="Hold a graph and fork readers of it."
    )
    parser.add_argument("--control", type=int, required=True, help="descriptor of the control socket")
    parser.add_argument("--nquads", type=Path, required=True, help="N-Quads file to load")
    parser.add_argument("--memory", type=int, required=True, help="bytes that a reader may use beyond the graph itself")
    parser.add_argument("--result-cap", type=int, required=True, help="bytes that an answer may have")
    options = parser.parse_args(arguments)
    logs.configure_child()
    # The server says when to end, by closing the control socket: it may still be finishing requests.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    # Readers are not waited for: the kernel takes them away, and the server holds descriptors of them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=options.control) as control:
        try:
            held = program.load(options.nquads)
        except GraphError as error:
            control.send(to_json(error))
            return 1
        gc.freeze()
        trim()
        try:
            control.send(READY)
        except BrokenPipeError:
            return 0  # the server was stopped meanwhile
        _fork_readers(program, held, control, Caps(options.memory, options.result_cap))
    return 0
