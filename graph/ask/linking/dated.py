"""Finds the text that a question tells by its sort and its time, as in the memorandum of August 2025."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.answers import answer
from graph.ask.linking.parties import texts_of
from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of, slug_of
from graph.wire import AskRequest
from graph.world import World

__all__ = ["SORTS", "SORT_NAMES", "is_of_then", "of_year", "signed_then"]

#: Words for sorts of texts.
SORTS: Final = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"memorand|\bmous?\b|\bmocs?\b|覚書|ज्ञापन",
        r"contract|契約|अनुबंध",
        r"declaration|宣言|घोषणा",
        r"statement|声明|वक्तव्य",
        r"fact sheet|ファクトシート|तथ्य पत्र|फैक्ट शीट|फ़ैक्ट शीट",
    )
)
#: The same as the units of English names.
SORT_NAMES: Final = tuple(key_of(name) for name in ("memorandum", "contract", "declaration", "statement", "fact sheet"))
#: A time that is longer than a month tells no text from another.
MOST_DAYS: Final = 31


def signed_then(utterance: Utterance, names: Names, world: World) -> str | None:
    """The one text of a sort that is named and signed in a month or on a day; of several that of India and Japan."""
    wanted = [word for word in SORTS if word.search(utterance.text)]
    if len(utterance.periods) != 1 or not wanted or utterance.periods[0].relation not in ("in", "at"):
        return None
    period = utterance.periods[0]
    if (period.last - period.first).days > MOST_DAYS:
        return None
    found = [
        iri
        for iri, days in sorted(world.once(_signings).items())
        if any(period.first.isoformat() <= day <= period.last.isoformat() for day in days)
        and all(word.search(world.lookup.label(iri)) for word in wanted)
    ]
    named = {iri for each in utterance.mentions if not each.is_weak for iri in each.of_kind("actor")[:1]}
    for actor in sorted(named):
        # Of others than those who are named no text is meant.
        signed = texts_of(actor, world, with_units=True) if found else set()
        found = [iri for iri in found if iri in signed or _is_called(iri, actor, world)]
    return _ours(found, names)


def _is_called(text: str, actor: str, world: World) -> bool:
    """Whether a text bears the name of an actor."""
    return world.lookup.label(actor) in world.lookup.label(text)


def is_of_then(utterance: Utterance, text: str, world: World) -> bool:
    """Whether a text may be meant by who asks, openly, what was signed at a time: not if it was signed at another."""
    days = world.once(_signings).get(text, set())
    if not days or not utterance.periods or utterance.is_polar or not (utterance.has("sign") and utterance.has("what")):
        return True
    first, last = utterance.periods[0].window()
    return any((not first or first.isoformat() <= day) and (not last or day <= last.isoformat()) for day in days)


def _signings(world: World) -> dict[str, set[str]]:
    """The days on which each text was signed or adopted."""
    days: dict[str, set[str]] = {}
    for row in answer(world, AskRequest("adherences", {})).rows:
        text, since = row["text"], row["since"]
        if isinstance(text, Mapping) and isinstance(since, Mapping) and since.get("precision") == "day":
            days.setdefault(str(text["iri"]), set()).add(str(since["value"]))
    return days


def _ours(found: Sequence[str], names: Names) -> str | None:
    """The one of these texts, or the one of them between India and Japan, whose record this is."""
    countries = {"india", "japan"}
    units = {iri: {unit for key in names.words.get(iri, ()) for unit in key} for iri in found}
    ours = [iri for iri in found if countries <= units[iri]]
    # Of several of a year that on minerals, which is what is asked about here.
    ours = ours if len(ours) < 2 else [iri for iri in ours if "mineral" in units[iri]]
    chosen = found if len(found) == 1 else ours
    return chosen[0] if len(chosen) == 1 else None


def of_year(utterance: Utterance, names: Names, world: World) -> str | None:
    """The one text of a sort and a year that are named; of several that of India and Japan, whose record this is."""
    wanted = [word for word in SORTS if word.search(utterance.text)]
    if len(utterance.periods) > 1 or not wanted or any(period.is_open for period in utterance.periods):
        return None
    if not utterance.periods:
        return _in_force(utterance, wanted, names, world) if utterance.has("provision") else None
    return _ours(_sorted_so(wanted, str(utterance.periods[0].first.year), world), names)


def _sorted_so(wanted: Sequence[re.Pattern[str]], year: str, world: World) -> list[str]:
    """The texts of a sort that bear a year in their name."""
    lookup = world.lookup
    return [
        iri
        for iri in sorted(lookup.labels)
        if kind_of(iri) == "instrument"
        and re.search(rf"(?<!\d){year}(?!\d)", f"{lookup.label(iri)} {iri}")
        and all(word.search(lookup.label(iri)) for word in wanted)
    ]


def _in_force(utterance: Utterance, wanted: Sequence[re.Pattern[str]], names: Names, world: World) -> str | None:
    """The newest text of a sort between India and Japan, where these are named and its terms are asked for."""
    named = {slug_of(iri) for each in utterance.mentions for iri in each.of_kind("actor")[:1] if not each.is_weak}
    if named != {"india", "japan"}:
        return None
    years = sorted(
        {year for iri in _sorted_so(wanted, r"20\d\d", world) for year in re.findall(r"20\d\d", iri)}, reverse=True
    )
    return next((iri for year in years if (iri := _ours(_sorted_so(wanted, year, world), names))), None)
