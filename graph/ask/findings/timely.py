"""Judges whether something came on time: by the day when it was due, never by how it stands now."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.deadlines import TIMELY, is_after_due
from graph.ask.findings.figures import text_of, tokens_of_slug
from graph.ask.findings.promise_words import tell_promise

__all__ = ["judge_time"]

#: Readings whose yes or no is of a status, which tells no lateness.
OF_STATUS: Final = frozenset({"capacities", "involvement", "life", "projects", "programmes", "timeline", "undertaking"})
#: Rungs of a promise that is late, whatever day it was due.
LATE: Final = frozenset({"delayed", "lapsed"})


def judge_time(desk: Desk, outcome: Outcome, intent: str) -> Outcome:
    """An answer whose yes or no to "on time?" rests on a due day; with none known it is no evidence, and said so."""
    if intent not in OF_STATUS or not desk.utterance.is_polar or not TIMELY.search(desk.utterance.text):
        return outcome
    if any(row.get("due") and "rung" in row for row in outcome.rows):
        # By promises it was judged already.
        return outcome
    things = {iri for row in outcome.rows for column in ("undertaking", "programme") for iri in _held(row, column)}
    dated = [row for row in desk.ask("ledger") if row["due"] and any(things & tokens_of(cell) for cell in row.values())]
    late = {iri for row in desk.ask("pending") if row["timing"] == "overdue" for iri in tokens_of(row["commitment"])}
    verdicts = {_is_timely(row, late) for row in dated}
    boolean = verdicts.pop() if len(verdicts) == 1 else None
    told = " ".join(tell_promise(desk, row) for row in dated)
    text = f"{told} {outcome.text}".strip()
    if boolean is None and outcome.boolean is not None:
        # What was yes or no by its status is neither by its day.
        text = desk.say("not_known_so", told=text)
    return replace(outcome, text=text, rows=[*outcome.rows, *dated], boolean=boolean)


def _held(row: Row, column: str) -> set[str]:
    return tokens_of(row[column]) if column in row else set()


def _is_timely(row: Row, late: Set[str]) -> bool | None:
    if tokens_of(row["commitment"]) & late or tokens_of_slug(row["rung"]) & LATE or is_after_due(row):
        return False
    if "delivered" in tokens_of_slug(row["rung"]) and text_of(row["since"]):
        return True
    return None
