"""What a plan works with: it asks the catalogue, keeps what was asked, and gathers rows and words to one outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from graph.answers import Answer, answer
from graph.ask.naming.names import lowered_names
from graph.ask.reading.slots import Slots
from graph.ask.reading.utterance import Utterance
from graph.ask.shelf import Shelf
from graph.ask.wording.periods import find_ordinal
from graph.ask.wording.polarity import INTERROGATIVES
from graph.ask.wording.say import Speech, labels_of
from graph.ask.wording.spelling import key_of
from graph.cells import Cell
from graph.terms import kind_of
from graph.wire import AskRequest
from graph.world import World

__all__ = ["Desk", "Outcome", "Plan", "Row", "holds", "span_of", "token_of", "tokens_of", "wording_of"]

Row = Mapping[str, Cell]
#: Cues that ask for something else than yes or no.
ASKING: Final = ("join", "leave", "since", "describe", "source", "author", "all", "only", "became", "happened")
#: Kinds of things that are called by the first word of their names, and how many things may share it.
LED: Final = frozenset({"actor", "deposit", "facility", "project"})
RARE: Final = 8
#: How many letters two words share at their beginning that are forms of one.
ALIKE: Final = 6
#: Columns that say what a row is about, the most telling first.
TITLED: Final = ("undertaking", "programme", "description", "text", "meeting", "measure", "framework", "source")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan found: a sentence, rows, yes or no; ``is_answered`` is false where the premise does not hold.

    ``count`` is how many things the sentence counts, where it counts any; ``beside`` are the rows of what it tells
    further, which is no part of what was asked for.
    """

    text: str
    rows: Sequence[Row] = ()
    boolean: bool | None = None
    is_answered: bool = True
    count: int | None = None
    beside: Sequence[Row] = ()


@dataclass(slots=True)
class Desk:
    """One question at work.

    ``is_dated`` says that the period of the question is the day that the answer is about, so that it picks no rows;
    ``left_out`` are things that no row is to be about, with the columns that say what it is about.
    """

    world: World
    utterance: Utterance
    slots: Slots
    speech: Speech
    on: date
    is_dated: bool = False
    asked: list[Answer] = field(default_factory=list)
    known: dict[tuple[object, ...], Answer] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)
    vague: list[Row] = field(default_factory=list)
    left_out: tuple[Sequence[str], Set[str]] = ((), frozenset())

    def vaguely(self, told: Sequence[Row]) -> str:
        """A sentence on what only may lie in the period that is named, beside what is told; nothing where all is."""
        aside = [row for row in self.vague if row not in told]
        names = [
            next((name for column in TITLED if column in row and (name := self.label(row[column]))), "")
            for row in aside
        ]
        known = list(dict.fromkeys(name for name in names if name))
        return self.say("vaguely", list=self.speech.listing(known, 6)) if known else ""

    def ask(self, question: str, **parameters: str | None) -> tuple[Row, ...]:
        """The rows of a question of the catalogue; it is asked of the day in question where it takes one."""
        given = {name: value for name, value in parameters.items() if value is not None}
        if self.world.catalogue[question].has_as_of:
            given.setdefault("as_of", self.on.isoformat())
        key = (question, *sorted(given.items()))
        if key not in self.known:
            found = self.shelf.find(key)
            if found is None:
                found = answer(self.world, AskRequest(question, given))
                self.shelf.keep(key, found)
            self.known[key] = found
            self.asked.append(self.known[key])
        columns, things = self.left_out
        rows = self.known[key].rows
        if not things:
            return rows
        return tuple(row for row in rows if not any(tokens_of(row[each]) & things for each in columns if each in row))

    def say(self, phrase: str, **values: object) -> str:
        """A sentence in the language of the question."""
        return self.speech.say(phrase, **values)

    def label(self, thing: str | Cell) -> str:
        """The name of a thing in the language of the question."""
        return self.speech.quoted(thing)

    def names(self, rows: Iterable[Row], column: str) -> list[str]:
        """The labels in one column, each once."""
        return list(dict.fromkeys(self.label(each) for row in rows for each in labels_of(row[column])))

    def today(self) -> str:
        """The day that the answer is about, in words."""
        return self.speech.day(self.on)

    def day(self, cell: Cell | date) -> str:
        """A day in words; said to be unknown where none is known."""
        return self.speech.day(cell)

    def dated(self, thing: str | Cell, day: Cell) -> str:
        """The name of a thing with its day behind, where one is known."""
        is_known = isinstance(day, Mapping) and day.get("value")
        return f"{self.label(thing)} ({self.day(day)})" if is_known else self.label(thing)

    def on_day(self, cell: Cell | date) -> str:
        """A day with the word that "happened" wants before or behind it: on 4 May 2026, in 2017, 2017年に."""
        day = self.speech.day(cell)
        precision = cell.get("precision") if isinstance(cell, Mapping) else "day"
        if self.speech.language == "en":
            return (
                f"on {day}"
                if precision == "day"
                else f"in {day}"
                if precision in ("month", "year", "quarter")
                else f"on {day}"
            )
        if self.speech.language == "hi":
            return f"{day} को" if precision == "day" else f"{day} में"
        return f"{day}に"

    def clipped(self) -> Desk:
        """The question as one of yes or no, where it is put in so few words that nothing else can be asked."""
        if self.utterance.is_polar or not INTERROGATIVES.isdisjoint(self.utterance.cues) or self.has(*ASKING):
            return self
        return replace(self, utterance=replace(self.utterance, is_polar=True))

    def has(self, *cues: str) -> bool:
        """Whether the question has one of these cues."""
        return self.utterance.has(*cues)

    def is_open(self, cell: Cell | None) -> bool:
        """Whether it is not known if something had begun on the earlier day that is asked about."""
        span, cut_off = span_of(cell), self.world.cut_off
        is_earlier = self.is_dated and cut_off is not None and self.on < cut_off
        return is_earlier and span is not None and span[0] <= self.on < span[1]

    def concept(self, scheme: str) -> set[str]:
        """The tokens of a scheme that the question has words for."""
        return {name.split("/", 1)[1] for name in self.utterance.concepts if name.startswith(f"{scheme}/")}

    def within(self, rows: Iterable[Row], column: str) -> list[Row]:
        """The rows whose day lies in the period that the question names; all without a period.

        Those that only may lie in it, since their day is known less exactly, are kept aside in ``vague``.
        """
        if not self.utterance.periods or self.is_dated:
            return list(rows)
        sure, vague = self.parted(rows, column)
        self.vague += vague
        return sure

    def parted(self, rows: Iterable[Row], column: str) -> tuple[list[Row], list[Row]]:
        """The rows whose day surely lies in the period that is named, and those whose day is known less exactly.

        What is known to the year only may have been in any of its months: it is told apart and not counted.
        """
        every = list(rows)
        if not self.utterance.periods or self.is_dated:
            return every, []
        opening, closing = self.utterance.periods[0].window()
        first, last = opening or date.min, closing or date.max
        spans = [(row, span_of(row.get(column))) for row in every]
        sure = [row for row, span in spans if span and first <= span[0] and span[1] <= last]
        return sure, [row for row, span in spans if span and span[0] <= last and first <= span[1] and row not in sure]

    def below(self, material: str) -> list[str]:
        """What is a part of a material, is made from it or is a sort of it: natural graphite of graphite."""
        lookup = self.world.lookup
        parts = {iri for iri, above in lookup.above.items() if material in above}
        ending = " " + lookup.label(material).lower()
        sorts = {
            iri for iri in lookup.labels if kind_of(iri) == "material" and lookup.label(iri).lower().endswith(ending)
        }
        return sorted(parts | sorts)

    def kin(self, material: str | None) -> list[str | None]:
        """A material, or the goods of its sort where it is a sort of goods: permanent magnets are of several makes."""
        classes = self.world.lookup.classes
        if material is None or "ManufacturedGood" not in classes.get(material, frozenset()):
            return [material]
        head = key_of(self.world.lookup.label(material))[-1]
        found = [
            iri
            for iri, names in classes.items()
            if "ManufacturedGood" in names and key_of(self.world.lookup.label(iri))[-1] == head
        ]
        is_whole = min(found, key=lambda iri: (len(self.world.lookup.label(iri)), iri)) == material
        return [*sorted(found)] if is_whole else [material]

    def lead(self, iri: str) -> str:
        """The first word of what a thing is called in English."""
        return next(iter(key_of(self.world.lookup.label(iri))), "")

    def is_called(self, row: Row, things: Iterable[str]) -> bool:
        """Whether a row names an undertaking or firm by the first word of its name, which few other things share."""
        held = {self.lead(iri) for iri in things if kind_of(iri) in LED} & _words_in(row) - {""}
        names = self.world.once(lowered_names) if held else ()
        return any(sum(lead in name for name in names) <= RARE for lead in held)

    def numbered(self, rows: Iterable[Row], column: str) -> list[Row]:
        """The rows of the thing that the question counts out, if it does; every word for its sort must be in its name.

        The second offshore auction is no second auction on land.
        """
        number = self.utterance.ordinal
        if number is None:
            return list(rows)
        words = {key for word in self.utterance.unknown for key in key_of(word)}
        words |= {unit.key for unit in self.utterance.units if (unit.start, "money") in self.utterance.cue_places}
        found = []
        for row in rows:
            label = self.world.lookup.label(min(tokens_of(row[column]), default=""))
            units = set(key_of(label))
            if words <= units and (str(number) in units or find_ordinal(label) == number):
                found.append(row)
        return found

    def narrow(self, rows: Iterable[Row], *, with_content: bool = False) -> list[Row]:
        """The rows that tell of what else the question says: its words that are no names, cues or fillers, its sums.

        Rows are kept that hold all of these words; where none does, all are, those that hold the most first. A question
        of yes or no is about what it says: half of the words are enough for it, and no row may be left.
        """
        found = list(rows)
        words = set(self.utterance.residue)
        if with_content:
            known = set().union(*(_words_in(row) for row in found))
            words = (words if self.utterance.is_polar else words & known) | (set(self.utterance.content) & known)
        if not words:
            return found
        shares = [_share(words, _words_in(row)) for row in found]
        best = max(shares, default=0)
        if best == len(words) or (self.utterance.is_polar and 2 * best >= len(words)):
            return [row for row, share in zip(found, shares, strict=True) if share == best]
        if self.utterance.is_polar:
            return []
        return [row for _, row in sorted(zip(shares, found, strict=True), key=lambda pair: -pair[0])]

    def about(self, topic: str, *slots: str) -> str:
        """What an answer is about: the things in these slots, else a topic."""
        found = self.slots.all(*slots)
        return self.speech.listing([self.label(iri) for iri in found]) if found else self.say(topic)

    def parties(self) -> list[str]:
        """The actors that are named, without a country that is named only as the one to which another belongs."""
        actors = self.slots.actors
        if len(actors) < 3:
            return actors
        wholes = {
            country
            for country in self.slots.all("country")
            if any(
                row["tie"] == "unit" and tokens_of(row["body"]) & set(actors)
                for row in self.ask("bodies-of", parent=country)
            )
        }
        return [actor for actor in actors if actor not in wholes]

    def leads(self, iri: str) -> bool:
        """Whether a thing is named before all others."""
        first = min(
            (filling for fillings in self.slots.by_slot.values() for filling in fillings),
            key=lambda filling: filling.mention.start,
            default=None,
        )
        return first is not None and first.iri == iri

    def tells_of(self, row: Row, things: Iterable[str], *, by_head: bool = False) -> bool:
        """Whether a row holds one of these things, or most words of its name, or only the last of them, the head."""
        held = {iri for cell in row.values() for iri in tokens_of(cell)}
        words = _words_in(row)
        for iri in things:
            units = key_of(self.world.lookup.label(iri))
            name = set(units[-1:] if by_head else units)
            if iri in held or name <= words or len(name & words) > max(1, 0.6 * len(name)):
                return True
        return False

    def tell(self, rows: Sequence[Row], what: str, told: Sequence[str], most: int = 6, kind: str = "fact") -> Outcome:
        """What was found, counted; yes to a question of yes or no; what it means where nothing was found."""
        if not rows:
            return self.none(what)
        count = len(dict.fromkeys(told))
        text = self.speech.found(kind, what, count, told, most)
        return Outcome(text, rows, boolean=True if self.utterance.is_polar else None, count=count)

    def none(self, what: str) -> Outcome:
        """That nothing is known, which is no proof that there is nothing."""
        return Outcome(self.say("none", what=what, sources=self.say("none_sources", day=self.today())))


Plan = Callable[[Desk], Outcome]


def span_of(cell: Cell | None) -> tuple[date, date] | None:
    """The first and the last day that a day may be: a year is known by its first, as a deadline by its last."""
    if isinstance(cell, Mapping) and "from" in cell:
        cell = cell["from"]
    value = cell.get("value") if isinstance(cell, Mapping) else None
    if not isinstance(cell, Mapping) or not isinstance(value, str):
        return None
    day = date.fromisoformat(value)
    months = {"year": 12, "quarter": 3, "month": 1}.get(str(cell.get("precision")), 0)
    if not months:
        return day, day
    if day.day > 1:
        # A deadline is written as the last day of its month, quarter or year.
        before = day.year * 12 + day.month - months
        return date(before // 12, before % 12 + 1, 1), day
    after = day.year * 12 + day.month - 1 + months
    return day, date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _share(words: set[str], known: set[str]) -> int:
    """How many words are known, in this form or another of the same beginning: invest, investment."""
    return sum(
        word in known or (len(word) >= ALIKE and any(each.startswith(word[:ALIKE]) for each in known)) for word in words
    )


def _words_in(row: Row) -> set[str]:
    texts = [str(cell.get("text") or "") for cell in row.values() if isinstance(cell, Mapping)]
    texts += [cell for cell in row.values() if isinstance(cell, str)]
    texts += [str(each["label"]) for cell in row.values() for each in labels_of(cell)]
    return {key for text in texts for key in key_of(text.replace(",", ""))}


def holds(row: Row, on: date, column: str = "validity") -> bool:
    """Whether a state holds on a day, as far as is known."""
    validity = row.get(column)
    if not isinstance(validity, Mapping):
        return True
    for side, is_start in (("from", True), ("until", False)):
        cell = validity.get(side)
        value = cell.get("value") if isinstance(cell, Mapping) else None
        if isinstance(value, str) and (date.fromisoformat(value) > on if is_start else date.fromisoformat(value) < on):
            return False
    return True


def tokens_of(cell: Cell) -> set[str]:
    """The IRIs in a cell."""
    return {str(each["iri"]) for each in labels_of(cell)}


def token_of(cell: Cell) -> str:
    """The token of a concept, or the token that a cell is."""
    return str(cell.get("token", "")) if isinstance(cell, Mapping) else str(cell or "")


def wording_of(desk: Desk, cell: Cell) -> str:
    """The words of a source in quotation marks and brackets, for the middle of a sentence."""
    text = desk.speech.label(cell)
    return f" (“{text}”)" if text else ""
