"""Holds promises against the words of a question: which of them it means, and what none of them tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Row
from graph.ask.wording.amounts import find_amounts
from graph.ask.wording.spelling import key_of
from graph.cells import Cell

__all__ = ["THINGS", "off_topic", "on_topic", "strange"]

#: Of so many promises one common word is enough to pick them.
FEW: Final = 3
THINGS: Final = ("framework", "project", "programme", "event")


def on_topic(desk: Desk, rows: list[Row]) -> list[Row]:
    """Of all promises those that tell the most of what the question says, where it names nobody and nothing."""
    words = set(desk.utterance.content)
    if len(rows) < len(desk.ask("ledger")) or not words or desk.utterance.periods or find_amounts(desk.utterance.text):
        return rows
    held = [len(words & set(key_of(desk.label(row["description"])))) for row in rows]
    best = max(held, default=0)
    found = [row for row, count in zip(rows, held, strict=True) if count == best]
    # One common word picks nothing.
    return found if best > 1 or (best and len(found) <= FEW) else rows


def off_topic(desk: Desk, rows: Sequence[Row]) -> str:
    """That none of these promises speaks of what others do speak of and the question asks for; else nothing."""
    # What is named needs no promise to say its name.
    said = set(desk.utterance.content) - {key for each in desk.utterance.mentions for key in key_of(each.text)}
    # In another language its name says the same in English words.
    said -= {key for iri in desk.slots.all(*THINGS, "text") for key in key_of(desk.world.lookup.label(iri))}
    known = {key for row in desk.ask("ledger") for key in key_of(desk.label(row["description"]))}
    columns = ("description", "text", "status_fact")
    told = {key for row in rows for column in columns for key in key_of(desk.label(row.get(column)))}
    # What the sources of how it stands are called tells of it too.
    told |= {key for row in rows for key in key_of(_titles(row.get("status_fact")))}
    words = sorted((said & known) - told)
    if not words or said & told:
        return ""
    return desk.say("none_on_topic", words=desk.speech.listing([f"“{word}”" for word in words]))


def _titles(fact: Cell | None) -> str:
    """The titles of the sources of a fact."""
    pieces = fact.get("evidence") if isinstance(fact, Mapping) else None
    held = pieces if isinstance(pieces, list) else []
    return " ".join(str(piece["title"]) for piece in held if isinstance(piece, Mapping))


def strange(desk: Desk) -> str:
    """The words that nobody knows and no promise tells, where nothing else says whose promises are meant."""
    named = ("country", "body", "material", "text", "place", "source", *THINGS)
    if desk.slots.has(*named) or desk.utterance.periods or not desk.utterance.unknown:
        return ""
    known = {key for row in desk.ask("ledger") for key in key_of(desk.label(row["description"]))}
    unknown = [word for word in desk.utterance.unknown if len(word) > 2]
    if any(known & set(key_of(word)) for word in unknown):
        return ""
    return desk.speech.listing([f"“{word}”" for word in unknown]) if unknown else ""
