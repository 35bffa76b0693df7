"""A dictionary of phrases, each a run of units, asked for all that begin at a place of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

__all__ = ["Phrases"]

T = TypeVar("T")


@dataclass(slots=True)
class Phrases(Generic[T]):
    """Phrases and what each stands for; ``reach`` is the length of the longest that begins with a key.

    >>> phrases: Phrases[str] = Phrases()
    >>> phrases.add(("rare", "earth"), "REE")
    >>> list(phrases.at(("of", "rare", "earth"), 1))
    [(2, ['REE'])]
    """

    entries: dict[tuple[str, ...], list[T]] = field(default_factory=dict)
    reach: dict[str, int] = field(default_factory=dict)

    def add(self, key: tuple[str, ...], value: T) -> None:
        """Let a phrase stand for a thing, beside what else it stands for."""
        if not key:
            return
        known = self.entries.setdefault(key, [])
        if value not in known:
            known.append(value)
        self.reach[key[0]] = max(self.reach.get(key[0], 0), len(key))

    def at(self, keys: Sequence[str], start: int) -> Iterator[tuple[int, list[T]]]:
        """Phrases that begin at a place, the longest first, each with its length and what it stands for."""
        longest = min(self.reach.get(keys[start], 0), len(keys) - start)
        for length in range(longest, 0, -1):
            found = self.entries.get(tuple(keys[start : start + length]))
            if found:
                yield length, found
