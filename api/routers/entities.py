"""Things and the documents on them: ``/id/…`` sends on to ``/doc/…`` (303), which is offered in RDF and as a page."""

from __future__ import annotations

import asyncio
import difflib
import re
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.deps import negotiate, query_pairs, reply, services
from api.negotiation import GRAPHS, HTML, Choice, split_suffix
from api.pages.queries import select
from api.pages.rendering import render
from api.pages.things import read_thing
from api.problems import GONE, Problem
from graph import namespaces
from graph.errors import UnknownEntity
from graph.wire import DescribeRequest

__all__ = ["router"]

router = APIRouter(tags=["things"])

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
#: One description has no named graphs, so TriG and N-Quads have nothing to add.
OFFERED = (*GRAPHS[:4], HTML)
SUFFIXES = [(each.name, each.title) for each in OFFERED[:4]]

Kind = Annotated[str, Path(description="Kind of thing: " + ", ".join(namespaces.KINDS), examples=["framework"])]
Slug = Annotated[str, Path(description="Name of the thing within its kind", examples=["minerals-security-partnership"])]
DOCUMENT: dict[int | str, dict[str, object]] = {
    200: {"description": "What the graph says of it", "content": {each.media_type: {} for each in OFFERED}},
    304: {"description": "The client has it already (If-None-Match)"},
    404: {"description": "Nothing in the graph has this name; near ones are listed"},
    406: {"description": "No acceptable representation"},
    410: {"description": "It was retired; the Link header names its successor where there is one"},
}
FORMAT_PARAMETER = {
    "parameters": [
        {
            "name": "format",
            "in": "query",
            "required": False,
            "schema": {"type": "string", "enum": [each.name for each in OFFERED]},
            "description": "Short name of a format; wins over Accept, and a suffix of the address wins over both.",
        }
    ]
}


@router.get(
    "/id/{kind}/{slug}",
    summary="Go from a thing to the document on it",
    operation_id="thing",
    status_code=303,
    response_class=Response,
    responses={303: {"description": "See the document"}, 404: {"description": "No such kind of thing"}},
)
async def get_thing(request: Request, kind: Kind, slug: Slug) -> Response:
    """A thing is not a document, so its address answers with the address of the document on it (303 See Other)."""
    if kind not in namespaces.KINDS or not SLUG.fullmatch(slug):
        raise UnknownEntity(f"{namespaces.ID}{kind}/{slug}", near_kinds(kind))
    location = services(request).address(f"/doc/{kind}/{slug}")
    return Response(
        status_code=303, headers={"Location": location, "Vary": "Accept", "Cache-Control": "public, max-age=86400"}
    )


@router.get(
    "/doc/{kind}/{slug}",
    summary="Read what the graph says of a thing",
    operation_id="document",
    response_class=Response,
    responses=DOCUMENT,
    openapi_extra=FORMAT_PARAMETER,
)
async def get_document(request: Request, kind: Kind, slug: Slug) -> Response:
    """All statements of a thing; of a fact its evidence and sources too. A suffix (`.ttl`, `.nt`, `.jsonld`, `.rdf`,
    `.html`) chooses the format for those who cannot send an Accept header.
    """
    name, suffixed = split_suffix(slug, OFFERED)
    iri = f"{namespaces.ID}{kind}/{name}"
    if kind not in namespaces.KINDS or not SLUG.fullmatch(name):
        raise UnknownEntity(iri, near_kinds(kind))
    return await document(request, iri, f"/doc/{kind}/{name}", suffixed)


@router.get(
    "/vocab/{scheme}/{token}",
    summary="Read a concept of a vocabulary",
    operation_id="concept",
    response_class=Response,
    responses=DOCUMENT,
    openapi_extra=FORMAT_PARAMETER,
)
async def get_concept(
    request: Request,
    scheme: Annotated[str, Path(description="Concept scheme: " + ", ".join(namespaces.SCHEMES), examples=["verdict"])],
    token: Annotated[str, Path(description="Name of the concept, with or without a suffix", examples=["named"])],
) -> Response:
    """A concept and what points to it. Concepts are information, so they answer at their own address, with 200."""
    name, suffixed = split_suffix(token, OFFERED)
    iri = f"{namespaces.VOCAB}{scheme}/{name}"
    if scheme not in namespaces.SCHEMES or not SLUG.fullmatch(name):
        raise UnknownEntity(iri)
    return await document(request, iri, f"/vocab/{scheme}/{name}", suffixed)


async def document(request: Request, iri: str, path: str, suffixed: Choice | None) -> Response:
    """The description of a thing in the representation chosen; ``path`` is the document's address without a suffix."""
    ours = services(request)
    choice = suffixed or negotiate(request, OFFERED, dict(query_pairs(request)).get("format"))
    address = ours.address(path)

    async def make() -> bytes:
        await check_presence(request, iri)
        if choice.format != HTML:
            return (await ours.pool.run(DescribeRequest(iri, choice.format.media_type))).body
        thing = await read_thing(ours.pool, iri)
        return await asyncio.to_thread(
            render, request, "thing.html", thing=thing, path=address, names=SUFFIXES, alternates=OFFERED[:4]
        )

    links = [f'<{address}.{each.name}>; rel="alternate"; type="{each.media_type}"' for each in OFFERED]
    links.append(f'<{iri}>; rel="describes"')
    return await reply(request, choice, make, headers={"Link": ", ".join(links)})


async def check_presence(request: Request, iri: str) -> None:
    """404 with near matches for what the graph does not know, 410 for what was retired."""
    ours = services(request)
    rows = await select(ours.pool, "retirement", iri)
    if not rows:
        others = [row["other"].value for row in await select(ours.pool, "neighbours", iri)]
        raise UnknownEntity(iri, tuple(await asyncio.to_thread(difflib.get_close_matches, iri, others, 5, 0.8)))
    if rows[0]["isRetired"].value != "true":
        return
    successors = [row["successor"].value for row in rows if "successor" in row]
    detail = f"<{iri}> was retired" + (f"; <{successors[0]}> took its place." if successors else ".")
    raise Problem(
        GONE,
        detail,
        "Use the successor." if successors else "",
        members={"successor": successors[0]} if successors else {},
        headers={"Link": f'<{successors[0]}>; rel="successor-version"'} if successors else {},
    )


def near_kinds(kind: str) -> tuple[str, ...]:
    """Addresses of the kinds that are spelled nearly so."""
    return tuple(
        f"{namespaces.ID}{near}/" for near in difflib.get_close_matches(kind, namespaces.KINDS, 3) if near != kind
    )
