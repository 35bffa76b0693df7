"""Drops what is only added to a question, so that its words ask for nothing: "state bodies included", "a list of".

A list of members, projects or sources is what somebody wants to be given, and no list of critical minerals.
"""

from __future__ import annotations

from dataclasses import replace

from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern

__all__ = ["without_supplements"]


def without_supplements(utterance: Utterance) -> Utterance:
    """A question without the words of what says only that all sorts of actors are meant, or in what form to answer."""
    utterance = _without_lists(utterance)
    if read_pattern("which_law").search(utterance.text):
        utterance = replace(utterance, cues=utterance.cues | {"text", "which_law"})
    spans = [match.span() for match in read_pattern("supplement").finditer(utterance.text)]
    spans = [
        (start, end)
        for start, end in spans
        if not any(mention.start < end and start < mention.end for mention in utterance.mentions)
    ]
    if not spans:
        return utterance

    def is_added(place: int) -> bool:
        return any(start <= place < end for start, end in spans)

    places = tuple((place, cue) for place, cue in utterance.cue_places if not is_added(place))
    return replace(
        utterance,
        cues=utterance.cues_at(places),
        cue_places=places,
        unknown=tuple(word for word in utterance.unknown if not is_added(utterance.text.find(word))),
    )


def _without_lists(utterance: Utterance) -> Utterance:
    """A question in which a list of what is no mineral is a wish for all of it."""
    spans = [match.span() for match in read_pattern("list_of_others").finditer(utterance.text)]
    places = tuple(
        (place, "which" if cue == "listed" and any(start <= place < end for start, end in spans) else cue)
        for place, cue in utterance.cue_places
    )
    if places == utterance.cue_places:
        return utterance
    cues = frozenset(cue for _, cue in places) | (utterance.cues - {cue for _, cue in utterance.cue_places})
    # Those who signed are asked for, and not what.
    is_of_parties = any(read_pattern("signatories").search(utterance.text, start, end) for start, end in spans)
    return replace(utterance, cue_places=places, cues=cues | ({"who"} if is_of_parties else set()))
