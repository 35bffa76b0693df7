"""Plans for how many things of a sort there are, and up to when the data are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.cells import Cell
from graph.terms import slug_of

__all__ = ["PLANS"]


def _slugs(cell: Cell) -> set[str]:
    return {slug_of(iri) for iri in tokens_of(cell)}


#: What is counted, by cue: the question of the catalogue, the column, and that of the day by which a period picks.
COUNTED: Final = (
    ("source", "sources", "source", "issued"),
    ("framework", "in-force", "framework", "since"),
    ("project", "projects", "undertaking", "since"),
    ("programme", "programmes", "programme", "since"),
    ("promise", "ledger", "commitment", "made"),
    ("meeting", "events", "meeting", "day"),
    ("text", "adherences", "text", "since"),
    ("listed", "lists", "edition", "issued"),
)
KINDS: Final = (("country", "Country"), ("company", "Company"), ("material", "Material"))


def count(desk: Desk) -> Outcome:
    """How many of a sort of thing there are."""
    for cue, question, column, day in COUNTED:
        if desk.has(cue) and not (cue == "listed" and desk.has(*(each for each, _ in KINDS))):
            found = desk.within(desk.ask(question), day)
            names = {iri for row in found for iri in tokens_of(row[column])}
            return _counted(desk, found, len(names))
    for cue, name in KINDS:
        if desk.has(cue):
            rows = tuple(row for row in desk.ask("things") if name in _slugs(row["kind"]))
            return _counted(desk, rows, len(rows))
    return desk.none(desk.utterance.text)


def _counted(desk: Desk, rows: Sequence[Row], number: int) -> Outcome:
    what = desk.utterance.text.strip(" ?？。")
    return Outcome(desk.say("counted", what=what, count=number), rows, count=number)


def cut_off(desk: Desk) -> Outcome:
    """Up to when the data are known."""
    rows = desk.ask("sources")
    return Outcome(desk.say("cut_off", day=desk.day(desk.world.cut_off or desk.on)), rows[:10])


PLANS: Final[Mapping[str, Plan]] = {
    "count": count,
    "cut_off": cut_off,
}
