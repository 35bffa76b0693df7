"""One colour and one mark for each verdict, grade, rung and flag: what pages, style and pictures all draw.

``marks.json`` beside this module is the one place. Templates draw it inline, ``/marks.css`` holds its colours, and the
scripts of the pages are bundled with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["MARKS", "Mark", "mark_of", "marks_of", "stylesheet"]

MARKS: Final = Path(__file__).with_name("marks.json")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a token is drawn with, on a square of 16 units: ``fill`` is a path to be filled, ``line`` one to be drawn.

    ``light`` and ``dark`` are its colour in the two schemes.
    """

    kind: str
    token: str
    light: str
    dark: str
    fill: str
    line: str


@cache
def marks_of(kind: str) -> tuple[Mark, ...]:
    """The marks of a kind (``verdict``, ``confidence``, ``rung``, ``flag``), in the order in which a legend has them.

    >>> [mark.token for mark in marks_of("confidence")]
    ['high', 'medium', 'low']
    """
    return tuple(mark for mark in _all() if mark.kind == kind)


@cache
def mark_of(kind: str, token: str) -> Mark:
    """The mark of a token. Raises ``KeyError`` for one that has none."""
    for mark in marks_of(kind):
        if mark.token == token:
            return mark
    raise KeyError(f"{kind} {token}")


@cache
def _all() -> tuple[Mark, ...]:
    told = json.loads(MARKS.read_text(encoding="utf-8"))
    return tuple(
        Mark(
            kind=kind,
            token=token,
            light=told["colours"][colour][0],
            dark=told["colours"][colour][1],
            fill=told["shapes"][shape].get("fill", ""),
            line=told["shapes"][shape].get("line", ""),
        )
        for kind, tokens in told["marks"].items()
        for token, (colour, shape) in tokens.items()
    )


@cache
def stylesheet() -> bytes:
    """The colours as CSS: a property on the root for each token, and a class that takes it as its colour.

    >>> stylesheet().decode().splitlines()[1]
    '  --verdict-named: light-dark(#0b5c73, #7cc7dd);'
    """
    names = [(f"{mark.kind}-{mark.token}", mark) for mark in _all()]
    properties = [f"  --{name}: light-dark({mark.light}, {mark.dark});" for name, mark in names]
    classes = [f".{name} {{ --mark: var(--{name}); }}" for name, _ in names]
    return "\n".join([":root {", *properties, "}", *classes, ""]).encode()
