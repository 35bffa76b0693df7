"""Tells which minerals texts and measures name, where that is asked; a group that is named picks from them."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.wording.lexicon import read_pattern

__all__ = ["asks_minerals", "minerals_in"]

GROUP = "MaterialGroup"


def asks_minerals(desk: Desk) -> bool:
    """Whether it is asked which minerals something names, be it those of a group alone."""
    return not desk.utterance.is_polar and read_pattern("minerals_asked").search(desk.utterance.text) is not None


def minerals_in(desk: Desk, things: Sequence[str]) -> Outcome:
    """What each of these texts or measures names, one after the other; of a group that is named its members alone."""
    lookup = desk.world.lookup
    groups = {iri for iri in desk.slots.all("material") if GROUP in lookup.classes.get(iri, frozenset())}
    told: list[str] = []
    found: list[Row] = []
    for iri in dict.fromkeys(things):
        rows = desk.ask("materials-covered", framework=iri)
        named = [row for row in rows if row["material"]]
        if groups:
            named = [row for row in named if any(groups & {each, *lookup.above.get(each, ())} for each in _of(row))]
        found += [{**row, "text": {"iri": iri, "label": lookup.label(iri)}} for row in named or rows]
        values = {"framework": desk.label(iri)}
        if named:
            names = desk.names(named, "material")
            phrase = "materials_of" if len(names) > 1 else "materials_of_one"
            told.append(desk.say(phrase, **values, count=len(names), list=desk.speech.listing(names, 30)))
        elif rows and not groups:
            wording = next((desk.label(row["wording"]) for row in rows if row["wording"]), "")
            told.append(desk.say("materials_generic", **values, wording=wording))
    return Outcome(" ".join(told), found) if told else desk.none(desk.speech.listing([desk.label(i) for i in things]))


def _of(row: Row) -> set[str]:
    return tokens_of(row["material"])
