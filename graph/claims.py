"""A fact in a line: whom it ties, what it says of them, when, on how much, and whether anything contradicts it.

Lists of facts and pictures of ties are made of these. They say what the fact says and judge nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from graph import namespaces as ns
from graph.cells import best_confidence
from graph.dates import Validity, read_day
from graph.store import Literal, NamedNode, Store, Term, word
from graph.terms import UNITS, humanise, kind_of, slug_of
from graph.titles import title_of
from graph.world import World

__all__ = ["Claim", "Name", "Says", "claim_of", "holds_on", "is_fact", "name_of", "read_says"]

Says: TypeAlias = Mapping[str, tuple[Term, ...]]

HAS_EVIDENCE: Final = ns.ONTOLOGY + "hasEvidence"
DISAGREES: Final = ns.ONTOLOGY + "disagreesWith"
DENIED: Final = ns.ONTOLOGY + "deniesRelation"
RANK: Final = ns.ONTOLOGY + "hasRank"
STATUS: Final = ns.ONTOLOGY + "entersStatus"
MIRROR_OF: Final = NamedNode(ns.ONTOLOGY + "mirrorOf")
DESCRIPTION: Final = ns.DCTERMS + "description"
#: Objects of these are no parties: other facts, evidence, and the tables that figures were read from.
NO_PARTIES: Final = frozenset({HAS_EVIDENCE, DISAGREES, ns.ONTOLOGY + "supersedes", ns.QB + "dataSet"})
#: What is told in a column of its own.
TOLD: Final = frozenset({RANK, STATUS, ns.ONTOLOGY + "observationStatus"})
CLOCKS: Final = (
    ("state", "validFrom", "validUntil"),
    ("event", "occurredOn", "occurredUntil"),
    ("period", "periodStart", "periodEnd"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A thing by its label; ``language`` is that of the label, empty where it is in none."""

    iri: str
    label: str
    language: str = ""

    def to_json(self) -> dict[str, str]:
        """The name as JSON."""
        return {"iri": self.iri, "label": self.label, "language": self.language}


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as it is seen from one of the things that it ties, which is left out of ``parties``.

    ``sort`` is its narrowest class, ``what`` the concepts that it names or the relation that it denies, ``status`` the
    token of the rung that it says was reached, ``shape`` how its days are meant: of a ``state``, an ``event`` or a
    ``period``. ``sources`` counts those that support it, ``disagrees`` the facts that cannot hold beside it.
    """

    iri: str
    kind: str
    sort: str
    text: str
    parties: tuple[str, ...]
    what: tuple[str, ...]
    status: str
    figure: float | None
    unit: str
    shape: str
    start: str
    start_precision: str
    end: str
    end_precision: str
    is_planned: bool
    rank: str
    confidence: str | None
    sources: int
    disagrees: int

    @property
    def year(self) -> str:
        """The year in which it began, happened or ended, whichever is known first; empty when none is."""
        known = ((self.start, self.start_precision), (self.end, self.end_precision))
        return next((day[:4] for day, precision in known if day and precision != "unknown"), "")

    @property
    def order(self) -> tuple[str, str]:
        """Sorts by day and then by name."""
        return self.start or self.end, self.iri

    def to_json(self, world: World, language: str) -> dict[str, Any]:
        """The claim with names in a language."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return told | {
            "sort": name_of(world, self.sort, language).to_json(),
            "parties": [name_of(world, each, language).to_json() for each in self.parties],
            "what": [name_of(world, each, language).to_json() for each in self.what],
        }


def is_fact(iri: str) -> bool:
    """Whether an IRI is formed for a fact.

    >>> is_fact(ns.ID + "membership/india--msp"), is_fact(ns.ID + "actor/india")
    (True, False)
    """
    return kind_of(iri) in ns.FACTS


def name_of(world: World, iri: str, language: str) -> Name:
    """What a thing is called in a language, else in English, else in any; words of its IRI when it has no label."""
    said = world.lookup.labels.get(iri, {})
    found = next((each for each in (language, "en", "", *sorted(said)) if each in said), None)
    if found is None:
        label = title_of(world.store, iri) if iri.startswith(ns.ID) else humanise(iri)
        return Name(iri, label, "en" if iri.startswith(ns.ONTOLOGY) else "")
    return Name(iri, said[found], found)


def read_says(store: Store, node: NamedNode) -> Says:
    """All values of each property of a thing, in the order of their words."""
    said: dict[str, list[Term]] = {}
    for triple in store.triples(node):
        said.setdefault(triple.predicate.value, []).append(triple.object)
    return {predicate: tuple(sorted(values, key=word)) for predicate, values in said.items()}


def claim_of(world: World, iri: str, seen_from: str, language: str) -> Claim:
    """A fact in a line, as it is seen from a thing or, without one, by itself.

    Its words are in the language, else in English.
    """
    says = read_says(world.store, NamedNode(iri))
    shape, (start, start_precision), (end, end_precision) = _days(says)
    confidence, sources = _support(world.store, says.get(HAS_EVIDENCE, ()))
    figure, unit = _figure(says)
    return Claim(
        iri=iri,
        kind=kind_of(iri) or "",
        sort=_sort(world, iri),
        text=_text(says.get(DESCRIPTION, ()), language),
        parties=tuple(each for each in parties_of(iri, says) if each != seen_from),
        what=tuple(_concepts(says)),
        status=next((slug_of(word(each)) for each in says.get(STATUS, ())), ""),
        figure=figure,
        unit=unit,
        shape=shape,
        start=start,
        start_precision=start_precision,
        end=end,
        end_precision=end_precision,
        is_planned=any(word(each) == "true" for each in says.get(ns.ONTOLOGY + "isPlanned", ())),
        rank=next((slug_of(word(each)) for each in says.get(RANK, ())), "normal"),
        confidence=confidence,
        sources=sources,
        disagrees=len(contradictions(world.store, iri, says)),
    )


def parties_of(iri: str, says: Says) -> tuple[str, ...]:
    """The things that a fact ties, those in its slug first, in the order of the slug; facts and evidence are none."""
    things = {
        each.value
        for predicate, values in says.items()
        if predicate not in NO_PARTIES
        for each in values
        if isinstance(each, NamedNode) and kind_of(each.value) not in (None, "evidence", "source")
    }
    slug = slug_of(iri)
    places = {each: slug.find(slug_of(each)) for each in things}
    return tuple(sorted(things, key=lambda each: (places[each] if places[each] >= 0 else len(slug), each)))


def contradictions(store: Store, iri: str, says: Says) -> tuple[str, ...]:
    """The facts that cannot hold beside this one, whichever of the two says so."""
    named = {word(each) for each in says.get(DISAGREES, ())}
    naming = {word(triple.subject) for triple in store.triples(None, NamedNode(DISAGREES), NamedNode(iri))}
    return tuple(sorted(named | naming))


def holds_on(claim: Claim, day: date) -> bool:
    """Whether a fact is so on a day, at least possibly: a state holds then, anything else has begun by then."""
    start, end = (read_day(each) if each else None for each in (claim.start, claim.end))
    if claim.shape == "state":
        return Validity(start, claim.start_precision, end, claim.end_precision).holds(day) is not None
    return not claim.is_planned and (start is None or start <= day)


def _days(says: Says) -> tuple[str, tuple[str, str], tuple[str, str]]:
    for shape, first, last in CLOCKS:
        start, end = _day(says, first), _day(says, last)
        if start != ("", "day") or end != ("", "day"):
            return shape, start, end
    return "", ("", "day"), ("", "day")


def _day(says: Says, name: str) -> tuple[str, str]:
    days = [word(each) for each in says.get(ns.ONTOLOGY + name, ())]
    # The two ends of a period have one precision.
    names = (f"{name}Precision", "periodPrecision" if name.startswith("period") else "")
    told = [word(each) for known in names for each in says.get(ns.ONTOLOGY + known, ())]
    return (days[0] if days else ""), (told[0] if told else "day")


def _support(store: Store, evidence: Iterable[Term]) -> tuple[str | None, int]:
    """The best confidence of what supports a fact, and how many sources do; a mirror counts as its original."""
    pieces = []
    sources = set()
    for each in evidence:
        if not isinstance(each, NamedNode):
            continue
        said = {triple.predicate.value: word(triple.object) for triple in store.triples(each)}
        stance = slug_of(said.get(ns.ONTOLOGY + "hasStance", ""))
        confidence = said.get(ns.ONTOLOGY + "hasConfidence")
        pieces.append({"stance": stance, "confidence": slug_of(confidence) if confidence else None})
        if stance == "supports":
            source = said.get(ns.ONTOLOGY + "fromSource", "")
            originals = sorted(word(triple.object) for triple in store.triples(NamedNode(source), MIRROR_OF))
            sources.add(originals[0] if originals else source)
    return best_confidence(pieces), len(sources)


def _figure(says: Says) -> tuple[float | None, str]:
    for name, unit in (("value", "unit"), ("amount", "currencyCode"), ("sharePercent", "")):
        for each in says.get(ns.ONTOLOGY + name, ()):
            told = next((slug_of(word(term)) for term in says.get(ns.ONTOLOGY + unit, ())), "")
            number = float(word(each))
            named = UNITS.get(told, told if unit == "currencyCode" else "")
            return int(number) if number.is_integer() else number, "%" if name == "sharePercent" else named
    return None, ""


def _concepts(says: Says) -> list[str]:
    return sorted(
        each.value
        for predicate, values in says.items()
        if predicate not in TOLD
        for each in values
        if isinstance(each, NamedNode) and (each.value.startswith(ns.VOCAB) or predicate == DENIED)
    )


def _text(values: Iterable[Term], language: str) -> str:
    said = {each.language or "": each.value for each in values if isinstance(each, Literal)}
    return said.get(language) or said.get("en") or next((said[each] for each in sorted(said)), "")


def _sort(world: World, iri: str) -> str:
    """The narrowest class of a fact."""
    names = world.lookup.classes.get(iri, frozenset()) - {"SourcedFact"}
    above = world.once(_classes_above)
    narrowest = sorted(name for name in names if not any(name in above.get(other, ()) for other in names - {name}))
    return ns.ONTOLOGY + (narrowest[0] if narrowest else "SourcedFact")


def _classes_above(world: World) -> Mapping[str, frozenset[str]]:
    """The classes right above each class of the ontology, by local names."""
    above: dict[str, set[str]] = {}
    for triple in world.store.triples(None, NamedNode(ns.RDFS + "subClassOf")):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            above.setdefault(slug_of(triple.subject.value), set()).add(slug_of(triple.object.value))
    return {name: frozenset(wider) for name, wider in above.items()}
