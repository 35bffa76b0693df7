"""Finds the facts that hold a number which a question claims, of those whom and what it names, whatever its verb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from graph import namespaces as ns
from graph.ask.desk import Desk
from graph.ask.findings.quantities import HELD, Quantities, Quantity
from graph.ask.wording.amounts import find_amounts, find_numbers
from graph.store import Literal, NamedNode
from graph.terms import kind_of
from graph.world import World

__all__ = ["holding_number"]

#: So many facts at most are told to hold a number.
MOST: Final = 4
#: Numbers up to which too much is counted that has nothing to do with it.
SMALL: Final = 1


def holding_number(desk: Desk, text: str) -> list[str]:
    """The facts with a number of this text that have to do with all that is named, in the time that is named.

    Somebody or something else than a country or a material must be among these: of them too much is measured.
    """
    wanted = {number for number in find_numbers(text) if number > SMALL} | {float(each) for each in find_amounts(text)}
    names = [mention for mention in desk.utterance.mentions if not mention.is_weak]
    is_named = desk.slots.has("body", "project", "programme", "framework", "text", "event")
    if not wanted or not is_named:
        return []
    numbers = desk.world.once(_numbers)
    known = desk.world.once(Quantities.of_world).all
    held = [each for each in known if numbers.get(each.fact, frozenset()) & wanted and _is_then(desk, each)]
    close = [(sum(_is_on(desk, each, {s.iri for s in mention.senses}) for mention in names), each) for each in held]
    most = max((count for count, _ in close), default=0)
    if 2 * most < len(names) or not most:
        return []
    return [each.fact for count, each in close if count == most][:MOST]


def _is_on(desk: Desk, each: Quantity, senses: set[str]) -> bool:
    """Whether a number is told of one of these, or by or of who takes part in what it is told of."""
    if senses & (each.things | each.beside | each.near):
        return True
    things = {iri for iri in each.things if kind_of(iri) in ("facility", "project", "programme")}
    parts = desk.world.once(_participants)
    return any(senses & parts.get(iri, frozenset()) for iri in things)


def _is_then(desk: Desk, each: Quantity) -> bool:
    years = {str(period.first.year) for period in desk.utterance.periods}
    spans = {str(day.year) for day in (each.first, each.last) if day}
    return not years or bool(years & (each.words | spans))


def _numbers(world: World) -> Mapping[str, frozenset[float]]:
    """The numbers that each fact holds, as its value or in its words."""
    found: dict[str, set[float]] = defaultdict(set)
    for name in HELD:
        for triple in world.store.triples(predicate=NamedNode(ns.ONTOLOGY + name)):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
                found[triple.subject.value].add(float(triple.object.value))
    for triple in world.store.triples(predicate=NamedNode(ns.DCTERMS + "description")):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            found[triple.subject.value] |= find_numbers(triple.object.value)
    return {iri: frozenset(each) for iri, each in found.items()}


def _participants(world: World) -> Mapping[str, frozenset[str]]:
    """Who takes part in each undertaking."""
    things: dict[str, list[str]] = defaultdict(list)
    for triple in world.store.triples(predicate=NamedNode(ns.ONTOLOGY + "participatesIn")):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            things[triple.subject.value].append(triple.object.value)
    found: dict[str, set[str]] = defaultdict(set)
    for triple in world.store.triples(predicate=NamedNode(ns.ONTOLOGY + "hasParticipant")):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            for thing in things.get(triple.subject.value, ()):
                found[thing].add(triple.object.value)
    return {iri: frozenset(each) for iri, each in found.items()}
