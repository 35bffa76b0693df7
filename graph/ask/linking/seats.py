"""Takes the seat of a government for what it governs: Washington's list, promises between Delhi and Tokyo."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any, Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_data, read_pattern
from graph.namespaces import ID
from graph.terms import slug_of
from graph.world import World

__all__ = ["add_seats"]

#: How many seats beside each other are governments whatever happens there.
PAIR: Final = 2


@cache
def _rules() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    said: dict[str, Any] = read_data("seats")
    before, behind = (re.compile(said[side], re.IGNORECASE) for side in ("before", "behind"))
    return said["of"], before, behind, frozenset(said["towns"])


def add_seats(utterance: Utterance, world: World) -> Utterance:
    """A question in which towns that stand for governments are named as these, unless something is or happens there."""
    governed, before, behind, towns = _rules()
    seats = [
        mention
        for mention in utterance.mentions
        if any(slug_of(iri) in governed for iri in mention.of_kind("place"))
        and not before.search(utterance.text[: mention.start])
        and not behind.search(utterance.text[mention.end :])
    ]
    is_paired = len(seats) >= PAIR or any(_is_beside(utterance, seat) for seat in seats)
    if not seats or (not is_paired and utterance.has(*towns)):
        return utterance
    mentions = tuple(
        _governing(mention, governed, world) if mention in seats else mention for mention in utterance.mentions
    )
    return replace(utterance, mentions=mentions)


def _is_beside(utterance: Utterance, seat: Mention) -> bool:
    """Whether a seat is joined with a country, and so stands for one itself: Tokyo and Canada."""
    joined = read_pattern("joined_names")
    return any(
        joined.fullmatch(utterance.text[one.end : other.start]) is not None
        for each in utterance.mentions
        if each.of_kind("actor")
        for one, other in ((seat, each), (each, seat))
        if one.end < other.start
    )


def _governing(mention: Mention, governed: dict[str, str], world: World) -> Mention:
    """A mention of a town as one of who governs from it; as it is, where the graph does not know that one."""
    slug = next(slug_of(iri) for iri in mention.of_kind("place") if slug_of(iri) in governed)
    actor = f"{ID}actor/{governed[slug]}"
    if actor not in world.lookup.classes:
        return mention
    return replace(mention, senses=(Sense(actor, mention.senses[0].strength),))
