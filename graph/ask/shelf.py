"""Keeps the last answers of the catalogue for whoever asks the same again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from graph.answers import Answer

__all__ = ["Shelf"]

#: How many rows the answers on a shelf have together, an answer counted as one row more; a row takes some 3 kB.
KEPT: Final = 8000


@dataclass(slots=True)
class Shelf:
    """The last answers of the catalogue, kept for whoever asks the same: questions in plain words share many.

    Answers do not change as long as their world lasts, and a shelf lasts no longer.
    """

    kept: OrderedDict[tuple[object, ...], Answer] = field(default_factory=OrderedDict)
    weight: int = 0

    def find(self, key: tuple[object, ...]) -> Answer | None:
        """An answer, which is thereby the last to be let go."""
        found = self.kept.get(key)
        if found is not None:
            self.kept.move_to_end(key)
        return found

    def keep(self, key: tuple[object, ...], found: Answer) -> None:
        """Keep an answer, and let go of those that were not asked for the longest, as far as there is no room."""
        self.kept[key] = found
        self.weight += _weight(found)
        while self.weight > KEPT and len(self.kept) > 1:
            self.weight -= _weight(self.kept.popitem(last=False)[1])


def _weight(found: Answer) -> int:
    return 1 + len(found.rows)
