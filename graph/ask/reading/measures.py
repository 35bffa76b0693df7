"""Tells what a question wants to have counted or measured, and what a sentence counts: money, shares, firms, blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from graph.ask.reading.direction import Side
from graph.ask.wording.lexicon import read_data, read_pattern

__all__ = ["ANY", "Quantity", "find_asked", "find_counts"]

#: Where nothing says what is to be measured.
ANY: Final = "any"
#: What is not counted but measured: asked for in turns of phrase of its own.
MEASURED: Final = frozenset({"money", "share"})
#: Number words of the graph's own sentences.
WORDS: Final = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number that is told: what it measures, the things it is told of, those they belong to, its words and days."""

    fact: str
    held: str
    of: str
    measures: Mapping[str, str]
    things: frozenset[str]
    beside: frozenset[str]
    near: frozenset[str]
    words: frozenset[str]
    first: date | None
    last: date | None
    materials: frozenset[str] = frozenset()
    givers: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()

    def by_day(self, *, is_back: bool) -> tuple[bool, int]:
        """How it is put among others: by its day, or behind all that are so, the last day first."""
        day = (self.last or date.max).toordinal()
        return is_back, -day if is_back else day

    def fits(self, sides: Mapping[str, Side]) -> bool:
        """Whether whoever gives and whoever is given to stand on the sides that the question says.

        What several promise jointly each of them has promised the others.
        """
        if not self.givers:
            return True
        joint = self.givers if len(self.givers) > 1 and not self.takers else frozenset()
        return all(
            side is Side.EITHER or actor in (self.givers if side is Side.GIVER else self.takers | joint)
            for actor, side in sides.items()
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be counted or measured: how sentences tell it and questions ask it, with its words beside "how many"."""

    told: re.Pattern[str]
    asked: re.Pattern[str]
    beside: re.Pattern[str] | None


@cache
def read_measures() -> Mapping[str, Measure]:
    """All measures by name, from the lexicon."""
    return {name: _measure(name, said) for name, said in read_data("measures").items()}


def _measure(name: str, said: Mapping[str, str]) -> Measure:
    number = r"(?<![\d.,])(?:\d+ of (?:the )?)?\d[\d,.]*(?: to \d[\d,]*)?"
    if name in MEASURED:
        between = "(?: [a-z-]+)??" if name == "money" else ""
        told = re.compile(rf"(?<![\d.,])\d[\d,.]*(?: to \d[\d,]*)?{between} (?:{said['told']})\b")
        return Measure(told, re.compile("|".join([said["en"], said["ja"], said["hi"]]), re.IGNORECASE), None)
    # Of English words whole ones: how many of what; up to three words may stand between.
    asked = (
        rf"(?:how many|number of|count of|what number of)\s+(?:(?!countr|member)[\w'’-]+\s+){{0,3}}?(?:{said['en']})\b"
    )
    # English nouns are counted in sentences of Hindi too.
    hindi = f"{said['hi']}|(?:{said['en']})\\b"
    counted = (
        rf"(?:(?:कितन|kitn)\S*|संख्या)\s+(?:\S+\s+){{0,2}}?(?:{hindi})"
        rf"|(?:{hindi})\S*\s+(?:\S+\s+){{0,2}}?(?:कितन|kitn|की संख्या)"
    )
    return Measure(
        re.compile(rf"{number}(?: (?!and\b|of\b|for\b|in\b)[A-Za-z-]+){{0,2}}? (?:{said['told']})\b"),
        re.compile(asked, re.IGNORECASE),
        re.compile(f"{said['ja']}|{counted}"),
    )


def find_asked(text: str) -> frozenset[str]:
    """What a question wants a number of; nothing for a question that wants none.

    >>> sorted(find_asked("How many firms were cleared?")), sorted(find_asked("Who was cleared?"))
    (['companies'], [])
    >>> sorted(find_asked("日本はライナスにいくら出資しましたか")), sorted(find_asked("कितनी कंपनियों को मंज़ूरी मिली?"))
    (['money'], ['companies'])
    """
    words = read_measures()
    found = {name for name, measure in words.items() if measure.asked.search(text)}
    if read_pattern("how_many").search(text):
        found |= {name for name, measure in words.items() if measure.beside and measure.beside.search(text)}
    if "blocks" in found and "companies" not in found:
        found -= {"bids"}
    if read_pattern("output").search(text):
        found.add("mass")
    if not found and read_pattern("how_much").search(text):
        found.add(ANY)
    return frozenset(found)


def find_counts(sentence: str) -> Mapping[str, str]:
    """What a sentence of the graph counts, each with its number as it is written.

    >>> dict(find_counts("13 blocks offered to two firms"))
    {'companies': '2 firms', 'blocks': '13 blocks'}
    """
    plain = re.sub(r"\b[A-Za-z]+\b", lambda word: WORDS.get(word[0].lower(), word[0]), sentence)
    return {name: hit[0] for name, measure in read_measures().items() if (hit := measure.told.search(plain))}
