"""Plans for what was promised, expected, paid, judged and restricted, and for what happened when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.cells import Cell
from graph.terms import slug_of

__all__ = ["PLANS"]


def _slug(cell: Cell) -> str:
    return next((slug_of(iri) for iri in tokens_of(cell)), "") if not isinstance(cell, str) else cell


def _about(desk: Desk, *slots: str) -> str:
    return desk.speech.listing([desk.label(iri) for iri in desk.slots.all(*slots)]) if desk.slots.has(*slots) else ""


def _tell(desk: Desk, rows: Sequence[Row], what: str, told: Sequence[str], most: int = 6) -> Outcome:
    if not rows:
        return desk.none(what)
    text = desk.say("found", what=what, count=len(dict.fromkeys(told)), list=desk.speech.listing(told, most))
    return Outcome(text, rows, boolean=True if desk.utterance.is_polar else None)


def promises(desk: Desk) -> Outcome:
    """Promises: open, overdue, silent, delivered, of an actor, a material, a text, a period."""
    material, instrument = desk.slots.first("material"), desk.slots.first("text")
    actors = desk.slots.all("country", "body", "framework")
    actor = actors[0] if actors else None
    what = _about(desk, "country", "body", "framework", "material", "text") or desk.utterance.text
    if instrument:
        rows = list(desk.ask("of-text", instrument=instrument))
        wanted = {"delivered"} if desk.has("delivered") and not desk.has("pending", "not") else set()
        rows = [row for row in rows if not wanted or _slug(row["status"]) in wanted]
        return _tell(desk, rows, what, [f"{desk.label(row['description'])} ({desk.label(row['status'])})" for row in rows])
    is_open = desk.has("pending", "late", "silent") or (desk.has("delivered") and desk.has("not"))
    if is_open:
        rows = list(desk.ask("pending", actor=actor, material=material))
        if desk.has("late"):
            rows = [row for row in rows if row["timing"] == "overdue" or _slug(row["status"]) == "delayed"]
        if desk.has("silent"):
            rows = [row for row in rows if row["silent"] is True]
    else:
        status = "delivered" if desk.has("delivered") else "suspended" if desk.has("suspended") else None
        rows = list(desk.ask("ledger", actor=actor, material=material, status=status))
    for other in actors[1:]:
        theirs = {iri for row in desk.ask("ledger", actor=other) for iri in tokens_of(row["commitment"])}
        rows = [row for row in rows if tokens_of(row["commitment"]) & theirs]
    column = "due" if desk.has("late") and any(row.get("due") for row in rows) and "due" in rows[0] else "since"
    if desk.utterance.periods:
        rows = desk.within(rows, column if desk.has("late", "pending", "delivered") else "made")
    told = [f"{desk.label(row['description'])} ({desk.label(row.get('status') or row.get('rung'))}, {desk.day(row['since'])})" for row in rows]
    return _tell(desk, rows, what, told)


def expectations(desk: Desk) -> Outcome:
    """What somebody expects without promising it."""
    actors = desk.slots.actors
    rows = desk.within(desk.ask("expectations", actor=actors[0] if actors else None, material=desk.slots.first("material")), "stated")
    return _tell(desk, rows, _about(desk, "country", "body", "material") or desk.utterance.text, [desk.label(row["expectation"]) for row in rows])


def money(desk: Desk) -> Outcome:
    """Sums promised or expected."""
    actors = desk.slots.all("country", "body", "framework")
    rows = list(desk.ask("money", actor=actors[0] if actors else None))
    for other in actors[1:]:
        rows = [row for row in rows if other in tokens_of(row["parties"]) | tokens_of(row["counterparts"])]
    rows = desk.within(rows, "day")
    told = [f"{desk.label(row['description'])} ({_amount(row)})" for row in rows]
    return _tell(desk, rows, _about(desk, "country", "body", "framework") or desk.utterance.text, told)


def _amount(row: Row) -> str:
    amount, currency = row["amount"], row["currency"]
    unit = currency.get("value") if isinstance(currency, Mapping) else currency
    return f"{amount:,} {unit}" if isinstance(amount, int | float) else ""


def assessments(desk: Desk) -> Outcome:
    """Judgements: challenges and opportunities that authors see."""
    things = desk.slots.all("country", "body", "material", "framework", "text", "project", "programme", "event")
    rows: list[Row] = []
    for iri in things[:2] or [None]:
        about = list(desk.ask("assessments", about=iri)) if iri else list(desk.ask("assessments"))
        by = list(desk.ask("assessments", author=iri)) if iri and iri in desk.slots.all("body", "text") else []
        rows += [row for row in [*by, *about] if row not in rows]
    marked = [
        row for row in rows
        if (desk.has("challenge") and row["challenges"]) or (desk.has("opportunity") and row["opportunities"])
    ]
    rest = [row for row in rows if row not in marked] if len(marked) < 3 else []
    told = [f"{desk.label(row['judgement'])} ({desk.label(row['judge'])})" for row in [*marked, *rest]]
    for column, cue in (("challenges", "challenge"), ("opportunities", "opportunity")):
        if desk.has(cue) and marked:
            told = [desk.speech.listing(desk.names(marked, column)), *told]
    return _tell(desk, [*marked, *rest], _about(desk, *desk.slots.by_slot) or desk.utterance.text, told)


def restrictions(desk: Desk) -> Outcome:
    """Trade measures on a material, by or against an actor."""
    material, actors = desk.slots.first("material"), desk.slots.actors
    rows = list(desk.ask("trade-measures", material=material, actor=actors[0] if actors else None))
    for iri in actors[1:]:
        theirs = {each for row in desk.ask("trade-measures", actor=iri) for each in tokens_of(row["measure"])}
        rows = [row for row in rows if tokens_of(row["measure"]) & theirs]
    rows = desk.within(rows, "since")
    told = [f"{desk.label(row['measure'])} ({desk.label(row['status'])}, {desk.day(row['since'])})" for row in rows]
    return _tell(desk, rows, _about(desk, "country", "body", "material") or desk.utterance.text, told, 12)


def timeline(desk: Desk) -> Outcome:
    """What happened, in a period, to a thing or with an actor."""
    first, last = desk.utterance.periods[0].window() if desk.utterance.periods else (None, None)
    actors = desk.slots.actors
    about = desk.slots.first("framework", "project", "programme", "text", "event")
    rows = desk.ask(
        "timeline",
        **{"from": first.isoformat() if first else None},
        until=(min(last, desk.on) if last else desk.on).isoformat(),
        actor=actors[0] if actors else None,
        about=about,
    )
    told = [f"{desk.day(row['day'])}: {desk.label(row['subject'])} {desk.label(row['status']) or desk.label(row['other']) or desk.label(row['detail'])}" for row in rows]
    ordered = told if about or desk.utterance.periods else list(reversed(told))
    return _tell(desk, rows, _about(desk, *desk.slots.by_slot) or desk.utterance.text, ordered, 10)


PLANS: Final[Mapping[str, Plan]] = {
    "assessments": assessments,
    "expectations": expectations,
    "money": money,
    "promises": promises,
    "restrictions": restrictions,
    "timeline": timeline,
}
