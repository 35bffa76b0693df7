"""Finds the meeting or the round of a programme that a question counts out: the second summit, tranche 5."""

from __future__ import annotations

from typing import Final

from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.periods import find_ordinal
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of
from graph.world import World

__all__ = ["by_number"]

#: Words for one of a row of programmes.
ROUNDS: Final = frozenset(key_of("round tranche phase batch instalment stage second third fourth fifth sixth seventh"))


def _numbered(utterance: Utterance, said: set[str], world: World) -> list[str]:
    """The programmes of the number that is named which have the most of the other words in their names."""
    if not utterance.has("programme"):
        return []
    held: dict[str, int] = {}
    for iri in sorted(world.lookup.labels):
        label = world.lookup.label(iri)
        if kind_of(iri) == "programme" and find_ordinal(label) == utterance.ordinal:
            held[iri] = len(said & set(key_of(label)))
    best = max(held.values(), default=0)
    return [iri for iri, count in held.items() if count == best > 0]


def by_number(utterance: Utterance, names: Names, world: World) -> str | None:
    """Add the meeting of that number, where one row of meetings alone has it, or one that the words fit best.

    Of programmes the one that has the number and every word for its sort in its name.
    """
    said = set(utterance.content) - ROUNDS - {str(utterance.ordinal)}
    counted = [
        iri
        for iri in sorted(world.lookup.labels)
        if utterance.has("programme")
        and kind_of(iri) == "programme"
        and said <= set(units := key_of(world.lookup.label(iri)))
        and (str(utterance.ordinal) in units or find_ordinal(world.lookup.label(iri)) == utterance.ordinal)
    ]
    counted = counted or _numbered(utterance, said, world)
    if said and len(counted) == 1:
        return counted[0]
    ranked = [
        (score, iri)
        for score, iri in names.similar([unit.key for unit in utterance.units], frozenset({"event"}))
        if find_ordinal(world.lookup.label(iri)) == utterance.ordinal
    ]
    if not ranked or ranked[0][0] < 0.3 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.02):
        return None
    return ranked[0][1]
