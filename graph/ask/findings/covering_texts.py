"""Finds the texts that name a material: agreements, contracts, acts, of the sort and the parties that are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.clauses import are_alternatives
from graph.ask.findings.signatories import units_of
from graph.ask.linking.days_of_texts import days_of_texts
from graph.ask.wording.lexicon import read_data
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import kind_of, slug_of
from graph.world import World

__all__ = ["kinds_asked", "named_in_texts", "texts_beside", "texts_covering"]

#: How many texts are told by their names.
MOST: Final = 20
#: No text that names a mineral is left out beside the frameworks that do.
EVERY: Final = 60
#: Kinds of texts by which two or more agree on something; a law, a measure or a ruling is none.
AGREED: Final = frozenset(
    {"action-plan", "agreement", "contract", "fact-sheet", "joint-statement", "joint-vision", "memorandum"}
)
#: Kinds of measures of trade.
MEASURES: Final = frozenset({"restriction", "suspension", "tariff-relief"})
#: How directly a text names a material, the most directly first: itself, a group that holds it, only some of it.
DEGREES: Final = ("own", "group", "member")


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple(
        (re.compile("|".join(said["words"].values()), re.IGNORECASE), frozenset(said["kinds"]))
        for said in read_data("instruments").values()
    )


def kinds_asked(text: str) -> frozenset[str]:
    """The kinds of texts that a question asks for; none, where any will do.

    >>> sorted(kinds_asked("which act took niobium off the list")), sorted(kinds_asked("which documents name it"))
    (['act', 'order'], [])
    """
    return frozenset().union(*(kinds for words, kinds in _sorts() if words.search(text)))


def texts_covering(
    desk: Desk, materials: Sequence[str], actors: Sequence[str] = (), *, is_measure: bool = True
) -> Outcome:
    """The texts that name all of these materials, or a group of each, with the words in which they do.

    Of several of which one is enough, those that name any. Where none does, those that name a member of it. Measures
    of trade may be left out.
    """
    degrees = _degrees(desk, materials, actors, kinds_asked(desk.utterance.text))
    if not is_measure:
        degrees = {iri: each for iri, each in degrees.items() if not _objects(desk.world, iri, "hasKind") & MEASURES}
    direct = {iri for iri, degree in degrees.items() if degree != "member"}
    rows = _in_period(desk, _rows(desk, direct or set(degrees), materials))
    names = list(dict.fromkeys(desk.dated(row["text"], row["since"]) for row in rows))
    label = desk.speech.listing([desk.label(iri) for iri in materials])
    if not rows:
        return desk.none(label)
    text = desk.speech.found("text", label, len(names), names, MOST)
    partly = _rows(desk, set(degrees) - direct, materials) if direct else rows
    if partly:
        listed = desk.speech.listing([desk.dated(row["text"], row["since"]) for row in _in_period(desk, partly)], MOST)
        text = text + desk.say("texts_member", list=listed) if direct else desk.say("texts_member_only", told=text)
    return Outcome(text, [*rows, *(row for row in partly if direct)], count=len(names))


def texts_beside(desk: Desk, materials: Sequence[str], actors: Sequence[str] = ()) -> Outcome:
    """The agreements and joint texts that name these materials, told apart from the frameworks that cover them."""
    degrees = _degrees(desk, materials, actors, AGREED)
    parts, rows = [], []
    for degree in DEGREES:
        found = _rows(desk, {iri for iri, each in degrees.items() if each == degree}, materials)
        if found:
            listed = desk.speech.listing([desk.dated(row["text"], row["since"]) for row in found], EVERY)
            parts.append(desk.say(f"naming_{degree}", list=listed))
            rows += found
    if not rows:
        return Outcome("")
    count = len({iri for row in rows for iri in tokens_of(row["text"])})
    between = "；" if desk.speech.language == "ja" else "; "
    return Outcome(desk.say("naming_texts", count=count, list=between.join(parts)), rows)


def _in_period(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The rows of texts of the time within which they are asked for."""
    periods = desk.utterance.periods
    if len(periods) != 1 or periods[0].relation != "in":
        return desk.within(rows, "since")
    return replace(desk, is_dated=False).within(rows, "since")


def _rows(desk: Desk, texts: Set[str], materials: Sequence[str]) -> list[Row]:
    """What each of these texts says of the materials, with its day, the newest first."""
    days = desk.world.once(days_of_texts)
    wanted = {each for material in materials for each in (material, *desk.world.lookup.above.get(material, ()))}
    below = {each for material in materials for each in desk.below(material)}
    found: list[Row] = []
    for iri in sorted(texts, key=lambda text: (_value(days.get(text)), text), reverse=True):
        rows = desk.ask("materials-covered", framework=iri)
        named = [row for row in rows if tokens_of(row["material"]) & wanted]
        named = named or [row for row in rows if tokens_of(row["material"]) & below]
        said = {"iri": iri, "label": desk.world.lookup.label(iri)}
        found += [{"text": said, "since": days.get(iri), **row} for row in named]
    return found


def _degrees(desk: Desk, materials: Sequence[str], actors: Sequence[str], kinds: Set[str]) -> dict[str, str]:
    """How directly each text of these kinds and parties that had come about by the day names the materials."""
    is_any = are_alternatives(desk.utterance.text)
    named = desk.world.once(named_in_texts)
    days = desk.world.once(days_of_texts)
    found: dict[str, str] = {}
    for iri, held in named.items():
        each = [_degree(desk, held, material) for material in materials]
        told = sorted((degree for degree in each if degree is not None), key=DEGREES.index)
        if not told or (len(told) < len(each) and not is_any) or _value(days.get(iri)) > desk.on.isoformat():
            continue
        if not kinds or _objects(desk.world, iri, "hasKind") & kinds:
            found[iri] = told[0 if is_any else -1]
    if actors:
        theirs = _texts_of(desk, actors, set(found))
        found = {iri: degree for iri, degree in found.items() if iri in theirs}
    return {iri: degree for iri, degree in found.items() if iri not in desk.left_out[1]}


def _degree(desk: Desk, held: Set[str], material: str) -> str | None:
    """How directly what a text names is a material."""
    if material in held:
        return "own"
    if held & desk.world.lookup.above.get(material, frozenset()):
        return "group"
    return "member" if any(material in desk.world.lookup.above.get(iri, ()) for iri in held) else None


def named_in_texts(world: World) -> Mapping[str, frozenset[str]]:
    """What each text names, of those that name any material."""
    covers = NamedNode(f"{ONTOLOGY}coverageOf")
    found: dict[str, set[str]] = {}
    for triple in world.store.triples(None, covers, None):
        if isinstance(triple.object, NamedNode) and kind_of(triple.object.value) == "instrument":
            named = world.store.triples(triple.subject, NamedNode(f"{ONTOLOGY}namesMaterial"), None)
            for each in named:
                if isinstance(each.object, NamedNode):
                    found.setdefault(triple.object.value, set()).add(each.object.value)
    return {text: frozenset(held) for text, held in found.items()}


def _texts_of(desk: Desk, actors: Sequence[str], texts: set[str]) -> set[str]:
    """Those of some texts to which all of these actors, or a body of each, are parties, or that they issued."""
    kept = set(texts)
    for actor in actors:
        own = {actor, *units_of(desk, [actor])}
        signed = {
            iri for each in sorted(own) for row in desk.ask("adherences", actor=each) for iri in tokens_of(row["text"])
        }
        slugs = {slug_of(each) for each in own}
        name = desk.world.lookup.label(actor)
        kept &= {
            iri
            for iri in texts
            if iri in signed or name in desk.world.lookup.label(iri) or _objects(desk.world, iri, "issuedBy") & slugs
        }
    return kept


def _value(day: object) -> str:
    return str(day.get("value") or "") if isinstance(day, Mapping) else ""


def _objects(world: World, iri: str, relation: str) -> set[str]:
    """The slugs of what a text stands to in a relation."""
    return {
        slug_of(triple.object.value)
        for triple in world.store.triples(NamedNode(iri), NamedNode(f"{ONTOLOGY}{relation}"), None)
        if isinstance(triple.object, NamedNode)
    }
