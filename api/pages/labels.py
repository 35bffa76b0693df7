"""Labels that nobody checked: Japanese and Hindi names that are our own rendering stand in a graph apart."""

from __future__ import annotations

from fastapi import Request

from api.deps import page_language, services
from api.pages.queries import select

__all__ = ["unchecked_labels"]


async def unchecked_labels(request: Request) -> frozenset[str]:
    """IRIs of the things whose label in the page's language nobody checked.

    The graph is asked once, since it stays as it is while the server runs.
    """
    state = request.app.state
    if not hasattr(state, "unchecked"):
        found: dict[str, set[str]] = {}
        for row in await select(services(request).pool, "unchecked"):
            found.setdefault(row["language"].value, set()).add(row["thing"].value)
        state.unchecked = {language: frozenset(things) for language, things in found.items()}
    unchecked: dict[str, frozenset[str]] = state.unchecked
    return unchecked.get(page_language(request), frozenset())
