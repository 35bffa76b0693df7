"""Tells the clause that asks from one that only says why somebody asks, and one of several from all of them."""

from __future__ import annotations

import re
from typing import Final

from graph.ask.desk import Desk

__all__ = ["ALTERNATIVE", "actors_asked", "main_clause", "materials_asked"]

#: What begins or ends a clause that only tells why somebody asks.
BEFORE: Final = re.compile(
    r"^\s*(?:since|as|because|given|considering|now that|although|though|while|whereas|after|when|if)\b.*?[,;:—–]\s*"
    r"(?=(?:in |by |on )?"
    r"(?:which|what|who|does|do|did|is|are|has|have|how|name|list|tell|show|can)\b)"
    r"|^.*[.;—–!]\s+(?=(?:so |then )?(?:which|what|who|does|do|is|are|how)\b)"
    r"|^.*(?:ので|ため|ますが|ですが|だが|おり|なか|中で?|から|として|だけど)、"
    r"|^\s*(?:चूँकि|चूंकि|क्योंकि|जब|यदि|अगर|हालाँकि|हालांकि).*?,\s*",
    re.IGNORECASE,
)
BEHIND: Final = re.compile(
    r",?\s+(?:given that|given|since|because|now that|considering|while|although|whereas)\b.*$"
    r"|[,、]?\s*(?:क्योंकि|जबकि|चूँकि|चूंकि).*$",
    re.IGNORECASE,
)
#: Words that set materials side by side of which one is enough.
ALTERNATIVE: Final = re.compile(
    r"\bor\b(?! not)|または|もしくは|あるいは|(?<!\S)(?:या|अथवा)(?!\s*नहीं)(?!\S)", re.IGNORECASE
)


def main_clause(text: str) -> tuple[int, int]:
    """Where the clause that asks begins and ends.

    >>> text = "Since China restricts gallium, which frameworks cover graphite?"
    >>> text[slice(*main_clause(text))]
    'which frameworks cover graphite?'
    """
    before = BEFORE.search(text)
    start = before.end() if before else 0
    behind = BEHIND.search(text, start)
    return start, behind.start() if behind and behind.start() > start else len(text)


#: What stands beside a material that is only what another is used for.
USED_FOR: Final = re.compile(r"\b(?:for|used in|needed for|in making|to make)\s+(?:the\s+)?$", re.IGNORECASE)
USED_FOR_AFTER: Final = re.compile(r"^\s*(?:用|向け|に使|に必要|के लिए|बनाने|में प्रयुक्त|में इस्तेमाल)")


def materials_asked(desk: Desk) -> list[str]:
    """The materials that are asked about, without those for which they are used: rare earths for magnets."""
    text = desk.utterance.text
    fillings = desk.slots.by_slot.get("material", ())
    idle = {
        filling.iri
        for filling in fillings
        if USED_FOR.search(text[: filling.mention.start]) or USED_FOR_AFTER.search(text[filling.mention.end :])
    }
    named = desk.slots.all("material")
    start, end = main_clause(text)
    main = {each.iri for each in fillings if start <= each.mention.start < end}
    return [iri for iri in named if iri in main - idle] or [iri for iri in named if iri not in idle] or named


def actors_asked(desk: Desk) -> list[str]:
    """The actors of the clause that asks; who only does something beside it picks no frameworks."""
    start, end = main_clause(desk.utterance.text)
    fillings = [each for slot in ("country", "body") for each in desk.slots.by_slot.get(slot, ())]
    main = {each.iri for each in fillings if start <= each.mention.start < end}
    return [iri for iri in desk.slots.actors if iri in main]
