"""Plans for memberships of several: which frameworks actors share, and which only some of them belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, holds, token_of, tokens_of
from graph.ask.findings.accession import is_full
from graph.ask.findings.contrast import apart
from graph.ask.findings.wholes import note_of_ended, whole_of_ended
from graph.ask.plans.frameworks import speaking_of_minerals
from graph.ask.reading.exclusion import find_exclusion

__all__ = ["PLANS", "on_minerals", "shared", "shared_by_members"]

#: What joins those who are meant together, and words before and behind them that shut out all others.
JOINED: Final = re.compile(r"\s*(?:,|and|&|と|、|及び|और|तथा|एवं|व|aur)\s*(?:the\s+)?", re.IGNORECASE)
ALONE: Final = re.compile(r"(?:\b(?:only|just|solely)|केवल|सिर्फ़?|मात्र|\bsirf|\bkeval)\s+(?:the\s+)?$", re.IGNORECASE)
ALONE_BEHIND: Final = re.compile(
    r"\s*(?:の\d?(?:二|両|2)?(?:か国|カ国|者|国)?)?(?:だけ|のみ)|\s+(?:only|alone)\b|\s+(?:ही|hi)\s", re.IGNORECASE
)


#: Posts of a body of which nobody but who holds them may be on record.
OFFICES: Final = ("administrator", "chair", "vice-chair")


def on_minerals(desk: Desk, rows: list[Row]) -> list[Row]:
    """Of frameworks those that speak of minerals, where the question asks for such, as far as any do."""
    # Words for what holds something are words for who is in something too.
    is_on_minerals = desk.has("critical", "material") or (desk.has("cover") and not desk.has("member"))
    if not is_on_minerals or desk.slots.has("material"):
        return rows
    held = speaking_of_minerals(desk, *desk.slots.actors[:2])
    wholes = {
        pillar: iri
        for row in desk.ask("in-force")
        for iri in tokens_of(row["framework"])
        for pillar in tokens_of(row["pillars"])
    }

    def is_of_minerals(iri: str) -> bool:
        # What bears minerals in its name, or is a part of what does, speaks of them, though its scope be unknown.
        names = [desk.world.lookup.label(each).lower() for each in (iri, wholes.get(iri, iri))]
        return bool({iri, wholes.get(iri, iri)} & held) or any("mineral" in name for name in names)

    return [row for row in rows if any(is_of_minerals(iri) for iri in tokens_of(row["framework"]))] or rows


def shared(desk: Desk) -> Outcome:
    """Which frameworks actors both belong to."""
    actor, other, *more = desk.slots.actors
    every = desk.ask("shared-by", actor=actor, other=other)
    rows = [row for row in every if not row["ended"]]
    asks_ended = desk.has("ended") or "over" in desk.concept("claim")
    over = [row for row in every if row["ended"]] if asks_ended and not more else []
    for third in more:
        mine = {iri for row in desk.ask("frameworks-of", actor=third) for iri in tokens_of(row["framework"])}
        rows = [row for row in rows if tokens_of(row["framework"]) & mine]
    rows = on_minerals(desk, rows)
    if not rows:
        return desk.none(desk.speech.listing([desk.label(each) for each in desk.slots.actors]))
    names = desk.names(rows, "framework")
    others = desk.speech.listing([desk.label(each) for each in (other, *more)])
    text = desk.say(
        "shared_all" if more else "shared",
        all=desk.speech.listing([desk.label(each) for each in desk.slots.actors]),
        actor=desk.label(actor),
        other=others,
        count=len(names),
        day=desk.today(),
        list=desk.speech.listing(names, 40),
    )
    text += note_of_ended(desk, rows)
    if asks_ended and not more:
        told = [f"{desk.label(row['framework'])} ({desk.day(row['ended'])})" for row in over]
        text += desk.say("shared_once", list=desk.speech.listing(told, 20) if told else desk.say("nothing"))
        rows = [*rows, *over]
    is_sure = any(not whole_of_ended(desk, iri) for row in rows for iri in tokens_of(row["framework"]))
    return Outcome(text, rows, boolean=True if desk.utterance.is_polar and is_sure else None)


def shared_by_members(desk: Desk, framework: str) -> Outcome:
    """To which other frameworks all members of one belong."""
    members = sorted(_members_of(desk, framework))
    label = desk.label(framework)
    if len(members) < 2:
        return desk.none(label)
    held = [
        {
            iri
            for row in desk.ask("frameworks-of", actor=member)
            if holds(row, desk.on) and not row["ended"]
            for iri in tokens_of(row["framework"])
        }
        for member in members
    ]
    every = set.intersection(*held) - {framework}
    rows = [row for row in desk.ask("frameworks-of", actor=members[0]) if tokens_of(row["framework"]) & every]
    rows = on_minerals(desk, rows)
    everyone = desk.speech.listing([desk.label(each) for each in members], 40)
    if not rows:
        return desk.none(f"{label}{desk.say('colon')}{everyone}")
    names = desk.names(rows, "framework")
    listing = desk.speech.listing(names, 40)
    text = desk.say("shared_all", all=everyone, count=len(names), day=desk.today(), list=listing)
    return Outcome(text + note_of_ended(desk, rows), rows, count=len(names))


def exclusive(desk: Desk) -> Outcome:
    """Which frameworks one actor belongs to and another does not: the one that stands next to the "not" is left out."""
    if _are_alone(desk):
        return _of_nobody_else(desk)
    if len(desk.slots.actors) > 2:
        return _exclusive_of_several(desk)
    actor, other = apart(desk, desk.slots.actors[:2])
    theirs = {iri for row in desk.ask("frameworks-of", actor=other) for iri in tokens_of(row["framework"])}
    rows = [
        row
        for row in desk.ask("frameworks-of", actor=actor)
        if not tokens_of(row["framework"]) & theirs and holds(row, desk.on)
    ]
    return _told_apart(desk, desk.label(actor), desk.label(other), rows)


def _told_apart(desk: Desk, one: str, other: str, rows: list[Row]) -> Outcome:
    """The frameworks of the one and not of the other; those apart in which the one is no member, or nobody is known.

    Of a body of which none but its chairs are on record nothing tells that the other does not belong to it.
    """
    full = [row for row in rows if is_full(row)]
    known = [row for row in rows if row in full or any(map(_is_no_officer, _of(desk, row)))]
    names = desk.names(full, "framework")
    text = desk.say("exclusive", actor=one, other=other, count=len(names), list=desk.speech.listing(names, 40))
    for role in dict.fromkeys(desk.label(row["role"]) for row in known if row not in full):
        some = [row for row in known if row not in full and desk.label(row["role"]) == role]
        text += desk.say("members_role", role=role, list=desk.speech.listing(desk.names(some, "framework")))
    is_so = True if full and desk.utterance.is_polar else None
    return Outcome(text + note_of_ended(desk, known), [*full, *(row for row in known if row not in full)], is_so)


def _is_no_officer(row: Row) -> bool:
    return token_of(row["role"]) not in OFFICES


def _of(desk: Desk, row: Row) -> list[Row]:
    """All memberships of the framework of one."""
    return [each for iri in tokens_of(row["framework"]) for each in desk.ask("members-of", framework=iri)]


def _are_alone(desk: Desk) -> bool:
    """Whether all who are named are meant together and nobody else: only India and Japan, インドと日本だけ."""
    text, actors = desk.utterance.text, set(desk.slots.actors)
    fillings = [each for some in desk.slots.by_slot.values() for each in some if each.iri in actors]
    places = sorted({(each.mention.start, each.mention.end) for each in fillings})
    gaps = [text[one[1] : other[0]] for one, other in pairwise(places)]
    is_joined = all(JOINED.fullmatch(gap) for gap in gaps)
    around = ALONE.search(text[: places[0][0]]) or ALONE_BEHIND.match(text[places[-1][1] :])
    return not desk.has("not") and is_joined and around is not None


def _of_nobody_else(desk: Desk) -> Outcome:
    """The frameworks to which all who are named belong and of which no other member is known."""
    actors = set(desk.slots.actors)
    first, *others = desk.slots.actors
    rows = [row for row in desk.ask("shared-by", actor=first, other=others[0]) if not row["ended"]]
    known = {iri: _members_of(desk, iri) for row in rows for iri in tokens_of(row["framework"])}
    rows = [row for row in rows if all(known[iri] == actors for iri in tokens_of(row["framework"]))]
    names = desk.names(rows, "framework")
    everyone = desk.speech.listing([desk.label(each) for each in desk.slots.actors])
    if not rows:
        return desk.none(everyone)
    listing = desk.speech.listing(names, 40)
    text = desk.say("of_nobody_else", all=everyone, count=len(names), day=desk.today(), list=listing)
    return Outcome(text + note_of_ended(desk, rows), rows)


def _members_of(desk: Desk, framework: str) -> set[str]:
    return {
        iri
        for row in desk.ask("members-of", framework=framework)
        if holds(row, desk.on)
        for iri in tokens_of(row["member"])
    }


def _exclusive_of_several(desk: Desk) -> Outcome:
    """Frameworks of all actors but those left out; else those behind the "not", in English, or the one before it."""
    actors, exclusion = desk.slots.actors, find_exclusion(desk.utterance)
    others = [actor for actor in actors if exclusion and actor in exclusion.named()]
    if not 0 < len(others) < len(actors):
        cuts = [place for place, cue in desk.utterance.cue_places if cue in ("not", "only")]
        places = {filling.iri: filling.mention.start for each in desk.slots.by_slot.values() for filling in each}
        cut = cuts[-1] if cuts else -1
        if desk.utterance.language == "en":
            others = [actor for actor in actors if places[actor] > cut]
        else:
            others = [actor for actor in actors if places[actor] < cut][-1:]
    others = others if 0 < len(others) < len(actors) else actors[-1:]
    wanted = [actor for actor in actors if actor not in others]

    def held(actor: str) -> set[str]:
        return {
            iri
            for row in desk.ask("frameworks-of", actor=actor)
            if holds(row, desk.on)
            for iri in tokens_of(row["framework"])
        }

    theirs = set().union(*(held(actor) for actor in others))
    shared_by_all = set.intersection(*(held(actor) for actor in wanted)) - theirs
    rows = [row for row in desk.ask("frameworks-of", actor=wanted[0]) if tokens_of(row["framework"]) & shared_by_all]
    one, other = (desk.speech.listing([desk.label(each) for each in some]) for some in (wanted, others))
    return _told_apart(desk, one, other, rows)


PLANS: Final[Mapping[str, Plan]] = {"exclusive": exclusive, "shared": shared}
