"""Hostile clients and probes: what they ask for, and what they see."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bench import attack
from bench.hostile import LANES, PERIOD, probe
from bench.servers import Lodging, Server, constant
from bench.workload import hostile
from tests.bench.scripted import scripted

pytestmark = [pytest.mark.server, pytest.mark.alone]

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
NO = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"


async def probe_for(seconds: float, parts: list[bytes | None]) -> tuple[list[float], int]:
    stop = asyncio.Event()
    async with scripted(lambda _: (parts, False)) as port:
        asyncio.get_running_loop().call_later(seconds, stop.set)
        found = await probe(Server("scripted", port, "/sparql", 0, 0.0), ["ASK {}"], "127.0.0.2", stop)
    return found.seconds, found.failures


def test_probes_come_at_a_fixed_pace() -> None:
    seconds, failures = asyncio.run(probe_for(0.5, [OK]))
    assert 0.5 * 0.5 / PERIOD < len(seconds) <= 0.5 / PERIOD + LANES
    assert failures == 0
    assert min(seconds) < 0.05


def test_probe_that_had_to_wait_says_so() -> None:
    """An answer takes 200 ms, more than a lane's pace: each probe is later than the one before."""
    seconds, _ = asyncio.run(probe_for(1.0, [None, None, None, None, OK]))
    assert LANES * PERIOD < 0.2
    assert max(seconds) > 0.3


def test_refused_probe_is_a_failure() -> None:
    seconds, failures = asyncio.run(probe_for(0.2, [NO]))
    assert seconds == []
    assert failures > 0


def test_attack_reports_every_query(tmp_path: Path) -> None:
    with constant(Lodging(tmp_path), b"[]") as server, attack.start(server.port, server.path, 7, 0.2) as process:
        outcomes = attack.read(process.communicate()[0])
    assert {outcome.query for outcome in outcomes} == set(hostile())
    assert {outcome.status for outcome in outcomes} == {200}
    assert all(outcome.seconds > 0 and outcome.size > 2 for outcome in outcomes)


def test_cut_answer_is_told_from_a_whole_one() -> None:
    async def run() -> list[attack.Outcome]:
        async with scripted(lambda _: ([None, OK[:-1]], True)) as port:
            return await attack.attack(port, "/sparql", 1, 0.01)

    assert [(outcome.status, outcome.size) for outcome in asyncio.run(run())] == [(0, 0)]
