"""Mends slips of the pen before anything is understood: words that complete a longer name or turn of phrase first.

Mended word by word, "suply chian" is China and the agreement is lost; beside its neighbours it is the supply chain.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph import namespaces as ns
from graph.ask.linking.native_slips import find_native_slips
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import TITLE, Names
from graph.ask.reading.content import within
from graph.ask.reading.unknown import OUTSIDE, is_capital, meant_by
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.language import ROMAN_HINDI
from graph.ask.wording.lexicon import Lexicon
from graph.ask.wording.spelling import Unit, key_of, split, stem
from graph.store import Literal, NamedNode
from graph.terms import fold, kind_of
from graph.world import World

__all__ = ["mend_slips", "written_in"]

#: The months, which stand with capitals too.
MONTHS: Final = tuple(name.lower() for name in month_name if name)
#: Where small letters follow capitals, or capitals small ones: MSPmembers, PaxSilica.
SEAM: Final = re.compile(r"[A-Z]{2,}(?=[a-z]{3})|[a-z]{2}(?=[A-Z])")
#: How long two words are at least that were written as one.
LONGER: Final = 7

#: How long a word is at least that may be a slip of a small one, and of another beside its neighbours; from where on
#: two letters may differ.
LEAST: Final = 3
SHORTEST: Final = 4
LONG: Final = 8
#: How many words of a name are looked at together, how many of them may be slips, and what each may have meant.
REACH: Final = 7
MOST: Final = 3
GUESSES: Final = 8


@dataclass(frozen=True, slots=True)
class Guess:
    """What a word may have been meant to be: its key, how it is written, and how many letters differ."""

    key: str
    written: str
    distance: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that was mended: where it stands now, and what stood there."""

    start: int
    end: int
    said: str


def written_in(world: World) -> Mapping[str, str]:
    """The words of names and sentences as they are written, by how they fold; for :meth:`graph.world.World.once`."""
    texts = [
        text for iri, labels in world.lookup.labels.items() if kind_of(iri) != "source" for text in labels.values()
    ]
    told = world.store.triples(predicate=NamedNode(ns.DCTERMS + "description"))
    texts += [triple.object.value for triple in told if isinstance(triple.object, Literal)]
    return {
        fold(unit.text): unit.text
        for text in reversed(texts)
        for unit in split(text)
        if _is_word(unit) and len(unit.text) >= SHORTEST
    }


def mend_slips(
    utterance: Utterance, take: Callable[[str], Utterance], names: Names, lexicon: Lexicon, world: World
) -> Utterance:
    """The question as it was meant to be written, its mended names with what was said in their stead."""
    strange = [place for place, unit in enumerate(utterance.units) if _is_strange(unit, utterance, names, lexicon)]
    native = {start: (end, meant) for start, end, meant in find_native_slips(utterance, names, lexicon, world)}
    if not strange and not native:
        return utterance
    written = world.once(written_in)
    guesses = {place: _guesses(utterance.units[place], written, lexicon) for place in strange}
    mended = _completing(utterance.units, guesses, names, lexicon)
    for place in strange:
        unit = utterance.units[place]
        if place not in mended and (parted := _parted(unit, utterance, names, lexicon)) is not None:
            mended[place] = parted
        elif place not in mended and (meant := _ordinary(unit, utterance, written, lexicon)) is not None:
            mended[place] = meant
    spans = native | {
        (unit := utterance.units[place]).start: (unit.end, _as_written(meant, unit)) for place, meant in mended.items()
    }
    if not spans:
        return utterance
    text, slips = _rewritten(utterance.text, spans)
    other = take(text)
    return replace(other, mentions=tuple(_telling(each, slips) for each in other.mentions))


def _is_word(unit: Unit) -> bool:
    return not unit.is_cjk and len(unit.text) >= LEAST and re.search(r"\d", unit.text) is None


def _is_strange(unit: Unit, utterance: Utterance, names: Names, lexicon: Lexicon) -> bool:
    """Whether a word is in no name, no turn of phrase and no period, and so may be a slip."""
    exact = [each for each in utterance.mentions if not each.corrected]
    return (
        _is_word(unit)
        and unit.key not in names.parts
        and unit.key not in names.vocabulary
        and unit.key not in lexicon.parts
        and unit.key not in lexicon.fillers
        and fold(unit.text) not in lexicon.words
        and unit.text.lower() not in ROMAN_HINDI
        and not within(unit, exact)
        and not any(period.start <= unit.start < period.end for period in utterance.periods)
    )


def _guesses(unit: Unit, written: Mapping[str, str], lexicon: Lexicon) -> list[Guess]:
    """What a word may have been meant to be, of the words of names and of turns of phrase."""
    said = fold(unit.text)
    if len(said) < SHORTEST or lexicon.is_unlike(unit.text):
        return []
    found: dict[str, Guess] = {}
    for words in (written, lexicon.written):
        near = process.extract(
            said, words.keys(), scorer=OSA.distance, score_cutoff=1 if len(said) < LONG else 2, limit=GUESSES
        )
        for form, distance, _ in near:
            key = key_of(words[form])
            if len(key) == 1 and said[:1] in form[:2] and form[:1] in said[:2]:
                known = found.get(key[0])
                if known is None or distance < known.distance:
                    found[key[0]] = Guess(key[0], words[form], int(distance))
    return sorted(found.values(), key=lambda guess: guess.distance)[:GUESSES]


def _completing(
    units: Sequence[Unit], guesses: Mapping[int, Sequence[Guess]], names: Names, lexicon: Lexicon
) -> dict[int, str]:
    """What slips meant that complete a name or a turn of phrase with their neighbours: the longest goes first."""
    found = sorted(_wholes(units, guesses, names, lexicon), key=lambda each: each[:2])
    taken: set[int] = set()
    mended: dict[int, str] = {}
    for _, _, places, meant in found:
        if taken.isdisjoint(places):
            taken.update(places)
            mended.update({place: guess.written for place, guess in meant.items()})
    return mended


def _wholes(
    units: Sequence[Unit], guesses: Mapping[int, Sequence[Guess]], names: Names, lexicon: Lexicon
) -> Iterator[tuple[int, int, range, dict[int, Guess]]]:
    """Runs of words that are a whole if slips are mended: how long (as a minus), how far off, where, and how."""
    for start in range(len(units)):
        for end in range(start + 2, min(len(units), start + REACH) + 1):
            open_places = [place for place in range(start, end) if place in guesses]
            if not 0 < len(open_places) <= MOST:
                continue
            for chosen in product(*(guesses[place] for place in open_places)):
                meant = dict(zip(open_places, chosen, strict=True))
                key = tuple(meant[place].key if place in meant else units[place].key for place in range(start, end))
                if _is_name(key, names) or key in lexicon.cues.entries:
                    yield start - end, sum(guess.distance for guess in chosen), range(start, end), meant


def _is_name(key: tuple[str, ...], names: Names) -> bool:
    return any(sense.strength < TITLE for sense in names.phrases.entries.get(key, ()))


def _ordinary(unit: Unit, utterance: Utterance, written: Mapping[str, str], lexicon: Lexicon) -> str | None:
    """The ordinary word that a word was meant to be, if no question is turned away for it; or a month."""
    said = fold(unit.text)
    if is_capital(unit, utterance.text):
        near = process.extractOne(said, MONTHS, scorer=OSA.distance, score_cutoff=1) if len(said) > SHORTEST else None
        return str(near[0]).capitalize() if near is not None else None
    if within(unit, utterance.mentions) or lexicon.is_unlike(unit.text):
        return None
    meant = meant_by(unit, lexicon)
    if meant is not None and OSA.distance(said, meant) == 1:
        return None if OUTSIDE in lexicon.spelt.get(meant, ()) else meant
    if len(said) > SHORTEST and (told := _as_told(said, written, lexicon)) is not None:
        return told
    return None if meant is None or OUTSIDE in lexicon.spelt.get(meant, ()) else meant


def _as_told(said: str, written: Mapping[str, str], lexicon: Lexicon) -> str | None:
    """The form of a word that asks for something, as turns of phrase and sentences have it: offered, sources."""
    for words in (lexicon.written, written):
        near = process.extractOne(said, words.keys(), scorer=OSA.distance, score_cutoff=1)
        if near is None or near[0][0] != said[0]:
            continue
        is_done = near[0].endswith("ed") and said.endswith("ed")
        if is_done or lexicon.is_ordinary(stem(words[near[0]])):
            return words[near[0]].lower()
    return None


def _parted(unit: Unit, utterance: Utterance, names: Names, lexicon: Lexicon) -> str | None:
    """Two words that were written as one: a name and a word for what is asked of it."""
    if not unit.text.isascii() or within(unit, utterance.mentions) or lexicon.is_unlike(unit.text):
        return None
    seam = SEAM.search(unit.text)
    is_name = is_capital(unit, utterance.text)
    places = [seam.end()] if seam else [] if is_name else range(SHORTEST - 1, len(unit.text) - SHORTEST + 2)
    for place in places:
        first, last = unit.text[:place], unit.text[place:]
        if len(first) + len(last) < LONGER:
            continue
        named = [_is_name((stem(part),), names) for part in (first, last)]
        asking = [(stem(part),) in lexicon.cues.entries for part in (first, last)]
        if (named[0] and asking[1]) or (asking[0] and named[1]) or (all(asking) and not is_name and not seam):
            return f"{first} {last}"
    return None


def _rewritten(text: str, spans: Mapping[int, tuple[int, str]]) -> tuple[str, list[Slip]]:
    """The text with its slips mended, and where they stood; of two that overlap the first."""
    new, end = "", 0
    slips: list[Slip] = []
    for start, (until, meant) in sorted(spans.items()):
        if start >= end:
            new += text[end:start]
            slips.append(Slip(len(new), len(new) + len(meant), text[start:until]))
            new += meant
            end = until
    return new + text[end:], slips


def _as_written(meant: str, unit: Unit) -> str:
    """A mended word with the capitals that the slip had, since a name is known by them."""
    if " " in meant or meant.isupper():
        return meant
    if unit.text.isupper():
        return meant.upper()
    return meant if unit.text[:1].isupper() else meant.lower()


def _telling(mention: Mention, slips: Sequence[Slip]) -> Mention:
    """A name with what was said in its stead, if there was a slip in it."""
    # What only lacked its space is told by the answer.
    inside = [slip for slip in slips if mention.start <= slip.start and slip.end <= mention.end]
    if not inside or mention.is_weak:
        return mention
    said = mention.text
    for slip in reversed(inside):
        start, end = slip.start - mention.start, slip.end - mention.start
        said = said[:start] + slip.said + said[end:]
    return replace(mention, said=said, corrected=mention.senses[0].iri)
