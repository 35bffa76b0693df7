"""The description of the endpoint in the terms of SPARQL 1.1 Service Description."""

from __future__ import annotations

from pathlib import Path

from api.deps import Services
from api.negotiation import GRAPHS
from api.pages.queries import select
from api.pages.rendering import render_text
from graph.store import parse_text, serialise

__all__ = ["describe"]


async def describe(services: Services, endpoint: str, media_type: str) -> bytes:
    """What the endpoint speaks and holds, with the named graphs that the store has, in a media type."""
    graphs = [row["graph"].value for row in await select(services.pool, "graphs")]
    manifest = services.release.manifest
    turtle = render_text(
        "service-description.ttl",
        endpoint=endpoint,
        version=services.release.version,
        catalogue=endpoint.removesuffix("sparql") + "catalog" if manifest else "",
        triples=manifest.triples if manifest else 0,
        graphs=graphs,
    )
    if media_type == GRAPHS[0].media_type:
        return turtle.encode()
    return serialise(parse_text(turtle, Path("service-description.ttl")), media_type)
