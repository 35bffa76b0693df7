"""Reads what stands in brackets behind a word as the same thing in other letters: कबिल (KABIL), IREL (आईआरईएल)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graph.ask.utterance import Utterance

__all__ = ["join_bracketed"]

#: One or a few words before an opening bracket.
BEFORE: Final = re.compile(r"(?P<word>[^\s()（）、。,?？]+)\s*[(（]\s*$")
BEHIND: Final = re.compile(r"\s*[)）]")


def join_bracketed(utterance: Utterance) -> Utterance:
    """Drop the word before a name in brackets that nobody knows, or the name where both are of one thing."""
    for mention in utterance.mentions:
        before = BEFORE.search(utterance.text[: mention.start])
        if before is None or not BEHIND.match(utterance.text, mention.end):
            continue
        same = [
            each
            for each in utterance.mentions
            if each.end == before.end("word") and {s.iri for s in each.senses} & {s.iri for s in mention.senses}
        ]
        if same:
            return replace(utterance, mentions=tuple(each for each in utterance.mentions if each is not mention))
        word = before["word"]
        kept = tuple(each for each in utterance.unknown if each not in word)
        residue = tuple(each for each in utterance.residue if each not in word)
        return replace(utterance, unknown=kept, residue=residue)
    return utterance
