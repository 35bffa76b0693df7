"""What one query may cost, and the headers that announce it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from graph.sparql import MOST_NESTED, MOST_UNIONS

__all__ = ["Limits"]

MIB = 1 << 20


def _count_processors() -> int:
    return len(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the endpoint; past any of them a query ends with an error, never with part of an answer.

    ``deadline_seconds`` counts from receipt, queueing included. Ten seconds are a hundred times what the heaviest
    question takes on 100,000 quads and end before common proxies and browsers give up (30 s and more).
    ``fast_seconds`` is how long a query may take before it counts as slow. Of slow queries so many run at a time as
    there are ``readers`` (one for each processor, two at least: what is beyond the processors only makes all of them
    slower); ``fast_readers`` more are kept for queries that have just come, so that small ones need not wait for slow
    ones. ``memory_bytes`` is what one reader may use beyond the graph, ``result_bytes`` the longest answer,
    ``query_bytes`` the longest query text in UTF-8 and ``upload_bytes`` the most that may be sent to be validated. So
    many queries may wait for a reader at once, in all (``waiting``) and of one address (``waiting_of_address``); the
    next one is refused at once. Answers of more than a megabyte lie on the disk until they are taken: ``spool_bytes``
    of them at most, a quarter of that for one address.
    """

    deadline_seconds: float = 10.0
    fast_seconds: float = 0.05
    readers: int = field(default_factory=lambda: max(2, _count_processors()))
    fast_readers: int = 2
    memory_bytes: int = 512 * MIB
    result_bytes: int = 64 * MIB
    query_bytes: int = MIB // 4
    upload_bytes: int = 4 * MIB
    waiting: int = 1024
    waiting_of_address: int = 256
    spool_bytes: int = 4096 * MIB

    def headers(self, deadline_seconds: float | None = None) -> dict[str, str]:
        """Headers that announce the limits, as plain numbers; the deadline may be a lower one that was asked for.

        >>> Limits().headers()["MinPact-Deadline-Seconds"], Limits().headers()["MinPact-Result-Bytes"]
        ('10', '67108864')
        """
        return {
            "MinPact-Deadline-Seconds": f"{deadline_seconds or self.deadline_seconds:g}",
            "MinPact-Memory-Bytes": str(self.memory_bytes),
            "MinPact-Result-Bytes": str(self.result_bytes),
            "MinPact-Query-Bytes": str(self.query_bytes),
            "MinPact-Query-Depth": str(MOST_NESTED),
            "MinPact-Query-Unions": str(MOST_UNIONS),
            "MinPact-Upload-Bytes": str(self.upload_bytes),
        }
