"""Judges whether a meeting was where and when a question says: no, with the true place and day, where it was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.timing import fell_then, is_timed
from graph.ask.wording.lexicon import read_pattern
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import kind_of

__all__ = ["around", "is_definite", "is_there", "meetings_of", "venues", "was_so"]

#: So many meetings may be meant by the words for one.
ONE: Final = 1


def around(desk: Desk, places: Iterable[str]) -> set[str]:
    """The countries and states in which places lie."""
    return {
        triple.object.value
        for place in places
        for triple in desk.world.store.triples(NamedNode(place), NamedNode(f"{ONTOLOGY}partOfPlace"))
        if isinstance(triple.object, NamedNode)
    }


def is_there(desk: Desk, row: Row, places: Sequence[str]) -> bool | None:
    """Whether a meeting was in one of these places: by its name or record; no where it was in another of the kind.

    Of which only the country is known may have been in any of its towns.
    """
    label = desk.world.lookup.label
    name = label(min(tokens_of(row["meeting"])))
    known = tokens_of(row["places"])
    if known & set(places) or any(label(place).split(",")[0] in name for place in places):
        return True
    lands, wanted = around(desk, known), around(desk, places)
    if not known or known & wanted or lands & set(places):
        return True if lands & set(places) else None
    are_towns = all(kind_of(iri) == "place" for iri in (*known, *places))
    return False if are_towns or wanted or lands else None


def venues(desk: Desk) -> list[str]:
    """The places where a question says that something was: towns, and countries behind "in"."""
    text = desk.utterance.text
    before, behind = read_pattern("in_place"), read_pattern("in_place_behind")
    lands = [
        each.iri
        for each in desk.slots.by_slot.get("country", ())
        if before.search(text[: each.mention.start]) or behind.match(text[each.mention.end :])
    ]
    return [*desk.slots.all("place"), *lands]


def is_definite(desk: Desk) -> bool:
    """Whether one meeting is meant, by its number, as the last or by an article, and not any of its sort."""
    text = desk.utterance.text
    return (
        desk.utterance.ordinal is not None
        or desk.has("last", "first")
        or desk.slots.has("event")
        or read_pattern("the_meeting").search(text) is not None
    )


def meetings_of(desk: Desk, actor: str) -> set[str]:
    """The meetings in which an actor took part, or that are called by him and another: the India-Japan dialogue."""
    name = desk.world.lookup.label(actor)
    own = {iri for row in desk.ask("events", actor=actor) for iri in tokens_of(row["meeting"])}
    return own | {
        iri
        for row in desk.ask("events")
        for iri in tokens_of(row["meeting"])
        if any(pair in desk.world.lookup.label(iri) for pair in (f"{name}–", f"–{name}"))
    }


def was_so(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether any of these meetings was in the place and at the time that are named; no where each is told of none."""
    places = venues(desk)
    verdicts = []
    for row in rows:
        parts = [is_there(desk, row, places)] if places else []
        parts += [fell_then(desk, [row["day"]])] if is_timed(desk) else []
        verdicts.append(False if False in parts else None if None in parts else True)
    return True if True in verdicts else None if None in verdicts or not verdicts else False
