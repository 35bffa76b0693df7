"""Joins what belongs to one name: a name that begins with another's, and one that a word for its order has split.

The G7's production alliance is no G7, and the Quad's first critical minerals initiative is an initiative of that name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of, slug_of

__all__ = ["join_carried", "join_split"]

#: Kinds of things whose names others begin with, and of those that bear such names.
CARRIED: Final = ("framework", "programme")
BEARING: Final = ("framework", "pillar", "programme", "instrument", "event")
#: The longest rest of a name, in units of a script with spaces and of one without.
REST: Final = 14


def join_carried(utterance: Utterance, names: Names) -> Utterance:
    """The question without a name that is only the beginning of the next one."""
    firm = sorted((each for each in utterance.mentions if not each.is_weak), key=lambda each: each.start)
    idle = {
        one
        for one in firm
        for other in firm
        if one.end <= other.start
        and read_pattern("of_owner").fullmatch(utterance.text[one.end : other.start])
        and _carries(one, other, names)
    }
    return replace(utterance, mentions=tuple(each for each in utterance.mentions if each not in idle))


def _carries(one: Mention, other: Mention, names: Names) -> bool:
    """Whether what is named behind is called by what is named before."""
    owners, bearers = one.of_kind(*CARRIED), other.of_kind(*BEARING)
    return bool(owners and bearers) and any(
        key and key <= frozenset(key_of(slug_of(bearer))) and kind_of(bearer) in BEARING
        for bearer in bearers[:1]
        for key in names.words.get(owners[0], ())
        if bearer != owners[0]
    )


def join_split(utterance: Utterance, names: Names) -> Utterance:
    """The question with the longer name in place of a shorter one, where only a word for its order stands between."""
    for mention in utterance.mentions:
        between = read_pattern("in_order").match(utterance.text, mention.end)
        if mention.is_weak or not mention.of_kind(*CARRIED) or not between:
            continue
        first = key_of(mention.text)
        rest = [unit for unit in utterance.units if unit.start >= between.end()][:REST]
        for length in range(len(rest), 0, -1):
            found = names.phrases.entries.get((*first, *(unit.key for unit in rest[:length])))
            if found:
                start, end = mention.start, rest[length - 1].end
                whole = Mention(start, end, utterance.text[start:end], tuple(found))
                kept = [each for each in utterance.mentions if not start <= each.start < end]
                inside = {cue for place, cue in utterance.cue_places if between.end() <= place < end}
                outside = {cue for place, cue in utterance.cue_places if not between.end() <= place < end}
                return replace(
                    utterance,
                    mentions=tuple(sorted([*kept, whole], key=lambda each: each.start)),
                    unknown=tuple(word for word in utterance.unknown if word not in whole.text),
                    cues=utterance.cues - (inside - outside),
                )
    return utterance
