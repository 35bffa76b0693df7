"""Tells of a trade measure what it went through and lays down, in the words of those who reported it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.last_words import asks_words

__all__ = ["stations_told", "with_terms"]

#: Of so many measures it is told what they lay down.
FEW: Final = 3


def stations_told(desk: Desk, row: Row) -> list[str]:
    """All that a measure went through, each with its day, and with its words where more than the status is wanted."""
    stations = [each for iri in tokens_of(row["measure"]) for each in desk.ask("timeline", about=iri) if each["status"]]
    told = []
    for each in stations:
        detail = desk.label(each["detail"]).rstrip(".") if each["detail"] and asks_words(desk) else ""
        step = f"{desk.label(each['status'])}, {desk.day(each['day'])}"
        told.append(f"{step}: {detail}" if detail else step)
    return told


def with_terms(desk: Desk, found: Outcome, measures: Sequence[str]) -> Outcome:
    """What is told of measures with what each lays down, where they are few."""
    once = list(dict.fromkeys(measures))
    rows = [row for iri in once for row in desk.ask("terms-of", instrument=iri)] if len(once) <= FEW else []
    told = [said for row in rows if (said := desk.label(row["says"]).rstrip("."))]
    if not told:
        return found
    terms = desk.say("measure_terms", list=desk.speech.listing(list(dict.fromkeys(told))))
    return replace(found, text=f"{found.text} {terms}", rows=[*found.rows, *rows])
