"""What the address of a network asks for: around what, on which day, of which kinds and relations."""

from __future__ import annotations

from collections.abc import Iterable

from graph.wire import SurroundingsRequest

__all__ = ["read_surroundings"]


def read_surroundings(pairs: Iterable[tuple[str, str]], language: str) -> SurroundingsRequest:
    """The request that the parameters make; ``kind`` and ``relation`` may be sent several times, empty ones count not.

    >>> read_surroundings([("around", "india"), ("kind", "actor"), ("kind", "")], "en")
    SurroundingsRequest(around='india', language='en', as_of='', kinds=('actor',), relations=(), reach='')
    """
    given = [(name, value.strip()) for name, value in pairs if value.strip()]
    one = dict(given)
    return SurroundingsRequest(
        one.get("around", ""),
        language,
        one.get("as_of", ""),
        tuple(value for name, value in given if name == "kind"),
        tuple(value for name, value in given if name == "relation"),
        one.get("ties", ""),
    )
