"""Owns up to what of a question an answer leaves out, so that nobody takes it for an answer to all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome

__all__ = ["own_up"]

#: How many letters of an unknown name are looked for in an answer.
ALIKE: Final = 6
#: Claims of an end, which no list of what there is bears out, and the plans that do not weigh claims themselves.
ENDS: Final = frozenset({"halted", "over", "removed"})
UNWEIGHED: Final = frozenset(
    ["bodies", "capacities", "figures", "involvement", "officers", "stages", "suppliers", "timeline"]
)


def own_up(desk: Desk, outcome: Outcome, intent: str) -> Outcome:
    """An answer that says which name it could not heed; yes and no fall, since they would be about less.

    Nor is there a yes to whether something ended or stopped where the answer only tells that there is such a thing.
    """
    text = desk.utterance.text
    if intent in UNWEIGHED and outcome.boolean is True and desk.concept("claim") & ENDS:
        outcome = replace(outcome, text=desk.say("not_known_so", told=outcome.text), boolean=None)
    names = [
        word
        for word in desk.utterance.unknown
        if word[:1].isupper() and text.find(word) > 0 and word.casefold()[:ALIKE] not in outcome.text.casefold()
    ]
    if not names or not outcome.rows or not outcome.is_answered or text.istitle():
        return outcome
    said = desk.say("left_out", words=desk.speech.listing([f"“{name}”" for name in names]))
    return replace(outcome, text=f"{outcome.text}{said}", boolean=None)
