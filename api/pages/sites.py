"""The page of the map: projects, plants and deposits, each with where it lies and how exactly that is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.pages.asking import Offer, Row, entities_of, offers_of, slug_of

__all__ = ["ASKED", "FILTERS", "SORTS", "Site", "choices_of", "choose", "sites_of"]

SORTS: Final = ("project", "facility", "deposit")
#: Filters that are parameters of the question, by the parameter's name.
ASKED: Final = {"material": "material", "partner": "actor", "as_of": "as_of"}
FILTERS: Final = ("sort", "stage", "status", *ASKED)
#: The value that asks for what no report of a status is known of.
NO_REPORT: Final = "no-report"


@dataclass(frozen=True, slots=True)
class Site:
    """A thing with its places; ``row`` is that of the question about projects, none for a deposit."""

    iri: str
    label: str
    sort: str
    row: Row | None
    spots: tuple[Row, ...]

    @property
    def status(self) -> str:
        """Token of the last rung that it reached; of a deposit none."""
        return str(self.row["status"]["token"]) if self.row and self.row["status"] else NO_REPORT

    @property
    def stages(self) -> frozenset[str]:
        """Slugs of its steps of the supply chain."""
        return frozenset(slug_of(stage["iri"]) for stage in self.row["stages"]) if self.row else frozenset()


def sites_of(projects: Sequence[Row], places: Iterable[Row], is_narrowed: bool) -> list[Site]:
    """Projects and plants as the question answered, then deposits, each with its places.

    Where the question was ``is_narrowed`` by material, partner or day, deposits are those that a project among the
    rows works, since of deposits alone no more is known.
    """
    spots: dict[str, list[Row]] = {}
    deposits: dict[str, str] = {}
    for place in places:
        spots.setdefault(place["site"]["iri"], []).append(place)
        if place["sort"] == "deposit":
            deposits[place["site"]["iri"]] = place["site"]["label"]
    worked = {site["iri"] for row in projects for site in row["sites"]}
    found: list[tuple[str, str, str, Row | None]] = [
        (row["undertaking"]["iri"], row["undertaking"]["label"], row["sort"], row) for row in projects
    ]
    found += [(iri, label, "deposit", None) for iri, label in deposits.items() if not is_narrowed or iri in worked]
    return [Site(iri, label, sort, row, tuple(spots.get(iri, ()))) for iri, label, sort, row in found]


def choose(sites: Iterable[Site], given: Mapping[str, str]) -> list[Site]:
    """The sites that the filters of the page leave."""
    return [
        site
        for site in sites
        if given.get("sort", site.sort) == site.sort
        and ("stage" not in given or given["stage"] in site.stages)
        and ("status" not in given or (site.row is not None and site.status == given["status"]))
    ]


def choices_of(rows: Sequence[Row]) -> dict[str, list[Offer]]:
    """What each filter offers, of all projects and plants."""
    statuses = offers_of(rows, "status")
    unreported = sum(not any(entities_of(row["status"])) for row in rows)
    return {
        "stage": offers_of(rows, "stages"),
        "material": offers_of(rows, "materials"),
        "partner": offers_of(rows, "participants"),
        "status": [*statuses, Offer(NO_REPORT, "", unreported)] if unreported else statuses,
    }
