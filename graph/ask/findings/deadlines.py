"""Tells whether a question is about what is late, and whether a promise was kept too late."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Row, span_of
from graph.ask.findings.figures import text_of, tokens_of_slug

__all__ = ["SHORT", "TIMELY", "asks_kept", "is_after_due", "is_due", "is_late", "is_over", "is_undone", "was_kept"]

#: Rungs of which a source says that they are short of delivery; of a promise on any other nothing is known.
SHORT: Final = frozenset(
    [
        "delayed",
        "disputed",
        "lapsed",
        "partly-delivered",
        "superseded",
        "suspended",
        "suspension-requested",
        "under-way",
        "withdrawn",
    ]
)
#: Words by which a deadline is one that is over.
PASSED: Final = re.compile(
    r"\b(?:pass(?:ed)?|past|expired|gone|over|missed|miss|behind|exceeded|overshot|lapsed)\b|過ぎ|超え|越え|切れ|守られ"
    r"|बीत|पार|निकल|गुज़र|गुजर|समाप्त|चूक",
    re.IGNORECASE,
)


def is_due(desk: Desk) -> bool:
    """Whether it is asked when promises fall due: by a word for it, or by what is to be done in time to come."""
    is_ahead = any(period.last > desk.on for period in desk.utterance.periods)
    return desk.has("due") or (desk.has("delivered") and is_ahead and not desk.utterance.is_past)


def is_undone(desk: Desk) -> bool:
    """Whether what is not done is asked for: not delivered, promised but never kept, due but not done."""
    is_but_not = BUT_NOT.search(desk.utterance.text) is not None
    if desk.has("due") and is_but_not:
        return True
    return desk.has("delivered") and (desk.has("not", "stale") or (desk.has("only") and is_but_not))


#: What joins a promise to its not being kept.
BUT_NOT: Final = re.compile(
    r"\b(?:and|but|yet)\s+(?:has\s+|have\s+|was\s+|were\s+|is\s+|are\s+|did\s+|do\s+)?(?:not|never)\b"
    r"|\b(?:but|yet)\s+(?:has|have|was|were|is|are|did|do)n['’ʼ]t\b"
    r"|(?:のに|が、?|ながら)[^。?？]{0,12}(?:て(?:い)?ない|なかった|ていません|ませんでした)"
    r"|(?:पर|लेकिन|मगर|किंतु|par|lekin)\s+(?:\S+\s+)?(?:नहीं|nahi|nahin)\s+(?:हु|हो|hu|ho)",
    re.IGNORECASE,
)


def is_late(desk: Desk) -> bool:
    """Whether what is late is asked for: by a word for it, or by a deadline that is over."""
    return desk.has("late") or (desk.has("due") and PASSED.search(desk.utterance.text) is not None)


def is_over(desk: Desk) -> bool:
    """Whether aims are asked for whose day is over, by a word for what is late or lapsed."""
    return desk.has("late") or (desk.has("expect", "due") and PASSED.search(desk.utterance.text) is not None)


#: Words for a deadline that was kept.
TIMELY: Final = re.compile(
    r"\b(?:on|in) time\b|\bon schedule\b|\bpunctual|期限内|期限どおり|期限通り|予定どおり|予定通り"
    r"|間に合|समय पर|samay par",
    re.IGNORECASE,
)


def is_after_due(row: Row) -> bool:
    """Whether a promise was delivered after the day when it was due; a deadline of a month or year lasts to its end."""
    due = row.get("due")
    if "delivered" not in tokens_of_slug(row["rung"]) or not isinstance(due, Mapping) or due.get("precision") != "day":
        return False
    return bool(text_of(due)) and text_of(row["since"]) > text_of(due)


def asks_kept(desk: Desk) -> bool:
    """Whether a question is if a deadline was kept, or if something was done by a day."""
    return desk.utterance.is_polar and desk.has("timely") and not desk.has("late", "pending") and not is_undone(desk)


def was_kept(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether what was promised was done in time: no where any of it was done later, or stood short of it after."""
    verdicts = [_was_kept(desk, row) for row in rows]
    if False in verdicts:
        return False
    return True if verdicts and None not in verdicts else None


def _was_kept(desk: Desk, row: Row) -> bool | None:
    limits = [period.window()[1] for period in desk.utterance.periods if period.window()[0] is None]
    due, stood = span_of(row.get("due")), span_of(row.get("since"))
    limit = limits[0] if limits and limits[0] else due[1] if due else None
    if limit is None or stood is None:
        return None
    rung = tokens_of_slug(row["rung"])
    if "delivered" in rung:
        return False if stood[0] > limit else True if stood[1] <= limit else None
    return False if rung & SHORT and stood[0] > limit else None
