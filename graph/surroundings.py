"""What lies around a thing on a day: the things that it is tied to, and how those are tied among themselves.

A tie is a fact that names both, or a statement from one to the other. Left out are facts that are deprecated, that no
source supports or that do not hold on the day, denials, since they tie nobody, and what rules derived from facts, since
the facts stand for themselves. Statements have no dates and hold on any day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final

from graph import namespaces as ns
from graph.claims import Claim, claim_of, holds_on, is_fact, name_of
from graph.dates import read_day
from graph.errors import BadParameter
from graph.portrait import part_of
from graph.store import NamedNode
from graph.terms import kind_of
from graph.wire import SurroundingsRequest
from graph.world import World

__all__ = ["survey"]

#: More things than this are no picture any more.
MOST: Final = 300
#: Up to so many, ties among the neighbours are shown without being asked for.
FEW: Final = 60
OWN, ALL = "own", "all"
#: What a network may be drawn around, and the kinds of things that may be in it.
CENTRES: Final = frozenset(
    {
        "Actor", "Place", "Framework", "FrameworkPillar", "Instrument", "ListSeries", "Event", "Material", "Deposit",
        "Facility", "Project", "Programme",
    }
)  # fmt: skip
KINDS: Final = (
    "actor", "place", "framework", "pillar", "instrument", "list-series", "event", "material", "deposit", "facility",
    "project", "programme",
)  # fmt: skip
#: Kinds of facts that tie countries and lists to each material: among neighbours they say nothing of the centre.
TABLES: Final = frozenset({"observation", "designation"})
#: So many of the most tied things of each kind are offered to begin with.
OFFERED: Final = 5
BRIEF: Final = (
    "iri", "shape", "start", "start_precision", "end", "end_precision", "is_planned", "rank", "confidence", "sources",
    "disagrees",
)  # fmt: skip
DERIVED: Final = NamedNode(ns.DERIVED_GRAPH)


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties two things: a kind of fact or a property, and the fact, where it is one."""

    one: str
    other: str
    relation: str
    claim: Claim | None = None


def survey(world: World, request: SurroundingsRequest) -> dict[str, Any]:
    """The surroundings of a thing; without a thing, those that have the most ties.

    Raises :class:`graph.errors.UnknownTerm`, :class:`graph.errors.AmbiguousTerm` and, for a day that is none or a kind
    that is not known, :class:`graph.errors.BadParameter`.
    """
    day = _read_day(world, request.as_of)
    for kind in request.kinds:
        if kind not in KINDS:
            raise BadParameter("kind", kind, f"one of {', '.join(KINDS)}")
    told: dict[str, Any] = {
        "as_of": day.isoformat() if day else "",
        "offered": [],
        "most": MOST,
        "centres": sorted(CENTRES),
    }
    if not request.around.strip():
        return told | {"centre": None, "offered": _offered(world, request.language)}
    centre, _ = world.lookup.read("around", request.around, CENTRES)
    near = [tie for tie in _ties_of(world, centre, day) if kind_of(tie.other) in KINDS]
    kinds = Counter(kind_of(each) for each in {tie.other for tie in near})
    relations = Counter(tie.relation for tie in near)
    kept = [
        tie
        for tie in near
        if (not request.kinds or kind_of(tie.other) in request.kinds)
        and (not request.relations or tie.relation in request.relations)
    ]
    others = sorted({tie.other for tie in kept})
    is_drawn = len(others) <= MOST
    reach = request.reach if request.reach in (OWN, ALL) else ALL if len(others) <= FEW else OWN
    ties = [*kept, *(_among(world, others, day, request) if reach == ALL else ())] if is_drawn else []
    return told | {
        "centre": name_of(world, centre, request.language).to_json() | {"kind": kind_of(centre)},
        "kinds": [{"kind": kind, "total": kinds[kind]} for kind in KINDS if kinds[kind]],
        "relations": [
            {
                "relation": name,
                "label": _label(world, name, request.language),
                "is_fact": name in ns.FACTS,
                "total": relations[name],
            }
            for name in sorted(relations, key=lambda each: (-relations[each], each))
        ],
        "total": len(others),
        "reach": reach,
        "ties": _told(world, ties, request.language),
    }


def _read_day(world: World, text: str) -> date | None:
    if not text.strip():
        return world.cut_off
    try:
        return read_day(text.strip())
    except ValueError:
        raise BadParameter("as_of", text, "a day of the form YYYY-MM-DD") from None


def _ties_of(world: World, centre: str, day: date | None) -> Iterator[Tie]:
    """What ties a thing to others, each tie from it."""
    node = NamedNode(centre)
    facts: set[str] = set()
    for triple in world.store.triples(None, None, node):
        if isinstance(triple.subject, NamedNode):
            if is_fact(triple.subject.value):
                facts.add(triple.subject.value)
            elif world.store.graphs(triple) != [DERIVED]:
                yield Tie(centre, triple.subject.value, part_of(triple.predicate.value))
    for triple in world.store.triples(node):
        other = triple.object
        if isinstance(other, NamedNode) and kind_of(other.value) in KINDS and world.store.graphs(triple) != [DERIVED]:
            yield Tie(centre, other.value, part_of(triple.predicate.value))
    for claim in _holding(world, facts, day):
        for party in claim.parties:
            if party != centre:
                yield Tie(centre, party, claim.kind, claim)


def _among(world: World, things: Iterable[str], day: date | None, request: SurroundingsRequest) -> Iterator[Tie]:
    """What ties these things to each other, each tie once, by the kinds of facts and properties that are asked for."""
    inside = frozenset(things)
    facts: Counter[str] = Counter()
    for thing in sorted(inside):
        for triple in world.store.triples(None, None, NamedNode(thing)):
            other = triple.subject
            if not isinstance(other, NamedNode):
                continue
            relation = kind_of(other.value) if is_fact(other.value) else part_of(triple.predicate.value)
            if request.relations and relation not in request.relations:
                continue
            if is_fact(other.value) and relation not in TABLES:
                facts[other.value] += 1
            elif other.value in inside and world.store.graphs(triple) != [DERIVED]:
                yield Tie(other.value, thing, str(relation))
    for claim in _holding(world, {fact for fact, named in facts.items() if named > 1}, day):
        for one, another in combinations([party for party in claim.parties if party in inside], 2):
            yield Tie(one, another, claim.kind, claim)


def _holding(world: World, facts: Iterable[str], day: date | None) -> Iterator[Claim]:
    for fact in sorted(facts):
        if kind_of(fact) != "denial":
            claim = claim_of(world, fact, "", "en")
            if claim.rank != "deprecated" and claim.sources and (day is None or holds_on(claim, day)):
                yield claim


def _told(world: World, ties: Iterable[Tie], language: str) -> list[dict[str, Any]]:
    """Ties of one relation between two things together, in a lasting order."""
    found: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in ties:
        found.setdefault((tie.one, tie.other, tie.relation), []).append(tie)
    return [
        {
            "one": name_of(world, one, language).to_json() | {"kind": kind_of(one)},
            "other": name_of(world, other, language).to_json() | {"kind": kind_of(other)},
            "relation": relation,
            "label": _label(world, relation, language),
            "facts": [_brief(tie.claim) for tie in several if tie.claim],
        }
        for (one, other, relation), several in found.items()
    ]


def _brief(claim: Claim) -> dict[str, Any]:
    """A fact by when it holds and what it rests on; its page tells the rest."""
    return {name: getattr(claim, name) for name in BRIEF}


def _label(world: World, relation: str, language: str) -> str:
    """The label of a property; of a kind of fact the kind, which pages have words for."""
    if relation in ns.FACTS:
        return relation
    iri = ns.expand(relation if ":" in relation else f":{relation}") or relation
    return name_of(world, iri, language).label


def _offered(world: World, language: str) -> list[dict[str, Any]]:
    counted = world.once(_busiest)
    return [
        name_of(world, iri, language).to_json() | {"kind": kind, "ties": ties}
        for kind in KINDS
        for iri, ties in counted.get(kind, ())
    ]


def _busiest(world: World) -> Mapping[str, list[tuple[str, int]]]:
    """Of each kind the things that the most facts name."""
    named: dict[str, Counter[str]] = {}
    for triple in world.store.triples():
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(ns.ID):
            kind = kind_of(triple.object.value)
            if kind in KINDS and isinstance(triple.subject, NamedNode) and is_fact(triple.subject.value):
                named.setdefault(str(kind), Counter())[triple.object.value] += 1
    return {
        kind: sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:OFFERED] for kind, counted in named.items()
    }
