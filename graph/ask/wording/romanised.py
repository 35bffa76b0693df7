"""Reads Hindi in Latin letters: finds the word of the lexicon that has the same consonants.

People write the same word in many ways (``chunautiyan``, ``chunotiya``): vowels, aspiration and doubled letters vary,
the row of consonants hardly does. So words are compared by that row, and by nothing where it is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

__all__ = ["find_word", "index_words", "skeleton"]

CONSONANTS: Final[Mapping[str, str]] = {
    "क": "k", "ख": "k", "ग": "g", "घ": "g", "ङ": "n", "च": "c", "छ": "c", "ज": "j", "झ": "j", "ञ": "n", "ट": "t",
    "ठ": "t", "ड": "d", "ढ": "d", "ण": "n", "त": "t", "थ": "t", "द": "d", "ध": "d", "न": "n", "प": "p", "फ": "f",
    "ब": "b", "भ": "b", "म": "m", "य": "y", "र": "r", "ल": "l", "व": "v", "श": "s", "ष": "s", "स": "s", "ह": "h",
    "ं": "n", "ँ": "",
}  # fmt: skip
#: What letters stand for; ``C`` is the sound of "ch", which no bare "c" is.
LETTERS: Final = (
    ("chh", "C"), ("ch", "C"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("jh", "j"), ("th", "t"), ("dh", "d"),
    ("bh", "b"), ("ph", "f"), ("rh", "r"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "j"), ("x", "ks"),
)  # fmt: skip
#: The shortest row of consonants by which a word is known.
SHORTEST: Final = 3
#: Endings that number, case and gender add.
ENDINGS: Final = re.compile(
    r"(?:aayein|aayen|ayein|ayen|yein|yen|ayon|iyon|iyan|iyaan|iyaon|yaan|yan|yon|aon|aen|ein|en|on|an|o|e|i|a|u)$"
)


def skeleton(word: str) -> str:
    """The consonants of a word, in either script, aspirates and doubles levelled.

    >>> skeleton("चुनौती"), skeleton("chunauti"), skeleton("खनिज"), skeleton("khanij")
    ('cnt', 'cnt', 'knj', 'knj')
    """
    if "\u0900" <= word[:1] <= "\u097f":
        row = "".join(CONSONANTS.get(letter, "") for letter in word)
    else:
        row = word.lower()
        for letters, sound in LETTERS:
            row = row.replace(letters, sound)
        row = re.sub(r"[aeiou]", "", row).lower()
    # A nasal before another consonant is written m or n: samvad, sanvad. None begins a word: naukri is no mukar.
    return re.sub(r"(?<!^)m(?=[bcdfgjkpstv])", "n", re.sub(r"(.)\1+", r"\1", row))


def index_words(words: Iterable[str]) -> Mapping[str, str]:
    """Words in Devanagari by their consonants; of several with the same ones none, since nothing tells which is meant.

    >>> dict(index_words(["चुनौती", "चुनौतियाँ"]))
    {'cnt': 'चुनौती', 'cnty': 'चुनौतियाँ'}
    """
    found: dict[str, str] = {}
    for word in words:
        row = skeleton(word)
        if len(row) >= SHORTEST:
            found.setdefault(row, word)
    return found


def find_word(word: str, index: Mapping[str, str]) -> str | None:
    """The word in Devanagari that a word in Latin letters stands for, in its base form if need be.

    >>> find_word("chunautiyan", index_words(["चुनौती"]))
    'चुनौती'
    """
    plain = ENDINGS.sub("", word.lower())
    for form in (word, plain):
        row = skeleton(form)
        if len(row) >= SHORTEST and row in index:
            return index[row]
    return None
