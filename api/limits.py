"""What one query may cost, and the headers that announce it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

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
    ones. ``memory_bytes`` is what one reader may use beyond the graph, ``result_bytes`` the longest answer and
    ``query_bytes`` the longest query text in UTF-8.
    """

    deadline_seconds: float = 10.0
    fast_seconds: float = 0.05
    readers: int = field(default_factory=lambda: max(2, _count_processors()))
    fast_readers: int = 2
    memory_bytes: int = 512 * MIB
    result_bytes: int = 64 * MIB
    query_bytes: int = MIB // 4

    def headers(self) -> dict[str, str]:
        """Headers that announce the limits: seconds and bytes, as plain numbers.

        >>> Limits().headers()["MinPact-Deadline-Seconds"], Limits().headers()["MinPact-Result-Bytes"]
        ('10', '67108864')
        """
        return {
            "MinPact-Deadline-Seconds": f"{self.deadline_seconds:g}",
            "MinPact-Memory-Bytes": str(self.memory_bytes),
            "MinPact-Result-Bytes": str(self.result_bytes),
            "MinPact-Query-Bytes": str(self.query_bytes),
        }
