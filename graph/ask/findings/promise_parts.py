"""Folds a promise into another that tells it as a part: a loan within the sum of which it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.wording.spelling import key_of

__all__ = ["folded"]

#: How much of the words of a part its whole has.
SHARE: Final = 0.8
#: What makes a word a figure.
FIGURE: Final = re.compile(r"\d")


def folded(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The promises without those that another of the same parties and day tells as a part of itself."""
    return [row for row in rows if not any(_is_part(desk, row, other) for other in rows if other is not row)]


def _is_part(desk: Desk, row: Row, whole: Row) -> bool:
    same = ("promisors", "promisees", "made", "rung", "since")
    if any(str(row.get(column)) != str(whole.get(column)) for column in same[2:]):
        return False
    if any(tokens_of(row[column]) != tokens_of(whole[column]) for column in same[:2]):
        return False
    part, words = (set(key_of(desk.label(each["description"]))) for each in (row, whole))
    figures = {word for word in part if FIGURE.search(word)}
    return bool(figures) and figures < words and len(part) < len(words) and len(part & words) >= SHARE * len(part)
