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
    """Promises: open, overdue, silent, delivered, of an actor, a material, a text, a period, or one told in words."""
    material, instrument = desk.slots.first("material"), desk.slots.first("text")
    actors = desk.slots.all("country", "body", "framework")
    what = _about(desk, "country", "body", "framework", "material", "text") or desk.utterance.text
    is_open = desk.has("pending", "late", "silent") or (desk.has("delivered") and desk.has("not"))
    if desk.utterance.told and not instrument:
        meant = [row for row in desk.ask("ledger") if tokens_of(row["commitment"]) & set(desk.utterance.told)]
        if meant:
            return _fate(desk, meant, what)
    if is_open:
        rows = list(desk.ask("pending", actor=actors[0] if actors else None, material=material))
        if desk.has("late"):
            rows = [row for row in rows if row["timing"] == "overdue" or _slug(row["status"]) == "delayed"]
        if desk.has("silent"):
            rows = [row for row in rows if row["silent"] is True]
    else:
        rows = list(desk.ask("ledger", actor=actors[0] if actors else None, material=material))
        rungs = {"delivered"} if desk.has("delivered") else set()
        wanted = _more_precise(desk.concept("commitment-status")) or rungs
        if wanted and not (desk.has("launch") and not desk.has("delivered")):
            rows = [row for row in rows if _slug(row["rung"]) in wanted]
    if instrument:
        mine = {iri for row in desk.ask("of-text", instrument=instrument) for iri in tokens_of(row["commitment"])}
        rows = [row for row in rows if tokens_of(row["commitment"]) & mine]
    for other in actors[1:]:
        theirs = {iri for row in desk.ask("ledger", actor=other) for iri in tokens_of(row["commitment"])}
        rows = [row for row in rows if tokens_of(row["commitment"]) & theirs]
    if desk.utterance.periods:
        column = "due" if desk.has("late") else "since" if desk.has("pending", "delivered") else "made"
        rows = desk.within(rows, column) or desk.within(rows, "made")
    return _tell(desk, rows, what, [_told(desk, row) for row in rows])


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
    for row in rows[:3]:
        iri = next(iter(tokens_of(row["commitment"])))
        stations = desk.ask("history-of", commitment=iri)
        found += stations
        steps = [f"{desk.label(step['status'])} {desk.day(step['day'])}".strip() for step in stations if step["status"]]
        parties = desk.speech.listing([desk.label(row["promisors"])])
        told.append(f"{_told(desk, row)}; {parties}; {desk.speech.listing(steps)}")
    answer = _tell(desk, found, what, told)
    boolean = None
    if desk.utterance.is_polar:
        rungs = {_slug(row["rung"]) for row in rows}
        if desk.has("late"):
            late = {
                iri for row in desk.ask("pending") if row["timing"] == "overdue" for iri in tokens_of(row["commitment"])
            }
            boolean = any(tokens_of(row["commitment"]) & late for row in rows)
        elif desk.has("pending"):
            boolean = all(row["standing"] == "open" for row in rows)
        else:
            boolean = rungs == {"delivered"} if desk.has("delivered") else True
    return Outcome(answer.text, found, boolean)


def expectations(desk: Desk) -> Outcome:
    """What somebody expects without promising it."""
    actors = desk.slots.actors
    rows = desk.within(
        desk.ask("expectations", actor=actors[0] if actors else None, material=desk.slots.first("material")), "stated"
    )
    return _tell(
        desk,
        rows,
        _about(desk, "country", "body", "material") or desk.utterance.text,
        [desk.label(row["expectation"]) for row in rows],
    )


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
    """Judgements: challenges and opportunities that authors see, on what is named or on what joins those named."""
    named = set(desk.slots.all("country", "body", "material", "framework", "text", "project", "programme", "event"))
    actors = [desk.world.lookup.label(iri) for iri in desk.slots.all("country")]
    rows = list(desk.ask("assessments"))
    authors = [iri for iri in desk.slots.all("body", "text") if any(iri in tokens_of(row["judge"]) for row in rows)]
    if authors:
        rows = [row for row in rows if tokens_of(row["judge"]) & set(authors)]
    about = named - set(authors)

    def is_on(row: Row) -> bool:
        things = tokens_of(row["things"])
        joined = [str(desk.world.lookup.label(iri)) for iri in things]
        return bool(things & about) or (
            len(actors) > 0 and any(all(actor in label for actor in actors) for label in joined)
        )

    on = [row for row in rows if is_on(row)] if about else rows
    columns = [
        column for column, cue in (("challenges", "challenge"), ("opportunities", "opportunity")) if desk.has(cue)
    ]
    marked = [row for row in on if any(row[column] for column in columns)]
    chosen = marked or on
    told = [f"{desk.label(row['judgement'])} ({desk.label(row['judge'])})" for row in chosen]
    for column in reversed(columns):
        if marked:
            told = [*desk.names(marked, column), *told]
    return _tell(desk, chosen, _about(desk, *desk.slots.by_slot) or desk.utterance.text, told, 10)


def restrictions(desk: Desk) -> Outcome:
    """Trade measures on a material, by or against an actor."""
    material, actors = desk.slots.first("material"), desk.slots.actors
    rows = list(desk.ask("trade-measures", material=material, actor=actors[0] if actors else None))
    for iri in actors[1:]:
        theirs = {each for row in desk.ask("trade-measures", actor=iri) for each in tokens_of(row["measure"])}
        rows = [row for row in rows if tokens_of(row["measure"]) & theirs]
    dated = desk.within(rows, "since")
    years = {str(period.first.year) for period in desk.utterance.periods}
    named = [
        row
        for row in rows
        if any(year in desk.world.lookup.label(iri) for year in years for iri in tokens_of(row["measure"]))
    ]
    rows = [row for row in rows if row in dated or row in named]
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
    told = [f"{desk.day(row['day'])}: {desk.label(row['subject'])} {_happening(desk, row)}" for row in rows]
    ordered = told if about or desk.utterance.periods else list(reversed(told))
    return _tell(desk, rows, _about(desk, *desk.slots.by_slot) or desk.utterance.text, ordered, 10)


def _happening(desk: Desk, row: Row) -> str:
    return desk.label(row["status"]) or desk.label(row["other"]) or desk.label(row["detail"])


PLANS: Final[Mapping[str, Plan]] = {
    "assessments": assessments,
    "expectations": expectations,
    "money": money,
    "promises": promises,
    "restrictions": restrictions,
    "timeline": timeline,
}
