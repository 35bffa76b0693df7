"""Puts an answer into words: sentences from the file of phrases, lists, days and labels in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.ask.wording.lexicon import read_data
from graph.cells import Cell
from graph.dates import write_day
from graph.lookup import Lookup
from graph.terms import kind_of

__all__ = ["Speech", "labels_of", "read_phrases"]

HINDI_MONTHS: Final = (
    "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त",
    "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
)  # fmt: skip
#: How many things a sentence names; the rest stand in the table.
NAMED: Final = 14
#: Kinds of things that have titles, which are quoted; persons, firms and places have names.
TITLED: Final = frozenset(
    {"event", "facility", "framework", "instrument", "list-series", "pillar", "programme", "project", "source"}
)
Phrases = Mapping[str, Mapping[str, str]]


#: What belongs to a name in s: the United States' production.
PLURAL: Final = re.compile(r"s's\b")


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
        said = self.phrases[phrase][self.language].format(**values)
        return PLURAL.sub("s'", said) if self.language == "en" else said

    def label(self, thing: str | Cell) -> str:
        """The name of a thing (an IRI, or a cell with one or several) in the language, else in English."""
        if isinstance(thing, str):
            return self._name(thing, self.lookup.label(thing))[0] if thing.startswith("http") else thing
        if isinstance(thing, Mapping):
            if "iri" in thing:
                return self._name(str(thing["iri"]), str(thing["label"]))[0]
            return str(thing.get("text") or thing.get("value") or "")
        if isinstance(thing, list):
            return self.listing([self.label(each) for each in thing])
        return "" if thing is None else str(thing)

    def quoted(self, thing: str | Cell) -> str:
        """The same, English titles and wordings in quotation marks where the sentence is of another language."""
        if self.language == "en":
            return self.label(thing)
        if isinstance(thing, list):
            return self.listing([self.quoted(each) for each in thing])
        iri = thing if isinstance(thing, str) else str(thing.get("iri", "")) if isinstance(thing, Mapping) else ""
        if iri.startswith("http"):
            otherwise = self.lookup.label(iri) if isinstance(thing, str) else str(thing.get("label", ""))  # type: ignore[union-attr]  # a mapping, as it has an IRI
            name, is_own = self._name(iri, otherwise)
            return name if is_own or kind_of(iri) not in TITLED else self._quote(name)
        said = self.label(thing)
        is_english = isinstance(thing, Mapping) and thing.get("language") == "en"
        return self._quote(said) if is_english else said

    def _quote(self, text: str) -> str:
        """A wording of another language as such: without its own full stop."""
        return f"「{text.rstrip('.')}」" if self.language == "ja" else f"“{text.rstrip('.')}”"

    def _name(self, iri: str, otherwise: str) -> tuple[str, bool]:
        """What a thing is called, and whether that is in the language."""
        own = self.lookup.labels.get(iri, {}).get(self.language)
        return (own, True) if own else (otherwise, False)

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

    def found(self, kind: str, what: str, count: int, told: Sequence[str], most: int = NAMED) -> str:
        """How many things of a sort are known of what is asked about, and which; of all where no thing is named."""
        one, several = self.phrases[f"noun_{kind}"][self.language].split("|")
        is_of_all = what in {said[self.language] for name, said in self.phrases.items() if name.startswith("topic_")}
        phrase = ("found_one" if count == 1 else "found_several") + ("_of_all" if is_of_all else "")
        return self.say(
            phrase, noun=one if count == 1 else several, what=what, count=count, list=self.listing(told, most)
        )

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
