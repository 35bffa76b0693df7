"""A representation on its way to a client: its validator, its coding, and 304 for a client that has it.

Entity tags are strong: a digest of the very bytes, with the version of the data before it and the coding behind it.
Where two evaluations of one query order rows differently, their tags differ too.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final

from fastapi import Request, Response
from fastapi.concurrency import iterate_in_threadpool
from fastapi.responses import StreamingResponse

from api.codings import CODINGS, IDENTITY, choose_coding, encode, encode_parts, is_compressible
from api.negotiation import read_list
from api.spool import Answer

__all__ = [
    "NO_STORE",
    "REVALIDATE",
    "RawHeaders",
    "Representation",
    "has_current",
    "raw_headers",
    "send",
    "send_spooled",
    "strong_tag",
]

#: A cache may keep the answer, and asks each time whether it still holds: data changes with a restart, never between.
REVALIDATE: Final = "public, no-cache"
NO_STORE: Final = "no-store"
VARY: Final = "Accept, Accept-Encoding"
RawHeaders = list[tuple[bytes, bytes]]
TAG: Final = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
#: A longer body is packed in a thread, not in the one that serves everybody.
PACKED_AT_ONCE: Final = 1 << 16


class Representation:
    """The bytes of one representation, what it is, and headers of its own; codings are kept once they were made."""

    __slots__ = ("_coded", "body", "content_type", "headers", "tag", "vary")

    def __init__(
        self, body: bytes, content_type: str, version: str, headers: Mapping[str, str] | None = None, vary: str = ""
    ) -> None:
        """A representation of data of a version; ``vary`` names request headers beside the two that always count."""
        self.body = body
        self.content_type = content_type
        self.headers = dict(headers or {})
        self.tag = strong_tag(version, content_type, hashlib.sha256(body).hexdigest())
        self.vary = f"{VARY}, {vary}" if vary else VARY
        self._coded: dict[str, tuple[bytes, RawHeaders]] = {}

    def coding_for(self, accept_encoding: str) -> str:
        """The coding that a client gets."""
        if not accept_encoding or not is_compressible(self.content_type, len(self.body)):
            return IDENTITY
        return choose_coding(accept_encoding)

    def coded(self, coding: str) -> tuple[bytes, RawHeaders]:
        """The body in a coding, with the headers that go with it."""
        found = self._coded.get(coding)
        if found is None:
            body = encode(self.body, coding)
            headers = [
                (b"content-type", self.content_type.encode("latin-1")),
                (b"content-length", b"%d" % len(body)),
                *_in_coding(self.tag, coding, self.vary),
            ]
            if self.headers:
                headers = list({**dict(headers), **dict(raw_headers(self.headers))}.items())
            found = self._coded[coding] = body, headers
        return found

    def is_ready(self, coding: str) -> bool:
        """Whether the body in this coding is at hand, or made in no time."""
        return coding == IDENTITY or coding in self._coded or len(self.body) < PACKED_AT_ONCE


def strong_tag(version: str, content_type: str, digest: str) -> str:
    """The opaque part of an entity tag, without quotes and coding; ``digest`` is that of the bytes.

    The same bytes under two media types are two representations.

    >>> strong_tag("4e7490c78e0e", "text/csv", "ab" * 32)
    '4e7490c78e0e-b86347a94fec8ba4d34108c04393d14f'
    """
    return f"{version}-{hashlib.sha256(f'{content_type} {digest}'.encode()).hexdigest()[:32]}"


def _validators(tag: str, vary: str, control: str = REVALIDATE) -> RawHeaders:
    return [
        (b"etag", f'"{tag}"'.encode("latin-1")),
        (b"vary", vary.encode("latin-1")),
        (b"cache-control", control.encode("latin-1")),
    ]


def _in_coding(tag: str, coding: str, vary: str) -> RawHeaders:
    if coding == IDENTITY:
        return _validators(tag, vary)
    return [*_validators(f"{tag}-{coding}", vary), (b"content-encoding", coding.encode("latin-1"))]


def raw_headers(headers: Mapping[str, str]) -> RawHeaders:
    """Headers as they are sent.

    >>> raw_headers({"ETag": '"a"'})
    [(b'etag', b'"a"')]
    """
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def has_current(if_none_match: str | None, tag: str) -> str | None:
    """The entity tag in If-None-Match that names this representation, in whatever coding; ``None`` when none does.

    Compared weakly, as RFC 9110 (8.8.3.2) says for this header. ``*`` names nothing here: it asks whether there is any
    representation, which only making one can tell.

    >>> has_current('"a", W/"b-gzip"', "b"), has_current('"bc"', "b"), has_current("*", "b")
    ('b-gzip', None, None)
    """
    if not if_none_match:
        return None
    named = {tag, *(f"{tag}-{coding}" for coding in CODINGS)}
    return next((found for found in TAG.findall(if_none_match) if found in named), None)


class Ready(Response):
    """A response of which everything is at hand, headers as they are sent included."""

    def __init__(self, status_code: int, body: bytes, headers: RawHeaders) -> None:
        # The base would work out headers that are known already, at a tenth of the cost of a small answer.
        self.status_code = status_code
        self.body = body
        self.background = None
        self.raw_headers = [*headers]


async def send(request: Request, made: Representation, further: RawHeaders | None = None) -> Response:
    """The representation in the coding that the client likes, or 304 when it has it; POST is never conditional.

    ``further`` headers go with either.
    """
    headers = request.headers
    further = further or []
    if request.method in ("GET", "HEAD"):
        current = has_current(read_list(headers, "if-none-match"), made.tag)
        if current is not None:
            control = made.headers.get("Cache-Control", REVALIDATE)
            return Ready(304, b"", [*_validators(current, made.vary, control), *further])
    coding = made.coding_for(read_list(headers, "accept-encoding") or "")
    body, raw = made.coded(coding) if made.is_ready(coding) else await asyncio.to_thread(made.coded, coding)
    return Ready(200, body, [*raw, *further] if further else raw)


def send_spooled(request: Request, answer: Answer, content_type: str, version: str, further: RawHeaders) -> Response:
    """A long answer that lies in a file, part by part; it was whole before its first byte leaves."""
    tag = strong_tag(version, content_type, answer.digest)
    coding = choose_coding(read_list(request.headers, "accept-encoding") or "")
    if request.method in ("GET", "HEAD"):
        current = has_current(read_list(request.headers, "if-none-match"), tag)
        if current is not None:
            answer.close()
            return Ready(304, b"", [*_validators(current, VARY), *further])
    response = StreamingResponse(iterate_in_threadpool(_parts(answer, coding)))
    response.raw_headers = [(b"content-type", content_type.encode("latin-1")), *_in_coding(tag, coding, VARY), *further]
    if coding == IDENTITY:
        response.raw_headers.append((b"content-length", b"%d" % answer.size))
    return response


def _parts(answer: Answer, coding: str) -> Iterator[bytes]:
    try:
        yield from encode_parts(answer.parts(), coding)
    finally:
        answer.close()
