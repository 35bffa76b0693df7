"""The transport of a response that may be sent before its request has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Lingering"]


@dataclass(frozen=True, slots=True)
class Lingering:
    """What a response needs of a transport; closing it stops sending, and lets the client read what was sent."""

    write: Callable[[bytes], None]
    close: Callable[[], None]
    is_closing: Callable[[], bool]
