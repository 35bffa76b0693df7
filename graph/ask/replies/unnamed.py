"""Asks which one is meant where a question speaks of "the partnership" and names none.

Everything known of its sort would be an answer to another question. A sort that anything tells apart, such as a year,
a party or a number before it, is no such thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.say import Speech
from graph.ask.wording.spelling import Unit, key_of
from graph.terms import kind_of
from graph.world import World

__all__ = ["examples_of", "unnamed_in"]

#: Kinds of things that such a word stands for; where one of them is named, or two others are, that says which.
NAMED: Final = ("event", "framework", "instrument", "pillar", "programme", "project", "facility", "deposit", "source")
#: How many others may be named beside, such as who joined it or what it covers.
MOST: Final = 1
#: How many examples are given.
FEW: Final = 3
#: Questions for what there is of a sort name none of it on purpose.
EVERY: Final = ("all", "how_many", "kind")


def unnamed_in(utterance: Utterance, firm: Sequence[Mention]) -> str:
    """The words for one thing of a sort that is not named; nothing where there are none."""
    said = read_pattern("the_one").search(utterance.text)
    # What was only taken for it, since its name has the word for its sort, is a guess where no other word tells it.
    firm = [each for each in firm if each.start < len(utterance.text) or _is_told(utterance, said)]
    if said is None or utterance.has(*EVERY) or utterance.periods or utterance.ordinal is not None:
        return ""
    if utterance.told or utterance.measured or utterance.outlets or any(each.of_kind(*NAMED) for each in firm):
        return ""
    return "" if len(firm) > MOST else said[0].strip()


def _is_told(utterance: Utterance, said: re.Match[str] | None) -> bool:
    """Whether a question has other words by which a thing can be told than the word for its sort."""
    sort = set(key_of(said[0])) if said else set()
    return bool(set(utterance.content) - sort - {unit.key for unit in utterance.units if _is_cue(utterance, unit)})


def _is_cue(utterance: Utterance, unit: Unit) -> bool:
    return any(unit.start == place for place, _ in utterance.cue_places)


def examples_of(words: str, speech: Speech, world: World) -> list[str]:
    """Frameworks and texts that are called by the last of these words, in the language of the question; else some."""
    labels = {
        iri: world.lookup.label(iri, speech.language)
        for iri in sorted(world.lookup.labels)
        if kind_of(iri) in ("framework", "instrument", "project")
    }
    stem = re.split(r"[\s]", words)[-1].casefold()[:8]
    called = [iri for iri, label in labels.items() if stem in label.casefold()]
    return [speech.label(iri) for iri in (called or [iri for iri in labels if kind_of(iri) == "framework"])[:FEW]]
