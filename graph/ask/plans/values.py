"""Plan for a number whose source is asked for: the figures that have this value, of the place and material named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.figures import newest_of, tell_figures, text_of, tokens_of_slug
from graph.ask.wording.amounts import find_numbers
from graph.cells import Cell
from graph.terms import kind_of

__all__ = ["values", "without_names"]

#: How many tonnes the units of weights are.
TONNES: Final[Mapping[str, float]] = {"KiloGM": 0.001, "KiloTONNE": 1e3, "MegaTONNE": 1e6}


def values(desk: Desk) -> Outcome:
    """The figures that have a value which the question says; none where it says none or nothing of what it is."""
    wanted = find_numbers(without_names(desk))
    materials, areas = desk.slots.all("material"), desk.slots.all("country", "place")
    if wanted and not desk.slots.by_slot and not desk.utterance.told:
        # A number alone may be of any material.
        materials = sorted(iri for iri in desk.world.lookup.labels if kind_of(iri) == "material")
    if not wanted or not (materials or areas):
        return Outcome("")
    found = [row for row in _measured(desk, materials, areas) if _sizes(row) & wanted]
    found = desk.within(found, "period_end") or found if desk.utterance.periods else newest_of(found)
    found.sort(key=lambda row: text_of(row["period_end"]), reverse=True)
    return Outcome(tell_figures(desk, found, _first(found, materials)) if found else "", found)


def _measured(desk: Desk, materials: Iterable[str], areas: Iterable[str]) -> Sequence[Row]:
    """All figures on what is named: of the materials those of the places."""
    places = set(areas)
    rows = [
        {"material": _cell(desk, each), **row} for each in materials for row in desk.ask("figures-on", material=each)
    ]
    if rows and places:
        rows = [row for row in rows if (tokens_of(row["place"]) | tokens_of(row["partner"])) & places]
    return rows or [
        {"place": _cell(desk, area), "partner": None, **row}
        for area in places
        for row in desk.ask("figures-of-place", area=area)
    ]


def _first(rows: Sequence[Row], materials: Sequence[str]) -> str:
    """The material that the figures are told of: the only one that is named, or that of the first row."""
    held = min(tokens_of(rows[0].get("material")), default="")
    return held or next(iter(materials), "")


def _cell(desk: Desk, iri: str) -> Cell:
    return {"iri": iri, "label": desk.world.lookup.label(iri)}


def _sizes(row: Row) -> set[float]:
    """The value of a row as it is given, and in tonnes."""
    value = row["value"]
    if not isinstance(value, int | float):
        return set()
    scales = [TONNES.get(unit, 1.0) for unit in tokens_of_slug(row["unit"])]
    return {round(float(value), 6), *(round(value * scale, 6) for scale in scales)}


def without_names(desk: Desk) -> str:
    """The question without its periods and names, whose numbers count nothing."""
    text = desk.utterance.text
    for start, end in [
        *((period.start, period.end) for period in desk.utterance.periods),
        *((mention.start, mention.end) for mention in desk.utterance.mentions if not mention.is_weak),
    ]:
        text = text[:start] + " " * (min(end, len(text)) - start) + text[end:] if start < len(text) else text
    return text
