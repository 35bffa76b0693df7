"""Tells the words with which the stations of an undertaking were reported, beside its bare status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.progress import asks_progress
from graph.ask.wording.lexicon import read_pattern

__all__ = ["asks_words", "in_doubt", "tell_last", "tell_step"]

#: So many stations of one thing are told in words, the last ones.
LAST: Final = 2
#: States of what something threatens or holds up.
DOUBTFUL: Final = frozenset({"delayed", "disputed", "stalled", "suspended", "suspension-requested"})


def asks_words(desk: Desk) -> bool:
    """Whether more than a status is wanted: what became of something, what it is, why, or what threatens it."""
    is_asked = asks_progress(desk) or desk.has("describe", "why") or _asks_threat(desk)
    return is_asked and not desk.utterance.is_polar


def in_doubt(desk: Desk, rows: list[Row]) -> list[Row]:
    """Those that something threatens or holds up, where that is asked; all where none is known to be."""
    return [row for row in rows if tokens_of_slug(row["status"]) & DOUBTFUL] or rows if _asks_threat(desk) else rows


def tell_step(desk: Desk, row: Row, *, is_wordy: bool = True) -> str:
    """A station with its day and, in brackets, what was told of it."""
    detail = desk.label(row["detail"]).rstrip(".") if is_wordy and row["detail"] else ""
    return f"{desk.day(row['day'])} {desk.label(row['status'])}" + (f" ({detail})" if detail else "")


def tell_last(desk: Desk, rows: Sequence[Row]) -> tuple[str, list[Row]]:
    """What was told of the last stations of undertakings, and the rows of these; nothing where nobody said more."""
    steps = [
        each
        for iri in dict.fromkeys(iri for row in rows for iri in sorted(tokens_of(row["undertaking"])))
        for each in _wordy(desk, iri)
    ]
    told = desk.say("u_stations", list=desk.speech.listing([tell_step(desk, each) for each in steps])) if steps else ""
    return f" {told}" if told else "", steps


def _wordy(desk: Desk, iri: str) -> list[Row]:
    history = desk.ask("project-history", undertaking=iri)
    return [each for each in history if each["what"] == "status" and each["detail"]][-LAST:]


def _asks_threat(desk: Desk) -> bool:
    return read_pattern("threatened").search(desk.utterance.text) is not None
