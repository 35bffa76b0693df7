"""Puts a thing that a question means among those that it names, and takes out what then asks for nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import Final

from graph.ask.linking.dated import is_of_then
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import Names, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of
from graph.world import World

__all__ = ["with_thing"]

#: Kinds of things that are called by the place where they lie.
PLACED: Final = ("project", "facility", "deposit")


def _as_place(mention: Mention) -> Mention:
    """A mention of a place without the projects that are called by it."""
    places = tuple(sense for sense in mention.senses if kind_of(sense.iri) == "place")
    return replace(mention, senses=places) if places else mention


def with_thing(utterance: Utterance, iri: str, names: Names, world: World) -> Utterance:
    """The question with a thing that it means beside those that it names."""
    if not is_of_then(utterance, iri, world):
        return utterance
    start = len(utterance.text)
    found = Mention(start, start, world.lookup.label(iri), (Sense(iri, 3),))
    if kind_of(iri) in PLACED:
        # Of what is called by its place, the one with the other words as well is meant.
        utterance = replace(utterance, mentions=tuple(_as_place(mention) for mention in utterance.mentions))
    known = frozenset().union(*names.words[iri])
    left = tuple(
        word
        for word in utterance.unknown
        if not known & {unit.key for unit in utterance.units if unit.text == word}
        and not known.issuperset(key_of(word))
        and not any(_is_form_of(key, name) for key in key_of(word) for name in known)
    )
    idle = OF_NAMES | OF_TEXTS if kind_of(iri) == "instrument" else OF_NAMES
    return _without_idle(replace(utterance, mentions=(*utterance.mentions, found), unknown=left), known, idle)


def _is_form_of(one: str, other: str) -> bool:
    """Whether two words are made from one: introduction, introducing."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= LEAST and shared >= max(len(one), len(other)) - LONGEST_ENDING


#: How many letters two words of one root have in common at least, and how long their endings are at most.
LEAST: Final = 6
LONGEST_ENDING: Final = 4
#: Cues to which the words "critical minerals" in what a thing is called point.
OF_NAMES: Final = frozenset({"critical", "material", "supply"})
#: The same for what a text is about: the joint venture of an agreement asks for no project.
OF_TEXTS: Final = frozenset({"both", "company", "involved", "project", "share"})
ASKED: Final = re.compile(
    r"\b(?:which|what|whose|list|name|how many|all|any)\s+(?:the\s+)?(?:critical\s+)?$", re.IGNORECASE
)


def _without_idle(utterance: Utterance, known: frozenset[str], idle_cues: frozenset[str]) -> Utterance:
    """The question without the cues of words in the name that it tells, which ask for nothing."""
    starts = {
        unit.start for unit in utterance.units if unit.key in known and not ASKED.search(utterance.text[: unit.start])
    }
    places = tuple((at, cue) for at, cue in utterance.cue_places if cue not in idle_cues or at not in starts)
    return replace(utterance, cue_places=places, cues=utterance.cues_at(places))
