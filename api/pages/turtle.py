"""Turtle that people can read: with the project's prefixes, subject by subject."""

from __future__ import annotations

from pathlib import Path

from graph.store import parse_text, serialise

__all__ = ["with_prefixes"]

#: Larger documents go out as the engine wrote them: nobody reads them by eye, and the server has better things to do.
READABLE_BYTES = 1 << 20


def with_prefixes(turtle: bytes) -> bytes:
    """The same triples, sorted, with prefixes declared that they use.

    >>> turtle = b'<urn:b> <urn:p> 1 . <urn:a> <urn:p> <http://www.w3.org/2002/07/owl#Class> .'
    >>> with_prefixes(turtle).decode().splitlines()[-2:]
    ['<urn:a> <urn:p> owl:Class .', '<urn:b> <urn:p> 1 .']
    """
    if len(turtle) > READABLE_BYTES:
        return turtle
    quads = parse_text(turtle, Path("document.ttl"))
    return serialise(sorted(quads, key=str), "text/turtle")
