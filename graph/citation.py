"""How a thing is cited: as a part of this dataset in its version, followed by the source documents that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from graph import namespaces as ns
from graph.bibliography import Work
from graph.describe import FROM_SOURCE, HAS_EVIDENCE, node_of, seek
from graph.store import NamedNode, Store
from graph.terms import slug_of
from graph.titles import clock, label_of, says_of, title_of

__all__ = ["cite"]

LOCATOR: Final = ns.ONTOLOGY + "locator"
NEWS: Final = ns.VOCAB + "source-kind/news"
#: Sources that support come first, those that dispute are not left out.
STANCES: Final = ("supports", "mentions", "disputes")


def cite(store: Store, iri: str, version: str) -> list[Work]:
    """What to put into a list of references: the thing itself, then its sources, the supporting ones first.

    A source document is cited as the document that it is, the dataset and an earlier release of it as a whole.
    ``version`` is the data version.
    Raises :class:`graph.errors.UnknownEntity` and :class:`graph.errors.RetiredEntity`.
    """
    node = seek(store, iri)
    if iri == ns.DATASET:
        return [_dataset(store, version)]
    says = says_of(store, node)
    if iri.startswith(f"{ns.DATASET}/"):
        return [_release(store, iri, says)]
    if iri.startswith(f"{ns.ID}source/"):
        return [_source(says, node, f"Described at {iri}")]
    dataset = _dataset(store, version)
    own = Work(
        iri,
        "dataset",
        title_of(store, iri),
        iri,
        author=dataset.author,
        container=dataset.title,
        version=version,
        issued=dataset.issued,
        period=clock(says),
    )
    return [own, *_sources(store, node)]


def _dataset(store: Store, version: str) -> Work:
    """The dataset; its date is that of the release where it says one, else the day up to which it knows."""
    node = node_of(ns.DATASET)
    says = says_of(store, node)
    dates = (says.get(name, "")[:10] for name in (ns.DCTERMS + "modified", ns.DCTERMS + "issued"))
    creator = says.get(ns.DCTERMS + "creator", "")
    if creator.startswith(ns.BASE):
        agent = NamedNode(creator)
        creator = says_of(store, agent).get(ns.FOAF + "name") or label_of(store, agent)
    return Work(
        ns.DATASET,
        "dataset",
        label_of(store, node) or "MinPact",
        ns.DATASET,
        author=creator,
        version=version,
        issued=next(filter(None, dates), says.get(ns.ONTOLOGY + "dataCutOff", "")),
    )


def _release(store: Store, iri: str, says: Mapping[str, str]) -> Work:
    """An earlier release, of which the record tells."""
    version, issued = says.get(ns.DCAT + "version", slug_of(iri)), says.get(ns.DCTERMS + "issued", "")
    return replace(_dataset(store, version), iri=iri, url=iri, issued=issued)


def _sources(store: Store, fact: NamedNode) -> list[Work]:
    """The documents that the evidence of a fact points into, or those of one evidence by itself, each once."""
    told: dict[NamedNode, list[tuple[int, str]]] = {}
    for evidence in [triple.object for triple in store.triples(fact, HAS_EVIDENCE)] or [fact]:
        for triple in store.triples(evidence, FROM_SOURCE) if isinstance(evidence, NamedNode) else ():
            if isinstance(triple.object, NamedNode) and isinstance(evidence, NamedNode):
                told.setdefault(triple.object, []).append(_standing(store, evidence))
    works = []
    for source, standings in told.items():
        standings.sort()
        note = "; ".join(dict.fromkeys(words for _, words in standings if words))
        works.append((standings[0][0], _source(says_of(store, source), source, note)))
    works.sort(key=lambda pair: (pair[0], pair[1].issued, pair[1].title, pair[1].iri))
    return [work for _, work in works]


def _standing(store: Store, evidence: NamedNode) -> tuple[int, str]:
    """How an evidence stands to its fact, and how sure the reading is: a place in the order, and words."""
    says = says_of(store, evidence)
    stance, confidence = says.get(ns.ONTOLOGY + "hasStance", ""), says.get(ns.ONTOLOGY + "hasConfidence", "")
    words = [label_of(store, NamedNode(stance))] if stance else []
    words += [f"confidence {label_of(store, NamedNode(confidence))}"] if confidence else []
    words += [f"at {says[LOCATOR]}"] if LOCATOR in says else []
    place = STANCES.index(slug_of(stance)) if slug_of(stance) in STANCES else len(STANCES)
    return place, ", ".join(words)


def _source(says: Mapping[str, str], node: NamedNode, note: str) -> Work:
    """A source document. One that was reposted is cited as it was read; a page that no date is known of has none."""
    publisher = says.get(ns.DC + "publisher", "")
    is_news = says.get(ns.ONTOLOGY + "hasSourceKind") == NEWS
    return Work(
        node.value,
        "article-newspaper" if is_news else "webpage",
        says.get(ns.DCTERMS + "title", slug_of(node.value)),
        says.get(ns.SCHEMA + "url", node.value),
        author=says.get(ns.DC + "creator", ""),
        container=publisher if is_news else "",
        publisher="" if is_news else publisher,
        issued=says.get(ns.DCTERMS + "issued", ""),
        issued_precision=says.get(ns.ONTOLOGY + "issuedPrecision", "day"),
        accessed=says.get(ns.ONTOLOGY + "retrievedOn", ""),
        language=says.get(ns.DC + "language", ""),
        note=note,
    )
