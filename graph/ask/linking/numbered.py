"""Binds a measure that is cited by its number and year: Announcement No. 18 of 2025, 公告第18号, घोषणा संख्या 18."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import ALIAS, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern
from graph.namespaces import SKOS
from graph.store import Literal, NamedNode
from graph.terms import kind_of
from graph.world import World

__all__ = ["add_numbered", "numbers_of"]

#: How the names of measures tell their numbers: one, several, or from the one to the other.
CALLED: Final = re.compile(r"\bNos?\.?\s+(\d+(?:(?:,\s*|\s+(?:to|and)\s+)\d+)*)")
YEAR: Final = re.compile(r"\bof\s+(\d{4})\b")
RANGE: Final = re.compile(r"(\d+)\s+to\s+(\d+)")
#: What stands between who issued a measure and its number.
OWNS: Final = re.compile(r"(?:['’ʼ]s?)?\s*(?:の|की|का|के|ki|ka|ke)?\s*", re.IGNORECASE)
#: By number and year what bears them.
Numbers = Mapping[tuple[int, int], frozenset[str]]


def numbers_of(world: World) -> Numbers:
    """The measures that are called by numbers; for :meth:`graph.world.World.once`."""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for name in ("prefLabel", "altLabel"):
        for triple in world.store.triples(predicate=NamedNode(SKOS + name)):
            if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, Literal):
                continue
            year = YEAR.search(triple.object.value) if kind_of(triple.subject.value) == "instrument" else None
            if year is None:
                continue
            for numbers in CALLED.findall(triple.object.value):
                for number in _listed(numbers):
                    found[number, int(year[1])].add(triple.subject.value)
    return {key: frozenset(iris) for key, iris in found.items()}


def _listed(text: str) -> set[int]:
    ends = [(int(first), int(last)) for first, last in RANGE.findall(text)]
    return {int(number) for number in re.findall(r"\d+", text)}.union(*(range(one, other) for one, other in ends))


def add_numbered(utterance: Utterance, world: World) -> Utterance:
    """Put the one measure in place of its number, with who issued it, where no other year than its own is named."""
    match = read_pattern("numbered_measure").search(utterance.text)
    if match is None:
        return utterance
    said = {name.rstrip("_0123456789"): value for name, value in match.groupdict().items() if value}
    inner = [each for each in utterance.periods if match.start() <= each.start and each.end <= match.end()]
    years = {int(said["year"])} if "year" in said else {period.first.year for period in utterance.periods}
    number = int(said["number"])
    fitting = (
        iris for (no, year), iris in world.once(numbers_of).items() if no == number and (not years or year in years)
    )
    found = {iri for iris in fitting for iri in iris}
    if len(found) != 1:
        return utterance
    start, end = match.span()
    for each in sorted(utterance.mentions, key=lambda mention: -mention.start):
        if each.of_kind("actor") and each.end <= start and OWNS.fullmatch(utterance.text[each.end : start]):
            start = each.start
    mention = Mention(start, end, utterance.text[start:end], (Sense(found.pop(), ALIAS),))
    left = [each for each in utterance.mentions if each.end <= start or end <= each.start]
    places = tuple((place, cue) for place, cue in utterance.cue_places if not start <= place < end)
    return replace(
        utterance,
        mentions=tuple(sorted([*left, mention], key=lambda each: each.start)),
        unknown=tuple(word for word in utterance.unknown if not start <= utterance.text.find(word) < end),
        cue_places=places,
        cues=utterance.cues_at(places) - {"ordinal"},
        periods=tuple(each for each in utterance.periods if each not in inner),
        ordinal=None,
        ordinals=(),
        told=(),
    )
