"""Tells a chemical symbol of two letters from the word that is written alike: Co, In, As, Be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.wording.spelling import Unit

__all__ = ["SYMBOL", "UNCASED", "is_symbol"]

#: Letters that have no capitals, and how a chemical symbol of two letters is written.
UNCASED: Final = re.compile(r"[\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff]")
SYMBOL: Final = re.compile(r"[A-Z][a-z]")
#: What stands before a symbol in the midst of a sentence, and of these what sets it apart from a name before it.
BEFORE: Final = re.compile(r"[\s,/&+–-]+")


def is_symbol(text: str, units: Sequence[Unit], start: int) -> bool:
    """Whether two letters are written as a symbol is, where no sentence, title or firm gives them their capital.

    >>> from graph.ask.wording.spelling import split
    >>> [is_symbol(text, split(text), place) for text, place in (("list of Co mines", 2), ("In 2025", 0))]
    [True, False]
    """
    first = units[start]
    if SYMBOL.fullmatch(first.text) is None:
        return False
    if UNCASED.search(text):
        return True
    before = units[start - 1] if start else None
    if before is None:
        return False
    between = text[before.end : first.start]
    # "Sumitomo Metal Mining Co" is a firm.
    is_firm = len(before.text) > len(first.text) and before.text[0].isupper() and start > 1 and "," not in between
    return BEFORE.fullmatch(between) is not None and not is_firm and any(unit.text.islower() for unit in units)
