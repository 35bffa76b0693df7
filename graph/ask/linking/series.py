"""Finds the first or the last of a row of meetings that bear one name, as in the first conference on a subject."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.answers import answer
from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import Lexicon
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of
from graph.wire import AskRequest
from graph.world import World

__all__ = ["edge_of_series"]

#: Words for a sort of meeting; each name of a row holds the one that the question says.
SORTS: Final = frozenset(key_of("conference summit dialogue ministerial workshop forum seminar meeting roundtable"))
#: Words by which the first or the last is asked for, which stand in names too.
PLACES: Final = frozenset(key_of("first last latest earliest inaugural newest recent second third held very ever"))


def edge_of_series(utterance: Utterance, names: Names, lexicon: Lexicon, world: World) -> str | None:
    """The first or the last, by day, of the meetings whose names hold all that the question says of them.

    Nothing where the question names a framework, whose meetings are counted, or says no more than a sort of meeting.
    """
    if not utterance.has("first", "last") or utterance.ordinal not in (None, 1):
        return None
    if any(each.of_kind("framework", "pillar", "event") for each in utterance.mentions if not each.is_weak):
        return None
    events = {iri: spellings for iri, spellings in names.words.items() if kind_of(iri) == "event"}
    known = frozenset(key for spellings in events.values() for name in spellings for key in name)
    said = {unit.key for unit in utterance.units if unit.key not in lexicon.stops and not unit.key.isdigit()} - PLACES
    telling = said & known
    if not telling & SORTS or len(telling) < 3 or utterance.unknown:
        return None
    found = {iri for iri, spellings in events.items() if any(telling <= name for name in spellings)}
    days = {
        str(meeting["iri"]): str(day["value"])
        for row in answer(world, AskRequest("events", {})).rows
        if isinstance(meeting := row["meeting"], Mapping) and isinstance(day := row["day"], Mapping)
    }
    dated = sorted((days[iri], iri) for iri in found if iri in days)
    return dated[-1 if utterance.has("last") else 0][1] if dated else None
