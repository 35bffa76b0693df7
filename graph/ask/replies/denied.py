"""Answers whether something is not so: yes, where it is not; the plans weigh whether it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome
from graph.ask.wording.language import detect
from graph.ask.wording.polarity import is_absence, is_denial, is_open

__all__ = ["PLAIN", "VERDICT", "as_asked"]

#: How answers of yes or no begin.
VERDICT: Final = re.compile(
    r"(?:yes|no|not|in part)\b|はい|いいえ|現在はいいえ|一部|\S*ではいいえ|हाँ|नहीं|अब नहीं|आंशिक", re.IGNORECASE
)
#: A verdict alone, with the mark behind it.
PLAIN: Final = re.compile(
    r"not any more[.:,]\s*|(?:yes|no)[.:,]\s*"
    r"|(?:現在は)?(?:はい|いいえ)[。、：]|(?:अब )?(?:हाँ|नहीं)[।:,]\s*",
    re.IGNORECASE,
)
#: Cues of words that ask for something else than yes or no.
OPEN: Final = ("how_many", "how_much", "what", "when", "where", "which", "who", "why")


def as_asked(desk: Desk, outcome: Outcome) -> Outcome:
    """The answer with yes and no turned round, where the question denies what was weighed; with neither to which."""
    told = outcome.text.strip()
    if not desk.utterance.is_polar and desk.has(*OPEN) and is_open(desk.utterance.text):
        # What or which is answered by no yes.
        return replace(outcome, text=PLAIN.sub("", told, count=1) if PLAIN.match(told) else told, boolean=None)
    # To be off a framework is to be no member; what was taken off a list is weighed as it is asked.
    is_outside = is_absence(desk.utterance.text) and (desk.slots.has("framework") or not desk.concept("claim"))
    if outcome.boolean is None or not desk.utterance.is_polar or not (is_outside or desk.has("not", "only")):
        return outcome
    if is_absence(desk.utterance.text) and not (is_outside and desk.slots.has("framework", "list", "material")):
        return outcome
    is_of_name = any(len(desk.slots.all(*some)) > 1 for some in (("country", "body"), ("framework",), ("list",)))
    # Of several names the "not" may bind to one; and whether something leaves free is weighed as it is asked.
    if is_of_name or "non-binding" in desk.concept("bindingness"):
        return outcome
    if not is_denial(desk.utterance.text, detect(desk.utterance.text)):
        return outcome
    is_right = not outcome.boolean
    told = PLAIN.sub("", told, count=1) if PLAIN.match(told) else told
    prefix = desk.say("is_not_so" if is_right else "is_so_after_all")
    told = told[:1].lower() + told[1:] if told.startswith("A source") else told
    return replace(outcome, text=f"{prefix}{told}", boolean=is_right)
