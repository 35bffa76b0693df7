"""What the bench found: samples, ratios with their goals, figures with their bounds; kept as JSON beside the tables."""

from __future__ import annotations

import importlib.metadata
import json
import math
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.load import Sample
from bench.ratios import Spread, is_reached

__all__ = ["Cell", "Figure", "Ratio", "Results", "describe_machine"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One query on one graph with so many clients: the blocks of each server, by its label.

    ``differing`` says of servers that did not answer as ours did; these are not measured. ``load`` is the machine's
    load average when the cell began, that is, what others were doing.
    """

    data: str
    query: str
    clients: int
    samples: Mapping[str, Sequence[Sample]]
    differing: Mapping[str, str]
    load: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """Requests a second of one server over those of another; ``goal`` is ``None`` where none was set."""

    what: str
    where: str
    spread: Spread
    control: Spread
    goal: float | None = None

    @property
    def is_reached(self) -> bool:
        """Whether the goal is; see :func:`bench.ratios.is_reached`."""
        return self.goal is None or is_reached(self.goal, self.spread, self.control)


@dataclass(frozen=True, slots=True)
class Figure:
    """Values of one thing in one unit. ``bound``, where there is one, is the most that their median may be."""

    what: str
    values: Sequence[float]
    unit: str
    bound: float | None = None

    @property
    def median(self) -> float:
        """The median; not a number where nothing was measured."""
        return statistics.median(self.values) if self.values else math.nan

    @property
    def is_reached(self) -> bool:
        """Whether the bound holds; a figure that could not be measured does not hold it."""
        return self.bound is None or self.median <= self.bound


@dataclass(slots=True)
class Results:
    """All that one run found, by part; filled as it goes."""

    machine: Mapping[str, str]
    plan: Mapping[str, Any]
    cells: list[Cell] = field(default_factory=list)
    ratios: list[Ratio] = field(default_factory=list)
    figures: dict[str, list[Figure]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, part: str, *figures: Figure) -> None:
        """Put figures into a part of the report."""
        self.figures.setdefault(part, []).extend(figures)

    @property
    def missed(self) -> list[str]:
        """What was not reached, in words."""
        goals = [f"{ratio.what} ({ratio.where})" for ratio in self.ratios if not ratio.is_reached]
        bounds = [each.what for figures in self.figures.values() for each in figures if not each.is_reached]
        differing = [
            f"{cell.data}, {cell.query}: {who} answers otherwise" for cell in self.cells for who in cell.differing
        ]
        return [*goals, *bounds, *dict.fromkeys(differing)]

    def write(self, path: Path) -> None:
        """Write everything as JSON, every block of every server included; what is no number becomes null."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(_plain(asdict(self)), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value


def describe_machine() -> dict[str, str]:
    """Where this runs: processors, memory, system, versions of what is measured, the time and the load before."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ("minpact", "oxigraph", "pyoxigraph", "rdflib-endpoint", "fastapi", "uvicorn", "uvloop")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return {
        "processors": f"{len(os.sched_getaffinity(0))} of {cpu}",
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "versions": versions,
        "day": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "load before": f"{os.getloadavg()[0]:.2f}",
    }
