"""Picks what happened in a place: meetings there, what is called after it, and what else came about on their days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.ask.desk import Desk, Row, span_of, tokens_of
from graph.terms import kind_of

__all__ = ["at_place"]


def at_place(desk: Desk, rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The happenings in the places that are named, and what was begun or issued on days on which somebody met there.

    Of the latter no source need say where it was, so they are told apart; where no place is named, there are none.
    """
    places = desk.slots.all("place")
    if not places:
        return tuple(rows), ()
    held = {iri for place in places for row in desk.ask("events", place=place) for iri in tokens_of(row["meeting"])}
    sited = {
        iri for place in places for row in desk.ask("projects", place=place) for iri in tokens_of(row["undertaking"])
    }
    names = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for place in places for name in _names(desk, place)))

    def lies_there(row: Row) -> bool:
        told = tokens_of(row["subject"]) | tokens_of(row["other"])
        called = [desk.world.lookup.label(iri) for iri in told] + [desk.label(row["detail"])]
        return bool(told & (held | sited)) or any(names.search(each) for each in called)

    there = [row for row in rows if lies_there(row)]
    met = {_day(row) for row in there if any(kind_of(iri) == "event" for iri in tokens_of(row["subject"]))}
    begun = tuple(
        row
        for row in rows
        if row not in there
        and _day(row) in met - {""}
        and row["what"] == "status"
        and any(kind_of(iri) in ("framework", "instrument") for iri in tokens_of(row["subject"]))
    )
    return tuple(there), begun


def _names(desk: Desk, place: str) -> list[str]:
    """What a place is called in English, with and without what it lies in: Washington, DC."""
    name = desk.world.lookup.label(place)
    return [name, name.split(",")[0]]


def _day(row: Row) -> str:
    """The day of a happening; nothing where only its month or year is known."""
    span = span_of(row["day"])
    return span[0].isoformat() if span and span[0] == span[1] else ""
