"""Finds what a word names: by slug, IRI, label, alias or code in any language, hyphens, spaces, case, accents aside.

A code is an ISO 3166 code of a country, a chemical symbol, or the customs code (HS) of a material or its beginning. A
name that is misspelled a little is mended by :meth:`Lookup.read`, which says so; :meth:`Lookup.resolve` mends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from rapidfuzz.distance import OSA, Indel

from graph import namespaces as ns
from graph.errors import AmbiguousTerm, BadParameter, UnknownTerm
from graph.store import Literal, NamedNode, Store
from graph.terms import fold, kind_of, slug_of, words_of

__all__ = ["CUSTOMS_CODE", "LONGEST", "Lookup", "iri_of", "slips"]

#: What a name is taken from, the strongest first: of two things of one name, the one whose label it is is meant.
SLUG, LABEL, ALIAS, MISSPELLING = range(4)
STRENGTHS: Final[Mapping[str, int]] = {
    ns.SKOS + "prefLabel": LABEL,
    ns.DCTERMS + "title": LABEL,
    ns.SKOS + "altLabel": ALIAS,
    ns.SKOS + "notation": ALIAS,
    ns.ONTOLOGY + "harmonisedSystemCode": ALIAS,
    ns.SKOS + "hiddenLabel": MISSPELLING,
}
#: Of these nobody asks by name, and they are many.
LEFT_OUT: Final = frozenset({"Evidence"})
NONE: Final[frozenset[str]] = frozenset()
NEAR: Final = 5
RECORDS: Final = frozenset({"SourceDocument", "SourcedFact"})
#: How alike a name must be to be offered for another, from 0 to 1.
LIKENESS: Final = 0.6
#: No name is longer; whatever is sent as one is compared with all names, so it must be short.
LONGEST: Final = 1000
#: A customs code of all rare earths means their group; one of a metal and its ore or its salt, the metal.
WITHIN: Final = ns.ONTOLOGY + "withinGroup"
MADE_FROM: Final = ns.ONTOLOGY + "madeFrom"
COMMODITY: Final = "MineralCommodity"
#: A customs code from its heading on, as it is typed: 2846, 284610, HS 2846.10.
CUSTOMS_CODE: Final = re.compile(r"(?:hs)?([0-9]{4}|[0-9]{6})")
#: Names of what is no slip, though a slip away from the name of something known.
OTHERS: Final = frozenset({"berkelium", "curium"})
#: A day, a month or a year as the last part of a slug.
DAY: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
#: What no slip of a finger changes into another name: a digit, or a Han character, which is a word of its own.
FIXED: Final = re.compile("[0-9\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Lookup:
    """Names of everything in a store; made once, read often.

    ``classes`` maps an IRI to the local names of its classes in the ontology; ``labels`` to its labels by language (the
    first preferred label, else the title); ``names`` maps a folded spelling to the IRIs it may mean, with the strength;
    ``above`` maps a material to the groups that hold it, ``made`` to what it is made from, ``told`` a fact to what is
    said of it: the name of what has no other.
    """

    classes: Mapping[str, frozenset[str]]
    labels: Mapping[str, Mapping[str, str]]
    names: Mapping[str, Mapping[str, int]]
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    made: Mapping[str, frozenset[str]] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store) -> Lookup:
        """Read the names out of a store: two passes over types and labels, 0.1 s for ten thousand things."""
        classes: dict[str, frozenset[str]] = {}
        # Things are many and their sets of classes few: one set serves all things of the same classes.
        shared: dict[tuple[frozenset[str], str], frozenset[str]] = {}
        for triple in store.triples(predicate=NamedNode(ns.RDF + "type")):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
                iri, name = triple.subject.value, triple.object.value
                if name.startswith(ns.ONTOLOGY):
                    step = (classes.get(iri, NONE), name.removeprefix(ns.ONTOLOGY))
                    if step not in shared:
                        shared[step] = step[0] | {step[1]}
                    classes[iri] = shared[step]
        labels: dict[str, dict[str, str]] = {}
        names: dict[str, dict[str, int]] = {}
        # Each by itself, since the store spells an IRI anew each time.
        known = {iri: iri for iri, types in classes.items() if not types & LEFT_OUT}
        for iri in known:
            _add(names, slug_of(iri), iri, SLUG)
        for predicate, strength in STRENGTHS.items():
            for triple in store.triples(predicate=NamedNode(predicate)):
                if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, Literal):
                    continue
                iri, text = triple.subject.value, triple.object.value
                iri = known.get(iri, iri)
                if strength == LABEL:
                    said = labels.setdefault(iri, {})
                    language = triple.object.language or ""
                    # Two labels of one language are a fault that a shape reports; here the order must not matter.
                    said[language] = min(said.get(language, text), text)
                if iri in known:
                    _add(names, text, iri, strength)
        told = _told(store, {iri for iri in known if kind_of(iri) in ns.FACTS} - labels.keys())
        return cls(classes, labels, names, _related(store, WITHIN), _related(store, MADE_FROM), told)

    def read(self, parameter: str, value: str, classes: Iterable[str]) -> tuple[str, bool]:
        """As :meth:`resolve`, but a small misspelling is mended; says too whether it was.

        A slip is mended only when all names so near mean one thing; raises what :meth:`resolve` raises.
        """
        wanted = frozenset(classes)
        try:
            return self.resolve(parameter, value, wanted), False
        except UnknownTerm:
            meant = self._mended(fold(value), wanted)
            if meant is None:
                raise
            return meant, True

    def resolve(self, parameter: str, value: str, classes: Iterable[str]) -> str:
        """The IRI that a value means among the things of these classes.

        Raises :class:`graph.errors.UnknownTerm` with near labels, and :class:`graph.errors.AmbiguousTerm` when the
        value fits several things equally well, and :class:`graph.errors.BadParameter` for what is too long for a name.
        """
        wanted = frozenset(classes)
        value = value.strip()
        if len(value) > LONGEST:
            raise BadParameter(parameter, value, f"a name of at most {LONGEST} characters")
        iri = iri_of(value)
        if self.classes.get(iri, frozenset()) & wanted:
            return iri
        meant = {
            candidate: SLUG - 1 if slug_of(candidate) == value else strength
            for candidate, strength in self.names.get(fold(value), {}).items()
            if self.classes[candidate] & wanted
        }
        best = [candidate for candidate, strength in meant.items() if strength == min(meant.values())]
        # A document may be called as what it is about, and a fact as what it is of: then the thing itself is meant.
        best = [candidate for candidate in best if not self.classes[candidate] & RECORDS] or best
        if len(best) == 1:
            return best[0]
        if code := CUSTOMS_CODE.fullmatch(fold(value)):
            best = self._goods(code[1], wanted)
            shared = self._shared(best)
            if len(shared) == 1:
                return shared.pop()
        if best:
            raise AmbiguousTerm(parameter, value, tuple(sorted(ns.compact(candidate) for candidate in best)))
        raise UnknownTerm(parameter, value, " or ".join(sorted(wanted)), self.near(value, wanted))

    def _goods(self, code: str, wanted: frozenset[str]) -> list[str]:
        """Things whose customs code is this one or begins with it."""
        names = (
            meant
            for name, meant in self.names.items()
            if len(name) == 6 and name.isdigit() and name[: len(code)] == code
        )
        return sorted({iri for meant in names for iri in meant if self.classes[iri] & wanted})

    def _shared(self, things: Sequence[str]) -> set[str]:
        """The one thing there is, else the narrowest group of all, else the commodity that they are forms of."""
        chains = [{iri, *_all_of(self.above, iri)} for iri in things]
        common = set.intersection(*chains) if chains else set()
        narrowest = common - {wider for iri in common for wider in _all_of(self.above, iri)}
        ores = [{iri, *_all_of(self.made, iri)} for iri in things]
        raw = set.union(*(ore - {iri} for iri, ore in zip(things, ores, strict=True))) if ores else set()
        commodities = [iri for iri in things if COMMODITY in self.classes[iri] and iri not in raw]
        if narrowest or len(commodities) != 1:
            return narrowest
        origins = {commodities[0], *_all_of(self.made, commodities[0])}
        return {commodities[0]} if all(origins & each for each in ores) else set()

    def _mended(self, value: str, wanted: frozenset[str]) -> str | None:
        """What a folded name must mean if it was misspelled, and ``None`` where it is not near, or near to several."""
        most = 0 if value in OTHERS else slips(value)
        near: dict[str, int] = {}
        for name, meant in self.names.items():
            if not most or name[0] != value[0] or FIXED.findall(name) != FIXED.findall(value):
                continue
            distance = OSA.distance(name, value, score_cutoff=min(most, slips(name)))
            if distance <= min(most, slips(name)):
                fitting = {iri: strength for iri, strength in meant.items() if self.classes[iri] & wanted}
                for iri, strength in fitting.items():
                    if strength == min(fitting.values()):
                        near[iri] = min(distance, near.get(iri, distance))
        return next(iter(near)) if len(near) == 1 else None

    def near(self, value: str, classes: Iterable[str]) -> tuple[str, ...]:
        """Labels of the things of these classes whose names are spelled most like a value, the nearest first."""
        wanted = frozenset(classes)
        owners: dict[str, str] = {}
        for name, meant in self.names.items():
            fitting = [iri for iri in meant if self.classes[iri] & wanted]
            if fitting:
                owners[name] = min(fitting)
        folded = fold(value)
        beginning = sorted(name for name in owners if len(folded) > 2 and name.startswith(folded))
        # The fast measure is never lower than the slow one, so what it leaves out is not alike.
        likely = [name for name in owners if Indel.normalized_similarity(folded, name) >= LIKENESS]
        alike = get_close_matches(folded, likely, n=2 * NEAR, cutoff=LIKENESS)
        found = dict.fromkeys(self.label(owners[name]) for name in [*beginning, *alike])
        return tuple(found)[:NEAR]

    def token(self, parameter: str, value: str, scheme: str) -> str:
        """The concept that a token or a label names in a vocabulary; raises :class:`graph.errors.BadParameter`."""
        prefix = f"{ns.VOCAB}{scheme}/"
        folded = fold(value)
        concepts = sorted(iri for iri in self.labels if iri.startswith(prefix))
        for iri in concepts:
            if folded in {fold(slug_of(iri)), *map(fold, self.labels[iri].values())}:
                return iri
        raise BadParameter(parameter, value, "one of " + ", ".join(map(slug_of, concepts)))

    def label(self, iri: str, language: str = "en") -> str:
        """The label in a language, else the English one, else any; of what has none what is said of it, or its slug.

        The slug of a fact is made of the slugs of what it ties: each is called by its label where it means one thing.
        """
        said = self.labels.get(iri, {})
        for known in (language, "en"):
            if known in said:
                return said[known]
        if said:
            return said[min(said)]
        if iri in self.told:
            return self.told[iri]
        slug = slug_of(iri)
        if kind_of(iri) not in ns.FACTS:
            return words_of(slug) if kind_of(iri) else slug
        return " — ".join(self._part(part, language) for part in slug.split("--"))

    def _part(self, slug: str, language: str) -> str:
        meant = [iri for iri in self.names.get(fold(slug), ()) if slug_of(iri) == slug and iri in self.labels]
        if len(meant) == 1:
            return self.label(meant[0], language)
        return slug if DAY.fullmatch(slug) else words_of(slug)


def iri_of(text: str) -> str:
    """The IRI that a text spells out: in full, compact (``actor:india``) or as kind and slug (``actor/india``).

    >>> iri_of("actor/india") == iri_of("actor:india") == ns.ID + "actor/india"
    True
    """
    kind, slash, slug = text.partition("/")
    return f"{ns.ID}{kind}/{slug}" if slash and kind in ns.KINDS else ns.expand(text) or ""


def _told(store: Store, nameless: AbstractSet[str]) -> dict[str, str]:
    """The descriptions of these in English, or in no language; the least by text where there are several."""
    told: dict[str, str] = {}
    for triple in store.triples(predicate=NamedNode(ns.DCTERMS + "description")):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            iri, text = triple.subject.value, triple.object.value
            if iri in nameless and triple.object.language in (None, "en"):
                told[iri] = min(told.get(iri, text), text)
    return told


def _add(names: dict[str, dict[str, int]], text: str, iri: str, strength: int) -> None:
    meant = names.setdefault(fold(text), {})
    meant[iri] = min(strength, meant.get(iri, strength))


def _related(store: Store, relation: str) -> Mapping[str, frozenset[str]]:
    """Things by what they have the relation to."""
    found: dict[str, set[str]] = {}
    for triple in store.triples(predicate=NamedNode(relation)):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            found.setdefault(triple.subject.value, set()).add(triple.object.value)
    return {name: frozenset(members) for name, members in found.items()}


def _all_of(relation: Mapping[str, frozenset[str]], iri: str) -> set[str]:
    """All that a thing has the relation to, at any distance."""
    found: set[str] = set()
    pending = [iri]
    while pending:
        new = relation.get(pending.pop(), frozenset()) - found
        found |= new
        pending += new
    return found


def slips(name: str) -> int:
    """How many letters of a folded name may be wrong, left out, too many or swapped: none in a short one.

    A sign of kana or Devanagari says more than a letter, so such a name may be shorter.

    >>> slips("zinc"), slips("lithium"), slips("rareearths"), slips("ネオジム")
    (0, 1, 2, 1)
    """
    return 0 if len(name) < 5 - (not name.isascii()) else 1 if len(name) < 9 else 2
