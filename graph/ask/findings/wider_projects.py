"""Finds projects on a group that holds a material: a rare-earth deposit may hold dysprosium, though nobody says so."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row, tokens_of

__all__ = ["asks_wider", "on_groups"]


def asks_wider(desk: Desk, materials: Sequence[str]) -> bool:
    """Whether projects on one material that is no group itself are asked for, and not how many there are."""
    if len(materials) != 1 or desk.utterance.is_polar or desk.has("how_many"):
        return False
    return "MaterialGroup" not in desk.world.lookup.classes.get(materials[0], frozenset())


def on_groups(desk: Desk, materials: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Projects of which no more is known than that they are for a group that holds the material that is named."""
    if not asks_wider(desk, materials) or not rows:
        return []
    groups = set(desk.world.lookup.above.get(materials[0], ()))
    known = {iri for row in rows for iri in tokens_of(row["undertaking"])}
    found = [row for group in sorted(groups) for row in desk.ask("projects", material=group)]
    alike = [row for row in found if tokens_of(row["materials"]) & groups and not tokens_of(row["undertaking"]) & known]
    return list({min(tokens_of(row["undertaking"])): row for row in alike}.values())
