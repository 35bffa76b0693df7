"""Weighs the time that a question of yes or no names against the days that are known: so, not so, or not so exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, span_of
from graph.ask.findings.claims import OVER
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.polarity import is_present
from graph.cells import Cell

__all__ = ["enters", "fell_then", "is_now", "is_timed", "judged", "stepped_then", "steps_of", "stood_then"]

#: The steps of a text that words ask for, the most telling first: what says so, and the statuses that are that step.
STEPS: Final = (
    (re.compile(r"\bratif|批准|अनुसमर्थ|पुष्टि", re.IGNORECASE), ({"ratified", "accepted", "acceded"},)),
    (
        re.compile(
            r"\b(?:into|in) (?:force|effect)\b|\btake effect|\btook effect|\beffective|発効|施行|効力|लागू|प्रभाव",
            re.IGNORECASE,
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
#: Words for a signature, beside which no other step is asked for.
SIGNED: Final = re.compile(r"\bsign|署名|調印|締結|हस्ताक्षर|hastakshar", re.IGNORECASE)
#: The same of a signature or an understanding, which any other word asks for.
SIGNING: Final = ({"signed"}, {"agreed", "adopted", "issued"}, {"announced", "ratified", "in-force"})


def is_timed(desk: Desk) -> bool:
    """Whether yes or no hangs on a time: one that is named, and that is not the day of which the answer is told."""
    return desk.utterance.is_polar and bool(desk.utterance.periods) and not desk.is_dated


def is_now(desk: Desk) -> bool:
    """Whether the time that is named is the present, of which it is asked if something is so, or still so, in it.

    What ended in the year in which it is asked about was so in that year, and is so no more.
    """
    text, cut_off = desk.utterance.text, desk.world.cut_off
    if cut_off is None or not desk.utterance.periods:
        return False
    first, last = desk.utterance.periods[0].window()
    is_of_today = (first or date.min) <= cut_off <= (last or date.max)
    return is_of_today and (is_present(text) or read_pattern("still").search(text) is not None)


def fell_then(desk: Desk, cells: Iterable[Cell]) -> bool | None:
    """Whether any of these days lies in the time that is named; nothing where none is known, or not exactly enough."""
    spans = [span for cell in cells if (span := span_of(cell))]
    first, last = desk.utterance.periods[0].window()
    first, last = first or date.min, last or date.max
    if any(first <= span[0] and span[1] <= last for span in spans):
        return True
    is_vague = any(span[0] <= last and first <= span[1] for span in spans)
    return None if is_vague or not spans else False


def judged(desk: Desk, text: str, rows: Sequence[Row], is_so: bool | None) -> Outcome:
    """What is known of the time of something, with yes or no; that it settles nothing, where it does neither."""
    return Outcome(text if is_so is not None else desk.say("not_known_so", told=text), rows, is_so)


def stood_then(desk: Desk, begun: Iterable[Cell], over: Iterable[Cell]) -> bool | None:
    """Whether a state that began and ended on these days held in the time that is named; since it, all the time since.

    No where it had not begun by the end of that time, or was over before it.
    """
    starts = [span for cell in begun if (span := span_of(cell))]
    ends = [span for cell in over if (span := span_of(cell))]
    period = desk.utterance.periods[0]
    first, last = period.window()
    last = period.last if period.is_open or last is None else last
    if not starts:
        return None
    if min(starts)[0] > last or (first is not None and ends and max(ends)[1] < first):
        return False
    is_vague = min(starts)[1] > last or (first is not None and ends and max(ends)[0] < first)
    return None if is_vague else True


def enters(desk: Desk) -> bool:
    """Whether it is asked if something came into force or being then, and not if it was so."""
    return read_pattern("entering").search(desk.utterance.text) is not None


def stepped_then(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether the step of a text that is asked for, its signature where none is said, was in the time that is named.

    Rows have a status and its day, in ``since`` or ``day``.
    """
    is_state = (
        not desk.has("sign") and bool(desk.concept("claim") & {"in-force", "running", "alive"}) and not enters(desk)
    )
    for step in steps_of(desk):
        found = [row.get("since") or row.get("day") for row in rows if tokens_of_slug(row.get("status")) & step]
        if any(span_of(cell) for cell in found):
            over = [row.get("since") or row.get("day") for row in rows if tokens_of_slug(row.get("status")) & OVER]
            return stood_then(desk, found, over) if is_state else fell_then(desk, found)
    return None


def steps_of(desk: Desk) -> tuple[set[str], ...]:
    """The statuses that are the step of a text that a question asks for, those that count first before others."""
    text = desk.utterance.text
    return (
        next((steps for words, steps in STEPS if words.search(text)), SIGNING) if not SIGNED.search(text) else SIGNING
    )
