"""``python -m bench``: measure, print the report, keep it as JSON; exit 1 when a goal was missed, 2 without ``wrk``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bench import data
from bench.build import measure_build
from bench.cells import Blocks
from bench.hostile import measure_hostile
from bench.load import NoWrk, find_wrk
from bench.report import write_report
from bench.results import Results, describe_machine
from bench.servers import MINPACT, Lodging
from bench.speed import Graph, Plan, measure_speed
from bench.workload import NAMES
from graph import resources
from graph.build import current
from graph.catalog import read_manifest

PARTS = ("build", "speed", "hostile")
REAL = "real"
CLIENTS = "1,16,64"
#: What a quick run does: enough to see that everything works.
QUICK_DATA, QUICK_CLIENTS = "real,100k", "16"
#: The graph that is attacked, where it is among those chosen.
ATTACKED = "100k"
HERE = Path(__file__).parent
CONSOLE = Console(stderr=True, highlight=False, soft_wrap=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure this service beside its peers on the same graphs."
    )
    parser.add_argument("--parts", default=",".join(PARTS), help="which parts to run (default: %(default)s)")
    parser.add_argument("--data", help=f"graphs (default: {','.join((REAL, *data.SIZES))})")
    parser.add_argument("--queries", default=",".join(NAMES), help="queries (default: %(default)s)")
    parser.add_argument("--clients", type=_counts, help=f"clients at a time (default: {CLIENTS})")
    parser.add_argument("--blocks", type=int, default=9, help="blocks of cells with a goal (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=5.0, help="their length in seconds (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="builds (default: %(default)s)")
    parser.add_argument(
        "--quick", action="store_true", help=f"two blocks of a second on {QUICK_DATA}, {QUICK_CLIENTS} clients"
    )
    parser.add_argument("--write", action="store_true", help="put the report into bench/RESULTS.md")
    return parser


def _counts(text: str) -> list[int]:
    """Whole numbers above nothing, parted by commas; raises ``ValueError``, which the command line knows."""
    counts = [int(count) for count in text.split(",")]
    if min(counts) < 1:
        raise ValueError(text)
    return counts


def _chosen(text: str, known: Sequence[str], parser: argparse.ArgumentParser) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        parser.error(f"{text!r}: choose among {', '.join(known)}")
    return names


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that are asked for."""
    parser = _parser()
    options = parser.parse_args(arguments)
    parts = _chosen(options.parts, PARTS, parser)
    known = (REAL, *data.SIZES)
    graphs = _chosen(options.data or (QUICK_DATA if options.quick else ",".join(known)), known, parser)
    queries = _chosen(options.queries, NAMES, parser)
    clients = options.clients or _counts(QUICK_CLIENTS if options.quick else CLIENTS)
    if "speed" in parts:
        try:
            find_wrk()
        except NoWrk as error:
            CONSOLE.print(str(error))
            return 2
    goal, aside = Blocks(options.blocks, options.seconds), Blocks(3, 1.0)
    rounds, attack_seconds = options.rounds, 12.0
    if options.quick:
        goal, aside, rounds, attack_seconds = Blocks(2, 1.0), Blocks(1, 1.0), 1, 3.0
    plan = Plan(queries, clients, goal, aside, light=graphs[0])
    said = {
        "blocks with a goal": f"{goal.count} of {goal.seconds:g} s",
        "others": f"{aside.count} of {aside.seconds:g} s",
    }
    results = Results(describe_machine(), said)
    with tempfile.TemporaryDirectory(prefix="minpact-bench-") as name, CONSOLE.status("") as status:
        lodging = Lodging(Path(name))
        if "build" in parts:
            measure_build(rounds, lodging, results, status.update)
        prepared = [_prepare(graph, lodging) for graph in graphs] if {"speed", "hostile"} & set(parts) else []
        if "speed" in parts:
            for graph in prepared:
                measure_speed(graph, plan, lodging, results, status.update)
        if "hostile" in parts:
            attacked = next((graph for graph in prepared if graph.name == ATTACKED), prepared[0])
            measure_hostile(attacked, attack_seconds, lodging, results, status.update)
    report = write_report(results)
    print(report)
    folder = resources.build_folder() / "bench"
    results.write(folder / "results.json")
    CONSOLE.print(f"Every block is in {folder / 'results.json'}.")
    if options.write:
        (HERE / "RESULTS.md").write_text(_introduce(report), encoding="utf-8")
    for missed in results.missed:
        CONSOLE.print(f"Missed: {missed}")
    return 1 if results.missed else 0


def _prepare(name: str, lodging: Lodging) -> Graph:
    """The newest build of this checkout, or a synthetic graph."""
    build = resources.build_folder() if name == REAL else lodging.folder / name
    if name == REAL:
        subprocess.run([MINPACT, "build", "--if-needed"], check=True, stdout=subprocess.DEVNULL)
    else:
        data.write_build(build, data.SIZES[name])
    folder = current(build)
    return Graph(name, folder / "minpact.nq", read_manifest(folder).quads, build)


def _introduce(report: str) -> str:
    return f"# Results\n\nWritten by `make bench`; [README.md](README.md) says how it is measured.\n\n{report}"


if __name__ == "__main__":
    sys.exit(main())
