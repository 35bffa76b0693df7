"""Things and the documents on them: ``/id/…`` sends on to ``/doc/…`` (303), which is offered in RDF and as a page."""

from __future__ import annotations

import difflib
import re
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.deps import negotiate, query_pairs, reply, run, services
from api.pages.documents import (
    FACTS,
    NANOPUBS,
    THINGS,
    check_version,
    choose_format,
    document,
    operation,
    responses,
)
from graph import namespaces
from graph.errors import UnknownEntity
from graph.nanopub import nanopub_iri
from graph.wire import NanopubRequest

__all__ = ["router"]

router = APIRouter(tags=["things"])

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
DAY = "public, max-age=86400"

Kind = Annotated[str, Path(description="Kind of thing: " + ", ".join(namespaces.KINDS), examples=["framework"])]
Slug = Annotated[str, Path(description="Name of the thing within its kind", examples=["minerals-security-partnership"])]


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
    query = request.url.query
    headers = {
        "Location": f"{location}?{query}" if query else location,
        "Link": f'<{location}>; rel="describedby"',
        "Vary": "Accept",
        "Cache-Control": DAY,
    }
    return Response(status_code=303, headers=headers)


@router.get(
    "/doc/{kind}/{slug}",
    summary="Read what the graph says of a thing",
    operation_id="document",
    response_class=Response,
    responses=responses(FACTS),
    openapi_extra=operation(FACTS),
)
async def get_document(request: Request, kind: Kind, slug: Slug) -> Response:
    """All statements of a thing; of a fact its evidence and sources too. A suffix (`.ttl`, `.nt`, `.jsonld`, `.rdf`,
    `.html`) chooses the format for those who cannot send an Accept header. `.trig` is a fact as a nanopublication;
    `.cite`, `.bib` and `.csl.json` say how to cite the thing, and the sources that a fact rests on.
    """
    offered = FACTS if kind in namespaces.FACTS else THINGS
    name, choice = choose_format(request, slug, offered)
    if kind not in namespaces.KINDS or not SLUG.fullmatch(name):
        raise UnknownEntity(f"{namespaces.ID}{kind}/{name}", near_kinds(kind))
    related = services(request).address(f"/graph/source/{name}") if kind == "source" else ""
    return await document(request, f"{namespaces.ID}{kind}/{name}", f"/doc/{kind}/{name}", choice, offered, related)


@router.get(
    "/nanopub/{version}/{kind}/{slug}",
    summary="Read a fact as a nanopublication",
    operation_id="nanopub",
    response_class=Response,
    responses=responses(NANOPUBS),
    openapi_extra={"parameters": operation(NANOPUBS)["parameters"][:1]},
)
async def get_nanopub(
    request: Request,
    version: Annotated[str, Path(description="Version of the data", examples=["4e7490c78e0e"])],
    kind: Annotated[str, Path(description="Kind of fact: " + ", ".join(namespaces.FACTS), examples=["membership"])],
    slug: Annotated[
        str, Path(description="Name of the fact", examples=["india--minerals-security-partnership--2023-06"])
    ],
) -> Response:
    """The claim, where it comes from and who publishes it, each in a named graph. The address is the IRI of the
    nanopublication, of which there is one for each version of the data; only the version served is answered.
    """
    iri = f"{namespaces.ID}{kind}/{slug}"
    if kind not in namespaces.FACTS or not SLUG.fullmatch(slug):
        raise UnknownEntity(iri)
    check_version(request, version)
    choice = negotiate(request, NANOPUBS, dict(query_pairs(request)).get("format"))

    async def make() -> bytes:
        asked = NanopubRequest(iri, nanopub_iri(iri, version), version, choice.format.media_type)
        return (await run(request, asked)).body

    return await reply(request, choice, make, headers={"Link": f'<{iri}>; rel="describes"'})


@router.get(
    "/vocab/{scheme}/{token}",
    summary="Read a concept of a vocabulary",
    operation_id="concept",
    response_class=Response,
    responses=responses(THINGS),
    openapi_extra=operation(THINGS),
)
async def get_concept(
    request: Request,
    scheme: Annotated[str, Path(description="Concept scheme: " + ", ".join(namespaces.SCHEMES), examples=["verdict"])],
    token: Annotated[str, Path(description="Name of the concept, with or without a suffix", examples=["named"])],
) -> Response:
    """A concept and what points to it. Concepts are information, so they answer at their own address, with 200."""
    name, choice = choose_format(request, token, THINGS)
    iri = f"{namespaces.VOCAB}{scheme}/{name}"
    if scheme not in namespaces.SCHEMES or not SLUG.fullmatch(name):
        raise UnknownEntity(iri)
    return await document(request, iri, f"/vocab/{scheme}/{name}", choice, THINGS)


def near_kinds(kind: str) -> tuple[str, ...]:
    """Addresses of the kinds that are spelled nearly so."""
    return tuple(
        f"{namespaces.ID}{near}/" for near in difflib.get_close_matches(kind, namespaces.KINDS, 3) if near != kind
    )
