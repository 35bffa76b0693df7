"""The results as Markdown: what was aimed at and reached, then everything that was measured."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from bench.cells import CONTROL
from bench.load import Sample
from bench.ratios import Spread
from bench.results import Cell, Figure, Ratio, Results

__all__ = ["write_report"]

#: What stands where nothing was measured.
NONE = "none"


def write_report(results: Results) -> str:
    """The whole report."""
    parts = [
        _machine(results),
        _goals(results),
        *(_figures(part, figures) for part, figures in results.figures.items()),
        _ratios(results.ratios),
        _cells(results.cells),
        _notes([*_loads(results.cells), *results.notes]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown.

    >>> print(_table(["a", "b"], [["1", "2"]]))
    | a | b |
    |---|---|
    | 1 | 2 |
    """
    lines = [headings, *rows]
    written = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([written[0], "|---" * len(headings) + "|", *written[1:]])


def _number(value: float) -> str:
    """Three digits, and no more than are known.

    >>> _number(12345.6), _number(12.345), _number(0.01234), _number(math.nan)
    ('12,346', '12.3', '0.012', 'none')
    """
    if math.isnan(value):
        return NONE
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{digits}f}"


def _machine(results: Results) -> str:
    said = {**results.machine, "plan": ", ".join(f"{name} {value}" for name, value in results.plan.items())}
    return _table(["", ""], [[name, text] for name, text in said.items()])


def _goals(results: Results) -> str:
    """All that has a goal or a bound, in one table."""
    rows = [
        [ratio.what, ratio.where, f"≥ {ratio.goal:g}", str(ratio.spread), str(ratio.control), _word(ratio.is_reached)]
        for ratio in results.ratios
        if ratio.goal is not None
    ]
    rows += [
        [figure.what, part, f"≤ {figure.bound:g} {figure.unit}".strip(), _spread(figure), "", _word(figure.is_reached)]
        for part, figures in results.figures.items()
        for figure in figures
        if figure.bound is not None
    ]
    table = _table(["what", "where", "goal", "median (quartiles)", "control", "reached"], rows)
    return f"## Goals\n\n{table}" if rows else ""


def _word(is_reached: bool) -> str:
    return "yes" if is_reached else "**no**"


def _spread(figure: Figure) -> str:
    if not figure.values:
        return NONE
    spread = Spread.of(figure.values)
    if spread.lower == spread.upper:
        return f"{_number(spread.median)} {figure.unit}".strip()
    return f"{_number(spread.median)} ({_number(spread.lower)} to {_number(spread.upper)}) {figure.unit}".strip()


def _figures(part: str, figures: Sequence[Figure]) -> str:
    rows = [
        [figure.what, _spread(figure), f"≤ {figure.bound:g}" if figure.bound is not None else ""] for figure in figures
    ]
    return f"## {part}\n\n" + _table(["what", "median (quartiles)", "bound"], rows)


def _ratios(found: Sequence[Ratio]) -> str:
    """Every ratio of requests a second, with and without a goal."""
    rows = [[ratio.where, ratio.what, str(ratio.spread), str(ratio.control)] for ratio in found]
    table = _table(["where", "ratio", "median (quartiles)", "control"], rows)
    return f"## Ratios of requests a second\n\n{table}" if rows else ""


def _cells(cells: Sequence[Cell]) -> str:
    """Requests a second with the latencies of half and of 99 in a hundred clients' requests, in milliseconds."""
    labels = [
        label for label in dict.fromkeys(label for cell in cells for label in cell.samples) if CONTROL not in label
    ]
    rows: dict[tuple[str, str, int], dict[str, str]] = {}
    for cell in cells:
        row = rows.setdefault((cell.data, cell.query, cell.clients), {})
        row |= {label: _rate(samples) for label, samples in cell.samples.items()}
        row |= dict.fromkeys(cell.differing, "answers otherwise")
    lines = [
        [data, query, str(clients), *(row.get(label, NONE) for label in labels)]
        for (data, query, clients), row in rows.items()
    ]
    table = _table(["data", "query", "clients", *labels], lines)
    heading = "## Requests a second (p50/p99 in ms)\n\n"
    return heading + table if lines else ""


def _rate(samples: Sequence[Sample]) -> str:
    """The medians of the blocks, and how many requests got no good answer in all of them."""
    if not samples:
        return NONE
    rate, p50, p99 = (
        Spread.of(values).median
        for values in ([each.rate for each in samples], [each.p50 for each in samples], [each.p99 for each in samples])
    )
    failed = sum(each.refused + each.broken for each in samples)
    text = f"{_number(rate)} ({_number(p50)}/{_number(p99)})"
    return f"{text}, {failed} failed" if failed else text


def _loads(cells: Sequence[Cell]) -> list[str]:
    """How busy the machine was, the bench's own work included."""
    if not cells:
        return []
    loads = Spread.of([cell.load for cell in cells])
    return [
        f"Load average of the machine when cells began: median {loads.median:.1f}, upper quartile {loads.upper:.1f}."
    ]


def _notes(notes: Sequence[str]) -> str:
    return "## Notes\n\n" + "\n".join(f"- {note}" for note in notes) if notes else ""
