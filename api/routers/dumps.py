"""The whole graph as files, and the catalogue that describes them."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from email.utils import formatdate
from os import stat_result
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse

from api.deps import (
    IMMUTABLE,
    Services,
    json_bytes,
    negotiate,
    query_pairs,
    reply,
    services,
)
from api.negotiation import GRAPHS, HTML, Format, read_list
from api.pages.builds import LATEST, build_named, build_of, kept_beside
from api.pages.commands import base_of
from api.pages.documents import citations_of
from api.pages.rendering import render
from api.problems import NOT_FOUND, RANGE_NOT_SATISFIABLE, Problem
from api.ranges import read_ranges
from api.representations import REVALIDATE, has_current
from graph import namespaces
from graph.catalog import DumpFile, Kept, Manifest
from graph.describe import write_document
from graph.jsonld import published_context
from graph.store import parse_file

__all__ = ["router"]

router = APIRouter(tags=["dumps"])

LISTED = (Format("json", "application/json", "JSON"), HTML)
DESCRIBED = (*GRAPHS[:4], HTML)
LISTED_RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"description": "Files with sizes and SHA-256", "content": {each.media_type: {} for each in LISTED}},
    304: {"description": "The client has it already (If-None-Match)"},
    404: {"description": "No such version here, or the server serves a file, not a build"},
    406: {"description": "No acceptable representation"},
}
VOID_RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"description": "The catalogue", "content": {each.media_type: {} for each in DESCRIBED}},
    304: {"description": "The client has it already (If-None-Match)"},
    404: {"description": "The server serves a file, not a build"},
    406: {"description": "No acceptable representation"},
}

Version = Annotated[str, Path(description="Version of the data, or `latest`", examples=[LATEST])]


def files_of(manifest: Manifest) -> list[tuple[str, DumpFile]]:
    """The dumps first, plain and packed, then the rest."""
    return sorted(manifest.files.items(), key=lambda pair: (not pair[0].startswith("minpact."), pair[0]))


def listing(ours: Services, manifest: Manifest) -> dict[str, Any]:
    """A build as JSON tells it."""
    files = [
        {
            "name": name,
            "url": ours.address(f"/dumps/{manifest.version}/{name}"),
            "bytes": file.size,
            "sha256": file.sha256,
            "media_type": file.sent_as,
        }
        for name, file in files_of(manifest)
    ]
    return {
        "version": manifest.version,
        "program": manifest.program,
        "cut_off": manifest.cut_off,
        "triples": manifest.triples,
        "quads": manifest.quads,
        "graphs": manifest.graphs,
        "canonical_sha256": {"dataset": manifest.canonical_dataset, "merge": manifest.canonical_merge},
        "files": files,
    }


@dataclass(frozen=True, slots=True)
class Other:
    """Another version: its address and cut-off where it is kept here, its release where it is on record."""

    version: str
    url: str | None
    cut_off: str | None
    release: str | None
    issued: str | None


def other_versions(ours: Services, served: Manifest, kept: Sequence[Kept]) -> list[Other]:
    """Versions that are kept, the newest first, then releases on record that are not."""
    published = {past.version: past for past in served.published}
    held = {each.manifest.version: each.manifest for each in kept}
    found = []
    for version in [*held, *(version for version in published if version not in held)]:
        here, past = held.get(version), published.get(version)
        found.append(
            Other(
                version,
                ours.address(f"/dumps/{version}") if here else None,
                here.cut_off if here else None,
                past.release if past else None,
                past.issued if past else None,
            )
        )
    return found


@router.get(
    "/dumps",
    summary="List the dumps",
    operation_id="dumps",
    response_class=Response,
    responses=LISTED_RESPONSES,
)
@router.get("/dumps/", include_in_schema=False)
async def get_dumps(request: Request) -> Response:
    """Every file of the build that is served, with its size in bytes and its SHA-256; the canonical SHA-256 of what is
    told; and the other versions that are kept or on record.
    """
    return await list_build(request, LATEST)


@router.get(
    "/dumps/{version}",
    summary="List the dumps of a version",
    operation_id="dumps_of_version",
    response_class=Response,
    responses={**LISTED_RESPONSES, 410: {"description": "The version was released and is not kept here"}},
)
async def get_dumps_of_version(request: Request, version: Version) -> Response:
    """The same of one version: the one served, or one that is kept on the disk."""
    return await list_build(request, version)


async def list_build(request: Request, version: str) -> Response:
    """The files of a build; beside those of the one that is served, the other versions."""
    ours = services(request)
    build = await build_named(ours.release, version)
    served = build_of(ours.release)
    others = other_versions(ours, served.manifest, await asyncio.to_thread(kept_beside, served))
    choice = negotiate(request, LISTED, dict(query_pairs(request)).get("format"))

    async def make() -> bytes:
        if choice.format == HTML:
            is_served = build.manifest == served.manifest
            return render(
                request,
                "dumps.html",
                manifest=build.manifest,
                files=files_of(build.manifest),
                others=others,
                is_served=is_served,
                citations=await citations_of(request, namespaces.DATASET) if is_served else (),
                base=base_of(ours),
                is_public=bool(ours.settings.base_url),
            )
        return json_bytes({**listing(ours, build.manifest), "versions": [asdict(other) for other in others]})

    return await reply(request, choice, make, build.manifest.version, *(str(other) for other in others))


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
        410: {"description": "The version was released and is not kept here"},
        416: {"description": "The range lies outside the file"},
    },
)
@router.head("/dumps/{version}/{file}", include_in_schema=False)
async def get_dump(
    request: Request,
    version: Version,
    file: Annotated[str, Path(description="Name of the file", examples=["minpact.nq.zst"])],
) -> Response:
    """A file of a build. Under the address with the version it never changes; Range and If-Range are honoured."""
    build = await build_named(services(request).release, version)
    manifest = build.manifest
    entry = manifest.files.get(file)
    if entry is None:
        offered = [name for name, _ in files_of(manifest)]
        raise Problem(NOT_FOUND, f"There is no dump {file!r}.", "See /dumps.", members={"offered": offered})
    path = build.folder / file
    try:
        found = await asyncio.to_thread(path.stat)
    except FileNotFoundError:
        raise Problem(
            NOT_FOUND,
            f"{file} of version {manifest.version} is no longer kept.",
            "Ask again when the server has been restarted.",
        ) from None
    headers = {"ETag": f'"{entry.sha256}"', "Cache-Control": REVALIDATE if version == LATEST else IMMUTABLE}
    if has_current(read_list(request.headers, "if-none-match"), entry.sha256):
        return Response(status_code=304, headers=headers)
    headers["Link"] = f'<{services(request).address(f"/dumps/{manifest.version}/{file}")}>; rel="canonical"'
    headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(entry.sha256)).decode()}:"
    settle_range(request, headers["ETag"], found)
    return FileResponse(path, headers=headers, media_type=entry.sent_as, stat_result=found)


def settle_range(request: Request, tag: str, found: stat_result) -> None:
    """Leave the request a Range header that names parts of the file, or none where the whole of it is to be sent.

    Parts are for ``GET`` alone, and for a client whose If-Range, if it sends one, names the file as it is. Raises 416
    where no part lies in the file.
    """
    headers = request.headers
    is_same = headers.get("if-range", tag) in (tag, formatdate(found.st_mtime, usegmt=True))
    ranges = read_ranges(headers.get("range", ""), found.st_size) if request.method == "GET" and is_same else None
    if ranges == ():
        raise Problem(
            RANGE_NOT_SATISFIABLE,
            f"The file has {found.st_size} bytes.",
            "Ask for bytes that it has.",
            members={"bytes": found.st_size},
            headers={"Content-Range": f"bytes */{found.st_size}"},
        )
    kept = [(name, value) for name, value in request.scope["headers"] if name not in (b"range", b"if-range")]
    if ranges:
        named = ",".join(f"{first}-{last}" for first, last in ranges)
        kept.append((b"range", f"bytes={named}".encode()))
    request.scope["headers"] = kept


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
    folder = build_of(ours.release).folder
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
            offered=[each for each in DESCRIBED if each != HTML],
        )

    address = ours.address("/catalog")
    links = [f'<{address}?format={each.name}>; rel="alternate"; type="{each.media_type}"' for each in DESCRIBED]
    links += [f'<{namespaces.DATASET}>; rel="describes"', f'<{namespaces.LICENSE}>; rel="license"']
    return await reply(request, choice, make, headers={"Link": ", ".join(links)})


def catalog_in(path: FilePath, format_: Format) -> bytes:
    """The catalogue's file in a format; the page shows its Turtle."""
    if format_ in (GRAPHS[0], HTML):
        return path.read_bytes()
    return write_document(parse_file(path), format_.media_type, published_context())
