"""Content codings: which one a client gets (RFC 9110, 12.5.3), and bytes put into it."""

from __future__ import annotations

import gzip
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["CODINGS", "IDENTITY", "choose_coding", "encode", "encode_parts", "is_compressible"]

IDENTITY: Final = "identity"
#: Codings on offer, the preferred one first: zstd at level 3 is smaller than gzip at 6 and costs a fifth of it.
CODINGS: Final = ("zstd", "gzip")
ZSTD_LEVEL: Final = 3
GZIP_LEVEL: Final = 6
#: Window bits with which zlib writes the header and the checksum of gzip.
GZIP_BITS: Final = 16 + zlib.MAX_WBITS
#: A shorter body is sent as it is: a coding would save less than its header costs.
LEAST_BYTES: Final = 512
PACKED: Final = re.compile(r"(image/(?!svg)|application/(gzip|zstd|zip|octet-stream)|font/)")
ELEMENT: Final = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:;\s*[qQ]\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?")


@lru_cache(maxsize=512)
def choose_coding(accept_encoding: str) -> str:
    """The coding of the highest quality that is offered; without a header, or where none fits, none is applied.

    Ties go to the order of the offer. A client that refuses everything, ``identity`` too, gets the bytes as they are,
    since a 406 would help it less. Malformed elements are passed over.

    >>> choose_coding("gzip, deflate, br, zstd"), choose_coding("gzip;q=1, zstd;q=0.5"), choose_coding("*;q=0")
    ('zstd', 'gzip', 'identity')
    >>> choose_coding(""), choose_coding("br"), choose_coding("identity, gzip;q=0.5"), choose_coding("*")
    ('identity', 'identity', 'identity', 'zstd')
    """
    qualities: dict[str, float] = {}
    for element in accept_encoding.split(","):
        parsed = ELEMENT.fullmatch(element)
        if parsed:
            name = parsed[1].lower()
            qualities.setdefault("gzip" if name == "x-gzip" else name, min(float(parsed[2] or 1), 1.0))
    rest = qualities.get("*")
    # A coding that the client names with some quality is worth more than none, which is accepted unless refused.
    offered = [(qualities.get(coding, rest or 0.0), coding) for coding in CODINGS]
    quality, best = max(offered, key=lambda pair: pair[0])
    return best if quality > 0 and quality >= qualities.get(IDENTITY, 0.0) else IDENTITY


def is_compressible(content_type: str, size: int) -> bool:
    """Whether a coding would save anything.

    >>> is_compressible("text/turtle", 5000), is_compressible("application/gzip", 5000), is_compressible("text/csv", 90)
    (True, False, False)
    """
    return size >= LEAST_BYTES and PACKED.match(content_type) is None


def encode(body: bytes, coding: str) -> bytes:
    """The whole body in a coding; the same bytes each time, so that a strong entity tag may name them.

    >>> gzip.decompress(encode(b"a" * 600, "gzip")) == b"a" * 600
    True
    """
    if coding == "zstd":
        return zstd.compress(body, ZSTD_LEVEL)
    if coding == "gzip":
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    return body


def encode_parts(parts: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """A long body in a coding, part by part; each part in and out is as large as memory may hold.

    >>> gzip.decompress(b"".join(encode_parts(iter([b"a", b"b"]), "gzip")))
    b'ab'
    """
    if coding == IDENTITY:
        yield from parts
        return
    compress: Callable[[bytes], bytes]
    finish: Callable[[], bytes]
    if coding == "zstd":
        engine = zstd.ZstdCompressor(level=ZSTD_LEVEL)
        compress, finish = engine.compress, engine.flush
    else:
        packer = zlib.compressobj(GZIP_LEVEL, wbits=GZIP_BITS)
        compress, finish = packer.compress, packer.flush
    for part in parts:
        if packed := compress(part):
            yield packed
    yield finish()
