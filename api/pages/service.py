"""The description of the endpoint in the terms of SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.deps import Services
from api.limits import Limits
from api.negotiation import GRAPHS, RESULTS
from api.pages.queries import select
from graph import namespaces as ns
from graph.store import Literal, NamedNode, Quad, serialise

__all__ = ["describe"]

#: The names of the formats in the W3C's list, by our short names.
FORMATS: Final = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}
PREFIXES: Final = {**ns.PREFIXES, "sd": ns.SD, "formats": ns.FORMATS}
Statement = tuple[NamedNode, str, NamedNode | Literal]


async def describe(services: Services, endpoint: str, media_type: str) -> bytes:
    """What the endpoint speaks and holds, with the named graphs that the store has, in a media type."""
    sizes: dict[str | None, str] = {None: "0"}
    for row in await select(services.pool, "sizes"):
        sizes[row["graph"].value if "graph" in row else None] = row["triples"].value
    said = [*_service(services, endpoint), *_graphs(endpoint, sizes)]
    return serialise([Quad(node, NamedNode(name), value) for node, name, value in said], media_type, PREFIXES)


def _service(services: Services, endpoint: str) -> Iterator[Statement]:
    """What the service is. The default graph is said to be the union of the named ones where it is known to be:
    a file may hold triples that are in no named graph.
    """
    service, dataset = NamedNode(endpoint), NamedNode(f"{endpoint}#dataset")
    yield service, ns.RDF + "type", NamedNode(ns.SD + "Service")
    yield service, ns.SD + "endpoint", service
    yield service, ns.SD + "supportedLanguage", NamedNode(ns.SD + "SPARQL11Query")
    for each in (*RESULTS, *GRAPHS):
        yield service, ns.SD + "resultFormat", NamedNode(ns.FORMATS + FORMATS[each.name])
    yield service, ns.SD + "defaultEntailmentRegime", NamedNode(ns.ENTAILMENT + "Simple")
    yield service, ns.DCTERMS + "description", Literal(_limits(services.limits), language="en")
    yield service, ns.SD + "defaultDataset", dataset
    # A dataset is a collection of graphs, too: those that a query may choose from.
    yield service, ns.SD + "availableGraphs", dataset
    yield dataset, ns.RDF + "type", NamedNode(ns.SD + "Dataset")
    yield dataset, ns.DCTERMS + "hasVersion", Literal(services.release.version)
    if services.release.manifest is None:
        return
    base = endpoint.removesuffix("sparql")
    yield service, ns.SD + "feature", NamedNode(ns.SD + "UnionDefaultGraph")
    yield service, ns.RDFS + "seeAlso", NamedNode(f"{base}questions")
    yield dataset, ns.DCTERMS + "isVersionOf", NamedNode(ns.DATASET)
    yield dataset, ns.RDFS + "seeAlso", NamedNode(f"{base}catalog")
    yield dataset, ns.RDFS + "seeAlso", NamedNode(f"{base}.well-known/void")


def _limits(limits: Limits) -> str:
    """What one query may cost, in words; headers say the same in numbers."""
    return (
        f"A query is stopped after {limits.deadline_seconds:g} seconds, waiting included, or a shorter time by the "
        f"parameter timeout. It may be {limits.query_bytes:,} bytes long, use {limits.memory_bytes:,} bytes of memory "
        f"beyond the graph and be answered in {limits.result_bytes:,} bytes. Past a limit the answer is an error and "
        "never a part. SERVICE and updates are refused."
    )


def _graphs(endpoint: str, sizes: dict[str | None, str]) -> Iterator[Statement]:
    """The default graph and the named ones, each with its triples."""
    dataset = NamedNode(f"{endpoint}#dataset")
    number = NamedNode(ns.XSD + "integer")
    default = NamedNode(f"{endpoint}#default-graph")
    yield dataset, ns.SD + "defaultGraph", default
    yield default, ns.RDF + "type", NamedNode(ns.SD + "Graph")
    yield default, ns.VOID + "triples", Literal(sizes[None], datatype=number)
    for place, (name, triples) in enumerate(((name, size) for name, size in sizes.items() if name), start=1):
        entry, graph = NamedNode(f"{endpoint}#named-{place}"), NamedNode(f"{endpoint}#graph-{place}")
        yield dataset, ns.SD + "namedGraph", entry
        yield entry, ns.RDF + "type", NamedNode(ns.SD + "NamedGraph")
        yield entry, ns.SD + "name", NamedNode(name)
        yield entry, ns.SD + "graph", graph
        yield graph, ns.RDF + "type", NamedNode(ns.SD + "Graph")
        yield graph, ns.VOID + "triples", Literal(triples, datatype=number)
