"""Plans for what was promised: by whom and to whom, what is open, overdue, silent or delivered, what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.direction import Side, find_sides
from graph.ask.plans_sums import PLANS as SUM_PLANS
from graph.ask.plans_sums import of_sums
from graph.cells import Cell
from graph.terms import slug_of

__all__ = ["PLANS"]

#: The most promises of which every station is told.
FEW: Final = 3
THINGS: Final = ("framework", "project", "programme", "event")


def _slug(cell: Cell) -> str:
    return next((slug_of(iri) for iri in tokens_of(cell)), "") if not isinstance(cell, str) else cell


def _of(rows: Iterable[Row], column: str = "commitment") -> set[str]:
    return {iri for row in rows for iri in tokens_of(row[column])}


def promises(desk: Desk) -> Outcome:
    """Promises of actors, materials, texts, projects, periods and sums, by how they stand, or told in words."""
    what = desk.about("topic_promises", "country", "body", *THINGS, "material", "text")
    if desk.utterance.told and not desk.slots.has("text"):
        meant = [row for row in desk.ask("ledger") if tokens_of(row["commitment"]) & set(desk.utterance.told)]
        if meant:
            return _fate(desk, meant, what)
    rows = _named(desk, _of_material(desk))
    picked = of_sums(desk, rows, "commitment")
    if len(picked) < len(rows) and not picked:
        # A sum that is only hoped for is no promise, and nobody can break it.
        expected = SUM_PLANS["money"](desk) if desk.has("money") else None
        if expected is None or not expected.rows:
            return desk.tell([], what, [])
        return Outcome(desk.say("only_expected", told=expected.text), expected.rows)
    if len(picked) < len(rows) and len(picked) <= FEW:
        return _fate(desk, picked, what)
    chosen = _in_time(desk, _standing(desk, picked))
    if chosen and desk.has("first", "last") and not desk.utterance.is_polar:
        days = sorted(day for row in chosen if (day := _day(row["made"])))
        edge = days[-1 if desk.has("last") else 0] if days else ""
        chosen = [row for row in chosen if _day(row["made"]) == edge]
    if desk.utterance.is_polar and desk.has("delivered") and picked:
        is_so = _is_delivered({_slug(row["rung"]) for row in picked}, for_all=desk.has("all"))
        found = desk.tell(chosen or picked, what, [_told(desk, row) for row in chosen or picked])
        return Outcome(found.text, found.rows, is_so)
    return desk.tell(chosen, what, [_told(desk, row) for row in chosen])


def _of_material(desk: Desk) -> list[Row]:
    """The promises on a material, or on goods of its sort; those told in its words where none is tied to it."""
    material = desk.slots.first("material")
    rows: list[Row] = []
    for each in desk.kin(material):
        rows += [row for row in desk.ask("ledger", material=each) if row not in rows]
    if material and not rows:
        rows = [row for row in desk.ask("ledger") if desk.tells_of(row, [material], by_head=True)]
    return rows


def _named(desk: Desk, rows: list[Row]) -> list[Row]:
    """Promises of the actors, texts and things that are named; by the one and to the other where the question says."""
    sides = find_sides(desk.utterance, desk.slots)
    for actor in desk.slots.actors:
        units = {actor, *(iri for row in desk.ask("bodies-of", parent=actor) for iri in _unit(row))}
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
            rows = [row for row in rows if any(tokens_of(row[column]) & units for column in columns)]
    text = desk.slots.first("text")
    if text:
        rows = [row for row in rows if tokens_of(row["commitment"]) & _of(desk.ask("of-text", instrument=text))]
    things = set(desk.slots.all(*THINGS))
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
            for iri in _of(desk.ask("ledger", actor=each))
        }
        adopted = {
            iri
            for each in desk.slots.all("event")
            for part in desk.ask("attended", event=each)
            if part["what"] == "adopted"
            for text in tokens_of(part["thing"])
            for iri in _of(desk.ask("of-text", instrument=text))
        }
        days = {_day(each["day"]) for iri in desk.slots.all("event") for each in desk.ask("events", event=iri)}
        rows = [
            row
            for row in rows
            if tokens_of(row["commitment"]) & (chained | adopted)
            or desk.tells_of(row, things)
            or (_day(row["made"]) in days - {""} and not row["promisees"])
        ]
    return rows


def _unit(row: Row) -> set[str]:
    return tokens_of(row["body"]) if row["tie"] == "unit" else set()


def _standing(desk: Desk, rows: list[Row]) -> list[Row]:
    """Those that stand where the question says."""
    is_due = desk.has("due") and not desk.utterance.is_past
    is_late = _is_late(desk)
    if is_late or desk.has("pending", "silent") or is_due or (desk.has("delivered") and desk.has("not")):
        known = {iri: row for row in rows for iri in tokens_of(row["commitment"])}
        found = [
            {**known[iri], **row} for row in desk.ask("pending") for iri in tokens_of(row["commitment"]) if iri in known
        ]
        if is_due and not desk.has("pending"):
            found = [row for row in found if row["due"]]
        if is_late:
            found = [row for row in found if row["timing"] == "overdue" or _slug(row["status"]) == "delayed"]
        if desk.has("silent"):
            found = [row for row in found if row["silent"] is True]
        return list(found)
    wanted = _more_precise(desk.concept("commitment-status")) or ({"delivered"} if desk.has("delivered") else set())
    if wanted and not (desk.has("launch") and not desk.has("delivered")):
        return [row for row in rows if _slug(row["rung"]) in wanted]
    return [row for row in rows if row["due"]] if desk.has("due") else rows


#: Words by which a deadline is one that is over.
PASSED: Final = re.compile(
    r"\b(?:pass(?:ed)?|past|expired?|gone|over|missed|miss|behind|exceeded|overshot|lapsed)\b|過ぎ|超え|越え|切れ|守られ"
    r"|बीत|पार|निकल|गुज़र|गुजर|समाप्त|चूक",
    re.IGNORECASE,
)


def _is_late(desk: Desk) -> bool:
    """Whether what is late is asked for: by a word for it, or by a deadline that is over."""
    return desk.has("late") or (desk.has("due") and PASSED.search(desk.utterance.text) is not None)


def _in_time(desk: Desk, rows: list[Row]) -> list[Row]:
    """Those of a period: by the day when they are due, were delivered, or were made, as the question says."""
    column = "due" if desk.has("due") or _is_late(desk) else "since" if desk.has("delivered") else "made"
    dated = desk.within(rows, column)
    if column == "made" and desk.has("pending") and desk.utterance.periods[:1] and desk.utterance.periods[0].is_open:
        # Pending since a day: since it was made, or since it has stood where it stands.
        dated += [row for row in desk.within(rows, "since") if row not in dated]
    rows = dated
    return sorted(rows, key=lambda row: _day(row["due"])) if desk.has("due") else rows


def _day(cell: Cell) -> str:
    return str(cell.get("value") or "") if isinstance(cell, Mapping) else ""


def _more_precise(rungs: set[str]) -> set[str]:
    """Of rungs whose words lie in one another the one that says more: partly delivered, suspension requested."""
    return rungs - {"pledged", "agreed"} if len(rungs) > 1 else rungs - {"pledged"}


def _told(desk: Desk, row: Row) -> str:
    rung = desk.label(row.get("status") or row.get("rung"))
    said = f"{desk.label(row['description'])} ({rung}, {desk.day(row['since'])}"
    return f"{said} → {desk.day(row['due'])})" if row.get("due") else f"{said})"


def _fate(desk: Desk, rows: Sequence[Row], what: str) -> Outcome:
    """What became of promises: every station of each."""
    found: list[Row] = list(rows)
    told = []
    for row in rows[:FEW]:
        iri = next(iter(tokens_of(row["commitment"])))
        stations = desk.ask("history-of", commitment=iri)
        deeds = desk.ask("promise-to-deed", commitment=iri)
        found += [*stations, *deeds]
        steps = [f"{desk.label(step['status'])} {desk.day(step['day'])}".strip() for step in stations if step["status"]]
        parties = desk.speech.listing([desk.label(row["promisors"])])
        told.append(f"{_told(desk, row)}; {parties}; {desk.speech.listing(steps)}")
    answer = desk.tell(found, what, told)
    return Outcome(answer.text, found, _is_so(desk, rows) if desk.utterance.is_polar else None)


def _is_so(desk: Desk, rows: Sequence[Row]) -> bool | None:
    if _is_late(desk):
        late = _of(row for row in desk.ask("pending") if row["timing"] == "overdue")
        return any(tokens_of(row["commitment"]) & late for row in rows) or any(
            _slug(row["rung"]) == "delayed" for row in rows
        )
    if desk.has("pending") or (desk.has("delivered") and desk.has("not")):
        return all(row["standing"] == "open" for row in rows)
    rungs = {_slug(row["rung"]) for row in rows}
    wanted = _more_precise(desk.concept("commitment-status"))
    if desk.has("delivered") and not wanted:
        return _is_delivered(rungs, for_all=True)
    return rungs <= wanted if wanted else True


#: Rungs of which a source says that they are short of delivery; of a promise on any other nothing is known.
SHORT: Final = frozenset(
    [
        "delayed",
        "disputed",
        "lapsed",
        "partly-delivered",
        "superseded",
        "suspended",
        "suspension-requested",
        "under-way",
        "withdrawn",
    ]
)


def _is_delivered(rungs: set[str], *, for_all: bool) -> bool | None:
    """Yes, no where a source says how far it came, or nothing where no source followed a promise up."""
    if rungs == {"delivered"} or (not for_all and "delivered" in rungs):
        return True
    return False if rungs & SHORT else None


PLANS: Final[Mapping[str, Plan]] = {"promises": promises}
