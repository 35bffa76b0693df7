"""Answers whether something is not so: yes, where it is not; the plans weigh whether it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome
from graph.ask.wording.language import detect
from graph.ask.wording.polarity import is_denial

__all__ = ["VERDICT", "as_asked"]

#: How answers of yes or no begin.
VERDICT: Final = re.compile(
    r"(?:yes|no|not|in part)\b|はい|いいえ|現在はいいえ|一部|\S*ではいいえ|हाँ|नहीं|अब नहीं|आंशिक", re.IGNORECASE
)
#: A verdict alone, with the mark behind it.
PLAIN: Final = re.compile(
    r"not any more[.:,]?\s*|(?:yes|no)\b[.:,]?\s*"
    r"|(?:現在は)?(?:はい|いいえ)[。、：]?|(?:अब )?(?:हाँ|नहीं)[।:,]?\s*",
    re.IGNORECASE,
)


def as_asked(desk: Desk, outcome: Outcome) -> Outcome:
    """The answer with its yes or no turned round, where the question denies what was weighed."""
    if outcome.boolean is None or not desk.utterance.is_polar or not desk.has("not", "only"):
        return outcome
    is_of_name = any(len(desk.slots.all(*some)) > 1 for some in (("country", "body"), ("framework",), ("list",)))
    # Of several names the "not" may bind to one; and whether something leaves free is weighed as it is asked.
    if is_of_name or "non-binding" in desk.concept("bindingness"):
        return outcome
    if not is_denial(desk.utterance.text, detect(desk.utterance.text)):
        return outcome
    is_right = not outcome.boolean
    told = PLAIN.sub("", outcome.text.strip(), count=1) if PLAIN.match(outcome.text.strip()) else outcome.text.strip()
    prefix = desk.say("is_not_so" if is_right else "is_so_after_all")
    told = told[:1].lower() + told[1:] if told.startswith("A source") else told
    return replace(outcome, text=f"{prefix}{told}", boolean=is_right)
