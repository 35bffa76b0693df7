"""Weighs the time that a question of yes or no names against the days that are known: so, not so, or not so exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from graph.ask.desk import Desk, Row, span_of
from graph.ask.findings.figures import tokens_of_slug
from graph.cells import Cell

__all__ = ["fell_then", "is_timed", "stepped_then", "steps_of"]

#: The steps of a text that words ask for, the most telling first: what says so, and the statuses that are that step.
STEPS: Final = (
    (re.compile(r"\bratif|批准|अनुसमर्थ|पुष्टि", re.IGNORECASE), ({"ratified", "accepted", "acceded"},)),
    (
        re.compile(
            r"\b(?:into|in) (?:force|effect)\b|\btake effect|\btook effect|\beffective|発効|施行|効力|लागू|प्रभाव", re.IGNORECASE
        ),
        ({"in-force"},),
    ),
    (re.compile(r"\bsuspend|停止|निलंबित|स्थगित", re.IGNORECASE), ({"suspended"},)),
    (
        re.compile(r"\badopt|採択|अपना|पारित|अंगीकृत", re.IGNORECASE),
        ({"adopted"}, {"issued", "signed"}),
    ),
    (
        re.compile(r"\b(?:issue|publish|release)|公表|発表|発出|जारी|प्रकाशित", re.IGNORECASE),
        ({"issued", "announced"}, {"adopted", "signed"}),
    ),
)
#: The same of a signature or an understanding, which any other word asks for.
SIGNING: Final = ({"signed"}, {"agreed", "adopted", "issued"}, {"announced", "ratified", "in-force"})


def is_timed(desk: Desk) -> bool:
    """Whether yes or no hangs on a time: one that is named, and that is not the day of which the answer is told."""
    return desk.utterance.is_polar and bool(desk.utterance.periods) and not desk.is_dated


def fell_then(desk: Desk, cells: Iterable[Cell]) -> bool | None:
    """Whether any of these days lies in the time that is named; nothing where none is known, or not exactly enough."""
    spans = [span for cell in cells if (span := span_of(cell))]
    first, last = desk.utterance.periods[0].window()
    first, last = first or date.min, last or date.max
    if any(first <= span[0] and span[1] <= last for span in spans):
        return True
    is_vague = any(span[0] <= last and first <= span[1] for span in spans)
    return None if is_vague or not spans else False


def stepped_then(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether the step of a text that is asked for, its signature where none is said, was in the time that is named.

    Rows have a status and its day, in ``since`` or ``day``.
    """
    for step in steps_of(desk):
        found = [row.get("since") or row.get("day") for row in rows if tokens_of_slug(row.get("status")) & step]
        if any(span_of(cell) for cell in found):
            return fell_then(desk, found)
    return None


def steps_of(desk: Desk) -> tuple[set[str], ...]:
    """The statuses that are the step of a text that a question asks for, those that count first before others."""
    text = desk.utterance.text
    return next((steps for words, steps in STEPS if words.search(text) and not desk.has("sign")), SIGNING)
