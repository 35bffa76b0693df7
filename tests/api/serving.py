"""A real server process for a test, started as an operator starts it, and ways to speak to it byte by byte."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
#: What `minpact` runs, from the checkout that the tests are in.
MINPACT = [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())"]
PATIENCE = 60.0


@dataclass(slots=True)
class Served:
    """A server that is ready; ``lines`` are those of its log so far."""

    process: subprocess.Popen[str]
    port: int = 0
    lines: list[str] = field(default_factory=list)

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def connect(self, source: str = HOST) -> socket.socket:
        """A connection, from an address of choice."""
        return socket.create_connection((HOST, self.port), timeout=PATIENCE, source_address=(source, 0))

    def raw(self, text: bytes) -> bytes:
        """What the server sends until it closes."""
        with self.connect() as connection:
            connection.sendall(text)
            return read_all(connection)

    def events(self, **members: Any) -> list[dict[str, Any]]:
        """Lines of the log that have these members."""
        found = [json.loads(line) for line in tuple(self.lines)]
        return [each for each in found if members.items() <= each.items()]

    def event(self, **members: Any) -> dict[str, Any]:
        """The first line of the log that has these members, which may be on its way."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = self.events(**members)
            if found:
                return found[0]
            time.sleep(0.01)
        raise AssertionError(f"no line has {members}: {self.lines}")


class Reply:
    """A response that was read to its end."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()


def read_all(connection: socket.socket) -> bytes:
    """All that comes until the other side closes or breaks off."""
    parts = []
    try:
        while part := connection.recv(1 << 16):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def environment_of(**settings: object) -> dict[str, str]:
    """The environment of a server with these settings and no others."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MINPACT_")}
    return inherited | {f"MINPACT_{name.upper()}": str(value) for name, value in settings.items()}


@contextmanager
def serving(**settings: object) -> Iterator[Served]:
    """A server with these settings, on any port that is free; it is stopped at the end, and must stop well."""
    with started(**settings) as served:
        yield served
        served.process.terminate()
        assert served.process.wait(timeout=PATIENCE) == 0


@contextmanager
def started(**settings: object) -> Iterator[Served]:
    """The same, for a test that ends the server itself; at the latest it is killed at the end."""
    environment = environment_of(**{"port": 0, "log_format": "json", **settings})
    process = subprocess.Popen(
        [*MINPACT, "serve"], env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True, errors="replace"
    )
    served = Served(process)
    reader = threading.Thread(target=_read_log, args=(served,))
    reader.start()
    try:
        _await_ready(served)
        yield served
    finally:
        process.kill()
        process.wait()
        reader.join()
        assert process.stderr is not None
        process.stderr.close()


def _read_log(served: Served) -> None:
    assert served.process.stderr is not None
    for line in served.process.stderr:
        served.lines.append(line.rstrip("\n"))


def _await_ready(served: Served) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for line in tuple(served.lines):
            found = re.search(r"is served at http://[^ ]*:(\d+)/", line)
            if found:
                served.port = int(found[1])
                return
        assert served.process.poll() is None, served.lines
        time.sleep(0.02)
    raise AssertionError(f"the server did not become ready: {served.lines}")
