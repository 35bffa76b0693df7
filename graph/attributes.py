"""Attributes of things as a table has them: what can be asked of a class, and the values of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph import namespaces as ns
from graph.cards import card_of, local, text_of
from graph.errors import BadParameter
from graph.search import FACT
from graph.store import Literal, NamedNode, Term
from graph.terms import fold, kind_of, slug_of
from graph.world import World

__all__ = ["Attribute", "attributes", "attributes_of", "find_attribute", "is_valued", "values_of"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column that can be asked for: a property of the graph, read forwards or backwards, perhaps in one language."""

    id: str
    name: str
    description: str
    predicate: str
    language: str | None = None
    is_backward: bool = False


#: What is no property of the ontology's own, and what its shortcuts say when they are read from the other end.
FIXED: Final[tuple[Attribute, ...]] = (
    Attribute("label-en", "label (English)", "Preferred label in English.", ns.SKOS + "prefLabel", "en"),
    Attribute("label-ja", "label (Japanese)", "Preferred label in Japanese.", ns.SKOS + "prefLabel", "ja"),
    Attribute("label-hi", "label (Hindi)", "Preferred label in Hindi.", ns.SKOS + "prefLabel", "hi"),
    Attribute("alias", "alias", "Other names, in all languages.", ns.SKOS + "altLabel"),
    Attribute("code", "code", "ISO code of a country, chemical symbol of a material.", ns.SKOS + "notation"),
    Attribute(
        "isMemberOf", "member of", "Has or had as a member, from its end.", ns.ONTOLOGY + "hasMember", is_backward=True
    ),
    Attribute(
        "isCoveredBy", "covered by", "What covers it by name or by a group.", ns.ONTOLOGY + "covers", is_backward=True
    ),
    Attribute(
        "mayBeCoveredBy",
        "may be covered by",
        "What covers it, or has a list with it behind a generic phrase.",
        ns.ONTOLOGY + "mayCover",
        is_backward=True,
    ),
    Attribute("isListedOn", "listed on", "Lists that hold it.", ns.ONTOLOGY + "listsMaterial", is_backward=True),
    Attribute(
        "isParticipantOf", "participant of", "What it takes part in.", ns.ONTOLOGY + "hasParticipant", is_backward=True
    ),
    Attribute("wikidata", "Wikidata", "Item of Wikidata that means exactly the same.", ns.SKOS + "exactMatch"),
    Attribute("homepage", "homepage", "Address of its own pages.", ns.FOAF + "homepage"),
    Attribute("description", "description", "What it is, in a sentence.", ns.DCTERMS + "description"),
    Attribute("title", "title", "Title of a document.", ns.DCTERMS + "title"),
    Attribute("url", "address", "Address of a document.", ns.SCHEMA + "url"),
    Attribute("issued", "issued", "Day on which it was issued.", ns.DCTERMS + "issued"),
)
#: The ontology's properties that a class uses, and how often; those that lead to facts are no columns.
USED: Final = """
SELECT ?property ?direction (COUNT(*) AS ?uses) (SAMPLE(?other) AS ?example) WHERE {
  ?thing a ?class .
  { ?thing ?property ?other . BIND("forward" AS ?direction) }
  UNION
  { ?other ?property ?thing . BIND("backward" AS ?direction) }
} GROUP BY ?property ?direction
"""


def attributes(world: World, language: str) -> dict[str, Attribute]:
    """Every attribute by its id: the fixed ones, then the ontology's properties."""
    found = {each.id: each for each in FIXED}
    terms = (iri for iri in world.lookup.labels if iri.startswith(ns.ONTOLOGY) and local(iri)[:1].islower())
    for iri in sorted(terms):
        definition = text_of(_texts(world, iri, ns.SKOS + "definition"), language)
        name = text_of(world.lookup.labels[iri], language)
        found.setdefault(local(iri), Attribute(local(iri), name, definition, iri))
    return found


def find_attribute(world: World, parameter: str, name: str) -> Attribute:
    """The attribute of an id, an IRI or a label; raises :class:`graph.errors.BadParameter`."""
    known = attributes(world, "en")
    found = known.get(local(name))
    if found is None:
        found = next((each for each in known.values() if fold(each.name) == fold(name)), None)
    if found is None:
        raise BadParameter(parameter, name, "the id of a property; /reconcile/suggest/property finds them")
    return found


def attributes_of(world: World, type_name: str, language: str) -> list[Attribute]:
    """The attributes that things of a class have, the most used first; of all that can be asked for no class."""
    known = attributes(world, language)
    if not type_name:
        return list(known.values())
    uses: dict[tuple[str, bool], int] = {}
    for row in world.store.select(USED, **{"class": NamedNode(ns.ONTOLOGY + type_name)}):
        term, example = row["property"], row["example"]
        if isinstance(term, NamedNode) and not _is_fact(world, example):
            direction, count = row["direction"], row["uses"]
            if isinstance(direction, Literal) and isinstance(count, Literal):
                uses[term.value, direction.value == "backward"] = int(count.value)
    fitting = [each for each in known.values() if (each.predicate, each.is_backward) in uses]
    # Labels come first, as people look for these; among the rest, what is said most often.
    first = {each.id: place for place, each in enumerate(FIXED[:5])}
    return sorted(
        fitting,
        key=lambda each: (first.get(each.id, len(first)), -uses[each.predicate, each.is_backward], each.id),
    )


def values_of(world: World, iri: str, attribute: Attribute, language: str, limit: int = 0) -> list[dict[str, object]]:
    """The values of an attribute of a thing, sorted, at most ``limit`` of them (0: all); empty for an unknown thing."""
    terms = sorted(_terms(world, iri, attribute), key=lambda term: _order(world, term, language))
    return [_value(world, term, language) for term in terms[: limit or None]]


def is_valued(world: World, iri: str, attribute: Attribute, given: str) -> bool:
    """Whether a thing has this value: a literal spelled nearly so, or a thing that has such an id, IRI or name."""
    key = fold(given)
    for term in _terms(world, iri, attribute):
        if isinstance(term, Literal):
            if fold(term.value) == key:
                return True
        elif isinstance(term, NamedNode):
            spelled = (term.value, term.value.removeprefix(ns.ID), slug_of(term.value), ns.compact(term.value))
            names = (world.index.names[number] for number in world.index.whole.get(key, ()))
            if given in spelled or any(name.iri == term.value for name in names):
                return True
    return False


def _terms(world: World, iri: str, attribute: Attribute) -> Iterator[Term]:
    subject, predicate = NamedNode(iri), NamedNode(attribute.predicate)
    if attribute.is_backward:
        for triple in world.store.triples(None, predicate, subject):
            if isinstance(triple.subject, NamedNode):
                yield triple.subject
        return
    for triple in world.store.triples(subject, predicate):
        term = triple.object
        language = term.language if isinstance(term, Literal) else None
        if attribute.language is None or attribute.language == language:
            yield term


def _order(world: World, term: Term, language: str) -> tuple[str, str]:
    return str(_value(world, term, language)), str(term)


def _value(world: World, term: Term, language: str) -> dict[str, object]:
    """A value as a cell: a thing with id and name, a number, a day, or text."""
    if isinstance(term, NamedNode):
        if kind_of(term.value):
            card = card_of(world, term.value, language)
            return {"id": card.id, "name": card.label}
        label = text_of(world.lookup.labels.get(term.value, {}), language)
        return {"str": label or (slug_of(term.value) if term.value.startswith(ns.WIKIDATA) else term.value)}
    if isinstance(term, Literal):
        sort = term.datatype.value.removeprefix(ns.XSD)
        if sort == "integer":
            return {"int": int(term.value)}
        if sort in ("decimal", "double"):
            return {"float": float(term.value)}
        if sort == "date":
            return {"date": f"{term.value[:10]}T00:00:00Z"}
        return {"str": term.value}
    return {}


def _is_fact(world: World, term: Term) -> bool:
    return isinstance(term, NamedNode) and bool(world.lookup.classes.get(term.value, frozenset()) & {FACT, "Evidence"})


def _texts(world: World, iri: str, predicate: str) -> Mapping[str, str]:
    return {
        triple.object.language or "": triple.object.value
        for triple in world.store.triples(NamedNode(iri), NamedNode(predicate))
        if isinstance(triple.object, Literal)
    }
