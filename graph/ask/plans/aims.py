"""Tells whether a number that somebody aimed at was reached: the aim, what was measured then, and what came between."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, span_of, tokens_of
from graph.ask.findings.figures import as_figure, size_of, tell_figures, tokens_of_slug
from graph.ask.findings.indicators import WEIGHTS
from graph.ask.findings.progress import asks_progress
from graph.ask.plans.materials import PLANS as MATERIAL_PLANS
from graph.ask.plans.values import without_names
from graph.ask.replies.denied import VERDICT
from graph.ask.wording.amounts import find_numbers
from graph.ask.wording.lexicon import read_pattern
from graph.cells import Cell

__all__ = ["aim_reached"]

#: A half is so much in per cent.
HALF: Final = 50.0
PERCENT: Final = "PERCENT"
#: What is measured of countries and of firms, where an aim is set in per cent, and where it is set by weight.
SHARED: Final = frozenset({"import-share", "import-reliance"})
IN_GROUND: Final = frozenset({"reserves", "resources"})
MADE: Final = frozenset({"production", "mine-production", "refinery-production", "exports", "shipments", "imports"})


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim: its row, the number, whether it is a ceiling, and the time by which it is due."""

    row: Row
    bound: float
    is_ceiling: bool
    due: tuple[date, date]


def aim_reached(desk: Desk, intent: str) -> Outcome | None:
    """Whether an aim was reached, or else a number that the question names; nothing where it names neither."""
    is_open = asks_progress(desk) and read_pattern("aim").search(desk.utterance.text) is not None
    if not is_open and not (desk.utterance.is_polar and read_pattern("aimed").search(desk.utterance.text)):
        return None
    aim = _aim(desk)
    if is_open:
        return _fate(desk, aim) if aim else None
    return _outcome(desk, aim) if aim else _number_reached(desk, intent)


def _fate(desk: Desk, aim: Aim) -> Outcome:
    """What became of an aim, and in so many words whether it was reached."""
    found = _outcome(desk, aim)
    if found.boolean is None:
        return found
    is_reached = found.boolean != _asks_missed(desk)
    verdict = desk.say("aim_was_reached" if is_reached else "aim_was_missed")
    return replace(found, text=f"{found.text} {verdict}", boolean=None)


def _outcome(desk: Desk, aim: Aim) -> Outcome:
    """What came of an aim: what was measured then, or what was expected later, or that nobody tells."""
    row = aim.row
    said = desk.say(
        "aim_told",
        what=desk.label(row["expectation"]).rstrip("."),
        who=desk.label(row["stated_by"]),
        day=desk.day(row["stated"]),
        due=desk.day(row["due"]),
    )
    measured = _measured(desk, aim)
    if measured:
        sizes = [size_of(each) for each in measured]
        is_so = max(sizes) <= aim.bound if aim.is_ceiling else max(sizes) >= aim.bound
        told = desk.say("aim_measured", aim=said, told=tell_figures(desk, measured, desk.slots.first("material") or ""))
        return Outcome(told, [row, *measured], is_so != _asks_missed(desk))
    later = _later(desk, aim)
    if later:
        told = desk.say("aim_lowered", aim=said, list=desk.speech.listing([_expected(desk, each) for each in later]))
        return Outcome(told, [row, *later], _asks_missed(desk))
    return Outcome(desk.say("aim_open", aim=said), [row])


def _aim(desk: Desk) -> Aim | None:
    """The aim of those who are named that has the number, or the time and the material, of which is asked."""
    actors, material = desk.slots.actors, desk.slots.first("material")
    wanted = find_numbers(without_names(desk))
    wanted |= {HALF} if read_pattern("half").search(desk.utterance.text) else frozenset()
    aims = []
    known = [each for actor in actors[:1] for each in desk.ask("expectations", actor=actor, material=material)]
    if not actors:
        # Whose it is need not be said of an aim on a material.
        known = list(desk.ask("expectations", material=material)) if material else []
    for row in known:
        due, numbers = span_of(row["due"]), _numbers(row)
        if due is None or due[1] > desk.on or not numbers or (wanted and not wanted & numbers):
            continue
        if not wanted and not desk.utterance.periods:
            continue
        window = desk.utterance.periods[0] if desk.utterance.periods else None
        if window and not (window.first <= due[1] and due[0] <= window.last):
            continue
        text = desk.world.lookup.label(min(tokens_of(row["fact"]), default="")) or desk.label(row["expectation"])
        is_ceiling = read_pattern("lowering").search(f"{text} {_english(row)}") is not None
        bound = max(wanted & numbers) if wanted else max(numbers)
        aims.append(Aim(row, bound, is_ceiling, due))
    return min(aims, key=lambda each: span_of(each.row["stated"]) or each.due, default=None)


def _number_reached(desk: Desk, intent: str) -> Outcome | None:
    """Whether figures came up to a number, or down to it: of neither where some did and others did not."""
    wanted = find_numbers(without_names(desk))
    if intent not in MATERIAL_PLANS or len(wanted) != 1 or not desk.slots.has("country"):
        return None
    bound = max(wanted)
    found = MATERIAL_PLANS[intent](desk)
    rows = [row for row in found.rows if isinstance(row.get("value"), int | float)]
    rows = desk.parted(rows, "period_end")[0] if desk.utterance.periods else rows
    if not desk.has("reserves", "resources_figure"):
        # What lies in the ground was neither made nor reached.
        rows = [row for row in rows if not tokens_of_slug(row.get("indicator_measured")) & IN_GROUND]
    is_share = read_pattern("share_bound").search(desk.utterance.text) is not None
    rows = [row for row in rows if (PERCENT in tokens_of_slug(row["unit"])) is is_share and size_of(row) > 0]
    is_weight = is_share or all(tokens_of_slug(row["unit"]) & WEIGHTS for row in rows)
    if not rows or not is_weight:
        return None
    is_ceiling = read_pattern("lowering").search(desk.utterance.text) is not None
    verdicts = {size_of(row) <= bound if is_ceiling else size_of(row) >= bound for row in rows}
    text = VERDICT.sub("", found.text, count=1)
    if len(verdicts) > 1:
        return Outcome(desk.say("not_known_so", told=text), found.rows)
    return Outcome(text, found.rows, verdicts.pop() != _asks_missed(desk))


def _english(row: Row) -> str:
    cell = row["expectation"]
    return str(cell.get("text") or cell.get("value") or "") if isinstance(cell, dict) else str(cell or "")


def _numbers(row: Row) -> frozenset[float]:
    """The numbers in the words of an expectation, a half as so many per cent, without its years."""
    text = _english(row)
    known = frozenset(each for each in find_numbers(YEARS.sub(" ", text)))
    return known | {HALF} if read_pattern("half").search(text) else known


#: Years and financial years, whose numbers measure nothing.
YEARS: Final = re.compile(r"\b(?:19|20)\d\d(?:[-–/]\d\d)?\b")


def _measured(desk: Desk, aim: Aim) -> list[Row]:
    """What was measured of those who are named in the time up to which the aim was due; the longest time there is."""
    rows: list[Row] = []
    for material in desk.slots.all("material")[:1]:
        for country in sorted({*desk.slots.all("country"), *tokens_of(aim.row["expected_of"])}):
            known = [row for row in desk.ask("figures-on", material=material) if country in tokens_of(row["place"])]
            rows += [{**row, "material": _cell(desk, material)} for row in known]
        for body in sorted({*desk.slots.all("body"), *tokens_of(aim.row["expected_of"])}):
            rows += [as_figure(row) for row in desk.ask("capacities", thing=body, material=material)]
    is_share = any(tokens_of_slug(row["indicator_measured"]) & SHARED for row in rows) and aim.bound <= 2 * HALF
    wanted, units = (SHARED, {PERCENT}) if is_share else (MADE, WEIGHTS)
    rows = [
        row
        for row in rows
        if tokens_of_slug(row["indicator_measured"]) & wanted
        and tokens_of_slug(row["unit"]) & units
        and isinstance(row["value"], int | float)
        and (end := span_of(row["period_end"])) is not None
        and aim.due[0].year <= end[1].year <= aim.due[1].year
        and end[1] >= aim.due[0]
    ]
    longest = max((_length(row) for row in rows), default=0)
    return [row for row in rows if _length(row) == longest]


def _length(row: Row) -> int:
    start, end = span_of(row["period_start"]), span_of(row["period_end"])
    return (end[1] - start[0]).days if start and end else 0


def _later(desk: Desk, aim: Aim) -> list[Row]:
    """What was expected later of the same and for the same time, by a lower number (a higher one, of a ceiling)."""
    material = desk.slots.first("material")
    stated = span_of(aim.row["stated"])
    found = []
    for row in [each for actor in desk.slots.actors[:1] for each in desk.ask("expectations", actor=actor)]:
        due, day, numbers = span_of(row["due"]), span_of(row["stated"]), _numbers(row)
        is_then = due is not None and due[1] == aim.due[1] and stated is not None and day is not None and day > stated
        if not is_then or not numbers or not _is_on(desk, row, material):
            continue
        if max(numbers) > aim.bound if aim.is_ceiling else max(numbers) < aim.bound:
            found.append(row)
    return found


def _is_on(desk: Desk, row: Row, material: str | None) -> bool:
    """Whether an expectation speaks of a material."""
    return material is None or desk.world.lookup.label(material).lower() in _english(row).lower()


def _expected(desk: Desk, row: Row) -> str:
    what = desk.label(row["expectation"]).rstrip(".")
    return f"{what} ({desk.label(row['stated_by'])}, {desk.day(row['stated'])})"


def _asks_missed(desk: Desk) -> bool:
    return read_pattern("missing_aim").search(desk.utterance.text) is not None


def _cell(desk: Desk, iri: str) -> Cell:
    return {"iri": iri, "label": desk.world.lookup.label(iri)}
