"""Finds persons who are named by their last names with a title: 菅首相, PM Singh, प्रधानमंत्री सिंह."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Final

from graph.answers import answer
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import CORE, Sense
from graph.ask.reading.utterance import Utterance
from graph.terms import fold, kind_of
from graph.wire import AskRequest
from graph.world import World

__all__ = ["add_titled", "without_titles"]

#: A name with a title beside it; a second name may follow that shares the title.
TITLED: Final = re.compile(
    r"(?P<ja>[\u30a0-\u30ff]{2,}|[\u4e00-\u9fff]{1,3}?)(?:首相|総理|外相|外務大臣|経産相|経産大臣|大臣|大統領|次官|大使)"
    r"|\b(?:PMs?|prime ministers?|ministers?|presidents?|secretar(?:y|ies)|ambassadors?|Mr|Mrs|Ms|Dr)\.?\s+"
    r"(?P<en>[A-Z][a-z]+)(?:\s+and\s+(?P<en2>[A-Z][a-z]+))?"
    r"|(?:प्रधान\s*मंत्री|पीएम|मंत्री|राष्ट्रपति|राजदूत|श्री)\s+(?P<hi>[\u0900-\u097f]+)(?:\s+(?:और|व|एवं)\s+(?P<hi2>[\u0900-\u097f]+))?"
)

#: From how many persons on their titles ask for nothing; what one has signed asks for no title either.
SEVERAL: Final = 2


def add_titled(utterance: Utterance, world: World) -> Utterance:
    """Add the persons that a question names so; of several of one name the one who met another who is named."""
    found: list[tuple[int, int, str, tuple[str, ...]]] = []
    for match in TITLED.finditer(utterance.text):
        for group, name in match.groupdict().items():
            start, end = match.span(group)
            is_known = any(each.start < end and start < each.end and not each.is_weak for each in utterance.mentions)
            if name and not is_known and (persons := _bearers(name, world)):
                found.append((start, end, name, persons))
    if not found:
        return utterance
    known = [iri for mention in utterance.mentions for iri in mention.of_kind("actor")[:1]]
    chosen = _choose([persons for *_, persons in found], known, world)
    mentions = [
        Mention(start, end, name, (Sense(iri, CORE),))
        for (start, end, name, _), iri in zip(found, chosen, strict=True)
        if iri
    ]
    said = {mention.text for mention in mentions}
    left = tuple(word for word in utterance.unknown if word not in said)
    kept = [each for each in utterance.mentions if not any(m.start < each.end and each.start < m.end for m in mentions)]
    ordered = sorted([*kept, *mentions], key=lambda each: each.start)
    return replace(utterance, mentions=tuple(ordered), unknown=left)


def without_titles(utterance: Utterance) -> Utterance:
    """A question on several persons with no word for the posts that stand before or behind their names."""
    spans = [match.span() for match in TITLED.finditer(utterance.text)]
    persons = [each for each in utterance.mentions if each.of_kind("actor") and not each.is_weak]
    titles = [(start, end) for start, end in spans if any(each.start < end and start < each.end for each in persons)]
    if len(titles) < SEVERAL and not utterance.has("sign"):
        return utterance
    places = tuple(
        (place, cue)
        for place, cue in utterance.cue_places
        if cue != "office" or not any(start <= place < end for start, end in titles)
    )
    return replace(utterance, cue_places=places, cues=utterance.cues_at(places))


def _bearers(name: str, world: World) -> tuple[str, ...]:
    """The persons who bear a last name: a part of their name, or the beginning of one in Chinese characters."""
    said = fold(name)
    is_han = re.fullmatch(r"[\u4e00-\u9fff]+", name) is not None
    return tuple(
        iri
        for iri, labels in sorted(world.lookup.labels.items())
        if kind_of(iri) == "actor"
        and "Person" in world.lookup.classes.get(iri, frozenset())
        and any(
            (is_han and label.startswith(name) and len(label) > len(name))
            or said in (fold(part) for part in re.split(r"[\s・]+", label))
            for label in labels.values()
        )
    )


def _choose(sets: list[tuple[str, ...]], known: Iterable[str], world: World) -> list[str | None]:
    """One person of each set: the only one, or one who was at a meeting with another who is named."""
    others = {iri for iri in known if "Person" in world.lookup.classes.get(iri, frozenset())}
    chosen: list[str | None] = [persons[0] if len(persons) == 1 else None for persons in sets]
    sure = others | {iri for iri in chosen if iri}
    met: Mapping[str, set[str]] = {iri: _meetings(iri, world) for iri in sure}
    for place, persons in enumerate(sets):
        if chosen[place] is None:
            fitting = [iri for iri in persons if any(_meetings(iri, world) & theirs for theirs in met.values())]
            chosen[place] = fitting[0] if len(fitting) == 1 else None
    for one, other in combinations(range(len(sets)), 2):
        if chosen[one] is None and chosen[other] is None:
            pairs = [(a, b) for a in sets[one] for b in sets[other] if _meetings(a, world) & _meetings(b, world)]
            if len(pairs) == 1:
                chosen[one], chosen[other] = pairs[0]
    return chosen


def _meetings(person: str, world: World) -> set[str]:
    rows = answer(world, AskRequest("events", {"actor": person})).rows
    return {str(meeting["iri"]) for row in rows if isinstance(meeting := row["meeting"], Mapping)}
