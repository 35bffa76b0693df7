"""A server in a process of its own, started as an operator starts it, for tests that speak to it over the wire."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

HOST = "127.0.0.1"
START_SECONDS = 60.0
#: A connection that was idle for so long is not used again: servers close theirs after some seconds.
IDLE_SECONDS = 1.0


@contextmanager
def serving(**settings: object) -> Iterator[int]:
    """Serve under the settings given, named as in :class:`api.settings.Settings`; gives the port, once it is ready.

    Settings of the surrounding environment do not count, and only what is wrong is logged. At the end the server is
    stopped as an operator stops it.
    """
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
    own = {name: value for name, value in os.environ.items() if not name.startswith("MINPACT_")}
    chosen = {f"MINPACT_{name.upper()}": str(value) for name, value in {"log_level": "warning", **settings}.items()}
    program = "from api.cli import main; raise SystemExit(main())"
    command = [sys.executable, "-c", program, "serve", "--host", HOST, "--port", str(port)]
    process = subprocess.Popen(command, env=own | chosen, cwd=Path(__file__).parents[1])
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        assert process.wait(timeout=20) in (0, -15)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended"
        try:
            with Client(port) as client:
                if client.get("/health/ready").status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError("the server did not become ready")


class Reply:
    """A response that was read to its end."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def media_type(self) -> str:
        """The content's type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


class Client:
    """One connection kept open; it adds nothing to a request but ``Host`` and ``Content-Length``."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.used = time.monotonic()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        """One request and its answer; a connection that the server may be closing is opened anew."""
        if time.monotonic() - self.used > IDLE_SECONDS:
            self.connection.close()
        self.connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            self.connection.putheader(name, value)
        if body is not None:
            self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body)
        reply = Reply(self.connection.getresponse())
        self.used = time.monotonic()
        return reply

    def get(self, path: str, **headers: str) -> Reply:
        """GET; ``If_None_Match`` names the header ``If-None-Match``."""
        return self.send("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def ask(self, query: str, accept: str, way: str = "get", **graphs: tuple[str, ...]) -> Reply:
        """Ask ``/sparql`` by ``get``, ``form`` or ``direct``; ``graphs`` are ``default`` and ``named`` graph IRIs."""
        dataset = [(f"{kind}-graph-uri", iri) for kind, iris in graphs.items() for iri in iris]
        headers = {"Accept": accept}
        if way == "get":
            return self.send("GET", f"/sparql?{urlencode([('query', query), *dataset])}", headers=headers)
        if way == "form":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return self.send("POST", "/sparql", urlencode([("query", query), *dataset]).encode(), headers)
        headers["Content-Type"] = "application/sparql-query"
        return self.send("POST", f"/sparql?{urlencode(dataset)}", query.encode(), headers)
