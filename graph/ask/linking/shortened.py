"""Finds a framework or programme by whose it is and some words of its name, up to the word for its sort.

The IEA's critical minerals programme is the one whose full name has a word more, where no other name has all of these.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import ALIAS, Names, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_data
from graph.ask.wording.spelling import Unit, key_of
from graph.terms import kind_of

__all__ = ["add_shortened"]

#: Words for sorts of frameworks and programmes, as the units that they end in.
HEADS: Final = tuple(key_of(word) for word in read_data("sorts")["frameworks"].split())
#: The same words each by itself.
SORT: Final = frozenset(key for head in HEADS for key in head if len(head) == 1)
#: Numbers and what they are of, which stand before the word for a sort.
AMOUNT: Final = re.compile(
    r"[\d,.]+|t|tonnes?|tons?|crores?|rs|rupees?|million|billion|टन|करोड़|रुपये|रुपए|लाख|トン|円|億|万|वाल[ाीे]|wal[aie]",
    re.IGNORECASE,
)
KINDS: Final = frozenset({"framework", "pillar", "programme"})
#: Units that stand between the words of a name.
JOINTS: Final = frozenset(key_of("the a of on for and s の と के की का में पर और ke ki ka"))
#: What says that something belongs to the one who is named before.
ITS: Final = re.compile(r"\b(?:its|their)(?:\s+own)?\b|自国の|同国の|自らの|अपन[ेीा](?!\S)|\bapn[aei]\b", re.IGNORECASE)
#: How many units a short name has at least beside its owners and its sort: in words, and in characters.
FEWEST: Final = 1
FEWEST_CHARACTERS: Final = 2
#: What stands between a part and its whole; how many units a part, or what is somebody's, has at most.
OF: Final = re.compile(r"\s+(?:of|in|under|within|at)\s+(?:the\s+)?$", re.IGNORECASE)
LONGEST: Final = 6
#: The same in characters of Chinese or Japanese.
LONGEST_CHARACTERS: Final = 14
#: Codes of countries are shorter.
ACRONYM: Final = 3
#: Cues that the words of a name keep.
KEPT: Final = frozenset({"framework", "programme"})


def add_shortened(utterance: Utterance, names: Names) -> Utterance:
    """Put a framework or programme in place of its owner and those words of its name that the question says."""
    units = utterance.units
    firm = [each for each in utterance.mentions if not each.is_weak]
    part = _part_of(utterance, firm, names)
    if part is not None:
        return _put(utterance, *part)
    taken = [each for each in firm if each.of_kind(*KINDS)]
    starts = [each.start for each in firm if each.of_kind("actor")]
    # A word that only names have begins one as well.
    starts += [unit.start for unit in units if unit.text in utterance.unknown and unit.key in names.parts]
    meant = _owned_before(utterance, firm, names)
    if meant is not None:
        return _put(utterance, *meant)
    goods = [each.start for each in firm if each.of_kind("material")]
    for end in _ends(units):
        for start in goods:
            run = [unit for unit in units[:end] if unit.start >= start]
            cored = _called_by_core(run, names) if run and not taken else None
            if cored is not None:
                return _put(utterance, start, run[-1].end, cored)
        for start in starts:
            run = [unit for unit in units[:end] if unit.start >= start]
            if not run or any(each.start < run[-1].end and start < each.end for each in taken):
                continue
            if taken and not _is_owned(run, firm):
                # Beside a framework that is named only one of somebody else is meant.
                continue
            is_told = _is_telling(run, firm) or _is_owned(run, firm)
            iri = _only_with({unit.key for unit in run} - JOINTS, names) if is_told else None
            if iri is not None:
                return _put(utterance, start, run[-1].end, iri)
    return utterance


def _owned_before(utterance: Utterance, firm: Sequence[Mention], names: Names) -> tuple[int, int, str] | None:
    """What belongs to the one who is named before, with the stretch that names it: India ... its minerals mission."""
    owners = [each for each in firm if each.of_kind("actor")]
    taken = [each for each in firm if each.of_kind(*KINDS)]
    for word in ITS.finditer(utterance.text):
        owner = [each for each in owners if each.end <= word.start()][-1:]
        for end in _ends(utterance.units) if owner and not taken else ():
            run = [unit for unit in utterance.units[:end] if unit.start >= word.end()]
            longest = LONGEST_CHARACTERS if any(unit.is_cjk for unit in run) else LONGEST
            if not run or len(run) > longest or not _is_telling(run, firm):
                continue
            said = {unit.key for unit in run} - JOINTS
            # What a country has of its own is called national, or nothing but what it is.
            for whose in (key_of(owner[0].text), key_of("national"), ()):
                iri = _only_with(said.union(whose) - JOINTS, names)
                if iri is not None:
                    return run[0].start, run[-1].end, iri
    return None


def _put(utterance: Utterance, start: int, end: int, iri: str) -> Utterance:
    """The question with a thing in place of a stretch of it."""
    said = Mention(start, end, utterance.text[start:end], (Sense(iri, ALIAS),))
    left = [each for each in utterance.mentions if each.end <= said.start or said.end <= each.start]
    unknown = tuple(word for word in utterance.unknown if not said.start <= utterance.text.find(word) < said.end)
    mentions = tuple(sorted([*left, said], key=lambda each: each.start))
    places = tuple(
        (place, cue) for place, cue in utterance.cue_places if cue in KEPT or not said.start <= place < said.end
    )
    return replace(utterance, mentions=mentions, unknown=unknown, cue_places=places, cues=utterance.cues_at(places))


def _part_of(utterance: Utterance, firm: Sequence[Mention], names: Names) -> tuple[int, int, str] | None:
    """A pillar whose whole stands behind it: the Critical Minerals Dialogue of IPEF; with the stretch that names it."""
    text = utterance.text
    for whole in (each for each in firm if each.of_kind("framework", "pillar")):
        joint = OF.search(text[: whole.start])
        before = [unit for unit in utterance.units if joint and unit.end <= joint.start()]
        owner = set(key_of(whole.text))
        for first in range(max(0, len(before) - LONGEST), len(before) - 1):
            said = {unit.key for unit in before[first:]} - JOINTS
            found = {
                iri
                for iri, spellings in names.words.items()
                if kind_of(iri) == "pillar" and any(name - JOINTS == said | owner for name in spellings)
            }
            if len(found) == 1:
                return before[first].start, whole.end, found.pop()
    return None


def _is_owned(run: Sequence[Unit], firm: Sequence[Mention]) -> bool:
    """Whether a stretch is nothing but an organisation in capital letters and a word for a sort: the IEA programme."""
    owners = [each for each in firm if each.of_kind("actor") and each.text.isupper() and len(each.text) >= ACRONYM]
    return any(each.start <= run[0].start < each.end for each in owners)


def _called_by_core(run: Sequence[Unit], names: Names) -> str | None:
    """The one programme that is called so but for a number and the language of its sort: the 6000 t magnet योजना."""
    core = frozenset(unit.key for unit in run if not AMOUNT.fullmatch(unit.text)) - JOINTS - SORT
    found = [
        iri
        for iri, spellings in names.words.items()
        if kind_of(iri) == "programme" and any(name - SORT == core and name & SORT for name in spellings)
    ]
    return found[0] if core and len(found) == 1 else None


def _ends(units: tuple[Unit, ...]) -> list[int]:
    """The places behind the words for a sort."""
    keys = tuple(unit.key for unit in units)
    return [end for end in range(1, len(keys) + 1) if any(keys[:end][-len(head) :] == head for head in HEADS)]


def _is_telling(run: Sequence[Unit], firm: Sequence[Mention]) -> bool:
    """Whether a stretch says more than whose and of what sort."""
    head = max((len(each) for each in HEADS if tuple(unit.key for unit in run)[-len(each) :] == each), default=0)
    said = [unit for unit in run[:-head] if not any(each.start <= unit.start < each.end for each in firm)]
    is_cjk = any(unit.is_cjk for unit in said)
    return len({unit.key for unit in said} - JOINTS) >= (FEWEST_CHARACTERS if is_cjk else FEWEST)


def _only_with(said: Collection[str], names: Names) -> str | None:
    """The one framework or programme one of whose names has all of these units, or is made of nothing else."""
    exact = [iri for iri, spellings in names.words.items() if kind_of(iri) in KINDS and frozenset(said) in spellings]
    if len(exact) == 1:
        return exact[0]
    found = [
        iri
        for iri, spellings in names.words.items()
        if kind_of(iri) in KINDS and any(name.issuperset(said) for name in spellings)
    ]
    return found[0] if len(found) == 1 else None
