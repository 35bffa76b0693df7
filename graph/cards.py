"""What is shown of a thing wherever it is found: label, types, one line about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph import namespaces as ns
from graph.errors import BadParameter
from graph.search import FACT, TIERS, Hit
from graph.store import BlankNode, Literal, NamedNode, Store
from graph.terms import fold, kind_of
from graph.titles import title_of
from graph.wire import SearchRequest
from graph.world import World

__all__ = ["LANGUAGES", "Card", "Type", "card_of", "id_of", "local", "read_types", "search", "text_of", "types_of"]

#: Languages of labels and descriptions.
LANGUAGES: Final = ("en", "ja", "hi")
#: What says in a line what a thing is, the best first.
SUMMARIES: Final = (ns.DCTERMS + "description", ns.SKOS + "definition")
SUBCLASS: Final = NamedNode(ns.RDFS + "subClassOf")


@dataclass(frozen=True, slots=True)
class Type:
    """A class of the ontology: its local name and its label."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    """A thing in short. ``id`` is its IRI without the namespace of things, ``types`` begin with the narrowest."""

    iri: str
    id: str
    kind: str
    label: str
    types: tuple[Type, ...]
    summary: str


def local(iri: str) -> str:
    """The name of a term of the ontology within it.

    >>> local(ns.ONTOLOGY + "Actor")
    'Actor'
    """
    return iri.removeprefix(ns.ONTOLOGY)


def id_of(iri: str) -> str:
    """A thing's name in tables: kind and slug.

    >>> id_of(ns.ID + "actor/india"), id_of(ns.VOCAB + "stage/mining")
    ('actor/india', 'vocab/stage/mining')
    """
    return iri.removeprefix(ns.ID) if iri.startswith(ns.ID) else iri.removeprefix(ns.BASE)


def text_of(said: Mapping[str, str], language: str) -> str:
    """What is said in a language, else in English, else in any; empty when nothing is.

    >>> text_of({"en": "Japan", "ja": "日本"}, "ja"), text_of({"en": "Japan"}, "hi"), text_of({}, "en")
    ('日本', 'Japan', '')
    """
    return said.get(language) or said.get("en") or (said[min(said)] if said else "")


def card_of(world: World, iri: str, language: str) -> Card:
    """The card of a thing; one without a label is called as on its page."""
    label = text_of(world.lookup.labels.get(iri, {}), language) or title_of(world.store, iri)
    types = types_of(world, iri, language)
    summary = text_of(_said(world.store, iri), language) or (types[0].name if types else "")
    kind = kind_of(iri) or ("concept" if iri.startswith(ns.VOCAB) else "")
    return Card(iri, id_of(iri), kind, label, types, summary)


def types_of(world: World, iri: str, language: str) -> tuple[Type, ...]:
    """The classes of a thing, a narrower one before a wider one, and what is stated before what follows."""
    names = world.lookup.classes.get(iri, frozenset()) - {FACT}
    above = {name: _wider(world.store, name) for name in names}
    ordered = sorted(names, key=lambda name: (-len(above[name]), _is_defined(world.store, name), name))
    labels = world.lookup.labels
    return tuple(Type(name, text_of(labels.get(ns.ONTOLOGY + name, {}), language) or name) for name in ordered)


def read_types(world: World, texts: tuple[str, ...]) -> frozenset[str]:
    """Kinds and classes that are named, whatever their case; raises :class:`graph.errors.BadParameter`."""
    if not texts:
        return frozenset()
    classes = world.index.types
    known = {fold(name): name for name in [*classes, *ns.KINDS]}
    for text in texts:
        if fold(local(text)) not in known:
            raise BadParameter(
                "type",
                text,
                f"a kind ({', '.join(ns.KINDS)}) or a class of the ontology ({', '.join(sorted(classes))})",
            )
    # A kind and a class may have one name (actor, Actor) and then mean the same.
    named = {fold(local(text)) for text in texts}
    return frozenset(name for name in [*classes, *ns.KINDS] if fold(name) in named)


def search(world: World, request: SearchRequest) -> dict[str, object]:
    """A page of what a text may name, with the number of all; see :meth:`graph.search.Index.find`."""
    hits = world.index.find(request.text, read_types(world, request.types))
    page = hits[request.skip : request.skip + request.limit]
    return {"total": len(hits), "results": [_result(world, hit, request.language) for hit in page]}


def _result(world: World, hit: Hit, language: str) -> dict[str, object]:
    card = card_of(world, hit.name.iri, language)
    return {
        "iri": card.iri,
        "id": card.id,
        "kind": card.kind,
        "types": [{"id": each.id, "name": each.name} for each in card.types],
        "label": card.label,
        "summary": card.summary,
        "matched": {"text": hit.name.text, "language": hit.name.language or None, "as": hit.name.sort},
        "match": TIERS[hit.tier],
        "similarity": round(hit.similarity, 2),
    }


def _said(store: Store, iri: str) -> dict[str, str]:
    for predicate in SUMMARIES:
        said = {
            triple.object.language or "": triple.object.value
            for triple in store.triples(NamedNode(iri), NamedNode(predicate))
            if isinstance(triple.object, Literal)
        }
        if said:
            return said
    return {}


def _is_defined(store: Store, name: str) -> bool:
    """Whether things are of a class by what is said of them, as materials are by standing on a list."""
    below = store.triples(None, SUBCLASS, NamedNode(ns.ONTOLOGY + name))
    return any(isinstance(triple.subject, BlankNode) for triple in below)


def _wider(store: Store, name: str) -> frozenset[str]:
    """The classes of the ontology above a class, itself left out."""
    found: set[str] = set()
    pending = [name]
    while pending:
        for triple in store.triples(NamedNode(ns.ONTOLOGY + pending.pop()), SUBCLASS):
            wider = triple.object
            if isinstance(wider, NamedNode) and wider.value.startswith(ns.ONTOLOGY) and local(wider.value) not in found:
                found.add(local(wider.value))
                pending.append(local(wider.value))
    return frozenset(found)
