"""Answers a question that asks the same of several numbers, times or things: each by itself, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from graph.ask.desk import Desk, Outcome, tokens_of
from graph.ask.findings.clauses import are_alternatives
from graph.ask.findings.shared_names import sharing_name
from graph.ask.plans.by_intent import PLANS
from graph.ask.reading.slots import Slots
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern

__all__ = ["answer_each"]

#: The day that a question is about by what it says, if it says one.
Dating = Callable[[Utterance], date | None]
#: Intents that heed one number of a row, one time, one end of a row, or one thing of these slots.
NUMBERED: Final = frozenset({"event", "meetings", "meetings_at", "meetings_between", "meetings_in"})
TIMED: Final = frozenset(
    ["event", "figures", "frameworks", "issued", "list_check", "listing", "meetings", "meetings_at",
     "meetings_between", "meetings_in", "members", "money", "promises", "reliance", "restrictions", "signed_by",
     "signings", "suppliers", "timeline"]
)  # fmt: skip
EDGED: Final = frozenset(
    {"issued", "meetings", "meetings_at", "meetings_between", "members", "memberships", "signed_by"}
)
SINGLE: Final = {
    "figures": "material", "life": "framework", "meetings": "framework", "officers": "framework",
    "restrictions": "material", "stages": "material", "suppliers": "material",
}  # fmt: skip
#: Intents of which each framework of one name is told.
NAMESAKES: Final = frozenset({"life", "meetings"})
#: Cues of roles that are told by themselves beside the members.
ROLES: Final = frozenset({"administrator", "chair", "donor", "observer", "office"})
#: Two numbers have those between them.
PAIR: Final = 2
#: How many are answered at most.
MOST: Final = 4


def answer_each(desk: Desk, intent: str, dating: Dating) -> Outcome | None:
    """One answer for each of several numbers, years, ends or things that are asked of alike; nothing where one is."""
    said = desk.utterance
    if intent in NUMBERED and len(said.ordinals) > 1 and len(desk.slots.all("event")) < 2:
        if are_alternatives(said.text):
            # Which of the numbers it is, it is to be told: none of them picks a meeting.
            cues = said.cues - {"ordinal", "first"}
            return PLANS[intent](replace(desk, utterance=replace(said, ordinal=None, cues=cues, is_polar=False)))
        numbers: Sequence[int] = said.ordinals
        if len(numbers) == PAIR and not said.has("span") and read_pattern("in_between").search(said.text):
            # Those between the two are asked for, and neither of them.
            numbers = range(min(numbers) + 1, max(numbers)) or numbers
        return _joined(
            desk, intent, (replace(desk, utterance=replace(said, ordinal=n, ordinals=(n,))) for n in numbers), []
        )
    step = _step(said) if intent in NUMBERED and len(said.ordinals) == 1 and not said.is_polar else 0
    if step:
        number = said.ordinals[0] + step
        cues = said.cues - {"first", "last", "next"}
        return PLANS[intent](replace(desk, utterance=replace(said, ordinal=number, ordinals=(number,), cues=cues)))
    years = [period for period in said.periods if period.relation in ("in", "at")]
    if intent in TIMED and len(years) > 1 and len(years) == len(said.periods):
        apart = [replace(said, periods=(period,)) for period in years]
        desks = (
            replace(desk, utterance=each, on=dating(each) or desk.on, is_dated=dating(each) is not None, vague=[])
            for each in apart
        )
        return _joined(desk, intent, desks, [said.text[period.start : period.end] for period in years])
    if intent in EDGED and said.has("first") and said.has("last") and said.ordinal is None:
        ends = [replace(said, cues=said.cues - {other}) for other in ("last", "first")]
        return _joined(desk, intent, (replace(desk, utterance=each) for each in ends), [])
    roles = said.cues & ROLES
    if intent == "members" and roles and read_pattern("members_beside").search(said.text):
        parts = [replace(said, cues=said.cues - roles), replace(said, cues=said.cues - {"member"})]
        return _joined(desk, intent, (replace(desk, utterance=each) for each in parts), [])
    slot = SINGLE.get(intent, "")
    shared = sharing_name(desk, slot) if intent in NAMESAKES else []
    if shared:
        alone = ({**desk.slots.by_slot, slot: (each,)} for each in shared)
        desks = (replace(desk, slots=Slots(by_slot, desk.slots.mentions)) for by_slot in alone)
        return _joined(desk, intent, desks, [])
    things = [each for each in desk.slots.all(slot) if each] if slot else []
    if len(things) > 1 and not said.has("both", "not", "older", "only") and _are_alike(desk, slot, things):
        desks = (replace(desk, slots=_only(desk.slots, slot, thing)) for thing in things)
        found = _joined(desk, intent, desks, [])
        return _with_common(desk, intent, found, things)
    return None


def _step(said: Utterance) -> int:
    """By how much another meeting than the numbered one is meant: the one after it, or before it."""
    if read_pattern("next_in_row").search(said.text):
        return 1
    return -1 if read_pattern("last_in_row").search(said.text) else 0


def _joined(desk: Desk, intent: str, desks: Iterator[Desk] | Sequence[Desk], names: Sequence[str]) -> Outcome:
    """The answers in a row; yes where all are yes, no where one is and all were asked for at once."""
    found = [PLANS[intent](each) for _, each in zip(range(MOST), desks, strict=False)]
    booleans = {each.boolean for each in found}
    is_at_once = desk.has("both", "all") or read_pattern("at_once").search(desk.utterance.text) is not None
    boolean = booleans.pop() if len(booleans) == 1 else False if False in booleans and is_at_once else None
    texts = [each.text.strip() for each in found]
    if names and len({*texts}) > 1:
        texts = [f"{name}{desk.say('colon')}{text}" for name, text in zip(names, texts, strict=False)]
    rows = [row for each in found for row in each.rows]
    beside = [row for each in found for row in each.beside]
    is_answered = any(each.is_answered for each in found)
    return Outcome(" ".join(dict.fromkeys(texts)), rows, boolean, is_answered, beside=beside)


def _are_alike(desk: Desk, slot: str, things: Sequence[str]) -> bool:
    """Whether things are set side by side, none of them named by or within another."""
    labels = [desk.world.lookup.label(iri) for iri in things]
    above = desk.world.lookup.above
    is_apart = not any(one != other and one in other for one in labels for other in labels)
    is_other = any(set(things) & set(above.get(iri, ())) for iri in things)
    places = [(each.mention.start, each.mention.end) for each in desk.slots.by_slot.get(slot, ()) if each.iri in things]
    gaps = [desk.utterance.text[one[1] : other[0]] for one, other in pairwise(places)]
    return is_apart and not is_other and all(BESIDE.search(gap) for gap in gaps)


#: What stands between things that are asked of alike.
BESIDE: Final = re.compile(
    r"\b(?:and|or|vs\.?|versus)\b|[,、・/&]|と|や|および|及び|それぞれ|और|तथा|एवं|या|\baur\b", re.IGNORECASE
)


def _only(slots: Slots, slot: str, thing: str) -> Slots:
    """The same names with one alone in a slot."""
    kept = tuple(each for each in slots.by_slot[slot] if each.iri == thing)
    others = {each.mention for each in slots.by_slot[slot] if each.iri != thing}
    return Slots({**slots.by_slot, slot: kept}, tuple(each for each in slots.mentions if each not in others))


def _with_common(desk: Desk, intent: str, found: Outcome, things: Sequence[str]) -> Outcome:
    """Asked which countries have both of two materials, those that have are told as well."""
    if intent != "figures" or not desk.has("who", "which", "country") or desk.slots.has("country"):
        return found
    places: list[set[str]] = []
    for thing in things:
        rows = PLANS[intent](replace(desk, slots=_only(desk.slots, "material", thing))).rows
        places.append({iri for row in rows if row.get("place") for iri in tokens_of(row["place"])})
    common = sorted(set.intersection(*places))
    if not common:
        return found
    told = desk.say(
        "in_common",
        things=desk.speech.listing([desk.label(iri) for iri in things]),
        list=desk.speech.listing([desk.label(iri) for iri in common], 30),
    )
    return replace(found, text=f"{told} {found.text}")
