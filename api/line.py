"""A waiting line that is fair: places go round by address, and within an address by connection.

Whoever sends a hundred queries at once waits behind whoever sends one.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Final, Generic, NamedTuple, TypeVar

__all__ = ["NOBODY", "Client", "Line"]


class Client(NamedTuple):
    """Who asks: an address, and one of its connections."""

    address: str
    connection: int = 0


#: The server itself, for its own pages.
NOBODY: Final = Client("")

T = TypeVar("T")


class Line(Generic[T]):
    """Those who wait, in the order in which they came within one connection.

    >>> line = Line[str]()
    >>> for address, connection, what in [("a", 1, "a1"), ("a", 1, "a2"), ("a", 2, "a3"), ("b", 1, "b1")]:
    ...     line.put(Client(address, connection), what)
    >>> [line.take() for _ in range(4)]
    ['a1', 'b1', 'a3', 'a2']
    """

    __slots__ = ("_addresses", "_sizes", "size")

    def __init__(self) -> None:
        self._addresses: OrderedDict[str, OrderedDict[int, deque[T]]] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self.size = 0

    def size_of(self, address: str) -> int:
        """How many wait of one address."""
        return self._sizes.get(address, 0)

    def put(self, client: Client, waiting: T) -> None:
        """Take a place at the end of the client's own line."""
        connections = self._addresses.setdefault(client.address, OrderedDict())
        connections.setdefault(client.connection, deque()).append(waiting)
        self._sizes[client.address] = self.size_of(client.address) + 1
        self.size += 1

    def take(self) -> T:
        """Whose turn it is; raises ``KeyError`` when nobody waits."""
        address, connections = next(iter(self._addresses.items()), (None, None))
        if address is None or connections is None:
            raise KeyError("nobody waits")
        connection, waiting = next(iter(connections.items()))
        first = waiting.popleft()
        self._count_out(address)
        if waiting:
            connections.move_to_end(connection)
        else:
            del connections[connection]
        if connections:
            self._addresses.move_to_end(address)
        else:
            del self._addresses[address]
        return first

    def drop(self, client: Client, waiting: T) -> None:
        """Leave the line; nothing happens when it was left already."""
        connections = self._addresses.get(client.address, OrderedDict())
        line = connections.get(client.connection, deque())
        if waiting not in line:
            return
        line.remove(waiting)
        self._count_out(client.address)
        if not line:
            del connections[client.connection]
        if not connections:
            del self._addresses[client.address]

    def _count_out(self, address: str) -> None:
        self.size -= 1
        left = self._sizes[address] - 1
        if left:
            self._sizes[address] = left
        else:
            del self._sizes[address]
