"""Puts figures into words: one in a sentence, several of a measure in a row, the largest before the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.wording.amounts import write_figure
from graph.cells import Cell
from graph.namespaces import ID
from graph.terms import slug_of

__all__ = [
    "WHOLE",
    "as_figure",
    "figure_of",
    "largest_of",
    "newest_of",
    "size_of",
    "tell_figures",
    "tell_ranking",
    "text_of",
    "tokens_of_slug",
]

#: The place of a figure on the whole world.
WHOLE: Final = f"{ID}place/world"
#: The most figures that a sentence tells.
TOLD: Final = 8
#: Between these days lies a calendar year, and between the next a financial one.
YEAR: Final = ("01-01", "12-31")
FINANCIAL: Final = ("04-01", "03-31")


def text_of(cell: Cell) -> str:
    """The value of a cell as it is written; nothing for an empty one."""
    return str(cell.get("value") or "") if isinstance(cell, Mapping) else ""


def tokens_of_slug(cell: Cell) -> set[str]:
    """The last parts of the IRIs in a cell."""
    return {slug_of(iri) for iri in tokens_of(cell)}


def size_of(row: Row) -> float:
    """The value of a figure; less than any where none is given."""
    return float(row["value"]) if isinstance(row["value"], int | float) else -1.0


def as_figure(row: Row) -> Row:
    """A row on a firm or plant as a figure whose place it is."""
    return {
        **row,
        "indicator_measured": row["measured"],
        "place": row["undertaking"],
        "partner": None,
        "material": row["material_measured"],
    }


def newest_of(rows: Sequence[Row]) -> list[Row]:
    """For each measure and place the figures of the newest period."""
    last: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = _series(row)
        last[key] = max(last.get(key, ""), text_of(row["period_end"]))
    return [row for row in rows if text_of(row["period_end"]) == last[_series(row)]]


def _series(row: Row) -> tuple[str, ...]:
    return tuple(
        sorted(
            iri
            for column in ("indicator_measured", "place", "partner", "thing", "material")
            if column in row
            for iri in tokens_of(row[column])
        )
    )


def largest_of(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The rows of the newest period, by size, the world as a whole left out."""
    newest = [row for row in newest_of(rows) if not tokens_of(row["place"]) & {WHOLE} and tokens_of(row["place"])]
    units: dict[str, int] = {}
    for row in newest:
        units[desk.label(row["indicator_measured"])] = units.get(desk.label(row["indicator_measured"]), 0) + 1
    main = max(units, key=lambda each: units[each], default="")
    return sorted(
        (row for row in newest if desk.label(row["indicator_measured"]) == main),
        key=size_of,
        reverse=not desk.has("least"),
    )


def figure_of(desk: Desk, row: Row) -> str:
    """A figure with its unit, what bounds it, and that it is planned or estimated where it is."""
    unit = slug_of(next(iter(tokens_of(row["unit"])), "")) or desk.label(row["unit"])
    known = row["value"] if isinstance(row["value"], int | float) else None
    if known is None:
        return desk.say("not_available")
    value = write_figure(known, unit, desk.label(row["qualifier"]), desk.speech.language)
    is_plain = not row.get("standing") or tokens_of_slug(row["standing"]) <= {"reported", "computed"}
    return value if is_plain else desk.say("figure_standing", value=value, standing=desk.label(row["standing"]))


def tell_figures(desk: Desk, rows: Sequence[Row], material: str) -> str:
    """Figures in sentences: those of one measure, material and period in a row, any other by itself."""
    told: list[str] = []
    left = TOLD
    for (indicator, of, period), alike in groupby(rows, key=lambda row: _measure(desk, row, material)):
        every = list({(_whose(desk, row), figure_of(desk, row)): row for row in alike}.values())
        if left <= 0:
            break
        if len(every) == 1:
            told.append(_tell_one(desk, every[0], material))
        else:
            values = desk.speech.listing([f"{_whose(desk, row)} {figure_of(desk, row)}" for row in every], left)
            told.append(desk.say("figures_alike", indicator=indicator, material=_small(of), period=period, list=values))
        left -= len(every)
    return _in_sentences(desk, told)


def tell_ranking(desk: Desk, rows: Sequence[Row], material: str) -> str:
    """The first of a row in a sentence, then the others: who has the most, or the least."""
    first, *others = rows
    number = desk.utterance.ordinal
    place = ""
    if number is not None and 1 < number <= len(rows):
        chosen = rows[number - 1]
        named, of, period = _measure(desk, chosen, material)
        values = {"number": number, "winner": _whose(desk, chosen), "value": figure_of(desk, chosen)}
        place = desk.say("figure_place", **values, indicator=named, material=_small(of), period=period)
    indicator, of, period = _measure(desk, first, material)
    told = desk.say(
        "figure_least" if desk.has("least") else "figure_most",
        winner=_whose(desk, first),
        indicator=indicator,
        material=_small(of),
        period=period,
        value=figure_of(desk, first),
    )
    if others:
        then = [
            f"{_whose(desk, row)} {figure_of(desk, row)}"
            + ("" if (mine := _measure(desk, row, material)[2]) == period else f" ({mine})")
            for row in others
        ]
        told += desk.say("figure_then", list=desk.speech.listing(then, TOLD))
    return place + told


def _measure(desk: Desk, row: Row, material: str) -> tuple[str, str, str]:
    of = desk.label(row.get("material") or material)
    return desk.label(row["indicator_measured"]), of, _period(desk, row)


def _tell_one(desk: Desk, row: Row, material: str) -> str:
    indicator, of, period = _measure(desk, row, material)
    return desk.say(
        "figure" if isinstance(row["value"], int | float) else "figure_not_given",
        indicator=indicator,
        material=_small(of),
        place=_place(desk, row),
        partner=desk.say(_direction(row), partner=desk.label(row["partner"])) if row["partner"] else "",
        period=period,
        value=figure_of(desk, row),
    )


def _direction(row: Row) -> str:
    """How the partner of a flow is told: imports come from him, exports go to him."""
    return "figure_to" if any("export" in each for each in tokens_of_slug(row["indicator_measured"])) else "figure_from"


def _whose(desk: Desk, row: Row) -> str:
    """The place of a figure, or whose it is, with the partner of a flow."""
    partner = desk.say(_direction(row), partner=desk.label(row["partner"])) if row["partner"] else ""
    return f"{_place(desk, row)}{partner}"


def _place(desk: Desk, row: Row) -> str:
    cell = row.get("place") or row.get("thing") or ""
    return desk.say("the_world") if tokens_of(cell) & {WHOLE} else desk.label(cell)


def _small(name: str) -> str:
    """The name of a material inside a sentence: with a small letter, unless it is no ordinary word.

    >>> _small("Coking coal"), _small("NdFeB magnets"), _small("リチウム")
    ('coking coal', 'NdFeB magnets', 'リチウム')
    """
    word = name.split(" ")[0]
    return name[:1].lower() + name[1:] if word[1:] == word[1:].lower() else name


def _period(desk: Desk, row: Row) -> str:
    """The period of a figure: a year, a financial year by its two, or from month to month."""
    start, end = text_of(row["period_start"]), text_of(row["period_end"])
    if not start:
        return desk.day(row["period_end"]) if end else desk.say("unknown_day")
    edges = (start[5:], end[5:])
    if edges == YEAR:
        years = start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
        return f"{years}年" if desk.speech.language == "ja" else years
    if edges == FINANCIAL and int(end[:4]) == int(start[:4]) + 1:
        return desk.say("financial_year", year=f"{start[:4]}–{end[2:4]}")
    one, other = (desk.day({"value": day, "precision": "month"}) for day in (start, end))
    return one if one == other else f"{one} – {other}"


def _in_sentences(desk: Desk, told: Sequence[str]) -> str:
    end = {"ja": "。", "hi": "। "}.get(desk.speech.language, ". ")
    return "".join(f"{each[:1].upper()}{each[1:]}{end}" for each in dict.fromkeys(told)).strip()
