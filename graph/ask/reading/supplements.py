"""Drops what is only added to a question, so that its words ask for nothing: "state bodies included"."""

from __future__ import annotations

from dataclasses import replace

from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern

__all__ = ["without_supplements"]


def without_supplements(utterance: Utterance) -> Utterance:
    """A question without the cues and strange words of what says only that all sorts of actors are meant."""
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
    idle = {cue for _, cue in utterance.cue_places} - {cue for _, cue in places}
    return replace(
        utterance,
        cues=utterance.cues - idle,
        cue_places=places,
        unknown=tuple(word for word in utterance.unknown if not is_added(utterance.text.find(word))),
    )
