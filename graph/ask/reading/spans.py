"""Tells whether a question names both ends of a length of time."""

from __future__ import annotations

from typing import Final

from graph.ask.reading.slots import Slots
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.stations import lasts, reaches_now, stations_in

__all__ = ["is_spanned"]

#: Two ends make a length.
BOTH: Final = 2


def is_spanned(utterance: Utterance, slots: Slots) -> bool:
    """Whether both ends of a length are named: two things, two steps or meetings of one, or one of them and today."""
    things = slots.beginning()
    if not things:
        # Of who promised something it may be asked how late it came.
        return utterance.has("late") and slots.has("country", "body", "material")
    if slots.has("framework") and slots.has("country", "body") and utterance.has("join", "member"):
        return True
    if len(things) >= BOTH or utterance.has("late") or reaches_now(utterance.text) or lasts(utterance.text):
        return True
    ends = len(utterance.ordinals) or utterance.has("first")
    ends += len([period for period in utterance.periods if period.relation in ("in", "at")]) + utterance.has("last")
    ends += slots.has("event")
    return ends >= BOTH or bool(stations_in(utterance.text))
