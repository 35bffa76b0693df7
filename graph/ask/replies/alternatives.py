"""What to tell where a reading finds nothing: another one, what is known beside, or which name emptied it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, tokens_of
from graph.ask.reading.intents import TOPICS, Intent, Scored, read_intents
from graph.ask.reading.slots import Slots
from graph.ask.replies.refusals import SURE
from graph.ask.wording.lexicon import read_data

__all__ = ["find_alternative"]

#: How far the next reading may lie behind one that finds nothing.
NEXT: Final = 1.5
#: How many rows at most are told beside an answer that is none.
FEW: Final = 12
#: Intents that say what is not known as well as what is.
PLAIN: Final = frozenset(
    {"coverage", "exclusive", "life", "listing", "members", "membership", "presence", "shared", "signed_by"}
)

#: Intents that tell what a thing is, which is no answer to another question.
BARE: Final = frozenset({"describe", "who_is"})
#: Slots of things of which so little is known that all of it may be to the point.
NARROW: Final = ("body", "event", "framework", "place", "programme", "project", "text")

Plans = Mapping[str, Plan]


def find_alternative(desk: Desk, ranked: Sequence[Scored], found: Outcome, plans: Plans) -> tuple[Scored, Outcome]:
    """The answer to another reading that heeds all that is asked about; else what is known of the same things.

    That the best reading found nothing is said all the same, where another one does not fit as well; yes or no is
    claimed by a reading that fits alone.
    """
    best = ranked[0]
    for other in ranked[1:3]:
        if (
            desk.utterance.is_polar
            or best.intent.name in PLAIN
            or other.intent.name in BARE
            or other.score < max(SURE, best.score - NEXT)
            or desk.utterance.cues & TOPICS - other.intent.cues.keys()
        ):
            continue
        told = plans[other.intent.name](desk)
        if told.rows and _is_to_the_point(desk, other.intent, told, _usable(desk.slots, other.intent)):
            return other, told
    beside = _relaxed(desk, best.intent, plans[best.intent.name]) or _beside(desk, best.intent.name, plans)
    if beside is not None:
        return best, replace(found, text=desk.say("known_beside", told=beside.text.strip()), rows=beside.rows)
    if best.intent.name in PLAIN - {"signed_by"}:
        return best, found
    return best, replace(found, text=found.text + _emptied(desk, best.intent, plans[best.intent.name]))


@cache
def _kin() -> Mapping[str, Sequence[str]]:
    kin: Mapping[str, Sequence[str]] = read_data("kin")
    return kin


@cache
def _intents() -> Mapping[str, Intent]:
    return {intent.name: intent for intent in read_intents()}


def _relaxed(desk: Desk, intent: Intent, plan: Plan) -> Outcome | None:
    """What is known of all that is named in another state or stage, or in another time, than is asked for."""
    said = replace(desk.utterance, is_polar=False)
    for less in (replace(said, concepts=frozenset()), replace(said, concepts=frozenset(), periods=())):
        if not desk.slots.by_slot or less == said:
            continue
        told = plan(replace(desk, utterance=less, vague=[], is_dated=False))
        named = _usable(desk.slots, intent)
        if told.rows and told.is_answered and len(told.rows) <= FEW and _is_to_the_point(desk, intent, told, named):
            return told
    return None


def _beside(desk: Desk, name: str, plans: Plans) -> Outcome | None:
    """What a kindred reading knows of everything that is named, if that is little enough to be to the point."""
    named = _named(desk.slots)
    if len(named) < 2 and not desk.slots.has(*NARROW):
        # Of a country or a mineral by itself too much is known that is not to the point.
        return None
    plain = replace(desk, utterance=replace(desk.utterance, is_polar=False))
    for other in _kin().get(name, ()):
        if not _is_served(_intents()[other], desk.slots) or not _usable(desk.slots, _intents()[other]):
            # A reading that has no use for what is named would tell of everything.
            continue
        told = plans[other](plain)
        if (
            told.rows
            and told.is_answered
            and len(told.rows) <= FEW
            and _is_to_the_point(desk, _intents()[other], told, named)
        ):
            return told
    return None


def _is_served(intent: Intent, slots: Slots) -> bool:
    """Whether the slots that a reading needs are filled."""
    parts = (need.partition(":") for need in intent.needs)
    return all(len(slots.all(*names.split("|"))) >= int(number or 1) for names, _, number in parts)


def _named(slots: Slots) -> list[frozenset[str]]:
    """What is named: for each stretch of the question the things that it may mean."""
    return [frozenset(sense.iri for sense in each.senses) for each in slots.mentions if not each.is_weak]


def _usable(slots: Slots, intent: Intent) -> list[frozenset[str]]:
    """What is named and of use to a reading: what it cannot use spoke against it already."""
    usable = {*intent.takes, *(slot for need in intent.needs for slot in need.partition(":")[0].split("|"))}
    things = set(slots.all(*usable))
    return [each for each in _named(slots) if each & things]


def _is_to_the_point(desk: Desk, intent: Intent, told: Outcome, named: Sequence[frozenset[str]]) -> bool:
    """Whether each thing that is named is in one of the rows, or what the reading has to be asked of."""
    needed = {iri for need in intent.needs for iri in desk.slots.all(*need.partition(":")[0].split("|"))}
    held = {iri for row in told.rows for cell in row.values() for iri in tokens_of(cell)} | needed
    return len(named) == 1 or all(things & held or desk.tells_of(told.rows[0], things) for things in named)


def _emptied(desk: Desk, intent: Intent, plan: Callable[[Desk], Outcome]) -> str:
    """Without which of the names something would be known, and how much; nothing where none alone is to blame."""
    names = list(dict.fromkeys(iri for slot in desk.slots.by_slot for iri in desk.slots.all(slot)))
    if len(names) < 2:
        return ""
    told = ""
    for iri in names:
        less = _without(desk.slots, iri)
        if not less.by_slot or not _is_served(intent, less):
            continue
        count = len(plan(replace(desk, slots=less, vague=[])).rows)
        if count:
            told += desk.say("known_without", name=desk.label(iri), count=count)
    return told


def _without(slots: Slots, iri: str) -> Slots:
    """The same names without one of them, in whichever slot it stands."""
    mentions = tuple(each for each in slots.mentions if all(sense.iri != iri for sense in each.senses))
    kept = {
        slot: tuple(filling for filling in fillings if filling.mention in mentions)
        for slot, fillings in slots.by_slot.items()
    }
    return Slots({slot: fillings for slot, fillings in kept.items() if fillings}, mentions)
