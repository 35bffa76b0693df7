"""Finds the one text that two bodies have signed."""

from __future__ import annotations

from graph.ask.linking.dated import SORTS
from graph.ask.linking.parties import texts_of
from graph.ask.reading.utterance import Utterance
from graph.world import World

__all__ = ["text_between"]


def text_between(utterance: Utterance, world: World) -> str | None:
    """The one text that two bodies who are named have signed, of the sort and the year that are named."""
    bodies = [
        iri
        for mention in utterance.mentions
        if not mention.is_weak
        for iri in mention.of_kind("actor")[:1]
        if not world.lookup.classes.get(iri, frozenset()) & {"Country", "Person", "RegionalOrganisation"}
    ]
    if len(set(bodies)) != 2:
        return None
    texts = set.intersection(*(texts_of(body, world) for body in set(bodies)))
    sorted_so = {
        iri for iri in texts for word in SORTS if word.search(utterance.text) and word.search(world.lookup.label(iri))
    }
    years = {str(period.first.year) for period in utterance.periods if not period.is_open}
    dated = {iri for iri in texts for year in years if year in f"{world.lookup.label(iri)} {iri}"}
    found = (sorted_so & dated) or dated or sorted_so or texts
    return min(found) if len(found) == 1 else None
