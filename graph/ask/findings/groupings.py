"""Tells what lists hold in other words: a group by its elements, an element by its group.

Where one list has "rare-earth elements" and another cerium, neither lacks what the other has.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row, tokens_of

__all__ = ["on_lists", "tell_kindred"]


def _entries(desk: Desk, lists: Sequence[str]) -> set[str]:
    return {iri for each in lists for row in desk.ask("on-list", list=each) for iri in tokens_of(row["material"])}


def on_lists(desk: Desk, lists: Sequence[str]) -> set[str]:
    """All that is on these lists by its own name, as a part of a group that is, or as a group of which a part is."""
    lookup = desk.world.lookup
    entries = _entries(desk, lists)
    parts = {iri for iri, above in lookup.above.items() if entries & set(above)}
    groups = {
        iri
        for entry in entries
        for iri in lookup.above.get(entry, ())
        if "MaterialGroup" in lookup.classes.get(iri, frozenset())
    }
    return entries | parts | groups


def tell_kindred(desk: Desk, rows: Sequence[Row], lists: Sequence[str]) -> str:
    """Which of these rows' materials lists hold in other words only; nothing where there are none."""
    alike = on_lists(desk, lists) - _entries(desk, lists)
    names = desk.names([row for row in rows if tokens_of(row["material"]) & alike], "material")
    return desk.say("listed_otherwise", list=desk.speech.listing(names, 20)) if names else ""
