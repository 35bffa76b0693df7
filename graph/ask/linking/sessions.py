"""Heeds that a framework found late is a row of meetings: what its name says of those who meet asks for no office."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ask.reading.utterance import SESSION, Utterance

__all__ = ["add_sessions"]

#: What the name of a row of meetings says of those who meet, and how they are taken up.
NAMED: Final = frozenset({"critical", "framework", "office"})


def add_sessions(utterance: Utterance) -> Utterance:
    """The question with the cue of a row of meetings where one is named, and without those of words in its name."""
    rows = [
        each
        for each in utterance.mentions
        if not each.is_weak and each.of_kind("framework") and SESSION.search(each.text)
    ]
    if not rows:
        return utterance
    outside = {cue for place, cue in utterance.cue_places if not any(each.start <= place < each.end for each in rows)}
    idle = NAMED & {cue for _, cue in utterance.cue_places} - outside
    return replace(utterance, cues=utterance.cues - idle | {"session"})
