"""Goals: when they count as reached, what a report says of them, and what is kept of a run."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from bench.cells import CONTROL, compare
from bench.load import Sample
from bench.ratios import Spread, is_reached
from bench.report import write_report
from bench.results import Cell, Figure, Ratio, Results, describe_machine

STEADY = Spread(0.98, 1.0, 1.02)


def sample(rate: float, **more: int) -> Sample:
    return Sample(requests=round(rate), seconds=1.0, size=0, p50=1.0, p99=2.0, **more)


def cell(ours: list[float], theirs: list[float], control: list[float] | None = None) -> Cell:
    rates = {"ours": ours, "theirs": theirs, "theirs" + CONTROL: control or theirs}
    return Cell("real", "heavy", 16, {name: [sample(rate) for rate in each] for name, each in rates.items()}, {}, 0.5)


@pytest.mark.parametrize(
    ("goal", "spread", "control", "expected"),
    [
        (1.5, Spread(1.4, 1.6, 1.8), STEADY, True),
        (1.5, Spread(1.4, 1.49, 1.8), STEADY, False),
        (1.5, Spread(1.01, 1.6, 1.8), STEADY, False),
        (1.2, Spread(1.3, 1.4, 1.5), Spread(0.5, 1.0, 1.35), False),
        (0.5, Spread(0.5, 0.55, 0.6), STEADY, True),
        (0.5, Spread(0.48, 0.55, 0.6), STEADY, False),
        (0.5, Spread(0.48, 0.55, 0.6), Spread(0.9, 1.0, 1.1), True),
        (0.5, Spread(0.49, 0.55, 0.6), Spread(1.1, 1.2, 1.3), False),
    ],
)
def test_goal_needs_more_than_noise(goal: float, spread: Spread, control: Spread, expected: bool) -> None:
    assert is_reached(goal, spread, control) is expected


def test_blocks_are_compared_with_their_neighbours() -> None:
    """A machine that gets ten times slower half-way leaves the ratio as it was."""
    ratio = compare(cell([200, 200, 20, 20], [100, 100, 10, 10], [100, 110, 10, 9]), "ours", "theirs", 1.5)
    assert ratio is not None
    assert ratio.spread == Spread(2.0, 2.0, 2.0)
    assert ratio.control == Spread.of([1.0, 1.1, 1.0, 0.9])
    assert ratio.is_reached


def test_nothing_is_compared_with_nothing() -> None:
    assert compare(cell([1], [1]), "ours", "others") is None
    assert compare(cell([5, 5], [0, 0]), "ours", "theirs") is None


def test_refusals_are_no_answers() -> None:
    assert sample(10, refused=4).rate == 6


def test_bound_that_could_not_be_measured_is_missed() -> None:
    assert not Figure("latency", [math.nan], "ms", 50.0).is_reached
    assert not Figure("latency", [], "ms", 50.0).is_reached
    assert Figure("latency", [40.0, 50.0, 90.0], "ms", 50.0).is_reached


@pytest.fixture
def results() -> Results:
    found = Results(describe_machine(), {"blocks": "2 of 1 s"})
    found.cells.append(cell([30, 30], [10, 10]))
    found.cells.append(Cell("real", "tiny", 1, {"ours": [sample(7, refused=2)]}, {"theirs": "2 rows"}, 0.1))
    found.ratios.append(Ratio("ours / theirs", "heavy", Spread(3, 3, 3), STEADY, 1.2))
    found.ratios.append(Ratio("ours / theirs", "medium", Spread(0.8, 0.9, 1), STEADY, 1.5))
    found.ratios.append(Ratio("ours / theirs", "tiny", Spread(0.1, 0.1, 0.1), STEADY))
    found.add("Memory", Figure("memory", [0.7], "kB a quad", 0.6), Figure("other", [math.nan], "ms"))
    return found


def test_run_tells_what_it_missed(results: Results) -> None:
    assert results.missed == ["ours / theirs (medium)", "memory", "real, tiny: theirs answers otherwise"]


def test_report(results: Results) -> None:
    report = write_report(results)
    assert "| ours / theirs | heavy | ≥ 1.2 | 3.00 | 1.00 (0.98 to 1.02) | yes |" in report
    assert "| ours / theirs | medium | ≥ 1.5 | 0.90 (0.80 to 1.00) | 1.00 (0.98 to 1.02) | **no** |" in report
    assert "| memory | Memory | ≤ 0.6 kB a quad | 0.700 kB a quad |  | **no** |" in report
    assert "| real | heavy | 16 | 30.0 (1.00/2.00) | 10.0 (1.00/2.00) |" in report
    assert "| real | tiny | 1 | 5.00 (1.00/2.00), 2 failed | answers otherwise |" in report
    assert "(control)" not in report


def test_every_block_is_kept(results: Results, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "results.json"
    results.write(file)
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert [block["requests"] for block in kept["cells"][0]["samples"]["ours"]] == [30, 30]
    assert kept["figures"]["Memory"][1]["values"] == [None]
    assert kept["machine"]["versions"].startswith("minpact ")
