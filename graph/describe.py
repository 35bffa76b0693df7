"""What a document on a thing says, and what a document that is a named graph says, in an order made for readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.errors import RetiredEntity, UnknownEntity
from graph.jsonld import Context, write_jsonld
from graph.namespaces import DCTERMS, ONTOLOGY, OWL, RDFS, SKOS
from graph.rdfc import canonicalise
from graph.store import BlankNode, NamedNode, Quad, Store, Subject, Triple, serialise, word

__all__ = [
    "FROM_SOURCE",
    "HAS_EVIDENCE",
    "describe",
    "label_triples",
    "named_graph",
    "node_of",
    "seek",
    "write_document",
]

HAS_EVIDENCE: Final = NamedNode(ONTOLOGY + "hasEvidence")
FROM_SOURCE: Final = NamedNode(ONTOLOGY + "fromSource")
IN_SCHEME: Final = NamedNode(SKOS + "inScheme")
DEPRECATED: Final = NamedNode(OWL + "deprecated")
IS_REPLACED_BY: Final = NamedNode(DCTERMS + "isReplacedBy")
LABELS: Final = tuple(NamedNode(iri) for iri in (RDFS + "label", SKOS + "prefLabel", DCTERMS + "title"))
JSON_LD: Final = "application/ld+json"


def node_of(iri: str) -> NamedNode:
    """The node that an IRI names; raises :class:`UnknownEntity` for what the grammar of IRIs forbids."""
    try:
        return NamedNode(iri)
    except ValueError:
        raise UnknownEntity(iri) from None


def seek(store: Store, iri: str) -> NamedNode:
    """The node that an IRI names in a graph.

    Raises :class:`UnknownEntity` for what the graph says nothing of, :class:`RetiredEntity` for what was retired.
    """
    node = node_of(iri)
    if next(store.triples(node), None) is None:
        raise UnknownEntity(iri)
    if any(word(triple.object) == "true" for triple in store.triples(node, DEPRECATED)):
        successors = sorted(word(triple.object) for triple in store.triples(node, IS_REPLACED_BY))
        raise RetiredEntity(iri, successors[0] if successors else "")
    return node


def describe(store: Store, iri: str) -> list[Triple]:
    """All triples about a thing, about its evidence and the sources of that, and the labels of whatever these name.

    The thing comes first, then what stands by itself, then the labels. Blank nodes are followed, so that a class comes
    with its restrictions; a concept scheme comes with its concepts. What only points at the thing is left out: a
    material has thousands of such triples, and they are about something else; the questions give them in order.

    Raises what :func:`seek` raises.
    """
    start = seek(store, iri)
    found: dict[Triple, None] = {}
    pending: list[Subject] = [start, *(triple.subject for triple in store.triples(None, IN_SCHEME, start))]
    while pending:
        for triple in store.triples(pending.pop()):
            if triple not in found:
                found[triple] = None
                is_told = isinstance(triple.object, NamedNode) and triple.predicate in (HAS_EVIDENCE, FROM_SOURCE)
                if isinstance(triple.object, BlankNode) or is_told:
                    pending.append(triple.object)  # type: ignore[arg-type]
    described = {triple.subject for triple in found}
    ordered = canonicalise(Quad(*triple) for triple in [*found, *label_triples(store, found)])

    def rank(triple: Triple) -> int:
        if triple.subject == start:
            return 0
        return 1 if isinstance(triple.subject, BlankNode) or triple.subject in described else 2

    return sorted((quad.triple for quad in ordered), key=rank)


def label_triples(store: Store, triples: Iterable[Triple]) -> set[Triple]:
    """The labels, in every language, of all that some triples name as an object."""
    named = {triple.object for triple in triples if isinstance(triple.object, NamedNode)}
    return {label for node in named for predicate in LABELS for label in store.triples(node, predicate)}


def named_graph(store: Store, iri: str) -> list[Quad]:
    """All of one named graph in its canonical order; raises :class:`UnknownEntity` when there is no such graph."""
    quads = canonicalise(store.quads(node_of(iri)))
    if not quads:
        raise UnknownEntity(iri)
    return quads


def write_document(statements: list[Triple] | list[Quad], media_type: str, context: Context) -> bytes:
    """Write a document as it is ordered, in one of :data:`graph.store.GRAPH_FORMATS`; JSON-LD is compacted."""
    if media_type == JSON_LD:
        return write_jsonld(statements, context)
    return serialise(statements, media_type)
