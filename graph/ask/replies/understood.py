"""Says how a question was understood, in the language of its answer: what is asked, what is named, and when."""

from __future__ import annotations

from graph.ask.reading.intents import Scored
from graph.ask.reading.slots import Slots
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import kept_data
from graph.ask.wording.periods import Period
from graph.ask.wording.say import Speech

__all__ = ["tell_understood"]


def tell_understood(best: Scored, slots: Slots, utterance: Utterance, speech: Speech, region: str = "") -> str:
    """One line: the reading, each thing by the slot that it fills, region, periods and the number that were read."""
    words = kept_data("understood")
    language = speech.language
    parts = [words["intents"][best.intent.name][language]]
    parts += [
        f"{words['slots'][slot][language]}: {speech.label(iri)}"
        for slot in slots.by_slot
        for iri in slots.all(slot)
        if slot != "source"
    ]
    if region:
        parts.append(f"{words['region'][language]}: {region}")
    if utterance.periods:
        parts += [_tell_period(period, speech) for period in utterance.periods]
    if utterance.ordinal is not None:
        parts.append(words["ordinal"][language].format(number=utterance.ordinal))
    return "; ".join(parts)


def _tell_period(period: Period, speech: Speech) -> str:
    """From when to when: days as they are counted, so that nobody has to guess whether a year is meant whole."""
    first, last = speech.day(period.first), speech.day(period.last)
    relation = period.relation
    if relation in ("in", "at") and first == last:
        relation = "on"
    template: str = kept_data("understood")["relations"][relation][speech.language]
    return template.format(first=first, last=last)
