"""Tells what lies in a place and nowhere else, so that what spans two places is outside of neither."""

from __future__ import annotations

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.locations import wider_places
from graph.ask.reading.direction import is_outside

__all__ = ["is_spanning", "lying_only_in"]


def is_spanning(desk: Desk, row: Row) -> bool:
    """Whether an undertaking lies both in a place and out of it, where what lies outside of that is asked for."""
    for iri in desk.slots.all("place", "country"):
        if is_outside(desk.utterance, desk.slots, iri):
            inside = {iri in (each, *wider_places(desk, each)) for each in tokens_of(row["places"])}
            if inside == {True, False}:
                return True
    return False


def lying_only_in(desk: Desk, place: str) -> set[str]:
    """The undertakings in a place of which no place is known that lies outside of it."""
    return {
        iri
        for row in desk.ask("projects", place=place)
        if all(place in (each, *wider_places(desk, each)) for each in tokens_of(row["places"]))
        for iri in tokens_of(row["undertaking"])
    }
