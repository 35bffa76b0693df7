"""Tells which members of a framework are known from one weak source alone, and whose membership is disputed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.cells import Cell

__all__ = ["tell_unsure"]

#: What a fact is held to be worth that one weak source alone tells.
LOW: Final = "low"


def tell_unsure(desk: Desk, framework: str, rows: Sequence[Row]) -> str:
    """Sentences on the members that rest on weak sources, and on those whom some name and others dispute."""
    weak = [row for row in rows if _confidence(row["fact"]) == LOW]
    told = ""
    if weak:
        names = desk.names(weak, "member")
        told += desk.say("members_weak", count=len(names), list=desk.speech.listing(names, 20))
    held = {iri for row in rows for iri in tokens_of(row["member"])}
    disputed = [
        row
        for row in desk.ask("in-dispute")
        if row["against"] == "source"
        and "Membership" in tokens_of_slug(row["kind"])
        and framework in tokens_of(row["things"])
        and not held & tokens_of(row["things"])
    ]
    if disputed:
        others = {iri for row in disputed for iri in tokens_of(row["things"]) if iri != framework}
        told += desk.say(
            "members_disputed",
            list=desk.speech.listing([desk.label(iri) for iri in sorted(others)], 20),
            by=desk.speech.listing(desk.names(disputed, "disputing_source"), 3),
        )
    return told


def _confidence(fact: Cell) -> str:
    return str(fact.get("confidence") or "") if isinstance(fact, dict) else ""
