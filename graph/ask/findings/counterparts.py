"""Finds the two lists of one country that a question sets side by side: by year, issuer or purpose.

Of two editions only one need be named: the other one is then the newest of the same row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.editions import edition_of, list_of, purpose_places
from graph.ask.findings.figures import text_of

__all__ = ["two_lists"]

#: Words by which lists are set against each other.
AGAINST: Final = re.compile(
    r"\b(?:not|but|both|common|missing|absent|compar\w*|differ\w*|versus|vs|unlike|than|no longer|dropped|lacks?"
    r"|share\w*|overlap\w*)\b|(?:was|is|are|were|do|does|did|has|have)n['’ʼ]?t\b|違い|比べ|比較|両方|ない|なく|なかった|共通|नहीं|दोनों|तुलना|अंतर|साझा|nahi|dono",
    re.IGNORECASE,
)
#: The list of critical minerals beside that of strategic ones.
MAIN: Final = re.compile(
    r"\bcritical\b(?=\W+(?:\w+\W+){0,4}?(?:and|or|but|not|versus|vs|than)\W+(?:\w+\W+){0,5}?strategic)"
    r"|(?<=strategic)\W+(?:\w+\W+){0,4}?(?:and|or|but|not|versus|vs|than)\W+(?:\w+\W+){0,5}?critical\b"
    r"|重要(?=.{0,12}戦略)|(?<=戦略).{0,12}重要|महत्वपूर्ण(?=.{0,20}(?:सामरिक|रणनीतिक))",
    re.IGNORECASE,
)


def two_lists(desk: Desk, country: str) -> list[str]:
    """The lists of a country that are set side by side, in the order in which they are named; else nothing."""
    against = AGAINST.search(desk.utterance.text)
    today = (desk.world.cut_off or desk.on).isoformat()
    rows = [row for row in desk.ask("lists", as_of=today) if country in tokens_of(row["places"])]
    if against is None or len(rows) < 2:
        return []
    found = {edition_of(row): sorted({*purpose_places(desk, row), *_issuers(desk, row)}) for row in rows}
    purposes = {iri: places for iri, places in found.items() if places}
    years = _by_year(desk, rows, purposes)
    if len(years) > 1:
        return years[:2]
    if years:
        other = _newest(rows, years[0])
        at = min(_years(desk, next(row for row in rows if edition_of(row) == years[0])))
        # "Not on that of 2023" sets the newest against it; "on that of 2023, and no more" the other way round.
        return [] if other == years[0] else [other, years[0]] if against.start() < at else [years[0], other]
    return _by_purpose(desk, rows, purposes, country)


def _by_year(desk: Desk, rows: Sequence[Row], purposes: Mapping[str, Sequence[int]]) -> list[str]:
    """For each year that is named the list of that year, that of the purpose that is named first."""
    best: dict[int, str] = {}
    for row in sorted(rows, key=lambda each: (edition_of(each) not in purposes, "critical" not in _label(desk, each))):
        for place in _years(desk, row):
            best.setdefault(place, edition_of(row))
    return list(dict.fromkeys(best[place] for place in sorted(best)))


def _by_purpose(desk: Desk, rows: Sequence[Row], purposes: Mapping[str, Sequence[int]], country: str) -> list[str]:
    """The lists in force of two purposes or issuers; of one that is named, and of critical minerals at large."""
    best: dict[int, str] = {}
    for row in sorted(rows, key=lambda each: (each["in_force"] is not True, -len(purposes.get(edition_of(each), ())))):
        for place in purposes.get(edition_of(row), ()):
            best.setdefault(place, edition_of(row))
    main = MAIN.search(desk.utterance.text)
    if main is not None:
        best[main.start()] = _main(desk, rows, set(best.values())) or list_of(desk, country) or ""
    return list(dict.fromkeys(best[place] for place in sorted(best) if best[place]))[:2]


def _main(desk: Desk, rows: Sequence[Row], others: set[str]) -> str | None:
    """The list in force of critical minerals, beside these others."""
    found = [
        edition_of(row)
        for row in rows
        if row["in_force"] is True and "critical" in _label(desk, row) and edition_of(row) not in others
    ]
    return min(found, key=lambda iri: len(desk.world.lookup.label(iri)), default=None)


def _newest(rows: Sequence[Row], iri: str) -> str:
    """The newest edition of the row of lists to which one belongs."""
    series = next(tokens_of(row["series"]) for row in rows if edition_of(row) == iri)
    same = [row for row in rows if tokens_of(row["series"]) & series]
    return edition_of(max(same, key=lambda row: text_of(row["issued"]))) if same else iri


def _years(desk: Desk, row: Row) -> list[int]:
    """Where the year of a list is named: that in its name, else that in which it was issued."""
    years = re.findall(r"(?:19|20)\d\d", _label(desk, row)) or [text_of(row["issued"])[:4]]
    return [
        match.start() for year in years if year for match in re.finditer(rf"(?<!\d){year}(?!\d)", desk.utterance.text)
    ]


def _issuers(desk: Desk, row: Row) -> list[int]:
    issuers = tokens_of(row["issuers"])
    return [each.mention.start for each in desk.slots.by_slot.get("body", ()) if each.iri in issuers]


def _label(desk: Desk, row: Row) -> str:
    return desk.world.lookup.label(edition_of(row)).lower()
