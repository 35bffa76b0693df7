"""Describes a build for everybody: its catalogue in DCAT 3, with statistics in VoID and its making in PROV.

What is always so (services, publisher, licence, standards) is authored in ``ontology/catalogue/``, what the data say of
themselves in ``graph/data/dataset.ttl``, earlier releases in ``graph/data/releases.ttl``. Here that is put together
with what can only be reckoned: files, counts, dates, sources. The catalogue stands beside the dumps and not inside
them, since it holds their sizes and digests. It conforms to DCAT-AP 3.0.1, which asks that whatever is named is
described too; so of the authorities' concepts those that are named come along.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from graph import namespaces as ns
from graph.catalog import DUMPS, DumpFile, Manifest, Published
from graph.compression import MEDIA_TYPES
from graph.statistics import Statement, count
from graph.store import Literal, NamedNode, Quad, Store, Term

__all__ = ["describe", "find_published"]

DATASET: Final = NamedNode(ns.DATASET)
AGENT: Final = NamedNode(ns.DATASET + "#contributors")
CONTACT: Final = NamedNode(ns.DATASET + "#contact")
BUILD: Final = NamedNode(ns.DATASET + "#build")
PROGRAM: Final = NamedNode(ns.DATASET + "#program")
PERIOD: Final = NamedNode(ns.DATASET + "#period")
#: What each format is called, its name in the authority list of file types, and what such a file holds.
FORMATS: Final = {
    "nq": ("N-Quads", "RDF_N_QUADS", "every statement in its named graph"),
    "trig": ("TriG", "RDF_TRIG", "every statement in its named graph"),
    "ttl": ("Turtle", "RDF_TURTLE", "the merge of all graphs, each triple once"),
    "nt": ("N-Triples", "RDF_N_TRIPLES", "the merge of all graphs, each triple once"),
    "jsonld": ("JSON-LD", "JSON_LD", "the merge of all graphs, each triple once"),
    "rdf": ("RDF/XML", "RDF_XML", "the merge of all graphs, each triple once"),
}
PACKED: Final = {"gz": "gzip", "zst": "Zstandard"}
#: What a version, the catalogue and the services have in common with the dataset.
SHARED: Final = ("dcat:theme", "dcat:keyword", "dcterms:spatial", "dcterms:issued")
#: Dates that say when what the data tell began.
STARTS: Final = ("validFrom", "occurredOn", "periodStart")


def find_published(store: Store) -> tuple[Published, ...]:
    """The releases on record, the newest first."""
    found = []
    for triple in store.triples(predicate=_name("dcat:isVersionOf"), value=DATASET):
        node = triple.subject
        if isinstance(node, NamedNode):
            told = {name: _text(store, node, name) for name in ("dcat:version", "owl:versionInfo", "dcterms:issued")}
            found.append(Published(told["dcat:version"], told["owl:versionInfo"], told["dcterms:issued"]))
    return tuple(sorted(found, key=lambda published: (published.issued, published.release), reverse=True))


def describe(store: Store, manifest: Manifest, authored: Sequence[Quad]) -> list[Quad]:
    """The catalogue of a build; ``store`` holds its graphs, ``authored`` what ``ontology/catalogue/`` holds."""
    header = _header(store)
    said = [
        *((part.subject, part.predicate.value, part.object) for part in authored),
        *header,
        *_dates(store, header),
        *_shared(header),
        *_versions(store, manifest, header),
        *_provenance(store, manifest),
        *_canonical(manifest),
        *(row for name, file in sorted(manifest.files.items()) for row in _distribution(name, file, manifest)),
        *_endpoint(manifest),
        *count(store, DATASET),
    ]
    licences = [value for _, predicate, value in header if predicate == ns.DCTERMS + "license"]
    parts = [subject for subject, _, value in said if value == NamedNode(ns.DCAT + "Distribution")]
    said += [(part, ns.DCTERMS + "license", value) for part in parts for value in licences]
    quads = [Quad(subject, NamedNode(predicate), value) for subject, predicate, value in dict.fromkeys(said)]
    return list(_reachable(quads))


def _name(name: str) -> NamedNode:
    iri = ns.expand(name)
    assert iri is not None
    return NamedNode(iri)


def _text(store: Store, subject: NamedNode, name: str) -> str:
    """The smallest value of a property, empty where there is none."""
    values = (triple.object for triple in store.triples(subject, _name(name)))
    return min((value.value for value in values if isinstance(value, Literal)), default="")


def _header(store: Store) -> list[Statement]:
    """What the data say of the dataset; a creator who is only named becomes the agent that DCAT asks for."""
    rows: list[Statement] = []
    for triple in sorted(store.triples(DATASET), key=str):
        predicate, value = triple.predicate.value, triple.object
        assert isinstance(value, NamedNode | Literal)
        if predicate == ns.DCTERMS + "creator" and isinstance(value, Literal):
            rows += [(AGENT, ns.FOAF + "name", value), (CONTACT, ns.VCARD + "fn", value)]
        else:
            rows.append((DATASET, predicate, value))
    return rows


def _shared(header: Iterable[Statement]) -> Iterator[Statement]:
    """What is said of the dataset and holds of the catalogue and the services too."""
    names = {_name(name).value: name for name in SHARED}
    for _, predicate, value in header:
        if predicate in (ns.DCTERMS + "spatial", ns.DCTERMS + "issued"):
            yield NamedNode(ns.CATALOG), predicate, value
        elif predicate in names:
            yield from ((NamedNode(service), predicate, value) for service in (ns.SPARQL, ns.QUESTIONS))


def _day(text: str) -> Literal:
    return Literal(text[:10], datatype=NamedNode(ns.XSD + "date"))


def _days(store: Store, predicates: Iterable[str]) -> list[str]:
    found = (triple.object for name in predicates for triple in store.triples(predicate=NamedNode(name)))
    return sorted(value.value[:10] for value in found if isinstance(value, Literal))


def _dates(store: Store, header: Iterable[Statement]) -> Iterator[Statement]:
    """When the record was last changed, as far as it says so itself, and the time that it tells of.

    No clock is asked: the newest day on which a source was read, the ontology was changed or the dataset issued.
    """
    issued = [value.value for _, predicate, value in header if predicate == ns.DCTERMS + "issued"]
    ontology = _text(store, NamedNode(ns.ONTOLOGY_IRI), "dcterms:modified")
    changed = max([*_days(store, (ns.ONTOLOGY + "retrievedOn",)), *issued, ontology[:10]])
    if changed:
        yield DATASET, ns.DCTERMS + "modified", _day(changed)
        yield NamedNode(ns.CATALOG), ns.DCTERMS + "modified", _day(changed)
    begun = _days(store, (ns.ONTOLOGY + name for name in STARTS))
    yield DATASET, ns.DCTERMS + "temporal", PERIOD
    yield PERIOD, ns.RDF + "type", NamedNode(ns.DCTERMS + "PeriodOfTime")
    yield PERIOD, ns.DCAT + "endDate", _day(_text(store, DATASET, ":dataCutOff"))
    if begun:
        yield PERIOD, ns.DCAT + "startDate", _day(begun[0])


def _versions(store: Store, manifest: Manifest, header: Sequence[Statement]) -> Iterator[Statement]:
    """This version and those that were released before it, each a dataset by itself.

    An earlier release is described by its own record; what it has in common with the dataset is said of it again.
    """
    current = NamedNode(f"{ns.DATASET}/{manifest.version}")
    versions = [current, *(NamedNode(f"{ns.DATASET}/{past.version}") for past in manifest.published)]
    yield DATASET, ns.DCAT + "version", Literal(manifest.version)
    yield DATASET, ns.DCAT + "hasCurrentVersion", current
    yield current, ns.RDF + "type", NamedNode(ns.DCAT + "Dataset")
    yield current, ns.DCAT + "isVersionOf", DATASET
    yield current, ns.DCAT + "version", Literal(manifest.version)
    yield current, ns.DCTERMS + "temporal", PERIOD
    common = {_name(name).value for name in (*SHARED, "dcterms:license")}
    for node in versions:
        yield DATASET, ns.DCAT + "hasVersion", node
        yield node, ns.DCTERMS + "publisher", AGENT
        yield node, ns.DCAT + "contactPoint", CONTACT
        yield from ((node, name, value) for _, name, value in header if name in common - {ns.DCTERMS + "issued"})
    for _, name, value in header:
        if name in (ns.DCTERMS + "title", ns.DCTERMS + "description"):
            yield current, name, value
    for newer, older in pairwise(versions):
        yield newer, ns.DCAT + "previousVersion", older
    for node in versions[1:]:
        for triple in sorted(store.triples(node), key=str):
            assert isinstance(triple.object, NamedNode | Literal)
            yield node, triple.predicate.value, triple.object


def _provenance(store: Store, manifest: Manifest) -> Iterator[Statement]:
    """The build as an activity: what was used for it, the sources first of all, and what carried it out."""
    yield DATASET, ns.PROV + "wasGeneratedBy", BUILD
    yield BUILD, ns.RDF + "type", NamedNode(ns.PROV + "Activity")
    yield BUILD, ns.RDFS + "label", Literal("Build of the graph from its authored files", language="en")
    yield BUILD, ns.PROV + "wasAssociatedWith", PROGRAM
    yield PROGRAM, ns.RDF + "type", NamedNode(ns.PROV + "SoftwareAgent")
    yield PROGRAM, ns.RDFS + "label", Literal(f"minpact {manifest.program}")
    for iri in (ns.ONTOLOGY_IRI, ns.BASE + "shapes"):
        yield BUILD, ns.PROV + "used", NamedNode(iri)
    documents = store.triples(predicate=NamedNode(ns.RDF + "type"), value=_name(":SourceDocument"))
    for node in sorted({triple.subject for triple in documents}, key=str):
        assert isinstance(node, NamedNode)
        yield BUILD, ns.PROV + "used", node


def _checksum(node: NamedNode, digest: str) -> Iterator[Statement]:
    yield node, ns.RDF + "type", NamedNode(ns.SPDX + "Checksum")
    yield node, ns.SPDX + "algorithm", NamedNode(ns.SPDX + "checksumAlgorithm_sha256")
    yield node, ns.SPDX + "checksumValue", Literal(digest, datatype=NamedNode(ns.XSD + "hexBinary"))


def _canonical(manifest: Manifest) -> Iterator[Statement]:
    """The digests of what is told, whatever file tells it: of the named graphs, and of their merge."""
    for name, digest, what in (
        ("dataset", manifest.canonical_dataset, "all named graphs"),
        ("merge", manifest.canonical_merge, "the merge of all graphs"),
    ):
        node = NamedNode(f"{ns.DATASET}#canonical-{name}")
        yield DATASET, ns.SPDX + "checksum", node
        yield from _checksum(node, digest)
        yield node, ns.DCTERMS + "conformsTo", NamedNode(ns.RDF_CANON)
        label = f"SHA-256 of the canonical N-Quads (RDFC-1.0) of {what}, lines in code point order"
        yield node, ns.RDFS + "label", Literal(label, language="en")


def _distribution(name: str, file: DumpFile, manifest: Manifest) -> Iterator[Statement]:
    """One dump: the address with the version is for ever, the one with ``latest`` leads to what is newer."""
    if not name.startswith("minpact."):
        return
    ending = name.split(".")[1]
    title, code, holds = FORMATS[ending]
    part = NamedNode(f"{ns.DATASET}#{name}")
    address = NamedNode(f"{ns.DUMPS}{manifest.version}/{name}")
    digest = NamedNode(f"{ns.DATASET}#{name}-sha256")
    packed = f", packed with {PACKED[file.coding]}" if file.coding else ""
    yield from _offered(part, f"MinPact as {title}{packed}", f"The whole graph in one file: {holds}{packed}.")
    yield DATASET, ns.DCAT + "distribution", part
    yield NamedNode(f"{ns.DATASET}/{manifest.version}"), ns.DCAT + "distribution", part
    yield DATASET, ns.VOID + "dataDump", address
    yield part, ns.DCAT + "downloadURL", address
    yield part, ns.DCAT + "accessURL", NamedNode(f"{ns.DUMPS}latest/{name}")
    yield part, ns.DCAT + "byteSize", Literal(str(file.size), datatype=NamedNode(ns.XSD + "nonNegativeInteger"))
    yield part, ns.SPDX + "checksum", digest
    yield from _checksum(digest, file.sha256)
    yield from _media(part, "mediaType", DUMPS[ending])
    if file.coding:
        yield from _media(part, "compressFormat", MEDIA_TYPES[file.coding])
    kind = NamedNode(f"{ns.FILE_TYPES}/{code}")
    yield part, ns.DCTERMS + "format", kind
    yield kind, ns.RDF + "type", NamedNode(ns.DCTERMS + "MediaTypeOrExtent")
    yield kind, ns.SKOS + "prefLabel", Literal(title, language="en")
    yield kind, ns.SKOS + "inScheme", NamedNode(ns.FILE_TYPES)
    yield DATASET, ns.VOID + "feature", NamedNode(ns.FORMATS + title.replace("/", "_"))


def _endpoint(manifest: Manifest) -> Iterator[Statement]:
    """The endpoint as a way to the same data."""
    part = NamedNode(f"{ns.DATASET}#sparql")
    yield from _offered(part, "MinPact over SPARQL", "The whole graph, to be queried.")
    yield DATASET, ns.DCAT + "distribution", part
    yield NamedNode(f"{ns.DATASET}/{manifest.version}"), ns.DCAT + "distribution", part
    yield part, ns.DCAT + "accessURL", NamedNode(ns.SPARQL)
    yield part, ns.DCAT + "accessService", NamedNode(ns.SPARQL)
    kind = NamedNode(f"{ns.FILE_TYPES}/SPARQLQRES")
    yield part, ns.DCTERMS + "format", kind
    yield kind, ns.RDF + "type", NamedNode(ns.DCTERMS + "MediaTypeOrExtent")
    yield kind, ns.SKOS + "prefLabel", Literal("SPARQL query results", language="en")
    yield kind, ns.SKOS + "inScheme", NamedNode(ns.FILE_TYPES)


def _offered(part: NamedNode, title: str, description: str) -> Iterator[Statement]:
    """What every distribution says of itself."""
    yield part, ns.RDF + "type", NamedNode(ns.DCAT + "Distribution")
    yield part, ns.DCTERMS + "title", Literal(title, language="en")
    yield part, ns.DCTERMS + "description", Literal(description, language="en")
    yield part, ns.DCTERMS + "conformsTo", NamedNode(ns.ONTOLOGY_IRI)
    yield part, ns.DCATAP + "availability", NamedNode(ns.AVAILABLE)


def _media(part: NamedNode, predicate: str, media_type: str) -> Iterator[Statement]:
    node = NamedNode(ns.MEDIA_TYPES + media_type)
    yield part, ns.DCAT + predicate, node
    yield node, ns.RDF + "type", NamedNode(ns.DCTERMS + "MediaType")
    yield node, ns.RDFS + "label", Literal(media_type)


def _reachable(quads: Iterable[Quad]) -> Iterator[Quad]:
    """What the catalogue leads to, subject by subject in that order; authorities' other concepts stay away."""
    said: dict[Term, list[Quad]] = {}
    for quad in quads:
        said.setdefault(quad.subject, []).append(quad)
    seen: set[Term] = {NamedNode(ns.CATALOG)}
    pending = deque(seen)
    while pending:
        for quad in said.get(pending.popleft(), ()):
            yield quad
            if quad.object not in seen:
                seen.add(quad.object)
                pending.append(quad.object)
