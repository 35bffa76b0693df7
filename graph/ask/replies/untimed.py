"""Takes back a yes for which the time that a question names was not looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, span_of
from graph.ask.findings.timing import is_timed
from graph.ask.wording.periods import is_saying

__all__ = ["heed_time"]

#: Plans that weigh the time themselves, by a beginning or an end that no row need hold.
WEIGHING: Final = frozenset({"ages", "coverage", "listing", "life", "membership", "text"})


def heed_time(desk: Desk, outcome: Outcome, intent: str) -> Outcome:
    """An answer without its yes, where none of its rows is of the time that is asked about."""
    if outcome.boolean is not True or not is_timed(desk) or intent in WEIGHING or not outcome.rows:
        return outcome
    if intent == "restrictions" and is_saying(desk.utterance.text, desk.utterance.periods[0]):
        # The October controls were put on hold in November.
        return outcome
    first, last = desk.utterance.periods[0].window()
    window = (first or date.min, last or date.max)
    if any(_is_of(row, window) for row in outcome.rows):
        return outcome
    return replace(outcome, text=desk.say("not_known_so", told=outcome.text), boolean=None)


def _is_of(row: Row, window: tuple[date, date]) -> bool:
    """Whether any day in a row may lie in a time."""
    days = [cell.get("from") if "from" in cell else cell for cell in row.values() if isinstance(cell, Mapping)]
    spans = [span for cell in days if isinstance(cell, Mapping) and "precision" in cell and (span := span_of(cell))]
    return any(span[0] <= window[1] and window[0] <= span[1] for span in spans)
