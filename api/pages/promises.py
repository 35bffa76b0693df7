"""The page of promises: which of them are shown, where each stands on the ladder, and which are overdue or silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.asking import Offer, Row, entities_of, offers_of, slug_of

__all__ = ["FILTERS", "LADDER", "NO_REPORT", "Promise", "Rung", "choices_of", "choose", "ladder_of", "promises_of"]

FILTERS: Final = ("promisor", "addressee", "material", "instrument", "year", "state", "as_of")
#: Top to bottom as the ladder is drawn: towards the deed, what holds a promise up, and how it may end otherwise.
LADDER: Final = {
    "towards": ("delivered", "partly-delivered", "under-way", "funded", "agreed", "pledged", "announced"),
    "held-up": ("delayed", "suspension-requested", "suspended", "disputed"),
    "ended": ("superseded", "lapsed", "withdrawn"),
}
#: Stands in the place of a rung where no source reports one.
NO_REPORT: Final = "no-report"


@dataclass(frozen=True, slots=True)
class Promise:
    """A row of the ledger, with what is reckoned of the promises that are still open; ``flags`` are tokens of marks."""

    row: Row
    slug: str
    rung: str
    flags: tuple[str, ...]

    @property
    def year(self) -> str:
        """The year of its making."""
        return str(self.row["made"]["value"])[:4]


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung with the promises that stand on it, the oldest first; ``group`` is the part of the ladder."""

    token: str
    group: str
    promises: tuple[Promise, ...]


def promises_of(ledger: Iterable[Row], pending: Iterable[Row]) -> list[Promise]:
    """The promises of the ledger, in its order, each with the flags that the list of open promises gives it."""
    flags = {
        row["commitment"]["iri"]: tuple(
            flag for flag, is_so in (("overdue", row["timing"] == "overdue"), ("silent", row["silent"])) if is_so
        )
        for row in pending
    }
    return [
        Promise(
            row,
            slug_of(row["commitment"]["iri"]),
            str(row["rung"]["token"]) if row["rung"] else NO_REPORT,
            flags.get(row["commitment"]["iri"], ()),
        )
        for row in ledger
    ]


def choose(promises: Iterable[Promise], given: Mapping[str, str]) -> list[Promise]:
    """The promises that the filters leave; material and day are the question's own and not looked at here."""
    columns = {"promisor": "promisors", "addressee": "promisees", "instrument": "text"}

    def is_wanted(promise: Promise) -> bool:
        return (
            all(
                given[name] in {slug_of(thing["iri"]) for thing in entities_of(promise.row[column])}
                for name, column in columns.items()
                if name in given
            )
            and given.get("year", promise.year) == promise.year
            and ("state" not in given or given["state"] in promise.flags)
        )

    return [promise for promise in promises if is_wanted(promise)]


def choices_of(promises: Sequence[Promise]) -> dict[str, list[Offer]]:
    """What each filter offers, of all promises that the question answered."""
    rows = [promise.row for promise in promises]
    years = [promise.year for promise in promises]
    flags = [flag for promise in promises for flag in promise.flags]
    return {
        "promisor": offers_of(rows, "promisors"),
        "addressee": offers_of(rows, "promisees"),
        "instrument": offers_of(rows, "text"),
        "year": [Offer(year, year, years.count(year)) for year in sorted(set(years), reverse=True)],
        "state": [Offer(flag, "", flags.count(flag)) for flag in ("overdue", "silent")],
    }


def ladder_of(promises: Iterable[Promise]) -> list[Rung]:
    """The rungs from the top: those towards the deed whether or not a promise stands there, others where one does."""
    standing: dict[str, list[Promise]] = {}
    for promise in promises:
        standing.setdefault(promise.rung, []).append(promise)
    rungs = [
        Rung(token, group, tuple(sorted(standing.get(token, ()), key=_by_age)))
        for group, tokens in {**LADDER, "unknown": (NO_REPORT,)}.items()
        for token in tokens
    ]
    return [rung for rung in rungs if rung.promises or rung.group == "towards"]


def _by_age(promise: Promise) -> tuple[Any, ...]:
    return -int(promise.row["age_days"]), promise.slug
