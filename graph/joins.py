"""Puts the joins of a query into the order that the graph's own counts call for.

The engine orders joins by the shape of their triples alone: one with a fixed object goes first, were it a quarter of
the graph. Where its order is dear and another is much cheaper, the triples are chained with ``LATERAL`` in the cheaper
order, which the engine leaves alone and which says the same: matching triples one after another is a join of them.

Only what is surely understood is touched: the outermost group of a SELECT, ASK or CONSTRUCT that is nothing but triples
with fixed predicates, filters, and after them ``OPTIONAL``, ``MINUS`` and ``BIND``. Every other query stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from graph import namespaces as ns
from graph import sparql
from graph.store import Literal, NamedNode, Store, Term

__all__ = ["Joins"]

#: Rows and look-ups, of about a microsecond each, from which on an order is worth a thought.
DEAR: Final = 2_000
#: A query that has fewer variables, however often each, joins too little to be taken apart.
FEW: Final = 6
#: How many times cheaper another order has to be, as far as averages can tell.
MUCH: Final = 2
#: What the engine takes a triple to match by which of its subject and object are known (its ``sparopt``).
SHAPES: Final = {(True, True): 1, (True, False): 10, (False, True): 1_000, (False, False): 1_000_000}
MOST: Final = (1 << 64) - 1
#: Triples of one property and one object that are counted by themselves, since averages would be far from them.
MANY: Final = 100

PROPERTIES: Final = """
SELECT ?property (COUNT(*) AS ?triples) (COUNT(DISTINCT ?subject) AS ?subjects) (COUNT(DISTINCT ?object) AS ?objects)
WHERE { ?subject ?property ?object . }
GROUP BY ?property
"""
VALUES: Final = f"""
SELECT ?property ?object (COUNT(*) AS ?triples)
WHERE {{ ?subject ?property ?object . }}
GROUP BY ?property ?object
HAVING (COUNT(*) >= {MANY})
"""
#: What may come after the triples of a group without changing what they are joined with.
TAIL: Final = frozenset({"OPTIONAL", "MINUS", "BIND"})
ENDS: Final = TAIL | {"FILTER"}


class Counts(NamedTuple):
    """How often a property is stated, of how many subjects, with how many objects."""

    triples: int
    subjects: int
    objects: int


class Pattern(NamedTuple):
    """A triple of a query: as it is spelled, the names of its variables, its property and what is fixed of it."""

    text: str
    subject: str
    predicate: str
    object: str
    #: The fixed object as N-Triples spells it, empty for a variable.
    value: str

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(name for name in (self.subject, self.object) if name)


class Unclear(Exception):
    """The query is none of those that are surely understood."""


@dataclass(frozen=True, slots=True)
class Joins:
    """What a graph holds, as far as the order of joins depends on it."""

    properties: Mapping[str, Counts]
    values: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, store: Store) -> Joins:
        """Count a store's properties, and those of their objects that are frequent; 0.3 s for 100,000 triples."""
        properties = {
            row["property"].value: Counts(*(int(_text(row[name])) for name in ("triples", "subjects", "objects")))
            for row in store.select(PROPERTIES)
            if isinstance(row["property"], NamedNode)
        }
        values = {
            (row["property"].value, str(row["object"])): int(_text(row["triples"]))
            for row in store.select(VALUES)
            if isinstance(row["property"], NamedNode)
        }
        return cls(properties, values)

    def to_json(self) -> list[Any]:
        """The counts as JSON knows them."""
        return [list(self.properties.items()), [[*key, count] for key, count in self.values.items()]]

    @classmethod
    def from_json(cls, written: list[Any]) -> Joins:
        """Read back what :meth:`to_json` gave."""
        properties, values = written
        return cls({name: Counts(*counts) for name, counts in properties}, {(p, o): count for p, o, count in values})

    def reorder(self, query: str) -> str:
        """The query with its joins in a cheaper order, or as it is."""
        if query.count("?") < FEW and query.count(";") < 2:
            return query
        try:
            group = read_group(query)
            dear = self.cost(as_engine_orders(group.patterns))
        except Unclear:
            return query
        if dear < DEAR:
            return query
        orders = [self._greedy(first, group.patterns) for first in group.patterns]
        best = min(orders, key=self.cost)
        return query if self.cost(best) * MUCH > dear else group.chain(best)

    def cost(self, order: Sequence[Pattern]) -> float:
        """Rows and look-ups of matching triples in this order."""
        rows, known, total = 1.0, frozenset[str](), 0.0
        for pattern in order:
            matched = self.matches(pattern, known)
            total += rows * (1 + matched)
            rows *= matched
            known |= pattern.variables
        return total

    def matches(self, pattern: Pattern, known: frozenset[str]) -> float:
        """How many triples match where these variables have a value, on average."""
        counts = self.properties.get(pattern.predicate)
        if counts is None:
            return 0.0
        matched = float(counts.triples)
        if pattern.value:
            # One that was not counted by itself is rare.
            others = matched / counts.objects
            matched = float(self.values.get((pattern.predicate, pattern.value), min(others, MANY)))
        elif pattern.object in known:
            matched /= counts.objects
        if not pattern.subject or pattern.subject in known:
            matched /= counts.subjects
        return matched

    def _greedy(self, first: Pattern, patterns: Sequence[Pattern]) -> list[Pattern]:
        """From a first triple on, always the one that keeps the rows fewest."""
        order, known, rest = [first], first.variables, [each for each in patterns if each is not first]
        while rest:
            joined = [each for each in rest if each.variables & known]
            following = min(joined, key=lambda each: self.matches(each, known))
            rest.remove(following)
            order.append(following)
            known |= following.variables
        return order


@dataclass(frozen=True, slots=True)
class Group:
    """The outermost group of a query: its triples, and the text before, after and between them."""

    before: str
    patterns: tuple[Pattern, ...]
    filters: str
    after: str

    def chain(self, order: Sequence[Pattern]) -> str:
        """The query with the triples matched in this order."""
        first, *others = (pattern.text for pattern in order)
        chained = "".join(f" LATERAL {{ {text} }}" for text in others)
        return f"{self.before} {first}{chained} {self.filters} {self.after}"


def as_engine_orders(patterns: Sequence[Pattern]) -> list[Pattern]:
    """The order in which the engine would match them; raises :class:`Unclear` where some hang together with none."""
    rest = list(patterns)
    order: list[Pattern] = []
    known: frozenset[str] = frozenset()
    size = 1
    while rest:
        joined = [each for each in rest if each.variables & known] if order else rest
        if not joined:
            raise Unclear
        following = min(joined, key=lambda each: min(MOST, size * _shape(each, known)))
        size = min(MOST, size * _shape(following, known))
        rest.remove(following)
        order.append(following)
        known |= following.variables
    return order


def _shape(pattern: Pattern, known: frozenset[str]) -> int:
    ends = (not pattern.subject or pattern.subject in known, not pattern.object or pattern.object in known)
    return SHAPES[ends] + (pattern.predicate == ns.RDF + "type")


def read_group(query: str) -> Group:
    """Take a query apart; raises :class:`Unclear`.

    >>> read_group("SELECT ?a { ?a <urn:p> ?b ; <urn:q> 'c' ; a ?d . FILTER(?b > 1) } LIMIT 2").patterns[1].text
    "?a <urn:q> 'c'"
    """
    return _Reading(query).group()


class _Reading:
    """One pass over the texts of a query's tokens; ``place`` is the next one that says something."""

    def __init__(self, query: str) -> None:
        self.texts = sparql.texts(query)
        self.said = [index for index, text in enumerate(self.texts) if not text.isspace() and text[0] != "#"]
        self.place = 0
        self.prefixes: dict[str, str] = {}

    def look(self, ahead: int = 0) -> str:
        """A token that comes, in nothing but its text; empty at the end."""
        place = self.place + ahead
        return self.texts[self.said[place]] if place < len(self.said) else ""

    def take(self) -> str:
        text = self.look()
        self.place += 1
        return text

    def cut(self, start: int, end: int) -> str:
        """The text from one token up to another, comments left out."""
        if start >= end:
            return ""
        last = self.said[end - 1] + 1
        return "".join(" " if text[0] == "#" else text for text in self.texts[self.said[start] : last])

    def group(self) -> Group:
        self._prologue()
        opened = self._head()
        patterns: list[Pattern] = []
        filters: list[str] = []
        while (text := self.look().upper()) not in TAIL and text != "}":
            if text == "FILTER":
                filters.append(self._filter())
            else:
                patterns += self._triples()
            if self.look() == ".":
                self.take()
        tail = self.place
        while (text := self.look().upper()) != "}":
            if text == "FILTER":
                self._filter()
            elif text in TAIL:
                self.take()
                self._skip()
            elif text == ".":
                self.take()
            else:
                raise Unclear
        if len(patterns) < 3 or any(self.texts[index].upper() == "VALUES" for index in self.said[self.place :]):
            raise Unclear
        after = self.cut(tail, len(self.said))
        return Group(self.cut(0, opened + 1), tuple(patterns), " ".join(filters), after)

    def _prologue(self) -> None:
        while (keyword := self.look().upper()) in ("PREFIX", "BASE"):
            if keyword == "BASE":
                raise Unclear
            prefix, iri = self.look(1), self.look(2)
            self.prefixes[prefix[:-1]] = iri[1:-1]
            self.place += 3

    def _head(self) -> int:
        """Go on to the group; gives the place of its bracket."""
        form = self.take().upper()
        if form == "CONSTRUCT" and self.look() == "{":
            self._skip()
        elif form not in ("SELECT", "ASK"):
            raise Unclear
        depth = 0
        while (text := self.look()) != "{" or depth:
            if not text or text.upper() == "FROM" or text in "{}":
                raise Unclear
            depth += (text == "(") - (text == ")")
            self.take()
        self.take()
        return self.place - 1

    def _skip(self) -> None:
        """Pass over what is in brackets."""
        if self.look() not in ("{", "("):
            raise Unclear
        depth = 0
        while True:
            text = self.take()
            if not text:
                raise Unclear
            depth += (text in ("{", "(")) - (text in ("}", ")"))
            if not depth:
                return

    def _filter(self) -> str:
        start = self.place
        self.take()
        if self.look() != "(":
            self.take()
        opened = self.place
        self._skip()
        if "{" in self.texts[self.said[opened] : self.said[self.place - 1]]:
            raise Unclear
        return self.cut(start, self.place)

    def _triples(self) -> Iterator[Pattern]:
        """The triples of one subject."""
        subject = self._term()
        if subject.value and not subject.value.startswith("<"):
            raise Unclear
        while True:
            predicate = self._term()
            if not predicate.value.startswith("<"):
                raise Unclear
            yield self._pattern(subject, predicate)
            while self.look() == ",":
                self.take()
                yield self._pattern(subject, predicate)
            is_over = self.look() != ";"
            while self.look() == ";":
                self.take()
            if self.look() in (".", "}") or self.look().upper() in ENDS:
                return
            if is_over:
                raise Unclear

    def _pattern(self, subject: _Term, predicate: _Term) -> Pattern:
        value = self._term()
        text = f"{subject.text} {predicate.text} {value.text}"
        return Pattern(text, subject.name, predicate.value[1:-1], value.name, value.value)

    def _term(self) -> _Term:
        text = self.take()
        mark = text[:1]
        if mark in ("?", "$") and len(text) > 1:
            return _Term(text, text[1:], "")
        if "\\" in text or "%" in text:
            raise Unclear
        if text == "a":
            return _Term(text, "", f"<{ns.RDF}type>")
        if mark == "<" and ":" in text:
            return _Term(text, "", text)
        prefix, colon, local = text.partition(":")
        if mark in ("'", '"') and text[:3] not in ("'''", '"""'):
            language = self.take() if self.look()[:1] == "@" else ""
            if self.look() == "^":
                raise Unclear
            return _Term(f"{text} {language}" if language else text, "", f'"{text[1:-1]}"{language}')
        if colon and prefix in self.prefixes and mark != "_":
            return _Term(text, "", f"<{self.prefixes[prefix]}{local}>")
        raise Unclear


class _Term(NamedTuple):
    """A term of a triple: as it is spelled, the name of a variable, the value of anything else as N-Triples has it."""

    text: str
    name: str
    value: str


def _text(term: Term) -> str:
    assert isinstance(term, Literal)
    return term.value
