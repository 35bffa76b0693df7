"""What an application counts of itself: plain numbers, counted where things happen, read when somebody asks.

All of it happens in the thread of one event loop, so nothing is locked; nothing is global, so two applications in one
process do not meet. ``api.metrics`` gives the numbers to Prometheus.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from graph import errors

__all__ = ["BUCKETS", "ConnectionCounts", "Counts", "Durations", "QueryCounts", "TrafficCounts", "outcome_of"]

#: Upper bounds in seconds: a cached answer takes less than a millisecond, a query ten seconds at most.
BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


#: How a query can end otherwise than with an answer, by its error; the first that fits.
OUTCOMES: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (errors.QueryTimeout, "deadline"),
    (errors.QueryTooHeavy, "memory"),
    (errors.QueryTooLarge, "too-large"),
    (errors.QuerySyntax, "syntax"),
    (errors.QueryRefused, "refused"),
    (errors.TooManyQueries, "refused"),
    (errors.QueryTooComplex, "too-complex"),
    (errors.QueryError, "unsupported"),
    (errors.GraphError, "invalid"),
    (Exception, "failed"),
    (BaseException, "left"),
)


def outcome_of(error: BaseException) -> str:
    """The name of a query's end by an error: ``invalid`` for a thing or parameter that is not known, say, ``failed``
    for a fault of ours, and ``left`` when nobody waited for the answer any more.

    >>> import asyncio
    >>> outcome_of(errors.QueryTimeout(10.0)), outcome_of(asyncio.CancelledError())
    ('deadline', 'left')
    """
    if type(error) is errors.GraphError:
        return "failed"  # a fault of the reader itself
    return next(name for kind, name in OUTCOMES if isinstance(error, kind))


@dataclass(slots=True)
class QueryCounts:
    """Queries and the processes that answer them.

    ``outcomes`` counts queries by how they ended: ``answered``, or a name of :func:`outcome_of`. ``promoted`` and
    ``rerun`` are those that turned out to be slow and took their reader along, or had to begin again; ``shared`` those
    that were answered by the run of another request, the same to the byte. ``forks`` counts readers,
    ``zygote_restarts`` the times that the process which holds the graph had to be started again.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    promoted: int = 0
    rerun: int = 0
    shared: int = 0
    forks: int = 0
    zygote_restarts: int = 0


@dataclass(slots=True)
class ConnectionCounts:
    """Connections that are open, and requests that were refused before the application saw them, by status."""

    opened: int = 0
    is_open: int = 0
    refused: Counter[int] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Durations:
    """Durations of one kind: how many fell into each bucket of :data:`BUCKETS` and above them, and their sum.

    >>> durations = Durations()
    >>> for seconds in (0.0005, 0.02, 60.0):
    ...     durations.add(seconds)
    >>> durations.counts[0], durations.counts[4], durations.counts[-1]
    (1, 1, 1)
    """

    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.total += seconds
        self.counts[bisect_left(BUCKETS, seconds)] += 1

    def cumulated(self) -> Iterable[tuple[str, int]]:
        """How many are at most as long as each bound, as Prometheus wants it."""
        below = 0
        for bound, count in zip((*map(str, BUCKETS), "+Inf"), self.counts, strict=True):
            below += count
            yield bound, below


@dataclass(slots=True)
class TrafficCounts:
    """Requests by route, method and status; how long they took by route; how many are under way."""

    requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    durations: dict[str, Durations] = field(default_factory=dict)
    sent_bytes: int = 0
    under_way: int = 0

    def add(self, route: str, method: str, status: int, seconds: float, sent: int) -> None:
        """Count a request that was answered."""
        self.requests[route, method, status] += 1
        durations = self.durations.get(route)
        if durations is None:
            durations = self.durations[route] = Durations()
        durations.add(seconds)
        self.sent_bytes += sent


@dataclass(frozen=True, slots=True)
class Counts:
    """All that one application counts of what comes to it."""

    traffic: TrafficCounts = field(default_factory=TrafficCounts)
    connections: ConnectionCounts = field(default_factory=ConnectionCounts)
