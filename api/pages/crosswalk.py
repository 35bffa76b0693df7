"""What the page of lists shows: editions side by side, a line for each material that one of them holds, and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.axes import Axes, Place, slug

__all__ = ["INDICATORS", "PAIR", "RELIANCE", "Edition", "Entry", "Line", "editions_of", "lines_of"]

Row = Mapping[str, Any]
#: What is shown of the world's output and stock of a material, and of a country's need for it.
INDICATORS: Final = ("mine-production", "reserves")
RELIANCE: Final = "import-reliance"
#: The countries whose reliance is shown when no other is chosen.
PAIR: Final = ("india", "japan")


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition in force on the day; what an incomplete one lacks may be on it all the same."""

    thing: Row
    series: Row | None
    places: Sequence[Row]
    issued: Row | None
    is_complete: bool
    entries: int

    @property
    def slug(self) -> str:
        """What parameters call it."""
        return slug(self.thing["iri"])


@dataclass(frozen=True, slots=True)
class Entry:
    """How an edition stands to a material: a verdict as of coverage, ``absent``, or ``incomplete`` for not known."""

    standing: str
    words: str
    fact: str


@dataclass(frozen=True, slots=True)
class Line:
    """A material, its entries in the order of the editions, and its figures by column."""

    material: Place
    entries: tuple[Entry, ...]
    figures: Mapping[str, Sequence[Row]]

    @property
    def holders(self) -> int:
        """How many editions hold the material itself or its group."""
        return sum(entry.standing in ("named", "group-named") for entry in self.entries)


def editions_of(answer: Mapping[str, Any], places: Sequence[str] = ()) -> list[Edition]:
    """The editions in force, of the places asked for or of all, by place and label."""
    found = [
        Edition(row["edition"], row["series"], row["places"], row["issued"], row["complete"], row["entries"])
        for row in answer["rows"]
        if row["in_force"] and (not places or any(slug(each["iri"]) in places for each in row["places"]))
    ]
    return sorted(found, key=lambda edition: ([each["label"] for each in edition.places], edition.thing["label"]))


def lines_of(
    axes: Axes, editions: Sequence[Edition], held: Sequence[Mapping[str, Any]], figures: Mapping[str, Iterable[Row]]
) -> list[Line]:
    """A line for each material that an edition names, those on most lists first; ``held`` are the entries of each."""
    by_edition = [{row["material"]["iri"]: row for row in answer["rows"]} for answer in held]
    named = {iri for rows in by_edition for iri in rows}
    newest = {column: _newest(rows) for column, rows in figures.items()}
    lines = [
        Line(
            material,
            tuple(_entry(axes, material, edition, rows) for edition, rows in zip(editions, by_edition, strict=True)),
            {column: by_material.get(material.iri, ()) for column, by_material in newest.items()},
        )
        for material in axes.materials
        if material.iri in named
    ]
    return sorted(lines, key=lambda line: -line.holders)


def _entry(axes: Axes, material: Place, edition: Edition, rows: Mapping[str, Row]) -> Entry:
    """The entry of the material itself, else of a group that holds it, else of a member of it."""
    if material.iri in rows:
        return _told("named", rows[material.iri])
    above = next((rows[iri] for iri in rows if iri in material.groups), None)
    if above:
        return _told("group-named", above)
    below = next((rows[each.iri] for each in axes.materials if material.iri in each.groups and each.iri in rows), None)
    if below:
        return _told("member-named", below)
    return Entry("absent" if edition.is_complete else "incomplete", "", "")


def _told(standing: str, row: Row) -> Entry:
    words = row["listed_as"]
    return Entry(standing, words["value"] if words else row["material"]["label"], row["fact"]["iri"])


def _newest(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The figures of the newest period of each material; several where sources give several."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["material"] is None or row["value"] is None or row["partner"] is not None:
            continue
        iri = row["material"]["iri"]
        known = found.setdefault(iri, [])
        if known and _period(known[0]) > _period(row):
            continue
        if known and _period(known[0]) < _period(row):
            known.clear()
        known.append(row)
    return found


def _period(row: Row) -> str:
    end = row["period_end"] or row["period_start"]
    return end["value"] if end else ""
