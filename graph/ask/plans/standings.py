"""Tells how parties stand to a text, and what it went through where none is on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.plans.authors import published

__all__ = ["tell_history", "tell_standings"]

#: What a profile holds that is no answer.
UNTOLD: Final = frozenset({"altLabel", "editorialNote", "prefLabel", "hiddenLabel", "title", "notation"})


def tell_standings(desk: Desk, parties: Sequence[Row], stations: Sequence[Row]) -> list[str]:
    """How parties stand to a text, those of one day and kind together, and what else became of it."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in parties:
        groups.setdefault((desk.label(row["status"]), desk.day(row["since"]) if row["since"] else ""), []).append(row)
    told = [
        desk.say(
            "stands",
            status=status,
            day=f" {day}" if day else "",
            list=desk.speech.listing(desk.names(rows, "party"), 30),
        ).strip()
        for (status, day), rows in groups.items()
    ]
    known = set(groups)
    for row in stations:
        step = (desk.label(row["status"]), desk.day(row["day"]))
        if row["status"] and step not in known:
            known.add(step)
            told.append(" ".join(step))
    return told


def tell_history(desk: Desk, instrument: str, label: str) -> Outcome:
    """What a text went through, where nobody is on record as its party; else what it says of itself."""
    rows = desk.ask("timeline", about=instrument)
    if not rows:
        return _describe(desk, instrument, label)
    # What the text itself went through, not what became of its promises.
    rows = tuple(row for row in rows if instrument in tokens_of(row["subject"]) and row["status"]) or rows
    told = [f"{_station(desk, row)} {desk.day(row['day'])}" for row in rows]
    return Outcome(desk.say("signed_when", text=label, list=desk.speech.listing(told)), rows)


def _station(desk: Desk, row: Row) -> str:
    """What a text came to, in the language of the question: its status, a promise, or what is expected of it."""
    if desk.label(row["status"]):
        return desk.label(row["status"])
    what = f"station_{row['what']}".replace("-", "_")
    return desk.say(what) if what in desk.speech.phrases else desk.label(row["detail"])


def _describe(desk: Desk, instrument: str, label: str) -> Outcome:
    """What a text says of itself, where nobody is known to stand to it."""
    dated = published(desk, instrument) if desk.has("when") else None
    if dated is not None:
        return dated
    rows = [row for row in desk.ask("profile", about=instrument) if not tokens_of_slug(row["relation"]) & UNTOLD]
    told = [
        f"{desk.label(row['relation'])} {desk.label(row['thing']) or desk.label(row['value'])}"
        for row in rows
        if row["what"] == "statement"
    ]
    return Outcome(desk.say("signed_when", text=label, list=desk.speech.listing(told, 8)), rows)
