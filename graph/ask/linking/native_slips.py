"""Finds slips in katakana and Devanagari: long vowels, small letters, voicing, nasals, and letters said one by one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from graph.ask.linking.katakana import level
from graph.ask.linking.transliterated import read_acronym
from graph.ask.naming.names import TITLE, Names
from graph.ask.reading.content import within
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import Lexicon
from graph.ask.wording.spelling import join, key_of
from graph.terms import fold
from graph.world import World

__all__ = ["devanagari_in", "find_native_slips", "level_hindi", "level_kana"]

KATAKANA: Final = re.compile(r"[\u30a1-\u30ff]{3,}")
DEVANAGARI: Final = re.compile(r"[\u0900-\u0963\u0966-\u097f]{2,}")
#: The shortest levelled word of katakana that is known by its sound.
SHORTEST: Final = 3
#: Marks for what is voiced.
VOICED: Final = re.compile("[\u3099\u309a]")
SMALL: Final = str.maketrans("ァィゥェォャュョヤュ", "アイウエオアウオアウ")
#: Letters of Devanagari that writers set for one another.
ALIKE: Final = str.maketrans("ीूैौईऊऐऔषशणॉऑऍॅ", "िुेोइउएओससनाआएे")
#: Groups of them, in this order; what is doubled is written once, and nasals are left out.
GROUPS: Final = (("ृ", "्र"), ("ये", "ए"), ("यि", "इ"), ("या", "आ"), ("िअ", "िय"))
NASAL: Final = re.compile("[\u0901\u0902\u093c]|[\u0928\u092e\u0919\u091e]\u094d(?=[\u0915-\u092d])")
DOUBLED: Final = re.compile("([\u0915-\u0939])\u094d\\1")
#: Names of letters with spaces between them: एम एस पी.
APART: Final = re.compile(r"[\u0900-\u0963\u0966-\u097f]+(?: [\u0900-\u0963\u0966-\u097f]+)+")


def level_kana(word: str) -> str:
    """A word of katakana without what writers mistake: long vowels, small letters and what is voiced.

    >>> level_kana("リチューム") == level_kana("リチウム"), level_kana("コバルド") == level_kana("コバルト")
    (True, True)
    """
    plain = level(word).translate(SMALL)
    return VOICED.sub("", unicodedata.normalize("NFD", plain))


@lru_cache(1 << 14)
def level_hindi(word: str) -> str:
    """A word of Devanagari without what writers mistake: the length of vowels, nasals, sibilants, doubled letters.

    >>> level_hindi("लीथीयम") == level_hindi("लिथियम"), level_hindi("म्रदा") == level_hindi("मृदा")
    (True, True)
    """
    plain = NASAL.sub("", fold(word)).translate(ALIKE)
    for written, levelled in GROUPS:
        plain = plain.replace(written, levelled)
    return DOUBLED.sub(r"\1", plain)


def devanagari_in(world: World) -> Mapping[str, tuple[str, ...]]:
    """The words of Hindi names by how they are levelled; for :meth:`graph.world.World.once`."""
    found: dict[str, set[str]] = {}
    for labels in world.lookup.labels.values():
        for word in DEVANAGARI.findall(labels.get("hi", "")):
            found.setdefault(level_hindi(word), set()).add(word)
    return {row: tuple(sorted(words)) for row, words in found.items()}


def find_native_slips(
    utterance: Utterance, names: Names, lexicon: Lexicon, world: World
) -> Iterator[tuple[int, int, str]]:
    """What stands where that is a slip, and what was meant: words that nobody knows and that sound like one word."""
    if utterance.text.isascii():
        return
    for match in KATAKANA.finditer(utterance.text):
        is_known = any(each.start < match.end() and match.start() < each.end for each in utterance.mentions)
        if not is_known and any(word in match[0] for word in utterance.unknown):
            meant = _meant_kana(match[0], names, lexicon)
            if meant is not None:
                yield match.start(), match.end(), meant
    spelt = [each for match in APART.finditer(utterance.text) for each in _letters(match, names)]
    yield from spelt
    for unit in utterance.units:
        if any(start <= unit.start < end for start, end, _ in spelt):
            continue
        if DEVANAGARI.fullmatch(unit.text) and unit.text in utterance.unknown and not within(unit, utterance.mentions):
            row = level_hindi(unit.text)
            words = lexicon.levelled(level_hindi).get(row) or world.once(devanagari_in).get(row)
            if words:
                yield unit.start, unit.end, min(words, key=lambda word: OSA.distance(word, unit.text))


def _meant_kana(word: str, names: Names, lexicon: Lexicon) -> str | None:
    """The name or word for something asked that sounds as a word does."""
    row = level_kana(word)
    if len(row) < SHORTEST:
        return None
    for entries in (names.phrases.entries, lexicon.cues.entries):
        found = [
            spelt
            for key in entries
            if abs(len(key) - len(word)) <= SHORTEST
            and KATAKANA.fullmatch(spelt := join(key))
            and level_kana(spelt) == row
        ]
        if found:
            return min(found, key=lambda spelt: OSA.distance(spelt, word))
    return None


def _letters(match: re.Match[str], names: Names) -> Iterator[tuple[int, int, str]]:
    """Names of letters in a row that spell an acronym, as one word."""
    words = [(each.start() + match.start(), each.end() + match.start()) for each in re.finditer(r"\S+", match[0])]
    for first in range(len(words)):
        for last in range(len(words) - 1, first, -1):
            start, end = words[first][0], words[last][1]
            said = match.string[start:end].replace(" ", "")
            acronym = read_acronym(said)
            senses = names.phrases.entries.get(key_of(acronym), ()) if acronym else ()
            if any(sense.strength < TITLE for sense in senses):
                yield start, end, said
                return
