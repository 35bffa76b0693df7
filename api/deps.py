"""What every handler is given: the services of one application, and the shapes that requests and answers take.

``create_app`` puts one :class:`Services` on the application's state; nothing here is global, so two applications in one
process do not meet.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from urllib.parse import parse_qsl

from fastapi import Request, Response

from api.counts import Counts
from api.limits import Limits
from api.negotiation import Choice, Format, choose, entity_tag, find_format, has_current, offers
from api.pool import Pool
from api.problems import BAD_REQUEST, NOT_ACCEPTABLE, Problem
from api.settings import Settings
from graph import namespaces, resources
from graph.catalog import Manifest, read_manifest
from graph.errors import NoBuild
from graph.questions import Catalogue
from graph.wire import Answer
from graph.wire import Request as Asked

__all__ = [
    "AS_OF",
    "DATA_VERSION",
    "EMPTY_MEANS",
    "HIDDEN_FACTS",
    "IMMUTABLE",
    "REVALIDATE",
    "ClientLeft",
    "Release",
    "Services",
    "json_bytes",
    "negotiate",
    "program_digest",
    "query_pairs",
    "read_form",
    "respond",
    "run",
    "services",
    "tag_of",
    "unchanged",
]

#: Headers of our own. The last three stand beside a CSV answer, which has room for rows only.
DATA_VERSION: Final = "MinPact-Data-Version"
AS_OF: Final = "MinPact-As-Of"
HIDDEN_FACTS: Final = "MinPact-Hidden-Facts"
EMPTY_MEANS: Final = "MinPact-Empty-Means"
#: A cache may keep the answer, and asks each time whether it still holds: data changes with a restart, never between.
REVALIDATE: Final = "public, no-cache"
#: Endings of the files that the program is made of.
MAKERS: Final = {".css", ".html", ".py", ".rq", ".svg", ".ttl"}
#: The address holds the version: what it names never changes.
IMMUTABLE: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Release:
    """What is served: the version of its data, its cut-off, and the build that it comes from, if it is one.

    ``folder`` is the build's own folder, not the ``current`` link to it, so that a build made while the server runs
    changes nothing under it.
    """

    version: str
    cut_off: str
    quads_file: Path
    folder: Path | None = None
    manifest: Manifest | None = None

    @classmethod
    def of_build(cls, folder: Path) -> Self:
        """The build in a folder. Raises :class:`graph.errors.NoBuild` when there is none."""
        home = folder.resolve()
        manifest = read_manifest(home)
        quads = home / "minpact.nq"
        if not quads.is_file():
            raise NoBuild(str(folder))
        return cls(manifest.version, manifest.cut_off, quads, home, manifest)

    @classmethod
    def of_file(cls, path: Path) -> Self:
        """A bare N-Quads file; its version is a digest of its bytes. Raises ``NoBuild`` when it cannot be read."""
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise NoBuild(str(path)) from error
        return cls(digest[:12], "", path.resolve())

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings say is to be served."""
        return cls.of_build(settings.folder) if settings.data is None else cls.of_file(settings.data)


@dataclass(frozen=True, slots=True)
class Services:
    """All that handlers need, made once when the application is.

    ``program`` is the program's version and ``edition`` a digest of its files: answers depend on both, and a checkout
    changes without a new version.
    """

    settings: Settings
    limits: Limits
    release: Release
    program: str
    edition: str
    questions: Catalogue
    pool: Pool
    counts: Counts

    def link(self, iri: str) -> str:
        """The address at which this server answers for an IRI of ours; any other IRI as it stands."""
        return self.settings.base_url + "/" + iri.removeprefix(namespaces.BASE) if self.is_ours(iri) else iri

    @staticmethod
    def is_ours(iri: str) -> bool:
        """Whether the IRI lies in the project's own namespace."""
        return iri.startswith(namespaces.BASE)

    def address(self, path: str) -> str:
        """A path of this server as a link."""
        return self.settings.base_url + path


def program_digest() -> str:
    """A digest of every file that answers and pages are made with; a few milliseconds at the start."""
    here, graph = Path(__file__).parent, Path(resources.__file__).parent
    places = ((here, "*.py"), (here, "*/*.*"), (graph, "*.py"), (graph, "rules/*.rq"), (resources.queries(), "*/*.rq"))
    digest = hashlib.sha256()
    for file in sorted(file for folder, pattern in places for file in folder.glob(pattern)):
        if file.suffix not in MAKERS:
            continue
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def services(request: Request) -> Services:
    """The services of the application that the request came to."""
    found: Services = request.app.state.services
    return found


class ClientLeft(Exception):
    """Nobody waits for the answer any more."""


async def run(request: Request, asked: Asked) -> Answer:
    """Have a reader answer, unless the client leaves first: then the work is stopped and :class:`ClientLeft` raised.

    Small queries are done before it is worth looking whether the client is still there.
    """
    ours = services(request)
    work = asyncio.ensure_future(ours.pool.run(asked))
    try:
        await asyncio.wait((work,), timeout=ours.limits.fast_seconds)
        if not work.done():
            left = asyncio.ensure_future(_departure(request))
            try:
                await asyncio.wait((work, left), return_when=asyncio.FIRST_COMPLETED)
            finally:
                left.cancel()
        if not work.done():
            raise ClientLeft
        return work.result()
    finally:
        work.cancel()


async def _departure(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def query_pairs(request: Request) -> list[tuple[str, str]]:
    """The parameters of the query string in their order, repeated ones and empty ones kept; 400 when not UTF-8."""
    return read_form(request.scope["query_string"], "query string")


def read_form(text: bytes, what: str) -> list[tuple[str, str]]:
    """Read ``application/x-www-form-urlencoded``, once, as UTF-8 and nothing else."""
    try:
        return parse_qsl(text.decode(), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise Problem(BAD_REQUEST, f"The {what} is not UTF-8.", "Percent-encode the bytes of UTF-8.") from error


def json_bytes(document: object) -> bytes:
    """A document as JSON in UTF-8, indented, since people read it too."""
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def negotiate(request: Request, formats: tuple[Format, ...], wanted: str | None = None) -> Choice:
    """The format that ``wanted`` (the parameter ``format``) names, else the one that Accept chooses."""
    if wanted is not None:
        named = find_format(wanted, formats)
        if named is None:
            names = ", ".join(each.name for each in formats)
            raise Problem(BAD_REQUEST, f"No format is called {wanted!r} here.", f"Send one of: {names}.")
        return named
    chosen = choose(request.headers.get("accept"), formats)
    if chosen is None:
        offered = offers(formats)
        raise Problem(
            NOT_ACCEPTABLE,
            f"Offered here: {', '.join(offered)}.",
            "Send an Accept header with one of the types offered.",
            members={"offered": offered},
            headers={"Vary": "Accept"},
        )
    return chosen


def tag_of(request: Request, *parts: str) -> str:
    """The entity tag of an answer to this request: data, program and all that the answer depends on."""
    ours = services(request)
    return entity_tag(ours.release.version, ours.edition, request.url.path, *parts)


def unchanged(request: Request, tag: str, cache: str = REVALIDATE) -> Response | None:
    """304 when the client has the representation already; the work of making it is saved. POST is never conditional."""
    if request.method == "GET" and has_current(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept", "Cache-Control": cache})
    return None


def respond(
    body: bytes,
    content_type: str,
    tag: str,
    *,
    cache: str = REVALIDATE,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A negotiated answer with its validators."""
    shared = {"Content-Type": content_type, "ETag": tag, "Vary": "Accept", "Cache-Control": cache}
    return Response(body, headers=shared | dict(headers or {}))
