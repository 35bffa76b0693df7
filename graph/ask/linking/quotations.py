"""Binds a title, or the beginning of one, that a question quotes, before the names that stand in it are read.

What is quoted is a title first: "Introducing FORGE" is an article, and not the forum that it tells of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import LABEL, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.spelling import Unit, join, key_of
from graph.terms import kind_of
from graph.world import World

__all__ = ["add_quoted", "titles_of"]

QUOTED: Final = re.compile(r"[\"“”„«]([^\"“”„«»]{4,})[\"“”»]|[「『《]([^」』》]{2,})[」』》]|[‘](.{4,}?)[’](?!\w)")
#: Kinds of things that have titles, the likeliest to be cited first.
TITLED: Final = ("instrument", "source", "event", "programme", "framework", "pillar", "list-series", "project")
#: Kinds of what somebody writes.
WRITTEN: Final = ("instrument", "source")
#: So many things may share the beginning of a title.
FEW: Final = 3
#: How many words a title has at least that stands without quotation marks, and how many are looked at.
FEWEST: Final = 2
MOST: Final = 14
#: Words of so few letters have no capitals in titles.
SHORT: Final = 3

#: Each title as units and without spaces, which nobody sets alike in Japanese, and its thing.
Titles = tuple[tuple[tuple[str, ...], str, str], ...]


def titles_of(world: World) -> Titles:
    """All titles, each with its thing; for :meth:`graph.world.World.once`."""
    return tuple(
        (key := key_of(label), join(key), iri)
        for iri, labels in world.lookup.labels.items()
        if kind_of(iri) in TITLED
        for label in dict.fromkeys(labels.values())
    )


def add_quoted(utterance: Utterance, world: World) -> Utterance:
    """Put the thing in place of its title, where one is quoted or begins with what somebody wrote."""
    for start, end, kinds in _stretches(utterance):
        inside = [each for each in utterance.mentions if start <= each.start and each.end <= end]
        key = tuple(unit.key for unit in utterance.units if start <= unit.start < end)
        if any(tuple(key_of(each.text)) == key and each.senses and not each.of_kind("source") for each in inside):
            continue
        iri = _titled(key, kinds, world)
        if iri is None:
            continue
        said = Mention(start, end, utterance.text[start:end], (Sense(iri, LABEL),))
        left = [each for each in utterance.mentions if each.end <= start or end <= each.start]
        places = tuple((place, cue) for place, cue in utterance.cue_places if not start <= place < end)
        return replace(
            utterance,
            mentions=tuple(sorted([*left, said], key=lambda each: each.start)),
            unknown=tuple(word for word in utterance.unknown if not start <= utterance.text.find(word) < end),
            cue_places=places,
            cues=utterance.cues_at(places),
            told=(),
        )
    return utterance


def _stretches(utterance: Utterance) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """What may be a title: what is quoted; where it is asked who wrote, words with capitals in a row, longest first."""
    for match in QUOTED.finditer(utterance.text):
        group = next(number for number in (1, 2, 3) if match[number])
        yield (*match.span(group), TITLED)
    if not utterance.has("author"):
        return
    units = utterance.units
    for first in range(1, len(units)):
        if not _is_capital(units[first]):
            continue
        for last in range(min(len(units), first + MOST) - 1, first + FEWEST - 2, -1):
            if all(_is_capital(unit) for unit in units[first : last + 1] if len(unit.text) > SHORT):
                yield units[first].start, units[last].end, WRITTEN


def _is_capital(unit: Unit) -> bool:
    return unit.text[:1].isupper()


def _titled(key: tuple[str, ...], kinds: tuple[str, ...], world: World) -> str | None:
    """What has this title, or one that begins with it or holds it; nothing where many have."""
    titles = [each for each in world.once(titles_of) if kind_of(each[2]) in kinds]
    size, letters = len(key), join(key)
    if size < FEWEST:
        return None
    whole = {iri for _, title, iri in titles if title == letters}
    leading = {iri for _, title, iri in titles if title.startswith(letters)}
    holding = {
        iri for title, _, iri in titles if any(title[at : at + size] == key for at in range(len(title) - size + 1))
    }
    found = whole or leading or (holding if kinds is TITLED else set())
    return min(found, key=lambda iri: (kinds.index(kind_of(iri) or ""), iri)) if 0 < len(found) <= FEW else None
