"""Finds countries in a question of which the graph tells nothing.

That they belong to none of the frameworks whose members are all on record is known all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from graph.ask.reading.slots import Slots
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import kept_data
from graph.ask.wording.phrases import Phrases
from graph.ask.wording.spelling import key_of

__all__ = ["asks_belonging", "find_outsiders", "name_of"]

#: Cues that a question may have that asks whether somebody belongs to a framework, and those of which one will do.
BESIDE: Final = frozenset(
    ["active", "all", "both", "country", "cover", "first", "founding", "framework", "how_many", "involved", "last",
     "not", "observer", "since", "what", "when", "which", "who", "why"]
)  # fmt: skip
BELONGING: Final = frozenset(["join", "leave", "member", "refused"])


@cache
def _names() -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for code, by_language in kept_data("countries").items():
        for names in by_language.values():
            for name in names:
                found.add(key_of(name), code)
    return found


def find_outsiders(utterance: Utterance) -> dict[str, tuple[int, int]]:
    """The codes of countries that are named and that no known name covers, each with its place."""
    keys = [unit.key for unit in utterance.units]
    held = [each for each in utterance.mentions if not each.is_weak and not each.corrected]
    found: dict[str, tuple[int, int]] = {}
    end = 0
    for at, unit in enumerate(utterance.units):
        for length, codes in _names().at(keys, at):
            last = utterance.units[at + length - 1]
            is_known = any(each.start < last.end and unit.start < each.end for each in held)
            if unit.start >= end and not is_known and not _is_cut(utterance, at, length):
                found[codes[0]] = (unit.start, last.end)
                end = last.end
                break
    return found


def _is_cut(utterance: Utterance, at: int, length: int) -> bool:
    """Whether a name in katakana is a part of a longer word of katakana."""
    first, last = utterance.units[at], utterance.units[at + length - 1]
    before = utterance.units[at - 1] if at else None
    after = utterance.units[at + length] if at + length < len(utterance.units) else None
    is_behind = before is not None and before.is_katakana and before.end == first.start
    is_before = after is not None and after.is_katakana and after.start == last.end
    return first.is_katakana and (is_behind or is_before)


def asks_belonging(utterance: Utterance, slots: Slots, outsiders: Mapping[str, tuple[int, int]]) -> bool:
    """Whether a question asks if these countries, and nothing else that is unknown, belong to a framework."""
    if not outsiders or not slots.has("framework") or slots.has("material", "text", "list", "project", "programme"):
        return False
    said = " ".join(utterance.text[start:end] for start, end in outsiders.values())
    if not utterance.has(*BELONGING) and not utterance.is_polar:
        return False
    return utterance.cues <= BESIDE | BELONGING and all(word in said for word in utterance.unknown)


def name_of(code: str, language: str) -> str:
    """What a country is called in a language."""
    return str(kept_data("countries")[code][language][0])
