"""Puts promises into words: what, by whom and to whom, when, where they stand, by when they are due."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row
from graph.ask.findings.deadlines import is_late
from graph.ask.findings.kept_late import tell_lag
from graph.ask.findings.overtaken import tell_overtaken

__all__ = ["tell_begun", "tell_deadline", "tell_promise"]


def tell_promise(desk: Desk, row: Row) -> str:
    """A promise in words: what, by whom and to whom, when, where it stands, and by when it is due."""
    rung = desk.label(row.get("status") or row.get("rung"))
    promisors, promisees = desk.label(row["promisors"]), desk.label(row["promisees"]) if row["promisees"] else ""
    parties = f"{promisors} → {promisees}" if promisees else promisors
    parts = [parties, desk.day(row["made"]), f"{rung} ({desk.day(row['since'])})"]
    if row.get("due"):
        parts.append(desk.say("due_by", day=desk.day(row["due"])))
        parts.append(tell_lag(desk, row))
    if is_late(desk):
        parts.append(tell_overtaken(desk, row))
    return f"{desk.label(row['description']).rstrip('.')} [{'; '.join(part for part in parts if part)}]"


def tell_deadline(desk: Desk, row: Row) -> str:
    """A promise in short: what, by whom and by when."""
    due = desk.say("due_by", day=desk.day(row["due"])) if row.get("due") else ""
    parts = [desk.label(row["promisors"]), due, tell_overtaken(desk, row)]
    return f"{desk.label(row['description']).rstrip('.')} [{'; '.join(part for part in parts if part)}]"


def tell_begun(desk: Desk, rows: Sequence[Row]) -> str:
    """That promises were not counted since something of their keeping is recorded; nothing where there are none."""
    told = [tell_deadline(desk, row) for row in rows]
    return desk.say("begun_apart", count=len(rows), list=desk.speech.listing(told)) if rows else ""
