"""What was answered before: representations kept in memory, the one that was used longest ago leaving first.

Data changes with a restart, never between, so nothing kept here can go stale. What is kept is a matter of speed alone:
every answer is made anew when it is not there.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from api.representations import Representation

__all__ = ["Cache"]

#: No single body may take more than this share of the room.
LARGEST_SHARE: Final = 1 / 16


class Cache:
    """Representations by key, within so many bytes; ``hits`` and ``misses`` count since the start."""

    __slots__ = ("_kept", "capacity_bytes", "hits", "misses", "used_bytes")

    def __init__(self, capacity_bytes: int) -> None:
        """A cache of so many bytes; 0 keeps nothing."""
        self._kept: OrderedDict[tuple[str, ...], Representation] = OrderedDict()
        self.capacity_bytes = capacity_bytes
        self.used_bytes = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: tuple[str, ...]) -> Representation | None:
        """What was kept under a key."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return found

    def put(self, key: tuple[str, ...], made: Representation) -> None:
        """Keep a representation, unless it is too large, and let go of as many others as it takes.

        Room is counted as twice the body and the key, for the codings of the body that come to be kept beside it.
        """
        room = _room(key, made)
        if room > self.capacity_bytes * LARGEST_SHARE:
            return
        previous = self._kept.pop(key, None)
        if previous is not None:
            self.used_bytes -= _room(key, previous)
        self._kept[key] = made
        self.used_bytes += room
        while self.used_bytes > self.capacity_bytes:
            oldest, gone = self._kept.popitem(last=False)
            self.used_bytes -= _room(oldest, gone)


def _room(key: tuple[str, ...], made: Representation) -> int:
    return 2 * len(made.body) + 4 * sum(map(len, key)) + 1024
