"""Finds sums in a question: numbers with their scales, in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["find_amounts"]

SCALES: Final[Mapping[str, float]] = {
    "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
    "lakh crore": 1e12, "万": 1e4, "億": 1e8, "兆": 1e12, "हज़ार": 1e3, "हजार": 1e3, "लाख": 1e5, "करोड़": 1e7,
    "करोड": 1e7, "अरब": 1e9, "खरब": 1e11, "लाख करोड़": 1e12,
}  # fmt: skip
SCALE: Final = "|".join(sorted(SCALES, key=len, reverse=True))
SUM: Final = re.compile(rf"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*({SCALE})", re.IGNORECASE)
DIGITS: Final = str.maketrans("०१२३४५६७८९", "0123456789")


def find_amounts(text: str) -> frozenset[int]:
    """The sums in a text, written out.

    >>> sorted(find_amounts("16,300 crore rupees")), sorted(find_amounts("10兆円")), sorted(find_amounts("in 2025"))
    ([163000000000], [10000000000000], [])
    """
    return frozenset(
        round(float(number.replace(",", "")) * SCALES[scale.lower()])
        for number, scale in SUM.findall(text.translate(DIGITS))
    )
