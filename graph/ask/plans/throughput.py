"""Plan for what a plant handles, where it is told by its place, its owner and its sort: the Vizag refinery."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from graph import namespaces as ns
from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.figures import as_figure, newest_of, tell_figures, tokens_of_slug
from graph.ask.findings.signatories import units_of
from graph.ask.wording.spelling import key_of
from graph.store import Literal, NamedNode
from graph.terms import kind_of
from graph.world import World

__all__ = ["PLANS", "plant_words", "plants_meant"]

#: Kinds of things that are called plants.
PLANTS: Final = frozenset({"facility", "project"})
#: How things are called.
NAMES: Final = (ns.SKOS + "prefLabel", ns.SKOS + "altLabel")
#: What is measured of a plant, the most telling first.
MEASURES: Final = ("capacity", "planned-output", "production")
#: Words for sorts of plants, and the stages at which those work.
SORTS: Final = (
    (re.compile(r"\brefiner|\bsmelter|精製|製錬|精錬|रिफ़?ाइन|शोधन", re.IGNORECASE), {"refining", "separation"}),
    (re.compile(r"\bseparat|分離|पृथक्कर", re.IGNORECASE), {"separation"}),
    (re.compile(r"\brecycl|リサイクル|पुनर्चक्र|रीसा", re.IGNORECASE), {"recycling"}),
    (re.compile(r"\bmines?\b|鉱山|खदान|खान(?!\S)", re.IGNORECASE), {"mining"}),
)


def plant_words(world: World) -> Mapping[str, frozenset[str]]:
    """The words of all names of each project and plant; for :meth:`graph.world.World.once`."""
    words: dict[str, set[str]] = defaultdict(set)
    for name in NAMES:
        for triple in world.store.triples(predicate=NamedNode(name)):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
                iri = triple.subject.value
                if kind_of(iri) in PLANTS:
                    words[iri].update(key_of(triple.object.value))
    return {iri: frozenset(held) for iri, held in words.items()}


def throughput(desk: Desk) -> Outcome:
    """What the plants that are meant handle or are to make, by the newest figures on each."""
    plants = desk.slots.all("project") or plants_meant(desk)
    rows: list[Row] = []
    for iri in plants:
        known = [row for row in desk.ask("capacities", thing=iri) if isinstance(row["value"], int | float)]
        for measure in MEASURES:
            found = [as_figure(row) for row in known if measure in tokens_of_slug(row["measured"])]
            rows += [row for row in (newest_of(found) if not desk.utterance.periods else found) if row not in rows]
    rows = desk.within(rows, "period_end") or rows
    if not rows:
        return desk.none(desk.about("topic_projects", "project", "body", "country", "place", "material"))
    return Outcome(tell_figures(desk, rows, desk.slots.first("material") or ""), rows)


def plants_meant(desk: Desk) -> list[str]:
    """The plants of the places, owners, materials and sort that are named; plants before the projects they are of."""
    slots, words = desk.slots, desk.world.once(plant_words)
    rows: Sequence[Row] = desk.ask("projects")
    for place in slots.all("place", "country"):
        there = {iri for row in desk.ask("projects", place=place) for iri in tokens_of(row["undertaking"])}
        called = set(key_of(desk.world.lookup.label(place)))
        rows = [row for row in rows if (mine := _plant(row)) in there or called <= words.get(mine, frozenset())]
    for body in slots.all("body"):
        held, lead = {body, *units_of(desk, [body])}, desk.lead(body)
        rows = [
            row
            for row in rows
            if tokens_of(row["participants"]) & held or {lead, *_said(desk, body)} & words.get(_plant(row), frozenset())
        ]
    for material in slots.all("material"):
        wanted = {material, *desk.below(material), *desk.world.lookup.above.get(material, ())}
        rows = [row for row in rows if tokens_of(row["materials"]) & wanted]
    stages = set[str]().union(*(stages for word, stages in SORTS if word.search(desk.utterance.text)))
    rows = [row for row in rows if not stages or tokens_of_slug(row["stages"]) & stages]
    plants = [row for row in rows if kind_of(_plant(row)) == "facility"] or rows
    return list(dict.fromkeys(_plant(row) for row in plants))


def _said(desk: Desk, iri: str) -> set[str]:
    """The words by which a question names a body: Toyotsu."""
    fillings = [each for each in desk.slots.by_slot.get("body", ()) if each.iri == iri]
    return {key for each in fillings for key in key_of(each.mention.text)}


def _plant(row: Row) -> str:
    return min(tokens_of(row["undertaking"]), default="")


PLANS: Final[Mapping[str, Plan]] = {"throughput": throughput}
