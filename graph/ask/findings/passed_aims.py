"""Finds aims and forecasts, which nobody promises, whose day is over: beside promises they tell what has slipped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, span_of, tokens_of
from graph.ask.findings.branches import branches_of
from graph.ask.findings.topics import THINGS
from graph.terms import kind_of

__all__ = ["passed_aims", "tell_aims"]

#: So many aims are told in the sentence.
SHOWN: Final = 20


def passed_aims(desk: Desk) -> list[Row]:
    """The aims of whom and what is named, of the time that is named, whose day is over, the latest first.

    Without a name only a time picks any; what is expected of a text is told by the life of the text.
    """
    actors, material = desk.slots.actors, desk.slots.first("material")
    things = set(desk.slots.all(*THINGS))
    if not actors and not things and not desk.utterance.periods and material is None:
        return []
    rows = list(desk.ask("expectations", actor=actors[0] if actors and not things else None, material=material))
    if things:
        things |= branches_of(things, desk.world)
        rows = [row for row in rows if tokens_of(row["expected_of"]) & things]
    for other in actors[1:] if not things else ():
        theirs = {iri for row in desk.ask("expectations", actor=other) for iri in tokens_of(row["fact"])}
        rows = [row for row in rows if tokens_of(row["fact"]) & theirs]
    over = [row for row in rows if (due := span_of(row["due"])) and due[1] < desk.on and not _is_of_text(row)]
    return sorted(_of_time(desk, over), key=lambda row: str(span_of(row["due"])), reverse=True)


def tell_aims(desk: Desk, rows: Sequence[Row]) -> str:
    """A sentence on aims whose day is over; nothing where there are none."""
    told = [
        f"{desk.label(row['expectation']).rstrip('.')} "
        f"[{desk.label(row['stated_by'])}; {desk.say('due_by', day=desk.day(row['due']))}]"
        for row in rows
    ]
    return desk.say("aims_passed", count=len(told), list=desk.speech.listing(told, SHOWN)) if told else ""


def _of_time(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """Those that fall due in the time that is named; what only may is no more told of aims than what does not."""
    return desk.parted(rows, "due")[0]


def _is_of_text(row: Row) -> bool:
    return {kind_of(iri) for iri in tokens_of(row["expected_of"])} == {"instrument"}
