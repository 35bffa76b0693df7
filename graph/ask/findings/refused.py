"""Looks into the premise that somebody refused a text or a framework: who signed or joined it did not."""

from __future__ import annotations

from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.accession import since

__all__ = ["refusal_of"]

#: Cues of questions that are about who says so, and not about what was refused.
SAYING: Final = ("source", "author", "judge", "disagree", "challenge")


def refusal_of(desk: Desk) -> Outcome | None:
    """What is known of those who are said to have refused what is named; nothing where the question is another.

    Nothing either where a source denies that they belong: then the premise may hold.
    """
    actors, things = desk.slots.actors, desk.slots.all("text") or desk.slots.all("framework")
    if not desk.has("refused") or len(things) != 1 or desk.has(*SAYING):
        return None
    thing = things[0]
    if not actors and desk.has("who", "which", "country"):
        parts = _parts(desk, thing, None)
        told = desk.speech.listing([desk.label(who) for who, *_ in parts], 30)
        return Outcome(desk.say("refusers_unknown", thing=desk.label(thing), list=told), [row for *_, row in parts])
    if not actors or (desk.has("who", "which") and not desk.has("why", "when")):
        return None
    denied = [row for row in desk.ask("denials", about=thing) if set(actors) & tokens_of(row["object"])]
    parts = _parts(desk, thing, actors)
    if denied and not parts:
        return None
    values = {"actor": desk.speech.listing([desk.label(iri) for iri in actors]), "thing": desk.label(thing)}
    is_polar = desk.utterance.is_polar
    if not parts:
        return Outcome(desk.say("refusal_unknown", **values), is_answered=is_polar)
    told = desk.speech.listing(
        [f"{desk.label(who)} ({when})" if when else desk.label(who) for who, when, _ in parts], 6
    )
    rows = [row for *_, row in parts]
    return Outcome(
        desk.say("not_refused", **values, list=told), rows, False if is_polar else None, is_answered=is_polar
    )


def _parts(desk: Desk, thing: str, actors: list[str] | None) -> list[tuple[str, str, Row]]:
    """Who of those named, or of their bodies, is a party or member, since when, by which row; all, of nobody."""
    bodies = {
        iri for actor in actors or () for row in desk.ask("bodies-of", parent=actor) for iri in tokens_of(row["body"])
    }
    mine = {*(actors or ()), *bodies}
    found: dict[str, tuple[str, str, Row]] = {}
    if desk.slots.has("text"):
        for row in desk.ask("adherences", instrument=thing):
            for iri in sorted(tokens_of(row["party"])):
                found.setdefault(iri, (iri, desk.day(row["since"]), row))
    else:
        for row in desk.ask("members-of", framework=thing):
            for iri in sorted(tokens_of(row["member"])):
                found.setdefault(iri, (iri, since(desk, row), row))
    return [part for iri, part in found.items() if actors is None or iri in mine]
