"""The chain from a promise to its deed: the stations in their order, those that no source speaks of among them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from api.pages.asking import Row

__all__ = ["STATIONS", "chain_of"]

STATIONS: Final = ("event", "text", "promise", "banner", "contract", "project", "plant")


def chain_of(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Each station with the links that stand at it; a station without any is one of which no source speaks."""
    found = list(rows)
    return [(station, [row for row in found if row["station"] == station]) for station in STATIONS]
