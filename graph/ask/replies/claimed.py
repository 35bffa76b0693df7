"""Holds a number of things that a question claims against how many an answer counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome

__all__ = ["judge_count"]

#: Plans that count all that there is; any other counts what is known.
WHOLE: Final = frozenset({"listing", "members", "pillars"})


def judge_count(desk: Desk, outcome: Outcome, intent: str) -> Outcome:
    """The answer with yes or no to the number that is claimed; with neither where more may exist than is known."""
    claim = desk.utterance.claim
    if claim is None or not outcome.is_answered:
        return outcome
    is_so = None if outcome.count is None else claim.holds(outcome.count, is_all=intent in WHOLE)
    text = outcome.text if is_so is not None else desk.say("not_known_so", told=outcome.text)
    return replace(outcome, text=text, boolean=is_so)
