"""Puts an answer into words: sentences from the file of phrases, lists, days and labels in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.ask.lexicon import read_data
from graph.cells import Cell
from graph.dates import write_day
from graph.lookup import Lookup

__all__ = ["Speech", "labels_of", "read_phrases"]

HINDI_MONTHS: Final = (
    "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त",
    "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
)  # fmt: skip
#: How many things a sentence names; the rest stand in the table.
NAMED: Final = 14
Phrases = Mapping[str, Mapping[str, str]]


def read_phrases() -> Phrases:
    """All sentences by name and language."""
    return read_data("phrases")


def labels_of(cell: Cell) -> list[Mapping[str, Cell]]:
    """The things that a cell holds, each with its label."""
    if isinstance(cell, Mapping):
        return [cell] if "label" in cell else []
    return [each for each in cell if isinstance(each, Mapping)] if isinstance(cell, list) else []


@dataclass(frozen=True, slots=True)
class Speech:
    """One language's way to say things."""

    language: str
    phrases: Phrases
    lookup: Lookup

    def say(self, phrase: str, **values: object) -> str:
        """A sentence with its places filled."""
        return self.phrases[phrase][self.language].format(**values)

    def label(self, thing: str | Cell) -> str:
        """The name of a thing (an IRI, or a cell with one or several) in the language, else in English."""
        if isinstance(thing, str):
            return self._name(thing, self.lookup.label(thing)) if thing.startswith("http") else thing
        if isinstance(thing, Mapping):
            if "iri" in thing:
                return self._name(str(thing["iri"]), str(thing["label"]))
            return str(thing.get("text") or thing.get("value") or "")
        if isinstance(thing, list):
            return self.listing([self.label(each) for each in thing])
        return "" if thing is None else str(thing)

    def _name(self, iri: str, otherwise: str) -> str:
        return self.lookup.labels.get(iri, {}).get(self.language) or otherwise

    def listing(self, things: Sequence[str], most: int = NAMED) -> str:
        """Several things in a row, each once; those beyond ``most`` are counted."""
        once = list(dict.fromkeys(thing for thing in things if thing))
        if not once:
            return self.say("nothing")
        shown, more = once[:most], len(once) - most
        between = "、" if self.language == "ja" else ", "
        if more > 0:
            return between.join(shown) + self.say("more", count=more)
        if len(shown) == 1:
            return shown[0]
        return between.join(shown[:-1]) + self.say("and") + shown[-1]

    def day(self, cell: Cell | date) -> str:
        """A day as far as it is known; takes a cell of the type date."""
        if isinstance(cell, date):
            return self._day(cell, "day")
        if isinstance(cell, Mapping) and isinstance(cell.get("value"), str) and cell.get("precision") != "unknown":
            return self._day(date.fromisoformat(str(cell["value"])), str(cell["precision"]))
        return self.say("unknown_day")

    def _day(self, day: date, precision: str) -> str:
        if self.language == "en" or precision in ("year", "unknown"):
            return write_day(day, precision) + ("年" if self.language == "ja" and precision == "year" else "")
        if self.language == "ja":
            if precision == "quarter":
                return f"{day.year}年第{(day.month + 2) // 3}四半期"
            return f"{day.year}年{day.month}月" + (f"{day.day}日" if precision == "day" else "")
        month = HINDI_MONTHS[day.month - 1]
        return f"{day.day} {month} {day.year}" if precision == "day" else f"{month} {day.year}"
