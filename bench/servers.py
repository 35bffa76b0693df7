"""Starts and stops the servers that are measured: this service and its peers, each a process of its own.

Peers are given their best. Oxigraph's servers hold the named graphs alone and answer from their union
(``--union-default-graph``): a merged default graph beside them, which this service's answers stand for, would cost them
memory and up to half of their speed, and no triple of these graphs is in two of them, so the rows are the same.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from bench.connections import ACCEPT, HOST

__all__ = [
    "MINPACT",
    "Lodging",
    "NotStarted",
    "Server",
    "constant",
    "minpact",
    "oxigraph_memory",
    "oxigraph_read_only",
    "rdflib_endpoint",
]

MINPACT: Final = str(Path(sys.executable).with_name("minpact"))
OXIGRAPH: Final = str(Path(sys.executable).with_name("oxigraph"))
RDFLIB_ENDPOINT: Final = str(Path(sys.executable).with_name("rdflib-endpoint"))
START_SECONDS: Final = 180.0
STOP_SECONDS: Final = 20.0


class NotStarted(Exception):
    """A server ended, or did not answer in time; ``str`` gives the end of what it said."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it is asked, its process, and how long it took from its start to its first answer."""

    name: str
    port: int
    path: str
    pid: int
    start_seconds: float

    def ask(self, query: str) -> bytes:
        """The body of the answer to a query; raises ``urllib.error.HTTPError`` for a refusal."""
        address = f"http://{HOST}:{self.port}{self.path}?query={quote(query, safe='')}"
        request = urllib.request.Request(address, headers={"Accept": ACCEPT})
        with urllib.request.urlopen(request, timeout=START_SECONDS) as answer:
            return bytes(answer.read())


@dataclass(frozen=True, slots=True)
class Lodging:
    """A folder for what servers write: their logs, and stores on disk."""

    folder: Path

    @contextlib.contextmanager
    def running(
        self, name: str, command: Sequence[str], port: int, path: str, environment: Mapping[str, str] | None = None
    ) -> Iterator[Server]:
        """Run a server from the moment that it answers; it is ended on leaving, by force if it does not go."""
        log = self.folder / f"{name.replace(' ', '-')}-{port}.log"
        begun = time.perf_counter()
        with log.open("wb") as output:
            # A server that runs where it was installed finds its modules compiled, whatever the environment here says.
            own = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(environment or {})}
            process = subprocess.Popen(command, env=own, stdout=output, stderr=subprocess.STDOUT)
        server = Server(name, port, path, process.pid, 0.0)
        try:
            _await(server, process, begun + START_SECONDS, log)
            yield Server(name, port, path, process.pid, time.perf_counter() - begun)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await(server: Server, process: subprocess.Popen[bytes], until: float, log: Path) -> None:
    while True:
        try:
            server.ask("ASK { ?s ?p ?o }")
        except (OSError, urllib.error.URLError):
            if process.poll() is not None or time.perf_counter() > until:
                said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise NotStarted(f"{server.name} did not start:\n{said}") from None
            time.sleep(0.01)
        else:
            return


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def minpact(
    lodging: Lodging, data: Path | None, environment: Mapping[str, str] | None = None, name: str = "minpact"
) -> Iterator[Server]:
    """This service, on an N-Quads file or, without one, on the build that the environment names."""
    port = _free_port()
    command = [MINPACT, "serve", "--port", str(port)]
    if data is not None:
        command += ["--data", str(data)]
    with lodging.running(name, command, port, "/sparql", environment) as server:
        yield server


@contextlib.contextmanager
def oxigraph_memory(lodging: Lodging, data: Path, *options: str) -> Iterator[Server]:
    """``oxigraph serve`` in memory; the data are put in over HTTP, as its users do."""
    port = _free_port()
    name = "oxigraph serve"
    command = [OXIGRAPH, "serve", "--bind", f"{HOST}:{port}", "--union-default-graph", *options]
    with lodging.running(name, command, port, "/query") as server:
        begun = time.perf_counter()
        with data.open("rb") as file:
            headers = {"Content-Type": "application/n-quads", "Content-Length": str(data.stat().st_size)}
            request = urllib.request.Request(
                f"http://{HOST}:{port}/store?no_transaction", data=file, headers=headers, method="POST"
            )
            with urllib.request.urlopen(request, timeout=START_SECONDS):
                pass
        loaded = time.perf_counter() - begun
        yield Server(name, port, "/query", server.pid, server.start_seconds + loaded)


@contextlib.contextmanager
def oxigraph_read_only(lodging: Lodging, data: Path) -> Iterator[Server]:
    """``oxigraph serve-read-only`` on a store on disk, loaded and optimised before."""
    port = _free_port()
    store = lodging.folder / f"oxigraph-{data.parent.name}"
    if not store.exists():
        for command in (["load", "--file", str(data)], ["optimize"]):
            subprocess.run(
                [OXIGRAPH, command[0], "--location", str(store), *command[1:]], check=True, capture_output=True
            )
    served = [OXIGRAPH, "serve-read-only", "--location", str(store), "--bind", f"{HOST}:{port}"]
    with lodging.running("oxigraph serve-read-only", [*served, "--union-default-graph"], port, "/query") as server:
        yield server


@contextlib.contextmanager
def rdflib_endpoint(lodging: Lodging, data: Path) -> Iterator[Server]:
    """rdflib-endpoint over rdflib's own store, whose default graph is the union."""
    port = _free_port()
    command = [RDFLIB_ENDPOINT, "serve", "--host", HOST, "--port", str(port), str(data)]
    with lodging.running("rdflib-endpoint", command, port, "/") as server:
        yield server


@contextlib.contextmanager
def constant(lodging: Lodging, body: bytes) -> Iterator[Server]:
    """A FastAPI route that answers with the same bytes whatever it is asked; see :mod:`bench.constant`."""
    port = _free_port()
    file = lodging.folder / f"constant-{port}.json"
    file.write_bytes(body)
    command = [sys.executable, "-m", "bench.constant", str(port), str(file)]
    with lodging.running("constant route", command, port, "/sparql") as server:
        yield server
