"""Tells who chaired a meeting, of the side that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.signatories import side_of, units_of

__all__ = ["chairs_of"]

#: The roles of those who chair.
CHAIRING: Final = frozenset({"chair", "co-chair"})


def chairs_of(desk: Desk, meeting: Row, parts: Sequence[Row]) -> list[Row]:
    """Those who took part as a chair; of one side all but those who stood for another on that day."""
    chairs = [part for part in parts if tokens_of_slug(part.get("role")) & CHAIRING]
    countries = desk.slots.all("country")
    side = side_of(desk) or (countries[0] if len(countries) == 1 else None)
    if side is None:
        return chairs
    held = {side, *units_of(desk, [side])}
    day = meeting["day"]
    on = str(day["value"]) if isinstance(day, Mapping) else desk.on.isoformat()
    kept = []
    for part in chairs:
        posts = [
            post
            for iri in sorted(tokens_of(part["thing"]))
            for post in desk.ask("affiliations-of", actor=iri, as_of=on)
        ]
        bodies = {body for post in posts for body in tokens_of(post["body"])}
        if not bodies or bodies & held or tokens_of(part["thing"]) & held:
            kept.append(part)
    return kept
