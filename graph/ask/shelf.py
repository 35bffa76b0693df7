"""Keeps the last answers of the catalogue for whoever asks the same again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from graph.answers import Answer

__all__ = ["Shelf"]

#: How many answers a shelf holds; the largest is some 2 MB.
KEPT: Final = 64


@dataclass(slots=True)
class Shelf:
    """The last answers of the catalogue, kept for whoever asks the same: questions in plain words share many.

    Answers do not change as long as their world lasts, and a shelf lasts no longer.
    """

    kept: OrderedDict[tuple[object, ...], Answer] = field(default_factory=OrderedDict)

    def find(self, key: tuple[object, ...]) -> Answer | None:
        """An answer, which is thereby the last to be let go."""
        found = self.kept.get(key)
        if found is not None:
            self.kept.move_to_end(key)
        return found

    def keep(self, key: tuple[object, ...], found: Answer) -> None:
        """Keep an answer, and let go of the one that was not asked for the longest."""
        self.kept[key] = found
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)
