"""Finds the projects that are called after a firm, a stake in it, a plant of it, or that share a name with another."""

from __future__ import annotations

from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of, slug_of

__all__ = ["alike_of", "namesakes_of"]

#: Kinds of things that are called after firms.
CALLED: Final = frozenset({"facility", "project"})


def namesakes_of(desk: Desk, firm: str) -> list[str]:
    """The projects and plants whose identifiers begin with that of a firm, which holds in every language."""
    beginning = f"{slug_of(firm)}-"
    return sorted(
        iri for iri in desk.world.lookup.labels if kind_of(iri) in CALLED and slug_of(iri).startswith(beginning)
    )


def alike_of(desk: Desk, thing: str) -> list[Row]:
    """The projects beside a thing whose names hold every word by which it is called."""
    asked = {unit.key for unit in desk.utterance.units}
    called = [each for each in desk.slots.mentions if thing in {sense.iri for sense in each.senses}]
    said = [asked.intersection(key_of(each.text)).union(desk.utterance.residue) for each in called]
    return [
        row
        for row in desk.ask("projects")
        if thing not in tokens_of(row["undertaking"])
        and any(len(words) > 1 and words <= set(key_of(desk.label(row["undertaking"]))) for words in said)
    ]
