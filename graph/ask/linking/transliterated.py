"""Finds English names written in Devanagari: titles by their consonants, acronyms by the names of their letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import ALIAS, Names, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.romanised import skeleton
from graph.ask.wording.spelling import key_of
from graph.terms import fold, kind_of
from graph.world import World

__all__ = ["add_transliterated", "heads_of", "read_acronym", "respelt_of", "sound", "sounds_of", "spell_out"]

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
    row = "".join(_consonants(word) for word in re.findall(r"[\u0900-\u0963\u0966-\u097f]+|[a-z]+", plain))
    return re.sub(r"(.)\1+", r"\1", row.replace("y", "").replace("j", "s").replace("h", "").replace("w", "v"))


@lru_cache(1 << 12)
def _consonants(word: str) -> str:
    return skeleton(fold(word))


def read_acronym(word: str) -> str | None:
    """The acronym whose letters a word of Hindi names.

    >>> read_acronym("पीआईबी"), read_acronym("भारत")
    ('PIB', None)
    """
    letters = SPELT.findall(word)
    return "".join(LETTERS[each] for each in letters) if len(letters) > 1 and "".join(letters) == word else None


#: Vowels and consonants of Devanagari in Latin letters.
VOWELS: Final = dict(zip("अआइईउऊऋएऐऑओऔािीुूृेैॉोौ", "aaiiuureeoooaiiuureeooo", strict=True))
HARD: Final[Mapping[str, str]] = {"फ": "f", "ज": "j", "च": "c", "श": "s", "ष": "s", "व": "v", "ं": "n", "ँ": "n"}
#: How English letters sound in such a spelling.
LEVELLED: Final = (
    (r"ph", "f"), (r"ck|q|c(?![eiy])", "k"), (r"c", "s"), (r"w", "v"), (r"y", "i"), (r"g(?=[ei])", "j"), (r"z", "j"),
    (r"ee", "i"), (r"oo", "u"), (r"aa", "a"), (r"e$", ""), (r"(.)\1", r"\1"),
)  # fmt: skip


@lru_cache(1 << 14)
def spell_out(word: str) -> str:
    """A word with its vowels as it is heard, in either script.

    >>> spell_out("इरेल") == spell_out("IREL"), spell_out("जोगमेक") == spell_out("JOGMEC")
    (True, True)
    """
    plain = fold(word)
    if "\u0900" <= plain[:1] <= "\u097f":
        row = ""
        for place, letter in enumerate(plain):
            if letter in VOWELS:
                row += VOWELS[letter]
            elif letter in HARD or skeleton(letter):
                behind = plain[place + 1 : place + 2]
                is_closed = behind in VOWELS or behind in "\u094d" or letter in "ंँ" or _is_mute(plain, place)
                row += (HARD.get(letter) or skeleton(letter)) + ("" if is_closed else "a")
        plain = row
    for letters, heard in LEVELLED:
        plain = re.sub(letters, heard, plain)
    return plain


def _is_mute(word: str, place: int) -> bool:
    """Whether the vowel that a consonant carries is not heard: at the end, and before a syllable with a vowel sign."""
    behind = word[place + 1 : place + 3]
    return not behind or (place > 1 and len(behind) > 1 and behind[1] in "ािीुूेैोौॉ" and word[place - 1] in VOWELS)


def sounds_of(world: World) -> Mapping[str, tuple[str, ...]]:
    """How each title sounds, in full and without what stands behind it; for :meth:`graph.world.World.once`."""
    return {
        iri: tuple(dict.fromkeys(sound(part) for part in (labels["en"], re.split(r"[:–(]", labels["en"])[0])))
        for iri, labels in world.lookup.labels.items()
        if "en" in labels and kind_of(iri) in TITLED
    }


#: Kinds of things that are called by the first words of their English names; how many of these, and how long they are.
HEADED: Final = frozenset({"actor", "deposit", "facility", "place", "programme", "project"})
HEADS: Final = 3
LEAST: Final = 4
#: Words that stand short in names and are said in full.
SHORT: Final = (("mt ", "mount "), ("st ", "saint "))


def heads_of(world: World) -> Mapping[str, tuple[str, ...]]:
    """What the first words of names sound like, and what they name; for :meth:`graph.world.World.once`."""
    found: dict[str, set[str]] = {}
    for iri, labels in world.lookup.labels.items():
        if kind_of(iri) not in HEADED or "en" not in labels or "hi" in labels:
            continue
        name = f"{labels['en'].lower()} ".replace(".", "")
        for short, full in SHORT:
            name = full + name.removeprefix(short) if name.startswith(short) else name
        words = name.split()
        for length in range(1, min(HEADS, len(words)) + 1):
            row = sound(" ".join(words[:length]))
            if len(row) >= LEAST - (length > 1):
                found.setdefault(row, set()).add(iri)
    return {row: tuple(sorted(iris)) for row, iris in found.items() if len(iris) <= HEADS}


#: Kinds of things whose Hindi names are spelt in more ways than one, and how many consonants tell them.
RESPELT: Final = frozenset({"actor", "deposit", "framework", "material", "place"})
TELLING: Final = 4


def respelt_of(world: World) -> Mapping[str, str]:
    """The consonants of Hindi names of one word, and what alone has them; for :meth:`graph.world.World.once`."""
    found: dict[str, set[str]] = {}
    for iri, labels in world.lookup.labels.items():
        name = labels.get("hi", "")
        if kind_of(iri) in RESPELT and name and " " not in name:
            found.setdefault(_consonants(name), set()).add(iri)
    return {row: next(iter(iris)) for row, iris in found.items() if len(row) >= TELLING and len(iris) == 1}


def _find_respelt(utterance: Utterance, strange: Sequence[str], names: Mapping[str, str]) -> list[Mention]:
    """Unknown words with the consonants of a Hindi name, which are told to be mended."""
    found: list[Mention] = []
    for word in strange:
        iri = names.get(_consonants(word))
        if iri is not None:
            place = utterance.text.find(word)
            found.append(Mention(place, place + len(word), word, (Sense(iri, ALIAS),), corrected=iri))
    return found


def _find_heads(utterance: Utterance, strange: Sequence[str], heads: Mapping[str, Sequence[str]]) -> list[Mention]:
    """Runs of unknown words that sound like the beginning of a name; a project goes before its place."""
    found: list[Mention] = []
    left = list(strange)
    while left:
        for length in range(min(HEADS, len(left)), 0, -1):
            said = " ".join(left[:length])
            iris = heads.get(sound(said), ()) if said in utterance.text else ()
            if iris:
                place = utterance.text.find(said)
                ordered = sorted(iris, key=lambda iri: kind_of(iri) != "project")
                found.append(Mention(place, place + len(said), said, tuple(Sense(iri, ALIAS) for iri in ordered)))
                break
        left = left[length:]
    return found


def add_transliterated(utterance: Utterance, names: Names, world: World) -> Utterance:
    """Add what unknown words in Devanagari name: an acronym, or a title that sounds like a run of them."""
    strange = [word for word in utterance.unknown if "\u0900" <= word[0] <= "\u097f"]
    if not strange:
        return utterance
    found: list[Mention] = []
    known: set[str] = set()
    for word in strange:
        acronym = read_acronym(word)
        senses = names.phrases.entries.get(key_of(acronym)) if acronym else _spoken(word, names)
        if senses:
            place = utterance.text.find(word)
            found.append(Mention(place, place + len(word), word, tuple(senses)))
            known.add(word)
    if not found:
        found = _find_respelt(utterance, strange, world.once(respelt_of))
        known |= {mention.text for mention in found}
    if not found:
        found = _find_heads(utterance, strange, world.once(heads_of))
        known |= {word for word in strange for mention in found if word in mention.text.split()}
    title = None if found else _find_title(utterance, strange, world.once(sounds_of))
    if title is not None:
        found.append(title)
        known |= {word for word in strange if word in title.text}
    if not found:
        return utterance
    mentions = sorted([*utterance.mentions, *found], key=lambda mention: mention.start)
    left = tuple(word for word in utterance.unknown if word not in known)
    return replace(utterance, mentions=tuple(mentions), unknown=left)


def _spoken(word: str, names: Names) -> Sequence[Sense]:
    """What a word names that is a name of one English word, or an acronym, as it is heard."""
    heard = spell_out(word)
    if len(heard) < LEAST:
        return ()
    # The units of names are stemmed.
    forms = (heard, heard.removesuffix("s"))
    return next(
        (
            senses
            for key, senses in names.phrases.entries.items()
            if len(key) == 1 and key[0].isascii() and key[0][:1].isalpha() and spell_out(key[0]) in forms
        ),
        (),
    )


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
