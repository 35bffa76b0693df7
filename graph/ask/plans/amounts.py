"""Plan for numbers: sums promised or expected, stakes, counts, capacities; the number first, then what it is of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.quantities import FIGURE, STAKE, SUM, Quantities, Quantity
from graph.ask.reading.measures import find_asked
from graph.ask.wording.amounts import write_figure, write_sum
from graph.ask.wording.say import labels_of
from graph.cells import Cell
from graph.terms import kind_of, slug_of

__all__ = ["PLANS"]

#: The most numbers that a sentence tells.
TOLD: Final = 5
#: Units of what is counted.
COUNTS: Final = frozenset({"NUM", "UNITLESS", ""})
#: Kinds of what a sum is for, the most telling first.
PURPOSES: Final = ("project", "facility", "programme", "framework", "instrument", "event")

#: Kinds of things that have names.
NAMED: Final = frozenset({*PURPOSES, "actor", "deposit", "material", "place"})


def amounts(desk: Desk) -> Outcome:
    """The numbers that are asked for: each with what it measures, of what, by whom and when."""
    found = desk.world.once(Quantities.of_world).told(desk.utterance.measured)
    held = [(each, mine) for each in found if (mine := _rows(desk, each))]
    # Of several stakes the largest first.
    held.sort(key=lambda pair: -_size(pair[1][0]) if pair[0].held == STAKE else 0.0)
    rows = [row for _, mine in held for row in mine]
    told = [_tell(desk, each, mine[0]) for each, mine in held]
    # Stakes of the same size are those of different holders.
    stakes = {text for (each, _), text in zip(held, told, strict=True) if each.held == STAKE}
    once = [
        text
        for at, text in enumerate(told)
        if not any(text == other or (_is_same(text, other) and not {text, other} <= stakes) for other in told[:at])
    ]
    if not once:
        return desk.none(desk.about("topic_money", "country", "body", "framework", "project", "programme"))
    end = "。" if desk.speech.language == "ja" else "।" if desk.speech.language == "hi" else "."
    return Outcome((f"{end} " if end != "。" else end).join(each.rstrip(".") for each in once[:TOLD]) + end, rows)


def _is_same(one: str, other: str) -> bool:
    """Whether two statements begin with the same number of the same."""
    first, second = (re.sub(r"\s*per ?cent\b", " %", re.split("[:：]", text)[0]) for text in (one, other))
    return first == second


def _rows(desk: Desk, each: Quantity) -> list[Row]:
    """The rows of the catalogue for a number, that of the fact itself first; the status of a promise beside it."""
    of = each.of
    kind = kind_of(each.fact)
    asked: list[tuple[str, dict[str, str]]] = []
    if each.held == SUM:
        asked = [("money", {})]
    elif each.held == STAKE:
        asked = [("participants-of", {"undertaking": of})]
    elif each.held == FIGURE:
        asked = [("capacities", {})]
    elif kind == "expectation":
        asked = [("expectations", {})]
    elif kind == "provision":
        asked = [("terms-of", {"instrument": of})]
    elif kind == "status-event":
        about = kind_of(of)
        asked = [("history-of", {"commitment": of}) if about == "commitment" else ("timeline", {"about": of})]
    if kind == "commitment":
        asked.append(("history-of", {"commitment": each.fact}))
    rows = [row for question, given in asked for row in desk.ask(question, **given)]
    own = [row for row in rows if each.fact in tokens_of(row["fact"])]
    return own + [row for row in rows if kind == "commitment" and row not in own and "amount" not in row]


def _tell(desk: Desk, each: Quantity, row: Row) -> str:
    if each.held == SUM:
        return _sum(desk, each, row)
    if each.held == STAKE:
        validity = row["validity"]
        start = validity.get("from") if isinstance(validity, Mapping) else None
        day = desk.say("amount_since", day=desk.day(start)) if _is_known(start) else ""
        amount = _number(desk, row["share_percent"], "PERCENT", "")
        return desk.say(
            "amount_stake", amount=amount, who=desk.label(row["holder"]), thing=desk.label(each.of), day=day
        )
    if each.held == FIGURE:
        unit = next((slug_of(iri) for iri in tokens_of(row["unit"])), "")
        of = [desk.label(row["undertaking"]), desk.label(row["material_measured"])]
        told = desk.say(
            "amount_count" if unit in COUNTS else "amount_figure",
            amount=_number(desk, row["value"], unit, desk.label(row["qualifier"])),
            what=desk.label(row["measured"]),
            thing=desk.speech.listing(of),
            day=_span(desk, row),
        )
        return told + _standing(desk, row)
    said = desk.speech.label(row.get("expectation") or row.get("says") or row.get("detail") or "")
    asked = find_asked(desk.utterance.text)
    numbers = [each.measures[name] for name in (*sorted(asked & each.measures.keys()), *each.measures)]
    number = next(filter(None, numbers), "")
    thing = next((iri for kind in PURPOSES for iri in sorted(each.things) if kind_of(iri) == kind), each.of)
    on = row.get("day") or row.get("stated")
    # A fact has no name of its own.
    name = desk.label(thing) if thing in desk.world.lookup.labels and kind_of(thing) in NAMED else ""
    where = [name, desk.day(on) if _is_known(on) else ""]
    return desk.say(
        "amount_told", amount=number, what=said.rstrip("."), where=", ".join(each for each in where if each)
    )


def _sum(desk: Desk, each: Quantity, row: Row) -> str:
    amount, currency = row["amount"], row["currency"]
    code = currency.get("value") if isinstance(currency, Mapping) else currency
    written = write_sum(float(amount), str(code or ""), desk.speech.language) if isinstance(amount, int | float) else ""
    purposes = [iri for kind in PURPOSES for iri in sorted(each.things) if kind_of(iri) == kind]
    what = desk.label(purposes[0]) if purposes else ""
    description = desk.label(row["description"]).rstrip(".")
    purpose = desk.say("amount_for", what=what) if what else ""
    if desk.speech.language == "en" and description:
        purpose += f": {description[:1].lower()}{description[1:]}"
    is_promise = row["sort"] == "promise"
    status = desk.label(row["status"])
    return desk.say(
        "amount_promised" if is_promise else "amount_expected",
        amount=written,
        who=desk.label(row["parties"]),
        whom=desk.say("amount_to", whom=desk.label(row["counterparts"])) if labels_of(row["counterparts"]) else "",
        day=desk.day(row["day"]),
        of=purpose,
        status=desk.say("amount_status", status=status) if status else "",
    )


def _size(row: Row) -> float:
    share = row.get("share_percent")
    return float(share) if isinstance(share, int | float) else 0.0


def _number(desk: Desk, value: Cell, unit: str, bound: str) -> str:
    if not isinstance(value, int | float):
        return desk.say("not_available")
    return write_figure(value, unit, bound, desk.speech.language)


def _span(desk: Desk, row: Row) -> str:
    start, end = row["period_start"], row["period_end"]
    one, other = desk.day(start), desk.day(end)
    return other if one == other or not _is_known(start) else f"{one} – {other}"


def _standing(desk: Desk, row: Row) -> str:
    """That a figure is planned or estimated, where it is not reported."""
    is_plain = {slug_of(iri) for iri in tokens_of(row["standing"])} <= {"reported", "computed"}
    return "" if is_plain else f", {desk.label(row['standing'])}"


def _is_known(cell: Cell | None) -> bool:
    return isinstance(cell, Mapping) and bool(cell.get("value")) and cell.get("precision") != "unknown"


PLANS: Final[Mapping[str, Plan]] = {"amounts": amounts}
