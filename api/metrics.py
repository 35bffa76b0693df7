"""The state of one application for Prometheus, read when somebody asks for it.

Nothing here is on the way of a request: what happens is counted in plain numbers (:mod:`api.counts`), and a scrape
makes samples of them. The registry is the application's own, so that two in one process do not meet.
"""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder

from api.counts import Counts, Durations
from api.deps import Services

__all__ = ["Readings", "scrape"]


def scrape(services: Services, accept: str) -> tuple[bytes, str]:
    """The metrics in the exposition format that the Accept header asks for, with its media type."""
    registry = CollectorRegistry(auto_describe=True)
    registry.register(Readings(services))
    ProcessCollector(registry=registry)
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


class Readings:
    """Makes samples of what an application has counted; what Prometheus calls a collector."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[Metric]:
        """All metrics; names and labels are documented in ``docs/http.md``."""
        ours = self._services
        info = InfoMetricFamily("minpact", "Which data and which program are served.")
        info.add_metric([], {"data": ours.release.version, "program": ours.program})
        yield info
        yield from _traffic(ours.counts)
        yield from _queries(ours)
        yield from _validations(ours)
        yield from _cache(ours)
        yield from _connections(ours.counts)


def _traffic(counts: Counts) -> Iterator[Metric]:
    traffic = counts.traffic
    requests = CounterMetricFamily(
        "minpact_requests", "Requests that were answered.", labels=["route", "method", "status"]
    )
    for (route, method, status), count in traffic.requests.items():
        requests.add_metric([route, method, str(status)], count)
    yield requests
    seconds = HistogramMetricFamily(
        "minpact_request_seconds", "Seconds from a request's head to the end of its answer.", labels=["route"]
    )
    for route, durations in traffic.durations.items():
        seconds.add_metric([route], _buckets(durations), durations.total)
    yield seconds
    yield GaugeMetricFamily("minpact_requests_under_way", "Requests that are being answered.", traffic.under_way)
    yield CounterMetricFamily("minpact_response_bytes", "Bytes of answers' bodies.", traffic.sent_bytes)


def _buckets(durations: Durations) -> list[tuple[str, float]]:
    return [(bound, float(count)) for bound, count in durations.cumulated()]


def _queries(ours: Services) -> Iterator[Metric]:
    pool, counts, limits = ours.pool, ours.pool.counts, ours.limits
    queries = CounterMetricFamily("minpact_queries", "Queries that reached a reader or its queue.", labels=["outcome"])
    for outcome, count in counts.outcomes.items():
        queries.add_metric([outcome], count)
    yield queries
    for name, meaning, fast, slow in (
        ("waiting", "Queries that wait for a place.", pool.fast_line.size, pool.slow_line.size),
        ("running", "Queries that have a place.", pool.fast_taken, pool.slow_taken),
        ("places", "Places for queries.", limits.fast_readers, limits.readers),
    ):
        gauge = GaugeMetricFamily(f"minpact_queries_{name}", meaning, labels=["lane"])
        gauge.add_metric(["fast"], fast)
        gauge.add_metric(["slow"], slow)
        yield gauge
    yield CounterMetricFamily("minpact_queries_promoted", "Slow queries that kept their reader.", counts.promoted)
    yield CounterMetricFamily("minpact_queries_rerun", "Slow queries that were begun again.", counts.rerun)
    yield CounterMetricFamily("minpact_queries_shared", "Queries answered by another's run.", counts.shared)
    yield CounterMetricFamily("minpact_readers_forked", "Reader processes that were made.", counts.forks)
    yield CounterMetricFamily(
        "minpact_graph_restarts",
        "Times that the process which holds the graph was started again.",
        counts.zygote_restarts,
    )
    yield GaugeMetricFamily("minpact_ready", "1 when queries are answered.", int(pool.is_ready))


def _validations(ours: Services) -> Iterator[Metric]:
    pool = ours.validators.pool
    validations = CounterMetricFamily("minpact_validations", "Validations.", labels=["outcome"])
    for outcome, count in pool.counts.outcomes.items() if pool else ():
        validations.add_metric([outcome], count)
    yield validations
    waiting, running = (
        (pool.fast_line.size + pool.slow_line.size, pool.fast_taken + pool.slow_taken) if pool else (0, 0)
    )
    yield GaugeMetricFamily("minpact_validations_waiting", "Validations that wait for a place.", waiting)
    yield GaugeMetricFamily("minpact_validations_running", "Validations that have a place.", running)


def _cache(ours: Services) -> Iterator[Metric]:
    cache = ours.cache
    yield CounterMetricFamily("minpact_cache_hits", "Answers that were at hand.", cache.hits)
    yield CounterMetricFamily("minpact_cache_misses", "Answers that had to be made.", cache.misses)
    yield GaugeMetricFamily("minpact_cache_entries", "Answers that are kept.", len(cache))
    yield GaugeMetricFamily("minpact_cache_bytes", "Memory for answers that are kept.", cache.used_bytes)
    yield GaugeMetricFamily("minpact_cache_capacity_bytes", "The most of it.", cache.capacity_bytes)
    yield GaugeMetricFamily("minpact_room_bytes", "Disk for long answers that are being taken.", ours.room.used_bytes)
    yield GaugeMetricFamily("minpact_room_capacity_bytes", "The most of it.", ours.room.capacity_bytes)


def _connections(counts: Counts) -> Iterator[Metric]:
    connections = counts.connections
    yield GaugeMetricFamily("minpact_connections", "Connections that are open.", connections.is_open)
    yield CounterMetricFamily("minpact_connections_opened", "Connections that were made.", connections.opened)
    refused = CounterMetricFamily(
        "minpact_requests_refused", "Requests that were refused on the wire, before any route.", labels=["status"]
    )
    for status, count in connections.refused.items():
        refused.add_metric([str(status)], count)
    yield refused
    cut = CounterMetricFamily("minpact_connections_cut", "Connections that the server closed.", labels=["reason"])
    for reason, count in connections.cut.items():
        cut.add_metric([reason], count)
    yield cut
