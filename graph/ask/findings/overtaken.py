"""Tells of a promise that the project for which it was made was given up or gave way to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.cells import Cell

__all__ = ["is_overtaken", "tell_overtaken"]

#: States of a project that will not come in the form in which it was promised.
GIVEN_UP: Final = frozenset({"abandoned", "ended", "superseded", "withdrawn"})


def is_overtaken(desk: Desk, row: Row) -> bool:
    """Whether the project of a promise was given up or replaced."""
    return bool(_projects(desk, row))


def tell_overtaken(desk: Desk, row: Row) -> str:
    """That the project of a promise was given up or replaced, and since when; nothing where it was not."""
    told = []
    for each in _projects(desk, row):
        values = {"thing": desk.label(each["undertaking"]), "status": desk.label(each["status"])}
        told.append(desk.say("overtaken", **values, day=desk.day(each["since"])))
    return desk.speech.listing(told) if told else ""


def _projects(desk: Desk, row: Row) -> list[Row]:
    """The projects given up in which a promisor took part, and which were made known on the day of the promise."""
    made = _day(row["made"])
    return [
        each
        for each in desk.ask("projects")
        if tokens_of_slug(each["status"]) & GIVEN_UP
        and tokens_of(each["participants"]) & tokens_of(row["promisors"])
        and made
        and any(
            step["what"] == "status" and _day(step["day"]) == made
            for thing in tokens_of(each["undertaking"])
            for step in desk.ask("project-history", undertaking=thing)
        )
    ]


def _day(cell: Cell) -> str:
    """A day that is known to the day."""
    if not isinstance(cell, Mapping) or cell.get("precision") != "day":
        return ""
    return str(cell.get("value") or "")
