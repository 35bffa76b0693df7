"""Plan for deposits: which are on record in a place, apart from the projects and plants there."""

from __future__ import annotations

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.wording.lexicon import read_pattern

__all__ = ["deposits"]


def deposits(desk: Desk) -> Outcome | None:
    """The deposits of a country or place; nothing where something else is asked, or none is on record by itself."""
    places = desk.slots.all("country", "place")
    asks = read_pattern("deposits_meant").search(desk.utterance.text) is not None
    if not asks or not places or desk.has("project", "company", "owner") or desk.slots.has("body", "project"):
        return None
    rows = [row for each in places for row in desk.ask("sites", place=each) if row["sort"] == "deposit"]
    materials = desk.slots.all("material")
    rows = [row for row in rows if not materials or desk.tells_of(_full(desk, row), materials)]
    if not rows:
        return None
    names = desk.names(rows, "site")
    what = desk.about("topic_projects", "country", "place", "material")
    text = desk.speech.found("deposit", what, len(names), names, 20)
    return Outcome(text, rows, True if desk.utterance.is_polar else None, count=len(names))


def _full(desk: Desk, row: Row) -> Row:
    """A deposit with all that is said of it, to be looked through for a material."""
    told = desk.ask("profile", about=min(tokens_of(row["site"])))
    return {"site": row["site"], **{str(at): each["thing"] for at, each in enumerate(told)}}
