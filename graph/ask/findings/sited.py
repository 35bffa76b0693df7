"""Judges whether an undertaking lies where a question says: no, where it is known to lie elsewhere."""

from __future__ import annotations

from graph.ask.desk import Desk, tokens_of
from graph.ask.findings.locations import wider_places
from graph.ask.reading.direction import is_where
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import kind_of

__all__ = ["asks_site", "lies_there"]


def asks_site(desk: Desk) -> bool:
    """Whether nothing but a place is asked of an undertaking: is it in Western Australia?"""
    lands = desk.slots.all("country")
    named = [*desk.slots.all("place"), *lands]
    is_only_place = bool(named) and not desk.utterance.concepts and not desk.slots.has("body", "material")
    return desk.utterance.is_polar and is_only_place and all(is_where(desk.utterance, desk.slots, iri) for iri in lands)


def lies_there(desk: Desk, thing: str) -> bool | None:
    """Whether an undertaking lies in all places that are named; nothing where it is not known closely enough."""
    verdicts = [_lies_in(desk, thing, iri) for iri in (*desk.slots.all("place"), *desk.slots.all("country"))]
    return False if False in verdicts else None if None in verdicts else True


def _lies_in(desk: Desk, thing: str, place: str) -> bool | None:
    if any(thing in tokens_of(row["site"]) for row in desk.ask("sites", place=place)):
        return True
    rows = [row for row in desk.ask("sites") if thing in tokens_of(row["site"])]
    lands = {iri for row in rows for iri in tokens_of(row["country"])}
    spots = {iri for row in rows for iri in tokens_of(row["spot"])} - lands
    above = set(wider_places(desk, place))
    if kind_of(place) != "place" or lands.isdisjoint(above):
        return False if lands else None
    # Of which no part of the country is known may lie in any of them.
    return False if spots and all(_is_in_a_part(desk, spot) for spot in spots - above) and spots - above else None


def _is_in_a_part(desk: Desk, spot: str) -> bool:
    """Whether a place is known to lie in a part of its country, or is one of which other places are known."""
    is_part = len([iri for iri in wider_places(desk, spot) if kind_of(iri) == "place"]) > 0
    inner = desk.world.store.triples(None, NamedNode(f"{ONTOLOGY}partOfPlace"), NamedNode(spot))
    return is_part or next(iter(inner), None) is not None
