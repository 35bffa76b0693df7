"""Finds clauses that tell of who asks and name nothing: they are no part of what is asked.

What people say of themselves is known by its grammar, not by its words: the first person, or a reason in front, in a
clause without any name, beside another one that has one.
"""

from __future__ import annotations

import re
from typing import Final

from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.polarity import INTERROGATIVES

__all__ = ["find_asker", "without"]

#: Where clauses end; a clause of Hindi also before "that".
CLAUSE: Final = re.compile(r"(?:[^,、，:：;；。!！?？।\n—–.-]|(?<=\w)[.-](?=\w))+(?:[,、，:：;；。!！?？।\n—–.-]+|$)")
THAT: Final = re.compile(r"(?<=\s)कि\s|(?<=\s)ki\s(?=\S+\s+(?:ne|ka|ki|ke|mein|kab|kya|kaun))")


def find_asker(utterance: Utterance) -> list[tuple[int, int]]:
    """The stretches that tell of the asker; none where nothing to ask would be left, or where all is understood."""
    text = utterance.text
    firm = [each for each in utterance.mentions if not each.is_weak]
    found: list[tuple[int, int]] = []
    for start, end in _clauses(text):
        said = text[start:end]
        is_named = any(each.start < end and start < each.end for each in firm)
        is_timed = any(start <= period.start < end for period in utterance.periods)
        cues = {cue for place, cue in utterance.cue_places if start <= place < end}
        strange = [word for word in utterance.unknown if start <= text.find(word) < end]
        if is_named or is_timed or cues & INTERROGATIVES or not (cues or strange):
            continue
        if read_pattern("first_person").search(said):
            found.append((start, end))
    places = [*(each.start for each in firm), *(place for place, _ in utterance.cue_places)]
    left = [place for place in places if not any(start <= place < end for start, end in found)]
    return found if left else []


def without(text: str, spans: list[tuple[int, int]]) -> tuple[str, tuple[str, ...]]:
    """A text with stretches blanked out, and what they said."""
    told = []
    for start, end in spans:
        told.append(text[start:end].strip(" ,、，:：;；。.!！।—–-\n"))
        text = text[:start] + " " * (end - start) + text[end:]
    return text, tuple(told)


def _clauses(text: str) -> list[tuple[int, int]]:
    """Where clauses begin and end; one that tells what somebody asks ends with its "that"."""
    found: list[tuple[int, int]] = []
    for match in CLAUSE.finditer(text):
        start, end = match.span()
        for joint in THAT.finditer(text, start, end):
            found.append((start, joint.end()))
            start = joint.end()
        found.append((start, end))
    return found
