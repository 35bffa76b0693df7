"""Picks undertakings by what they are about where no name tells it: batteries, by the cells that they are made of."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.wording.lexicon import kept_data, read_pattern
from graph.store import Literal, NamedNode

__all__ = ["forwards", "of_theme"]

#: States that a plan says nothing of.
STATES: Final = ("claim/", "project-status/")


@cache
def _themes() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(each["asked"], re.IGNORECASE), re.compile(each["told"], re.IGNORECASE))
        for each in kept_data("themes").values()
    )


def of_theme(desk: Desk, rows: list[Row]) -> list[Row]:
    """The rows of what is about the goods that a question speaks of, by all that is written of each; none may be."""
    for asked, told in _themes():
        if asked.search(desk.utterance.text) and not any(asked.search(each.text) for each in desk.utterance.mentions):
            rows = [row for row in rows if told.search(_written(desk, row))]
    return rows


def _written(desk: Desk, row: Row) -> str:
    """The names, notes and definitions of an undertaking."""
    store = desk.world.store
    return " ".join(
        triple.object.value
        for iri in sorted(tokens_of(row["undertaking"]))
        for triple in store.triples(NamedNode(iri))
        if isinstance(triple.object, Literal)
    )


def forwards(desk: Desk) -> Desk:
    """A question for what is built or planned alike as one that sets no state: what is planned is not yet built."""
    if read_pattern("built_or_planned").search(desk.utterance.text) is None:
        return desk
    kept = frozenset(each for each in desk.utterance.concepts if not each.startswith(STATES))
    return replace(desk, utterance=replace(desk.utterance, concepts=kept))
