"""Tells who signed a text at its beginning, and whether somebody who is named was among them or came later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, span_of, token_of, tokens_of
from graph.ask.findings.accession import since
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.signatories import as_member, founded_by, units_of
from graph.ask.wording.lexicon import read_pattern

__all__ = ["asks_first_signers", "first_signers"]

#: How somebody stands to a text by signing it, and by nothing that comes later.
SIGNED: Final = frozenset({"adopted", "issued", "signed"})


def asks_first_signers(desk: Desk) -> bool:
    """Whether those are asked about who signed when a text was first signed."""
    return read_pattern("first_signers").search(desk.utterance.text) is not None


def first_signers(desk: Desk, instrument: str) -> Outcome | None:
    """Those who founded what a text founds, else those who signed it on its first day; nothing where none is known.

    Whoever joined later was not among them; of whom nothing is known there is neither yes nor no.
    """
    framework = founded_by(desk, instrument)
    label = desk.label(instrument)
    members = desk.ask("members-of", framework=framework) if framework else ()
    founders = [row for row in members if token_of(row["role"]) == "founding-member"]
    parties = desk.ask("adherences", instrument=instrument)
    rows, column = (founders, "member") if founders else (_earliest(parties), "party")
    if not rows:
        return None
    day = since(desk, rows[0]) if founders else desk.day(rows[0]["since"])
    listed = desk.speech.listing(desk.names(rows, column), 60)
    told = desk.say("first_signers", text=label, day=day, list=listed)
    actors = desk.slots.actors
    if not actors or not desk.utterance.is_polar:
        return Outcome(told, rows)
    held = {iri for row in rows for iri in tokens_of(row[column])}
    among = [bool({actor, *units_of(desk, [actor])} & held) for actor in actors]
    if all(among):
        return Outcome(told, rows, boolean=True)
    later = as_member(desk, instrument)
    others = [row for row in parties if tokens_of(row["party"]) & set(actors)]
    if later is None and not others:
        return Outcome(desk.say("not_known_so", told=told), rows)
    came = later.text if later else desk.say("signed_when", text=label, list=_days(desk, others))
    return Outcome(f"{came} {told}", [*(later.rows if later else others), *rows], boolean=False)


def _days(desk: Desk, rows: Sequence[Row]) -> str:
    return desk.speech.listing([f"{desk.label(row['party'])} ({desk.day(row['since'])})" for row in rows])


def _earliest(rows: Sequence[Row]) -> list[Row]:
    """Those who signed a text on the first day that is known of it; nobody where only later steps of some are known."""
    if not all(tokens_of_slug(row["status"]) & SIGNED for row in rows):
        return []
    spans = [(span[0], row) for row in rows if (span := span_of(row["since"]))]
    first = min((day for day, _ in spans), default=None)
    return [row for day, row in spans if day == first]
