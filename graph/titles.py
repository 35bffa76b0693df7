"""What a thing is called in a line: its label or title, else for a fact its kind and whom it ties; when it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph import namespaces as ns
from graph.dates import when
from graph.store import Literal, NamedNode, Store, Term, word
from graph.terms import humanise, slug_of

__all__ = ["clock", "join_parties", "label_of", "says_of", "title_of"]

TYPE: Final = NamedNode(ns.RDF + "type")
#: What a fact rests on and what it cannot hold beside are no parties to it.
BESIDE: Final = tuple(NamedNode(ns.ONTOLOGY + name) for name in ("hasEvidence", "disagreesWith", "supersedes"))
SUBCLASS: Final = NamedNode(ns.RDFS + "subClassOf")
NAMES: Final = (NamedNode(ns.SKOS + "prefLabel"), NamedNode(ns.DCTERMS + "title"), NamedNode(ns.RDFS + "label"))
DESCRIPTION: Final = NamedNode(ns.DCTERMS + "description")
#: A fact that ties more than so many things is named by the first of them.
MAX_PARTIES: Final = 6


def says_of(store: Store, node: NamedNode) -> dict[str, str]:
    """One value of each property of a thing, the least by text where it has several, by the property's IRI."""
    said = sorted((triple.predicate.value, word(triple.object)) for triple in store.triples(node))
    return dict(reversed(said))


def label_of(store: Store, node: NamedNode) -> str:
    """The label or title of a thing, in English where there is one; empty when it has none."""
    for predicate in NAMES:
        found = [triple.object for triple in store.triples(node, predicate) if isinstance(triple.object, Literal)]
        if found:
            return min(found, key=_english_first).value
    return ""


def _english_first(text: Literal) -> tuple[bool, str, str]:
    return text.language != "en", text.language or "", text.value


def title_of(store: Store, iri: str) -> str:
    """What a thing is called: its label, its description, its kind with whom it ties, or else words of its IRI."""
    node = NamedNode(iri)
    named = label_of(store, node) or _description(store, node)
    if named:
        return named
    kind, told = _kind(store, node), _ties(store, node) or humanise(iri)
    return f"{kind}: {told}" if kind else told


def _ties(store: Store, fact: NamedNode, *, is_whole: bool = True) -> str:
    """Whom a fact ties: things by their labels, concepts that its slug names, and other facts by whom they tie."""
    parts = slug_of(fact.value).split("--")
    labels = {}
    for triple in store.triples(fact):
        other = triple.object
        if isinstance(other, NamedNode) and triple.predicate not in BESIDE:
            if other.value.startswith(ns.ID):
                label = label_of(store, other) or (_ties(store, other, is_whole=False) if is_whole else "")
            else:
                is_named = other.value.startswith(ns.VOCAB) and slug_of(other.value) in parts
                label = label_of(store, other) if is_named else ""
            if label:
                labels[other.value] = label
    return join_parties(fact.value, labels)


def _description(store: Store, node: NamedNode) -> str:
    found = [triple.object for triple in store.triples(node, DESCRIPTION) if isinstance(triple.object, Literal)]
    return min(found, key=_english_first).value if found else ""


def _kind(store: Store, node: NamedNode) -> str:
    """The label of the narrowest class that a thing is in; by IRI the first, where there are several."""
    classes: list[Term] = [triple.object for triple in store.triples(node, TYPE)]
    above = {
        triple.object for each in classes if isinstance(each, NamedNode) for triple in store.triples(each, SUBCLASS)
    }
    narrowest = sorted(str(each.value) for each in classes if isinstance(each, NamedNode) and each not in above)
    labels = (label_of(store, NamedNode(each)) for each in narrowest)
    return next((label for label in labels if label), "")


def join_parties(iri: str, labels: Mapping[str, str]) -> str:
    """Labels of the things that a fact ties, by their IRIs: those in its slug, which joins slugs, then the others.

    >>> join_parties("urn:membership/india--msp", {"urn:framework/msp": "MSP", "urn:actor/india": "India"})
    'India — MSP'
    """
    slug = slug_of(iri)
    places = {each: slug.find(slug_of(each)) for each in labels}
    ordered = sorted((place if place >= 0 else len(slug), labels[each]) for each, place in places.items())
    told = [label for _, label in ordered]
    return " — ".join([*told[:MAX_PARTIES], *(["…"] if len(told) > MAX_PARTIES else [])])


def clock(says: Mapping[str, str]) -> str:
    """When a fact holds or happened, in a few words, no more precise than it is known.

    >>> clock({ns.ONTOLOGY + "validFrom": "2023-06-01", ns.ONTOLOGY + "validFromPrecision": "month"})
    'since June 2023'
    """

    def told(name: str) -> str:
        date = says.get(ns.ONTOLOGY + name, "")
        return when(date, says.get(f"{ns.ONTOLOGY}{name}Precision", "day")) if date else ""

    start, end = told("validFrom"), told("validUntil")
    if start and end:
        return start if start == end else f"{start} to {end}"
    if start or end:
        return f"since {start}" if start else f"until {end}"
    happened, lasted = told("occurredOn"), told("occurredUntil")
    if happened:
        return f"{happened} to {lasted}" if lasted and lasted != happened else happened
    first, last = told("periodStart"), told("periodEnd")
    return f"{first} to {last}" if first and last and first != last else first or last
