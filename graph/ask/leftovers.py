"""Owns up to what of a question an answer leaves out, so that nobody takes it for an answer to all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome

__all__ = ["own_up"]

#: How many letters of an unknown name are looked for in an answer.
ALIKE: Final = 6


def own_up(desk: Desk, outcome: Outcome) -> Outcome:
    """An answer that says which words it could not heed; for a name yes and no fall, since they would be about less."""
    text = desk.utterance.text
    words = [word for word in desk.utterance.unknown if word.casefold()[:ALIKE] not in outcome.text.casefold()]
    if not words or not outcome.rows or not outcome.is_answered:
        return outcome
    has_name = not text.istitle() and any(word[:1].isupper() and text.find(word) > 0 for word in words)
    said = desk.say("left_out", words=desk.speech.listing([f"“{word}”" for word in words]))
    return replace(outcome, text=f"{outcome.text}{said}", boolean=None if has_name else outcome.boolean)
