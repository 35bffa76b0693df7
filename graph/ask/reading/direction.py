"""Tells who promises and to whom, by what stands next to a name: a preposition, a case, a verb."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Final

from graph.ask.reading.slots import Slots
from graph.ask.reading.utterance import Utterance

__all__ = ["OUTSIDE", "OUTSIDE_AFTER", "Side", "find_sides", "find_taker", "is_outside", "is_where"]


class Side(Enum):
    """On which side of a promise somebody stands."""

    GIVER = "giver"
    TAKER = "taker"
    EITHER = "either"


VERB: Final = r"(?:promise|pledge|commit|owe|guarantee|offer)(?:d|s|ted|ed)?"
TO_BEFORE: Final = re.compile(
    rf"(?:(?<!happened )(?<!happens )(?<!happen )\b(?:to|towards?|for)|\b{VERB}(?:\s+to)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
BY_BEFORE: Final = re.compile(r"\b(?:by|from|of|did|does|do|has|have|had|will|is|are)\s+(?:the\s+)?$", re.IGNORECASE)
VERB_AFTER: Final = re.compile(
    rf"^\s*(?:has|have|had|did|still|also|ever|actually|already|yet|\s)*\s*{VERB}\b", re.IGNORECASE
)
OWNS_AFTER: Final = re.compile(
    r"^(?:['’ʼ](?:s\b|(?=\s))|\s*(?:の|が|は|側の?が?は?|ne\b|ने|का|की|के(?!\s*(?:प्रति|साथ|लिए|बीच))))", re.IGNORECASE
)
TAKES_AFTER: Final = re.compile(r"^\s*(?:に対|に(?!よ|お)|への?|को|ko\b|से|के\s*(?:प्रति|लिए)|ke\s+(?:liye|prati)\b)")
ADJECTIVE: Final = re.compile(r"(?:ese|ian|ean|can|ish|ch|ai)$")


def find_sides(utterance: Utterance, slots: Slots) -> Mapping[str, Side]:
    """On which side each actor that a question names stands; either, where it says nothing of it or joins several."""
    found: dict[str, Side] = {}
    fillings = [filling for slot in ("country", "body") for filling in slots.by_slot.get(slot, ())]
    for filling in fillings:
        before = utterance.text[: filling.mention.start]
        after = utterance.text[filling.mention.end :]
        if TO_BEFORE.search(before) or TAKES_AFTER.search(after):
            found[filling.iri] = Side.TAKER
        elif (
            BY_BEFORE.search(before)
            or VERB_AFTER.search(after)
            or OWNS_AFTER.search(after)
            or ADJECTIVE.search(filling.mention.text)
        ):
            found[filling.iri] = Side.GIVER
        else:
            found[filling.iri] = Side.EITHER
    if len(fillings) > 1 and Side.TAKER not in found.values():
        return dict.fromkeys(found, Side.EITHER)
    return found


#: What is taken in, behind whose name; and what stands before or behind the name of who takes it.
TAKEN: Final = re.compile(
    r"\bimport(?!ance|ant)|\bpurchas|\bbuys?\b|\bbought\b|輸入|आयात|\baay?aat|\bayat", re.IGNORECASE
)
TAKER_BEFORE: Final = re.compile(
    r"\b(?:(?:to|into|supplied|supplies|supply)|imports?\s+(?:of\s+[\w\s-]+\s+)?(?:by|into|to|of)"
    r"|imported\s+(?:by|into|to))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
TAKER_AFTER: Final = re.compile(r"^\s*(?:に対|への?|向け|に供給|को\b|\bko\b)")
GIVER_BEFORE: Final = re.compile(r"\b(?:from|by|of)\s+(?:the\s+)?$", re.IGNORECASE)
GIVER_AFTER: Final = re.compile(r"^\s*(?:から|से(?!\S)|\bse\b)")


def find_taker(utterance: Utterance, slots: Slots) -> str:
    """Who takes a material in: by what stands beside a name, else whoever is named last before the word for it."""
    text = utterance.text
    fillings = sorted(slots.by_slot.get("country", ()), key=lambda each: each.mention.start)
    free = []
    for each in fillings:
        before, after = text[: each.mention.start], text[each.mention.end :]
        if TAKER_BEFORE.search(before) or TAKER_AFTER.search(after):
            return each.iri
        if not GIVER_AFTER.search(after) and not (GIVER_BEFORE.search(before) and not re.match(r"['’]", after)):
            free.append(each)
    taken = TAKEN.search(text)
    near = [each for each in free if taken and each.mention.end <= taken.start()]
    chosen = near[-1:] or free[:1] or fillings[:1]
    return chosen[0].iri if chosen else ""


#: What makes a country the place where something lies.
IN: Final = re.compile(r"\b(?:in|inside|within|across)\s+(?:the\s+)?$", re.IGNORECASE)
IN_AFTER: Final = re.compile(r"^\s*(?:国内|領内|における|にある|にあり|にござい|に位置|に所在|में|के भीतर|mein\b)")


def is_where(utterance: Utterance, slots: Slots, country: str) -> bool:
    """Whether a country is named as the place where something lies, not as who has a part in it."""
    text = utterance.text
    fillings = [filling for filling in slots.by_slot.get("country", ()) if filling.iri == country]
    return any(IN.search(text[: each.mention.start]) or IN_AFTER.search(text[each.mention.end :]) for each in fillings)


#: What makes a place that where something does not lie.
OUTSIDE: Final = re.compile(
    r"\b(?:outside(?:\s+of)?|other than|except(?:\s+for)?|not in|beyond|excluding|apart from)\s+(?:the\s+)?"
    r"(?:[\w\s,]{1,40}?(?:,|\band|\bor)\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
OUTSIDE_AFTER: Final = re.compile(
    r"^\s*(?:以外|の外|域外|を除|के\s+(?:बाहर|अलावा|अतिरिक्त|सिवा)|से\s+(?:बाहर|परे)|को\s+छोड़|se\s+bahar|ke\s+(?:bahar|alawa))",
    re.IGNORECASE,
)


def is_outside(utterance: Utterance, slots: Slots, place: str) -> bool:
    """Whether a place is named as where something does not lie: outside China."""
    text = utterance.text
    fillings = [each for slot in ("country", "place") for each in slots.by_slot.get(slot, ()) if each.iri == place]
    return any(
        OUTSIDE.search(text[: each.mention.start]) or OUTSIDE_AFTER.search(text[each.mention.end :])
        for each in fillings
    )
