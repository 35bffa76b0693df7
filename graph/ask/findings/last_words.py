"""Tells the words with which the stations of an undertaking were reported, beside its bare status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.progress import asks_progress
from graph.ask.wording.lexicon import read_pattern

__all__ = ["asks_threat", "asks_words", "in_doubt", "is_doubtful", "tell_last", "tell_step", "whole_of"]

#: So many stations of one thing are told in words, the last ones.
LAST: Final = 2
#: States of what something threatens or holds up.
DOUBTFUL: Final = frozenset({"delayed", "disputed", "stalled", "suspended", "suspension-requested"})


def asks_words(desk: Desk) -> bool:
    """Whether more than a status is wanted: what became of something, what it is, why, or what threatens it."""
    is_asked = asks_progress(desk) or desk.has("describe", "why")
    return asks_threat(desk) or (is_asked and not desk.utterance.is_polar)


def is_doubtful(row: Row) -> bool:
    """Whether something threatens an undertaking or holds it up."""
    return bool(tokens_of_slug(row["status"]) & DOUBTFUL)


def in_doubt(desk: Desk, rows: list[Row]) -> list[Row]:
    """Those that something threatens or holds up, where that is asked; all where none is known to be."""
    return [row for row in rows if is_doubtful(row)] or rows if asks_threat(desk) else rows


def tell_step(desk: Desk, row: Row, *, is_wordy: bool = True) -> str:
    """A station with its day and, in brackets, what was told of it."""
    detail = desk.label(row["detail"]).rstrip(".") if is_wordy and row["detail"] else ""
    return f"{desk.day(row['day'])} {desk.label(row['status'])}" + (f" ({detail})" if detail else "")


def tell_last(desk: Desk, rows: Sequence[Row]) -> tuple[str, list[Row]]:
    """What was told of the last stations of undertakings, and the rows of these; nothing where nobody said more."""
    things = list(dict.fromkeys(iri for row in rows for iri in sorted(tokens_of(row["undertaking"]))))
    known = {iri: steps for iri in things if (steps := _wordy(desk, iri)[-LAST if len(things) == 1 else -1 :])}
    told = []
    for iri, steps in known.items():
        # Of several things each step says of which it is.
        name = f"{desk.label(iri)}{desk.say('colon')}" if len(things) > 1 else ""
        told += [f"{name}{tell_step(desk, each)}" for each in steps]
    text = desk.say("u_stations", list=desk.speech.listing(told)) if told else ""
    return f" {text}" if text else "", [step for steps in known.values() for step in steps]


def whole_of(desk: Desk, thing: str) -> str:
    """The project of a plant, where it is asked what threatens that: it is the project which is held up."""
    rows = desk.ask("projects") if asks_threat(desk) else ()
    wholes = in_doubt(desk, [row for row in rows if thing in tokens_of(row["sites"])])
    return min((iri for row in wholes for iri in tokens_of(row["undertaking"])), default=thing)


def _wordy(desk: Desk, iri: str) -> list[Row]:
    history = desk.ask("project-history", undertaking=iri)
    return [each for each in history if each["what"] == "status" and each["detail"]]


def asks_threat(desk: Desk) -> bool:
    """Whether it is asked what may bring something to a halt, or if anything may."""
    return read_pattern("threatened").search(desk.utterance.text) is not None
