"""Finds the texts of two sides where not both are on record as parties: by their firms, and by the names of texts."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row, tokens_of
from graph.cells import Cell

__all__ = ["names_in", "naming_both", "of_firms"]


def names_in(desk: Desk, cell: Cell) -> str:
    """The English names of the things in a cell."""
    return " ".join(desk.world.lookup.label(iri) for iri in tokens_of(cell))


def of_firms(desk: Desk, countries: Sequence[str]) -> list[Row]:
    """The texts that firms and bodies of each of these countries have signed with one another."""
    signed = desk.ask("adherences")
    shared: set[str] | None = None
    for country in countries:
        firms = {iri for row in desk.ask("bodies-of", parent=country) for iri in tokens_of(row["body"])}
        theirs = {iri for row in signed if tokens_of(row["party"]) & firms for iri in tokens_of(row["text"])}
        shared = theirs if shared is None else shared & theirs
    return [row for row in signed if tokens_of(row["text"]) & (shared or set())]


def naming_both(desk: Desk, actors: Sequence[str]) -> list[Row]:
    """The texts of either of two whose names hold the other, or of which they are the two sides."""
    return [
        row
        for one, other in (tuple(actors), tuple(reversed(actors)))
        for row in desk.ask("adherences", actor=one)
        if desk.world.lookup.label(other) in names_in(desk, row["text"])
    ]
