"""What every handler is given: the services of one application, and the shapes that requests and answers take.

``create_app`` puts one :class:`Services` on the application's state; nothing here is global, so two applications in one
process do not meet.
"""

from __future__ import annotations

import asyncio
import json
import re
from binascii import a2b_qp
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final, Self
from urllib.parse import parse_qsl, unquote_to_bytes

from fastapi import Request, Response

from api.cache import Cache
from api.counts import Counts
from api.issues import issue_link
from api.limits import Limits
from api.line import NOBODY, Client
from api.negotiation import HTML, Choice, Format, choose, choose_language, find_format, offers, read_list
from api.pool import Pool
from api.problems import BAD_REQUEST, NOT_ACCEPTABLE, Problem
from api.readers import Zygote
from api.representations import Representation, raw_headers, send
from api.room import Room
from api.settings import Settings
from api.spool import Answer
from api.validators import Validators
from graph import namespaces
from graph.catalog import Manifest, read_manifest, version_of
from graph.errors import NoBuild
from graph.questions import LANGUAGES, Catalogue, load
from graph.wire import Request as Asked

__all__ = [
    "AS_OF",
    "DATA_VERSION",
    "EMPTY_MEANS",
    "HIDDEN_FACTS",
    "IMMUTABLE",
    "TOTAL_ROWS",
    "ClientLeft",
    "Made",
    "Release",
    "Services",
    "client_of",
    "has_named_language",
    "json_bytes",
    "negotiate",
    "page_language",
    "query_pairs",
    "read_form",
    "reply",
    "run",
    "services",
    "with_report",
]

#: Headers of our own. The last four stand beside answers, since some formats have room for rows only.
DATA_VERSION: Final = "MinPact-Data-Version"
AS_OF: Final = "MinPact-As-Of"
HIDDEN_FACTS: Final = "MinPact-Hidden-Facts"
TOTAL_ROWS: Final = "MinPact-Total-Rows"
EMPTY_MEANS: Final = "MinPact-Empty-Means"
#: Longer addresses do not fit into the address of another, which an issue form is filled in by; in characters.
LONGEST_PATH: Final = 2000
#: What a task is told when it is cancelled because its client left.
LEFT: Final = "the client left"
#: A percent sign that stands for itself.
BROKEN_ESCAPE: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
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
            return cls(version_of(path), "", path.resolve())
        except OSError as error:
            raise NoBuild(str(path)) from error

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings say is to be served."""
        return cls.of_build(settings.folder) if settings.data is None else cls.of_file(settings.data)


@dataclass(frozen=True, slots=True)
class Services:
    """All that handlers need, made once when the application is; ``program`` is the program's version."""

    settings: Settings
    limits: Limits
    release: Release
    program: str
    questions: Catalogue
    pool: Pool
    cache: Cache
    validators: Validators
    counts: Counts
    room: Room

    @classmethod
    def of(cls, settings: Settings, spawned: Zygote | None = None) -> Self:
        """What serves what the settings say; nothing runs yet. ``spawned`` is a process that holds the graph already.

        Raises :class:`graph.errors.NoBuild` when there is nothing to serve and :class:`graph.errors.InvalidInput` when
        the catalogue of questions cannot be read.
        """
        release = Release.of(settings)
        limits = Limits(**settings.limits)
        return cls(
            settings=settings,
            limits=limits,
            release=release,
            program=version("minpact"),
            questions=load(),
            pool=Pool(limits, release.quads_file, spawned),
            cache=Cache(settings.cache_bytes),
            validators=Validators(limits, release.quads_file),
            counts=Counts(),
            room=Room(limits.spool_bytes),
        )

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

    def report(self, what: str, path: str) -> str | None:
        """Where to report an error in what is read at a path, filled in; ``None`` where no place is set."""
        if not self.settings.issues_url:
            return None
        return issue_link(self.settings.issues_url, f"Error in: {what[:120]}", self.report_text(path))

    def report_text(self, path: str) -> str:
        """What a report on a path begins with: where it was read, and in which data.

        A server that does not know its public address names the permanent one. Of an address that is too long for a
        form to be filled in with it only the path is named.
        """
        known = f" (known up to {self.release.cut_off})" if self.release.cut_off else ""
        path = path if len(path) <= LONGEST_PATH else path.partition("?")[0]
        address = (self.settings.base_url or namespaces.BASE.rstrip("/")) + path
        return (
            f"Address: {address}\nData version: {self.release.version}{known}\n\n"
            "What is wrong, and which source says otherwise:\n"
        )

    def report_header(self, what: str, path: str) -> dict[str, str]:
        """The same as a Link header, for what has no room for it; empty where no place is set."""
        found = self.report(what, path)
        return {"Link": f'<{found}>; rel="help"; title="Report an error"'} if found else {}


def services(request: Request) -> Services:
    """The services of the application that the request came to."""
    found: Services = request.app.state.services
    return found


class ClientLeft(Exception):
    """Nobody waits for the answer any more."""


def client_of(request: Request) -> Client:
    """Who asks, as far as a fair turn needs to know."""
    peer = request.scope.get("client")
    return Client(str(peer[0]), int(peer[1])) if peer else NOBODY


async def run(
    request: Request,
    asked: Asked,
    *,
    deadline: float | None = None,
    received: float | None = None,
    pool: Pool | Validators | None = None,
) -> Answer:
    """Have a reader answer, unless the client leaves first: then the work is stopped and :class:`ClientLeft` raised.

    Small queries are done before it is worth looking whether the client is still there. ``pool`` is that of the
    readers unless another is given.
    """
    ours = services(request)
    task = asyncio.current_task()
    assert task is not None
    watch: list[asyncio.Task[None]] = []

    def look() -> None:
        watch.append(asyncio.create_task(_departure(request)))
        watch[0].add_done_callback(lambda left: None if left.cancelled() else task.cancel(LEFT))

    looking = asyncio.get_running_loop().call_later(ours.limits.fast_seconds, look)
    try:
        return await (pool or ours.pool).run(asked, deadline=deadline, received=received, client=client_of(request))
    except asyncio.CancelledError as cancelled:
        if cancelled.args != (LEFT,) or task.uncancel():
            raise
        raise ClientLeft from None
    finally:
        looking.cancel()
        for each in watch:
            each.cancel()


async def _departure(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def query_pairs(request: Request) -> list[tuple[str, str]]:
    """The parameters of the query string in their order, repeated ones and empty ones kept; 400 when not UTF-8."""
    return read_form(request.scope["query_string"], "query string")


def read_form(text: bytes, what: str) -> list[tuple[str, str]]:
    """Read ``application/x-www-form-urlencoded``, once, as UTF-8 and nothing else.

    As ``parse_qsl`` does, in a fifth of the time, which for a query is longer than it takes to answer many a one.
    """
    pairs = (part.partition(b"=") for part in text.replace(b"+", b" ").split(b"&") if part)
    decode = unquote_to_bytes if BROKEN_ESCAPE.search(text) else _decode_escapes
    try:
        return [(decode(name).decode(), decode(value).decode()) for name, _, value in pairs]
    except ValueError as error:
        raise Problem(BAD_REQUEST, f"The {what} is not UTF-8.", "Percent-encode the bytes of UTF-8.") from error


def _decode_escapes(text: bytes) -> bytes:
    """Decode percent-encoding without broken escapes, by the decoder of quoted-printable, which is compiled."""
    return a2b_qp(text.replace(b"=", b"=3D").replace(b"%", b"="))


def json_bytes(document: object) -> bytes:
    """A document as JSON in UTF-8, indented, since people read it too."""
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def with_report(document: bytes, report: str | None) -> bytes:
    """A JSON object with the member ``report`` at its end, where there is a place to report errors.

    >>> with_report(b'{"rows": []}', "https://example.org/new")
    b'{"rows": [], "report": "https://example.org/new"}'
    """
    return document if report is None else document.rstrip()[:-1] + b', "report": ' + json.dumps(report).encode() + b"}"


def negotiate(request: Request, formats: tuple[Format, ...], wanted: str | None = None) -> Choice:
    """The format that ``wanted`` (the parameter ``format``) names, else the one that Accept chooses.

    A blank one names none: forms send it so.
    """
    if wanted is not None and wanted.strip():
        named = find_format(wanted, formats)
        if named is None:
            names = ", ".join(each.name for each in formats)
            raise Problem(BAD_REQUEST, f"No format is called {wanted!r} here.", f"Send one of: {names}.")
        return named
    chosen = choose(read_list(request.headers, "accept"), formats)
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


def page_language(request: Request) -> str:
    """The language of a page: the one that the parameter ``lang`` names, else the one that Accept-Language likes best.

    A page is for people: what is no language of ours counts as left out.
    """
    return _named_language(request) or choose_language(read_list(request.headers, "accept-language"), LANGUAGES)


def has_named_language(request: Request) -> bool:
    """Whether the address names the language, so that links to further pages have to name it too."""
    return bool(_named_language(request))


def _named_language(request: Request) -> str:
    named = dict(parse_qsl(request.scope["query_string"].decode("latin-1"))).get("lang", "")
    return named if named in LANGUAGES else ""


@dataclass(frozen=True, slots=True)
class Made:
    """A body with headers that belong to it."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


async def reply(
    request: Request,
    choice: Choice,
    make: Callable[[], Awaitable[bytes | Made]],
    *parts: str,
    headers: Mapping[str, str] | None = None,
    vary: str = "",
) -> Response:
    """Answer a GET with one representation: the one made before, if it is still at hand, else the one made now.

    ``parts`` is all that the body depends on beside the path and the media type, ``headers`` are of this response and
    ``vary`` names request headers that chose it beside Accept and Accept-Encoding. What ``make`` raises is not kept.

    A page depends on its language too, and on the whole query string, which its links to other languages hold.
    """
    ours = services(request)
    if choice.format == HTML:
        vary = "Accept-Language"
        parts = (*parts, page_language(request), request.scope["query_string"].decode("latin-1"))
    key = (request.scope["path"], choice.media_type, *parts)
    kept = ours.cache.get(key)
    if kept is None:
        made = await make()
        body, own = (made.body, made.headers) if isinstance(made, Made) else (made, {})
        kept = Representation(body, choice.content_type, ours.release.version, own, vary)
        ours.cache.put(key, kept)
    return await send(request, kept, raw_headers(headers or {}))
