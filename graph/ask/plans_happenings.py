"""Plans for what happened when, and for trade measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of

__all__ = ["PLANS"]


def restrictions(desk: Desk) -> Outcome:
    """Trade measures on a material, by or against an actor."""
    material, actors = desk.slots.first("material"), desk.slots.actors
    actor = actors[0] if actors else None
    rows = list(desk.ask("trade-measures", material=material, actor=actor))
    for each in [*desk.kin(material), *(desk.below(material) if material else [])]:
        rows += [row for row in desk.ask("trade-measures", material=each, actor=actor) if row not in rows]
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
    what = desk.about("topic_restrictions", "country", "body", "material")
    if not rows and not desk.utterance.is_polar:
        # Who asks which measures there are takes for granted that there are some.
        return replace(desk.none(what), is_answered=False)
    return desk.tell(rows, what, told, 12)


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
    told = [f"{desk.day(row['day'])}: {_happening(desk, row)}" for row in rows]
    ordered = told if about or desk.utterance.periods else list(reversed(told))
    return desk.tell(rows, desk.about("topic_timeline", *desk.slots.by_slot), ordered, 10)


def _happening(desk: Desk, row: Row) -> str:
    """What happened, in a sentence with a verb: who joined, left, promised or replaced what, or what was reached."""
    what, detail = str(row["what"]), desk.label(row["detail"]).rstrip(".")
    values = {
        "subject": desk.label(row["subject"]),
        "other": desk.label(row["other"]),
        "status": desk.label(row["status"]),
    }
    if what == "status":
        is_told = values["other"] and values["other"] != values["subject"]
        return desk.say("h_status_of" if is_told else "h_status", **values)
    phrase = f"h_{what.replace('-', '_')}"
    if what in ("promise", "expectation"):
        return desk.say(phrase, **values, detail=detail or values["other"])
    return desk.say(phrase, **values) if values["other"] else f"{values['subject']}{desk.say('colon')}{detail}"


PLANS: Final[Mapping[str, Plan]] = {
    "restrictions": restrictions,
    "timeline": timeline,
}
