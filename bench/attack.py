"""Hostile clients, as a program of their own so that what they receive does not slow the probes.

``python -m bench.attack PORT PATH CLIENTS SECONDS`` lets so many clients ask, without a pause and from one address,
queries that no server can answer in time; past the seconds each waits for its last answer. Every outcome goes to the
output as a line of JSON.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bench.connections import Connection, write_request
from bench.load import Asked
from bench.workload import hostile

__all__ = ["Outcome", "attack", "read", "start"]

#: Seconds that a client waits for an answer before it gives up.
PATIENCE = 30.0
_marks = itertools.count()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one hostile query ended: status (0: no whole answer, -1: none within our patience), seconds, bytes."""

    query: str
    status: int
    seconds: float
    size: int


def start(port: int, path: str, clients: int, seconds: float) -> subprocess.Popen[str]:
    """Start the attack as a process; :func:`read` its output when it has ended."""
    command = [sys.executable, "-m", "bench.attack", str(port), path, str(clients), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def read(output: str) -> list[Outcome]:
    """The outcomes that an attack wrote."""
    return [Outcome(**json.loads(line)) for line in output.splitlines()]


async def attack(port: int, path: str, clients: int, seconds: float) -> list[Outcome]:
    """Attack, and tell how each query ended, in the order in which they did."""
    queries = list(hostile().items())
    until = time.perf_counter() + seconds
    outcomes: list[Outcome] = []
    async with asyncio.TaskGroup() as group:
        for number in range(clients):
            turned = queries[number % len(queries) :] + queries[: number % len(queries)]
            group.create_task(_client(port, path, turned, until, outcomes))
    return outcomes


async def _client(
    port: int, path: str, queries: Sequence[tuple[str, str]], until: float, outcomes: list[Outcome]
) -> None:
    connection = await Connection.open(port)
    turn = 0
    while time.perf_counter() < until:
        name, query = queries[turn % len(queries)]
        turn += 1
        sent = time.perf_counter()
        try:
            # Made new: a query that is under way already would share its run.
            asked = Asked(path, f"{query}\n# {next(_marks)}")
            reply = await asyncio.wait_for(connection.ask(write_request(asked.target)), PATIENCE)
            status, size = reply.status, reply.size
        except (TimeoutError, ConnectionResetError) as error:
            status, size = -isinstance(error, TimeoutError), 0
            connection.close()
            connection = await Connection.open(port)
        outcomes.append(Outcome(name, status, time.perf_counter() - sent, size))
    connection.close()


if __name__ == "__main__":
    _, port, path, clients, seconds = sys.argv
    for outcome in asyncio.run(attack(int(port), path, int(clients), float(seconds))):
        print(json.dumps(asdict(outcome)))
