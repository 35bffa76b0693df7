"""Requests a second: this service beside its peers, query by query and graph by graph."""

from __future__ import annotations

import contextlib
import itertools
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import servers
from bench.agreement import difference, read_rows
from bench.cells import CONTROL, Blocks, Contestant, compare, measure
from bench.connections import ACCEPT, HOST
from bench.load import Asked, drain
from bench.processes import proportional_bytes
from bench.results import Cell, Figure, Results
from bench.servers import Lodging, Server
from bench.workload import ENTITIES, Workload, load

__all__ = ["Graph", "Plan", "measure_speed"]

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
#: rdflib-endpoint is asked on graphs of no more quads, by no more clients; it evaluates one query at a time.
RDFLIB_QUADS: Final = 150_000
RDFLIB_CLIENTS: Final = 16
RDFLIB_PATIENCE: Final = 8.0
#: How many tiny answers are compared.
COMPARED: Final = 24

WITHOUT_CACHE: Final = {"MINPACT_CACHE_BYTES": "0"}


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph to measure on: its name, its N-Quads, how many quads there are, and the build that it is, if it is one."""

    name: str
    file: Path
    quads: int
    build: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: queries, numbers of clients, and the blocks of cells with a goal and of the others."""

    queries: Sequence[str]
    clients: Sequence[int]
    goal: Blocks
    aside: Blocks


def measure_speed(graph: Graph, plan: Plan, lodging: Lodging, results: Results, note: Callable[[str], None]) -> None:
    """Start all servers on a graph, see that they agree, and measure them; rdflib-endpoint last and alone.

    Its queries cannot be stopped, and would go on while others are measured.
    """
    with contextlib.ExitStack() as stack:
        note(f"{graph.name}: starting servers")
        uncached = stack.enter_context(_minpact(graph, lodging, WITHOUT_CACHE))
        cached = stack.enter_context(_minpact(graph, lodging, {}))
        memory = stack.enter_context(servers.oxigraph_memory(lodging, graph.file))
        disk = stack.enter_context(servers.oxigraph_read_only(lodging, graph.file))
        _add_starts(graph, results, uncached, cached, memory)
        results.add("Memory", *_weigh(graph, "as started", uncached, memory))
        entities = [dict(row)["entity"].removeprefix("uri ") for row in read_rows(uncached.ask(ENTITIES))]
        workloads = [load(name, entities) for name in plan.queries]
        for workload in workloads:
            answers = uncached.ask(workload.texts[0])
            differing = _differing(workload, uncached, (memory, disk))
            with _ceiling(workload, lodging, answers) as ceiling:
                sides = [each for each in (ceiling, memory, disk) if each is not None and each.name not in differing]
                for clients in plan.clients:
                    contestants = _contestants(workload, plan, clients, uncached, cached, sides)
                    cell = measure(graph.name, workload.name, clients, contestants, differing, note)
                    results.cells.append(cell)
                    _judge(cell, results)
        results.add("Memory", *_weigh(graph, "after all queries", uncached, memory))
        if graph.quads <= RDFLIB_QUADS:
            _measure_rdflib(graph, plan, lodging, results, workloads, uncached, note)


def _minpact(
    graph: Graph, lodging: Lodging, environment: Mapping[str, str]
) -> contextlib.AbstractContextManager[Server]:
    if graph.build is None:
        return servers.minpact(lodging, graph.file, environment)
    return servers.minpact(lodging, None, {"MINPACT_BUILD": str(graph.build), **environment})


def _ceiling(workload: Workload, lodging: Lodging, answer: bytes) -> contextlib.AbstractContextManager[Server | None]:
    """The route that answers with the same bytes; what a light query is held against."""
    return servers.constant(lodging, answer) if workload.name == "tiny" else contextlib.nullcontext()


def _add_starts(graph: Graph, results: Results, *started: Server) -> None:
    ours = [each.start_seconds for each in started if each.name == UNCACHED]
    bound = 5.0 if graph.quads >= 1_000_000 else 1.0
    results.add("Start", Figure(f"{graph.name}: start of minpact serve to its first answer", ours, "s", bound))
    for each in started:
        if each.name == MEMORY:
            results.add(
                "Start", Figure(f"{graph.name}: the same of {MEMORY}, loading included", [each.start_seconds], "s")
            )


def _weigh(graph: Graph, when: str, ours: Server, peer: Server) -> list[Figure]:
    """Memory for each quad, all processes together, shared pages counted once."""
    bound = 0.6 if graph.quads >= 1_000_000 else None
    return [
        Figure(
            f"{graph.name}: memory of {server.name}, {when}",
            [proportional_bytes(server.pid) / 1000 / graph.quads],
            "kB a quad",
            bound if server is ours else None,
        )
        for server in (ours, peer)
    ]


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
    workload: Workload, plan: Plan, clients: int, uncached: Server, cached: Server, sides: Sequence[Server]
) -> list[Contestant]:
    """Who is measured in a cell; whoever a goal is about, and its control, for as long as the goal asks."""
    peer, _ = GOALS[workload.name]
    full = plan.goal if clients == GOAL_CLIENTS else plan.aside
    found = [Contestant(UNCACHED, uncached, _asked(uncached, workload), full)]
    for label, is_conditional in ((CACHED, False), (UNCHANGED, True)):
        blocks = full if workload.name == "tiny" else plan.aside
        asked = _asked(cached, workload, is_conditional=is_conditional)
        found.append(Contestant(label, cached, asked, blocks, is_new=False))
    for server in sides:
        asked = _asked(server, workload)
        found.append(Contestant(server.name, server, asked, full if server.name == peer else plan.aside))
        if server.name == peer:
            found.append(Contestant(server.name + CONTROL, server, asked, full))
    return found


def _asked(server: Server, workload: Workload, *, is_conditional: bool = False) -> list[Asked]:
    """The requests of a workload to a server; conditional ones name the tag of the answer that the client has."""
    asked = [Asked(server.path, text) for text in workload.texts]
    if not is_conditional:
        return asked
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


def _judge(cell: Cell, results: Results) -> None:
    """Add the ratios of a cell, those at sixteen clients with their goals."""
    peer, goal = GOALS[cell.query]
    is_goal = cell.clients == GOAL_CLIENTS
    pairs = [(UNCACHED, peer, goal if is_goal else None)]
    if cell.query == "tiny":
        pairs += [(label, peer, CACHED_GOAL if is_goal else None) for label in (CACHED, UNCHANGED)]
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
            sample = drain(server.port, asked, clients, plan.aside.seconds, is_new=True, patience=RDFLIB_PATIENCE)
            differing = {server.name: said} if said else {}
            results.cells.append(Cell(graph.name, workload.name, clients, {server.name: [sample]}, differing, 0.0))
