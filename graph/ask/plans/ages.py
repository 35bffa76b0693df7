"""Plan for what came first: frameworks, texts, meetings and projects by the day on which each began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, span_of, token_of, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.timing import steps_of
from graph.ask.plans.issued import bearing
from graph.ask.plans.life import life_of
from graph.ask.wording.lexicon import read_pattern
from graph.cells import Cell
from graph.terms import kind_of

__all__ = ["PLANS", "beginning_of"]

#: So many things can be set beside one another.
PAIR: Final = 2


def ages(desk: Desk) -> Outcome:
    """Which of the things that are named came first or last; of one framework which of the agreements called by it."""
    named = desk.slots.beginning()
    if desk.slots.has("text") and desk.slots.has("framework") and len(desk.slots.all("framework")) == 1:
        named = desk.slots.all("text") if len(desk.slots.all("text")) >= PAIR else named
    if len(named) == 1 and kind_of(named[0]) in ("framework", "pillar"):
        named = [iri for iri in bearing(desk, named[0]) if "Agreement" in desk.world.lookup.label(iri)]
    known: dict[str, tuple[tuple[date, date], Row, Cell]] = {}
    for iri in named:
        found = beginning_of(desk, iri)
        if found is not None:
            known[iri] = found
    unknown = [desk.label(iri) for iri in named if iri not in known]
    behind = f" {desk.none(desk.speech.listing(unknown)).text}" if unknown else ""
    if len(known) < PAIR:
        told = "".join(f"{desk.label(iri)}: {desk.day(cell)}. " for iri, (_, _, cell) in known.items())
        return Outcome(f"{told}{behind}".strip(), [row for _, row, _ in known.values()])
    ordered = sorted(known, key=lambda iri: known[iri][0])
    rows = [known[iri][1] for iri in ordered]
    said = [f"{desk.label(iri)} ({desk.day(known[iri][2])})" for iri in ordered]
    if desk.utterance.is_polar:
        is_so = _is_so(desk, [known[iri][0] for iri in named if iri in known])
        told = desk.say("ages_first", first=said[0], list=desk.speech.listing(said[1:]))
        return Outcome((told if is_so is not None else desk.say("not_known_so", told=told)) + behind, rows, is_so)
    if known[ordered[0]][0] == known[ordered[-1]][0]:
        return Outcome(desk.say("ages_same", list=desk.speech.listing(said)) + behind, rows)
    is_last = read_pattern("younger").search(desk.utterance.text) is not None or desk.has("last")
    if is_last:
        said.reverse()
    phrase = "ages_last" if is_last else "ages_first"
    return Outcome(desk.say(phrase, first=said[0], list=desk.speech.listing(said[1:])) + behind, rows)


def _is_so(desk: Desk, spans: Sequence[tuple[date, date]]) -> bool | None:
    """Whether the first that is named is older than the other, or younger, as the question says."""
    one, other = spans[:PAIR]
    is_after = read_pattern("younger").search(desk.utterance.text) is not None
    if one[1] < other[0]:
        return not is_after
    if other[1] < one[0] or one == other:
        return is_after and one != other
    return None


def beginning_of(desk: Desk, iri: str) -> tuple[tuple[date, date], Row, Cell] | None:
    """The first day of a thing with its row: of a text that of the step that is asked for."""
    kind = kind_of(iri)
    if kind == "event":
        found = [(row, row["day"]) for row in desk.ask("events", event=iri)]
    elif kind == "instrument":
        found = _steps(desk, iri)
    elif kind in ("framework", "pillar"):
        life = [(token_of(row["status"]), row) for row in life_of(desk, iri)]
        begun = [row for status, row in life if status == "launched"] or [r for status, r in life if status == "active"]
        found = [(row, row["day"]) for row in begun]
        found = found or [(row, _from(row)) for row in desk.ask("members-of", framework=iri)]
    else:
        found = [(row, row["day"]) for row in desk.ask("timeline", about=iri) if iri in tokens_of(row["subject"])]
    dated = [(span, row, cell) for row, cell in found if (span := span_of(cell))]
    return min(dated, key=lambda each: each[0], default=None)


def _steps(desk: Desk, text: str) -> list[tuple[Row, Cell]]:
    rows = [(row, row["since"]) for row in desk.ask("adherences", instrument=text)]
    rows += [(row, row["day"]) for row in desk.ask("timeline", about=text) if text in tokens_of(row["subject"])]
    for step in steps_of(desk):
        found = [(row, cell) for row, cell in rows if tokens_of_slug(row["status"]) & step]
        if found:
            return found
    return []


def _from(row: Row) -> Cell:
    validity = row["validity"]
    return validity.get("from") if isinstance(validity, Mapping) else None


PLANS: Final[Mapping[str, Plan]] = {"ages": ages}
