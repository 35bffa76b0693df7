"""Tells whether a question is if a deed was done: by a day, in time, or as it had been agreed."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.periods import Period

__all__ = ["with_deeds"]

#: Cues of what comes about by itself, of which a day is no deadline.
OTHERWISE: Final = frozenset(["critical", "join", "leave", "listed", "member"])


def with_deeds(text: str, cues: frozenset[str], periods: Sequence[Period], *, is_polar: bool) -> frozenset[str]:
    """The cues with ``timely`` for a deed that is asked to be in time, and ``deed`` for one that was agreed on.

    What was agreed on is then no signature that is asked for.
    """
    if not is_polar:
        return cues
    found: AbstractSet[str] = cues
    is_by = any(period.window()[0] is None for period in periods)
    if read_pattern("deadline_kept").search(text) or (is_by and cues.isdisjoint({*OTHERWISE, "sign", "launch"})):
        found = found | {"timely"}
    if read_pattern("promised_deed").search(text) and cues.isdisjoint(OTHERWISE):
        found = (found | {"deed"}) - {"sign", "adopt"}
    return frozenset(found)
