"""Reads words of other scripts as the words of English names that they sound like: कैनानास्किस as Kananaskis."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from graph.ask.linking.transliterated import sound
from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.kana import sound_of
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of
from graph.world import World

__all__ = ["hear", "heard_in_kana", "heard_of", "only_of"]

#: How many consonants a word has at least that is known by them.
LEAST: Final = 4
#: Kinds of things that are found by words of their names.
KINDS: Final = frozenset({"event", "facility", "instrument", "programme", "project"})


def heard_of(world: World) -> Mapping[str, str]:
    """Consonants of the words of English names, and the one word that has them; for :meth:`graph.world.World.once`."""
    return _by(sound, world)


def heard_in_kana(world: World) -> Mapping[str, str]:
    """The same by their consonants in katakana."""
    return _by(sound_of, world)


def _by(sounding: Callable[[str], str], world: World) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for iri, labels in world.lookup.labels.items():
        if kind_of(iri) in KINDS:
            for key in key_of(labels.get("en", "")):
                if key.isascii() and key.isalpha() and len(row := sounding(key)) >= LEAST:
                    found.setdefault(row, set()).add(key)
    return {row: next(iter(keys)) for row, keys in found.items() if len(keys) == 1}


def hear(utterance: Utterance, keys: Sequence[str], names: Names, world: World) -> tuple[list[str], frozenset[str]]:
    """The words of a question, those that nobody knows as they sound; and those that remain strange.

    A strange word tells against every name: the summit of a place that is not known is not the summit of another.
    """
    known, in_kana = world.once(heard_of), world.once(heard_in_kana)
    meant: dict[str, str] = {}
    strange: set[str] = set()
    for word in utterance.unknown:
        if re.fullmatch(r"[\u30a0-\u30ff]+", word):
            # A word of katakana is one word, whatever its units.
            spelt = set(key_of(word))
            if (said := in_kana.get(sound_of(word))) is not None and spelt & set(keys):
                keys = [said, *(key for key in keys if key not in spelt)]
            else:
                strange |= spelt
            continue
        for key in key_of(word):
            if "\u0900" <= word[0] <= "\u097f" and (said := known.get(sound(word))) is not None:
                meant[key] = said
            elif key not in names.weights and key not in names.vocabulary:
                strange.add(key)
    if not meant.keys().isdisjoint(keys):
        # The sort of a thing, in Hindi, stands in no English name.
        keys = [key for key in keys if key in meant or not "\u0900" <= key[0] <= "\u097f"]
    return [meant.get(key, key) for key in keys], frozenset(strange)


def only_of(keys: Sequence[str], kinds: Collection[str], names: Names) -> str | None:
    """The one thing of these kinds whose name holds all of some words; none where several do."""
    found = [
        iri
        for iri, spellings in names.words.items()
        if keys and kind_of(iri) in kinds and any(name.issuperset(keys) for name in spellings)
    ]
    return found[0] if len(found) == 1 else None
