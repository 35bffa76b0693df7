"""Requests a second: this service beside its peers, query by query and graph by graph."""

from __future__ import annotations

import contextlib
import itertools
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import servers
from bench.agreement import difference, read_rows
from bench.cells import CONTROL, Blocks, Contestant, compare, measure
from bench.connections import ACCEPT, HOST
from bench.load import Asked, drain, wrk
from bench.processes import proportional_bytes, wait_for_rest
from bench.results import Cell, Figure, Results
from bench.servers import Lodging, Server
from bench.workload import ENTITIES, Workload, load

__all__ = ["Graph", "Plan", "list_entities", "measure_speed", "start_minpact"]

UNCACHED: Final = "minpact"
CACHED: Final = "minpact, cached"
UNCHANGED: Final = "minpact, 304"
MEMORY: Final = "oxigraph serve"
DISK: Final = "oxigraph serve-read-only"
RDFLIB: Final = "rdflib-endpoint"
CONSTANT: Final = "constant route"

#: Clients at which goals are set.
GOAL_CLIENTS: Final = 16
#: What is to be reached uncached, by query: against whom, and how many times as many requests a second.
GOALS: Final[Mapping[str, tuple[str, float]]] = {
    "tiny": (CONSTANT, 0.5),
    "medium": (MEMORY, 1.5),
    "heavy": (MEMORY, 1.2),
}
#: What a cached answer and a 304 are to reach.
CACHED_GOAL: Final = 0.5
#: rdflib-endpoint is asked on graphs of no more quads.
SMALL: Final = 150_000
#: Graphs of so many quads have bounds on start (seconds) and on memory (kB a quad).
LARGE: Final = 1_000_000
START_BOUND: Final = 5.0
MEMORY_BOUND: Final = 0.6
#: rdflib-endpoint evaluates one query at a time: it is asked by no more clients, and not waited for longer.
RDFLIB_CLIENTS: Final = 16
RDFLIB_PATIENCE: Final = 8.0
#: How many tiny answers are compared.
COMPARED: Final = 24
#: Seconds that the answers under way at the end of a block may take for a server to be measured in the cell.
LONGEST_REST: Final = 20.0
PROCESSORS: Final = len(os.sched_getaffinity(0))

WITHOUT_CACHE: Final = {"MINPACT_CACHE_BYTES": "0"}


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph to measure on: its name, its N-Quads and how many these are, and the folder of builds that it is of."""

    name: str
    file: Path
    quads: int
    build: Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: queries, numbers of clients, and the blocks of cells with a goal and of the others.

    ``light`` is the graph on which light queries are measured at length; what they take does not grow with the graph.
    """

    queries: Sequence[str]
    clients: Sequence[int]
    goal: Blocks
    aside: Blocks
    light: str


def measure_speed(graph: Graph, plan: Plan, lodging: Lodging, results: Results, note: Callable[[str], None]) -> None:
    """Start all servers on a graph, see that they agree, and measure them; rdflib-endpoint last and alone.

    Its queries cannot be stopped, and would go on while others are measured.
    """
    with contextlib.ExitStack() as stack:
        note(f"{graph.name}: starting servers")
        uncached = stack.enter_context(start_minpact(graph, lodging, WITHOUT_CACHE))
        cached = stack.enter_context(start_minpact(graph, lodging, {}))
        memory = stack.enter_context(servers.oxigraph_memory(lodging, graph.file))
        disk = stack.enter_context(servers.oxigraph_read_only(lodging, graph.file))
        _add_starts(graph, results, uncached, cached, memory)
        _weigh(graph, "as started", results, uncached, memory)
        workloads = [load(name, list_entities(uncached)) for name in plan.queries]
        for workload in workloads:
            note(f"{graph.name}, {workload.name}: comparing answers")
            differing = _differing(workload, uncached, (memory, disk))
            peers = [peer for peer in (memory, disk) if peer.name not in differing]
            with _ceiling(workload, lodging, uncached.ask(workload.texts[0])) as ceilings:
                for clients in plan.clients:
                    contestants = _contestants(graph, workload, plan, clients, (uncached, cached), [*ceilings, *peers])
                    cell = measure(graph.name, workload.name, clients, contestants, differing, note)
                    results.cells.append(cell)
                    _judge(graph, plan, cell, results)
        _weigh(graph, "after all queries", results, uncached, memory)
        if graph.quads <= SMALL:
            _measure_rdflib(graph, plan, lodging, results, workloads, uncached, note)


def start_minpact(
    graph: Graph, lodging: Lodging, environment: Mapping[str, str]
) -> contextlib.AbstractContextManager[Server]:
    """This service on the build of a graph, as it serves its users."""
    return servers.minpact(lodging, None, {"MINPACT_BUILD": str(graph.build), **environment})


def list_entities(server: Server) -> list[str]:
    """What the tiny query can be asked about."""
    return [dict(row)["entity"].removeprefix("uri ") for row in read_rows(server.ask(ENTITIES))]


@contextlib.contextmanager
def _ceiling(workload: Workload, lodging: Lodging, answer: bytes) -> Iterator[list[Server]]:
    """The route that answers with the same bytes, where it is what the query is held against."""
    if workload.name != "tiny":
        yield []
        return
    with servers.constant(lodging, answer) as server:
        yield [server]


def _add_starts(graph: Graph, results: Results, *started: Server) -> None:
    """From the start of the command to the first answer; a peer in memory is given its data in between."""
    for name in (UNCACHED, MEMORY):
        seconds = [each.start_seconds for each in started if each.name == name]
        bound = START_BOUND if graph.quads >= LARGE and name == UNCACHED else None
        results.add("Start", Figure(f"{graph.name}: {name}, start to first answer", seconds, "s", bound))


def _weigh(graph: Graph, when: str, results: Results, ours: Server, peer: Server) -> None:
    """Memory for each quad once a server has nothing left to do, all processes together, shared pages counted once."""
    for server in (ours, peer):
        wait_for_rest(server.pid)
        share = proportional_bytes(server.pid) / 1000 / graph.quads
        bound = MEMORY_BOUND if graph.quads >= LARGE and server is ours else None
        results.add("Memory", Figure(f"{graph.name}: {server.name}, {when}", [share], "kB a quad", bound))


def _differing(workload: Workload, ours: Server, peers: Sequence[Server]) -> dict[str, str]:
    """What is wrong with the answers of peers, by their names."""
    found = {}
    for peer in peers:
        for text in workload.texts[:COMPARED]:
            said = difference(read_rows(ours.ask(text)), read_rows(peer.ask(text)))
            if said:
                found[peer.name] = said
                break
    return found


def _contestants(
    graph: Graph, workload: Workload, plan: Plan, clients: int, ours: Sequence[Server], others: Sequence[Server]
) -> list[Contestant]:
    """Who is measured in a cell; whoever a goal is about, and its control, for as long as the goal asks."""
    peer, goal = _goal(graph, plan, workload.name, clients)
    full = plan.aside if goal is None else plan.goal
    is_light = workload.name == "tiny"
    uncached, cached = ours
    asides = full if is_light else plan.aside
    plain = _asked(cached, workload)
    found = [
        Contestant(CACHED, cached, plain, asides, is_new=False, is_light=True),
        Contestant(UNCHANGED, cached, _conditional(cached, plain), asides, is_new=False, is_light=True),
    ]
    for server in (uncached, *others):
        wanted = full if server is uncached or server.name == peer else plan.aside
        blocks = wanted if is_light else _fit(wanted, clients, _time_answer(server, workload.texts[0]))
        if blocks is not None:
            asked = _asked(server, workload)
            found.append(Contestant(server.name, server, asked, blocks, is_light=is_light))
            if server.name == peer:
                found.append(Contestant(peer + CONTROL, server, asked, blocks, is_light=is_light))
    return found


def _goal(graph: Graph, plan: Plan, query: str, clients: int) -> tuple[str, float | None]:
    """Against whom a query is held, and the goal where the cell has one."""
    peer, goal = GOALS[query]
    has_goal = clients == GOAL_CLIENTS and (query != "tiny" or graph.name == plan.light)
    return peer, goal if has_goal else None


def _fit(blocks: Blocks, clients: int, answer_seconds: float) -> Blocks | None:
    """Blocks that end in good time although the last answers are waited for; none where these take too long.

    >>> _fit(Blocks(9, 5.0), 1, 0.01).count
    9
    >>> _fit(Blocks(3, 1.0), 64, 60.0) is None
    True
    """
    rest = max(1.0, clients / PROCESSORS) * answer_seconds
    if rest > LONGEST_REST:
        return None
    return Blocks(1 if rest > blocks.seconds else blocks.count, max(1.0, blocks.seconds - rest))


def _time_answer(server: Server, text: str) -> float:
    """Seconds that one answer takes when nothing else is asked: the quicker of two, each asked as never before."""
    found = []
    for _ in range(2):
        begun = time.perf_counter()
        server.ask(f"{text}#{time.time_ns()}")
        found.append(time.perf_counter() - begun)
    return min(found)


def _asked(server: Server, workload: Workload) -> list[Asked]:
    return [Asked(server.path, text) for text in workload.texts]


def _conditional(server: Server, asked: Sequence[Asked]) -> list[Asked]:
    """The same requests of a client that has the answers and names their tags."""
    return [Asked(each.path, each.query, {"If-None-Match": _tag(server, each)}) for each in asked]


def _tag(server: Server, asked: Asked) -> str:
    """The entity tag of an answer; raises ``ValueError`` unless it is good for a 304."""
    address = f"http://{HOST}:{server.port}{asked.target}"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": ACCEPT})) as answer:
        tag = str(answer.headers["ETag"])
    request = urllib.request.Request(address, headers={"Accept": ACCEPT, "If-None-Match": tag})
    try:
        with urllib.request.urlopen(request):
            raise ValueError(f"{server.name} sends the answer again to a client that has it.")
    except urllib.error.HTTPError as error:
        if error.code != 304:
            raise
    return tag


def _judge(graph: Graph, plan: Plan, cell: Cell, results: Results) -> None:
    """Add the ratios of a cell, with their goals where it has any."""
    peer, goal = _goal(graph, plan, cell.query, cell.clients)
    pairs = [(UNCACHED, peer, goal)]
    if cell.query == "tiny":
        pairs += [(label, peer, CACHED_GOAL if goal else None) for label in (CACHED, UNCHANGED)]
    pairs += [(UNCACHED, other, None) for other in (MEMORY, DISK) if other != peer]
    results.ratios += [ratio for pair in pairs if (ratio := compare(cell, *pair)) is not None]


def _measure_rdflib(
    graph: Graph,
    plan: Plan,
    lodging: Lodging,
    results: Results,
    workloads: Sequence[Workload],
    ours: Server,
    note: Callable[[str], None],
) -> None:
    with servers.rdflib_endpoint(lodging, graph.file) as server:
        for workload, clients in itertools.product(workloads, plan.clients):
            if clients > RDFLIB_CLIENTS:
                continue
            note(f"{graph.name}, {workload.name}, {clients} clients: {server.name}")
            said = difference(read_rows(ours.ask(workload.texts[0])), read_rows(server.ask(workload.texts[0])))
            asked = _asked(server, workload)
            if workload.name == "tiny":
                sample = wrk(server.port, asked, clients, plan.aside.seconds, is_new=True)
            else:
                sample = drain(server.port, asked, clients, plan.aside.seconds, is_new=True, patience=RDFLIB_PATIENCE)
            differing = {server.name: said} if said else {}
            results.cells.append(
                Cell(graph.name, workload.name, clients, {server.name: [sample]}, differing, os.getloadavg()[0])
            )
