"""Finds the number of things that a question of yes or no claims: more than seven summits, 5つ以上, 20 से अधिक."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from graph.ask.wording.amounts import find_numbers
from graph.ask.wording.eras import read_kanji
from graph.ask.wording.lexicon import read_data

__all__ = ["Claim", "find_claim"]

#: How a number may be bounded, in the order in which that is looked for: "no more than" is not "more than".
BOUNDS: Final = ("at-least", "at-most", "more", "fewer", "exactly")
KANJI: Final = "[一二三四五六七八九十]{1,3}"
#: From this number on a bare one may be a year or a part of a name.
LARGE: Final = 300


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of things, how it is bounded (one of ``BOUNDS``), and where it stands in the question."""

    number: int
    bound: str
    start: int
    end: int

    def holds(self, count: int, *, is_all: bool) -> bool | None:
        """Whether so many bear it out; unknown where there may be more than these and that would matter.

        >>> Claim(7, "more", 0, 0).holds(5, is_all=False), Claim(7, "more", 0, 0).holds(8, is_all=False)
        (None, True)
        >>> Claim(7, "exactly", 0, 0).holds(8, is_all=False), Claim(7, "exactly", 0, 0).holds(7, is_all=True)
        (False, True)
        """
        if self.bound in ("more", "at-least"):
            is_reached = count >= self.number + (self.bound == "more")
            return is_reached or (False if is_all else None)
        if count > self.number - (self.bound == "fewer"):
            return False
        if not is_all:
            return None
        return self.bound != "exactly" or count == self.number


def find_claim(text: str) -> Claim | None:
    """The claim that a text makes of a number of members, minerals, meetings or the like; its words but the noun.

    >>> text = "Does the MSP have more than twenty members?"
    >>> claim = find_claim(text)
    >>> claim.number, claim.bound, text[claim.start:claim.end]
    (20, 'more', 'more than twenty')
    >>> [find_claim(each).number for each in ("加盟国は15か国以上ですか", "क्या 20 से अधिक सदस्य हैं?")]
    [15, 20]
    >>> find_claim("Does it have 14 members?").bound
    'exactly'
    >>> find_claim("Is tin one of India's 30 minerals?"), find_claim("more than 40 tonnes")
    (None, None)
    """
    for bound, pattern in _patterns():
        match = pattern.search(text)
        if match is not None:
            number = _number_in(match["number"])
            return Claim(number, bound, match.start(), match.end()) if number < LARGE else None
    return None


def _number_in(said: str) -> int:
    """A number in digits, as a word, or in characters."""
    words = {word: number for known in _lexicon()["numbers"].values() for word, number in known.items()}
    digits = find_numbers(said)
    return int(max(digits)) if digits else int(words[key]) if (key := said.lower()) in words else read_kanji(said)


@cache
def _lexicon() -> Any:
    return read_data("counts")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((bound, re.compile(said, re.IGNORECASE)) for bound, said in _written())


def _written() -> Iterator[tuple[str, str]]:
    """The expressions by which a claim is found, each with the bound that it sets; those with a bound come first."""
    known = _lexicon()
    said = {
        language: "|".join([r"\d{1,3}", *sorted(words, key=len, reverse=True)])
        for language, words in known["numbers"].items()
    }
    english = rf"(?P<number>\b(?:{said['en']}))\b"
    hindi = rf"(?P<number>(?<![\d\u0900-\u097f])(?:{said['hi']}))(?![\d\u0900-\u097f])"
    japanese = rf"(?P<number>(?<![\d.])\d{{1,3}}|{KANJI})\s*(?:{known['counters']['ja']})"
    counted = {
        "en": rf"(?=\s+(?:[\w'’-]+\s+){{0,3}}(?:{known['things']['en']}))",
        "hi": rf"(?=\s+(?:\S+\s+){{0,3}}(?:{known['things']['hi']}))",
        "ja": "",
    }
    numbers = {"en": english, "hi": hindi, "ja": japanese}
    for bound in BOUNDS:
        for language, words in known["before"][bound].items():
            edge = r"\b" if language == "en" else ""
            yield bound, rf"{edge}(?:{words})\s*{numbers[language]}{counted[language]}"
        for language, words in known["behind"].get(bound, {}).items():
            yield bound, rf"{numbers[language]}\s*(?:{words}){counted[language]}"
    for verb in known["verbs"]["en"]:
        yield "exactly", rf"(?<=\b{verb}\s){english}{counted['en']}"
    for word in ("में", "के", "ने", "पर"):
        yield "exactly", rf"(?<={word}\s){hindi}{counted['hi']}"
    yield "exactly", rf"(?<=[はが]){japanese}(?={known['claims']['ja']})"
