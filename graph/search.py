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
from graph.lookup import Lookup
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

    Names stand in the order in which equally good hits are told, so a hit is ranked by the number of its name.
    ``keys`` are the names folded, ``whole`` the names of a key, ``ordered`` the keys sorted, and ``major`` those of
    them that name an entity; ``words`` are all words sorted, and ``having`` tells the names that hold a word,
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
        keys = []
        whole: dict[str, list[int]] = defaultdict(list)
        having: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            parts = split(name.text[:MAX_LENGTH]) or (name.text[:MAX_LENGTH],)
            keys.append("".join(parts))
            whole[keys[-1]].append(number)
            for part in {*parts}:
                having[part].append(number)
        first_minor = bisect_left(names, MINOR, key=lambda name: levels[name.iri])
        types = frozenset().union(*known.values())
        major = [*dict.fromkeys(keys[:first_minor])]
        words = sorted(having)
        lengths: dict[int, list[str]] = defaultdict(list)
        for each in words:
            lengths[len(each)].append(each)
        return cls(names, keys, whole, sorted(whole), major, words, having, lengths, known, types, first_minor)

    def find(self, text: str, types: Collection[str] = ()) -> list[Hit]:
        """What a text may name among things of these types (kinds or classes; none means all), the likeliest first.

        Exact names come first; then things by the beginning of a name, by its words, by a misspelling; then, in the
        same order, facts and documents. Each thing comes once, by its best name. Misspellings are looked for when
        no name is exact and few things are found otherwise.
        """
        text = text.strip()[:MAX_LENGTH]
        wanted = frozenset(types)
        tiers: dict[int, int] = {}
        for number, tier in self._literally(text):
            if not wanted or self.is_of(self.names[number].iri, wanted):
                tiers[number] = min(tier, tiers.get(number, tier))
        near: dict[int, float] = {}
        if EXACT not in tiers.values() and sum(number < self.first_minor for number in tiers) < ENOUGH:
            near = {
                number: similarity
                for number, similarity in self._nearly(text).items()
                if number not in tiers and (not wanted or self.is_of(self.names[number].iri, wanted))
            }
            tiers |= dict.fromkeys(near, FUZZY)

        def rank(number: int) -> tuple[int, bool, float, int]:
            tier, is_minor = tiers[number], number >= self.first_minor
            if tier == EXACT:
                return tier + is_minor, self.names[number].text != text, 0, number
            if tier != FUZZY:
                return tier + (FUZZY + 1) * is_minor, False, -1.0, number
            similarity = round(near[number], 2)
            return tier + (FUZZY + 1) * (is_minor or similarity < LIKELY) + is_minor, False, -similarity, number

        found: dict[str, Hit] = {}
        for number in sorted(tiers, key=rank):
            name = self.names[number]
            if name.iri not in found:
                found[name.iri] = Hit(name, tiers[number], near.get(number, 1.0))
        return list(found.values())

    def is_of(self, iri: str, types: frozenset[str]) -> bool:
        """Whether a thing is of one of these kinds or classes."""
        return kind_of(iri) in types or not types.isdisjoint(self.classes[iri])

    def _literally(self, text: str) -> Iterator[tuple[int, int]]:
        """Numbers of names that are, begin with, or hold a text as it is spelled, with how they fit."""
        iri = iri_of(text)
        if iri in self.classes:
            yield from (
                (number, EXACT)
                for number in self.whole["".join(split(slug_of(iri)[:MAX_LENGTH]))]
                if self.names[number].iri == iri
            )
        key = fold(text)
        if not key:
            return
        yield from ((number, EXACT) for number in self.whole.get(key, ()))
        for place in range(bisect_left(self.ordered, key), len(self.ordered)):
            if not self.ordered[place].startswith(key):
                break
            yield from ((number, PREFIX) for number in self.whole[self.ordered[place]])
        if len(key) == 1:
            return
        yield from ((number, WORDS) for number in self._having_all(split(text)))
        if not has_spaces(key):
            yield from ((number, WITHIN) for number, other in enumerate(self.keys) if key in other)

    def _beginning(self, part: str) -> Iterator[str]:
        """Words that begin with a word, itself among them."""
        for place in range(bisect_left(self.words, part), len(self.words)):
            if not self.words[place].startswith(part):
                return
            yield self.words[place]

    def _having_all(self, parts: Sequence[str]) -> set[int]:
        """Numbers of names that have, for each word, one that begins with it."""
        common: set[int] | None = None
        for part in sorted({*parts}, key=len, reverse=True):
            numbers = {number for longer in self._beginning(part) for number in self.having[longer]}
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


def iri_of(text: str) -> str:
    """The IRI that a text spells out: in full, compact (``actor:india``) or as kind and slug (``actor/india``).

    >>> iri_of("actor/india") == iri_of("actor:india") == ns.ID + "actor/india"
    True
    """
    kind, slash, slug = text.partition("/")
    return f"{ns.ID}{kind}/{slug}" if slash and kind in ns.KINDS else ns.expand(text) or ""


def _names(store: Store, known: Mapping[str, frozenset[str]]) -> Iterator[Name]:
    for iri in known:
        yield Name(iri, slug_of(iri), "", *SLUG)
    for predicate, (strength, sort) in STRENGTHS.items():
        for triple in store.triples(predicate=NamedNode(predicate)):
            subject, value = triple.subject, triple.object
            if not isinstance(subject, NamedNode) or subject.value not in known:
                continue
            if isinstance(value, Literal):
                yield Name(subject.value, value.value, value.language or "", strength, sort)
            elif isinstance(value, NamedNode):
                yield Name(subject.value, slug_of(value.value), "", strength, sort)


def _level(iri: str, types: frozenset[str]) -> int:
    """How soon a thing is told: what people look for first, other entities, documents, then facts and concepts."""
    kind = kind_of(iri)
    if kind is None or FACT in types:
        return MINOR + 1
    return 0 if kind in FIRST else MINOR if kind in LATE else 1
