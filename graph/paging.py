"""Pages of rows: a cursor holds the key of the row it stands behind, so a page goes on where the last one ended.

A cursor is opaque, not signed: whoever makes one up gets a page of the same answer, or is told that it fits nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from graph.cells import Row
from graph.errors import BadParameter

__all__ = ["Page", "cut", "key_of"]

CURSOR: Final = re.compile(r"[0-9a-f]{24}")
ACCEPTED: Final = "`next` or `previous` of a page of this question, asked with the same parameters of the same data"


@dataclass(frozen=True, slots=True)
class Page:
    """Rows from ``start`` (0-based) of ``total``; ``next`` and ``previous`` are cursors, ``None`` where none are.

    ``previous`` is empty where the page before is the first one, which needs no cursor.
    """

    rows: tuple[Row, ...]
    start: int
    total: int
    next: str | None
    previous: str | None


def cut(rows: Sequence[Row], limit: int, cursor: str) -> Page:
    """The rows behind the one that a cursor names, at most ``limit`` (0: all the rest).

    Raises :class:`graph.errors.BadParameter` for a cursor that is malformed or names none of the rows.

    >>> rows = [{"n": number} for number in range(5)]
    >>> second = cut(rows, 2, cut(rows, 2, "").next)
    >>> [row["n"] for row in second.rows], second.start, second.total, second.previous
    ([2, 3], 2, 5, '')
    >>> cut(rows, 2, second.next).next is None
    True
    """
    start = 0
    if cursor:
        if not CURSOR.fullmatch(cursor):
            raise BadParameter("cursor", cursor, ACCEPTED)
        start = next((number for number, row in enumerate(rows, 1) if key_of(row) == cursor), 0)
        if not start:
            raise BadParameter("cursor", cursor, ACCEPTED)
    end = min(start + limit, len(rows)) if limit else len(rows)
    before = start - limit if limit else 0
    return Page(
        tuple(rows[start:end]),
        start,
        len(rows),
        key_of(rows[end - 1]) if end < len(rows) else None,
        None if not start else key_of(rows[before - 1]) if before > 0 else "",
    )


def key_of(row: Row) -> str:
    """The key of a row: a digest of all that it binds."""
    told = "\n".join(f"{name} {row[name]}" for name in sorted(row))
    return blake2b(told.encode(), digest_size=12).hexdigest()
