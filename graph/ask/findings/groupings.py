"""Tells what lists hold in other words: a group by its elements, an element by its group.

Where one list has "rare-earth elements" and another cerium, neither lacks what the other has.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Outcome, Row, tokens_of

__all__ = ["listed_by_parts", "on_lists", "tell_kindred"]


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
    names = desk.names([row for row in rows if tokens_of(row.get("material")) & alike], "material")
    return desk.say("listed_otherwise", list=desk.speech.listing(names, 20)) if names else ""


def listed_by_parts(desk: Desk, group: str, lists: Sequence[str], *, asks: bool) -> Outcome | None:
    """That lists name the elements of a group one by one; nothing where it is no group, or they name none.

    It is on them where most of its elements are; of fewer, neither yes nor no is said.
    """
    lookup = desk.world.lookup
    if "MaterialGroup" not in lookup.classes.get(group, frozenset()):
        return None
    below = {iri for iri, above in lookup.above.items() if group in above}
    elements = {iri for iri in below if "MaterialGroup" not in lookup.classes.get(iri, frozenset())}
    rows = [row for each in lists for row in desk.ask("on-list", list=each) if tokens_of(row["material"]) & below]
    if not rows or not elements:
        return None
    named = {iri for row in rows for iri in tokens_of(row["material"])}
    held = (named & elements) | {iri for iri in elements if named & set(lookup.above.get(iri, ()))}
    values = {"material": desk.label(group), "lists": desk.speech.listing([desk.label(each) for each in lists])}
    names = desk.names(rows, "material")
    text = desk.say("listed_by_parts", **values, count=len(names), list=desk.speech.listing(names, 30))
    is_so = True if 2 * len(held) > len(elements) else None
    return Outcome(text, rows, is_so if asks else None)
