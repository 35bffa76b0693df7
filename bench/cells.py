"""Measures servers against each other in alternating blocks, so that what disturbs the machine disturbs them all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bench.load import Asked, Sample, drain, wrk
from bench.ratios import Spread, ratios
from bench.results import Cell, Ratio
from bench.servers import Server

__all__ = ["CONTROL", "Blocks", "Contestant", "compare", "measure"]

#: Added to the label of a server that is measured a second time in each round, as its own control.
CONTROL: Final = " (control)"

Note: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Blocks:
    """How many blocks of how many seconds."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Contestant:
    """A server under a label, with the requests that it gets and the blocks that it has.

    ``is_new`` gives every query a text that was never asked before, which no cache can answer. Light work is loaded by
    ``wrk``; see :mod:`bench.load`.
    """

    label: str
    server: Server
    asked: Sequence[Asked]
    blocks: Blocks
    is_new: bool = True
    is_light: bool = False


def measure(
    data: str,
    query: str,
    clients: int,
    contestants: Sequence[Contestant],
    differing: Mapping[str, str],
    note: Note,
) -> Cell:
    """Run the blocks of all servers in turn; each round begins with the next of them."""
    load = os.getloadavg()[0]
    samples: dict[str, list[Sample]] = {each.label: [] for each in contestants}
    rounds = max(each.blocks.count for each in contestants)
    for number in range(rounds):
        first = number % len(contestants)
        for each in (*contestants[first:], *contestants[:first]):
            if number < each.blocks.count:
                note(f"{data}, {query}, {clients} clients, block {number + 1} of {rounds}: {each.label}")
                tool = wrk if each.is_light else drain
                sample = tool(each.server.port, each.asked, clients, each.blocks.seconds, is_new=each.is_new)
                samples[each.label].append(sample)
    return Cell(data, query, clients, samples, dict(differing), load)


def compare(cell: Cell, ours: str, theirs: str, goal: float | None = None) -> Ratio | None:
    """The ratio of two servers of a cell, with the other's control; ``None`` where one of them was not measured."""
    rates = {label: [sample.rate for sample in samples] for label, samples in cell.samples.items()}
    if not rates.get(ours) or not rates.get(theirs):
        return None
    count = min(len(rates[ours]), len(rates[theirs]))
    found = ratios(rates[ours][:count], rates[theirs][:count])
    noise = ratios(rates.get(theirs + CONTROL, rates[theirs]), rates[theirs])
    if not found or not noise:
        return None
    where = f"{cell.query}, {cell.data}, {cell.clients} client{'s' * (cell.clients > 1)}"
    return Ratio(f"{ours} / {theirs}", where, Spread.of(found), Spread.of(noise), goal)
