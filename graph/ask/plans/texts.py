"""Plans for texts: who signed what when, what a text lays down, what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.bindings import tell_binding
from graph.ask.findings.claims import claimed, judge
from graph.ask.findings.contents import asks_minerals, minerals_in
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.first_signers import asks_first_signers, first_signers
from graph.ask.findings.kept import is_delivered
from graph.ask.findings.regions import region_of
from graph.ask.findings.signatories import (
    as_member,
    asks_persons,
    beside_party,
    persons_of,
    side_of,
    stepped_by,
    strangers,
)
from graph.ask.findings.timing import fell_then, is_timed, judged, stepped_then
from graph.ask.plans.meetings import held_of, tell_meetings
from graph.ask.plans.members import PLANS as MEMBER_PLANS
from graph.ask.plans.promises import PLANS as PROMISE_PLANS
from graph.ask.plans.provisions import HOW_LONG, asks_of_content, speaks_of, terms_of
from graph.ask.plans.standings import tell_history, tell_standings

__all__ = ["PLANS", "stands_so"]

#: Stands of a text that is over.
OVER: Final = frozenset({"ended", "expired", "lapsed", "repealed", "superseded", "terminated", "withdrawn"})
#: Cues of who stands to a text.
STANDING: Final = ("sign", "party")
#: Words for ratifying, and the stands of a party that bear it out.
RATIFIED: Final = re.compile(r"\bratif|批准|अनुसमर्थ|पुष्टि", re.IGNORECASE)
FIRM: Final = frozenset({"accepted", "acceded", "in-force", "ratified"})
#: Who signed is asked for by name.
BY: Final = re.compile(
    r"^\W*(?:did|has|have|had|does|do|will)\b|\b(?:by|with)\b|(?:は|が)[^。]*署名|ने\b|के साथ", re.IGNORECASE
)


def text(desk: Desk) -> Outcome:
    """Who signed or adopted a text and when; what came before and after it."""
    instrument = _meant(desk)
    label = desk.label(instrument)
    if asks_minerals(desk):
        return minerals_in(desk, [instrument])
    if asks_first_signers(desk) and (signers := first_signers(desk, instrument)) is not None:
        return signers
    if desk.has("successor", "predecessor"):
        rows = desk.ask("lineage", thing=instrument)
        told = [f"{desk.label(row['predecessor'])} → {desk.label(row['successor'])}" for row in rows]
        if rows:
            came = desk.say("signed_when", text=label, list=desk.speech.listing(told))
            is_so = fell_then(desk, [row["day"] for row in rows]) if is_timed(desk) else True
            return judged(desk, came, rows, is_so) if desk.utterance.is_polar else Outcome(came, rows)
        return Outcome(desk.say("no_successor", framework=label), is_answered=desk.utterance.is_polar)
    if region_of(desk) and desk.slots.has("framework"):
        # Who of a part of the world stands to a founding text is told by who belongs to what it founds.
        return MEMBER_PLANS["members"](desk)
    if desk.has("meeting", "where") and desk.slots.has("text"):
        found = _adopted_at(desk, instrument, label)
        if found is not None:
            return found
    if desk.has("binding"):
        return tell_binding(desk, instrument)
    if HOW_LONG.search(desk.utterance.text) and desk.slots.has("text") and not desk.utterance.is_polar:
        return terms_of(desk, instrument)
    if asks_of_content(desk) and desk.slots.has("text"):
        return speaks_of(desk, instrument)
    rows = desk.ask("adherences", instrument=instrument)
    actors = desk.slots.actors
    if not desk.utterance.is_polar and desk.has("when", "why", "since"):
        unfounded = _unfounded(desk, instrument, rows)
        if unfounded is not None:
            return unfounded
    if actors and desk.has("sign", "join", "adopt") and (beside := beside_party(desk, instrument, rows)) is not None:
        return beside
    mine = rows
    if actors and desk.utterance.is_polar:
        mine = tuple(row for actor in actors for row in desk.ask("adherences", instrument=instrument, actor=actor))
        unfounded = _unfounded(desk, instrument, rows) if mine and desk.has(*STANDING) else None
        if unfounded is not None:
            return unfounded
        if not mine and all(_is_called_by(desk, instrument, actor) for actor in actors):
            # Whose text it is was said to tell which is meant.
            return _signed_so(desk, instrument, label)
        if not mine:
            joined = as_member(desk, instrument)
            unsigned = desk.say("signed_unknown", day=desk.today())
            return Outcome(f"{unsigned} {joined.text}", joined.rows) if joined else Outcome(unsigned)
    if not mine:
        return _timed(desk, tell_history(desk, instrument, label))
    if desk.has("became") and desk.slots.has("text"):
        promised = PROMISE_PLANS["promises"](desk)
        if promised.rows:
            return _with_deeds(desk, promised)
    stations = desk.ask("timeline", about=instrument) if desk.has("when", "became", "sign") else ()
    persons, of_no_side, signed = persons_of(desk, instrument) if desk.has("who", "sign", "party") else ([], [], [])
    side = side_of(desk) if signed and not desk.utterance.is_polar else None
    if side:
        mine = tuple(row for row in desk.ask("adherences", instrument=instrument, actor=side)) or mine
        stations = ()
    said = desk.say("signed_when", text=label, list="; ".join(tell_standings(desk, mine, stations)))
    if persons:
        said += " " + desk.say("signed_in_person", list=desk.speech.listing(persons))
    elif asks_persons(desk):
        said += " " + desk.say("signed_in_person_open")
    is_unsigned = desk.has("not") and desk.has("sign") and not actors
    if is_unsigned:
        said += desk.say("unsigned_open")
    if of_no_side:
        said += desk.say("signed_side_open", list=desk.speech.listing(of_no_side))
    mine = (*mine, *signed)
    boolean = None
    if desk.utterance.is_polar and claimed(desk, "text") and not desk.has("sign"):
        boolean = stands_so(desk, instrument)
        boolean = stepped_by(desk, instrument, mine) if is_timed(desk) and boolean else boolean
        said = said if boolean is not None else desk.say("not_known_so", told=said)
    elif desk.utterance.is_polar:
        boolean = stepped_by(desk, instrument, mine) if is_timed(desk) else True
        if is_unsigned:
            # Who is on record tells nothing of those who are not.
            boolean = None
        if boolean is None:
            said = desk.say("not_known_so", told=said)
        if (
            boolean
            and RATIFIED.search(desk.utterance.text)
            and not any(tokens_of_slug(row["status"]) & FIRM for row in mine)
        ):
            # Who signed has not therefore ratified.
            boolean, said = None, desk.say("not_known_so", told=said)
    return Outcome(said, [*mine, *stations], boolean)


def _meant(desk: Desk) -> str:
    """The text that is asked about: one that a name means first, before what an acronym may mean as well."""
    named = (each.iri for each in desk.slots.by_slot.get("text", ()) if each.mention.senses[0].iri == each.iri)
    return next(named, None) or desk.slots.first("text", "list") or ""


def _timed(desk: Desk, found: Outcome) -> Outcome:
    """What a text went through, with yes or no where a question asks whether it was at a time that it names."""
    if not is_timed(desk):
        return found
    return judged(desk, found.text, found.rows, stepped_then(desk, found.rows))


def _is_called_by(desk: Desk, instrument: str, actor: str) -> bool:
    """Whether a text is called by an actor, who stands before a word for its sort: the Chile agreement.

    Asked who signed it that will do where it is called by two of those who are named, and no party is on record.
    """
    label = desk.world.lookup.label(instrument)
    said = [each.mention.text for slot in desk.slots.by_slot.values() for each in slot if each.iri == actor]
    is_of_both = len(desk.slots.actors) > 1 and not desk.ask("adherences", instrument=instrument)
    return any(name in label for name in (desk.world.lookup.label(actor), *said)) and (
        is_of_both or not BY.search(desk.utterance.text)
    )


def _signed_so(desk: Desk, instrument: str, label: str) -> Outcome:
    """What became of a text of which no party is on record: yes where that is what was asked."""
    found = tell_history(desk, instrument, label)
    signed = any(tokens_of_slug(row.get("status")) & {"signed"} for row in found.rows)
    if is_timed(desk):
        return _timed(desk, found)
    if signed and desk.has("sign"):
        return replace(found, boolean=True)
    return replace(found, text=desk.say("not_known_so", told=found.text))


def _with_deeds(desk: Desk, promised: Outcome) -> Outcome:
    """The promises of a text as what it led to: yes where one is delivered, else that no source tells of a deed."""
    done = is_delivered({slug for row in promised.rows for slug in tokens_of_slug(row.get("rung"))}, for_all=False)
    if done:
        return replace(promised, boolean=True if desk.utterance.is_polar else None)
    said = desk.say("no_deed", day=desk.today(), told=promised.text)
    return replace(promised, text=said, boolean=None)


def stands_so(desk: Desk, text: str) -> bool | None:
    """Whether a text stands as the question says; whatever ended or suspended it is its state, come what came later."""
    reached = {slug for row in desk.ask("timeline", about=text) for slug in tokens_of_slug(row["status"])}
    return judge(desk, "text", reached & (OVER | {"suspended"}) or reached, reached)


def _unfounded(desk: Desk, instrument: str, rows: Sequence[Row]) -> Outcome | None:
    """That a premise does not hold: that somebody signed who is no party, or that a text ended that has not."""
    label = desk.label(instrument)
    known = "; ".join(tell_standings(desk, rows, ()))
    strange = strangers(desk, instrument, rows) if desk.has(*STANDING) and rows else []
    if strange:
        joined = as_member(desk, instrument)
        if joined:
            # Who joined what a text founds is known, though no source tells of a signature.
            return Outcome(f"{joined.text} {desk.say('unsigned', text=label)}", [*joined.rows, *rows])
        said = desk.speech.listing([desk.label(actor) for actor in strange])
        is_polar = desk.utterance.is_polar
        return Outcome(desk.say("not_party", text=label, actor=said, list=known), rows, is_answered=is_polar)
    if desk.has("ended", "leave", "sold"):
        over = [row for row in desk.ask("timeline", about=instrument) if tokens_of_slug(row["status"]) & OVER]
        if not over and not desk.ask("lineage", thing=instrument):
            return Outcome(desk.say("text_not_ended", text=label, list=known), rows, is_answered=False)
    return None


def _adopted_at(desk: Desk, instrument: str, label: str) -> Outcome | None:
    """The meeting at which a text was adopted, signed or presented: when and where it was."""
    rows = [row for row in desk.ask("profile", about=instrument) if "adoptedAt" in tokens_of_slug(row["relation"])]
    events = [iri for row in rows for iri in tokens_of(row["thing"])]
    held = held_of([row for iri in events for row in desk.ask("events", event=iri)])
    if not held:
        return None
    told = tell_meetings(desk, held, label)
    return Outcome(f"{label}: {told.text}", [*rows, *told.rows])


PLANS: Final[Mapping[str, Plan]] = {
    "text": text,
}
