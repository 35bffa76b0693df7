"""Finds the working groups that a question means by no more than what they are: the joint working group."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import ALIAS, Names, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of

__all__ = ["add_sitting"]

#: So many that are called so may be meant.
FEW: Final = 4


def add_sitting(utterance: Utterance, names: Names) -> Utterance:
    """Put the few frameworks in place of a word for what sits, in whose names it is, where none is named.

    Of these all are kept as senses of the word, those that hold the other words of the question first.
    """
    match = read_pattern("sitting_group").search(utterance.text)
    name = next((group for group, said in match.groupdict().items() if said), "") if match else ""
    firm = [each for each in utterance.mentions if not each.is_weak]
    if match is None or not name or any(each.of_kind("framework", "pillar", "instrument", "event") for each in firm):
        return utterance
    said = set(key_of(match[name]))
    found = {
        iri: frozenset[str]().union(*(name for name in spellings if said <= name))
        for iri, spellings in names.words.items()
        if kind_of(iri) == "framework" and any(said <= name for name in spellings)
    }
    others = {unit.key for unit in utterance.units}
    best = max((len(others & keys) for keys in found.values()), default=0)
    meant = sorted(iri for iri, keys in found.items() if len(others & keys) == best)
    if not meant or len(meant) > FEW:
        return utterance
    mention = Mention(match.start(name), match.end(name), match[name], tuple(Sense(iri, ALIAS) for iri in meant))
    left = [each for each in utterance.mentions if each.end <= mention.start or mention.end <= each.start]
    known = frozenset[str]().union(*(found[iri] for iri in meant))
    unknown = tuple(word for word in utterance.unknown if not known.issuperset(key_of(word)))
    # The words of its name ask for nothing, wherever they stand.
    named = {unit.start for unit in utterance.units if unit.key in known}
    places = tuple((at, cue) for at, cue in utterance.cue_places if at not in named and at != mention.start)
    return replace(
        utterance,
        mentions=tuple(sorted([*left, mention], key=lambda each: each.start)),
        unknown=unknown,
        cue_places=places,
        cues=utterance.cues_at(places),
    )
