"""Finds the text that a question tells by its parties: the trade agreement of India and Peru, in any language.

Of texts that nobody has signed yet no party is on record; their names tell whose they are.
"""

from __future__ import annotations

from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of
from graph.world import World

__all__ = ["of_parties"]

#: Fewer parties tell no text from another.
PAIR = 2


def of_parties(utterance: Utterance, names: Names, world: World) -> str | None:
    """The one text whose English name holds all who are named, and the most of what else is said of it."""
    actors = [each.of_kind("actor") for each in utterance.mentions if not each.is_weak and each.of_kind("actor")]
    if len({iris[0] for iris in actors}) < PAIR:
        return None
    other = {iri for each in utterance.mentions for iri in each.of_kind("material")[:1]}
    said = {key for word in utterance.content for key in key_of(word)}
    said |= {key for iri in other for key in key_of(world.lookup.label(iri))}
    scores: dict[str, int] = {}
    for iri, labels in world.lookup.labels.items():
        if kind_of(iri) != "instrument" or "TradeMeasure" in world.lookup.classes.get(iri, frozenset()):
            continue
        units = frozenset(key_of(labels.get("en", "")))
        if all(any(_holds(units, party, names) for party in iris) for iris in actors):
            scores[iri] = len(said & units)
    best = [iri for iri, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else None


def _holds(units: frozenset[str], party: str, names: Names) -> bool:
    """Whether one of the names of a party is among the words of a title; "in" is a code and a word."""
    return any(name and name <= units and name != {"in"} for name in names.words.get(party, ()))
