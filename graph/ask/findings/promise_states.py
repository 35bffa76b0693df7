"""Tells in what state the promises are that a question asks for: late, silent, open, running, delivered, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row
from graph.ask.findings.deadlines import is_due, is_late, is_undone
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.kept_late import asks_kept_late

__all__ = ["asks_both", "is_overdue", "is_running", "state_of", "unrecorded"]

#: Rungs of what was kept, at least in part, or is being kept.
BEGUN: Final = frozenset({"delivered", "partly-delivered", "under-way"})
#: What stands between two states that are asked for side by side.
BESIDE: Final = re.compile(r"\b(?:and|or)\b|,|और|\baur\b|、", re.IGNORECASE)


def is_overdue(desk: Desk) -> bool:
    """Whether what is past its day and not done is asked for."""
    is_over = any(period.last <= desk.on for period in desk.utterance.periods)
    return is_late(desk) or (is_due(desk) and (is_undone(desk) or (is_over and desk.has("pending"))))


def state_of(desk: Desk) -> str:
    """In what state the promises are that the question asks for, in words; nothing where it asks for none."""
    if asks_both(desk):
        return ""
    for is_asked, phrase in (
        (asks_kept_late(desk), "state_kept_late"),
        (is_late(desk), "state_late"),
        (desk.has("silent"), "state_silent"),
        (desk.has("pending") or is_undone(desk), "state_open"),
        (desk.has("delivered") and not desk.has("how_many") and not is_due(desk), "state_delivered"),
    ):
        if is_asked and not desk.utterance.is_polar:
            return desk.say(phrase, day=desk.today())
    return ""


def unrecorded(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Promises of whose keeping nothing is recorded, and those of which some of it is."""
    begun = [row for row in rows if tokens_of_slug(row["rung"]) & BEGUN]
    return [row for row in rows if row not in begun], begun


def asks_both(desk: Desk) -> bool:
    """Whether those that are done and those that are not are asked for side by side."""
    is_both = desk.has("delivered") and desk.has("pending", "active")
    return is_both and not desk.utterance.is_polar and BESIDE.search(desk.utterance.text) is not None


def is_running(desk: Desk) -> bool:
    """Whether those are asked for that still run."""
    return desk.has("active") and not desk.utterance.is_polar and not desk.has("delivered")
