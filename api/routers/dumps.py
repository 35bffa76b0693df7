"""The whole graph as files, and the catalogue that describes them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse

from api.deps import (
    IMMUTABLE,
    Release,
    json_bytes,
    negotiate,
    query_pairs,
    reply,
    services,
)
from api.negotiation import GRAPHS, HTML, Format
from api.pages.rendering import render
from api.problems import NO_DESCRIPTION, NOT_FOUND, Problem
from api.representations import REVALIDATE, has_current
from graph import namespaces
from graph.catalog import Manifest
from graph.store import parse_file, serialise

__all__ = ["router"]

router = APIRouter(tags=["dumps"])

LATEST = "latest"
LISTED = (Format("json", "application/json", "JSON"), HTML)
DESCRIBED = (*GRAPHS[:4], HTML)
VOID_RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"description": "The catalogue", "content": {each.media_type: {} for each in DESCRIBED}},
    304: {"description": "The client has it already (If-None-Match)"},
    404: {"description": "The server serves a file, not a build"},
    406: {"description": "No acceptable representation"},
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the list shows it."""

    name: str
    size: int
    sha256: str
    media_type: str


def build_of(release: Release) -> tuple[FilePath, Manifest]:
    """The folder and the manifest of the build that is served, or 404 where there is none."""
    if release.folder is None or release.manifest is None:
        raise Problem(
            NO_DESCRIPTION,
            "This server was given an N-Quads file, which has no dumps.",
            "Build the graph and serve the build.",
        )
    return release.folder, release.manifest


def files_of(manifest: Manifest) -> list[Listed]:
    """The dumps first, plain and compressed, then the rest, with the media types that they are sent with."""
    return [
        Listed(name, file.size, file.sha256, media_type_of(name, file.media_type))
        for name, file in sorted(manifest.files.items(), key=lambda pair: (not pair[0].startswith("minpact."), pair[0]))
    ]


def media_type_of(name: str, media_type: str) -> str:
    """A compressed file is sent as what it is; it is not a coding of the connection.

    >>> media_type_of("minpact.nq.gz", "application/n-quads"), media_type_of("minpact.nq", "application/n-quads")
    ('application/gzip', 'application/n-quads')
    """
    return "application/gzip" if name.endswith(".gz") else media_type


@router.get(
    "/dumps",
    summary="List the dumps",
    operation_id="dumps",
    response_class=Response,
    responses={
        200: {"description": "Files with sizes and SHA-256", "content": {each.media_type: {} for each in LISTED}},
        404: {"description": "The server serves a file, not a build"},
    },
)
@router.get("/dumps/", include_in_schema=False)
async def get_dumps(request: Request) -> Response:
    """Every file of the build that is served, with its size in bytes and its SHA-256."""
    ours = services(request)
    _, manifest = build_of(ours.release)
    choice = negotiate(request, LISTED, dict(query_pairs(request)).get("format"))

    async def make() -> bytes:
        files = files_of(manifest)
        if choice.format == HTML:
            return render(request, "dumps.html", manifest=manifest, files=files)
        listed = [
            {
                "name": file.name,
                "url": ours.address(f"/dumps/{manifest.version}/{file.name}"),
                "bytes": file.size,
                "sha256": file.sha256,
                "media_type": file.media_type,
            }
            for file in files
        ]
        counts = {"triples": manifest.triples, "quads": manifest.quads, "graphs": manifest.graphs}
        return json_bytes({"version": manifest.version, "cut_off": manifest.cut_off, **counts, "files": listed})

    return await reply(request, choice, make)


@router.get(
    "/dumps/{version}/{file}",
    summary="Download a dump",
    operation_id="dump",
    response_class=FileResponse,
    responses={
        200: {
            "description": "The file, streamed; its ETag is its SHA-256",
            "content": {"application/octet-stream": {}},
        },
        206: {"description": "The part that Range asks for"},
        304: {"description": "The client has it already (If-None-Match)"},
        404: {"description": "No such version or file here"},
        416: {"description": "The range lies outside the file"},
    },
)
@router.head("/dumps/{version}/{file}", include_in_schema=False)
async def get_dump(
    request: Request,
    version: Annotated[str, Path(description="Version of the data, or `latest`", examples=[LATEST])],
    file: Annotated[str, Path(description="Name of the file", examples=["minpact.nq.gz"])],
) -> Response:
    """A file of a build. Under the address with the version it never changes; Range and If-Range are honoured."""
    folder, manifest = build_of(services(request).release)
    if version not in (LATEST, manifest.version):
        raise Problem(
            NOT_FOUND,
            f"This server has no version {version!r} of the data.",
            f"The version served is {manifest.version}.",
            members={"version": manifest.version},
        )
    listed = {entry.name: entry for entry in files_of(manifest)}
    if file not in listed:
        raise Problem(NOT_FOUND, f"There is no dump {file!r}.", "See /dumps.", members={"offered": sorted(listed)})
    path = folder / file
    if not await asyncio.to_thread(path.is_file):
        raise Problem(
            NOT_FOUND,
            f"{file} of version {manifest.version} is no longer kept.",
            "Ask again when the server has been restarted.",
        )
    entry = listed[file]
    headers = {"ETag": f'"{entry.sha256}"', "Cache-Control": REVALIDATE if version == LATEST else IMMUTABLE}
    if has_current(request.headers.get("if-none-match"), entry.sha256):
        return Response(status_code=304, headers=headers)
    headers["Link"] = f'<{services(request).address(f"/dumps/{manifest.version}/{file}")}>; rel="canonical"'
    return FileResponse(path, headers=headers, media_type=entry.media_type)


@router.get(
    "/catalog", summary="Read the catalogue", operation_id="catalog", response_class=Response, responses=VOID_RESPONSES
)
@router.get(
    "/.well-known/void",
    summary="Read the description of the dataset",
    operation_id="void",
    response_class=Response,
    responses=VOID_RESPONSES,
)
async def get_catalog(request: Request) -> Response:
    """DCAT 3 and VoID: what the dataset holds, class by class and property by property, and where its dumps lie."""
    ours = services(request)
    folder, _ = build_of(ours.release)
    choice = negotiate(request, DESCRIBED, dict(query_pairs(request)).get("format"))

    async def make() -> bytes:
        body = await asyncio.to_thread(catalog_in, folder / "catalog.ttl", choice.format)
        if choice.format != HTML:
            return body
        return render(
            request,
            "turtle.html",
            title="Catalogue",
            iri=namespaces.DATASET,
            source="",
            text=body.decode(),
            path=ours.address("/catalog"),
            names=(),
        )

    return await reply(request, choice, make)


def catalog_in(path: FilePath, format_: Format) -> bytes:
    """The catalogue's file in a format; the page shows its Turtle."""
    if format_ in (GRAPHS[0], HTML):
        return path.read_bytes()
    return serialise(parse_file(path), format_.media_type)
