"""One fact as a nanopublication: what is claimed, where the claim comes from, and who publishes it, each in a graph.

The shape is that of the Nanopublication Guidelines (nanopub.net): a head that ties three graphs together, none of them
empty, all four with names of their own. The nanopublication has an IRI for each version of the data, since what is
published once does not change. It is not signed, and its name is no hash of it: it is served by the project itself, as
a view of a fact, and a network of nanopublications that wants to take it up can sign it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph import namespaces as ns
from graph.describe import FROM_SOURCE, HAS_EVIDENCE, label_triples, node_of, seek
from graph.errors import UnknownEntity
from graph.rdfc import sort_quads
from graph.store import Literal, NamedNode, Quad, Store, Triple, word
from graph.titles import title_of

__all__ = ["PARTS", "nanopub_iri", "nanopublication"]

#: The four graphs in the order in which they are read; each is named by a fragment of the nanopublication.
PARTS: Final = ("head", "assertion", "provenance", "pubinfo")
#: Said of a fact by those who keep it, not by those who claim it: how it stands to other facts, and remarks.
KEEPING: Final = {
    ns.ONTOLOGY + "hasEvidence",
    ns.ONTOLOGY + "hasRank",
    ns.ONTOLOGY + "disagreesWith",
    ns.SKOS + "editorialNote",
}
DERIVED: Final = NamedNode(ns.DERIVED_GRAPH)
SUPPORTING: Final = {NamedNode(f"{ns.VOCAB}stance/{token}") for token in ("supports", "mentions")}


def nanopub_iri(fact: str, version: str) -> str:
    """The IRI of the nanopublication of a fact in a version of the data.

    >>> nanopub_iri("https://w3id.org/minpact/id/membership/india--msp--2023-06", "d5d9cc6dd5db")
    'https://w3id.org/minpact/nanopub/d5d9cc6dd5db/membership/india--msp--2023-06'
    """
    return f"{ns.NANOPUB}{version}/{fact.removeprefix(ns.ID)}"


def nanopublication(store: Store, fact: str, name: str, version: str) -> list[Quad]:
    """The nanopublication called ``name`` of a fact, head first; each graph in canonical order.

    The assertion is what is stated of the fact. What a rule derived of it is left out: whoever has the ontology can
    derive it again. Raises :class:`UnknownEntity` for what is no fact, and :class:`graph.errors.RetiredEntity`.
    """
    node = seek(store, fact)
    evidence = [triple.object for triple in store.triples(node, HAS_EVIDENCE) if isinstance(triple.object, NamedNode)]
    if not evidence:
        raise UnknownEntity(fact)
    graphs = [NamedNode(f"{name}#{part}") for part in PARTS]
    stated = [triple for triple in store.triples(node) if store.graphs(triple) != [DERIVED]]
    assertion = [triple for triple in stated if triple.predicate.value not in KEEPING]
    kept = [triple for triple in stated if triple.predicate.value in KEEPING]
    told = [triple for each in evidence for triple in store.triples(each)]
    sources = sorted(
        {t.object for t in told if t.predicate == FROM_SOURCE and isinstance(t.object, NamedNode)}, key=str
    )
    told += [triple for source in sources for triple in store.triples(source)]
    parts: list[list[Triple]] = [
        _head(NamedNode(name), graphs),
        assertion,
        [*_derivation(store, graphs[1], node, evidence), *kept, *told],
        [*_publication(store, NamedNode(name), fact, version, sources), *_names(store, assertion, told)],
    ]
    return [
        quad
        for graph, triples in zip(graphs, parts, strict=True)
        for quad in sort_quads(Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    ]


def _triple(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(subject, NamedNode(predicate), value)


def _head(name: NamedNode, graphs: list[NamedNode]) -> list[Triple]:
    links = zip(("hasAssertion", "hasProvenance", "hasPublicationInfo"), graphs[1:], strict=True)
    return [
        _triple(name, ns.RDF + "type", NamedNode(ns.NP + "Nanopublication")),
        *(_triple(name, ns.NP + link, graph) for link, graph in links),
    ]


def _derivation(store: Store, assertion: NamedNode, fact: NamedNode, evidence: list[NamedNode]) -> Iterable[Triple]:
    """Where the assertion comes from: the sources that bear it out, and the graphs in which it was written down.

    A source that disputes the fact is among the evidence, with its stance, but the fact does not come from it.
    """
    for each in evidence:
        stances = {triple.object for triple in store.triples(each, NamedNode(ns.ONTOLOGY + "hasStance"))}
        if stances & SUPPORTING:
            for triple in store.triples(each, FROM_SOURCE):
                if isinstance(triple.object, NamedNode):
                    yield _triple(assertion, ns.PROV + "wasDerivedFrom", triple.object)
    for graph in {graph for triple in store.triples(fact) for graph in store.graphs(triple)} - {DERIVED}:
        yield _triple(assertion, ns.PROV + "wasDerivedFrom", graph)


def _publication(
    store: Store, name: NamedNode, fact: str, version: str, sources: Iterable[NamedNode]
) -> Iterable[Triple]:
    """Who publishes it, under which licence, in which version of which dataset, and since when it can be known.

    The time is that at which the last of its sources was read: there is no other moment at which the record of a fact
    could have been made whole, and the same data must give the same bytes.
    """
    dataset = node_of(ns.DATASET)
    yield _triple(name, ns.RDFS + "label", Literal(title_of(store, fact), language="en"))
    yield _triple(name, ns.FOAF + "primaryTopic", NamedNode(fact))
    yield _triple(name, ns.DCTERMS + "isPartOf", dataset)
    yield _triple(name, ns.DCAT + "version", Literal(version))
    read = NamedNode(ns.ONTOLOGY + "retrievedOn")
    days = sorted(word(triple.object) for source in sources for triple in store.triples(source, read))
    if days:
        moment = Literal(f"{days[-1]}T00:00:00Z", datatype=NamedNode(ns.XSD + "dateTime"))
        yield _triple(name, ns.DCTERMS + "created", moment)
    for predicate in ("creator", "license"):
        for triple in store.triples(dataset, NamedNode(ns.DCTERMS + predicate)):
            yield Triple(name, triple.predicate, triple.object)
            if isinstance(triple.object, NamedNode):
                yield from store.triples(triple.object, NamedNode(ns.FOAF + "name"))


def _names(store: Store, assertion: Iterable[Triple], told: Iterable[Triple]) -> Iterable[Triple]:
    """English labels of what the assertion names, so that it can be read by itself; a source is told of already."""
    return (
        label
        for label in label_triples(store, assertion) - set(told)
        if isinstance(label.object, Literal) and label.object.language == "en"
    )
