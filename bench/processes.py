"""What a server and all its processes use, read from ``/proc``."""

from __future__ import annotations

import os
import time
from pathlib import Path

__all__ = ["cpu_seconds", "proportional_bytes", "tree", "wait_for_rest"]

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
#: A server is at rest when all its processes used at most so much processor time in so many seconds.
REST_CPU, REST_SECONDS = 0.06, 3.0


def tree(root: int) -> list[int]:
    """A process and all below it; one that ends meanwhile is left out."""
    found, pending = [], [root]
    while pending:
        pid = pending.pop()
        try:
            threads = list((PROC / str(pid) / "task").iterdir())
            for thread in threads:
                pending += map(int, (thread / "children").read_text(encoding="ascii").split())
        except OSError:
            continue
        found.append(pid)
    return found


def proportional_bytes(root: int) -> int:
    """Memory of a process and all below it; a page that several share is divided among them, so counts once (PSS)."""
    total = 0
    for pid in tree(root):
        try:
            text = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        total += sum(int(line.split()[1]) << 10 for line in text.splitlines() if line.startswith("Pss:"))
    return total


def cpu_seconds(root: int) -> float:
    """Processor time that the processes alive below one have used, and that of their children which ended."""
    total = 0
    for pid in tree(root):
        try:
            text = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        total += sum(map(int, text.rpartition(")")[2].split()[11:13]))
    return total / TICKS


def wait_for_rest(root: int, most: float = 180.0) -> bool:
    """Wait, at most so many seconds, until the processes below one have nothing left to do; says whether they had."""
    end = time.monotonic() + most
    used = cpu_seconds(root)
    while time.monotonic() < end:
        time.sleep(REST_SECONDS)
        before, used = used, cpu_seconds(root)
        if used - before <= REST_CPU:
            return True
    return False
