"""What the terms mean: ontology, shapes and vocabularies; and each named graph by itself."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.deps import negotiate, query_pairs, reply, services
from api.negotiation import GRAPHS, HTML, Choice, find_format, split_suffix
from api.pages.queries import construct, has_triples, is_iri, select
from api.pages.rendering import render
from api.pages.things import read_thing
from api.pages.turtle import with_prefixes
from api.pages.vocabulary import constraints_of, sections_of
from api.problems import NO_DESCRIPTION, Problem
from graph import namespaces
from graph.errors import UnknownEntity

__all__ = ["router"]

router = APIRouter(tags=["ontology"])

OFFERED = (*GRAPHS, HTML)
TURTLE = GRAPHS[0].media_type
SUFFIXES = [(each.name, each.title) for each in GRAPHS]
RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"description": "The document", "content": {each.media_type: {} for each in OFFERED}},
    304: {"description": "The client has it already (If-None-Match)"},
    404: {"description": "The server has no such document"},
    406: {"description": "No acceptable representation"},
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
#: Each document: the graph that it is, and what it is.
DOCUMENTS = {
    "ontology": (namespaces.ONTOLOGY_GRAPH, "The classes and properties that the graph is written with."),
    "shapes": (namespaces.SHAPES_GRAPH, "The SHACL constraints that every fact is held against."),
    "vocab": (namespaces.VOCAB_GRAPH, "Every concept scheme with its concepts."),
}


def add_document(name: str, meaning: str) -> None:
    """Give a document its two routes: negotiated, and with a suffix."""

    async def get_document(request: Request) -> Response:
        return await document(request, name, None)

    async def get_suffixed(
        request: Request, suffix: Annotated[str, Path(description="Short name of the format", examples=["ttl"])]
    ) -> Response:
        return await document(request, name, suffix)

    router.add_api_route(
        f"/{name}",
        get_document,
        summary=f"Read the {name if name != 'vocab' else 'vocabularies'}",
        description=f"{meaning} The address is the IRI itself and answers with 200.",
        operation_id=name,
        response_class=Response,
        responses=RESPONSES,
        openapi_extra=FORMAT_PARAMETER,
    )
    router.add_api_route(
        f"/{name}.{{suffix}}",
        get_suffixed,
        summary=f"Read the {name if name != 'vocab' else 'vocabularies'} in a format",
        description=meaning,
        operation_id=f"{name}_in_format",
        response_class=Response,
        responses=RESPONSES,
    )


for document_name, (_, document_meaning) in DOCUMENTS.items():
    add_document(document_name, document_meaning)


async def document(request: Request, name: str, suffix: str | None) -> Response:
    """A whole document: the build's own Turtle where there is a build, other formats from the graph that it is."""
    ours = services(request)
    graph, _ = DOCUMENTS[name]
    iri = namespaces.BASE + name
    choice = chosen_by(request, suffix, iri)

    async def make() -> bytes:
        if not await has_triples(ours.pool, graph):
            raise Problem(
                NO_DESCRIPTION,
                f"What this server was given to serve holds no {name}.",
                "Build the graph and serve the build.",
            )
        if choice.format == HTML:
            return await PAGES[name](request, iri, ours.address(f"/{name}"))
        if choice.format.media_type == TURTLE and ours.release.folder is not None:
            return await asyncio.to_thread((ours.release.folder / f"{name}.ttl").read_bytes)
        return await construct(ours.pool, "graph", choice.format.media_type, graph=graph)

    links = [f'<{ours.address("/" + name)}.{each.name}>; rel="alternate"; type="{each.media_type}"' for each in GRAPHS]
    return await reply(request, choice, make, headers={"Link": ", ".join(links)})


def chosen_by(request: Request, suffix: str | None, iri: str) -> Choice:
    """The representation that a suffix names, or 404; without one what the request asks for."""
    if suffix is None:
        return negotiate(request, OFFERED, dict(query_pairs(request)).get("format"))
    named = find_format(suffix, OFFERED)
    if named is None or named.format.name != suffix:
        raise UnknownEntity(f"{iri}.{suffix}", tuple(f"{iri}.{each.name}" for each in OFFERED))
    return named


async def ontology_page(request: Request, iri: str, path: str) -> bytes:
    """Classes and properties with their definitions; a term's address ends in its fragment here."""
    rows = await select(services(request).pool, "terms")
    sections = sections_of(rows)
    return await asyncio.to_thread(
        render, request, "ontology.html", iri=iri, path=path, names=SUFFIXES, sections=sections
    )


async def shapes_page(request: Request, iri: str, path: str) -> bytes:
    """Constraints with their messages."""
    rows = await select(services(request).pool, "constraints")
    return render(request, "shapes.html", iri=iri, path=path, names=SUFFIXES, constraints=constraints_of(rows))


async def vocabularies_page(request: Request, iri: str, path: str) -> bytes:
    """Concept schemes with what they are for."""
    rows = await select(services(request).pool, "schemes")
    return render(request, "vocabularies.html", iri=iri, path=path, names=SUFFIXES, schemes=rows)


PAGES = {"ontology": ontology_page, "shapes": shapes_page, "vocab": vocabularies_page}


@router.get(
    "/ontology/{version}",
    summary="Read a version of the ontology",
    operation_id="ontology_version",
    response_class=Response,
    responses=RESPONSES,
    openapi_extra=FORMAT_PARAMETER,
)
async def get_ontology_version(
    request: Request, version: Annotated[str, Path(description="Version of the ontology", examples=["0.1.0"])]
) -> Response:
    """The version IRI of the ontology that is served answers as `/ontology` does; another version answers 404."""
    rows = await select(services(request).pool, "version", namespaces.ONTOLOGY_IRI)
    served = tuple(row["version"].value for row in rows)
    asked = f"{namespaces.ONTOLOGY_IRI}/{version}"
    if asked not in served:
        raise UnknownEntity(asked, served)
    return await document(request, "ontology", None)


@router.get(
    "/vocab/{scheme}",
    summary="Read a concept scheme",
    operation_id="scheme",
    response_class=Response,
    responses=RESPONSES,
    openapi_extra=FORMAT_PARAMETER,
)
async def get_scheme(
    request: Request,
    scheme: Annotated[str, Path(description="Concept scheme, with or without a suffix", examples=["verdict"])],
) -> Response:
    """A concept scheme with all its concepts."""
    ours = services(request)
    name, suffixed = split_suffix(scheme, OFFERED)
    iri = namespaces.VOCAB + name
    if name not in namespaces.SCHEMES:
        raise UnknownEntity(iri)
    choice = suffixed or negotiate(request, OFFERED, dict(query_pairs(request)).get("format"))

    async def make() -> bytes:
        thing = await read_thing(ours.pool, iri)
        if thing.is_empty:
            raise UnknownEntity(iri)
        path = ours.address(f"/vocab/{name}")
        if choice.format != HTML:
            return await triples(request, choice, thing=iri)
        return await asyncio.to_thread(
            render, request, "thing.html", thing=thing, path=path, names=SUFFIXES, alternates=GRAPHS
        )

    return await reply(request, choice, make)


@router.get(
    "/graph/{name:path}",
    summary="Read one named graph",
    operation_id="graph",
    response_class=Response,
    responses=RESPONSES,
    openapi_extra=FORMAT_PARAMETER,
)
async def get_graph(
    request: Request,
    name: Annotated[
        str, Path(description="Name of the graph, with or without a suffix", examples=["source/mea-fact-sheet-2025"])
    ],
) -> Response:
    """The triples of one named graph: what one source document says, a registry, or what the rules derived."""
    ours = services(request)
    stem, suffixed = split_suffix(name, OFFERED)
    iri = namespaces.GRAPH + stem
    choice = suffixed or negotiate(request, OFFERED, dict(query_pairs(request)).get("format"))

    async def make() -> bytes:
        if not is_iri(iri) or not await has_triples(ours.pool, iri):
            raise UnknownEntity(iri)
        if choice.format != HTML:
            return await triples(request, choice, graph=iri)
        turtle = await asyncio.to_thread(with_prefixes, await construct(ours.pool, "graph", TURTLE, graph=iri))
        return await asyncio.to_thread(
            render,
            request,
            "turtle.html",
            title=f"Graph {stem}",
            iri=iri,
            source=namespaces.ID + stem if stem.startswith("source/") else "",
            text=turtle.decode(),
            path=ours.address(f"/graph/{stem}"),
            names=SUFFIXES,
        )

    return await reply(request, choice, make)


async def triples(request: Request, choice: Choice, *, thing: str | None = None, graph: str | None = None) -> bytes:
    """The triples of a scheme or of a graph in the format chosen; Turtle with prefixes, for those who read it."""
    name = "graph" if thing is None else "scheme"
    body = await construct(services(request).pool, name, choice.format.media_type, thing, graph)
    return await asyncio.to_thread(with_prefixes, body) if choice.format.media_type == TURTLE else body
