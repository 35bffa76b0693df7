"""Finds the texts that a comparison cites by their two parties and their sort: the KABIL-CAMYEN deal, the India-US MoU.

Elsewhere two parties and a word for a text ask for all that they signed; where days are compared single ones are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from graph.ask.linking.parties import texts_of
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import ALIAS, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_data
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import slug_of
from graph.world import World

__all__ = ["add_compared"]

#: What joins two parties of a text, and what may stand between them and the word for its sort.
JOINT: Final = re.compile(r"\s*(?:[-\u2010-\u2015/・&、と]|and|और|एवं|तथा|व|aur)?\s*(?:the\s+)?", re.IGNORECASE)
BETWEEN: Final = (
    r"(?:['’]s)?\s*(?:の|(?:की|का|के|ki|ka|ke)\s)?\s*(?:(?:sign|ink|conclud)\w*\s+(?:the|their|an?)\s+)?"
    r"(?:(?!(?:and|or|the|sign\w*|ink\w*|conclud\w*|is|was|did|with|have|had|और|या|ने|को|में)(?!\S))[^\s、。,?？とや]+\s+){0,4}?[^\s、。,?？とや]{0,12}?"
)
#: So many texts may be meant by one citation; each is then compared.
FEW: Final = 3
#: What has a day of its own, and how many of those are compared.
DATED: Final = ("event", "framework", "instrument", "pillar", "programme", "project")
PAIR: Final = 2
#: How far before its parties the year of a text may stand.
NEAR: Final = 8
#: Cues of questions that compare days; signatures of which one is asked to be before or after the other do too.
COMPARING: Final = ("older", "span")
ORDERED: Final = ("before", "since")


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of texts: the word for it by itself, the same behind two parties, and its kinds."""

    word: re.Pattern[str]
    behind: re.Pattern[str]
    kinds: frozenset[str]


@cache
def _sorts() -> tuple[Sort, ...]:
    words = [("|".join(said["words"].values()), frozenset(said["kinds"])) for said in read_data("instruments").values()]
    return tuple(
        Sort(re.compile(word, re.IGNORECASE), re.compile(f"{BETWEEN}(?:{word})", re.IGNORECASE), kinds)
        for word, kinds in words
    )


def add_compared(utterance: Utterance, world: World) -> Utterance:
    """Put each text in place of its parties and the word for its sort, where they tell one text alone."""
    is_ordered = utterance.has("sign") and (
        utterance.has(*ORDERED) if utterance.is_polar else utterance.has("first", "last")
    )
    if not utterance.has(*COMPARING) and not is_ordered:
        return utterance
    mentions = list(utterance.mentions)
    for one, other, end, sort in _cited(utterance):
        years = {str(each.first.year) for each in utterance.periods if one.start - NEAR <= each.start < end + NEAR}
        found = _texts(one, other, sort, years, world)
        if 0 < len(found) <= FEW:
            mentions = [each for each in mentions if not one.start <= each.start < end]
            mentions += [
                Mention(one.start, end, utterance.text[one.start : end], (Sense(iri, ALIAS),)) for iri in found
            ]
    if len({each.start for each in mentions if each.of_kind(*DATED)}) < PAIR:
        # What one citation may mean is not compared with itself.
        return utterance
    return replace(utterance, mentions=tuple(sorted(mentions, key=lambda each: each.start)))


def _texts(one: Mention, other: Mention, sort: Sort, years: set[str], world: World) -> list[str]:
    """The texts of a sort that both have signed themselves, else by bodies of theirs; of a year that is named."""
    parties = [each.of_kind("actor")[0] for each in (one, other)]
    closest: list[str] = []
    for with_units in (False, True):
        texts = sorted(set.intersection(*(texts_of(each, world, with_units=with_units) for each in parties)))
        found = [iri for iri in texts if _kinds(iri, world) & sort.kinds]
        # Those that bear the sort in their own names come before others of its kinds.
        found = [iri for iri in found if sort.word.search(world.lookup.label(iri))] or found
        found = found or (texts if len(texts) == 1 else [])
        timed = [iri for iri in found if any(year in f"{world.lookup.label(iri)} {iri}" for year in years)]
        if timed or (found and not years):
            return timed or found
        closest = closest or found
    return closest


def _cited(utterance: Utterance) -> Iterator[tuple[Mention, Mention, int, Sort]]:
    """Two parties side by side, where the word for a sort behind them ends, and the sort."""
    parties = sorted(
        (each for each in utterance.mentions if each.of_kind("actor") and not each.is_weak), key=lambda each: each.start
    )
    for one, other in pairwise(parties):
        if not JOINT.fullmatch(utterance.text[one.end : other.start]):
            continue
        found = [(match.end(), sort) for sort in _sorts() if (match := sort.behind.match(utterance.text, other.end))]
        if found:
            yield one, other, *min(found, key=lambda each: each[0])


def _kinds(text: str, world: World) -> set[str]:
    """The sorts of a text."""
    return {
        slug_of(triple.object.value)
        for triple in world.store.triples(NamedNode(text), NamedNode(f"{ONTOLOGY}hasKind"), None)
        if isinstance(triple.object, NamedNode)
    }
