"""Load on a server for the length of a block: how many answers a second, and how long clients wait for them.

Two tools, by how heavy a query is; within one row of a table all servers get the same. For light queries ``wrk``, which
itself costs a few microseconds a request. It drops what is under way when its time is up, though, which with sixteen
clients and answers of half a second is a good part of the work, and more of it for a server that works at all of them
at once. So heavy queries get clients of our own, who stop asking when the time is up and wait for what they asked.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import math
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from bench.connections import ACCEPT, HOST, Connection, write_request

__all__ = ["Asked", "NoWrk", "Sample", "drain", "find_wrk", "percentile", "wrk"]

SCRIPT: Final = Path(__file__).with_name("wrk.lua")
#: Seconds after the end of a block that clients wait for what they asked; past it an answer counts as not given.
PATIENCE: Final = 60.0
_marks = itertools.count()


class NoWrk(Exception):
    """The load tool is not installed."""

    def __str__(self) -> str:
        return "The bench needs the load tool wrk on the PATH. On Debian and Ubuntu: apt install wrk"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the path of the endpoint, the query, and headers beside ``Accept``."""

    path: str
    query: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """Path and query string; whatever is put behind it belongs to the query."""
        return f"{self.path}?query={quote(self.query, safe='')}"


@dataclass(frozen=True, slots=True)
class Sample:
    """What one block gave.

    ``requests`` is the number of whole answers, refusals included; ``refused`` are those with a status of 400 and more,
    ``broken`` the requests that got no whole answer. ``rate`` is that of the good answers. Latencies in milliseconds.
    """

    requests: int
    seconds: float
    size: int
    p50: float
    p99: float
    refused: int = 0
    broken: int = 0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return (self.requests - self.refused) / self.seconds if self.seconds else 0.0


def find_wrk() -> str:
    """The path of the load tool; raises :class:`NoWrk`."""
    found = shutil.which("wrk")
    if found is None:
        raise NoWrk
    return found


def wrk(port: int, asked: Sequence[Asked], clients: int, seconds: float, *, is_new: bool) -> Sample:
    """Load by ``wrk``, in one thread; ``is_new`` makes the text of every query one that was never asked before.

    Its percentiles are of a closed loop and corrected by it for what it did not ask while it waited.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="ascii") as file:
        for each in asked:
            said = {"Host": HOST, "Accept": ACCEPT, **each.headers}
            headers = [f"{name}: {value}" for name, value in said.items()]
            file.write("\t".join([each.target, *headers]) + "\n")
        file.flush()
        command = [find_wrk(), "-t", "1", "-c", str(clients), "-d", f"{math.ceil(seconds)}s", "--timeout", "20s"]
        command += ["-s", str(SCRIPT), f"http://{HOST}:{port}", "--", file.name]
        command += ["new" if is_new else "same", _mark()]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return Sample(
        told["requests"],
        told["microseconds"] / 1e6,
        told["bytes"],
        told["p50"],
        told["p99"],
        told["refused"],
        told["broken"],
    )


def _mark() -> str:
    return f"{time.time_ns():x}.{next(_marks)}"


def drain(
    port: int, asked: Sequence[Asked], clients: int, seconds: float, *, is_new: bool, patience: float = PATIENCE
) -> Sample:
    """Load by our own clients: none asks after ``seconds``, all wait for their answers, the last of which is the end.

    So all that the server did counts, and all the time that it took.
    """
    return asyncio.run(_drain(port, asked, clients, seconds, is_new=is_new, patience=patience))


async def _drain(
    port: int, asked: Sequence[Asked], clients: int, seconds: float, *, is_new: bool, patience: float
) -> Sample:
    turns = itertools.cycle(asked)
    numbers = itertools.count()
    mark = _mark()
    latencies: list[float] = []
    totals = {"size": 0, "refused": 0, "broken": 0}
    begun = time.perf_counter()

    async def client() -> None:
        connection = await Connection.open(port)
        try:
            while time.perf_counter() < begun + seconds:
                turn = next(turns)
                target = f"{turn.target}%0A%23{mark}-{next(numbers)}" if is_new else turn.target
                sent = time.perf_counter()
                try:
                    reply = await connection.ask(write_request(target, turn.headers))
                except ConnectionResetError:
                    totals["broken"] += 1
                    connection = await Connection.open(port)
                    continue
                latencies.append(time.perf_counter() - sent)
                totals["size"] += reply.size
                totals["refused"] += reply.status >= 400
        finally:
            connection.close()

    tasks = [asyncio.create_task(client()) for _ in range(clients)]
    _, late = await asyncio.wait(tasks, timeout=seconds + patience)
    taken = time.perf_counter() - begun
    for task in late:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
    return Sample(
        len(latencies),
        taken,
        totals["size"],
        percentile(latencies, 50),
        percentile(latencies, 99),
        totals["refused"],
        totals["broken"] + len(late),
    )


def percentile(seconds: Sequence[float], share: float) -> float:
    """The latency in milliseconds that so many in a hundred do not pass; not a number where there is none.

    >>> percentile([0.001, 0.002, 0.003, 0.1], 50), percentile([0.001, 0.1], 99)
    (2.0, 100.0)
    """
    if not seconds:
        return math.nan
    ordered = sorted(seconds)
    place = max(0, math.ceil(len(ordered) * share / 100) - 1)
    return round(1000 * ordered[place], 3)
