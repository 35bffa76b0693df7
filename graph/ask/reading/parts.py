"""Takes a sentence with two questions apart; what the second calls "it" is what the first has named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.naming.mentions import Mention

__all__ = ["parts_of"]

#: Words that ask, in three languages.
QUESTION: Final = r"(?:who|whom|whose|what|when|where|which|how|why|is|are|was|were|does|do|did|has|have)\b"
ASKS: Final = re.compile(
    r"\b(?:who|whom|whose|what|when|where|which|how|why)\b|^\W*(?:is|are|was|were|does|do|did|has|have)\b"
    r"|何|誰|だれ|どこ|どの|どれ|いつ|いくつ|どちら|どう|क्या|कौन|किस|किन|कब|कहाँ|कहां|कितन|क्यों|\bkab\b|\bkaun|\bkahan|\bkitn",
    re.IGNORECASE,
)
#: Where the second question begins.
CUTS: Final = (
    re.compile(rf"(?:,\s*|\s+)(?:and|then)\s+(?:also\s+)?(?={QUESTION})|\?\s+(?:and\s+)?(?={QUESTION})", re.IGNORECASE),
    re.compile(r"、(?:また|そして|さらに)?(?=\S)|[?？。](?:また|そして)?(?=\S)"),
    re.compile(r"[,?]?\s+(?:और|तथा|एवं|aur)\s+|[?,।]\s+(?=\S)"),
)
#: Words that stand for what was named before.
PRONOUN: Final = re.compile(
    r"\b(?:its|it|their|them|they)\b|そこ|それ|その|(?:इस|उस|इन|उन)(?=के|की|का|में|से|को)"
    r"|(?<!\S)(?:यह|ये|वह|yah|yeh)(?=\s+(?:किस|कब|कहाँ|कहां|क्या|कौन|क्यों|कितन|kis|kab|kahan|kya|kaun))",
    re.IGNORECASE,
)
#: Words that stand for a person who was named before.
PERSONAL: Final = re.compile(
    r"\b(?:he|she)\b|彼女|彼(?=[はがのを])|同氏|(?:उन्होंने|इन्होंने|उसने|इसने|उनकी|उनका|उनके)(?=\s)|\b(?:unhone|unhonne|inhone|usne)\b",
    re.IGNORECASE,
)
#: Kinds of things that a second question may speak of by such a word, those first that a sentence is about.
SPOKEN_OF: Final = (
    "framework", "pillar", "instrument", "event", "project", "facility", "programme", "deposit", "material", "place"
)  # fmt: skip
#: So many words or characters a question has at least.
SHORTEST: Final = 3


def parts_of(text: str, mentions: Sequence[Mention]) -> tuple[str, str] | None:
    """The two questions of a sentence, each whole by itself; nothing where there is one."""
    for at, cut in enumerate(CUTS):
        for match in cut.finditer(text):
            first, second = text[: match.start()].strip(), text[match.end() :].strip()
            named = [each for each in mentions if each.end <= match.start() and not each.is_weak]
            later = [each for each in mentions if each.start >= match.end() and not each.is_weak]
            if not named or not ASKS.search(first) or not ASKS.search(second):
                continue
            if len(second.split()) < SHORTEST and at != 1:
                continue
            whole = _whole(second, named, later, is_japanese=at == 1)
            if whole is not None:
                return f"{first}?", whole
    return None


def _whole(second: str, named: Sequence[Mention], later: Sequence[Mention], *, is_japanese: bool) -> str | None:
    """The second question with what it speaks of in place of the word for it; nothing where that is not clear."""
    topic = next((each.text for kind in SPOKEN_OF for each in named if each.of_kind(kind)), None)
    person = next((each.text for each in named if each.of_kind("actor")), None)
    if topic is None and person is not None and (said := PERSONAL.search(second)):
        # In Hindi who does something has a word behind the name.
        doer = " ने" if said[0].endswith("ने") else ""
        return PERSONAL.sub(f"{person}{doer}", second, count=1)
    if PRONOUN.search(second):
        if topic is None:
            return None
        return PRONOUN.sub(lambda match: f"{topic} " if "\u0900" <= match[0][0] <= "\u097f" else topic, second)
    if later:
        return second
    return f"{topic}は{second}" if is_japanese and topic else None
