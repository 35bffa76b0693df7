"""Neighbouring questions, put so that the engine answers them itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from graph.ask.reading.slots import Slots
from graph.ask.wording.lexicon import read_data
from graph.ask.wording.say import Speech

__all__ = ["MOST", "suggest", "suggest_for"]

#: How many are offered.
MOST: Final = 3


def suggest(intent: str, slots: Slots, speech: Speech, asked: str) -> Sequence[str]:
    """Up to three questions near one that was asked, in its language; general ones where it named nothing."""
    found: list[str] = []
    for entry in read_suggestions():
        slot, templates = str(entry["slot"]), entry["ask"]
        if entry["intent"] == intent:
            continue
        things = slots.all(*slot.split("|")) if slot else []
        if slot and not things:
            continue
        text = templates[speech.language].format(*[speech.label(iri) for iri in things[:1]])
        if text.strip() != asked.strip() and text not in found:
            found.append(text)
        if len(found) == MOST:
            break
    return tuple(found)


def suggest_for(intents: Sequence[str], slots: Slots, speech: Speech, asked: str) -> list[str]:
    """A question for each of these readings of one, as far as there is a template for it and a name to fill it."""
    found: list[str] = []
    for intent in dict.fromkeys(intents):
        for entry in read_suggestions():
            slot = str(entry["slot"])
            things = slots.all(*slot.split("|")) if slot else []
            if entry["intent"] == intent and things:
                text = entry["ask"][speech.language].format(*[speech.label(iri) for iri in things[:1]])
                if text.strip() != asked.strip() and text not in found:
                    found.append(text)
                    break
    return found


@cache
def read_suggestions() -> Sequence[Mapping[str, Any]]:
    """All templates in their order of preference."""
    found: list[Mapping[str, Any]] = read_data("suggestions")["suggestions"]
    return found
