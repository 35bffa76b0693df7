"""Which parts of a file a Range header asks for (RFC 9110, 14.1.1 and 14.2)."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["MOST_RANGES", "read_ranges"]

#: A client that asks for more parts gets the whole file, since nobody needs them and each costs a seek.
MOST_RANGES: Final = 100
UNIT: Final = re.compile(r"\s*bytes\s*=", re.IGNORECASE)
RANGE: Final = re.compile(r"\s*(?:([0-9]{1,18})\s*-\s*([0-9]{0,18})|-\s*([0-9]{1,18}))\s*")


def read_ranges(header: str, size: int) -> tuple[tuple[int, int], ...] | None:
    """The first and last byte of each part of a file of ``size`` bytes; parts that lie outside it are left out.

    ``None`` where the header is to be passed over, and the whole file sent: it is of another unit, malformed, or asks
    for too many parts. None of the parts lying in the file is another matter, and an empty tuple.

    >>> read_ranges("bytes=0-9, 90-, -5, 200-", 100), read_ranges("bytes=100-", 100)
    (((0, 9), (90, 99), (95, 99)), ())
    >>> read_ranges("lines=0-9", 100), read_ranges("bytes=5-2", 100), read_ranges("bytes=x", 100)
    (None, None, None)
    """
    unit = UNIT.match(header)
    parts = header[unit.end() :].split(",") if unit else []
    if not 0 < len(parts) <= MOST_RANGES:
        return None
    found = []
    for part in parts:
        parsed = RANGE.fullmatch(part)
        if parsed is None:
            return None
        if parsed[3] is not None:
            first, last = max(0, size - int(parsed[3])), size - 1
        else:
            first, last = int(parsed[1]), int(parsed[2] or size - 1)
            if parsed[2] and last < first:
                return None
        if first < size:
            found.append((first, min(last, size - 1)))
    return tuple(found)
