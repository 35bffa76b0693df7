"""What one client may ask of the server before any query runs: sizes, seconds and connections on the wire."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Bounds"]

KIB = 1 << 10
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of connections and of the requests on them; past any of them a request is refused and nothing is run.

    ``url_bytes`` is the longest address: many times what common proxies pass on, and room for a long query; longer
    ones come by ``POST``, whose bodies may have ``body_bytes`` (routes have lower caps of their own). ``header_bytes``
    is the longest header section. A request's head must be there ``header_seconds`` after its first byte, its body
    ``body_seconds`` after its head, with one more second for each ``rate_bytes`` of it that came. A connection without
    a request is closed after ``keep_alive_seconds``. A client that takes less of an answer than ``rate_bytes`` a
    second over ``write_seconds`` is cut off. Bodies that are held at a time, until their requests are answered, may
    have ``bodies_bytes``, a quarter of it from one address. Of ``connections`` in all, ``connections_of_address`` may
    come from one address; trusted proxies are not counted.
    """

    url_bytes: int = 256 * KIB
    header_bytes: int = 32 * KIB
    body_bytes: int = 16 * MIB
    bodies_bytes: int = 128 * MIB
    header_seconds: float = 10.0
    body_seconds: float = 10.0
    rate_bytes: int = 1 * KIB
    keep_alive_seconds: float = 15.0
    write_seconds: float = 60.0
    connections: int = 1024
    connections_of_address: int = 256
