"""Codings: chosen as RFC 9110 says, the same bytes each time, whole when made part by part."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable

import pytest

from api.codings import CODINGS, IDENTITY, choose_coding, encode, encode_parts, is_compressible

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

UNPACK: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "zstd": zstd.decompress, IDENTITY: bytes}


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        ("", IDENTITY),
        ("identity", IDENTITY),
        ("br", IDENTITY),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, zstd", "zstd"),
        ("zstd;q=0.4, gzip;q=0.5", "gzip"),
        ("gzip;q=0", IDENTITY),
        ("gzip;q=0, *", "zstd"),
        ("zstd;q=0, *", "gzip"),
        ("*;q=0", IDENTITY),
        ("identity;q=0, *;q=0", IDENTITY),
        ("identity;q=1, gzip;q=0.2", IDENTITY),
        ("identity;q=0.1, gzip;q=0.2", "gzip"),
        ("gzip;q=nonsense, zstd;", IDENTITY),
        (", ,gzip", "gzip"),
    ],
)
def test_choice(accept_encoding: str, coding: str) -> None:
    assert choose_coding(accept_encoding) == coding


@pytest.mark.parametrize("coding", [*CODINGS, IDENTITY])
def test_a_body_comes_back(coding: str) -> None:
    body = "鉱物 खनिज minerals ".encode() * 5000
    assert UNPACK[coding](encode(body, coding)) == body
    assert encode(body, coding) == encode(body, coding)
    parts = [body[start : start + 7000] for start in range(0, len(body), 7000)]
    packed = b"".join(encode_parts(iter(parts), coding))
    assert UNPACK[coding](packed) == body
    if coding != IDENTITY:
        assert len(packed) < len(body) / 10


@pytest.mark.parametrize(
    ("content_type", "is_worth_it"),
    [
        ("text/html; charset=utf-8", True),
        ("application/sparql-results+json", True),
        ("image/svg+xml", True),
        ("image/png", False),
        ("application/zstd", False),
        ("application/gzip", False),
    ],
)
def test_what_is_packed_already_is_left(content_type: str, is_worth_it: bool) -> None:
    assert is_compressible(content_type, 10_000) is is_worth_it
    assert not is_compressible(content_type, 10)
