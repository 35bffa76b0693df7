"""The words that questions are made of: cues, concepts, extra names and fillers, read once from the files beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from graph.ask.wording.phrases import Phrases
from graph.ask.wording.romanised import index_words
from graph.ask.wording.spelling import key_of, stem
from graph.terms import fold

__all__ = ["Lexicon", "kept_data", "read_data", "read_pattern"]

#: The files as they stand: read with the module, since a confined reader can open none, and understood when needed.
FILES: Final = Path(__file__).parents[1] / "lexicon"
TEXTS: Final = {file.stem: file.read_text(encoding="utf-8") for file in sorted(FILES.glob("*.yaml"))}
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases that stand for cues and for concepts, words that stand for nothing, and names that the graph lacks.

    ``cues`` gives cue names, ``concepts`` gives ``scheme/token``, ``glossary`` words of descriptions. ``fillers`` are
    keys, ``words`` the same words as they are written, ``stops`` those that tell no name. ``names`` maps ``kind/slug``
    to spellings, ``roman`` the consonants of a word of Hindi to the word, ``spelt`` a word to what it points to.
    ``parts`` are the keys of all words of phrases, ``written`` these words as they are written, by how they fold,
    ``unlike`` words that are no slips, however like others they are.
    """

    cues: Phrases[str]
    concepts: Phrases[str]
    fillers: frozenset[str]
    words: frozenset[str]
    stops: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    roman: Mapping[str, str]
    glossary: Phrases[str]
    spelt: Mapping[str, tuple[str, ...]]
    parts: frozenset[str]
    written: Mapping[str, str]
    unlike: frozenset[str]
    levels: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls) -> Lexicon:
        """Read the files; a few tenths of a second."""
        cues = _phrases(read_data("cues"), read_data("everyday"))
        concepts = _phrases(read_data("concepts"))
        glossary = _phrases(read_data("glossary"))
        return cls(
            cues,
            concepts,
            frozenset([*(key for word in _fillers() for key in key_of(word)), *_verbs()]),
            frozenset(fold(word) for word in _fillers()),
            frozenset(key_of(read_data("fillers")["stops"])),
            {str(name): tuple(map(str, spellings)) for name, spellings in read_data("names").items()},
            index_words(_hindi()),
            glossary,
            _spelt(),
            frozenset(key for phrases in (cues, concepts, glossary) for entry in phrases.entries for key in entry),
            _written(),
            frozenset([*(fold(word) for text in read_data("unlike").values() for word in text.split()), *_countries()]),
        )

    def is_ordinary(self, key: str) -> bool:
        """Whether a unit by itself is a filler or a cue."""
        return key in self.fillers or (key,) in self.cues.entries

    def levelled(self, level: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
        """The words in Devanagari by how they are levelled, kept after the first time."""
        if not self.levels:
            found: dict[str, set[str]] = {}
            for word in re.findall(r"[\u0900-\u0963\u0966-\u097f]{2,}", " ".join(_hindi())):
                found.setdefault(level(word), set()).add(word)
            self.levels.update({row: tuple(sorted(words)) for row, words in found.items()})
        return self.levels

    def is_unlike(self, word: str) -> bool:
        """Whether a word, or what it is the plural of, is no slip of another."""
        return not self.unlike.isdisjoint((fold(word), fold(word).removesuffix("s")))


def read_data(name: str) -> dict[str, Any]:
    """One of the lexicon's files."""
    data: dict[str, Any] = yaml.load(TEXTS[name], LOADER)
    return data


@cache
def kept_data(name: str) -> Mapping[str, Any]:
    """The same, kept: for files that are read with every question."""
    return read_data(name)


@cache
def read_pattern(name: str) -> re.Pattern[str]:
    """A turn of phrase in all languages.

    >>> read_pattern("of_both").search("their shared frameworks")[0]
    'their shared frameworks'
    """
    alternatives = [each for said in _patterns()[name].values() for each in said]
    return re.compile("|".join(alternatives), re.IGNORECASE)


@cache
def _patterns() -> Mapping[str, Mapping[str, list[str]]]:
    return read_data("patterns")


def _fillers() -> Iterator[str]:
    """Ordinary words that point to nothing."""
    for text in read_data("fillers").values():
        yield from text.split()


def _verbs() -> Iterator[str]:
    """The keys of the forms of everyday verbs of Hindi, in both scripts: whoever asks may put any of them anywhere.

    Each is one word and read once, so none of them takes the room of a name in what is remembered.
    """
    verbs = {name: text.split() for name, text in read_data("verbs").items()}
    for script in ("", "roman_"):
        for root in verbs[f"{script}stems"]:
            yield from (stem.__wrapped__(root + ending) for ending in verbs[f"{script}endings"])


def _spelt() -> dict[str, tuple[str, ...]]:
    """Words as they are written, and what each points to: cues, concepts with a slash, nothing for a filler."""
    found: dict[str, tuple[str, ...]] = {}
    for name in ("cues", "everyday", "concepts"):
        for meaning, by_language in read_data(name).items():
            for word in (str(each) for words in by_language.values() for each in words):
                if " " not in word and not re.search("[\u3040-\u9fff]", word) and len(word) > 2:
                    found[fold(word)] = (*found.get(fold(word), ()), meaning)
    for text in read_data("fillers").values():
        for word in text.split():
            if len(word) > 2:
                found.setdefault(fold(word), ())
    return found


def _written() -> dict[str, str]:
    """The words of turns of phrase, as they are written, by how they fold."""
    phrases = (
        str(said)
        for name in ("cues", "everyday")
        for by_language in read_data(name).values()
        for words in by_language.values()
        for said in words
    )
    return {
        fold(word): word for said in phrases for word in re.findall(r"[A-Za-z\u0900-\u097f]+", said) if len(word) > 3
    }


def _countries() -> Iterator[str]:
    """The words of the names of countries, also of those that the graph does not hold."""
    for by_language in read_data("countries").values():
        yield from (fold(word) for names in by_language.values() for name in names for word in str(name).split())


def _hindi() -> Iterator[str]:
    """Every word in Devanagari, those that point to something before those that do not."""
    for name in ("cues", "concepts", "names", "fillers", "glossary", "everyday"):
        yield from re.findall(r"[\u0900-\u097f]+", TEXTS[name])


def _phrases(*files: Mapping[str, Mapping[str, list[object]]]) -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for data in files:
        for name, by_language in data.items():
            for words in by_language.values():
                for word in words:
                    found.add(key_of(str(word)), name)
    return found
