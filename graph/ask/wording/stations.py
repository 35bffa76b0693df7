"""Tells which steps of texts, frameworks and undertakings a question names, and whether it asks how long it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.ask.wording.lexicon import read_data, read_pattern

__all__ = ["Station", "asks_length", "lasts", "reaches_now", "station", "stations_in"]


@dataclass(frozen=True, slots=True)
class Station:
    """A step: its name and the statuses that are it, those that count first before others."""

    name: str
    statuses: tuple[frozenset[str], ...]


@cache
def _stations() -> Mapping[str, tuple[re.Pattern[str], Station]]:
    return {
        name: (
            re.compile("|".join(said[language] for language in ("en", "ja", "hi")), re.IGNORECASE),
            Station(name, tuple(frozenset(each.split()) for each in said["statuses"])),
        )
        for name, said in read_data("stations").items()
    }


def stations_in(text: str) -> list[Station]:
    """The steps that a question names, in its order, each once.

    >>> [each.name for each in stations_in("from signature to entry into force")]
    ['signed', 'in-force']
    """
    found = [(match.start(), name) for name, (said, _) in _stations().items() if (match := said.search(text))]
    return [_stations()[name][1] for _, name in sorted(found)]


def station(name: str) -> Station:
    """A step by its name."""
    return _stations()[name][1]


def asks_length(text: str) -> bool:
    """Whether it is asked how long it was.

    >>> asks_length("how many days lay between the two?"), asks_length("署名から発効まで何日かかりましたか")
    (True, True)
    >>> asks_length("how many days' notice must be given before ending it?")
    False
    """
    if read_pattern("notice").search(text):
        # How long before its end a text is given notice of is a term of it.
        return False
    return read_pattern("how_long_between").search(text) is not None or reaches_now(text) or lasts(text)


def reaches_now(text: str) -> bool:
    """Whether the time up to today is asked for: how long ago, since how many years."""
    return read_pattern("how_long_ago").search(text) is not None


def lasts(text: str) -> bool:
    """Whether it is asked how long one thing was there."""
    return read_pattern("how_long_lasted").search(text) is not None
