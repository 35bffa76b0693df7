"""Takes the act that amends another for the one that is named, where its amendment is asked about."""

from __future__ import annotations

from dataclasses import replace

from graph.ask.naming.names import ALIAS, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern
from graph.terms import kind_of, slug_of
from graph.world import World

__all__ = ["add_amending"]


def add_amending(utterance: Utterance, world: World) -> Utterance:
    """Put the one amendment of a text in place of the text: when was the act amended?"""
    if not read_pattern("amending").search(utterance.text):
        return utterance
    texts = [iri for iri in world.lookup.labels if kind_of(iri) == "instrument"]
    mentions = []
    for mention in utterance.mentions:
        named = mention.of_kind("instrument")[:1]
        amending = [
            iri for iri in texts for one in named if slug_of(iri).startswith(f"{slug_of(one)}-amendment") and iri != one
        ]
        senses = (Sense(amending[0], ALIAS),) if len(amending) == 1 else mention.senses
        mentions.append(replace(mention, senses=senses))
    return replace(utterance, mentions=tuple(mentions))
