"""Tells promises that were kept after the day when they were due, which are not those that are late and still open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, span_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.wording.lexicon import read_pattern

__all__ = ["asks_kept_late", "kept_late", "tell_lag"]

#: Words by which any promise will do.
ANY: Final = re.compile(r"\b(?:any(?:thing)?|something|ever)\b|何か|कुछ|कोई|\b(?:koi|kuch)\b", re.IGNORECASE)
#: Rungs of what was kept, in whole or in part.
KEPT: Final = frozenset({"delivered", "partly-delivered"})
#: Days of a month and of a year; up to how many days, and from how many years on, a lag is told in these.
MONTH: Final = 30.44
YEAR: Final = 365.25
MOST_DAYS: Final = 120
FEWEST_YEARS: Final = 2


def asks_kept_late(desk: Desk) -> bool:
    """Whether what was done too late is asked for, and not what is late and undone; of one promise no list is told."""
    is_any = desk.has("promise") or ANY.search(desk.utterance.text) is not None
    is_of_one = desk.utterance.is_polar and (bool(desk.utterance.told) or not is_any)
    return not is_of_one and read_pattern("kept_late").search(desk.utterance.text) is not None


def kept_late(rows: Sequence[Row]) -> list[Row]:
    """The promises that were kept after the last day on which they were due, the latest due first."""
    found = [row for row in rows if _lag(row) is not None]
    return sorted(found, key=lambda row: str(span_of(row.get("due"))), reverse=True)


def tell_lag(desk: Desk, row: Row) -> str:
    """How long after its day a promise was kept: in days where both are known to the day, else about; else nothing."""
    lag = _lag(row)
    if lag is None:
        return ""
    days, is_exact = lag
    if is_exact and days <= MOST_DAYS:
        return desk.say("lag_days", count=days)
    unit, length = ("years", YEAR) if days >= FEWEST_YEARS * YEAR else ("months", MONTH)
    return desk.say(f"lag_{unit}", count=max(1, round(days / length)))


def _lag(row: Row) -> tuple[int, bool] | None:
    """How many days at least a promise was kept after it was due, and whether that is exact."""
    due, done = span_of(row.get("due")), span_of(row.get("since"))
    if due is None or done is None or not tokens_of_slug(row["rung"]) & KEPT or done[0] <= due[1]:
        return None
    is_exact = due[0] == due[1] and done[0] == done[1]
    # Years and months lie as far apart as their ends do.
    return ((done[0] - due[1]).days if is_exact else (done[1] - due[1]).days), is_exact
