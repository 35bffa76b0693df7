"""Finds the goods that are made of a material: magnets, which are made of rare earths."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk
from graph.ask.wording.lexicon import kept_data
from graph.namespaces import ID
from graph.terms import slug_of

__all__ = ["goods_from"]


def goods_from(desk: Desk, materials: Sequence[str]) -> list[str]:
    """Goods that are made of any of these materials, as far as the graph knows the goods."""
    wanted = {slug_of(iri) for iri in materials}
    made = [f"{ID}material/{good}" for good, sources in kept_data("goods").items() if wanted & set(sources)]
    return [iri for iri in made if iri in desk.world.lookup.labels]
