"""Finds the part that a body has in a project, in what lies at a place, or in what is called by another body."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.reading.intents import TOPICS
from graph.ask.wording.lexicon import read_pattern

__all__ = ["parts_between", "won_by"]

#: What a question on a part in something may speak of beside it.
OF_PARTS = frozenset({"owner", "project", "programme", "share", "source"})


def parts_between(desk: Desk) -> Outcome:
    """The parts of the bodies that are named in what is named beside them; nothing where something else is asked."""
    slots = desk.slots
    if desk.utterance.cues & TOPICS - OF_PARTS or slots.has("framework", "text", "event", "list"):
        return Outcome("")
    bodies = slots.all("body")
    things = set(slots.all("project", "programme"))
    for place in slots.all("place"):
        name = desk.world.lookup.label(place)
        things |= {
            iri
            for row in desk.ask("projects")
            for iri in tokens_of(row["undertaking"])
            if name in desk.world.lookup.label(iri)
        }
    told, found = [], []
    for row in desk.ask("participants-of", undertaking=bodies[0]) if len(bodies) == 1 and desk.has("owner") else ():
        told.append(_tell(desk, desk.label(bodies[0]), desk.label(row["holder"]), row))
        found.append(row)
    for body in bodies:
        others = [iri for iri in bodies if iri != body]
        said = [each.mention.text for each in slots.by_slot["body"] if each.iri in others]
        for row in desk.ask("parts-of", actor=body):
            name = " ".join(desk.world.lookup.label(iri) for iri in tokens_of(row["thing"]))
            is_meant = bool(tokens_of(row["thing"]) & (things | set(others))) or any(text in name for text in said)
            if not is_meant and not desk.is_called(row, others):
                continue
            told.append(_tell(desk, desk.label(row["thing"]), desk.label(body), row))
            found.append(row)
    return Outcome(" ".join(each.strip() for each in told), found)


def _tell(desk: Desk, part: str, whole: str, row: Row) -> str:
    share = row["share_percent"]
    percent = f" ({share} %)" if isinstance(share, int | float) else ""
    return desk.say("tie_part", part=part, whole=whole, role=desk.label(row["role"]), share=percent)


def won_by(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The parts that a body won at auction, where that is asked; else all of them."""
    rows = [{"thing": row["thing"], **row} for row in rows]
    if not read_pattern("won").search(desk.utterance.text):
        return rows
    return [row for row in rows if tokens_of_slug(row["role"]) & {"preferred-bidder"}]
