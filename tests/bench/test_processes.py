"""What a process and its children use is told apart from what anybody else does."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from bench.processes import cpu_seconds, proportional_bytes, tree, wait_for_rest

MEGABYTE = 1_000_000


@contextlib.contextmanager
def program(text: str) -> Iterator[int]:
    """A Python program that has said a line."""
    command = [sys.executable, "-c", text + "\nprint(flush=True)\ninput()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid
        process.communicate(b"\n")


def test_children_belong_to_the_tree() -> None:
    with program("import subprocess\nchild = subprocess.Popen(['sleep', '5'])") as pid:
        found = tree(pid)
        assert pid in found
        assert len(found) == 2
        assert set(found) < set(tree(os.getpid()))
        os.kill(next(each for each in found if each != pid), 9)


def test_shared_pages_count_once() -> None:
    with program("import os, time\nhoard = b'x' * 60_000_000\nchild = os.fork()\nif child == 0: time.sleep(30)") as pid:
        total = proportional_bytes(pid)
        assert len(tree(pid)) == 2
        assert 60 * MEGABYTE < total < 100 * MEGABYTE
        os.kill(next(each for each in tree(pid) if each != pid), 9)


def test_work_is_counted() -> None:
    with program("import time\nuntil = time.process_time() + 0.3\nwhile time.process_time() < until: pass") as pid:
        before = cpu_seconds(pid)
        time.sleep(0.2)
        assert before >= 0.28
        assert cpu_seconds(pid) - before < 0.1


def test_rest_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.processes.REST_SECONDS", 0.3)
    with program(
        "import threading\nthreading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=True).start()"
    ) as pid:
        assert not wait_for_rest(pid, 1.0)
        os.kill(pid, signal.SIGSTOP)
        assert wait_for_rest(pid, 10.0)
        os.kill(pid, signal.SIGKILL)


def test_process_that_is_gone_uses_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    assert (tree(process.pid), proportional_bytes(process.pid), cpu_seconds(process.pid)) == ([], 0, 0.0)
