"""How long a build takes against plain pySHACL, and how soon a server answers that was started on a fresh one.

Each round runs the project and its peer one after the other as whole processes, so that a busy machine slows both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from bench import servers
from bench.results import Figure, Results
from bench.servers import MINPACT, Lodging
from graph.build import current

__all__ = ["measure_build"]

#: The most that a build may take, as a multiple of a plain run of pySHACL, and the first answer after a start.
BUILD_BOUND: Final = 3.0
ANSWER_BOUND: Final = 1.0


def measure_build(rounds: int, lodging: Lodging, results: Results, note: Callable[[str], None]) -> None:
    """Build, validate the build with pySHACL and serve it, so many times."""
    folder = lodging.folder / "builds"
    environment = {"MINPACT_BUILD": str(folder)}
    builds, peers, answers = [], [], []
    for number in range(rounds):
        note(f"build {number + 1} of {rounds}")
        builds.append(_time([MINPACT, "build"], environment))
        peers.append(_time([sys.executable, "-m", "bench.peers", "pyshacl", str(current(folder))], environment))
        with servers.minpact(lodging, None, environment) as server:
            answers.append(server.start_seconds)
    ratio = [build / peer for build, peer in zip(builds, peers, strict=True)]
    results.add(
        "Build",
        Figure("minpact build", builds, "s"),
        Figure("pySHACL core on the same graph", peers, "s"),
        Figure("minpact build / pySHACL core", ratio, "", BUILD_BOUND),
    )
    results.add("Start", Figure("minpact serve on a fresh build, start to first answer", answers, "s", ANSWER_BOUND))


def _time(command: Sequence[str | Path], environment: Mapping[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, env=os.environ | dict(environment), check=True, capture_output=True)
    return time.perf_counter() - begun
