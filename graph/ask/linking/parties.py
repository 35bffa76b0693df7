"""Finds the texts to which an actor is a party."""

from __future__ import annotations

from collections.abc import Mapping

from graph.answers import answer
from graph.wire import AskRequest
from graph.world import World

__all__ = ["texts_of"]


def texts_of(body: str, world: World, *, with_units: bool = False) -> set[str]:
    """The texts to which a body itself is a party, or one of its units too."""
    rows = answer(world, AskRequest("adherences", {"actor": body})).rows
    return {
        str(text["iri"])
        for row in rows
        if isinstance(text := row["text"], Mapping)
        and isinstance(party := row["party"], Mapping)
        and (with_units or party["iri"] == body)
    }
