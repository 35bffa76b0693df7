"""What Prometheus is told: it counts what happened, names routes and never paths, and belongs to one application."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client import REGISTRY, Metric
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_openmetrics
from prometheus_client.parser import text_string_to_metric_families as read_text

from api.settings import Settings
from tests.api.conftest import client_of

DOCS = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12)) + " }"
OPENMETRICS = {"Accept": "application/openmetrics-text; version=1.0.0"}


@pytest.fixture
def fresh(bare_file: Path) -> Iterator[TestClient]:
    """A server that nobody has asked anything yet."""
    with client_of(Settings(data=bare_file, result_bytes=2048)) as client:
        yield client


def families(text: str) -> list[Metric]:
    return list(read_openmetrics(text))  # type: ignore[no-untyped-call]


def readings(client: TestClient) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels in the order of their names."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in read_text(client.get("/metrics").text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_method_and_status(fresh: TestClient) -> None:
    fresh.get("/health/live")
    fresh.get("/health/live")
    fresh.head("/doc/actor/alda")
    fresh.get("/doc/actor/nobody")
    fresh.get("/static/style.css")
    fresh.options("/sparql")
    fresh.request("PROPFIND", "/sparql")
    for number in range(20):
        fresh.get(f"/nowhere/{number}")
    found = readings(fresh)
    name = "minpact_requests_total"
    assert found[name, "GET", "/health/live", "200"] == 2
    assert found[name, "HEAD", "/doc/{kind}/{slug}", "200"] == 1
    assert found[name, "GET", "/doc/{kind}/{slug}", "404"] == 1
    assert found[name, "GET", "/static/{path:path}", "200"] == 1
    assert found[name, "OPTIONS", "(none)", "204"] == 1
    assert found[name, "other", "/sparql", "405"] == 1
    assert found[name, "GET", "(none)", "404"] == 20
    assert not any("nowhere" in part or "alda" in part for key in found for part in key)


def test_durations_are_a_histogram_by_route(fresh: TestClient) -> None:
    for _ in range(3):
        fresh.get("/sparql", params={"query": "ASK {}"})
    fresh.get("/sparql", params={"query": ENDLESS, "timeout": "0.5"})
    found = readings(fresh)
    buckets = [
        value for key, value in found.items() if key[:1] == ("minpact_request_seconds_bucket",) and "/sparql" in key
    ]
    assert buckets == sorted(buckets)
    assert buckets[-1] == found["minpact_request_seconds_count", "/sparql"] == 4
    assert found["minpact_request_seconds_bucket", "0.25", "/sparql"] == 3
    assert 0.5 < found["minpact_request_seconds_sum", "/sparql"] < 3.0


def test_queries_are_counted_by_how_they_ended(fresh: TestClient) -> None:
    for query in ("ASK {}", "ASK {", "SELECT * { ?a ?b ?c . ?d ?e ?f }", "SELECT * { SERVICE <urn:x> {} }"):
        fresh.get("/sparql", params={"query": query, "format": "csv"})
    fresh.get("/sparql", params={"query": ENDLESS, "timeout": "0.5"})
    found = readings(fresh)
    for outcome in ("answered", "syntax", "deadline", "too-large", "unsupported"):
        assert found["minpact_queries_total", outcome] == 1, outcome
    assert found["minpact_queries_running", "fast"] == found["minpact_queries_running", "slow"] == 0
    assert found["minpact_queries_waiting", "fast"] == found["minpact_queries_waiting", "slow"] == 0
    assert found["minpact_queries_places", "fast"] == 2
    assert found["minpact_readers_forked_total",] >= 2
    assert found["minpact_ready",] == 1


def test_validations_are_counted_apart(fresh: TestClient) -> None:
    assert readings(fresh)["minpact_validations_running",] == 0
    file = fresh.app.state.services.release.quads_file  # type: ignore[attr-defined]
    # The first validation waits for the start, which takes long where everything else is busy.
    with client_of(Settings(data=file, deadline_seconds=60)) as client:
        sent = client.post("/validate", content="<urn:a> <urn:b> <urn:c> .", headers={"Content-Type": "text/turtle"})
        assert sent.status_code == 200
        found = readings(client)
    assert found["minpact_validations_total", "answered"] == 1
    assert ("minpact_queries_total", "answered") not in found


def test_cache_is_counted(fresh: TestClient) -> None:
    for _ in range(3):
        fresh.get("/sparql", params={"query": "ASK {}"})
    found = readings(fresh)
    assert found["minpact_cache_hits_total",] == 2
    assert found["minpact_cache_misses_total",] == 1
    assert found["minpact_cache_entries",] == 1
    assert 0 < found["minpact_cache_bytes",] < found["minpact_cache_capacity_bytes",]


def test_restart_of_the_graph_is_counted(fresh: TestClient) -> None:
    services = fresh.app.state.services  # type: ignore[attr-defined]
    assert readings(fresh)["minpact_graph_restarts_total",] == 0
    os.kill(services.pool._zygote._process.pid, signal.SIGKILL)
    while services.pool.is_ready:
        pass
    assert fresh.get("/sparql", params={"query": "ASK {}"}).status_code in (200, 503)
    for _ in range(100):
        if readings(fresh)["minpact_graph_restarts_total",] == 1:
            return
    pytest.fail("the restart was not counted")


def test_both_formats_are_read_by_their_parsers(fresh: TestClient) -> None:
    fresh.get("/")
    text = fresh.get("/metrics")
    assert text.headers["content-type"].startswith("text/plain; version=")
    assert text.headers["cache-control"] == "no-store"
    openmetrics = fresh.get("/metrics", headers=OPENMETRICS)
    assert openmetrics.headers["content-type"].startswith("application/openmetrics-text; version=1")
    assert openmetrics.text.endswith("# EOF\n")
    assert {family.name for family in families(openmetrics.text)} == {
        re.sub("_(total|info)$", "", family.name) for family in read_text(text.text)
    }
    assert all(family.documentation for family in read_text(text.text))


def test_two_applications_do_not_meet(fresh: TestClient, bare_file: Path) -> None:
    with client_of(Settings(data=bare_file)) as other:
        for _ in range(5):
            other.get("/version")
        assert readings(other)["minpact_requests_total", "GET", "/version", "200"] == 5
        assert ("minpact_requests_total", "GET", "/version", "200") not in readings(fresh)
    assert not any(family.name.startswith("minpact") for family in REGISTRY.collect())


def test_every_metric_is_documented(fresh: TestClient) -> None:
    fresh.get("/")
    names = {family.name for family in families(fresh.get("/metrics", headers=OPENMETRICS).text)}
    ours = {name for name in names if name.startswith("minpact")}
    documented = set(re.findall(r"^\| `(minpact[a-z_]*)", DOCS, re.M))
    assert {re.sub(r"_(total|info)$", "", name) for name in documented} == ours
