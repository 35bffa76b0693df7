"""Tells what a question means to find on a list where that is no material that is known.

Of "it", or of what nobody knows, the whole list is no yes.
"""

from __future__ import annotations

import re
from typing import Final

from graph.ask.reading.slots import Slots
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern

__all__ = ["unlisted_in"]

#: Words that ask for any entry there is, which the list itself answers.
ANY: Final = re.compile(
    r"\b(?:any|anything|something|there|all|every|both|everything|what|which|how)\b|何か|いずれ|どれ|कोई|कुछ|सब|कौन|कितन|\b(?:koi|kuch)\b",
    re.IGNORECASE,
)
#: What was spoken of before, by its sort.
THAT: Final = re.compile(r"(?:that|this|these|those|the same)\b|(?:यह|वह|इस|उस|ये|वे)(?=\s|$)", re.IGNORECASE)
#: What stands before a name and is no part of it.
LEADING: Final = re.compile(r"^(?:the|an?|क्या|kya)\s+", re.IGNORECASE)


def unlisted_in(utterance: Utterance, slots: Slots) -> str | None:
    """What is looked for on a list without being a material, empty if unsaid; nothing where no such thing is asked."""
    if not utterance.is_polar or slots.has("material") or utterance.claim is not None:
        return None
    found = read_pattern("on_a_list").search(utterance.text)
    if found is None:
        return None
    subject = next((each for each in found.groupdict().values() if each), "")
    start = found.start() if not subject else utterance.text.find(subject)
    held = [each for each in utterance.mentions if start <= each.start < start + len(subject)]
    if held or ANY.search(subject):
        return None
    return subject.strip() if THAT.match(subject) else LEADING.sub("", subject).strip()
