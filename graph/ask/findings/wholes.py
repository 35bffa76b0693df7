"""Tells units of a framework that has ended: none of them is known to have outlived it."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row, tokens_of

__all__ = ["note_of_ended", "whole_of_ended"]


def _ended(desk: Desk) -> dict[str, str]:
    """The units of frameworks that have ended, each with its framework."""
    return {
        unit: whole
        for row in desk.ask("in-force")
        if row["status"] == "ended"
        for whole in tokens_of(row["framework"])
        for unit in tokens_of(row["pillars"])
    }


def whole_of_ended(desk: Desk, framework: str) -> str:
    """The framework of which another is a unit, where it has ended; else nothing."""
    return _ended(desk).get(framework, "")


def note_of_ended(desk: Desk, rows: Sequence[Row]) -> str:
    """A sentence on units of frameworks that have ended, with those frameworks; nothing where there are none."""
    whole_of = _ended(desk)
    told = [
        f"{desk.label(unit)} ({desk.label(whole_of[unit])})"
        for unit in sorted({iri for row in rows for iri in tokens_of(row["framework"])} & whole_of.keys())
    ]
    return desk.say("units_of_ended", list=desk.speech.listing(told)) if told else ""
