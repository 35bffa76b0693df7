"""Tells what English names sound like in katakana: by their consonants, and acronyms by the names of their letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from graph.terms import kind_of
from graph.world import World

__all__ = ["read_letters", "sound_of", "spoken_names"]

#: The consonants of kana, row by row; what has none, and what is like another letter of English, is left out.
ROWS: Final[Mapping[str, str]] = {
    "カキクケコ": "k", "ガギグゲゴ": "g", "サシスセソ": "s", "ザジズゼゾヂヅ": "z", "タチツテト": "t", "ダデド": "d",
    "ナニヌネノン": "n",
    "ハヒフヘホ": "h", "バビブベボヴ": "b", "パピプペポ": "p", "マミムメモ": "m", "ラリルレロ": "r",
}  # fmt: skip
CONSONANTS: Final = {kana: row for letters, row in ROWS.items() for kana in letters}
#: How English letters come out in kana, in this order.
SOUNDS: Final = (
    (r"[ts]ion", "sn"), (r"ph", "h"), (r"th", "s"), (r"sh|sch", "s"), (r"ch", "t"), (r"ck", "k"), (r"c(?=[eiy])", "s"),
    (r"[cq]", "k"), (r"x", "ks"), (r"g(?=[eiy])", "z"), (r"j", "z"), (r"f", "h"), (r"v", "b"),
    (r"r(?![aeiouy])", ""), (r"l", "r"), (r"(?<=[aeiou])h", ""), (r"[aeiouyw]", ""), (r"m(?=[bp])", "n"),
)  # fmt: skip
#: The names of letters, the longest first.
LETTERS: Final[Mapping[str, str]] = {
    "ダブリュー": "W", "ダブリュ": "W", "エックス": "X", "エイチ": "H", "エッチ": "H", "ジェイ": "J", "ジェー": "J",
    "キュー": "Q", "アール": "R", "ティー": "T", "ディー": "D", "ゼット": "Z", "エー": "A", "エイ": "A", "ビー": "B",
    "シー": "C", "エフ": "F", "ジー": "G", "アイ": "I", "ケー": "K", "ケイ": "K", "エル": "L", "エム": "M", "エヌ": "N",
    "オー": "O", "ピー": "P", "エス": "S", "ユー": "U", "ヴィー": "V", "ブイ": "V", "ワイ": "Y", "イー": "E",
}  # fmt: skip
SPELT: Final = re.compile("|".join(LETTERS))
#: Kinds of things that are called by the first words of their English names; how many of these, and how long they are.
HEADED: Final = frozenset({"actor", "deposit", "facility", "framework", "place", "programme", "project"})
HEADS: Final = 3
SHORTEST: Final = 4
#: The most things that a name may mean.
FEW: Final = 3


@lru_cache(1 << 14)
def sound_of(name: str) -> str:
    """The consonants of a name, in katakana or in Latin letters, as they sound in Japanese.

    >>> sound_of("ジョグメック") == sound_of("JOGMEC"), sound_of("エパンジェロ") == sound_of("Epangelo")
    (True, True)
    """
    if re.search(r"[\u30a0-\u30ff]", name):
        # A plural is voiced or not: ノーランズ, Nolans.
        row = "".join(CONSONANTS.get(kana, "") for kana in re.sub("ズ$", "ス", name))
    else:
        row = name.lower()
        for letters, heard in SOUNDS:
            row = re.sub(letters, heard, row)
        row = re.sub(r"[^a-z]", "", row)
    return re.sub(r"(.)\1+", r"\1", row)


def read_letters(word: str) -> str | None:
    """The acronym whose letters a word of katakana names.

    >>> read_letters("エムエスピー"), read_letters("アルコア")
    ('MSP', None)
    """
    letters = SPELT.findall(word)
    return "".join(LETTERS[each] for each in letters) if len(letters) > 1 and "".join(letters) == word else None


def spoken_names(world: World) -> Mapping[str, tuple[str, ...]]:
    """What English names and their first words sound like, and the few things that each names; for
    :meth:`graph.world.World.once`.

    Of a person the last name is one too. Names of one sound mean the one of the fewest further words.
    """
    found: dict[str, dict[str, int]] = {}
    for iri, labels in world.lookup.labels.items():
        if kind_of(iri) not in HEADED or "en" not in labels:
            continue
        words = re.findall(r"[A-Za-z]+", labels["en"])
        forms = {" ".join(words[:length]): len(words) - length for length in range(1, min(HEADS, len(words)) + 1)}
        if "Person" in world.lookup.classes.get(iri, frozenset()):
            forms[words[-1]] = 0
        for form, behind in forms.items():
            row = sound_of(form)
            if len(row) >= SHORTEST:
                found.setdefault(row, {})[iri] = min(behind, found.get(row, {}).get(iri, behind))
    nearest = {
        row: tuple(sorted(iri for iri, behind in things.items() if behind == min(things.values())))
        for row, things in found.items()
    }
    return {row: iris for row, iris in nearest.items() if len(iris) <= FEW}
