"""Tells where a project lies: the places that are named, and what each of them is a part of."""

from __future__ import annotations

from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.terms import kind_of

__all__ = ["lies_in", "wider_places"]

#: How many wider places at most are told of a place.
WIDEST: Final = 3


def lies_in(desk: Desk, row: Row) -> str:
    """Each place of a project with the wider ones in which it lies, the country last; nothing where none is known."""
    thing = min(tokens_of(row["undertaking"]), default="")
    sites = [each for each in desk.ask("sites") if thing in tokens_of(each["site"])]
    told = []
    for iri in sorted({iri for each in sites for iri in tokens_of(each["spot"])}) or sorted(tokens_of(row["places"])):
        chain = [iri, *wider_places(desk, iri)]
        lands = {land for each in sites if iri in tokens_of(each["spot"]) for land in tokens_of(each["country"])}
        told.append(", ".join(desk.label(each) for each in [*chain, *sorted(lands - set(chain))]))
    return desk.speech.listing(told) if told else ""


def wider_places(desk: Desk, place: str) -> list[str]:
    """The places of which a place is a part, the nearest first."""
    found: list[str] = []
    while kind_of(place) == "place" and len(found) < WIDEST:
        rows = [row for row in desk.ask("profile", about=place) if tokens_of_slug(row["relation"]) & {"partOfPlace"}]
        place = min((iri for row in rows for iri in tokens_of(row["thing"])), default="")
        if not place or place in found:
            break
        found.append(place)
    return found
