"""Sets aside what a question says of who asks: a desk that wants to know, an exam, a report that is due."""

from __future__ import annotations

import re
from typing import Final

from graph.ask.wording.lexicon import read_pattern

__all__ = ["set_aside"]

#: Where sentences end, and where a clause does that may stand by itself.
CLAUSE: Final = re.compile(r"[^。！？!?।;；\n]*?(?:[。！？!?।;；\n]+|\.(?=\s|$)|$)")
#: What a sentence ends in that asks something itself.
ASKED: Final = re.compile(r"[?？]|か[。\s]*$")
#: What has to be left of a question: a word of two letters or of one character of Han.
WORD: Final = re.compile(r"[A-Za-z\u0900-\u097f]{2,}|[\u30a1-\u30fa]{2,}|[\u4e00-\u9fff]")


def set_aside(text: str) -> tuple[str, tuple[str, ...]]:
    """A question without what it says of the asker, each stretch blanked out in its place, and these stretches.

    A sentence goes wholly where another one is left to ask something; in a sentence that asks only the clause goes.

    >>> rest, told = set_aside("My editor says third. Was it the fourth?")
    >>> rest.strip(), told
    ('Was it the fourth?', ('My editor says third',))
    >>> set_aside("Which lists hold tin?")
    ('Which lists hold tin?', ())
    """
    told: list[str] = []
    rest = text
    for match in CLAUSE.finditer(text):
        if match[0].strip() and read_pattern("aside_sentence").search(match[0]) and not ASKED.search(match[0]):
            less = _blank(rest, match.start(), match.end())
            if WORD.search(less) and _asks(less):
                rest = less
                told.append(match[0].strip(" 。.।!！"))
    for match in read_pattern("aside_clause").finditer(rest):
        less = _blank(rest, match.start(), match.end())
        if match[0].strip() and len(WORD.findall(less)) > 1:
            rest = less
            told.append(match[0].strip(" ,、，.。:："))
    return rest, tuple(told)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _asks(text: str) -> bool:
    """Whether enough is left to ask something: a mark of a question, or several words."""
    words = WORD.findall(read_pattern("pointing_only").sub("", text))
    return len(words) > 2 or (bool(words) and ("?" in text or "？" in text))
