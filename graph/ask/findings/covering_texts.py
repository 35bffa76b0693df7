"""Finds the texts that name a material: agreements, contracts, acts, of the sort and the parties that are asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from graph.ask.desk import Desk, Outcome, tokens_of
from graph.ask.findings.clauses import are_alternatives
from graph.ask.findings.signatories import units_of
from graph.ask.wording.lexicon import read_data
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import kind_of, slug_of

__all__ = ["kinds_asked", "texts_covering"]

#: How many texts are told by their names.
MOST: Final = 20


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


def texts_covering(desk: Desk, materials: Sequence[str], actors: Sequence[str] = ()) -> Outcome:
    """The texts that name all of these materials, or a group of each, with the words in which they do.

    Of several of which one is enough, those that name any.
    """
    found = [_texts_on(desk, material) for material in materials]
    texts = set.union(*found) if are_alternatives(desk.utterance.text) else set.intersection(*found)
    kinds = kinds_asked(desk.utterance.text)
    if kinds:
        texts = {iri for iri in texts if _objects(desk, iri, "hasKind") & kinds}
    if actors:
        texts &= _texts_of(desk, actors, texts)
    wanted = {each for material in materials for each in (material, *desk.world.lookup.above.get(material, ()))}
    rows = [
        {"text": {"iri": iri, "label": desk.world.lookup.label(iri)}, **row}
        for iri in sorted(texts)
        for row in desk.ask("materials-covered", framework=iri)
        if tokens_of(row["material"]) & wanted
    ]
    names = desk.names(rows, "text")
    label = desk.speech.listing([desk.label(iri) for iri in materials])
    return Outcome(desk.speech.found("text", label, len(names), names, MOST), rows) if rows else desk.none(label)


def _texts_on(desk: Desk, material: str) -> set[str]:
    wanted = {material, *desk.world.lookup.above.get(material, ())}
    return {
        triple.subject.value
        for iri in wanted
        for triple in desk.world.store.triples(None, NamedNode(f"{ONTOLOGY}covers"), NamedNode(iri))
        if isinstance(triple.subject, NamedNode) and kind_of(triple.subject.value) == "instrument"
    }


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
            if iri in signed or name in desk.world.lookup.label(iri) or _objects(desk, iri, "issuedBy") & slugs
        }
    return kept


def _objects(desk: Desk, iri: str, relation: str) -> set[str]:
    """The slugs of what a text stands to in a relation."""
    return {
        slug_of(triple.object.value)
        for triple in desk.world.store.triples(NamedNode(iri), NamedNode(f"{ONTOLOGY}{relation}"), None)
        if isinstance(triple.object, NamedNode)
    }
