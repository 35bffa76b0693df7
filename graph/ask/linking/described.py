"""Finds the framework that is told by its parties and its field: the Japan-India-Australia supply chain initiative."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from graph.answers import answer
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import Names, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of
from graph.wire import AskRequest
from graph.world import World

__all__ = ["DESCRIBED", "add_described", "members_of"]

#: A framework told by its parties and its field: the Japan-India-Australia supply chain initiative.
DESCRIBED: Final = re.compile(
    r"\bthe\s+(?P<words>(?:(?!(?:of|in|to|by|with|for|that|which|is|are|has|have|did|does)\b)[^\W\d][\w'–—&-]*\s+){1,9}?"
    r"(?:initiative|partnership|dialogue|club|grouping|forum|pact|alliance|coalition|framework|network))\b(?!\s+of\b)",
    re.IGNORECASE,
)
#: The same with the field behind: the alliance on sustainable critical minerals.
HEADED: Final = re.compile(
    r"\b(?P<words>(?:initiative|partnership|dialogue|club|forum|pact|alliance|coalition|network)\s+(?:on|for)\s+"
    r"(?:the\s+)?(?:(?!(?:is|are|was|were|has|have|did|does|in|to|by|with|that|which|and)\b)[\w'–—&-]+(?:\s+|(?=\W*$))){1,6})",
    re.IGNORECASE,
)
#: Words of such a phrase that tell no framework.
PLAIN_HEADS: Final = frozenset(
    key_of(
        "initiative partnership dialogue club grouping forum pact alliance coalition framework network of on and the a"
    )
)
#: Words that every framework here could have in its name.
ALIKE: Final = frozenset(key_of("critical minerals mineral bilateral trilateral joint new same"))


def add_described(utterance: Utterance, names: Names, world: World) -> Utterance:
    """Put a framework in place of the parties and words that it is told by, where they fit one framework alone.

    Countries may be in its name or among its members; of the other words all have to be in its name, and one of them
    has to tell something. A framework that is named is not looked for.
    """
    if any(each.of_kind("framework", "pillar") for each in utterance.mentions if not each.is_weak):
        return utterance
    for phrase in (DESCRIBED.search(utterance.text), HEADED.search(utterance.text)):
        found = _put(utterance, phrase, names, world) if phrase else utterance
        if found is not utterance:
            return found
    return utterance


def _put(utterance: Utterance, phrase: re.Match[str], names: Names, world: World) -> Utterance:
    """The question with the one framework in place of a phrase that tells it; as it was, where not one alone fits."""
    start, end = phrase.span("words")
    whole = [each for each in utterance.mentions if each.start < phrase.end() <= each.end and not each.is_weak]
    if whole or any(each.start < start < each.end for each in utterance.mentions):
        # The phrase is part of a longer name.
        return utterance
    inside = [each for each in utterance.mentions if start <= each.start and each.end <= end]
    parties = {iri for each in inside for iri in each.of_kind("actor")[:1]}
    words = {
        key
        for unit in utterance.units
        if start <= unit.start < end and not any(m.start <= unit.start < m.end for m in inside if m.of_kind("actor"))
        for key in (unit.key,)
    } - PLAIN_HEADS
    if not words - ALIKE:
        return utterance
    found = [
        iri
        for iri, known in names.words.items()
        if kind_of(iri) in ("framework", "pillar")
        and any(words <= name for name in known)
        and parties <= members_of(iri, world) | _in_name(iri, parties, world)
    ]
    head = {key_of(phrase["words"])[0 if phrase.re is HEADED else -1]}
    found = [iri for iri in found if any(words | head <= name for name in names.words[iri])] or found
    if len(found) != 1:
        return utterance
    mention = Mention(start, end, phrase["words"], (Sense(found[0], 1),))
    left = [each for each in utterance.mentions if each not in inside]
    unknown = tuple(word for word in utterance.unknown if not start <= utterance.text.find(word) < end)
    mentions = tuple(sorted([*left, mention], key=lambda each: each.start))
    places = tuple((at, cue) for at, cue in utterance.cue_places if cue == "framework" or not start <= at < end)
    return replace(utterance, mentions=mentions, unknown=unknown, cue_places=places, cues=utterance.cues_at(places))


def members_of(framework: str, world: World) -> set[str]:
    """The members of a framework."""
    rows = answer(world, AskRequest("members-of", {"framework": framework})).rows
    return {str(member["iri"]) for row in rows if isinstance(member := row["member"], Mapping)}


def _in_name(framework: str, parties: set[str], world: World) -> set[str]:
    label = world.lookup.label(framework)
    return {iri for iri in parties if world.lookup.label(iri) in label}
