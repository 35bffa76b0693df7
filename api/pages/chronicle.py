"""The page of the timeline: which happenings it shows, and of which kind each is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from api.pages.asking import Row

__all__ = ["FILTERS", "KINDS", "Happening", "choose", "happenings_of", "kind_of"]

FILTERS: Final = ("from", "until", "actor", "about")
#: In the order of the lanes of the picture.
KINDS: Final = ("meeting", "signing", "force", "trade", "promise", "work", "framework")
#: Rungs of texts and of parties to them by which a text comes about.
SIGNING: Final = frozenset({"signed", "adopted", "issued", "ratified"})
TEXTS: Final = frozenset({"instrument-status", "adherence-status"})
#: The kind of what happens on other ladders; what is left concerns frameworks, programmes and texts.
KIND_OF: Final = {"event-status": "meeting", "commitment-status": "promise", "project-status": "work"}


@dataclass(frozen=True, slots=True)
class Happening:
    """A status event with its kind and the rung that it reached; ``subjects`` are all that the one fact is about."""

    row: Row
    subjects: tuple[Row, ...]
    kind: str
    token: str


def kind_of(row: Row, measures: frozenset[str]) -> str:
    """The kind of a status event: what it says of a trade measure counts as trade, whatever the rung."""
    ladder, token = _rung_of(row)
    if measures & {thing["iri"] for thing in (row["subject"], row["other"]) if thing}:
        return "trade"
    if ladder in TEXTS and token in SIGNING:
        return "signing"
    if ladder in TEXTS and token == "in-force":
        return "force"
    return KIND_OF.get(ladder, "framework")


def _rung_of(row: Row) -> tuple[str, str]:
    """The vocabulary and the token of the rung that a status event reached.

    >>> _rung_of({"status": {"iri": "https://w3id.org/minpact/vocab/event-status/held"}})
    ('event-status', 'held')
    """
    ladder, token = row["status"]["iri"].rsplit("/", 2)[1:]
    return ladder, token


def happenings_of(rows: Iterable[Row], measures: Iterable[Row]) -> list[Happening]:
    """The status events among what happened, by day; promises, hopes and memberships have pages of their own.

    The answer has a row for each party to an event; here they stand together, since it happened once.
    """
    restricting = frozenset(row["measure"]["iri"] for row in measures)
    facts: dict[str, list[Row]] = {}
    for row in rows:
        if row["what"] == "status" and row["status"] and row["day"]:
            facts.setdefault(row["fact"]["iri"], []).append(row)
    return [
        Happening(
            found[0],
            tuple(row["subject"] for row in found if row["subject"]),
            kind_of(found[0], restricting),
            _rung_of(found[0])[1],
        )
        for found in facts.values()
    ]


def choose(happenings: Iterable[Happening], kinds: Sequence[str]) -> list[Happening]:
    """Those of the kinds wanted; all when none is named."""
    return [happening for happening in happenings if not kinds or happening.kind in kinds]
