"""Finds names of several English words that are written as they sound: मिनरल्स सिक्योरिटी पार्टनरशिप."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz, process

from graph.ask.linking.transliterated import sound
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import ALIAS, Sense
from graph.ask.reading.utterance import Utterance
from graph.terms import kind_of
from graph.world import World

__all__ = ["add_spoken", "spoken_of"]

#: Kinds of things that are named so, those first that a name means rather: the framework, not its founding.
KINDS: Final = ("framework", "pillar", "actor", "programme", "facility", "material", "deposit")
WORD: Final = re.compile(r"[\u0900-\u0963\u0966-\u097f]+")
#: What stands behind a name or between its parts.
BEHIND: Final = re.compile(r"[(:,]")
#: How many words and consonants a name has, and how alike it must sound, from 0 to 100.
LONGEST: Final = 7
LEAST: Final = 6
ALIKE: Final = 88


def spoken_of(world: World) -> Mapping[str, str]:
    """What English names of several words sound like; for :meth:`graph.world.World.once`."""
    found: dict[str, str] = {}
    for kind in reversed(KINDS):
        for iri, labels in world.lookup.labels.items():
            name = BEHIND.split(labels.get("en", ""))[0].strip()
            if kind_of(iri) == kind and re.search(r"[\s-]", name) and len(row := sound(name)) >= LEAST:
                found[row] = iri
    return found


def _stretches(utterance: Utterance) -> Iterator[tuple[int, int]]:
    """Stretches of two words and more of which nobody knows one, the longest first."""
    words = [(match.start(), match.end()) for match in WORD.finditer(utterance.text)]
    strange = {utterance.text.find(word) for word in utterance.unknown}
    for length in range(min(LONGEST, len(words)), 1, -1):
        for first in range(len(words) - length + 1):
            held = words[first : first + length]
            if any(start in strange for start, _ in held):
                yield held[0][0], held[-1][1]


def add_spoken(utterance: Utterance, world: World) -> Utterance:
    """Put the thing in place of the words that sound like its English name, of which one at least is not known."""
    if not any("\u0900" <= word[0] <= "\u097f" for word in utterance.unknown):
        return utterance
    names = world.once(spoken_of)
    best: tuple[float, int, int, str] | None = None
    for start, end in _stretches(utterance):
        row = sound(utterance.text[start:end])
        near = (
            process.extractOne(row, names.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE) if len(row) >= LEAST else None
        )
        if near is not None and (best is None or near[1] >= best[0]):
            best = (near[1], start, end, names[near[0]])
    if best is None:
        return utterance
    _, start, end, iri = best
    mention = Mention(start, end, utterance.text[start:end], (Sense(iri, ALIAS),))
    left = [each for each in utterance.mentions if each.end <= start or end <= each.start]
    unknown = tuple(word for word in utterance.unknown if word not in mention.text)
    places = tuple((at, cue) for at, cue in utterance.cue_places if not start <= at < end)
    mentions = tuple(sorted([*left, mention], key=lambda each: each.start))
    return replace(utterance, mentions=mentions, unknown=unknown, cue_places=places, cues=utterance.cues_at(places))
