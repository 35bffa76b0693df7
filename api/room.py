"""Room on the disk for long answers that clients have yet to take, bounded in all and for one address.

A long answer lies in a file until its client has taken it, and a client that takes just as much as it has to can put
that off for hours. Without a bound a few hundred such clients would fill the disk.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from threading import RLock
from typing import Final

from api.problems import NO_ROOM, RETRY_SECONDS, Problem
from api.spool import Answer

__all__ = ["Room"]

#: One address may have this part of the room, so that it takes none from the others by taking slowly.
PARTS: Final = 4


class Room:
    """Counts the bytes of long answers, from when they are whole to when their files are gone."""

    __slots__ = ("_lock", "_of_address", "capacity_bytes", "used_bytes")

    def __init__(self, capacity_bytes: int) -> None:
        self.capacity_bytes = capacity_bytes
        self.used_bytes = 0
        self._of_address: Counter[str] = Counter()
        # Files are closed by the threads that send them, or wherever an answer that nobody wants is collected.
        self._lock = RLock()

    def hold(self, answer: Answer, address: str) -> None:
        """Count an answer to a client at an address until its file is gone; one that lies in memory is not counted.

        An answer that many share counts for each. Raises :class:`Problem` where there is no room, and lets go of it.
        """
        if not answer.is_spooled:
            return
        with self._lock:
            of_address = self._of_address[address]
            is_first = not of_address
            has_room = self.used_bytes + answer.size <= self.capacity_bytes
            if has_room and (is_first or of_address + answer.size <= self.capacity_bytes // PARTS):
                self.used_bytes += answer.size
                self._of_address[address] += answer.size
                answer.when_gone(partial(self._give_back, answer.size, address))
                return
        answer.close()
        raise Problem(
            NO_ROOM,
            "Long answers that have yet to be taken fill the room for them.",
            "Take those that were sent to you, or ask for less; then try again.",
            headers={"Retry-After": str(RETRY_SECONDS)},
        )

    def _give_back(self, size: int, address: str) -> None:
        with self._lock:
            self.used_bytes -= size
            self._of_address[address] -= size
            if not self._of_address[address]:
                del self._of_address[address]
