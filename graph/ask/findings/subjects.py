"""Picks what is on a subject that no name tells: the frameworks on recycling, by the words of what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.wording.spelling import key_of

__all__ = ["of_subject", "subject_of"]

#: How many letters two words share at their beginning that are forms of one: circular, circularity.
ALIKE: Final = 6


def of_subject(desk: Desk, rows: Sequence[Row], column: str, idle: frozenset[str] = frozenset()) -> list[Row]:
    """The rows of what is called by the other words of a question, as far as anything is.

    Where a subject is asked for in so many words, and nothing is called by it, none are left. Words that are
    ``idle`` tell nothing.
    """
    words = _words(desk) - idle
    if not words:
        return list(rows)
    names = [_called(desk, row, column) for row in rows]
    found = [row for row, name in zip(rows, names, strict=True) if any(_is_in(word, name) for word in words)]
    return found if found or desk.has("cover", "describe") else list(rows)


def subject_of(desk: Desk) -> str:
    """The words that tell the subject of a question, as it says them."""
    words = _words(desk)
    return " ".join(unit.text for unit in desk.utterance.units if unit.key in words)


def _words(desk: Desk) -> set[str]:
    return {*desk.utterance.content, *(key for word in desk.utterance.unknown for key in key_of(word))}


def _called(desk: Desk, row: Row, column: str) -> set[str]:
    """The words of all that a thing is called."""
    texts = [text for iri in tokens_of(row[column]) for text in desk.world.lookup.labels.get(iri, {}).values()]
    return {key for text in texts for key in key_of(text)}


def _is_in(word: str, name: set[str]) -> bool:
    return word in name or (len(word) >= ALIKE and any(each.startswith(word[:ALIKE]) for each in name))
