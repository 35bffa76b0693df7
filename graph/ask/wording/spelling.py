"""Parts a text into units that names and cue words are compared by, whatever the script.

A unit is a word of a script that sets spaces (Latin, Devanagari, digits), folded and lightly stemmed, or one single
character of a script that sets none (Han, kana). A phrase is then the same thing everywhere: a run of units.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph.terms import fold

__all__ = ["ACRONYM", "Unit", "join", "key_of", "normalise", "split", "stem"]

#: Han, kana with its length mark, and the iteration mark.
CJK: Final = "\u3005\u3007\u3040-\u309f\u30a0-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
PIECES: Final = re.compile(rf"[{CJK}]|[\u0900-\u0963\u0966-\u097f\u200c\u200d]+|[^\W_{CJK}\u0900-\u097f]+")
APOSTROPHES: Final = re.compile(r"(?<=\w)['’ʼ](?=\w)")
INITIALS: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}")
HINDI_ENDINGS: Final = ("ियों", "ियाँ", "ियां", "ाओं", "ाएँ", "ाएं", "एँ", "एं", "ों", "ें", "ाँ", "ां", "ी", "े", "ा", "ि", "ो")
#: Words that would fall together with others: what and why, first and initiative, where and said.
WHOLE: Final = frozenset(
    ["निकला", "निकली", "निकले", "निकलो", "क्या", "क्यों", "क्यो", "सोना", "चांदी", "पर", "लोहा", "पहला", "पहली", "पहले", "कहां"]
)
VOWELS: Final = "aeiou"
#: An acronym of two letters with what number or case adds, without an apostrophe.
ACRONYM: Final = re.compile("[A-Z]{2}s")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its key, what stood in the text, and from where to where."""

    key: str
    text: str
    start: int
    end: int

    @property
    def is_cjk(self) -> bool:
        """Whether it is a character of a script without spaces."""
        return len(self.text) == 1 and re.match(f"[{CJK}]", self.text) is not None

    @property
    def is_katakana(self) -> bool:
        """Whether it begins with a character of katakana, or its length mark."""
        return "\u30a0" <= self.text[0] <= "\u30ff"


def normalise(text: str) -> str:
    """One form for widths, nuktas and initials: full-width letters become narrow, ``U.S.`` becomes ``US``.

    >>> normalise("ＭＳＰ と U.S.")
    'MSP と US'
    """
    composed = unicodedata.normalize("NFKC", text)
    return INITIALS.sub(lambda found: found[0].replace(".", ""), composed)


def split(text: str) -> tuple[Unit, ...]:
    """The units of a normalised text.

    >>> [unit.key for unit in split("Rare-earths は India's")]
    ['rare', 'earth', 'ハ', 'india']
    """
    found = []
    for match in PIECES.finditer(APOSTROPHES.sub("\u02bc", text)):
        piece = text[match.start() : match.end()]
        found.append(Unit(stem(piece), piece, match.start(), match.end()))
    return tuple(found)


@lru_cache(1 << 13)
def key_of(text: str) -> tuple[str, ...]:
    """A name or phrase as the keys of its units; kept, since the same names and sentences are read over and over."""
    return tuple(unit.key for unit in split(normalise(text)))


@lru_cache(1 << 14)
def stem(word: str) -> str:
    """Fold a word and take off what number, case and gender add; the same is done to names and to questions.

    Light on purpose: what two words have in common by accident must not make them one.

    >>> [stem(word) for word in ("Minerals", "countries", "India's", "G7's", "EUs", "status", "signed", "held")]
    ['mineral', 'country', 'india', 'g7', 'eu', 'status', 'sign', 'held']
    >>> stem("देशों") == stem("देश"), stem("समझौते") == stem("समझौता")
    (True, True)
    """
    folded = fold(word)
    if "\u0900" <= folded[:1] <= "\u097f":
        # The nukta and the half moon are often left out, and a chain is spelt in two ways.
        return _stem_hindi(folded.replace("\u093c", "").replace("\u0901", "\u0902").replace("श्रृ", "शृ"))
    if re.search(r"['’ʼ]s$", word) or ACRONYM.fullmatch(word):
        folded = folded[:-1]
    return _stem_english(folded) if folded.isascii() and folded.isalpha() else folded


def _stem_hindi(word: str) -> str:
    if word in WHOLE:
        return word
    for ending in HINDI_ENDINGS:
        plain = ending.replace("\u0901", "\u0902")
        if word.endswith(plain) and len(word) - len(plain) >= 2:
            return word[: -len(plain)]
    return word


def _stem_english(word: str) -> str:
    if len(word) < 4:
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and any(letter in VOWELS for letter in root):
            if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
                root = root[:-1]
            return root.removesuffix("e") if root.endswith("e") else root
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def join(keys: Sequence[str]) -> str:
    """Keys as one string, for comparing spellings that differ in spaces alone.

    >>> join(("pax", "silica"))
    'paxsilica'
    """
    return "".join(keys)
