"""Tells who stands behind a signature: the persons who signed, for which side, and who named is no party."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.accession import beside_one, signed_beside
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.timing import stepped_then
from graph.ask.reading.direction import is_where
from graph.ask.wording.lexicon import read_pattern
from graph.terms import kind_of

__all__ = [
    "as_member",
    "asks_persons",
    "beside_party",
    "founded_by",
    "persons_of",
    "side_of",
    "signed_in_person",
    "stepped_by",
    "strangers",
    "units_of",
]

#: What stands before or behind the side for which somebody signed.
FOR: Final = re.compile(r"\b(?:for|on behalf of|from|representing|on the part of)\s+(?:the\s+)?$", re.IGNORECASE)
FOR_BEHIND: Final = re.compile(
    r"^\s*(?:['’]s\s+(?:behalf|side|part)|側|の側|を代表|代表|(?:की|के)\s(?:ओर|तरफ़?|पक्ष)|ki\s(?:or|taraf)\b)",
    re.IGNORECASE,
)


def side_of(desk: Desk) -> str | None:
    """The country or body for which a question asks who signed; nothing where it asks of all."""
    text = desk.utterance.text
    for filling in (each for slot in ("country", "body") for each in desk.slots.by_slot.get(slot, ())):
        # The name of a side may be written with the word for one: 日本側.
        end = filling.mention.end - filling.mention.text.endswith("側")
        if FOR.search(text[: filling.mention.start]) or FOR_BEHIND.match(text[end:]):
            return filling.iri
    return None


def persons_of(desk: Desk, text: str) -> tuple[list[str], list[str], list[Row]]:
    """The persons who are known to have signed a text, with their posts, of the side that is asked for.

    Those of no known post are told apart: nothing says for which side they signed.
    """
    side = side_of(desk)
    held = {side, *units_of(desk, [side])} if side else set()
    told: list[str] = []
    of_no_side: list[str] = []
    rows: list[Row] = []
    for row in desk.ask("participants-of", undertaking=text):
        if not tokens_of_slug(row["role"]) & {"signatory"}:
            continue
        for iri in sorted(tokens_of(row["holder"])):
            posts = desk.ask("affiliations-of", actor=iri)
            bodies = {body for post in posts for body in tokens_of(post["body"])}
            if "Person" not in desk.world.lookup.classes.get(iri, frozenset()) or (
                held and bodies and not bodies & held
            ):
                continue
            named = desk.speech.listing([desk.label(post["body"]) for post in posts]) if posts else ""
            (of_no_side if held and not bodies else told).append(
                f"{desk.label(iri)} ({named})" if named else desk.label(iri)
            )
            rows += [row, *posts]
    return told, of_no_side, rows


def asks_persons(desk: Desk) -> bool:
    """Whether those who signed are asked for as persons, not as countries."""
    text = desk.utterance.text
    return all(read_pattern(each).search(text) for each in ("signatories", "persons_signed"))


def signed_in_person(desk: Desk) -> Outcome | None:
    """The texts that a person who is named put his name to, with others who are named; nothing where none is known."""
    persons = [iri for iri in desk.slots.actors if "Person" in desk.world.lookup.classes.get(iri, frozenset())]
    if not persons:
        return None
    rows = [row for row in desk.ask("parts-of", actor=persons[0]) if tokens_of_slug(row["role"]) & {"signatory"}]
    for other in desk.slots.actors:
        if other not in persons:
            theirs = {iri for row in desk.ask("adherences", actor=other) for iri in tokens_of(row["text"])}
            rows = [row for row in rows if tokens_of(row["thing"]) & theirs]
    if not rows:
        return None
    names = desk.names(rows, "thing")
    return Outcome(
        desk.speech.found("text", desk.label(persons[0]), len(names), names), rows, desk.utterance.is_polar or None
    )


def strangers(desk: Desk, instrument: str, rows: Sequence[Row]) -> list[str]:
    """Who of those named is no party to a text, nor any body of theirs: of countries each, of bodies all or none.

    A body may be named beside the country or ministry that signed for it.
    """
    name = desk.world.lookup.label(instrument)
    parties = {iri for row in rows for iri in tokens_of(row["party"])}
    # A ministry signs for its country.
    units = units_of(desk, parties)
    actors = [
        actor
        for actor in desk.slots.actors
        if desk.world.lookup.label(actor) not in name and not is_where(desk.utterance, desk.slots, actor)
    ]
    strange = [actor for actor in actors if actor not in units and not parties & {actor, *units_of(desk, [actor])}]
    # Who is said to have signed is not borne out by a body of his that is named beside him as another.
    unnamed = parties - set(actors)
    signing = [
        actor
        for actor in _signers(desk)
        if actor in actors and actor not in parties and actor not in units and not unnamed & units_of(desk, [actor])
    ]
    if signing:
        return signing
    return strange if strange == actors else [actor for actor in strange if actor in desk.slots.all("country")]


#: What stands before, or behind, the name of who signs: signed by METI, did METI sign, 経産省は, ने.
SIGNS_BEFORE: Final = re.compile(r"(?:\bby|^\W*(?:did|has|have|had))\s+(?:the\s+)?$", re.IGNORECASE)
SIGNS_BEHIND: Final = re.compile(r"^(?:は|が|によって|により)|^\s+(?:ने|ne)(?=\s)")


def _signers(desk: Desk) -> list[str]:
    """The bodies that a question puts in the place of who signs."""
    text = desk.utterance.text
    return [
        each.iri
        for each in desk.slots.by_slot.get("body", ())
        if SIGNS_BEFORE.search(text[: each.mention.start]) or SIGNS_BEHIND.search(text[each.mention.end :])
    ]


def units_of(desk: Desk, wholes: Iterable[str]) -> set[str]:
    """The bodies of countries and of other bodies."""
    return {iri for whole in wholes for row in desk.ask("bodies-of", parent=whole) for iri in tokens_of(row["body"])}


def founded_by(desk: Desk, instrument: str) -> str | None:
    """The framework that is named, or that a text is called by."""
    name = desk.world.lookup.label(instrument)
    called = (
        iri
        for iri in sorted(desk.world.lookup.labels)
        if kind_of(iri) == "framework" and name.startswith(f"{desk.world.lookup.label(iri)} ")
    )
    return desk.slots.first("framework") or next(called, None)


def as_member(desk: Desk, instrument: str) -> Outcome | None:
    """Since when those named belong to the framework that is named, or that a text is called by."""
    framework = founded_by(desk, instrument)
    told, found = [], []
    if framework is not None:
        rows = [
            row
            for row in desk.ask("members-of", framework=framework)
            if tokens_of(row["member"]) & set(desk.slots.actors)
        ]
        for row in rows:
            values = {"framework": desk.label(framework), "actor": desk.label(row["member"])}
            role = desk.label(row["role"]) or desk.say("plain_member")
            if desk.speech.language == "en":
                role = f"{'an' if role[:1] in 'aeiou' else 'a'} {role}"
            validity = row["validity"]
            begun = validity.get("from") if isinstance(validity, Mapping) else None
            told.append(desk.say("joined", **values, since=desk.on_day(begun), role=role))
        found += rows
    return Outcome(" ".join(told), found) if told else None


def beside_party(desk: Desk, instrument: str, rows: Sequence[Row]) -> Outcome | None:
    """Who stood to a text, or joined what it founds, before or after a party that is named."""
    framework = founded_by(desk, instrument)
    members = desk.ask("members-of", framework=framework) if framework else ()
    label = desk.label(instrument)
    return (beside_one(desk, members, label) if members else None) or signed_beside(desk, rows, label)


def stepped_by(desk: Desk, instrument: str, mine: Sequence[Row]) -> bool | None:
    """Whether the step of a text that is asked for was at the time that is named: by those named, else as a whole.

    ``mine`` are the parties that are asked about.
    """
    rows = desk.ask("timeline", about=instrument)
    about = {*desk.slots.actors, *units_of(desk, desk.slots.actors)}
    own = stepped_then(desk, [*mine, *(row for row in rows if not about or tokens_of(row["subject"]) & about)])
    return own if own is not None or not about else stepped_then(desk, rows)
