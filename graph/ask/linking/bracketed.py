"""Reads a name that is said twice as one: what stands in brackets behind a name is its other form, कबिल (KABIL)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.reading.utterance import Utterance

__all__ = ["join_bracketed"]

#: What opens brackets behind a name, and closes them.
OPENING: Final = re.compile(r"\s*[(（\[]\s*")
CLOSING: Final = re.compile(r"\s*[)）\]]")


def join_bracketed(utterance: Utterance) -> Utterance:
    """Make one of a name, known or not, and the name of the same thing in brackets behind it."""
    kept: list[Mention] = []
    unknown = utterance.unknown
    for mention in utterance.mentions:
        first = kept[-1] if kept else None
        closing = CLOSING.match(utterance.text, mention.end)
        if closing and first and OPENING.fullmatch(utterance.text[first.end : mention.start]):
            shared = tuple(sense for sense in first.senses if sense.iri in {each.iri for each in mention.senses})
            if shared:
                said = utterance.text[first.start : closing.end()]
                kept[-1] = replace(first, end=closing.end(), text=said, senses=shared, is_weak=False)
                continue
        before = next((word for word in unknown if _stands_before(word, mention, utterance.text)), None)
        if closing and before is not None:
            start = utterance.text.rfind(before, 0, mention.start)
            unknown = tuple(word for word in unknown if word != before)
            mention = replace(mention, start=start, end=closing.end(), text=utterance.text[start : closing.end()])
        kept.append(mention)
    return replace(utterance, mentions=tuple(kept), unknown=unknown)


def _stands_before(word: str, mention: Mention, text: str) -> bool:
    """Whether a word stands right before the brackets around a name."""
    start = text.rfind(word, 0, mention.start)
    return start >= 0 and OPENING.fullmatch(text[start + len(word) : mention.start]) is not None
