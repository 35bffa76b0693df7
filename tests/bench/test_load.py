"""Load: what is counted, what is refused, what is broken, and that a new text is new."""

from __future__ import annotations

import asyncio
import math
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bench.load import Asked, NoWrk, _drain, drain, find_wrk, percentile, wrk
from bench.servers import Lodging, constant
from tests.bench.scripted import Script, scripted

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
NO = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
QUERY = "ASK { ?s ?p 'ü & #' }"


def query_of(request: bytes) -> str:
    return parse_qs(urlsplit(request.split()[1].decode()).query)["query"][0]


@pytest.mark.alone
@pytest.mark.server
def test_drain_waits_for_what_it_asked() -> None:
    """Each answer takes 150 ms; after 0.2 s of asking there are two of each client, the second past the end."""
    seen: list[bytes] = []

    def script(request: bytes) -> tuple[list[bytes | None], bool]:
        seen.append(request)
        return [None, None, None, OK], False

    async def run() -> None:
        async with scripted(script) as port:
            sample = await _drain(port, [Asked("/sparql", QUERY)], 3, 0.2, is_new=True, patience=5)
        assert (sample.requests, sample.broken, sample.refused) == (6, 0, 0)
        assert sample.size == 6 * len(OK)
        assert 0.29 < sample.seconds < 1
        assert sample.rate == pytest.approx(6 / sample.seconds)
        assert 140 < sample.p50 <= sample.p99 < 1000

    asyncio.run(run())
    queries = [query_of(request) for request in seen]
    assert all(query.startswith(QUERY + "\n#") for query in queries)
    assert len(set(queries)) == 6


@pytest.mark.alone
@pytest.mark.server
@pytest.mark.parametrize(("parts", "counts"), [([NO], (True, 0)), ([OK[:-1]], (False, 1))])
def test_drain_counts_no_bad_answer_as_good(parts: list[bytes | None], counts: tuple[bool, int]) -> None:
    script: Script = lambda _: ([None, *parts], parts != [NO])  # noqa: E731

    async def run() -> None:
        async with scripted(script) as port:
            sample = await _drain(port, [Asked("/sparql", QUERY)], 1, 0.02, is_new=False, patience=5)
        assert (bool(sample.refused), sample.broken) == counts
        assert sample.rate == 0

    asyncio.run(run())


@pytest.mark.alone
@pytest.mark.server
def test_drain_gives_up_in_the_end() -> None:
    async def run() -> None:
        async with scripted(lambda _: ([None] * 100, False)) as port:
            sample = await _drain(port, [Asked("/sparql", QUERY)], 2, 0.2, is_new=False, patience=0.5)
        assert (sample.requests, sample.broken, sample.rate) == (0, 2, 0.0)
        assert math.isnan(sample.p50)

    asyncio.run(run())


@pytest.mark.alone
@pytest.mark.server
@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")
def test_wrk_asks_for_new_texts(tmp_path: Path) -> None:
    """What it reports agrees with what the server sees, and its requests are those of our own clients."""
    seen: list[bytes] = []

    def script(request: bytes) -> tuple[list[bytes | None], bool]:
        seen.append(request)
        return [None, OK], False

    async def run() -> None:
        asked = [Asked("/sparql", QUERY, {"If-None-Match": '"x"'}), Asked("/sparql", "ASK {}")]
        async with scripted(script) as port:
            sample = await asyncio.to_thread(wrk, port, asked, 2, 1, is_new=True)
        assert 10 < sample.requests <= len(seen)
        assert sample.size == sample.requests * len(OK)
        assert (sample.refused, sample.broken) == (0, 0)
        assert 45 < sample.p50 < 500

    asyncio.run(run())
    queries = [query_of(request) for request in seen]
    assert len(set(queries)) == len(queries)
    assert {query.partition("\n#")[0] for query in queries} == {QUERY, "ASK {}"}
    assert all((b'If-None-Match: "x"' in request) == (QUERY in query_of(request)) for request in seen)


@pytest.mark.alone
@pytest.mark.server
def test_constant_route(tmp_path: Path) -> None:
    with constant(Lodging(tmp_path), b"[]") as server:
        assert server.ask("ASK {}") == b"[]"
        sample = drain(server.port, [Asked(server.path, QUERY)], 2, 0.2, is_new=True)
    assert sample.requests > 10
    assert (sample.refused, sample.broken) == (0, 0)


def test_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoWrk, match="apt install wrk"):
        find_wrk()


def test_percentiles() -> None:
    values = [number / 1000 for number in range(1, 101)]
    assert [percentile(values, share) for share in (50, 99, 100)] == [50.0, 99.0, 100.0]
    assert math.isnan(percentile([], 50))
