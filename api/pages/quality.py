"""What the page on the quality of the data tells: answers of the catalogue, counted; and builds laid side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.catalog import Manifest

__all__ = ["AGES", "GRADES", "Age", "Bar", "Sources", "Version", "ages_of", "sources_of", "total_of", "versions_of"]

Row = Mapping[str, Any]

#: Columns of the question on support that are counts, in the order of the page.
COUNTS: Final = ("facts", "high", "medium", "low", "alone", "unread", "disputed")
GRADES: Final = ("high", "medium", "low")
#: Years since the newest confirmation: each from its lower bound up to its upper one; the last has none.
AGES: Final = ((0, 2), (2, 3), (3, 5), (5, 10), (10, None))
DAYS_OF_A_YEAR: Final = 365.25


@dataclass(frozen=True, slots=True)
class Bar:
    """How many there are of something: its token or year, its label, and what is counted."""

    token: str
    label: str
    iri: str
    sources: int
    facts: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources by how much of each was read, by how near they stand, and by year of issue."""

    total: int
    extents: Sequence[Bar]
    kinds: Sequence[Bar]
    years: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Age:
    """How many states were last confirmed so many years ago; ``least`` is ``None`` for those of unknown day."""

    least: int | None
    most: int | None
    states: int


@dataclass(frozen=True, slots=True)
class Version:
    """A build that is served or kept; what an older program did not measure is empty."""

    version: str
    cut_off: str
    facts: int
    sources: int
    is_served: bool
    support: Mapping[str, int]
    left_out: int | None
    remarks: int | None


def total_of(rows: Sequence[Row]) -> dict[str, int]:
    """The sums of all sorts of facts.

    >>> total_of([{name: 1 for name in COUNTS}, {name: 2 for name in COUNTS}])["alone"]
    3
    """
    return {name: sum(row[name] for row in rows) for name in COUNTS}


def sources_of(rows: Sequence[Row]) -> Sources:
    """Sources counted three ways. A fact counts once for each source that supports it."""
    years = [row["issued"]["value"][:4] if row["issued"] and row["issued"]["value"] else "" for row in rows]
    return Sources(len(rows), _by_concept(rows, "read_extent"), _by_concept(rows, "kind"), _by(rows, years))


def _by_concept(rows: Sequence[Row], column: str) -> list[Bar]:
    labels = {row[column]["token"]: (row[column]["label"], row[column]["iri"]) for row in rows if row[column]}
    bars = _by(rows, [row[column]["token"] if row[column] else "" for row in rows])
    told = [Bar(bar.token, *labels.get(bar.token, ("", "")), bar.sources, bar.facts) for bar in bars]
    return sorted(told, key=lambda bar: (-bar.sources, bar.token))


def _by(rows: Sequence[Row], tokens: Sequence[str]) -> list[Bar]:
    counted = Counter(tokens)
    facts: Counter[str] = Counter()
    for row, token in zip(rows, tokens, strict=True):
        facts[token] += row["facts"]
    return [Bar(token, token, "", counted[token], facts[token]) for token in sorted(counted)]


def ages_of(rows: Sequence[Row]) -> list[Age]:
    """States that nothing confirmed for long, by the years since the last confirmation; ages without any are told too.

    >>> [age.states for age in ages_of([{"age_days": 400}, {"age_days": 4000}, {"age_days": None}])]
    [1, 0, 0, 0, 1, 1]
    """
    days = [row["age_days"] for row in rows]
    known = [day / DAYS_OF_A_YEAR for day in days if day is not None]
    ages = [Age(least, most, sum(1 for age in known if _is_within(age, least, most))) for least, most in AGES]
    return [*ages, Age(None, None, len(days) - len(known))]


def _is_within(age: float, least: int, most: int | None) -> bool:
    return age >= least and (most is None or age < most)


def versions_of(served: Manifest, kept: Sequence[Manifest]) -> list[Version]:
    """The build that is served, then the others on the disk, the newest first."""
    return [_version(manifest, is_served=manifest is served) for manifest in (served, *kept)]


def _version(manifest: Manifest, *, is_served: bool) -> Version:
    quality = manifest.quality
    return Version(
        manifest.version,
        manifest.cut_off,
        manifest.facts,
        manifest.sources,
        is_served,
        quality.support if quality else {},
        len(quality.left_out) if quality else None,
        sum(remark.count for remark in quality.remarks) if quality else None,
    )
