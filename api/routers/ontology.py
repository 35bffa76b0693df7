"""What the terms mean: ontology, shapes and vocabularies, the context of JSON-LD; and each named graph by itself."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request, Response

from api.deps import negotiate, page_language, reply, run, services
from api.negotiation import GRAPHS, HTML, Choice
from api.pages.documents import THINGS, WHOLES, choose_format, document, links, operation, responses, suffixes
from api.pages.queries import select
from api.pages.rendering import render
from api.pages.vocabulary import constraints_of, in_language, schemes_of, sections_of
from api.problems import NO_DESCRIPTION, NOT_FOUND, Problem
from graph import namespaces
from graph.errors import UnknownEntity
from graph.jsonld import published_context
from graph.wire import GraphRequest

__all__ = ["router"]

router = APIRouter(tags=["ontology"])

TURTLE = GRAPHS[0].media_type
JSON_LD = tuple(each for each in GRAPHS if each.name == "jsonld")
VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)+")
SUFFIXES = suffixes(WHOLES)
#: Each document: the graph that it is, what it is called, and what it is.
DOCUMENTS: Final = {
    "ontology": (namespaces.ONTOLOGY_GRAPH, "ontology", "The classes and properties that the graph is written with."),
    "shapes": (namespaces.SHAPES_GRAPH, "shapes", "The SHACL constraints that every fact is held against."),
    "vocab": (namespaces.VOCAB_GRAPH, "vocabularies", "Every concept scheme with its concepts."),
}

Version = Annotated[str, Path(description="Version of the ontology", examples=["0.1.0"])]


def add_document(name: str, title: str, meaning: str) -> None:
    """Give a document its routes: negotiated, with a suffix, and in the version that is served."""

    async def get_document(request: Request) -> Response:
        return await whole(request, name, choose_format(request, name, WHOLES)[1])

    async def get_suffixed(
        request: Request, suffix: Annotated[str, Path(description="Short name of the format", examples=["ttl"])]
    ) -> Response:
        stem, choice = choose_format(request, f"{name}.{suffix}", WHOLES)
        if stem != name:
            iri = namespaces.BASE + name
            raise UnknownEntity(f"{iri}.{suffix}", tuple(f"{iri}.{each.name}" for each in WHOLES))
        return await whole(request, name, choice)

    async def get_version(request: Request, version: Version) -> Response:
        return await whole_of_version(request, name, version)

    def add(path: str, handler: Callable[..., Awaitable[Response]], what: str, how: str, operation_id: str) -> None:
        router.add_api_route(
            path,
            handler,
            summary=f"Read {what}",
            description=f"{meaning} {how}",
            operation_id=operation_id,
            response_class=Response,
            responses=responses(WHOLES),
            openapi_extra=operation(WHOLES),
        )

    add(f"/{name}", get_document, f"the {title}", "The address is the IRI itself and answers with 200.", name)
    add(f"/{name}.{{suffix}}", get_suffixed, f"the {title} in a format", "", f"{name}_in_format")
    # A version of the vocabularies has the form of a scheme's address, and is told from one there.
    if name != "vocab":
        how = "The version IRI of what is served; of another version the answer is 404, and names the one served."
        add(f"/{name}/{{version}}", get_version, f"a version of the {title}", how, f"{name}_version")


for document_name, (_, document_title, document_meaning) in DOCUMENTS.items():
    add_document(document_name, document_title, document_meaning)


async def whole(request: Request, name: str, choice: Choice) -> Response:
    """A whole document: the build's own Turtle where there is a build, other formats from the graph that it is."""
    ours = services(request)
    graph, title, _ = DOCUMENTS[name]
    iri, path = namespaces.BASE + name, f"/{name}"

    async def make() -> bytes:
        try:
            if choice.format == HTML:
                # The page is made of queries, which would find an absent graph empty.
                await run(request, GraphRequest(graph, TURTLE))
                return await PAGES[name](request, iri, ours.address(path))
            if choice.format.media_type == TURTLE and ours.release.folder is not None:
                return await asyncio.to_thread((ours.release.folder / f"{name}.ttl").read_bytes)
            return (await run(request, GraphRequest(graph, choice.format.media_type))).body
        except UnknownEntity:
            raise Problem(
                NO_DESCRIPTION,
                f"What this server was given to serve holds no {title}.",
                "Build the graph and serve the build.",
            ) from None

    return await reply(request, choice, make, headers={"Link": links(request, path, WHOLES, iri=iri)})


async def whole_of_version(request: Request, name: str, version: str) -> Response:
    """A whole document if it is of a version of the ontology: by its version IRI, which must be the one served."""
    iri = namespaces.BASE + name
    served = tuple(row["version"].value for row in await select(services(request).pool, "version", iri))
    if f"{iri}/{version}" not in served:
        raise Problem(
            NOT_FOUND,
            f"This server has no version {version!r} of the {DOCUMENTS[name][1]}.",
            f"Served here: {', '.join(f'<{each}>' for each in served) or 'none that has a version'}.",
            members={"near": list(served)},
        )
    return await whole(request, name, choose_format(request, name, WHOLES)[1])


async def ontology_page(request: Request, iri: str, path: str) -> bytes:
    """Classes and properties with their definitions; a term's address ends in its fragment here."""
    pool = services(request).pool
    sections = sections_of(await select(pool, "terms"), page_language(request))
    prefixes = [
        (row["declaration"].value.rpartition("#")[2], row["prefix"].value, row["namespace"].value)
        for row in await select(pool, "prefixes", iri)
    ]
    shown = {"sections": sections, "prefixes": prefixes, "note": await note_of(request, iri)}
    return await asyncio.to_thread(render, request, "ontology.html", iri=iri, path=path, names=SUFFIXES, **shown)


async def shapes_page(request: Request, iri: str, path: str) -> bytes:
    """Constraints with their messages."""
    rows = await select(services(request).pool, "constraints")
    return render(request, "shapes.html", iri=iri, path=path, names=SUFFIXES, constraints=constraints_of(rows))


async def vocabularies_page(request: Request, iri: str, path: str) -> bytes:
    """Concept schemes with what they are for."""
    schemes = schemes_of(await select(services(request).pool, "schemes"), page_language(request))
    note = await note_of(request, iri)
    return render(request, "vocabularies.html", iri=iri, path=path, names=SUFFIXES, schemes=schemes, note=note)


async def note_of(request: Request, iri: str) -> str:
    """Who rendered the labels that the page shows: nothing on an English page, which shows none of them."""
    language = page_language(request)
    if language == "en":
        return ""
    return in_language(await select(services(request).pool, "notes", iri), "note", language)


PAGES = {"ontology": ontology_page, "shapes": shapes_page, "vocab": vocabularies_page}


@router.get(
    "/vocab/{scheme}",
    summary="Read a concept scheme",
    operation_id="scheme",
    response_class=Response,
    responses=responses(THINGS),
    openapi_extra=operation(THINGS),
)
async def get_scheme(
    request: Request,
    scheme: Annotated[str, Path(description="Concept scheme, with or without a suffix", examples=["verdict"])],
) -> Response:
    """A concept scheme with all its concepts. A version in its place is a version of all vocabularies."""
    if VERSION.fullmatch(scheme):
        return await whole_of_version(request, "vocab", scheme)
    name, choice = choose_format(request, scheme, THINGS)
    iri = namespaces.VOCAB + name
    if name not in namespaces.SCHEMES:
        raise UnknownEntity(iri)
    return await document(request, iri, f"/vocab/{name}", choice, THINGS)


@router.get(
    "/graph/{name:path}",
    summary="Read one named graph",
    operation_id="graph",
    response_class=Response,
    responses=responses(WHOLES),
    openapi_extra=operation(WHOLES),
)
async def get_graph(
    request: Request,
    name: Annotated[
        str, Path(description="Name of the graph, with or without a suffix", examples=["source/mea-fact-sheet-2025"])
    ],
) -> Response:
    """The triples of one named graph: what one source document says, a registry, or what the rules derived. TriG and
    N-Quads name the graph.
    """
    stem, choice = choose_format(request, name, WHOLES)
    iri, path = namespaces.GRAPH + stem, f"/graph/{stem}"
    source = namespaces.ID + stem if stem.startswith("source/") else ""

    async def make() -> bytes:
        answered = await run(request, GraphRequest(iri, TURTLE if choice.format == HTML else choice.format.media_type))
        if choice.format != HTML:
            return answered.body
        return await asyncio.to_thread(
            render,
            request,
            "turtle.html",
            title=f"Graph {stem}",
            iri=iri,
            source=source,
            text=answered.body.decode(),
            path=services(request).address(path),
            names=SUFFIXES,
            offered=(),
        )

    carried = links(request, path, WHOLES, iri=iri, related=source)
    return await reply(request, choice, make, headers={"Link": carried} if carried.isascii() else None)


@router.get(
    "/context.jsonld",
    summary="Read the context of JSON-LD",
    operation_id="context",
    response_class=Response,
    responses={key: said for key, said in responses(JSON_LD).items() if key in (200, 304, 406)},
)
async def get_context(request: Request) -> Response:
    """The names that JSON-LD documents here have for properties. Each document carries the part that it uses, so
    nothing has to be fetched to read one; this is for those who write JSON-LD in the same terms.
    """

    async def make() -> bytes:
        return published_context().content

    return await reply(request, negotiate(request, JSON_LD), make)
