"""The places that every page leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.routing import Match

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["MAIN", "REFERENCE", "Place", "places_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """An address and the name of its words."""

    path: str
    key: str


MAIN: Final = (
    Place("/ask", "site.ask"),
    Place("/coverage", "site.coverage"),
    Place("/promises", "site.promises"),
    Place("/timeline", "site.timeline"),
    Place("/map", "site.map"),
    Place("/network", "site.network"),
    Place("/crosswalk", "site.crosswalk"),
    Place("/questions", "site.questions"),
    Place("/sparql", "site.sparql"),
    Place("/quality", "site.quality"),
    Place("/dumps", "site.downloads"),
)
REFERENCE: Final = (
    Place("/search", "site.search"),
    Place("/ontology", "site.ontology"),
    Place("/vocab", "site.vocabularies"),
    Place("/shapes", "site.shapes"),
    Place("/validate", "site.validate"),
    Place("/docs", "site.interface"),
    Place("/design", "site.design"),
)


def places_of(app: FastAPI, wanted: tuple[Place, ...]) -> list[Place]:
    """The places that the application has a route for; worked out once, since no route is added later."""
    known: dict[str, bool] = app.state.places
    for place in wanted:
        if place.path not in known:
            scope = {"type": "http", "method": "GET", "path": place.path, "root_path": "", "headers": []}
            known[place.path] = any(route.matches(scope)[0] is Match.FULL for route in app.routes)
    return [place for place in wanted if known[place.path]]
