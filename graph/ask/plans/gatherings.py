"""Plans for meetings by where they were and who met, whatever they were meetings of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.whereabouts import meetings_of
from graph.ask.plans.meetings import held_of, located, pick, tell_meetings

__all__ = ["PLANS"]

#: From how many who met a meeting is told by them.
TWO: Final = 2


def meetings_at(desk: Desk) -> Outcome:
    """Meetings in a place, perhaps those of a framework or with an actor."""
    place = desk.slots.first("place") or ""
    rows = held_of(desk.ask("events", place=place, framework=desk.slots.first("framework")))
    for actor in desk.slots.actors:
        theirs = {iri for row in desk.ask("events", actor=actor) for iri in tokens_of(row["meeting"])}
        rows = [row for row in rows if tokens_of(row["meeting"]) & theirs]
    chosen = pick(desk, rows)
    if not chosen and desk.utterance.is_polar and (elsewhere := _elsewhere(desk)) is not None:
        return elsewhere
    return tell_meetings(desk, chosen, desk.label(place)) if chosen else desk.none(desk.label(place))


def _elsewhere(desk: Desk) -> Outcome | None:
    """Where the one meeting was that is told by those who met, its time or its number; no, since it was not there."""
    framework, actors = desk.slots.first("framework"), desk.slots.actors
    if not framework and len(actors) < TWO:
        return None
    rows = held_of(desk.ask("events", framework=framework))
    called = [row for row in rows if _is_called(desk, row)]
    shared = [meetings_of(desk, actor) for actor in actors]
    rows = called or [row for row in rows if all(tokens_of(row["meeting"]) & each for each in shared)]
    by_slot = {slot: each for slot, each in desk.slots.by_slot.items() if slot not in ("place", "country")}
    chosen = pick(replace(desk, slots=replace(desk.slots, by_slot=by_slot)), rows)
    if len({iri for row in chosen for iri in tokens_of(row["meeting"])}) != 1:
        return None
    is_so = False if any(row["places"] for row in chosen) else None
    return replace(tell_meetings(desk, chosen, ""), boolean=is_so)


def _is_called(desk: Desk, row: Row) -> bool:
    """Whether a meeting is called by all actors who are named, as these are written in the question."""
    label = desk.world.lookup.label(min(tokens_of(row["meeting"])))
    said = [each.mention.text for slot in ("country", "body") for each in desk.slots.by_slot.get(slot, ())]
    return len(said) >= TWO and all(name in label for name in said)


def meetings_in(desk: Desk) -> Outcome:
    """Meetings of a period, perhaps with those who are named; what was adopted at them."""
    rows = held_of(desk.ask("events"))
    for actor in desk.slots.actors:
        theirs = meetings_of(desk, actor)
        rows = [row for row in rows if tokens_of(row["meeting"]) & theirs]
    chosen = pick(desk, rows)
    what = desk.about("topic_meetings", "country", "body")
    return tell_meetings(desk, chosen, what) if chosen else desk.none(what)


def _held_in(desk: Desk, countries: Iterable[str]) -> Outcome:
    """Meetings in countries; of a town that stands for its country those that are called by it, if any are."""
    rows = held_of([row for each in countries for row in desk.ask("events", place=each)])
    said = {each.mention.text for each in desk.slots.by_slot.get("country", ())}
    called = [
        row for row in rows if any(word in desk.world.lookup.label(min(tokens_of(row["meeting"]))) for word in said)
    ]
    chosen = pick(desk, called or rows)
    what = desk.speech.listing(sorted(said) if called else [desk.label(each) for each in countries])
    return tell_meetings(desk, chosen, what) if chosen else desk.none(what)


def _visits(desk: Desk) -> list[Row]:
    """Meetings of the bodies that are named in the countries that are named, which need have taken no part."""
    lying = {
        iri
        for country in desk.slots.all("country")
        for row in desk.ask("events", place=country)
        for iri in tokens_of(row["meeting"])
    }
    rows = [row for body in desk.slots.all("body") for row in desk.ask("events", actor=body)]
    return held_of([row for row in rows if tokens_of(row["meeting"]) & lying])


def meetings_between(desk: Desk) -> Outcome:
    """Meetings in which all the actors named took part, or that were in the country or its town that is named."""
    places = located(desk)
    if places == set(desk.slots.actors):
        return _held_in(desk, places)
    shared = set.intersection(*(meetings_of(desk, actor) for actor in desk.slots.actors))
    rows = [row for row in held_of(desk.ask("events")) if tokens_of(row["meeting"]) & shared] or _visits(desk)
    chosen = pick(desk, rows)
    what = desk.speech.listing([desk.label(actor) for actor in desk.slots.actors])
    if not chosen:
        return desk.none(what)
    told = tell_meetings(desk, chosen, what)
    if desk.utterance.is_polar and not places and len(desk.slots.actors) == 1 and desk.has("member", "join"):
        # That somebody met says nothing of whether he belongs to a row of meetings that is not known by this name.
        return replace(told, text=desk.say("not_known_so", told=told.text), boolean=None)
    return told


PLANS: Final[Mapping[str, Plan]] = {
    "meetings_at": meetings_at,
    "meetings_between": meetings_between,
    "meetings_in": meetings_in,
}
