"""Tells the clause that asks from one that only says why somebody asks, and one of several from all of them."""

from __future__ import annotations

from graph.ask.desk import Desk
from graph.ask.wording.lexicon import read_pattern

__all__ = ["actors_asked", "are_alternatives", "comes_first", "main_clause", "materials_asked"]


def main_clause(text: str) -> tuple[int, int]:
    """Where the clause that asks begins and ends.

    >>> text = "Since China restricts gallium, which frameworks cover graphite?"
    >>> text[slice(*main_clause(text))]
    'which frameworks cover graphite?'
    """
    before = read_pattern("before_clause").search(text)
    start = before.end() if before else 0
    behind = read_pattern("behind_clause").search(text, start)
    return start, behind.start() if behind and behind.start() > start else len(text)


def are_alternatives(text: str) -> bool:
    """Whether a question sets things side by side of which one is enough.

    >>> are_alternatives("gallium or germanium"), are_alternatives("critical or not"), are_alternatives("錫または銅")
    (True, False, True)
    """
    return read_pattern("alternative").search(text) is not None


def comes_first(desk: Desk, cue: str) -> bool:
    """Whether of two alternatives the first is what a cue stands for: a founder, or later?"""
    places = [place for place, each in desk.utterance.cue_places if each == cue]
    between = read_pattern("alternative").search(desk.utterance.text)
    return bool(places) and between is not None and places[0] < between.start()


def materials_asked(desk: Desk) -> list[str]:
    """The materials that are asked about, without those for which they are used: rare earths for magnets."""
    text = desk.utterance.text
    fillings = desk.slots.by_slot.get("material", ())
    before, behind = read_pattern("used_for"), read_pattern("used_for_after")
    idle = {
        filling.iri
        for filling in fillings
        if before.search(text[: filling.mention.start]) or behind.search(text[filling.mention.end :])
    }
    named = desk.slots.all("material")
    start, end = main_clause(text)
    main = {each.iri for each in fillings if start <= each.mention.start < end}
    return [iri for iri in named if iri in main - idle] or [iri for iri in named if iri not in idle] or named


def actors_asked(desk: Desk) -> list[str]:
    """The actors of the clause that asks; who only does something beside it picks no frameworks."""
    start, end = main_clause(desk.utterance.text)
    fillings = [each for slot in ("country", "body") for each in desk.slots.by_slot.get(slot, ())]
    main = {each.iri for each in fillings if start <= each.mention.start < end}
    return [iri for iri in desk.slots.actors if iri in main]
