"""Finds the frameworks that bear one name: of each is told what is asked, since nothing says which is meant."""

from __future__ import annotations

from graph.ask.desk import Desk
from graph.ask.reading.slots import Filling, slot_of

__all__ = ["sharing_name"]


def sharing_name(desk: Desk, slot: str) -> list[Filling]:
    """All that the one name in a slot may mean alike, of which most is known first; nothing where it means one thing.

    A country that is named beside it picks those in whose names it is.
    """
    fillings = desk.slots.by_slot.get(slot, ())
    if len({each.iri for each in fillings}) != 1:
        return []
    mention, lookup = fillings[0].mention, desk.world.lookup
    best = mention.senses[0].strength
    iris = [each.iri for each in mention.senses if each.strength == best and slot_of(each.iri, lookup) == slot]
    named = [lookup.label(iri) for iri in desk.slots.all("country")]
    iris = [iri for iri in iris if all(name in lookup.label(iri) for name in named)] or iris
    if len(iris) == 1 and iris[0] == fillings[0].iri:
        return []
    iris.sort(key=lambda iri: -_weight(desk, iri))
    return [Filling(iri, mention) for iri in iris]


def _weight(desk: Desk, iri: str) -> float:
    """How much is known of a thing."""
    counts = (row["facts"] for row in desk.ask("profile", about=iri) if row["what"] == "facts")
    return sum(count for count in counts if isinstance(count, int | float))
