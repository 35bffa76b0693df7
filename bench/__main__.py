"""``make bench``: how long a build takes against plain pySHACL, and how soon a server answers.

Each round runs the project and its peer one after the other as whole processes, so that a busy machine slows both.
The median of the rounds is told with the smallest and the largest.
"""

from __future__ import annotations

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from graph.build import current

ROUNDS = 5
MINPACT = str(Path(sys.executable).with_name("minpact"))


def main() -> int:
    """Measure and print; exit 1 when a bound is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = os.environ | {"MINPACT_BUILD": str(folder)}
        builds, peers, answers = [], [], []
        for _ in range(ROUNDS):
            builds.append(_time([MINPACT, "build"], environment))
            peers.append(_time([sys.executable, "-m", "bench.peers", "pyshacl", str(current(folder))], environment))
            answers.append(_first_answer(environment))
    ratios = [build / peer for build, peer in zip(builds, peers, strict=True)]
    table = Table("what", "smallest", "median", "largest", "bound")
    _row(table, "minpact build, s", builds)
    _row(table, "pySHACL core on the same graph, s", peers)
    _row(table, "build / pySHACL core", ratios, 3.0)
    _row(table, "first answer of minpact serve, s", answers, 1.5)
    Console().print(table)
    return int(statistics.median(ratios) > 3.0 or statistics.median(answers) > 1.5)


def _row(table: Table, what: str, values: Sequence[float], bound: float | None = None) -> None:
    shown = [f"{value:.2f}" for value in (min(values), statistics.median(values), max(values))]
    table.add_row(what, *shown, f"≤ {bound}" if bound else "")


def _time(command: Sequence[str], environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def _first_answer(environment: dict[str, str]) -> float:
    """Seconds from the start of the command to the first whole answer of a query."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"
    begun = time.perf_counter()
    with _running([MINPACT, "serve", "--port", str(port)], environment):
        while True:
            with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(address) as answer:
                answer.read()
                return time.perf_counter() - begun
            time.sleep(0.01)


@contextlib.contextmanager
def _running(command: Sequence[str], environment: dict[str, str]) -> Iterator[None]:
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait(timeout=10)


if __name__ == "__main__":
    sys.exit(main())
