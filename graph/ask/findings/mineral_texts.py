"""Picks the texts that speak of minerals, where no single one is named but minerals at large are asked for."""

from __future__ import annotations

import re
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.sides import names_in
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.world import World

__all__ = ["asks_of_minerals", "speaking_of_minerals"]

#: Words of the names of texts on minerals whose scope nobody has told.
NAMED: Final = re.compile(
    r"\bminerals?\b|\brare[ -](?:earth|metal)|\braw materials?\b|鉱物|レアアース|खनिज", re.IGNORECASE
)


def asks_of_minerals(desk: Desk) -> bool:
    """Whether texts on minerals at large are asked for."""
    return desk.has("material") and desk.has("critical") and not desk.slots.has("material", "list")


def speaking_of_minerals(desk: Desk, rows: list[Row], column: str) -> list[Row]:
    """The rows of texts that name minerals, speak of them in general, or are called by them."""
    scoped = desk.world.once(_scoped)
    return [row for row in rows if tokens_of(row[column]) & scoped or NAMED.search(names_in(desk, row[column]))]


def _scoped(world: World) -> frozenset[str]:
    """The texts of which it is known which minerals they cover."""
    covers = NamedNode(f"{ONTOLOGY}coverageOf")
    triples = world.store.triples(None, covers, None)
    return frozenset(each.object.value for each in triples if isinstance(each.object, NamedNode))
