"""The transport of an answer whose head leaves together with its body."""

from __future__ import annotations

from typing import Final, Protocol

__all__ = ["Joining", "Transport"]

#: A body up to so many bytes is copied behind its head; a longer one is written by itself.
COPIED: Final = 64 << 10
#: What may be written before the head of the answer.
GO_ON: Final = b"HTTP/1.1 100 "


class Transport(Protocol):
    """What an answer needs of a transport."""

    def write(self, data: bytes, /) -> None:
        """Send bytes, or keep them until they can be sent."""

    def close(self) -> None:
        """Close when all is sent."""

    def is_closing(self) -> bool:
        """Whether nothing can be sent any more."""


class Joining:
    """Keeps the head until the first piece of the body is there: two calls of the system cost as much as a small query.

    uvicorn writes the head, then each piece of the body, be it empty; an answer to ``HEAD`` alone has none, and must
    not be joined. ``target`` is where it all goes; it may be another one while nothing is kept.

    >>> sent = []
    >>> joining = Joining(type("Sent", (), {"write": staticmethod(sent.append)}))
    >>> joining.write(b"HTTP/1.1 200 OK ")
    >>> joining.write(b"body")
    >>> joining.write(b"more")
    >>> sent
    [b'HTTP/1.1 200 OK body', b'more']
    """

    __slots__ = ("_head", "target")

    def __init__(self, target: Transport) -> None:
        self.target = target
        self._head: bytes | None = b""

    def write(self, data: bytes, /) -> None:
        """Take the head, or send on what comes behind it."""
        head = self._head
        if head is None or data.startswith(GO_ON):
            self.target.write(data)
        elif not head:
            self._head = data
        elif len(data) <= COPIED:
            self._head = None
            self.target.write(head + data)
        else:
            self._flush()
            self.target.write(data)

    def _flush(self) -> None:
        head, self._head = self._head, None
        if head:
            self.target.write(head)

    def close(self) -> None:
        """Send what is kept, and close."""
        self._flush()
        self.target.close()

    def is_closing(self) -> bool:
        """Whether nothing can be sent any more."""
        return self.target.is_closing()
