"""Finds the sources of what a question claims: the claim is read by itself, and what its answer rests on is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.claimed_numbers import holding_number
from graph.ask.findings.confidence import with_confidence
from graph.ask.findings.kept import asks_standing
from graph.ask.findings.parts import parts_between
from graph.ask.plans.authors import sources_with, tell_source
from graph.ask.plans.by_intent import PLANS
from graph.ask.plans.sums import between
from graph.ask.plans.values import values, without_names
from graph.ask.reading.intents import Scored, rank
from graph.ask.replies.denied import PLAIN
from graph.ask.replies.refusals import ENOUGH
from graph.ask.replies.reply import sources_of
from graph.ask.wording.lexicon import read_pattern
from graph.cells import Cell
from graph.world import World

__all__ = ["evidence"]

#: What a question for sources may be about; the rest is answered with the sources on what is named.
CLAIMS: Final = frozenset(
    [
        "crosswalk",
        "event",
        "expectations",
        "meetings",
        "money",
        "officers",
        "projects",
        "undertaking",
        "coverage",
        "figures",
        "group_member",
        "list_check",
        "listing",
        "life",
        "membership",
        "promises",
        "reliance",
        "restrictions",
        "signed_by",
        "suppliers",
        "text",
    ]
)

#: Sentences that lead from what is not known to what is.
VERDICTS: Final = ("not_followed", "not_known_so")


def evidence(desk: Desk, best: Scored, world: World) -> Outcome | None:
    """The sources of what a question claims, where it asks for sources and claims something; how sure that is."""
    found = _of_claim(desk, best, world)
    if best.intent.name != "sources" or not desk.has("certain"):
        return found
    if found is None and desk.slots.has("place"):
        # What is told of a place is what is undertaken there.
        found = _with_sources(desk, PLANS["projects"](desk))
    return with_confidence(desk, found or PLANS["sources"](desk))


def _of_claim(desk: Desk, best: Scored, world: World) -> Outcome | None:
    is_kept_out = desk.utterance.language != "ja" or read_pattern("kept_out").search(desk.utterance.text) is not None
    if best.intent.name != "sources" or (
        desk.has("not") and desk.slots.has("framework") and desk.slots.actors and is_kept_out
    ):
        return None
    numbered = holding_number(desk, without_names(desk))
    if numbered:
        told = PLANS["amounts"](replace(desk, utterance=replace(desk.utterance, measured=tuple(numbered))))
        own = [row for row in told.rows if tokens_of(row["fact"]) & set(numbered)]
        if own:
            return _with_sources(desk, replace(told, rows=own))
    counted = values(desk)
    if counted.rows:
        return _with_sources(desk, counted)
    claimed = replace(
        desk.utterance, cues=desk.utterance.cues - {"source", "author", "judge", "origin", "certain"}, is_polar=True
    )
    if desk.slots.has("body") and len(desk.slots.actors) > 1 and desk.has("money", "owner"):
        put_in = between(desk)
        if put_in.rows:
            return _with_sources(desk, put_in)
    held = parts_between(desk)
    if held.rows:
        return _with_sources(desk, held)
    ranked = [each for each in rank(claimed, desk.slots, world.lookup) if each.intent.name in CLAIMS]
    if not desk.slots.has("framework", "text"):
        # Sources that "mention" or "cover" a mineral say nothing of what frameworks cover.
        ranked = [each for each in ranked if each.intent.name != "coverage" or desk.has("framework")]
    if not ranked or ranked[0].score < ENOUGH:
        return None
    said = replace(desk, utterance=claimed, asked=desk.asked)
    found = PLANS[ranked[0].intent.name](said)
    return _with_sources(desk, _backing(said, found))


def _backing(desk: Desk, found: Outcome) -> Outcome:
    """What bears out a claim: of how a promise stands the reports of it, without the sources of its making."""
    if not asks_standing(desk) and not desk.has("suspended"):
        return found
    reported = [row for row in found.rows if row.get("status_fact")]
    rows: list[Row] = [
        {name: _plain(cell) if name == "commitment" else cell for name, cell in row.items()} for row in reported
    ]
    return replace(found, rows=rows) if rows else found


def _plain(cell: Cell) -> Cell:
    """A fact without what it rests on."""
    return {name: value for name, value in cell.items() if name != "evidence"} if isinstance(cell, Mapping) else cell


def _with_sources(desk: Desk, found: Outcome) -> Outcome | None:
    """What was found, the sources that it rests on first; nothing where it rests on none."""
    supporting = [str(source["iri"]) for source in sources_of(found.rows) if source["stance"] == "supports"]
    rows = sources_with(desk, supporting)
    if not rows:
        return None
    told = [tell_source(desk, row) for row in rows]
    text = desk.say("sources_of", count=len(told), list=desk.speech.listing(told, 10))
    # A verdict on the claim answers nothing that was asked.
    return Outcome(f"{text} {_without_verdict(desk, found.text.strip())}", [*rows, *found.rows])


def _without_verdict(desk: Desk, told: str) -> str:
    """What is known of a claim, without a verdict on it, in one word or in a sentence that leads to what is known."""
    if desk.utterance.is_polar and not desk.has("certain"):
        return told
    for phrase in VERDICTS:
        told = told.removeprefix(desk.say(phrase, told="").strip()).strip()
    return PLAIN.sub("", told, count=1) if PLAIN.match(told) else told
