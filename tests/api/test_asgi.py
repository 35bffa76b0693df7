"""The application in somebody else's server: uvicorn, started by hand."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.serving import HOST, ROOT, Reply, environment_of

pytestmark = pytest.mark.server


def test_uvicorn_serves_it(bare_file: Path) -> None:
    command = [sys.executable, "-m", "uvicorn", "api.asgi:app", "--port", "0", "--no-proxy-headers"]
    environment = environment_of(data=bare_file)
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            running = next(
                found for line in process.stderr if (found := re.search(r"running on http://.*:(\d+)", line))
            )
            connection = http.client.HTTPConnection(HOST, int(running[1]), timeout=30)
            connection.request("GET", "/sparql?query=ASK%7B%7D", headers={"Accept": "text/csv"})
            reply = Reply(connection.getresponse())
            assert (reply.status, reply.body) == (200, b"true")
            connection.close()
        finally:
            process.terminate()
            process.communicate(timeout=30)
