"""Tells by when something is expected that nobody promised: the day of a plant, and whether it has passed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, span_of, tokens_of
from graph.ask.plans.promises import PLANS as PROMISE_PLANS
from graph.terms import kind_of

__all__ = ["expected_by"]

#: Readings that a deadline without a promise is taken for.
OF_WORKS: Final = frozenset(
    {"bodies", "capacities", "expectations", "involvement", "life", "projects", "promises", "stages", "undertaking"}
)
OF_PARTS: Final = frozenset({"bodies", "capacities", "expectations", "involvement", "projects", "stages"})
#: Cues of questions that are about something else than a day.
OTHERWISE: Final = ("how_many", "late", "money", "pending", "promise", "sign", "text")
#: So many expectations are told.
FEW: Final = 4


def expected_by(desk: Desk, intent: str) -> Outcome | None:
    """The days by which something is expected of a plant, a programme or a firm; nothing where a promise tells it."""
    is_asked_when = desk.has("due") or (desk.has("expect") and desk.has("when"))
    # Whether something was done in time is no matter of who has a part in it.
    is_asked_whether = desk.utterance.is_polar and desk.has("timely") and intent in OF_PARTS
    if intent not in OF_WORKS or desk.has(*OTHERWISE) or not (is_asked_whether or is_asked_when):
        return None
    if desk.utterance.is_polar and not is_asked_whether:
        return None
    rows = _expected(desk)
    if not rows or any(row.get("due") for row in PROMISE_PLANS["promises"](desk).rows if "due" in row):
        return None
    told = []
    for row in rows[:FEW]:
        due = span_of(row["due"])
        what = desk.say(
            "due_expected",
            what=desk.label(row["expectation"]).rstrip("."),
            who=desk.label(row["stated_by"]),
            day=desk.day(row["stated"]),
            due=desk.day(row["due"]),
        )
        over = desk.say("due_passed", day=desk.today()) if due and due[1] < desk.on else ""
        told.append(what + over)
    return Outcome(" ".join(told), rows)


def _expected(desk: Desk) -> Sequence[Row]:
    """What is expected by a day of the things that are named; of the firms that are, where no thing is."""
    rows = [row for row in desk.ask("expectations") if span_of(row["due"])]
    things = {iri for iri in desk.slots.all("project", "programme") if kind_of(iri) != "deposit"}
    mine = [row for row in rows if tokens_of(row["expected_of"]) & things]
    if mine:
        return mine
    firms = set(desk.slots.all("body"))
    mine = [row for row in rows if (tokens_of(row["expected_of"]) | tokens_of(row["stated_by"])) & firms]
    materials = desk.slots.all("material")
    if materials:
        mine = [row for row in mine if any(desk.tells_of(row, [iri], by_head=True) for iri in materials)]
    return mine
