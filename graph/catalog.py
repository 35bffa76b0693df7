"""Describes a build: its manifest (for the server), and its catalogue in DCAT 3 and VoID (for everybody).

The catalogue stands beside the dumps and not inside them, since it holds their sizes and digests.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from graph import namespaces as ns
from graph.errors import NoBuild
from graph.store import Literal, NamedNode, Quad, Subject, Term

__all__ = ["DUMPS", "DumpFile", "Manifest", "describe", "read_manifest", "write_manifest"]

#: Media types of the dumps by file ending.
DUMPS: Mapping[str, str] = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
MANIFEST = "manifest.json"
TYPE = NamedNode(ns.RDF + "type")
Statement = tuple[NamedNode, str, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file of a build: its size in bytes, its SHA-256 as hexadecimal digits, its media type."""

    size: int
    sha256: str
    media_type: str

    @classmethod
    def of(cls, content: bytes, media_type: str) -> DumpFile:
        """Measure content."""
        return cls(len(content), hashlib.sha256(content).hexdigest(), media_type)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build is: the version of its data (a digest of the inputs), of the program, the cut-off, sizes and files.

    ``triples`` counts the merge of all graphs, ``quads`` every statement in every graph.
    """

    version: str
    program: str
    cut_off: str
    triples: int
    quads: int
    graphs: int
    sources: int
    facts: int
    files: Mapping[str, DumpFile]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest.json`` into a build folder."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2, sort_keys=True) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a build folder. Raises :class:`graph.errors.NoBuild` when there is none that can be read."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {name: DumpFile(**file) for name, file in data.pop("files").items()}
        return Manifest(files=files, **data)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoBuild(str(folder)) from error


def describe(quads: Sequence[Quad], manifest: Manifest) -> list[Quad]:
    """The catalogue: the dataset with its distributions (DCAT, with sizes and SHA-256) and its statistics (VoID).

    Counts are of the merge of all graphs, which is what the endpoint's default graph holds.
    """
    triples = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    dataset = NamedNode(ns.DATASET)
    catalogue = NamedNode(ns.BASE + "catalog")
    about: list[Statement] = [
        (catalogue, ns.RDF + "type", NamedNode(ns.DCAT + "Catalog")),
        (catalogue, ns.DCAT + "dataset", dataset),
        (catalogue, ns.DCTERMS + "title", Literal("MinPact catalogue", language="en")),
        (dataset, ns.RDF + "type", NamedNode(ns.DCAT + "Dataset")),
        (dataset, ns.RDF + "type", NamedNode(ns.VOID + "Dataset")),
        (dataset, ns.DCAT + "version", Literal(manifest.version)),
        (dataset, ns.DCTERMS + "conformsTo", NamedNode(ns.ONTOLOGY_IRI)),
        (dataset, ns.FOAF + "homepage", NamedNode(ns.BASE)),
        (dataset, ns.VOID + "sparqlEndpoint", NamedNode(ns.BASE + "sparql")),
        (dataset, ns.VOID + "uriSpace", Literal(ns.ID)),
        (dataset, ns.VOID + "triples", _number(len(triples))),
        (dataset, ns.VOID + "distinctSubjects", _number(len({subject for subject, _, _ in triples}))),
        (dataset, ns.VOID + "distinctObjects", _number(len({value for _, _, value in triples}))),
    ]
    header = ("title", "description", "license", "creator")
    for quad in quads:
        name = quad.predicate.value
        if quad.subject == dataset and (name == ns.ONTOLOGY + "dataCutOff" or name in {ns.DCTERMS + h for h in header}):
            assert isinstance(quad.object, NamedNode | Literal)
            about.append((dataset, name, quad.object))
    about += _partitions(dataset, triples)
    about += _distributions(dataset, manifest)
    return [Quad(subject, NamedNode(predicate), value) for subject, predicate, value in dict.fromkeys(about)]


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(ns.XSD + "integer"))


def _partitions(dataset: NamedNode, triples: Iterable[tuple[Subject, NamedNode, Term]]) -> list[Statement]:
    """VoID's class and property partitions, and the vocabularies that the properties come from."""
    properties: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for _, predicate, value in triples:
        properties[predicate.value] += 1
        if predicate == TYPE and isinstance(value, NamedNode):
            classes[value.value] += 1
    rows: list[Statement] = [
        (dataset, ns.VOID + "classes", _number(len(classes))),
        (dataset, ns.VOID + "properties", _number(len(properties))),
    ]
    used = {namespace for namespace in ns.PREFIXES.values() if any(name.startswith(namespace) for name in properties)}
    rows += [(dataset, ns.VOID + "vocabulary", NamedNode(namespace)) for namespace in sorted(used)]
    for kind, counts, size in (("class", classes, "entities"), ("property", properties, "triples")):
        for iri, count in sorted(counts.items()):
            part = NamedNode(f"{ns.DATASET}#{kind}-{_token(iri)}")
            rows += [
                (dataset, f"{ns.VOID}{kind}Partition", part),
                (part, ns.VOID + kind, NamedNode(iri)),
                (part, ns.VOID + size, _number(count)),
            ]
    return rows


def _token(iri: str) -> str:
    """A name for a partition that is readable and cannot clash: prefix and local name.

    >>> _token("https://w3id.org/minpact/ontology#Coverage")
    'minpact-Coverage'
    """
    prefix, _, local = ns.compact(iri).partition(":")
    return (
        f"{prefix or 'minpact'}-{local}"
        if not prefix.startswith("<")
        else hashlib.sha256(iri.encode()).hexdigest()[:12]
    )


def _distributions(dataset: NamedNode, manifest: Manifest) -> list[Statement]:
    rows: list[Statement] = []
    for name, file in sorted(manifest.files.items()):
        if not name.startswith("minpact."):
            continue
        address = NamedNode(f"{ns.BASE}dumps/{manifest.version}/{name}")
        part = NamedNode(f"{ns.DATASET}#{name}")
        digest = NamedNode(f"{ns.DATASET}#{name}-sha256")
        rows += [
            (dataset, ns.DCAT + "distribution", part),
            (dataset, ns.VOID + "dataDump", address),
            (part, ns.RDF + "type", NamedNode(ns.DCAT + "Distribution")),
            (part, ns.DCTERMS + "title", Literal(name)),
            (part, ns.DCAT + "downloadURL", address),
            (part, ns.DCAT + "mediaType", NamedNode(ns.MEDIA_TYPES + file.media_type)),
            (part, ns.DCAT + "byteSize", Literal(str(file.size), datatype=NamedNode(ns.XSD + "nonNegativeInteger"))),
            (part, ns.SPDX + "checksum", digest),
            (digest, ns.RDF + "type", NamedNode(ns.SPDX + "Checksum")),
            (digest, ns.SPDX + "algorithm", NamedNode(ns.SPDX + "checksumAlgorithm_sha256")),
            (digest, ns.SPDX + "checksumValue", Literal(file.sha256, datatype=NamedNode(ns.XSD + "hexBinary"))),
        ]
        if name.endswith(".gz"):
            gzip = NamedNode(ns.MEDIA_TYPES + "application/gzip")
            rows.append((part, ns.DCAT + "compressFormat", gzip))
    return rows
