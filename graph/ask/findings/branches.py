"""Knows what is undertaken under what: the schemes and projects of a mission, and those of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph import namespaces as ns
from graph.store import NamedNode
from graph.world import World

__all__ = ["branches_of"]


def branches_of(things: Iterable[str], world: World) -> set[str]:
    """All that is undertaken under one of these things, at any distance; a thing itself is none of its branches."""
    below = world.once(_below)
    found: set[str] = set()
    ahead = list(things)
    while ahead:
        for each in below.get(ahead.pop(), frozenset()) - found:
            found.add(each)
            ahead.append(each)
    return found


def _below(world: World) -> Mapping[str, frozenset[str]]:
    """Everything under which something is undertaken, with what that is."""
    below: dict[str, set[str]] = defaultdict(set)
    for triple in world.store.triples(predicate=NamedNode(ns.ONTOLOGY + "undertakenUnder")):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            below[triple.object.value].add(triple.subject.value)
    return {iri: frozenset(each) for iri, each in below.items()}
