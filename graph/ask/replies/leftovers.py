"""Owns up to what of a question an answer leaves out, so that nobody takes it for an answer to all of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome
from graph.ask.findings.timely import judge_time
from graph.ask.reading.strangers import is_verb
from graph.ask.wording.lexicon import read_pattern

__all__ = ["is_of_another", "own_up"]

#: How many letters of an unknown name are looked for in an answer.
ALIKE: Final = 6
#: From how many rows on an answer that heeds no unknown name is no answer.
FEW: Final = 12
#: Claims of an end, which no list of what there is bears out, and the plans that do not weigh claims themselves.
ENDS: Final = frozenset({"halted", "over", "removed"})
ANONYMOUS: Final = frozenset({"figures", "reliance", "suppliers"})
UNWEIGHED: Final = frozenset(
    ["bodies", "capacities", "figures", "involvement", "officers", "stages", "suppliers", "timeline"]
)
#: Plans that tell of all there are, whatever they stand in.
UNPICKED: Final = frozenset({"coverage", "frameworks"})

#: Plans that look at no place, and those that tell of shares without weighing the one that is asked about.
UNPLACED: Final = frozenset({"issued", "promises", "signed_by", "signings", "text"})
SHARED: Final = frozenset({"bodies", "involvement", "projects", "promises", "ties", "undertaking"})
PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|％|per ?cent\b|パーセント|प्रतिशत|फ़?ीसदी)", re.IGNORECASE)
BOUNDED: Final = re.compile(
    r"\b(?:more|less|over|under|above|below|at least|at most|about|up to)\b|以上|以下|超|未満|約"
    r"|से (?:अधिक|ज़्यादा|ज्यादा|कम)|लगभग",
    re.IGNORECASE,
)


def own_up(desk: Desk, outcome: Outcome, intent: str, dropped: str = "") -> Outcome:
    """An answer that says which words it could not heed; for a name yes and no fall, since they would be about less.

    ``dropped`` is a word that stands in the midst of a name.

    Nor is there a yes to whether something ended or stopped where the answer only tells that there is such a thing.
    """
    text = desk.utterance.text
    outcome = judge_time(desk, outcome, intent)
    if intent in UNWEIGHED and outcome.boolean is True and desk.concept("claim") & ENDS:
        outcome = replace(outcome, text=desk.say("not_known_so", told=outcome.text), boolean=None)
    if intent in ANONYMOUS and outcome.boolean is True and desk.slots.has("body"):
        # What a country buys or makes does not tell what a firm does.
        outcome = replace(outcome, text=desk.say("not_known_so", told=outcome.text), boolean=None)
    outcome = _picked(desk, _measured(desk, _placed(desk, outcome, intent), intent), intent)
    words = [
        word
        for word in desk.utterance.unknown
        if word.casefold()[:ALIKE] not in outcome.text.casefold() and not is_verb(word, text)
    ]
    words += [dropped] if dropped and dropped.casefold()[:ALIKE] not in outcome.text.casefold() else []
    if not words or not outcome.rows or not outcome.is_answered:
        return outcome
    has_name = not text.istitle() and any(word[:1].isupper() and text.find(word) > 0 for word in words)
    if has_name and len(outcome.rows) > FEW and not desk.utterance.outlets:
        # So much is about something else than what bears the name.
        names = [word for word in words if word[:1].isupper()]
        unknown = desk.say("unknown_name", names=desk.speech.listing([f"“{name}”" for name in names]), near="")
        return Outcome(unknown, is_answered=False)
    said = desk.say("left_out", words=desk.speech.listing([f"“{word}”" for word in words]))
    return replace(outcome, text=f"{outcome.text}{said}", boolean=None if has_name else outcome.boolean)


def _picked(desk: Desk, outcome: Outcome, intent: str) -> Outcome:
    """That an answer is of all there are, where only a few are asked of that stand together in some text."""
    picked = read_pattern("picked_out").search(desk.utterance.text) if intent in UNPICKED else None
    if picked is None or not outcome.rows or desk.slots.has("framework"):
        return outcome
    return replace(outcome, text=f"{outcome.text}{desk.say('not_picked', words=picked[0].strip())}")


def _placed(desk: Desk, outcome: Outcome, intent: str) -> Outcome:
    """No yes to whether something was signed or promised at a place of which the answer does not tell."""
    places = desk.slots.all("place")
    if intent not in UNPLACED or outcome.boolean is not True or not places:
        return outcome
    if any(desk.label(each).split(",")[0].casefold() in outcome.text.casefold() for each in places):
        return outcome
    return replace(outcome, text=desk.say("not_known_so", told=outcome.text), boolean=None)


def _measured(desk: Desk, outcome: Outcome, intent: str) -> Outcome:
    """No yes to a share that is not the one that the answer tells; no, where it tells another and only that."""
    asked = {float(each) for each in PERCENT.findall(desk.utterance.text)}
    told = {float(each) for each in PERCENT.findall(outcome.text)}
    if intent not in SHARED or outcome.boolean is not True or not asked or asked <= told:
        return outcome
    if len(told) == 1 and not BOUNDED.search(desk.utterance.text):
        return replace(outcome, boolean=False)
    return replace(outcome, text=desk.say("not_known_so", told=outcome.text), boolean=None)


def is_of_another(desk: Desk) -> bool:
    """Whether a word that nobody knows stands right behind an actor and so names something of his."""
    text = desk.utterance.text
    behind = [
        text[each.mention.end :].lstrip() for slot in ("country", "body") for each in desk.slots.by_slot.get(slot, ())
    ]
    return any(rest.startswith(word) for rest in behind for word in desk.utterance.unknown if _is_thing(word))


def _is_thing(word: str) -> bool:
    """Whether an English word may name a thing: no adverb."""
    return word.isascii() and not word.endswith("ly")
