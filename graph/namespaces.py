"""The only place where an IRI is spelled: namespaces, prefixes, and the rules by which IRIs are formed."""

from __future__ import annotations

from typing import Final

__all__ = [
    "BASE",
    "CATALOG",
    "DATASET",
    "DERIVED_GRAPH",
    "DUMPS",
    "FACTS",
    "KINDS",
    "ONTOLOGY",
    "ONTOLOGY_GRAPH",
    "PREFIXES",
    "QUESTIONS",
    "QUESTIONS_GRAPH",
    "RESULT_SET",
    "SCHEMES",
    "SHAPES",
    "SHAPES_GRAPH",
    "SPARQL",
    "VOCAB_GRAPH",
    "compact",
    "expand",
    "registry_graph",
    "source_graph",
]

BASE: Final = "https://w3id.org/minpact/"
ONTOLOGY_IRI: Final = BASE + "ontology"
ONTOLOGY: Final = ONTOLOGY_IRI + "#"
SHAPES: Final = BASE + "shapes#"
ID: Final = BASE + "id/"
DOC: Final = BASE + "doc/"
VOCAB: Final = BASE + "vocab/"
GRAPH: Final = BASE + "graph/"
NANOPUB: Final = BASE + "nanopub/"

DATASET: Final = BASE + "dataset"
#: The format of maps of sites.
SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: Licence of data and ontology.
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
DERIVED_GRAPH: Final = GRAPH + "derived"
ONTOLOGY_GRAPH: Final = GRAPH + "ontology"
SHAPES_GRAPH: Final = GRAPH + "shapes"
VOCAB_GRAPH: Final = GRAPH + "vocab"
QUESTIONS_GRAPH: Final = GRAPH + "questions"

CATALOG: Final = BASE + "catalog"
DUMPS: Final = BASE + "dumps/"
QUESTIONS: Final = BASE + "questions"
SPARQL: Final = BASE + "sparql"

#: Solutions of a query as RDF.
RESULT_SET: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"

#: Kinds of facts: each has evidence.
FACTS: Final = (
    "membership",
    "adherence",
    "affiliation",
    "denial",
    "inclusion",
    "coverage",
    "designation",
    "participation",
    "commitment",
    "expectation",
    "status-event",
    "session",
    "provision",
    "priority",
    "succession",
    "observation",
    "assessment",
)

#: Kinds of things: the path segment after ``id/`` and the prefix in authored Turtle.
KINDS: Final = (
    "actor",
    "place",
    "framework",
    "pillar",
    "instrument",
    "list-series",
    "event",
    "material",
    "geometry",
    "deposit",
    "facility",
    "project",
    "programme",
    "source",
    "evidence",
    "dataset",
    *FACTS,
)

#: Concept schemes: the path segment after ``vocab/`` and the prefix in authored Turtle.
SCHEMES: Final = (
    "stance",
    "confidence",
    "rank",
    "read-extent",
    "source-kind",
    "verdict",
    "commitment-status",
    "project-status",
    "framework-status",
    "instrument-status",
    "adherence-status",
    "programme-status",
    "event-status",
    "role",
    "framework-kind",
    "instrument-kind",
    "event-kind",
    "programme-kind",
    "provision-kind",
    "bindingness",
    "stage",
    "sector",
    "challenge",
    "opportunity",
    "indicator",
    "observation-status",
)

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
DC: Final = "http://purl.org/dc/elements/1.1/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
DCAT: Final = "http://www.w3.org/ns/dcat#"
VOID: Final = "http://rdfs.org/ns/void#"
PROV: Final = "http://www.w3.org/ns/prov#"
ORG: Final = "http://www.w3.org/ns/org#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SCHEMA: Final = "https://schema.org/"
SH: Final = "http://www.w3.org/ns/shacl#"
QB: Final = "http://purl.org/linked-data/cube#"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
UNIT: Final = "http://qudt.org/vocab/unit/"
VANN: Final = "http://purl.org/vocab/vann/"
SPDX: Final = "http://spdx.org/rdf/terms#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
DCATAP: Final = "http://data.europa.eu/r5r/"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
ENTAILMENT: Final = "http://www.w3.org/ns/entailment/"
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
NP: Final = "http://www.nanopub.org/nschema#"
FILE_TYPES: Final = "http://publications.europa.eu/resource/authority/file-type"
AVAILABLE: Final = "http://publications.europa.eu/resource/authority/planned-availability/AVAILABLE"
RDF_CANON: Final = "https://www.w3.org/TR/rdf-canon/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"

#: Every prefix that authored files and queries may use without a declaration of their own being different.
PREFIXES: Final[dict[str, str]] = {
    "": ONTOLOGY,
    **{kind: f"{ID}{kind}/" for kind in KINDS},
    **{scheme: f"{VOCAB}{scheme}/" for scheme in SCHEMES},
    "graph": GRAPH,
    "shapes": SHAPES,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dc": DC,
    "dcterms": DCTERMS,
    "dcat": DCAT,
    "void": VOID,
    "prov": PROV,
    "org": ORG,
    "foaf": FOAF,
    "schema": SCHEMA,
    "sh": SH,
    "qb": QB,
    "geo": GEO,
    "unit": UNIT,
    "vann": VANN,
    "spdx": SPDX,
    "vcard": VCARD,
    "dcatap": DCATAP,
    "wd": WIKIDATA,
}


def source_graph(slug: str) -> str:
    """Name of the graph of one source document.

    >>> source_graph("mea-fact-sheet-2025")
    'https://w3id.org/minpact/graph/source/mea-fact-sheet-2025'
    """
    return f"{GRAPH}source/{slug}"


def registry_graph(name: str) -> str:
    """Name of one registry graph.

    >>> registry_graph("actors")
    'https://w3id.org/minpact/graph/registry/actors'
    """
    return f"{GRAPH}registry/{name}"


def compact(iri: str) -> str:
    """Shorten an IRI by the longest namespace that fits; an IRI that none fits comes back in angle brackets.

    >>> compact("https://w3id.org/minpact/id/actor/india")
    'actor:india'
    >>> compact("https://w3id.org/minpact/ontology#covers")
    ':covers'
    """
    fitting = [(namespace, prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not fitting:
        return f"<{iri}>"
    namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
    local = iri[len(namespace) :]
    return f"{prefix}:{local}" if local and not set(local) & set("/#?<>") else f"<{iri}>"


def expand(name: str) -> str | None:
    """Lengthen a compact name or strip angle brackets; ``None`` for what is neither.

    >>> expand("actor:india")
    'https://w3id.org/minpact/id/actor/india'
    >>> expand("rare earths") is None
    True
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    if name.startswith(("http://", "https://")):
        return name
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES and " " not in local:
        return PREFIXES[prefix] + local
    return None
