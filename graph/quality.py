"""How good a build is, measured once when it is made, so that servers can lay one build beside another."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph import namespaces as ns
from graph.answers import World, answer
from graph.catalog import LeftOut, Quality, Remark
from graph.errors import Finding
from graph.store import NamedNode
from graph.wire import AskRequest

__all__ = ["LEFT_OUT", "SUPPORT", "measure", "read_left_out"]

#: The question whose columns are summed.
SUPPORT: Final = "support-by-kind"
#: The list of claims that were collected and are not in the graph, in the folder of the data.
LEFT_OUT: Final = "left-out.csv"
IDENTIFIER: Final = NamedNode(ns.DCTERMS + "identifier")


def measure(world: World, warnings: Sequence[Finding], left_out: Sequence[LeftOut]) -> Quality:
    """Sum what the catalogue says of each sort of fact; count the shapes' remarks by constraint, the commonest first.

    ``world`` must hold the graph as it will be served.
    """
    support: Counter[str] = Counter()
    for row in answer(world, AskRequest(SUPPORT, {})).rows:
        support.update({name: cell for name, cell in row.items() if isinstance(cell, int)})
    remarks = Counter((finding.rule, finding.severity, finding.message) for finding in warnings)
    commonest = sorted(remarks.items(), key=lambda pair: (-pair[1], pair[0]))
    carried = {triple.object for triple in world.store.triples(predicate=IDENTIFIER) if _is_evidence(triple.subject)}
    told = tuple(Remark(*remark, count) for remark, count in commonest)
    return Quality(dict(support), len(carried), told, tuple(left_out))


def _is_evidence(subject: object) -> bool:
    return isinstance(subject, NamedNode) and subject.value.startswith(f"{ns.ID}evidence/")


def read_left_out(data: Path) -> tuple[LeftOut, ...]:
    """The claims that were left out of the data in a folder, as its list tells them; none where there is no list."""
    path = data / LEFT_OUT
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(LeftOut(row["claim"], row["reason"]) for row in csv.DictReader(file))
