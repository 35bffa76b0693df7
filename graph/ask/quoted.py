"""Finds titles that a question sets in quotation marks: what stands there is one name, whatever names it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from graph.ask.mentions import Mention
from graph.ask.names import ALIAS, Sense
from graph.ask.spelling import join, key_of
from graph.ask.utterance import Utterance
from graph.terms import kind_of
from graph.world import World

__all__ = ["add_quoted", "titles_of"]

#: Quotation marks of three languages, the outer ones first.
QUOTED: Final = re.compile(
    r"[「『《](?P<ja>[^「」『』《》]+)[」』》]|[“\"„](?P<double>[^“”\"„]+)[”\"“]|[‘«](?P<single>[^‘’«»]+)[’»]"
)
#: Kinds of things that have titles, the likeliest first.
TITLED: Final = ("source", "instrument", "programme", "event")
#: How long the quoted part of a title is at least, in letters without spaces.
SHORTEST: Final = 8


def titles_of(world: World) -> Mapping[str, str]:
    """Each title in each language without its spaces, and what bears it; for :meth:`graph.world.World.once`."""
    found: dict[str, str] = {}
    for kind in reversed(TITLED):
        for iri, labels in world.lookup.labels.items():
            if kind_of(iri) == kind:
                found.update((join(key_of(label)), iri) for label in labels.values())
    return found


def add_quoted(utterance: Utterance, world: World) -> Utterance:
    """Put the text whose title is quoted, or begins so, in place of the names inside the quotation marks.

    What is a whole name by itself stays one: 「MSP」. So does what more than one title begins with.
    """
    for match in QUOTED.finditer(utterance.text):
        start, end = match.span(match.lastgroup or 0)
        said = utterance.text[start:end]
        spelt = join(key_of(said))
        if len(spelt) < SHORTEST or any(each.start <= start and end <= each.end for each in utterance.mentions):
            continue
        titles = world.once(titles_of)
        exact = titles.get(spelt)
        begun = {iri for title, iri in titles.items() if title.startswith(spelt)}
        iri = exact or (min(begun) if len(begun) == 1 else None)
        if iri is None:
            continue
        kept = [each for each in utterance.mentions if each.end <= start or end <= each.start]
        mention = Mention(start, end, said, (Sense(iri, ALIAS),))
        unknown = tuple(word for word in utterance.unknown if word not in said)
        mentions = tuple(sorted([*kept, mention], key=lambda each: each.start))
        places = tuple(place for place in utterance.cue_places if not start <= place[0] < end)
        gone = {cue for at, cue in utterance.cue_places if start <= at < end} - {cue for _, cue in places}
        utterance = replace(
            utterance, mentions=mentions, unknown=unknown, cue_places=places, cues=utterance.cues - gone
        )
    return utterance
