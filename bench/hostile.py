"""What small queries feel beside hostile ones, and what hostile ones leave behind."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from api.bounds import Bounds
from api.connections import LINGER_SECONDS
from api.limits import Limits
from bench import attack, servers
from bench.attack import Outcome
from bench.connections import HOST, Connection, write_request
from bench.load import Asked, percentile
from bench.processes import cpu_seconds, proportional_bytes
from bench.results import Figure, Results
from bench.servers import Lodging, Server
from bench.speed import Graph, list_entities, start_minpact
from bench.workload import hostile, load

__all__ = ["Probes", "measure_hostile", "probe"]

#: The deadline that servers are started with: short, so that every kind of query is met within a minute.
DEADLINE: Final = 3.0
#: An address of this machine that no hostile client comes from.
NEIGHBOUR: Final = "127.0.0.2"
#: A probe is sent every so many seconds, on so many connections in turn.
PERIOD: Final = 0.02
LANES: Final = 8
#: So long after the last hostile answer its work has to be gone, and for so long what is still at work is watched.
GONE_SECONDS: Final = 1.0
WATCHED_SECONDS: Final = 1.0
LORISES: Final = 200
#: They are told that the time for a head is over, have a moment to read it, and are cut off.
CREEP_SECONDS: Final = Bounds().header_seconds + LINGER_SECONDS + 3
#: The most that a small query may take beside one hostile client, and beside more than there are readers, in ms.
ALONE_BOUND: Final = 50.0
CROWD_BOUND: Final = 1000.0


@dataclass(slots=True)
class Probes:
    """Small queries: seconds from the moment that each was due to its whole answer, and how many got no good one."""

    seconds: list[float] = field(default_factory=list)
    failures: int = 0

    def figures(self, where: str, bound: float | None) -> list[Figure]:
        """What there is to tell: the 99th of a hundred, and failures, of which there may be none."""
        p99 = Figure(f"{where}: small queries, p99", [percentile(self.seconds, 99)], "ms", bound)
        share = 100 * self.failures / max(1, self.failures + len(self.seconds))
        is_bound = None if bound is None else 0.0
        return [p99, Figure(f"{where}: small queries failed", [share], "%", is_bound)]


async def probe(server: Server, texts: Sequence[str], address: str, stop: asyncio.Event) -> Probes:
    """Ask small queries at a fixed pace from an address until told to stop.

    The time of a probe counts from the moment that it was due, so that those which had to wait for the one before show.
    """
    found = Probes()
    requests = [write_request(Asked(server.path, text).target) for text in texts]
    begun = time.perf_counter()

    async def lane(number: int) -> None:
        connection = await Connection.open(server.port, address)
        turn = number
        while not stop.is_set():
            due = begun + turn * PERIOD
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            try:
                reply = await asyncio.wait_for(connection.ask(requests[turn % len(requests)]), attack.PATIENCE)
                is_good = reply.status == 200
            except (TimeoutError, ConnectionResetError):
                is_good = False
                connection.close()
                connection = await Connection.open(server.port, address)
            if is_good:
                found.seconds.append(time.perf_counter() - due)
            else:
                found.failures += 1
            turn += LANES
        connection.close()

    await asyncio.gather(*(lane(number) for number in range(LANES)))
    return found


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What is at work and in memory some time after the last hostile client left: cores, and bytes more than before."""

    cores: float
    grown: int

    @classmethod
    async def watch(cls, server: Server, before: int) -> Aftermath:
        """Wait until the work has to be gone, then look."""
        await asyncio.sleep(GONE_SECONDS)
        used, begun = cpu_seconds(server.pid), time.perf_counter()
        grown = proportional_bytes(server.pid) - before
        await asyncio.sleep(WATCHED_SECONDS)
        return cls((cpu_seconds(server.pid) - used) / (time.perf_counter() - begun), grown)

    def figures(self, where: str, *, is_bound: bool) -> list[Figure]:
        """Both, with the bounds of what counts as gone: a twentieth of a core, a tenth of what a reader may use."""
        cores, grown = (0.05, float(Limits().memory_bytes // 10_000_000)) if is_bound else (None, None)
        return [
            Figure(f"{where}: at work 1 s later", [max(0.0, self.cores)], "cores", cores),
            Figure(f"{where}: memory kept 1 s later", [max(0, self.grown) / 1e6], "MB", grown),
        ]


async def _besiege(
    server: Server, texts: Sequence[str], clients: int, seconds: float, addresses: Sequence[str]
) -> tuple[list[Outcome], list[Probes], Aftermath]:
    """Let hostile clients loose, with probes from each address until the last hostile answer."""
    before = proportional_bytes(server.pid)
    stop = asyncio.Event()
    with attack.start(server.port, server.path, clients, seconds) as attackers:
        await asyncio.sleep(0.5)
        probing = [asyncio.create_task(probe(server, texts, address, stop)) for address in addresses]
        output, _ = await asyncio.to_thread(attackers.communicate)
        stop.set()
        aftermath = await Aftermath.watch(server, before)
        return attack.read(output), await asyncio.gather(*probing), aftermath


async def _desert(server: Server) -> Aftermath:
    """Two clients ask for what takes for ever, and leave after half a second."""
    before = proportional_bytes(server.pid)
    request = write_request(Asked(server.path, hostile()["cartesian"]).target)
    connections = [await Connection.open(server.port) for _ in range(2)]
    asked = [connection.ask(request) for connection in connections]
    await asyncio.sleep(0.5)
    for connection in connections:
        connection.close()
    await asyncio.gather(*asked, return_exceptions=True)
    return await Aftermath.watch(server, before)


async def _creep(server: Server, texts: Sequence[str]) -> tuple[Probes, int]:
    """Many connections that never end their headers, a byte a second; tells how many of them the server still bears."""
    writers = [(await asyncio.open_connection(HOST, server.port))[1] for _ in range(LORISES)]
    stop = asyncio.Event()
    probing = asyncio.create_task(probe(server, texts, NEIGHBOUR, stop))
    for writer in writers:
        writer.write(f"GET {server.path}?query=ASK%7B%7D HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode())
    until = time.perf_counter() + CREEP_SECONDS
    while time.perf_counter() < until:
        await asyncio.sleep(1)
        for writer in writers:
            with contextlib.suppress(ConnectionError):
                writer.write(b"a")
                await writer.drain()
    stop.set()
    probes = await probing
    alive = sum(not writer.transport.is_closing() for writer in writers)
    for writer in writers:
        writer.transport.abort()
    return probes, alive


def measure_hostile(
    graph: Graph, seconds: float, lodging: Lodging, results: Results, note: Callable[[str], None]
) -> None:
    """Every hostile scene on this service, and the first of them on ``oxigraph serve`` with the same deadline."""
    limits = Limits()
    crowd = limits.readers + limits.fast_readers + 2
    part = f"Under attack ({graph.name}, deadline {DEADLINE:g} s)"
    settings = {"MINPACT_DEADLINE_SECONDS": f"{DEADLINE:g}", "MINPACT_CACHE_BYTES": "0"}
    with start_minpact(graph, lodging, settings) as server:
        texts = load("tiny", list_entities(server)).texts
        for clients, bound in ((1, ALONE_BOUND), (crowd, CROWD_BOUND)):
            where = f"minpact, {clients} hostile client{'s' * (clients > 1)}"
            note(where)
            outcomes, (same, other), aftermath = asyncio.run(
                _besiege(server, texts, clients, seconds, (HOST, NEIGHBOUR))
            )
            results.add(part, *same.figures(f"{where}, from their own address", bound))
            results.add(part, *other.figures(f"{where}, from another address", bound))
            results.add(part, *_outcomes(where, outcomes, is_bound=True), *aftermath.figures(where, is_bound=True))
            results.notes.append(f"{where}: {_tell(outcomes)}.")
        note("minpact, clients that leave")
        results.add(part, *asyncio.run(_desert(server)).figures("minpact, two clients left", is_bound=True))
        note("minpact, slow headers")
        probes, alive = asyncio.run(_creep(server, texts))
        where = f"minpact, {LORISES} connections with endless headers"
        results.add(part, *probes.figures(where, CROWD_BOUND))
        results.add(part, Figure(f"{where}: open after {CREEP_SECONDS:g} s", [float(alive)], "", 0.0))
    with servers.oxigraph_memory(lodging, graph.file, "--timeout-s", f"{DEADLINE:g}") as server:
        where = "oxigraph serve, 1 hostile client"
        note(where)
        outcomes, (probes,), aftermath = asyncio.run(_besiege(server, texts, 1, seconds, (NEIGHBOUR,)))
        results.add(part, *probes.figures(where, None), *_outcomes(where, outcomes, is_bound=False))
        results.add(part, *aftermath.figures(where, is_bound=False))
        results.notes.append(f"{where}: {_tell(outcomes)}.")
    with servers.oxigraph_memory(lodging, graph.file, "--timeout-s", f"{DEADLINE:g}") as server:
        note("oxigraph serve, clients that leave")
        results.add(part, *asyncio.run(_desert(server)).figures("oxigraph serve, two clients left", is_bound=False))


def _outcomes(where: str, outcomes: Sequence[Outcome], *, is_bound: bool) -> list[Figure]:
    """How late the latest answer came, and how many came with a status of success, which none of these may have."""
    late = [max(outcome.seconds for outcome in outcomes) - DEADLINE] if outcomes else []
    wrong = sum(outcome.status in (0, 200) for outcome in outcomes)
    return [
        Figure(f"{where}: latest answer after the deadline", late, "s", 0.5 if is_bound else None),
        Figure(f"{where}: answers cut, or passed off as whole", [wrong], "", 0.0 if is_bound else None),
    ]


def _tell(outcomes: Sequence[Outcome]) -> str:
    """How often hostile queries ended in which way.

    >>> _tell([Outcome("sort", 507, 0.4, 0), Outcome("path", 504, 3.0, 0), Outcome("path", -1, 30.0, 0)])
    'path 504, no answer; sort 507'
    """
    ways: dict[str, Counter[str]] = {}
    for outcome in sorted(outcomes, key=lambda each: each.query):
        said = {0: "cut", -1: "no answer"}.get(outcome.status, str(outcome.status))
        ways.setdefault(outcome.query, Counter())[said] += 1
    return "; ".join(f"{query} {', '.join(sorted(counts))}" for query, counts in ways.items())
