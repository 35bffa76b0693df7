"""Finds the projects that are called after a firm: a stake in it, a plant of it."""

from __future__ import annotations

from typing import Final

from graph.ask.desk import Desk
from graph.terms import kind_of, slug_of

__all__ = ["namesakes_of"]

#: Kinds of things that are called after firms.
CALLED: Final = frozenset({"facility", "project"})


def namesakes_of(desk: Desk, firm: str) -> list[str]:
    """The projects and plants whose identifiers begin with that of a firm, which holds in every language."""
    beginning = f"{slug_of(firm)}-"
    return sorted(
        iri for iri in desk.world.lookup.labels if kind_of(iri) in CALLED and slug_of(iri).startswith(beginning)
    )
