"""Sets figures beside what a question measures them by: a bound (more than 10 %), another country, an earlier year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import size_of, text_of, tokens_of_slug
from graph.ask.wording.amounts import find_numbers
from graph.ask.wording.lexicon import read_pattern

__all__ = ["beyond", "has_risen", "outdoes"]

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


#: What another is measured by stands behind or before such a word: than Brazil, ブラジルより, ब्राज़ील से.
BEFORE: Final = re.compile(r"\bthan\s+(?:the\s+|in\s+|that\s+of\s+)*$", re.IGNORECASE)
BEHIND: Final = re.compile(r"^(?:の[^。、]{0,8})?より|^\s*(?:(?:के|की|का)\s+\S+\s+)?(?:से|se)(?=\s)", re.IGNORECASE)
#: What is less is asked for.
LESS: Final = re.compile(r"\b(?:less|lower|smaller|fewer)\b|少な|小さ|低|\bकम\b|कम(?=\s)|\bkam\b", re.IGNORECASE)


def outdoes(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether the one country has more, or less, than the other that it is measured by; unknown where either lacks."""
    text = desk.utterance.text
    areas = sorted(
        (each for slot in ("country", "place") for each in desk.slots.by_slot.get(slot, ())),
        key=lambda each: each.mention.start,
    )
    others = [
        each for each in areas if BEFORE.search(text[: each.mention.start]) or BEHIND.search(text[each.mention.end :])
    ]
    ours = [each for each in areas if each not in others]
    if len(others) != 1 or len(ours) != 1:
        return None
    sizes = {iri: size_of(row) for row in reversed(rows) for iri in tokens_of(row["place"])}
    mine, theirs = (sizes.get(each.iri) for each in (ours[0], others[0]))
    if mine is None or theirs is None or min(mine, theirs) < 0:
        return None
    return mine < theirs if LESS.search(text) else mine > theirs


def has_risen(rows: Sequence[Row]) -> bool | None:
    """Whether the last of some figures is above the first; unknown where they are not all of one measure and place."""
    series = {tuple(sorted(tokens_of(row["indicator_measured"]) | tokens_of(row["place"]))) for row in rows}
    ordered = sorted(rows, key=lambda row: text_of(row["period_end"]))
    if len(series) != 1 or len(ordered) < len(("before", "after")):
        return None
    first, last = size_of(ordered[0]), size_of(ordered[-1])
    return None if min(first, last) < 0 or first == last else last > first
