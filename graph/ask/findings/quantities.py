"""Every number that is told of a thing: sums, stakes, figures, what sentences count; found by what a question names.

Figures of a whole country or of the world are left out: those are asked by the material that they measure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Final

from graph import namespaces as ns
from graph.ask.naming.mentions import Mention
from graph.ask.reading.direction import find_sides
from graph.ask.reading.measures import ANY, Quantity, find_asked, find_counts
from graph.ask.reading.slots import Slots
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.spelling import key_of
from graph.lookup import Lookup
from graph.store import Literal, NamedNode, Store
from graph.terms import kind_of, slug_of
from graph.world import World

__all__ = ["FIGURE", "SENTENCE", "STAKE", "SUM", "Quantities", "Quantity"]

#: How a number is held: as a sum of money, a stake in per cent, a figure, or in the words of a sentence.
SUM, STAKE, FIGURE, SENTENCE = "sum", "stake", "figure", "sentence"
HELD: Final = {"amount": SUM, "sharePercent": STAKE, "value": FIGURE}
#: Facts of which a sentence tells; judgements are somebody's, not counted.
TOLD: Final = frozenset({"Commitment", "Expectation", "StatusEvent", "Provision"})
#: What an indicator counts.
COUNTED: Final[Mapping[str, str]] = {
    "agreement-partners": "countries",
    "agreements": "agreements",
    "bids": "bids",
    "blocks-offered": "blocks",
    "exploration-projects": "projects",
    "participating-companies": "companies",
    "participating-countries": "countries",
    "participating-people": "people",
    "project-count": "projects",
}
MEMBERS: Final = "member-count"
#: Where a thing belongs: a firm to its country, an agency to its ministry, a project to its programme.
WITHIN: Final = ("unitOf", "basedIn", "locatedIn")
BESIDE: Final = (
    "undertakenUnder", "realisedBy", "reportsOn", "reportsOnUndertaking", "provisionOf", "observedThing",
    "participatesIn",
    "concernsFacility", "exploits", "madeIn", "statedIn", "editionOf", "ofSeries", "expectedOf", "reportsOnInstrument",
)  # fmt: skip
#: Things that a sentence may name without a link to them.
LABELLED: Final = frozenset({"actor", "material", "place"})
#: What tells of whom or what a number is.
SUBJECTS: Final = ("observedThing", "participatesIn", "reportsOnUndertaking", "provisionOf", "reportsOn")
#: Who has to do with what a number is told of.
ASIDE: Final = ("promisedBy", "promisedTo", "issuedBy", "hasParticipant")
#: Of these somebody is named by the way.
LOOSE: Final = frozenset({"material", "place"})
#: What is measured of countries, by material.
OF_AREAS: Final = (
    "consumption", "import", "most", "least", "price", "production", "refinery_production", "reliance",
    "reserves", "resources_figure", "supply",
)  # fmt: skip
#: What stands before a material of which an amount is asked for.
SO_MUCH: Final = re.compile(r"\bhow much\s+(?:\w+\s+)?$", re.IGNORECASE)
#: Words for what is counted, which the number need not be told with.
COUNTED_WORDS: Final = frozenset(
    key_of(
        "firm company enterprise entity country nation people person put list plan supposed intend total far"
        " manage sell sale hammer budget outlay funding fund financing cost invest investment"
    )
)
#: What two countries may have between them, so that their names tell which number is meant.
OF_TWO: Final = frozenset({"mass", "money", "share"})
#: Words for numbers, which tell none from another.
MEASURING: Final = frozenset(
    key_of(
        "money amount sum share stake percent percentage crore rupee dollar yen euro million billion total many much"
        " hold own"
    )
)
#: A name that a number has nothing to do with, and one that it has to do with only by where a body is.
MISSED: Final = -1.3
NAMED: Final = 2.0
BESIDES: Final = 1.5
NEAR: Final = 1.1
IN_TIME: Final = 0.6
OUT_OF_TIME: Final = -3.0
#: Days of what is a part of a year, and what puts a number out of question.
PART, NEVER = 200, -99.0
#: What a number must score, what the words must weigh where they alone point to it, less for each name beside them;
#: and how far others may lie behind.
ENOUGH: Final = 0.85
BY_WORDS: Final = 1.25
BY_ALL: Final = 0.8
EACH: Final = 0.4
CLOSE: Final = 0.45
WIDE: Final = 1.4
MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Quantities:
    """All numbers that are told of things, and how telling each word of them is."""

    all: tuple[Quantity, ...]
    weights: Mapping[str, float]
    labels: Mapping[str, frozenset[str]]
    countries: frozenset[str]
    titles: frozenset[str]

    @classmethod
    def of_world(cls, world: World) -> Quantities:
        """The numbers of a world; for :meth:`graph.world.World.once`."""
        return cls.of(world.store, world.lookup)

    @classmethod
    def of(cls, store: Store, lookup: Lookup) -> Quantities:
        """Read them out of a store; some 100 ms."""
        facts: dict[str, str] = {}
        for name, held in HELD.items():
            for triple in store.triples(predicate=NamedNode(ns.ONTOLOGY + name)):
                if isinstance(triple.subject, NamedNode):
                    facts[triple.subject.value] = held
        for triple in store.triples(predicate=NamedNode(ns.DCTERMS + "description")):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
                iri = triple.subject.value
                if lookup.classes.get(iri, frozenset()) & TOLD and find_counts(triple.object.value):
                    facts.setdefault(iri, SENTENCE)
        known = [each for iri, held in facts.items() if (each := _read(store, lookup, iri, held)) is not None]
        spread: dict[str, int] = defaultdict(int)
        for each in known:
            for word in each.words:
                spread[word] += 1
        weights = {word: log(1 + len(known) / count) / log(1 + len(known)) for word, count in spread.items()}
        countries = frozenset(
            iri for iri, names in lookup.classes.items() if names & {"Country", "RegionalOrganisation"}
        )
        forms = ((iri, frozenset(key_of(lookup.label(iri)))) for iri in lookup.labels if kind_of(iri) in LABELLED)
        # A name with a word that no sentence has can stand in none.
        labels = {iri: form for iri, form in forms if form and form <= weights.keys()}
        titles = frozenset(
            key for iri in lookup.labels if kind_of(iri) == "programme" for key in key_of(lookup.label(iri))
        )
        return cls(tuple(sorted(known, key=lambda each: each.fact)), weights, labels, countries, titles)

    def find(self, utterance: Utterance, slots: Slots) -> tuple[Quantity, ...]:
        """The numbers that a question asks for, the best first; none for a question that asks for no number."""
        asked = find_asked(utterance.text)
        if (
            not asked
            or utterance.is_polar
            or utterance.has("span")
            or (utterance.has("numbered") and utterance.has("meeting", "session"))
            or (utterance.has(*OF_AREAS) and slots.has("material") and not _is_of_one(slots))
        ):
            return ()
        if slots.has("framework") and not utterance.has("attend", "meeting"):
            # The countries of a framework are its members.
            asked -= {"countries"}
        if utterance.has("listed"):
            # The minerals of a list are its entries.
            asked -= {"minerals"}
        if not asked:
            return ()
        names = [mention for mention in utterance.mentions if not mention.is_weak]
        if any(mention.of_kind("material") and SO_MUCH.search(utterance.text[: mention.start]) for mention in names):
            asked = frozenset({"mass"})
        words = _words(utterance)
        sides = {} if utterance.has("import", "export") else find_sides(utterance, slots)
        scored: list[tuple[float, int, Quantity]] = []
        for each in self.all:
            if (ANY not in asked and not asked & each.measures.keys()) or not each.fits(sides):
                continue
            fit = self._score(each, names, words, utterance)
            if fit is not None:
                scored.append((*fit, each))
        scored = _of_material(scored, names, utterance.text)
        best, most = max(((score, own) for score, own, _ in scored), default=(0.0, 0))
        near = [
            (score, each)
            for score, own, each in scored
            if score >= best - (WIDE if own == most and own and each.held != SENTENCE else CLOSE)
        ]
        # Of what sentences count the newest first, since later counts take in earlier ones.
        near.sort(key=lambda pair: (-pair[0], *pair[1].by_day(is_back=pair[1].held == SENTENCE), pair[1].fact))
        return tuple(each for _, each in near)[:MOST]

    def _score(
        self, each: Quantity, names: Iterable[Mention], words: frozenset[str], utterance: Utterance
    ) -> tuple[float, int] | None:
        hits, score, misses, firm, own = 0, 0.0, 0, 0, 0
        is_of_two = not OF_TWO.isdisjoint(each.measures)
        aside: frozenset[str] = frozenset()
        for mention in names:
            senses = {sense.iri for sense in mention.senses}
            is_loose = all(kind_of(iri) in LOOSE for iri in senses)
            if (
                senses & each.things
                and kind_of(mention.senses[0].iri) == "place"
                and mention.senses[0].iri not in each.things
            ):
                # A project that is called by its place is not meant before all else.
                hits, score = hits + 1, score + NEAR
                own += 1
            elif senses & each.things:
                hits, score = hits + 1, score + (NAMED / 2 if is_loose else NAMED)
                firm += not is_loose
                own += not is_loose and not senses & self.countries
            elif senses & each.beside:
                hits, score = hits + 1, score + BESIDES
                firm += not is_loose
                own += not is_loose and not senses & self.countries
            elif senses & each.near:
                hits, score = hits + 1, score + NEAR
            elif (called := self._called(mention, each)) is not None:
                # A sentence names it.
                hits, score = hits + 1, score + NEAR
                firm += not is_loose
                aside |= called
            else:
                misses += 1
                score += MISSED
        words = words | aside
        if utterance.periods and str(utterance.periods[0].first.year) in each.words:
            words |= {str(utterance.periods[0].first.year)}
        told = [word for word in words if word in each.words and word not in COUNTED_WORDS]
        weight = self._weight(told)
        ordinal = utterance.ordinal if utterance.ordinal is not None else 1 if utterance.has("first") else None
        if ordinal is not None:
            score += 1.0 if str(ordinal) in each.words else -1.0
            counted = words & self.titles - COUNTED_WORDS
            if counted - each.words or (counted and utterance.ordinal is not None and str(ordinal) not in each.words):
                # The third offshore auction is no third auction on land.
                return None
        if utterance.periods:
            score += _timed(each, utterance)
        if own == 0 and (firm < 2 or not is_of_two):
            # Nothing, or only a country or a material, is named: the words must tell which number is meant.
            is_timed = bool(utterance.periods) and _timed(each, utterance) > 0
            hit = words & each.words
            is_all = hit >= words - COUNTED_WORDS and len(hit) > (0 if is_timed else 1)
            enough = BY_WORDS - (EACH * hits if is_of_two else 0)
            if weight < min(enough, BY_ALL - (EACH if is_timed else 0) if is_all else enough) or 2 * len(told) < len(
                words - COUNTED_WORDS
            ):
                return None
        if misses > 1 or (misses and hits < 2 and weight < BY_WORDS):
            return None
        score += weight
        return (score, own) if score >= ENOUGH else None

    def _called(self, mention: Mention, each: Quantity) -> frozenset[str] | None:
        """The words of a name, as it is said or in full, if the sentence of a number has them all."""
        forms = [frozenset(key_of(mention.text)), *(self.labels[s.iri] for s in mention.senses if s.iri in self.labels)]
        return next((form for form in forms if form and form <= each.words), None)

    def told(self, facts: Iterable[str]) -> list[Quantity]:
        """The numbers that these facts hold, in this order."""
        known = {each.fact: each for each in self.all}
        return [known[fact] for fact in facts]

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self.weights.get(word, 0.0) for word in words)


def _of_material(
    scored: list[tuple[float, int, Quantity]], names: Iterable[Mention], text: str
) -> list[tuple[float, int, Quantity]]:
    """Of several figures of one thing those on the material that is named closest to the word for the amount."""
    asked = read_pattern("amount").search(text)
    named = [mention for mention in names if mention.of_kind("material")]
    if not named or asked is None:
        return scored
    closest = min(named, key=lambda each: max(each.start - asked.end(), asked.start() - each.end))
    wanted = {sense.iri for sense in closest.senses}
    fitting = {each.of for _, _, each in scored if each.held == FIGURE and each.materials & wanted}
    return [
        (score, own, each)
        for score, own, each in scored
        if each.held != FIGURE or each.of not in fitting or each.materials & wanted
    ]


def _is_of_one(slots: Slots) -> bool:
    """Whether a single undertaking, body, text or event is named, and not only a country."""
    return slots.has("body", "event", "framework", "programme", "project", "text")


def _words(utterance: Utterance) -> frozenset[str]:
    """What a question says besides names and question words; numbers are told in English."""
    unknown = {key for word in utterance.unknown for key in key_of(word)}
    said = {*utterance.said, *utterance.content} | unknown
    return frozenset(word for word in said if word.isascii() and len(word) > 1) - MEASURING


def _timed(each: Quantity, utterance: Utterance) -> float:
    first, last = utterance.periods[0].window()
    asked = utterance.periods[0]
    if each.first and each.last and (asked.last - asked.first).days < PART and each.first.year == asked.first.year:
        # Of a month that is named nothing is told that is of another month of that year.
        return IN_TIME if each.first <= asked.last and asked.first <= each.last else NEVER
    if str(asked.first.year) in each.words:
        # A sentence may name the year by which something is due.
        return IN_TIME
    if each.last is None or each.first is None:
        return 0.0
    if (first is None or each.last >= first) and (last is None or each.first <= last):
        return IN_TIME + (0.3 if first and each.first.year == first.year else 0.0)
    return OUT_OF_TIME


def _read(store: Store, lookup: Lookup, iri: str, held: str) -> Quantity | None:
    """One fact with what it is told of; nothing for a fact that a better one has taken the place of."""
    links: dict[str, list[str]] = defaultdict(list)
    texts: dict[str, str] = {}
    for triple in store.triples(subject=NamedNode(iri)):
        name = slug_of(triple.predicate.value.replace("#", "/"))
        if isinstance(triple.object, NamedNode):
            links[name].append(triple.object.value)
        elif isinstance(triple.object, Literal):
            texts[name] = triple.object.value
    if "hasRank" in links or (held == FIGURE and "observedThing" not in links):
        return None
    indicator = slug_of(links["indicator"][0]) if links["indicator"] else ""
    if indicator == MEMBERS:
        return None
    things = {each for each in (value for values in links.values() for value in values) if each in lookup.labels}
    things |= {each for name in BESIDE for each in links[name]}
    beside: set[str] = set()
    for thing in sorted({each for name in BESIDE for each in links[name]}):
        for triple in store.triples(subject=NamedNode(thing)):
            name = slug_of(triple.predicate.value.replace("#", "/"))
            if isinstance(triple.object, NamedNode) and (name in BESIDE or name in ASIDE):
                beside.add(triple.object.value)
    measures = _measures(held, indicator, texts, slug_of(links["unit"][0]) if links["unit"] else "")
    if not measures:
        return None
    said = " ".join([
        texts.get("description", ""),
        texts.get("editorialNote", ""),
        indicator.replace("-", " "),
        *(lookup.label(each) for each in things | beside),
    ])  # fmt: skip
    start = _day(texts.get("occurredOn") or texts.get("periodStart") or texts.get("validFrom"))
    return Quantity(
        iri,
        held,
        next((links[name][0] for name in SUBJECTS if links[name]), ""),
        measures,
        frozenset(things),
        frozenset(beside - things),
        frozenset(_above(store, things | beside)),
        frozenset(key for key in key_of(said) if len(key) > 1 or key.isdigit()),
        start,
        _day(texts.get("periodEnd")) or start,
        frozenset(links["observedMaterial"]),
        *(
            frozenset(links[name]) | frozenset(_above(store, set(links[name])))
            for name in ("promisedBy", "promisedTo")
        ),
    )  # fmt: skip


def _measures(held: str, indicator: str, texts: Mapping[str, str], unit: str) -> dict[str, str]:
    """What a fact measures, with the words for it where a sentence holds the number."""
    found = dict(find_counts(texts.get("description", "")))
    if held == SUM:
        found["money"] = ""
    elif held == STAKE:
        found["share"] = ""
    elif held == FIGURE:
        found = {COUNTED.get(indicator, "share" if unit == "PERCENT" else "mass"): ""}
    return found


def _above(store: Store, things: Iterable[str]) -> set[str]:
    """What things belong to, at any distance: the ministry, the government, the country."""
    found: set[str] = set()
    fresh = set(things)
    while fresh:
        fresh = {
            triple.object.value
            for iri in fresh
            for name in WITHIN
            for triple in store.triples(subject=NamedNode(iri), predicate=NamedNode(ns.ONTOLOGY + name))
            if isinstance(triple.object, NamedNode)
        } - found
        found |= fresh
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
