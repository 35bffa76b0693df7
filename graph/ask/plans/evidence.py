"""Finds the sources of what a question claims: the claim is read by itself, and what its answer rests on is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome
from graph.ask.findings.parts import parts_between
from graph.ask.plans.authors import sources_with, tell_source
from graph.ask.plans.by_intent import PLANS
from graph.ask.plans.sums import between
from graph.ask.plans.values import values
from graph.ask.reading.intents import Scored, rank
from graph.ask.replies.denied import VERDICT
from graph.ask.replies.refusals import ENOUGH
from graph.ask.replies.reply import sources_of
from graph.ask.wording.lexicon import read_pattern
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


def evidence(desk: Desk, best: Scored, world: World) -> Outcome | None:
    """The sources of what a question claims, where it asks for sources and claims something."""
    is_kept_out = desk.utterance.language != "ja" or read_pattern("kept_out").search(desk.utterance.text) is not None
    if best.intent.name != "sources" or (
        desk.has("not") and desk.slots.has("framework") and desk.slots.actors and is_kept_out
    ):
        return None
    counted = values(desk)
    if counted.rows:
        return _with_sources(desk, counted)
    claimed = replace(desk.utterance, cues=desk.utterance.cues - {"source", "author", "judge", "origin"}, is_polar=True)
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
    found = PLANS[ranked[0].intent.name](replace(desk, utterance=claimed, asked=desk.asked))
    return _with_sources(desk, found)


def _with_sources(desk: Desk, found: Outcome) -> Outcome | None:
    """What was found, the sources that it rests on first; nothing where it rests on none."""
    supporting = [str(source["iri"]) for source in sources_of(found.rows) if source["stance"] == "supports"]
    rows = sources_with(desk, supporting)
    if not rows:
        return None
    told = [tell_source(desk, row) for row in rows]
    text = desk.say("sources_of", count=len(told), list=desk.speech.listing(told, 10))
    # A verdict on the claim answers nothing that was asked.
    claimed = found.text if desk.utterance.is_polar else VERDICT.sub("", found.text, count=1).lstrip(".。। ")
    return Outcome(f"{text} {claimed}", [*rows, *found.rows])
