"""Picks the figures that are above or below a bound that a question sets: more than 10 %, under 5,000 tonnes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row
from graph.ask.findings.figures import size_of, tokens_of_slug
from graph.ask.wording.amounts import find_numbers
from graph.ask.wording.lexicon import read_pattern

__all__ = ["beyond"]

#: What tells that a bound is a share.
SHARE: Final = re.compile(r"[%％]|per ?cent|パーセント|प्रतिशत|फ़?ीसदी", re.IGNORECASE)
PERCENT: Final = "PERCENT"


def beyond(desk: Desk, rows: Sequence[Row]) -> list[Row] | None:
    """The figures beyond the bound that is set, of those in its unit; nothing where none is set or has the unit."""
    for name, sign in (("more_than", 1), ("less_than", -1)):
        said = read_pattern(name).search(desk.utterance.text)
        numbers = find_numbers(said[0]) if said else frozenset()
        if said is None or not numbers:
            continue
        is_share = SHARE.search(said[0]) is not None
        fitting = [row for row in rows if (PERCENT in tokens_of_slug(row["unit"])) is is_share]
        if not fitting:
            return None
        bound = max(numbers)
        return [row for row in fitting if size_of(row) >= 0 and (size_of(row) - bound) * sign >= 0]
    return None
