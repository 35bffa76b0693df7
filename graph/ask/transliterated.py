"""Finds English names written in Devanagari: titles by their consonants, acronyms by the names of their letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from graph.ask.mentions import Mention
from graph.ask.names import ALIAS, Names, Sense
from graph.ask.romanised import skeleton
from graph.ask.spelling import key_of
from graph.ask.utterance import Utterance
from graph.terms import fold, kind_of
from graph.world import World

__all__ = ["add_transliterated", "read_acronym", "sound", "sounds_of"]

#: Kinds of things that have titles.
TITLED: Final = frozenset({"instrument", "programme", "project", "source"})
#: The names of letters in Hindi, the longest first.
LETTERS: Final[Mapping[str, str]] = {
    "डब्ल्यू": "W", "एक्स": "X", "क्यू": "Q", "ज़ेड": "Z", "जेड": "Z", "वाई": "Y", "एफ": "F", "एच": "H", "एल": "L",
    "एम": "M", "एन": "N", "एस": "S", "आई": "I", "आर": "R", "बी": "B", "सी": "C", "डी": "D", "जी": "G", "जे": "J",
    "के": "K", "पी": "P", "टी": "T", "यू": "U", "वी": "V", "ए": "A", "ई": "E", "ओ": "O",
}  # fmt: skip
SPELT: Final = re.compile("|".join(LETTERS))
#: How English letters sound that Hindi writes otherwise.
SOUNDS: Final = (
    (r"tion\b", "sn"), (r"sion\b", "sn"), (r"c(?=[eiy])", "s"), (r"x", "ks"), (r"ph", "f"), (r"th", "d"),
    (r"[wv]", "v"), (r"q", "k"), (r"g(?=[ei])", "j"),
)  # fmt: skip
#: How alike titles must sound, from 0 to 100, and how many consonants they have at least.
ALIKE: Final = 80
SHORTEST: Final = 7


def sound(title: str) -> str:
    """The consonants of a title as they sound, in either script.

    >>> fuzz.ratio(sound("सिक्योरिंग द ट्रांज़िशन"), sound("Securing the Transition")) >= 80
    True
    """
    plain = title.lower()
    for letters, heard in SOUNDS:
        plain = re.sub(letters, heard, plain)
    row = "".join(skeleton(fold(word)) for word in re.findall(r"[\u0900-\u0963\u0966-\u097f]+|[a-z]+", plain))
    return re.sub(r"(.)\1+", r"\1", row.replace("y", "").replace("j", "s").replace("h", "").replace("w", "v"))


def read_acronym(word: str) -> str | None:
    """The acronym whose letters a word of Hindi names.

    >>> read_acronym("पीआईबी"), read_acronym("भारत")
    ('PIB', None)
    """
    letters = SPELT.findall(word)
    return "".join(LETTERS[each] for each in letters) if len(letters) > 1 and "".join(letters) == word else None


def sounds_of(world: World) -> Mapping[str, tuple[str, ...]]:
    """How each title sounds, in full and without what stands behind it; for :meth:`graph.world.World.once`."""
    return {
        iri: tuple(dict.fromkeys(sound(part) for part in (labels["en"], re.split(r"[:–(]", labels["en"])[0])))
        for iri, labels in world.lookup.labels.items()
        if "en" in labels and kind_of(iri) in TITLED
    }


def add_transliterated(utterance: Utterance, names: Names, world: World) -> Utterance:
    """Add what unknown words in Devanagari name: an acronym, or a title that sounds like a run of them."""
    strange = [word for word in utterance.unknown if "\u0900" <= word[0] <= "\u097f"]
    if not strange:
        return utterance
    found: list[Mention] = []
    known: set[str] = set()
    for word in strange:
        acronym = read_acronym(word)
        senses = names.phrases.entries.get(key_of(acronym)) if acronym else None
        if senses:
            place = utterance.text.find(word)
            found.append(Mention(place, place + len(word), word, tuple(senses)))
            known.add(word)
    title = None if found else _find_title(utterance, strange, world.once(sounds_of))
    if title is not None:
        found.append(title)
        known |= {word for word in strange if word in title.text}
    if not found:
        return utterance
    mentions = sorted([*utterance.mentions, *found], key=lambda mention: mention.start)
    left = tuple(word for word in utterance.unknown if word not in known)
    return replace(utterance, mentions=tuple(mentions), unknown=left)


def _find_title(utterance: Utterance, strange: Sequence[str], titles: Mapping[str, Sequence[str]]) -> Mention | None:
    """The title that sounds like the words from the first unknown one to the last."""
    start = min(utterance.text.find(word) for word in strange)
    end = max(utterance.text.find(word) + len(word) for word in strange)
    said = utterance.text[start:end]
    heard = sound(said)
    if len(heard) < SHORTEST:
        return None
    best: tuple[float, str] | None = None
    for iri, sounds in titles.items():
        score = max(fuzz.ratio(heard, each) for each in sounds)
        if score >= ALIKE and (
            best is None or (score, kind_of(iri) != "source") > (best[0], kind_of(best[1]) != "source")
        ):
            best = (score, iri)
    return Mention(start, end, said, (Sense(best[1], ALIAS),)) if best else None
