"""Tells which of the names in a question are left out: but not gallium, except Fiji, ブルネイ以外, चीन को छोड़कर.

A negation binds to the name that it stands next to, and to those that are joined with it; what is named behind another
verb is wanted again: "without India that have Japan" leaves only India out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern

__all__ = ["Exclusion", "find_exclusion"]

#: Cues of words that leave something out.
LEAVING_OUT: Final = frozenset({"denied", "else", "leave", "not", "only"})
#: A verb before a name that is left out by the word behind it: leave India out.
PARTED: Final = re.compile(r"\b(?:leav\w+|left|keep\w*|kept|put\w*)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """The names that a question leaves out, and where the words stand that do so."""

    mentions: tuple[Mention, ...]
    spans: tuple[tuple[int, int], ...]

    def named(self) -> frozenset[str]:
        """All things that the names may mean."""
        return frozenset(sense.iri for mention in self.mentions for sense in mention.senses)

    def without(self, utterance: Utterance) -> Utterance:
        """The question without these names and the words that leave them out."""
        kept = [
            (place, cue)
            for place, cue in utterance.cue_places
            if cue not in LEAVING_OUT or not any(start <= place < end for start, end in self.spans)
        ]
        unplaced = utterance.cues - {cue for _, cue in utterance.cue_places}
        return replace(
            utterance,
            mentions=tuple(each for each in utterance.mentions if each not in self.mentions),
            cues=unplaced | {cue for _, cue in kept},
            cue_places=tuple(kept),
            outlets=(),
        )

    def alone(self, utterance: Utterance) -> Utterance:
        """The question about these names alone, as one that asks which there are."""
        plain = self.without(utterance)
        return replace(plain, mentions=self.mentions, periods=(), residue=(), content=(), is_polar=False, unknown=())


def find_exclusion(utterance: Utterance) -> Exclusion | None:
    """What a question leaves out; nothing where it leaves out nothing."""
    text = utterance.text
    before, behind = read_pattern("excluding"), read_pattern("excluded_behind")
    groups = _in_order(utterance)
    ahead = [before.search(text[: group[0].start]) for group in groups]
    after = [behind.search(text[_end(group) :]) for group in groups]
    for at in range(len(groups) - 1):
        # A "not" between two names binds to what it denies: Canada's that aren't on the list of the EU.
        one, other = after[at], ahead[at + 1]
        if one and other and other.start() < _end(groups[at]) + one.end():
            after[at] = None
    out = [bool(one or other) for one, other in zip(ahead, after, strict=True)]
    for at in range(1, len(groups)):
        # What is joined to a name behind such a word is left out with it.
        if ahead[at - 1] and _is_joined(text, groups[at - 1], groups[at]):
            out[at], ahead[at] = True, ahead[at - 1]
    for at in range(len(groups) - 1, 0, -1):
        # As is what is joined to a name before one, where names stand before what denies them.
        if after[at] and (not _is_english(text) or ALL.search(text)) and _is_joined(text, groups[at - 1], groups[at]):
            out[at - 1], after[at - 1] = True, after[at]
    spans = []
    for at, group in enumerate(groups):
        if out[at]:
            match = ahead[at] or PARTED.search(text[: group[0].start])
            first = _end(groups[at - 1]) if at else match.start() if match else group[0].start
            spans.append((first, _end(group) + (behind_it.end() if (behind_it := after[at]) else 0)))
    named = tuple(each for group, is_out in zip(groups, out, strict=True) if is_out for each in group)
    return Exclusion(named, tuple(spans)) if named else None


def _is_english(text: str) -> bool:
    return not re.search(r"[\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff]", text)


#: Words behind several names that are all left out, in English: India and Japan excluded.
ALL: Final = re.compile(r"\b(?:excluded|aside|apart|excepted|left out)\b", re.IGNORECASE)


def _in_order(utterance: Utterance) -> list[list[Mention]]:
    """The names in the order of the question, those together that stand in one place."""
    groups: list[list[Mention]] = []
    for each in sorted((each for each in utterance.mentions if not each.is_weak), key=lambda each: each.start):
        if groups and each.start < _end(groups[-1]):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _end(group: list[Mention]) -> int:
    return max(each.end for each in group)


def _is_joined(text: str, one: list[Mention], other: list[Mention]) -> bool:
    """Whether nothing but a word for "and" stands between two names."""
    between = text[_end(one) : other[0].start]
    return not between or read_pattern("joined_names").fullmatch(between) is not None
