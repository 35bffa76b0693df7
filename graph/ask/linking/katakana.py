"""Finds names in katakana that are written otherwise than here: with other long vowels, dots or doubled consonants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import ALIAS, Names, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.kana import read_letters, sound_of, spoken_names
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of
from graph.world import World

__all__ = ["add_katakana", "katakana_of", "level"]

#: Kinds of things that are named so.
NAMED: Final = frozenset(
    {"actor", "deposit", "facility", "framework", "material", "place", "programme", "project", "pillar"}
)
#: Signs that writers set or leave out, and those that they write for one another.
IDLE: Final = re.compile("[ーッ・=＝\\s]")
LEVELLED: Final = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"), ("ティ", "チ"), ("ディ", "ジ"),
    ("フィ", "ヒ"), ("ウィ", "ウイ"), ("ウェ", "ウエ"), ("ィ", "イ"), ("ェ", "エ"), ("ァ", "ア"), ("ォ", "オ"),
)  # fmt: skip
RUN: Final = re.compile(r"[\u30a0-\u30ff]+(?:[・=][\u30a0-\u30ff]+)*")
#: The shortest levelled name, and from which length on one letter may differ.
SHORTEST: Final = 3
LONG: Final = 6
#: The most things that a name may mean.
FEW: Final = 3
#: The shortest acronym that is spoken as a word: JOGMEC.
ACRONYM: Final = 4


def level(name: str) -> str:
    """A name in katakana without what writers differ in.

    >>> level("アーンドラ・プラデーシュ") == level("アンドラプラデシュ")
    True
    """
    plain = name
    for written, levelled in LEVELLED:
        plain = plain.replace(written, levelled)
    return IDLE.sub("", plain)


def katakana_of(world: World) -> Mapping[str, tuple[str, ...]]:
    """The few things that a levelled name in katakana begins; for :meth:`graph.world.World.once`."""
    found: dict[str, set[str]] = {}
    rest: dict[str, int] = {}
    for iri, labels in world.lookup.labels.items():
        if kind_of(iri) in NAMED and (name := RUN.match(labels.get("ja", ""))):
            row, behind = level(name[0]), len(labels["ja"]) - name.end()
            if len(row) >= SHORTEST and behind <= rest.get(row, behind):
                # Of a state and the firms that bear its name, the state is meant.
                found[row] = {iri} | (found[row] if behind == rest.get(row) else set())
                rest[row] = behind
    return {row: tuple(sorted(iris)) for row, iris in found.items() if len(iris) <= FEW}


def add_katakana(utterance: Utterance, names: Names, world: World) -> Utterance:
    """Add what unknown words in katakana name: written a little otherwise, letter by letter, or as English sounds."""
    found: list[Mention] = []
    known = world.once(katakana_of)
    for match in RUN.finditer(utterance.text):
        if not any(word and word in match[0] for word in utterance.unknown if RUN.search(word)):
            continue
        if any(each.start < match.end() and match.start() < each.end for each in utterance.mentions):
            continue
        row = level(match[0])
        near = process.extractOne(row, known.keys(), scorer=OSA.distance, score_cutoff=int(len(row) >= LONG))
        if near is not None and len(row) >= SHORTEST:
            senses = tuple(Sense(iri, ALIAS) for iri in known[str(near[0])])
            found.append(Mention(match.start(), match.end(), match[0], senses, corrected=senses[0].iri))
            continue
        spoken = _spoken(match[0], names, world)
        if spoken:
            found.append(Mention(match.start(), match.end(), match[0], spoken))
    if not found:
        return utterance
    left = tuple(word for word in utterance.unknown if not any(word in mention.text for mention in found))
    mentions = sorted([*utterance.mentions, *found], key=lambda each: each.start)
    return replace(utterance, mentions=tuple(mentions), unknown=left)


def _spoken(word: str, names: Names, world: World) -> tuple[Sense, ...]:
    """What a word names that spells an acronym, or sounds like an acronym or an English name."""
    acronym = read_letters(word)
    if acronym:
        return tuple(names.phrases.entries.get(key_of(acronym), ()))
    row = sound_of(word)
    if len(row) <= SHORTEST:
        # Fewer consonants than these many words have.
        return ()
    written = [key for key in names.phrases.entries if len(key) == 1 and len(key[0]) >= ACRONYM and key[0].isascii()]
    meant = {sense for key in written if sound_of(key[0]) == row for sense in names.phrases.entries[key]}
    best = min((sense.strength for sense in meant), default=ALIAS)
    known = {sense.iri for sense in meant if sense.strength == best}
    spoken = world.once(spoken_names)
    if len(known) != 1 and row not in spoken and len(row) >= LONG:
        near = process.extractOne(row, spoken.keys(), scorer=OSA.distance, score_cutoff=1)
        row = str(near[0]) if near is not None else row
    iris = tuple(known) if len(known) == 1 else spoken.get(row, ())
    return tuple(Sense(iri, ALIAS) for iri in iris)
