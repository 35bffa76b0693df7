"""Finds things by any of their names, in three scripts: whole, by their beginning, by words, and misspelled."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from graph import namespaces as ns
from graph.lookup import CUSTOMS_CODE, Lookup, iri_of
from graph.store import Literal, NamedNode, Store, word
from graph.terms import fold, kind_of, slug_of, split

__all__ = ["ENTITIES", "EXACT", "FACT", "MAX_LENGTH", "TIERS", "Hit", "Index", "Name", "slack"]

#: Longer texts are no names: no more of them is looked at.
MAX_LENGTH: Final = 200
#: How a name fits what was typed, the best first: it is it, begins with it, has words that begin with its words, has it
#: inside (only where no spaces are written), is nearly it.
TIERS: Final = ("exact", "prefix", "words", "within", "fuzzy")
EXACT, PREFIX, WORDS, WITHIN, FUZZY = range(5)
#: What a name is, the strongest first.
STRENGTHS: Final[Mapping[str, tuple[int, str]]] = {
    ns.SKOS + "prefLabel": (0, "label"),
    ns.DCTERMS + "title": (0, "label"),
    ns.SKOS + "altLabel": (1, "alias"),
    ns.SKOS + "notation": (2, "code"),
    ns.ONTOLOGY + "harmonisedSystemCode": (2, "code"),
    ns.SKOS + "exactMatch": (2, "code"),
    ns.SKOS + "hiddenLabel": (3, "misspelling"),
    ns.DCTERMS + "description": (5, "description"),
}
SLUG: Final = (4, "slug")
FACT: Final = "SourcedFact"
LEFT_OUT: Final = frozenset({"Evidence"})
#: Kinds that people look for first, and those that they look for last of all that is no fact.
FIRST: Final = frozenset({"framework", "actor", "material"})
LATE: Final = frozenset({"source", "dataset", "geometry"})
#: Kinds of what is neither a fact, nor evidence, nor a document.
ENTITIES: Final = (
    *("framework", "actor", "material", "project", "place", "instrument", "event", "programme"),
    *("pillar", "facility", "deposit", "list-series"),
)
#: The level from which on things are told after all others, however well they fit.
MINOR: Final = 2
#: Misspellings are looked for when fewer things than this are found otherwise.
ENOUGH: Final = 10
#: So much of what was typed, by the weight of its words, a name must have to be nearly it.
SHARE: Final = 0.6
#: What is less like what was typed comes after facts and documents that have it letter for letter.
LIKELY: Final = 0.82
#: What an English word may have behind it and be the same word.
PLURAL: Final = "s"
#: What no name has: it stands behind all that begins with what it is added to.
LAST: Final = "\U0010ffff"
#: Words of a name that is looked for within a longer text.
LONGEST: Final = 8
CONNECTIONS: Final = """
SELECT ?thing (COUNT(*) AS ?links) WHERE {
  ?fact a :SourcedFact .
  ?fact ?property ?thing .
  FILTER(isIRI(?thing))
} GROUP BY ?thing
"""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a thing: the text as written, its language (empty for none), and what it is to the thing."""

    iri: str
    text: str
    language: str
    strength: int
    sort: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: by which name, how that name fits, and how nearly (1 for all but misspellings)."""

    name: Name
    tier: int
    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Index:
    """Names of everything that people look for, made once and read often.

    Names stand in the order in which equally good hits are told, so a hit is ranked by the number of its name. Those of
    kinds that people look for first stand before ``first_other``, those of other entities before ``first_minor``.
    ``keys`` are the names folded, ``whole`` the names of a key, ``ordered`` the keys sorted, ``major`` those that name
    an entity; ``words`` are all words sorted, and ``having`` tells the names that hold a word,
    ``lengths`` the words of a length; ``types`` are all classes of things.
    """

    names: Sequence[Name]
    keys: Sequence[str]
    whole: Mapping[str, Sequence[int]]
    ordered: Sequence[str]
    major: Sequence[str]
    words: Sequence[str]
    having: Mapping[str, Sequence[int]]
    lengths: Mapping[int, Sequence[str]]
    classes: Mapping[str, frozenset[str]]
    types: frozenset[str]
    first_other: int
    first_minor: int

    @classmethod
    def of(cls, store: Store, lookup: Lookup) -> Index:
        """Read the names out of a store."""
        known = {
            iri: types for iri, types in lookup.classes.items() if iri.startswith(ns.BASE) and not types & LEFT_OUT
        }
        rows = store.select(CONNECTIONS)
        links = {word(row["thing"]): int(word(row["links"])) for row in rows}
        levels = {iri: _level(iri, types) for iri, types in known.items()}
        ranked = sorted(known, key=lambda iri: (levels[iri], -links.get(iri, 0), iri))
        places = {iri: place for place, iri in enumerate(ranked)}
        names = sorted(
            _names(store, known),
            key=lambda name: (places[name.iri], name.strength, len(name.text), name.language, name.text),
        )
        keys: list[str] = []
        whole: dict[str, list[int]] = defaultdict(list)
        having: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            parts = split(name.text[:MAX_LENGTH]) or (name.text[:MAX_LENGTH],)
            key = "".join(parts)
            numbers = whole[key]
            keys.append(keys[numbers[0]] if numbers else key)  # one text for all that are spelled so
            numbers.append(number)
            for part in {*parts}:
                having[part].append(number)
        first_other = bisect_left(names, 1, key=lambda name: levels[name.iri])
        first_minor = bisect_left(names, MINOR, key=lambda name: levels[name.iri])
        types = frozenset().union(*known.values())
        major = [*dict.fromkeys(keys[:first_minor])]
        words = sorted(having)
        lengths: dict[int, list[str]] = defaultdict(list)
        for each in words:
            lengths[len(each)].append(each)
        return cls(
            names,
            keys,
            {key: tuple(numbers) for key, numbers in whole.items()},
            sorted(whole),
            major,
            words,
            having,
            lengths,
            known,
            types,
            first_other,
            first_minor,
        )

    def find(self, text: str, types: Collection[str] = ()) -> list[Hit]:
        """What a text may name among things of these types (kinds or classes; none means all), the likeliest first.

        Exact names come first; then things by the beginning of a name or by whole words in it, those of the kinds that
        people look for first before others; then by words that begin so, by a misspelling; then, in the same order,
        facts and documents. Each thing comes once, by its best name. Misspellings are looked for when no name is exact
        and few things are found otherwise.
        """
        text = text.strip()[:MAX_LENGTH]
        wanted = frozenset(types)
        literal = [
            {number for number in numbers if self.is_of(self.names[number].iri, wanted)} if wanted else numbers
            for numbers in self._literally(text)
        ]
        known = set().union(*literal)
        near: dict[int, float] = {}
        if not literal[0] and sum(number < self.first_minor for number in known) < ENOUGH:
            near = {
                number: similarity
                for number, similarity in self._nearly(text).items()
                if number not in known and (not wanted or self.is_of(self.names[number].iri, wanted))
            }
        found: dict[str, Hit] = {}
        for tier, numbers in self._ranked(text, literal, near):
            for number in numbers:
                name = self.names[number]
                if name.iri not in found:
                    found[name.iri] = Hit(name, tier, near.get(number, 1.0))
        return list(found.values())

    def _ranked(
        self, text: str, literal: Sequence[set[int]], near: Mapping[int, float]
    ) -> Iterator[tuple[int, Sequence[int]]]:
        """Groups of numbers of names in the order in which they are told, each with how its names fit.

        ``literal`` are names that are the text, begin with it, have its words, have words that begin so, hold it.
        """
        exact, prefix, whole, words, within = literal
        prefix = prefix - exact
        whole = whole - exact - prefix
        words = words - exact - prefix - whole
        within = within - exact - prefix - whole - words
        other, minor, end = self.first_other, self.first_minor, len(self.names)

        def part(numbers: Collection[int], begin: int, stop: int) -> list[int]:
            return sorted(number for number in numbers if begin <= number < stop)

        def spelled(number: int) -> bool:
            return self.names[number].text != text

        def nearest(numbers: Collection[int]) -> list[int]:
            return sorted(sorted(numbers), key=lambda number: -round(near[number], 2))

        likely = {number for number in near if number < minor and round(near[number], 2) >= LIKELY}

        yield EXACT, sorted(part(exact, 0, minor), key=spelled)
        yield PREFIX, part(prefix, 0, other)
        yield WORDS, part(whole, 0, other)
        yield PREFIX, part(prefix, other, minor)
        yield EXACT, sorted(part(exact, minor, end), key=spelled)
        yield WORDS, part(whole, other, minor)
        yield WORDS, part(words, 0, minor)
        yield WITHIN, part(within, 0, minor)
        yield FUZZY, nearest(likely)
        yield PREFIX, part(prefix, minor, end)
        yield WORDS, part(whole, minor, end)
        yield WORDS, part(words, minor, end)
        yield WITHIN, part(within, minor, end)
        yield FUZZY, nearest({number for number in near if number < minor} - likely)
        yield FUZZY, nearest({number for number in near if number >= minor})

    def is_of(self, iri: str, types: frozenset[str]) -> bool:
        """Whether a thing is of one of these kinds or classes."""
        return kind_of(iri) in types or not types.isdisjoint(self.classes[iri])

    def _literally(self, text: str) -> tuple[set[int], set[int], set[int], set[int], set[int]]:
        """Numbers of names that are a text as it is spelled, begin with it, have its words, have words that begin so,
        hold it.
        """
        iri = iri_of(text)
        exact: set[int] = set()
        if iri in self.classes:
            key = "".join(split(slug_of(iri)[:MAX_LENGTH]))
            exact = {number for number in self.whole.get(key, ()) if self.names[number].iri == iri}
        key = fold(text)
        if not key:
            return exact, set(), set(), set(), set()
        if code := CUSTOMS_CODE.fullmatch(key):
            key = code[1]
        exact.update(self.whole.get(key, ()))
        first, last = bisect_left(self.ordered, key), bisect_left(self.ordered, key + LAST)
        prefix = {number for longer in self.ordered[first:last] for number in self.whole[longer]}
        parts = split(text)
        if len(key) == 1 or not parts:
            return exact, prefix, set(), set(), set()
        whole = set.intersection(*({*self.having.get(part, ()), *self.having.get(part + PLURAL, ())} for part in parts))
        within = set() if has_spaces(key) else {number for number, other in enumerate(self.keys) if key in other}
        return exact, prefix, whole, self._having_all(parts), within

    def _beginning(self, part: str) -> Sequence[str]:
        """Words that begin with a word, itself among them."""
        return self.words[bisect_left(self.words, part) : bisect_left(self.words, part + LAST)]

    def _having_all(self, parts: Sequence[str]) -> set[int]:
        """Numbers of names that have, for each word, one that begins with it."""
        common: set[int] | None = None
        for part in sorted({*parts}, key=len, reverse=True):
            numbers = set().union(*(self.having[longer] for longer in self._beginning(part)))
            common = numbers if common is None else common & numbers
            if not common:
                break
        return common or set()

    def _nearly(self, text: str) -> dict[int, float]:
        """Numbers of names that are nearly a text, with their similarity: as a whole, by most words, or within it."""
        parts = split(text)
        key = "".join(parts)
        near: dict[int, float] = defaultdict(float)
        for other, distance, _ in extract(key, self.major, scorer=OSA.distance, score_cutoff=slack(key), limit=None):
            for number in self.whole[other]:
                near[number] = 1 - distance / max(len(key), len(other))
        for start in range(len(parts)):
            for end in range(start + 1, min(start + LONGEST, len(parts)) + 1):
                inside = "".join(parts[start:end])
                if slack(inside):
                    for number in self.whole.get(inside, ()):
                        near[number] = max(near[number], 0.7 + 0.25 * len(inside) / len(key))
        for number, share in self._shares({*parts}).items():
            near[number] = max(near[number], 0.99 * share)
        return near

    def _shares(self, parts: Collection[str]) -> dict[int, float]:
        """Numbers of names that have most of these words or nearly so, with the share of the words' weight."""
        alike = [self._like(part) for part in sorted(parts)]
        # A word that many names have tells less; one that none has tells that something else is meant.
        weighed = [(log((1 + len(self.names)) / (1 + len(numbers))), numbers) for numbers in alike]
        weighed.sort(key=lambda pair: -pair[0])
        total = rest = sum(weight for weight, _ in weighed)
        if not total:
            return {}  # all names have all the words, or there are no names
        shares: dict[int, float] = {}
        for weight, numbers in weighed:
            if rest >= SHARE * total:
                for number, similarity in numbers.items():
                    shares[number] = shares.get(number, 0.0) + weight * similarity
            else:
                # What has none of the telling words cannot come to enough any more.
                for number in shares.keys() & numbers.keys():
                    shares[number] += weight * numbers[number]
            rest -= weight
        return {number: share / total for number, share in shares.items() if share >= SHARE * total}

    def _like(self, part: str) -> dict[int, float]:
        """Numbers of names that have a word, or one that begins with it, else one nearly it; with the similarity.

        A word that some name has is taken to be spelled right.
        """
        alike = dict.fromkeys(self._beginning(part), 1.0) if len(part) > 2 else {part: 1.0}
        edits = 0 if alike else min(2, slack(part))
        for length in range(len(part) - edits, len(part) + edits + 1) if edits else ():
            words = self.lengths.get(length, ())
            for other, distance, _ in extract(part, words, scorer=OSA.distance, score_cutoff=edits, limit=None):
                alike[other] = 1 - distance / max(len(part), length)
        found: dict[int, float] = {}
        for other, similarity in sorted(alike.items(), key=lambda pair: pair[1]):
            found.update(dict.fromkeys(self.having.get(other, ()), similarity))
        return found


def slack(key: str) -> int:
    """How many letters of a folded word may be wrong, lacking, too many or swapped, for it to be still the word.

    A kana or a Devanagari letter tells more than a Latin one, so shorter words of these may be misspelled.

    >>> slack("tin"), slack("cobalt"), slack("dysprosium"), slack("レアメタル"), slack("2025")
    (0, 1, 2, 1, 0)
    """
    if key.isdigit():
        return 0
    shortest = 4 if key.isascii() else 3
    return 0 if len(key) < shortest else 1 if len(key) < 8 else 2 if len(key) < 16 else 3


def has_spaces(key: str) -> bool:
    """Whether a folded text is in a script that parts words by spaces.

    >>> has_spaces("rare"), has_spaces("レアアース"), has_spaces("दुर्लभ")
    (True, False, True)
    """
    return not any("\u3005" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" for character in key)


def _names(store: Store, known: Mapping[str, frozenset[str]]) -> Iterator[Name]:
    own = {iri: iri for iri in known}  # the store spells an IRI anew each time
    for iri in known:
        yield Name(iri, slug_of(iri), "", *SLUG)
    for predicate, (strength, sort) in STRENGTHS.items():
        for triple in store.triples(predicate=NamedNode(predicate)):
            subject, value = triple.subject, triple.object
            thing = own.get(subject.value) if isinstance(subject, NamedNode) else None
            if thing is None:
                continue
            if isinstance(value, Literal):
                yield Name(thing, value.value, value.language or "", strength, sort)
            elif isinstance(value, NamedNode):
                yield Name(thing, slug_of(value.value), "", strength, sort)


def _level(iri: str, types: frozenset[str]) -> int:
    """How soon a thing is told: what people look for first, other entities, documents, then facts and concepts."""
    kind = kind_of(iri)
    if kind is None or FACT in types:
        return MINOR + 1
    return 0 if kind in FIRST else MINOR if kind in LATE else 1
