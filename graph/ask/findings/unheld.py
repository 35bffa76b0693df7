"""Tells of a framework of which no meeting is on record how far it came: its stations, and what was promised of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.promise_words import tell_promise
from graph.ask.wording.spelling import key_of

__all__ = ["tell_unheld"]

#: What parts the sort of a framework from its subject.
SUBJECT: Final = re.compile(r"\s+(?:on|for|of)\s+|,")
#: How many words of what a framework is a promise has to say.
FEWEST: Final = 2
#: Words of a station that tells of a meeting.
MET: Final = re.compile(r"\b(?:meeting|round|session)\b.{0,20}\bheld\b|\b(?:met|convened)\b", re.IGNORECASE)
#: The status of what sits.
SITS: Final = "active"


def tell_unheld(desk: Desk, framework: str) -> Outcome | None:
    """The stations of a framework and the promises to convene it; yes only where a station tells of a meeting."""
    stations = desk.ask("life-of", framework=framework)
    promised = _promised(desk, framework)
    if not stations and not promised:
        return None
    held = [row for row in stations if _tells_of_meeting(row)]
    told = [_station(desk, row) for row in held or stations]
    label, known = desk.label(framework), desk.speech.listing(told)
    text = desk.say("meeting_told" if held else "meeting_unknown", framework=label, day=desk.today(), list=known)
    if promised and not held:
        text += desk.say("meeting_promised", list=desk.speech.listing([tell_promise(desk, row) for row in promised], 3))
    return Outcome(text, [*stations, *promised], boolean=True if held and desk.utterance.is_polar else None)


def _tells_of_meeting(row: Row) -> bool:
    is_sitting = any(iri.endswith(f"/{SITS}") for iri in tokens_of(row["status"]))
    return is_sitting and MET.search(str(row.get("detail") or "")) is not None


def _station(desk: Desk, row: Row) -> str:
    detail = desk.label(row["detail"]).rstrip(".") if row.get("detail") else ""
    return f"{desk.day(row['day'])} {desk.label(row['status'])}{f' ({detail})' if detail else ''}"


def _promised(desk: Desk, framework: str) -> Sequence[Row]:
    """The promises of its parties that speak of what a framework is."""
    lookup = desk.world.lookup
    label = lookup.label(framework)
    parties = [
        iri
        for iri, classes in lookup.classes.items()
        if "Country" in classes and re.search(rf"\b{lookup.label(iri)}\b", label)
    ]
    words = set(key_of(SUBJECT.split(label)[0])) - {key for iri in parties for key in key_of(lookup.label(iri))}
    if len(words) < FEWEST or not parties:
        return []
    rows = [row for row in desk.ask("ledger", actor=parties[0]) if words <= set(key_of(desk.label(row["description"])))]
    for other in parties[1:]:
        theirs = {iri for row in desk.ask("ledger", actor=other) for iri in tokens_of(row["commitment"])}
        rows = [row for row in rows if tokens_of(row["commitment"]) & theirs]
    return rows
