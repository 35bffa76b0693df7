"""Every name in the graph as phrases of units, in three scripts, with the forms that people make of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Final

from graph import namespaces as ns
from graph.ask.naming.outlets import read_outlets
from graph.ask.wording.fragments import find_fragments
from graph.ask.wording.lexicon import Lexicon
from graph.ask.wording.loans import borrow
from graph.ask.wording.phrases import Phrases
from graph.ask.wording.spelling import join, key_of
from graph.lookup import Lookup
from graph.store import Literal, NamedNode, Store
from graph.terms import kind_of, slug_of
from graph.world import World

__all__ = ["ALIAS", "CORE", "LABEL", "Names", "Sense", "lowered_names"]

#: How a spelling came to name a thing, the surest first; the core of a name is what is left without its countries.
LABEL, ALIAS, SWAPPED, CORE, TITLE = range(5)
KINDS: Final = frozenset(
    ["actor", "place", "material", "framework", "pillar", "instrument", "event", "project", "facility", "programme",
     "deposit", "list-series", "source"]
)  # fmt: skip
PROPERTIES: Final[Mapping[str, int]] = {
    ns.SKOS + "prefLabel": LABEL,
    ns.DCTERMS + "title": LABEL,
    ns.SKOS + "altLabel": ALIAS,
    ns.SKOS + "notation": ALIAS,
    ns.SKOS + "hiddenLabel": ALIAS,
}
#: In letters. A shorter title is made of words that people use for other things.
SHORTEST_TITLE: Final = 28
#: What a word of a name counts of what another word counts, where it tells a promise.
BESIDE: Final = 0.4
COMMON: Final = 8
#: More promises than this are not told by words that fit them all.
FEW: Final = 4
#: Kinds of things whose names are said with loan words as well.
BORROWING: Final = frozenset({"framework", "instrument", "event", "programme", "pillar"})
BRACKETS: Final = re.compile(r"[（(][^（()）]*[)）]")
#: What companies end in and people leave out.
LEGAL: Final = frozenset(
    ["limited", "ltd", "co", "corporation", "corp", "inc", "plc", "private", "pvt", "company", "株式会社", "लिमिटेड",
     "कॉर्पोरेशन", "कंपन"]
)  # fmt: skip
JAPANESE_LEGAL: Final = re.compile(r"^(株式会社|独立行政法人|一般社団法人)\s*|\s*株式会社$")
#: A state or province, which is called without the word for it too: グジャラート州.
JAPANESE_STATE: Final = re.compile(r"(?P<name>[東西南北]?[\u30a1-\u30fa\u30fc・]{3,})[州省]")
#: Countries in front of a Japanese name, by their single letters, and how much of a name must be left without them.
JAPANESE_OWNERS: Final = re.compile(r"^(?:日印|印日|日米豪印|日米韓|日豪印|日米|日豪|印豪|印米|日欧|日EU)")
SHORTEST_JAPANESE: Final = 6
HINDI_LEGAL: Final = re.compile(r"\s*(प्राइवेट\s+)?लिमिटेड$")


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a spelling may mean; ``written`` is the spelling itself, where its case matters: of codes."""

    iri: str
    strength: int
    written: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a graph.

    ``phrases`` finds them in a text; ``joined`` maps a name without its spaces to its key, for what is written with
    other spaces or misspelt; ``words`` maps a thing to the units of each of its names and ``weights`` says how telling
    each unit is, for what is named in other words; ``vocabulary`` are the units of all sentences, ``parts`` those of
    all names but titles of sources, ``promises`` those of the sentence that tells each promise; ``outlets`` are those
    who publish and write sources, ``founding`` the text by which each framework was founded.
    """

    phrases: Phrases[Sense]
    joined: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[frozenset[str], ...]]
    weights: Mapping[str, float]
    vocabulary: frozenset[str]
    parts: frozenset[str]
    promises: Mapping[str, frozenset[str]]
    outlets: Phrases[str]
    founding: Mapping[str, str]
    #: Spellings that were looked up and the names they are slips of, for a question is gone through several times.
    slips: dict[str, tuple[str, int] | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, store: Store, lookup: Lookup, lexicon: Lexicon) -> Names:
        """Read the names out of a store; 0.1 s for a thousand things."""
        phrases: Phrases[Sense] = Phrases()
        words: dict[str, set[frozenset[str]]] = defaultdict(set)
        keys: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        countries = {
            key_of(text)
            for iri, labels in lookup.labels.items()
            if lookup.classes.get(iri, frozenset()) & {"Country", "RegionalOrganisation"}
            for text in labels.values()
        }
        countries |= {("us",), ("uk",), ("eu",)}
        demonyms = {
            unit
            for name, texts in lexicon.names.items()
            if name.startswith("actor/")
            for t in texts
            for unit in key_of(t)
        }
        for iri, text, strength, is_code in _spellings(store, lexicon):
            if kind_of(iri) not in KINDS or iri not in lookup.classes:
                continue
            key = key_of(text)
            if kind_of(iri) == "source":
                if len(join(key)) < SHORTEST_TITLE:
                    continue
                strength = TITLE
            phrases.add(key, Sense(iri, strength, text if len(text) <= 2 or is_code else ""))
            if strength == LABEL or kind_of(iri) not in ("actor", "material"):
                words[iri].add(frozenset(key))
                if kind_of(iri) != "source":
                    keys[iri].append(key)
                if kind_of(iri) in ("instrument", "event"):
                    # A text is called by its year as well: the memorandum of 2025.
                    words[iri].add(frozenset(key) | frozenset(re.findall(r"(?:19|20)\d\d", slug_of(iri))[:1]))
            if kind_of(iri) != "source":
                for form, weaker in _forms(text, key, countries):
                    phrases.add(form, Sense(iri, weaker))
            core = _core(key) if kind_of(iri) in ("project", "facility", "deposit") and strength == LABEL else ()
            if (
                core
                and core not in countries
                and not all(lexicon.is_ordinary(unit) or unit in demonyms for unit in core)
            ):
                phrases.add(core, Sense(iri, CORE))
        for key, iri in _last_names(lookup, lexicon).items():
            if key not in phrases.entries:
                phrases.add(key, Sense(iri, CORE))
        for key, iri in _short_names(lookup, lexicon, countries).items():
            if key not in phrases.entries:
                phrases.add(key, Sense(iri, CORE))
        joined = {join(key): key for key in phrases.entries if len(join(key)) > 3}
        for key, iri in find_fragments(keys, frozenset(unit for name in countries for unit in name) | demonyms):
            if key not in phrases.entries:
                phrases.add(key, Sense(iri, CORE))
        for iri in words:
            words[iri].add(frozenset(key_of(slug_of(iri))))
            if kind_of(iri) == "instrument":
                # The short names of its parties stand in the one, the words for its sort in the other.
                words[iri].add(frozenset(key_of(f"{lookup.label(iri)} {slug_of(iri).replace('-', ' ')}")))
        spread: dict[str, int] = defaultdict(int)
        for spellings in words.values():
            for unit in frozenset().union(*spellings):
                spread[unit] += 1
        weights = {unit: log(1 + len(words) / count) for unit, count in spread.items()}
        return cls(
            phrases,
            joined,
            {iri: tuple(sorted(spellings, key=sorted)) for iri, spellings in words.items()},
            weights,
            _vocabulary(store),
            frozenset(
                unit for iri, names in words.items() if kind_of(iri) != "source" for key in names for unit in key
            ),
            _promises(store, lookup),
            read_outlets(store),
            {
                triple.subject.value: triple.object.value
                for triple in store.triples(predicate=NamedNode(ns.ONTOLOGY + "establishedBy"))
                if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)
            },
        )

    def told(self, content: Sequence[str], named: Collection[str], *, is_promise: bool) -> tuple[str, ...]:
        """The promises that the words of a question point to: a few, with most of the words in their sentences.

        Words count by how few promises they tell, those of names (``named``) in favour only. A question that does not
        say that it is about a promise has to use more of them.
        """
        said = set(content)
        beside = set(named) - said
        least, share = (2, 0.5) if is_promise else (3, 0.7)
        spread: dict[str, int] = {}
        for known in self.promises.values():
            for word in (said | beside) & known:
                spread[word] = spread.get(word, 0) + 1
        # A word of no promise counts as one that several share.
        weights = {word: log(1 + len(self.promises) / spread.get(word, COMMON)) for word in said | beside}
        scores = {
            iri: sum(weights[word] * (1 if word in said else BESIDE) for word in (said | beside) & known)
            for iri, known in self.promises.items()
            if said & known and len(said & known) + 0.5 * len(beside & known) >= least
        }
        best = max(scores.values(), default=0.0)
        if best <= 0 or best < share * sum(weights[word] for word in said):
            return ()
        found = tuple(sorted(iri for iri, score in scores.items() if score > 0.98 * best))
        return found if len(found) < FEW else ()

    def _likeness(self, said: set[str], wanted: float, known: frozenset[str]) -> float:
        shared = said & known
        if not shared:
            return 0.0
        weight = sum(self.weights[key] for key in shared)
        recall, precision = weight / wanted, weight / sum(self.weights[key] for key in known)
        return 2 * recall * precision / (recall + precision)

    def similar(
        self, keys: Iterable[str], kinds: frozenset[str], strange: Collection[str] = ()
    ) -> list[tuple[float, str]]:
        """Things of these kinds whose names share telling words with a text, the best first, scored from 0 to 1.

        The score is the harmonic mean of how much of the text the name explains and how much of the name is said.
        """
        keys = set(keys)
        said = {key for key in keys if key in self.weights}
        wanted = sum(self.weights[key] for key in said)
        if not wanted:
            return []
        # What no name holds tells against every name.
        wanted += log(1 + len(self.words)) * len(keys & set(strange))
        found = []
        for iri, spellings in self.words.items():
            if kind_of(iri) not in kinds:
                continue
            best = max((self._likeness(said, wanted, known) for known in spellings), default=0.0)
            if best:
                found.append((best, iri))
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def lowered_names(world: World) -> tuple[str, ...]:
    """What everything is called in English, in small letters; for :meth:`graph.world.World.once`."""
    return tuple(world.lookup.label(iri).lower() for iri in world.lookup.labels)


#: Words of the names of projects and plants that tell none from another.
SORTS: Final = frozenset(
    key_of(
        "project plant mine refinery block blocks deposit facility venture rare earth earths heavy lithium graphite "
        "nickel cobalt copper tungsten gallium titanium vanadium niobium magnet magnets separation refining recycling "
        "and of the mining smelter complex processing pilot works slag oxide carbonate battery"
    )
)


def _core(key: tuple[str, ...]) -> tuple[str, ...]:
    """The place or firm that a project is named after: what stands before the words for its sort."""
    length = next((place for place, unit in enumerate(key) if unit in SORTS), len(key))
    return key[:length] if 0 < length < len(key) and len(join(key[:length])) > 4 else ()


def _short_names(lookup: Lookup, lexicon: Lexicon, countries: set[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """The first word of each firm's name, where it is no ordinary word and no other thing begins with it."""
    firsts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for iri, labels in lookup.labels.items():
        if kind_of(iri) not in ("actor", "material", "place"):
            continue
        for text in labels.values():
            bare = HINDI_LEGAL.sub("", JAPANESE_LEGAL.sub("", text))
            firsts[key_of(re.split(r"[\s・]", bare.strip())[0])].add(iri)
    return {
        key: next(iter(iris))
        for key, iris in firsts.items()
        if len(iris) == 1
        and "Company" in lookup.classes.get(next(iter(iris)), frozenset())
        and len(join(key)) > 2
        and key not in countries
        and not any(lexicon.is_ordinary(unit) for unit in key if len(unit) != 1)
    }


def _last_names(lookup: Lookup, lexicon: Lexicon) -> dict[tuple[str, ...], str]:
    """The parts of each person's name that no other person has and that are no ordinary words."""
    parts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for iri, labels in lookup.labels.items():
        if "Person" in lookup.classes.get(iri, frozenset()):
            for text in labels.values():
                for part in re.split(r"[\s・]+", text):
                    parts[key_of(part)].add(iri)
    return {
        key: next(iter(iris))
        for key, iris in parts.items()
        if len(iris) == 1 and len(join(key)) > 3 and not (len(key) == 1 and lexicon.is_ordinary(key[0]))
    }


def _promises(store: Store, lookup: Lookup) -> dict[str, frozenset[str]]:
    """The units of the sentence that tells each promise."""
    return {
        triple.subject.value: frozenset(key_of(triple.object.value))
        for triple in store.triples(predicate=NamedNode(ns.DCTERMS + "description"))
        if isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal)
        and "Commitment" in lookup.classes.get(triple.subject.value, frozenset())
    }


def _vocabulary(store: Store) -> frozenset[str]:
    """The units of all sentences that describe facts."""
    told = store.triples(predicate=NamedNode(ns.DCTERMS + "description"))
    texts = {triple.object.value for triple in told if isinstance(triple.object, Literal)}
    return frozenset(key for text in texts for key in key_of(text))


def _spellings(store: Store, lexicon: Lexicon) -> Iterator[tuple[str, str, int, bool]]:
    """Things with their spellings, how each names them, and whether it is a code, which is known by its capitals."""
    for predicate, strength in PROPERTIES.items():
        is_code = predicate == ns.SKOS + "notation"
        for triple in store.triples(predicate=NamedNode(predicate)):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
                yield triple.subject.value, triple.object.value, strength, is_code
                if kind_of(triple.subject.value) in BORROWING:
                    for text in borrow(triple.object.value):
                        yield triple.subject.value, text, ALIAS, False
    for name, spellings in lexicon.names.items():
        for text in spellings:
            yield ns.ID + name, text, ALIAS, False


def _forms(text: str, key: tuple[str, ...], countries: set[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], int]]:
    """What people make of a name: no brackets, no legal form, countries the other way round, no countries."""
    bare = HINDI_LEGAL.sub("", JAPANESE_LEGAL.sub("", BRACKETS.sub(" ", text))).strip()
    for inner in BRACKETS.findall(text):
        acronym = inner[1:-1].strip()
        if acronym.isupper() and acronym.isascii() and len(acronym) > 2:
            yield key_of(acronym), ALIAS
    if bare and bare != text:
        key = key_of(bare)
        yield key, ALIAS
    bare = JAPANESE_OWNERS.sub("", BRACKETS.sub("", text)).strip()
    if bare != text and len(bare) >= SHORTEST_JAPANESE:
        yield key_of(bare), CORE
    if (state := JAPANESE_STATE.fullmatch(text)) is not None:
        yield key_of(state["name"]), ALIAS
    if key and key[0] == "the":
        key = key[1:]
        yield key, ALIAS
    short = list(key)
    while len(short) > 1 and short[-1] in LEGAL:
        short.pop()
    if len(short) < len(key):
        yield tuple(short), ALIAS
    if text.isascii() and len(key) > 1 and "ltd" in key:
        yield tuple(unit for unit in key if unit != "ltd"), ALIAS
    parts = _leading(key, countries)
    if len(parts) == 2:
        rest = key[sum(map(len, parts)) :]
        yield (*parts[1], *parts[0], *rest), SWAPPED
        if len(rest) > 1 or (rest and len(rest[0]) > 12):
            yield rest, CORE


def _leading(key: tuple[str, ...], countries: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    parts: list[tuple[str, ...]] = []
    place = 0
    while place < len(key):
        length = next((n for n in (3, 2, 1) if key[place : place + n] in countries), 0)
        if not length:
            break
        parts.append(key[place : place + length])
        place += length
    return parts
