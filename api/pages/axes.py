"""What pictures are laid out by: materials with the groups that hold them, parties, steps of the supply chain.

These are names to choose from and lines to draw along, not answers: what a picture says comes from the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import Request

from api.deps import page_language, services
from api.pages.queries import select
from api.pages.results import Cell

__all__ = ["Axes", "Place", "axes_of", "read_axes", "slug"]


def slug(iri: str) -> str:
    """The last part of an IRI, by which parameters name a thing.

    >>> slug("https://w3id.org/minpact/id/material/neodymium")
    'neodymium'
    """
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


@dataclass(frozen=True, slots=True)
class Place:
    """A thing on an axis; ``groups`` are the groups of materials that hold it at any distance."""

    iri: str
    label: str
    groups: frozenset[str] = frozenset()
    is_group: bool = False

    @property
    def slug(self) -> str:
        """What parameters call it."""
        return slug(self.iri)


@dataclass(frozen=True, slots=True)
class Axes:
    """All axes in one language, each by label."""

    materials: tuple[Place, ...]
    parties: tuple[Place, ...]
    stages: tuple[Place, ...]

    def outermost(self, place: Place) -> str:
        """The group at which a material is folded in: one that no other group holds; empty for what is in none."""
        groups = [other for other in self.materials if other.iri in place.groups and not other.groups]
        return groups[0].slug if groups else ""


async def axes_of(request: Request) -> Axes:
    """The axes in the language of the page; the graph is asked once, since it stays as it is while the server runs."""
    state = request.app.state
    if not hasattr(state, "axes"):
        rows = await select(services(request).pool, "axes")
        state.axes = {language: read_axes(rows, language) for language in ("en", "ja", "hi")}
    found: Axes = state.axes[page_language(request)]
    return found


def read_axes(rows: Iterable[Mapping[str, Cell]], language: str) -> Axes:
    """The axes from the rows of their query; where a label is missing in the language, the English one stands."""
    labels: dict[str, dict[str, str]] = {}
    groups: dict[str, set[str]] = {}
    kinds: dict[str, dict[str, bool]] = {"material": {}, "party": {}, "stage": {}}
    for row in rows:
        thing = row["thing"].value
        labels.setdefault(thing, {})[row["label"].language] = row["label"].value
        kinds[row["kind"].value][thing] = "isGroup" in row and row["isGroup"].value == "true"
        if "group" in row:
            groups.setdefault(thing, set()).add(row["group"].value)

    def axis(kind: str) -> tuple[Place, ...]:
        def place(iri: str) -> Place:
            said = labels[iri]
            label = said.get(language) or said.get("en") or slug(iri)
            return Place(iri, label, frozenset(groups.get(iri, ())), kinds[kind][iri])

        return tuple(sorted(map(place, kinds[kind]), key=lambda each: (each.label.casefold(), each.iri)))

    return Axes(axis("material"), axis("party"), axis("stage"))
