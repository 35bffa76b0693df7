"""Counts what a graph holds, class by class and property by property, in the terms of VoID.

All counts are of the merge, which is what the endpoint's default graph holds, so that anybody can ask for them again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from graph import namespaces as ns
from graph.store import Literal, NamedNode, Store, Term

__all__ = ["Statement", "count"]

Statement = tuple[NamedNode, str, NamedNode | Literal]

TOTALS: Final = """
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?subject) AS ?distinctSubjects)
  (COUNT(DISTINCT ?object) AS ?distinctObjects)
WHERE { ?subject ?property ?object . }
"""
ENTITIES: Final = """
SELECT (COUNT(DISTINCT ?subject) AS ?entities)
WHERE {
  ?subject ?property ?object .
  FILTER(ISIRI(?subject) && STRSTARTS(STR(?subject), STR(?space)))
}
"""
CLASSES: Final = """
SELECT ?class (COUNT(?subject) AS ?entities) (MIN(STR(?subject)) AS ?example)
WHERE {
  ?subject a ?class .
  FILTER(ISIRI(?class))
}
GROUP BY ?class
ORDER BY ?class
"""
PROPERTIES: Final = """
SELECT ?property (COUNT(*) AS ?triples) (COUNT(DISTINCT ?subject) AS ?distinctSubjects)
  (COUNT(DISTINCT ?object) AS ?distinctObjects)
WHERE { ?subject ?property ?object . }
GROUP BY ?property
ORDER BY ?property
"""
PROPERTIES_OF_CLASSES: Final = """
SELECT ?class ?property (COUNT(*) AS ?triples)
WHERE {
  ?subject a ?class .
  ?subject ?property ?object .
  FILTER(ISIRI(?class))
}
GROUP BY ?class ?property
ORDER BY ?class ?property
"""
LINKS: Final = """
SELECT ?property (COUNT(*) AS ?triples)
WHERE {
  VALUES ?property { skos:exactMatch skos:closeMatch schema:sameAs }
  ?subject ?property ?object .
  FILTER(ISIRI(?object) && STRSTARTS(STR(?object), STR(?space)))
}
GROUP BY ?property
ORDER BY ?property
"""


def count(store: Store, dataset: NamedNode) -> list[Statement]:
    """All statistics of a dataset: totals, partitions by class and by property, links to Wikidata."""
    (totals,) = store.select(TOTALS)
    (entities,) = store.select(ENTITIES, space=Literal(ns.ID))
    sizes = {**totals, **entities}
    whole: list[Statement] = [(dataset, ns.VOID + name, _number(value)) for name, value in sizes.items()]
    return [*whole, *_partitions(store, dataset), *_links(store, dataset)]


def _number(value: Term | int) -> Literal:
    number = value.value if isinstance(value, Literal) else str(value)
    return Literal(number, datatype=NamedNode(ns.XSD + "integer"))


def _iri(row: Mapping[str, Term], name: str) -> str:
    term = row[name]
    assert isinstance(term, NamedNode)
    return term.value


def _partitions(store: Store, dataset: NamedNode) -> Iterator[Statement]:
    """A partition for each class, with one for each property of its instances, and a partition for each property."""
    classes, properties = store.select(CLASSES), store.select(PROPERTIES)
    pairs = store.select(PROPERTIES_OF_CLASSES)
    sizes: Counter[str] = Counter()
    for row in pairs:
        sizes[_iri(row, "class")] += int(_number(row["triples"]).value)
    yield dataset, ns.VOID + "classes", _number(len(classes))
    yield dataset, ns.VOID + "properties", _number(len(properties))
    terms = [_iri(row, "class") for row in classes] + [_iri(row, "property") for row in properties]
    for namespace in sorted(set(ns.PREFIXES.values())):
        if any(term.startswith(namespace) for term in terms):
            yield dataset, ns.VOID + "vocabulary", NamedNode(namespace)
    for row in classes:
        name = _iri(row, "class")
        part = NamedNode(f"{ns.DATASET}#class-{_token(name)}")
        yield dataset, ns.VOID + "classPartition", part
        yield part, ns.VOID + "class", NamedNode(name)
        yield part, ns.VOID + "entities", _number(row["entities"])
        yield part, ns.VOID + "triples", _number(sizes[name])
        example = row.get("example")
        if isinstance(example, Literal) and example.value.startswith(ns.ID):
            yield part, ns.VOID + "exampleResource", NamedNode(example.value)
    for row in pairs:
        whole = NamedNode(f"{ns.DATASET}#class-{_token(_iri(row, 'class'))}")
        part = NamedNode(f"{whole.value}--{_token(_iri(row, 'property'))}")
        yield whole, ns.VOID + "propertyPartition", part
        yield part, ns.VOID + "property", NamedNode(_iri(row, "property"))
        yield part, ns.VOID + "triples", _number(row["triples"])
    for row in properties:
        name = _iri(row, "property")
        part = NamedNode(f"{ns.DATASET}#property-{_token(name)}")
        yield dataset, ns.VOID + "propertyPartition", part
        yield part, ns.VOID + "property", NamedNode(name)
        for size in ("triples", "distinctSubjects", "distinctObjects"):
            yield part, ns.VOID + size, _number(row[size])


def _links(store: Store, dataset: NamedNode) -> Iterator[Statement]:
    """A linkset for each property that ties things to Wikidata."""
    for row in store.select(LINKS, space=Literal(ns.WIKIDATA)):
        name = _iri(row, "property")
        part = NamedNode(f"{ns.DATASET}#links-{_token(name)}")
        yield part, ns.RDF + "type", NamedNode(ns.VOID + "Linkset")
        yield dataset, ns.VOID + "subset", part
        yield part, ns.VOID + "linkPredicate", NamedNode(name)
        yield part, ns.VOID + "subjectsTarget", dataset
        yield part, ns.VOID + "objectsTarget", NamedNode(ns.WIKIDATA)
        yield part, ns.VOID + "triples", _number(row["triples"])


def _token(iri: str) -> str:
    """A name for a partition that is readable and cannot clash: prefix and local name.

    >>> _token("https://w3id.org/minpact/ontology#Coverage")
    'minpact-Coverage'
    """
    prefix, _, local = ns.compact(iri).partition(":")
    if prefix.startswith("<"):
        return hashlib.sha256(iri.encode()).hexdigest()[:12]
    return f"{prefix or 'minpact'}-{local}"
