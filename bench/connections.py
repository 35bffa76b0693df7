"""One HTTP/1.1 connection as a client sees it: ask, wait for the whole answer, ask again.

Small on purpose: a load tool takes processor time from the servers that it measures.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

__all__ = ["ACCEPT", "HOST", "Connection", "Reply", "write_request"]

HOST: Final = "127.0.0.1"
ACCEPT: Final = "application/sparql-results+json"
LAST_CHUNK: Final = b"\r\n0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: status, headers (names in lower case), the bytes received, and the body if it was to be kept.

    A body in chunks is kept as it was sent, the sizes of the chunks included.
    """

    status: int
    headers: Mapping[str, str]
    size: int
    body: bytes = b""


def write_request(target: str, headers: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a GET request."""
    said = {"Host": HOST, "Accept": ACCEPT, **(headers or {})}
    lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("ascii")


@dataclass(slots=True)
class _Arrival:
    """An answer that is on its way."""

    waiter: asyncio.Future[Reply]
    is_kept: bool
    head: bytearray = field(default_factory=bytearray)
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    #: Bytes of the body still to come; ``None`` when they come in chunks.
    missing: int | None = 0
    size: int = 0
    tail: bytes = b""
    body: bytearray = field(default_factory=bytearray)

    def take(self, data: bytes) -> bool:
        """Take bytes in; true when the answer is whole."""
        self.size += len(data)
        if not self.status:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return False
            data = bytes(self.head[end + 4 :])
            self._read_head(self.head[:end].decode("latin-1"))
            # The line break before the last chunk may be the one that ends the head.
            self.tail = b"\r\n"
        if self.is_kept:
            self.body += data
        if self.missing is None:
            self.tail = (self.tail + data)[-len(LAST_CHUNK) :]
            return self.tail == LAST_CHUNK
        self.missing -= len(data)
        return self.missing <= 0

    def _read_head(self, head: str) -> None:
        status, *lines = head.split("\r\n")
        self.status = int(status.split(" ", 2)[1])
        for line in lines:
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()
        if self.status in (204, 304):
            self.missing = 0
        elif self.headers.get("transfer-encoding", "").lower() == "chunked":
            self.missing = None
        else:
            self.missing = int(self.headers["content-length"])

    def reply(self) -> Reply:
        return Reply(self.status, self.headers, self.size, bytes(self.body))


class Connection(asyncio.Protocol):
    """A connection that stays open from one request to the next, where the server lets it."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._arrival: _Arrival | None = None

    @classmethod
    async def open(cls, port: int, address: str = HOST) -> Self:
        """Connect to a port of this machine, from an address of it (any of 127.0.0.0/8 is one)."""
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(cls, HOST, port, local_addr=(address, 0))
        return connection

    def ask(self, request: bytes, *, is_kept: bool = False) -> asyncio.Future[Reply]:
        """Send a request; raises ``ConnectionResetError``, then or later, when the answer cannot come whole."""
        waiter: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        if self._transport is None or self._transport.is_closing():
            waiter.set_exception(ConnectionResetError("The server closed the connection."))
            return waiter
        self._arrival = _Arrival(waiter, is_kept)
        self._transport.write(request)
        return waiter

    def close(self) -> None:
        """Leave, whatever is still to come."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        arrival = self._arrival
        if arrival is None or not arrival.take(data):
            return
        self._arrival = None
        if self._transport is not None and arrival.headers.get("connection", "").lower() == "close":
            self._transport.close()
        if not arrival.waiter.done():
            arrival.waiter.set_result(arrival.reply())

    def connection_lost(self, exc: Exception | None) -> None:
        arrival, self._arrival = self._arrival, None
        if arrival is not None and not arrival.waiter.done():
            arrival.waiter.set_exception(ConnectionResetError("The answer was cut."))
