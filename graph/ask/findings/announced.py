"""Knows what has been announced for days to come: that a measure or text will end, take effect or be put on hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from graph import namespaces as ns
from graph.store import Literal, NamedNode
from graph.world import World

__all__ = ["announced_of"]


def announced_of(thing: str, after: date, world: World) -> list[tuple[date, str]]:
    """The days on which a thing is planned to reach a status, and that status; those after a day, the first first."""
    return [(day, status) for day, status in world.once(_planned).get(thing, ()) if day > after]


def _planned(world: World) -> Mapping[str, list[tuple[date, str]]]:
    """All planned stations by what they are of; read once, a few hundred triples."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for planned in world.store.triples(predicate=NamedNode(ns.ONTOLOGY + "isPlanned")):
        is_so = isinstance(planned.object, Literal) and planned.object.value == "true"
        if not isinstance(planned.subject, NamedNode) or not is_so:
            continue
        about, status, day = (
            _value(world, planned.subject, name) for name in ("reportsOnUndertaking", "entersStatus", "occurredOn")
        )
        if about and status and day:
            found[about].append((date.fromisoformat(day), status))
    return {iri: sorted(stations) for iri, stations in found.items()}


def _value(world: World, subject: NamedNode, name: str) -> str:
    found = world.store.triples(subject, NamedNode(ns.ONTOLOGY + name))
    return next((triple.object.value for triple in found if isinstance(triple.object, NamedNode | Literal)), "")
