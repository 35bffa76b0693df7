"""Picks promises by whom and what a question names: materials, givers and takers, texts, projects, meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.branches import branches_of
from graph.ask.findings.topics import THINGS
from graph.ask.reading.direction import Side, find_sides
from graph.cells import Cell
from graph.terms import kind_of

__all__ = ["day_of", "held_in", "named_in", "of_material", "parties_of"]


def held_in(rows: Iterable[Row], column: str = "commitment") -> set[str]:
    """The things in one column."""
    return {iri for row in rows for iri in tokens_of(row[column])}


def parties_of(row: Row) -> set[str]:
    """Who promises, and to whom."""
    return tokens_of(row["promisors"]) | tokens_of(row["promisees"])


def day_of(cell: Cell) -> str:
    """A day as it is written in data; nothing where none is known."""
    return str(cell.get("value") or "") if isinstance(cell, Mapping) else ""


def of_material(desk: Desk) -> list[Row]:
    """The promises on a material, or on goods of its sort; those told in its words where none is tied to it."""
    material = desk.slots.first("material")
    rows: list[Row] = []
    for each in desk.kin(material):
        rows += [row for row in desk.ask("ledger", material=each) if row not in rows]
    if material and not rows:
        rows = [row for row in desk.ask("ledger") if desk.tells_of(row, [material], by_head=True)]
    return rows


def named_in(desk: Desk, rows: list[Row]) -> list[Row]:
    """Promises of the actors, texts and things that are named; by the one and to the other where the question says."""
    # What is exported "to" somebody or suspended need not be promised to him.
    sides = {} if desk.has("suspended", "export", "import") else find_sides(desk.utterance, desk.slots)
    every = rows
    # A firm of the same name as its project is named as the project.
    leads = {desk.lead(iri) for iri in desk.slots.all("project", "programme")}
    doubled = {iri for iri in desk.slots.all("body") if desk.lead(iri) in leads}
    for actor in desk.slots.actors:
        if actor in doubled:
            continue
        whole = _governed(desk, actor)
        units = {actor, whole, *(iri for row in desk.ask("bodies-of", parent=whole) for iri in _unit(row))}
        side = sides.get(actor, Side.EITHER)
        columns = {Side.GIVER: ("promisors",), Side.TAKER: ("promisees",)}.get(side, ("promisors", "promisees"))
        if side is Side.TAKER:
            # What two promise jointly each has promised the other.
            rows = [
                row
                for row in rows
                if tokens_of(row["promisees"]) & units
                or (
                    not row["promisees"]
                    and len(tokens_of(row["promisors"])) > 1
                    and tokens_of(row["promisors"]) & units
                )
            ]
        else:
            mine = [row for row in rows if any(tokens_of(row[column]) & units for column in columns)]
            # A country beside a firm may be where the firm has promised something.
            is_place = actor in desk.slots.all("country") and desk.slots.has("body")
            told = ([row for row in rows if desk.tells_of(row, [actor])] or rows) if is_place else []
            if actor in desk.slots.all("body"):
                told = told or [row for row in rows if desk.is_called(row, [actor])]
            rows = mine or told or _saying(desk, actor, rows)
    text = desk.slots.first("text")
    if text:
        laid_down = held_in(desk.ask("of-text", instrument=text))
        mine = [row for row in rows if tokens_of(row["commitment"]) & laid_down]
        # Whoever is named beside a text is often only a part of its name.
        rows = mine or [row for row in every if tokens_of(row["commitment"]) & laid_down]
    held = _sessions(desk)
    things = set(desk.slots.all("project", "programme")) | held if held else set(desk.slots.all(*THINGS))
    things |= branches_of(things, desk.world)
    if things:
        chained = {
            iri
            for row in desk.ask("promise-to-deed")
            if tokens_of(row["thing"]) & things
            for iri in tokens_of(row["commitment_made"])
        }
        chained |= {
            iri
            for each in desk.slots.all("framework")
            if desk.world.lookup.classes.get(each, frozenset()) & {"Framework"}
            for iri in held_in(desk.ask("ledger", actor=each))
        }
        adopted = {
            iri
            for each in (held or desk.slots.all("event"))
            for part in desk.ask("attended", event=each)
            if part["what"] == "adopted"
            for text in tokens_of(part["thing"])
            for iri in held_in(desk.ask("of-text", instrument=text))
        }
        days = {
            day_of(each["day"]) for iri in (held or desk.slots.all("event")) for each in desk.ask("events", event=iri)
        }
        linked = [row for row in rows if tokens_of(row["commitment"]) & chained]
        if all(kind_of(each) == "programme" for each in (*desk.slots.all(*THINGS),)):
            # What is promised under a programme the data say; likeness of words would add to it.
            under = linked or _of_bodies(desk, [row for row in every if tokens_of(row["commitment"]) & chained])
            if under:
                return under
        called = [row for row in rows if desk.is_called(row, things)]
        rows = [
            row
            for row in rows
            if tokens_of(row["commitment"]) & (chained | adopted)
            or (row in called if called else desk.tells_of(row, things))
            or (day_of(row["made"]) in days - {""} and not row["promisees"])
        ]
    return rows


def _of_bodies(desk: Desk, rows: Iterable[Row]) -> list[Row]:
    """Promises that bodies and firms of the countries named have made, where the countries have not."""
    countries = desk.slots.all("country")
    theirs = {iri for each in countries for row in desk.ask("bodies-of", parent=each) for iri in tokens_of(row["body"])}
    return [row for row in rows if tokens_of(row["promisors"]) & theirs]


#: What the governments of countries are called.
GOVERNMENT: Final = "Government of "


def _governed(desk: Desk, actor: str) -> str:
    """The country whose government is named, which promises as the one or the other; else the actor itself."""
    label = desk.world.lookup.label(actor)
    if not label.startswith(GOVERNMENT):
        return actor
    above = [iri for row in desk.ask("profile", about=actor) for iri in tokens_of(row["thing"])]
    return next((iri for iri in above if desk.world.lookup.label(iri) == label.removeprefix(GOVERNMENT)), actor)


def _saying(desk: Desk, actor: str, rows: Iterable[Row]) -> list[Row]:
    """Promises that hold the very words by which somebody is named who has no part in them: a town in their names."""
    said = [each.text.casefold() for each in desk.slots.mentions if any(sense.iri == actor for sense in each.senses)]
    label = desk.world.lookup.label(actor).casefold()
    words = [each for each in said if each != label and len(each) > len("iran")]
    return [row for row in rows if any(each in desk.label(row["description"]).casefold() for each in words)]


def _sessions(desk: Desk) -> set[str]:
    """The meeting of a framework that the question counts out: its fifteenth, its first, its last."""
    number = desk.utterance.ordinal
    if desk.slots.has("event") or (number is None and not (desk.has("meeting") and desk.has("first", "last"))):
        return set()
    rows = [row for each in desk.slots.all("framework") for row in desk.ask("events", framework=each)]
    if number is None:
        days = sorted(day_of(row["day"]) for row in rows if day_of(row["day"]))
        last = [row for row in rows if days and day_of(row["day"]) == days[-desk.has("last")]]
        return held_in(last, "meeting")
    return held_in((row for row in rows if row["ordinal"] == number), "meeting")


def _unit(row: Row) -> set[str]:
    return tokens_of(row["body"]) if row["tie"] == "unit" else set()
