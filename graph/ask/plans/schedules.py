"""Plan for plants and projects held against their schedule: the promises made of them, and how late these were kept."""

from __future__ import annotations

from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.kept_late import kept_late
from graph.ask.findings.last_words import tell_step
from graph.ask.findings.promise_words import tell_promise
from graph.ask.linking.resemblance import PLANT
from graph.ask.plans.intervals import late_told
from graph.ask.plans.throughput import plants_meant
from graph.ask.wording.lexicon import read_pattern

__all__ = ["on_schedule"]

#: Of so many plants it is clear which is meant.
FEW: Final = 3
#: Of a plant that runs its beginning is told.
BEGUN: Final = frozenset({"operational"})


def on_schedule(desk: Desk) -> Outcome | None:
    """Whether a plant or project came when it was planned, and how late; nothing where no promise of it had a day."""
    if not read_pattern("scheduled").search(desk.utterance.text):
        return None
    things = _meant(desk)
    made = {
        iri
        for row in desk.ask("promise-to-deed")
        if tokens_of(row["thing"]) & things
        for iri in tokens_of(row["commitment_made"])
    }
    rows = [row for row in desk.ask("ledger") if tokens_of(row["commitment"]) & made and row["due"]]
    if not rows:
        return None
    # What was kept late tells when it began; what was promised beside it may still be open for other reasons.
    late = late_told(desk, kept_late(rows) or rows)
    is_polar = desk.utterance.is_polar
    if late is not None:
        steps = [row for iri in sorted(things) for row in desk.ask("project-history", undertaking=iri) if _begins(row)]
        began = desk.say("u_stations", list=desk.speech.listing([tell_step(desk, row) for row in steps]))
        is_so = read_pattern("behind_plan").search(desk.utterance.text) is not None
        text = f"{late.text} {began}" if steps else late.text
        return Outcome(text, [*late.rows, *steps], is_so if is_polar else None)
    told = desk.speech.listing([tell_promise(desk, row) for row in rows])
    return Outcome(desk.say("not_known_so", told=told) if is_polar else told, rows)


def _begins(row: Row) -> bool:
    return row["what"] == "status" and bool(tokens_of_slug(row["status"]) & BEGUN)


def _meant(desk: Desk) -> set[str]:
    """The plants and projects that a question names, or tells by their owner, place and sort; none where many fit."""
    named = set(desk.slots.all("project"))
    if not named and PLANT.search(desk.utterance.text) and desk.slots.has("body", "place"):
        named = set(plants_meant(desk))
    return named if len(named) <= FEW else set()
