"""The server process from its start, which fails in a sentence, to its end, which breaks nothing off."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.serving import HOST, MINPACT, ROOT, Served, environment_of, read_all, started

pytestmark = [pytest.mark.server, pytest.mark.timed]

ENDLESS = "SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B" + "%20".join(f"?a{n}%20?b{n}%20?c{n}%20." for n in range(8)) + "%7D"
DEADLINE = 3
MARKS = itertools.count()


def children_of(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def processes_of(served: Served) -> list[int]:
    """The process that holds the graph and all readers."""
    (zygote,) = children_of(served.process.pid)
    return [zygote, *children_of(zygote)]


def processes_once(served: Served, more_than: int) -> list[int]:
    """The same, once there are more of them: a reader that is exchanged for the slow lane is missing for a moment."""
    end = time.monotonic() + 10
    while len(pids := processes_of(served)) <= more_than:
        assert time.monotonic() < end, f"there are only {len(pids)} processes"
        time.sleep(0.02)
    return pids


def assert_gone(pids: list[int], seconds: float) -> None:
    end = time.monotonic() + seconds
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < end, "a process is left"
        time.sleep(0.02)


def ask_forever(served: Served, stack: ExitStack) -> socket.socket:
    connection = stack.enter_context(served.connect())
    path = f"/sparql?query={ENDLESS}%23{next(MARKS)}"  # the same one would share a run
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
    return connection


# --- the end


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_lets_requests_end_and_takes_no_new_ones(bare_file: Path, number: signal.Signals) -> None:
    with started(data=bare_file, deadline_seconds=DEADLINE) as served, ExitStack() as stack:
        idle = stack.enter_context(served.connect())
        busy = ask_forever(served, stack)
        time.sleep(0.5)
        pids = processes_once(served, more_than=1)
        begun = time.monotonic()
        served.process.send_signal(number)
        assert read_all(idle) == b""
        with pytest.raises(ConnectionRefusedError):
            served.connect()
        # The query comes to its deadline as ever, and its problem arrives whole.
        answered = read_all(busy)
        assert answered.startswith(b"HTTP/1.1 504 ")
        assert answered.endswith(b"}\n")
        assert served.process.wait(timeout=30) == 0
        assert time.monotonic() - begun < DEADLINE + 2
        assert_gone(pids, 1.0)
    assert [event["message"] for event in served.events(logger="api.server")][-1] == "Stopped"


def test_client_that_never_reads_does_not_hold_up_the_end(world_build: Path) -> None:
    with started(build=world_build, deadline_seconds=1, readers=1) as served, ExitStack() as stack:
        slow = stack.enter_context(served.connect())
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.sendall(b"GET /dumps/latest/minpact.trig HTTP/1.1\r\nHost: h\r\n\r\n" * 60)
        half = stack.enter_context(served.connect())
        half.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\n"
        )
        time.sleep(0.5)
        begun = time.monotonic()
        served.process.terminate()
        assert served.process.wait(timeout=30) == 0
        assert time.monotonic() - begun < 1 + 2


def test_second_signal_ends_at_once(bare_file: Path) -> None:
    with started(data=bare_file, deadline_seconds=60) as served, ExitStack() as stack:
        for _ in range(3):
            ask_forever(served, stack)
        time.sleep(0.5)
        pids = processes_once(served, more_than=1)
        served.process.terminate()
        time.sleep(0.5)
        assert served.process.poll() is None
        served.process.terminate()
        assert served.process.wait(timeout=2) == 128 + signal.SIGTERM
        assert_gone(pids, 1.0)


def test_readers_do_not_outlive_a_server_that_is_killed(bare_file: Path) -> None:
    with started(data=bare_file, deadline_seconds=60) as served, ExitStack() as stack:
        for _ in range(4):
            ask_forever(served, stack)
        time.sleep(0.8)
        pids = processes_once(served, more_than=3)
        served.process.kill()
        served.process.wait()
        assert_gone(pids, 1.0)


# --- the beginning


def serve(*arguments: str, **settings: object) -> tuple[int, str]:
    """Exit code and words of a server that cannot serve."""
    environment = environment_of(**{"port": 0, "log_format": "json", **settings})
    run = subprocess.run(
        [*MINPACT, "serve", *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in run.stderr
    return run.returncode, run.stderr


def test_port_that_is_taken_is_said_so(bare_file: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        code, said = serve(data=bare_file, port=port)
    assert code == 1
    assert said == f"Port {port} of {HOST} is taken; stop what listens there, or set MINPACT_PORT or --port.\n"


def test_host_that_is_not_ours_is_said_so(bare_file: Path) -> None:
    code, said = serve("--host", "192.0.2.1", data=bare_file)
    assert (code, said) == (1, "192.0.2.1 is no address of this machine; set MINPACT_HOST or --host.\n")


def test_host_that_is_no_name_is_said_so(bare_file: Path) -> None:
    code, said = serve("--host", "a..b", data=bare_file)
    assert (code, said) == (1, "'a..b' is no address or name of this machine; set MINPACT_HOST or --host.\n")


def test_no_build_is_said_so(tmp_path: Path) -> None:
    code, said = serve(build=tmp_path)
    assert code == 1
    assert "minpact build" in said


@pytest.mark.parametrize(
    ("content", "word"), [("<urn:a> <urn:b> .\n", "data.nq:1"), (None, "existing N-Quads file")], ids=["bad", "none"]
)
def test_data_that_cannot_be_served_is_said_so(tmp_path: Path, content: str | None, word: str) -> None:
    path = tmp_path / "data.nq"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    code, said = serve(data=path)
    assert code == 1
    assert word in said


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        (("--port", "eighty"), {}, ("--port", "eighty", "0 to 65,535")),
        ((), {"port": "99999"}, ("MINPACT_PORT", "99999", "0 to 65,535")),
        ((), {"fast_seconds": "20"}, ("MINPACT_FAST_SECONDS", "20", "MINPACT_DEADLINE_SECONDS")),
        ((), {"forwarded_from": "proxy"}, ("MINPACT_FORWARDED_FROM", "proxy", "10.0.0.0/8")),
    ],
)
def test_setting_that_cannot_be_is_said_so(
    bare_file: Path, arguments: tuple[str, ...], settings: dict[str, str], words: tuple[str, ...]
) -> None:
    code, said = serve(*arguments, **{"data": bare_file, **settings})
    assert code == 1
    assert all(word in said for word in words), said


def test_variable_that_is_no_setting_is_warned_of(bare_file: Path) -> None:
    with started(data=bare_file, prot=9000) as served:
        (event,) = served.events(level="warning", logger="api.cli")
    assert event["message"] == "MINPACT_PROT is no setting; did you mean MINPACT_PORT?"


def test_every_line_of_the_log_is_an_object(bare_file: Path) -> None:
    """Those of the process that holds the graph too, which is made to fail."""
    with started(data=bare_file) as served:
        served.request("GET", "/nowhere")
        served.raw(b"nonsense\r\n\r\n")
        os.kill(processes_of(served)[0], signal.SIGKILL)
        while not served.events(level="error"):
            time.sleep(0.02)
        while served.request("GET", "/health/ready").status != 200:
            time.sleep(0.02)
    assert len(served.events()) == len(served.lines) > 3


def test_help_lists_every_setting() -> None:
    run = subprocess.run([*MINPACT, "serve", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    from api.settings import PREFIX, Settings

    for name, setting in Settings.described().items():
        assert f"{PREFIX}{name.upper()}" in run.stdout
        assert setting.meaning in run.stdout
