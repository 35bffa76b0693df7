"""The catalogue: what DCAT-AP asks for is there, and each sentence is true of the build that it describes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph import namespaces as ns
from graph import resources
from graph.catalog import Manifest, Published
from graph.dcat import describe, find_published
from graph.dumps import make_dumps
from graph.rdfc import canonicalise
from graph.store import Literal, NamedNode, Quad, Store, parse_file, serialise, word
from tests.world.loader import load_quads

CATALOGUE = resources.ontology() / "catalogue"
HEADERS = {
    "world": Path(__file__).parents[1] / "world" / "data" / "dataset.ttl",
    "real": resources.data() / "dataset.ttl",
}
DATASET = f"<{ns.DATASET}>"
VERSION = "0123456789ab"
#: What DCAT-AP 3.0.1 calls mandatory or recommended, of each class that the catalogue has; the world is nowhere.
ASKED = {
    "dcat:Catalog": "dcterms:title dcterms:description dcterms:publisher dcterms:license dcterms:language "
    "dcterms:issued dcterms:modified dcat:dataset dcat:service dcat:themeTaxonomy foaf:homepage",
    "dcat:Dataset": "dcterms:title dcterms:description dcterms:publisher dcat:contactPoint dcat:keyword dcat:theme "
    "dcat:version",
    "dcat:Distribution": "dcterms:title dcterms:description dcterms:license dcterms:format dcterms:conformsTo "
    "dcat:accessURL dcatap:availability",
    "dcat:DataService": "dcterms:title dcterms:description dcterms:publisher dcterms:license dcterms:accessRights "
    "dcterms:conformsTo dcat:contactPoint dcat:endpointURL dcat:endpointDescription dcat:servesDataset dcat:theme "
    "dcat:keyword",
    "foaf:Agent": "foaf:name dcterms:type",
    "vcard:Kind": "vcard:fn vcard:hasURL",
    "spdx:Checksum": "spdx:algorithm spdx:checksumValue",
    "dcterms:LicenseDocument": "dcterms:type",
    "dcterms:PeriodOfTime": "dcat:startDate dcat:endDate",
    "dcterms:ProvenanceStatement": "rdfs:label",
    "dcterms:Location": "dcat:bbox dcat:centroid",
    "skos:Concept": "skos:prefLabel skos:inScheme",
    "skos:ConceptScheme": "dcterms:title",
}
OF_DATASET = (
    "dcterms:creator dcterms:license dcterms:language dcterms:issued dcterms:modified dcterms:temporal "
    "dcterms:identifier dcterms:accrualPeriodicity dcterms:accessRights dcterms:conformsTo dcterms:provenance "
    "dcat:distribution dcat:landingPage foaf:page prov:wasGeneratedBy dcat:hasVersion "
    "dcat:hasCurrentVersion void:sparqlEndpoint"
)
#: The class that a value of each property has, as DCAT-AP says.
RANGES = {
    "dcterms:publisher": "foaf:Agent",
    "dcterms:creator": "foaf:Agent",
    "dcterms:license": "dcterms:LicenseDocument",
    "dcterms:language": "dcterms:LinguisticSystem",
    "dcterms:spatial": "dcterms:Location",
    "dcterms:temporal": "dcterms:PeriodOfTime",
    "dcterms:accrualPeriodicity": "dcterms:Frequency",
    "dcterms:accessRights": "dcterms:RightsStatement",
    "dcterms:conformsTo": "dcterms:Standard",
    "dcterms:provenance": "dcterms:ProvenanceStatement",
    "dcterms:format": "dcterms:MediaTypeOrExtent",
    "dcterms:type": "skos:Concept",
    "dcat:theme": "skos:Concept",
    "dcat:themeTaxonomy": "skos:ConceptScheme",
    "dcatap:availability": "skos:Concept",
    "dcat:contactPoint": "vcard:Kind",
    "dcat:dataset": "dcat:Dataset",
    "dcat:hasVersion": "dcat:Dataset",
    "dcat:hasCurrentVersion": "dcat:Dataset",
    "dcat:previousVersion": "dcat:Dataset",
    "dcat:isVersionOf": "dcat:Dataset",
    "dcat:servesDataset": "dcat:Dataset",
    "dcat:service": "dcat:DataService",
    "dcat:accessService": "dcat:DataService",
    "dcat:distribution": "dcat:Distribution",
    "dcat:mediaType": "dcterms:MediaType",
    "dcat:compressFormat": "dcterms:MediaType",
    "dcat:landingPage": "foaf:Document",
    "foaf:page": "foaf:Document",
    "foaf:homepage": "foaf:Document",
    "spdx:checksum": "spdx:Checksum",
    "spdx:algorithm": "spdx:ChecksumAlgorithm",
    "prov:wasGeneratedBy": "prov:Activity",
}


def manifest_of(quads: Sequence[Quad]) -> Manifest:
    dumps = make_dumps(canonicalise(quads))
    published = find_published(Store.from_quads(quads))
    numbers = (dumps.triples, len(set(quads)), 0, 0, 0)
    digests = (dumps.canonical_dataset, dumps.canonical_merge)
    return Manifest(VERSION, "0.1.0", "2030-06-30", *numbers, *digests, published, dumps.files)


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return manifest_of(load_quads())


@pytest.fixture(scope="module", params=HEADERS)
def catalogue(request: pytest.FixtureRequest, manifest: Manifest) -> Store:
    """The catalogue of the world, under its own header and under that of the real data."""
    graph = ns.GRAPH + "dataset"
    quads = [quad for quad in load_quads() if quad.graph_name != NamedNode(graph)]
    quads += parse_file(HEADERS[request.param], graph)
    authored = [quad for file in sorted(CATALOGUE.glob("*.ttl")) for quad in parse_file(file)]
    return Store.from_quads(describe(Store.from_quads(quads), manifest, authored))


def values(store: Store, query: str) -> list[str]:
    return [word(row["value"]) for row in store.select(query)]


@pytest.mark.parametrize("kind", ASKED)
def test_every_class_has_what_is_asked_of_it(catalogue: Store, kind: str) -> None:
    found = values(catalogue, f"SELECT ?value {{ ?value a {kind} }}")
    assert found or kind == "dcterms:Location"
    for name in ASKED[kind].split():
        lacking = values(catalogue, f"SELECT ?value {{ ?value a {kind} FILTER NOT EXISTS {{ ?value {name} ?x }} }}")
        assert lacking == [], name


def test_the_dataset_has_all_that_is_recommended(catalogue: Store) -> None:
    for name in OF_DATASET.split():
        assert values(catalogue, f"SELECT ?value {{ {DATASET} {name} ?value }}"), name


@pytest.mark.parametrize("predicate", RANGES)
def test_whatever_is_named_is_described_by_its_class(catalogue: Store, predicate: str) -> None:
    query = f"SELECT ?value {{ ?x {predicate} ?value FILTER NOT EXISTS {{ ?value a {RANGES[predicate]} }} }}"
    assert values(catalogue, query) == []


def test_titles_come_in_three_languages_each_once(catalogue: Store) -> None:
    for kind in ("dcat:Catalog", "dcat:DataService", "void:Dataset"):
        query = f"SELECT ?x (GROUP_CONCAT(LANG(?title)) AS ?value) {{ ?x a {kind} ; dcterms:title ?title }} GROUP BY ?x"
        for languages in values(catalogue, query):
            assert sorted(languages.split()) == ["en", "hi", "ja"]


def test_distributions_are_the_files(catalogue: Store, manifest: Manifest) -> None:
    rows = catalogue.select(
        """
        SELECT ?url ?access ?size ?digest ?media ?packed {
          ?dataset dcat:distribution ?part .
          ?dataset void:sparqlEndpoint ?endpoint .
          ?part dcat:downloadURL ?url ; dcat:accessURL ?access ; dcat:byteSize ?size ; dcat:mediaType ?media ;
            spdx:checksum/spdx:checksumValue ?digest .
          OPTIONAL { ?part dcat:compressFormat ?packed }
        }
        """
    )
    told = {word(row["url"]): row for row in rows}
    dumps = {name: file for name, file in manifest.files.items() if name.startswith("minpact.")}
    assert told.keys() == {f"{ns.BASE}dumps/{VERSION}/{name}" for name in dumps}
    for name, file in dumps.items():
        row = told[f"{ns.BASE}dumps/{VERSION}/{name}"]
        assert word(row["access"]) == f"{ns.BASE}dumps/latest/{name}"
        assert (int(word(row["size"])), word(row["digest"])) == (file.size, file.sha256)
        assert row["digest"] == Literal(file.sha256, datatype=NamedNode(ns.XSD + "hexBinary"))
        assert word(row["media"]) == ns.MEDIA_TYPES + file.media_type
        packed = {"gz": "application/gzip", "zst": "application/zstd"}.get(file.coding)
        assert ("packed" in row) == bool(packed)
        assert not packed or word(row["packed"]) == ns.MEDIA_TYPES + packed


def test_canonical_digests_say_what_they_are_of(catalogue: Store, manifest: Manifest) -> None:
    for name, digest in (("dataset", manifest.canonical_dataset), ("merge", manifest.canonical_merge)):
        check = f"<{ns.DATASET}#canonical-{name}>"
        assert values(
            catalogue, f"SELECT ?value {{ {DATASET} spdx:checksum {check} . {check} spdx:checksumValue ?value }}"
        ) == [digest]
        assert values(catalogue, f"SELECT ?value {{ {check} dcterms:conformsTo ?value }}") == [ns.RDF_CANON]


def test_versions_make_a_chain_from_this_one_to_the_first(catalogue: Store) -> None:
    chain = [f"{ns.DATASET}/{VERSION}"]
    while found := values(catalogue, f"SELECT ?value {{ <{chain[-1]}> dcat:previousVersion ?value }}"):
        chain += found
    assert chain == [f"{ns.DATASET}/{version}" for version in (VERSION, "b2c3d4e5f6a1", "a1b2c3d4e5f6")]
    assert sorted(values(catalogue, f"SELECT ?value {{ {DATASET} dcat:hasVersion ?value }}")) == sorted(chain)
    assert values(catalogue, f"SELECT ?value {{ {DATASET} dcat:hasCurrentVersion ?value }}") == chain[:1]
    for iri in chain:
        assert values(catalogue, f"SELECT ?value {{ <{iri}> dcat:isVersionOf ?value }}") == [ns.DATASET]
        assert values(catalogue, f"SELECT ?value {{ <{iri}> dcat:version ?value }}") == [iri.rsplit("/", 1)[-1]]
    assert values(catalogue, f"SELECT ?value {{ <{chain[1]}> dcterms:issued ?value }}") == ["2030-01-31"]
    assert not values(catalogue, f"SELECT ?value {{ <{chain[1]}> dcat:distribution ?value }}")


def test_releases_on_record_come_newest_first() -> None:
    assert find_published(Store.from_quads(load_quads())) == (
        Published("b2c3d4e5f6a1", "0.2.0", "2030-01-31"),
        Published("a1b2c3d4e5f6", "0.1.0", "2029-01-31"),
    )


def test_the_build_used_every_source(catalogue: Store) -> None:
    used = set(values(catalogue, f"SELECT ?value {{ {DATASET} prov:wasGeneratedBy/prov:used ?value }}"))
    sources = {
        word(quad.subject)
        for quad in load_quads()
        if quad.object == NamedNode(ns.ONTOLOGY + "SourceDocument") and quad.predicate.value == ns.RDF + "type"
    }
    assert len(sources) > 5
    assert used == sources | {ns.ONTOLOGY_IRI, ns.BASE + "shapes"}
    agents = values(
        catalogue, f"SELECT ?value {{ {DATASET} prov:wasGeneratedBy/prov:wasAssociatedWith/rdfs:label ?value }}"
    )
    assert agents == ["minpact 0.1.0"]


def test_dates_are_those_of_the_data(catalogue: Store) -> None:
    retrieved = [q.object.value for q in load_quads() if q.predicate.value == ns.ONTOLOGY + "retrievedOn"]  # type: ignore[union-attr]
    (modified,) = values(catalogue, f"SELECT ?value {{ {DATASET} dcterms:modified ?value }}")
    issued = values(catalogue, f"SELECT ?value {{ {DATASET} dcterms:issued ?value }}")
    assert modified >= max([*retrieved, *issued])
    assert modified in {*retrieved, *issued, "2026-11-22"}
    starts = ("validFrom", "occurredOn", "periodStart")
    days = [word(q.object) for q in load_quads() if q.predicate.value in {ns.ONTOLOGY + name for name in starts}]
    (start,) = values(catalogue, f"SELECT ?value {{ {DATASET} dcterms:temporal/dcat:startDate ?value }}")
    assert start == min(days)
    (end,) = values(catalogue, f"SELECT ?value {{ {DATASET} dcterms:temporal/dcat:endDate ?value }}")
    assert [end] == values(catalogue, f"SELECT ?value {{ {DATASET} :dataCutOff ?value }}")


def test_nothing_is_told_that_the_catalogue_does_not_lead_to(catalogue: Store, manifest: Manifest) -> None:
    strangers = [Quad(NamedNode("urn:x"), NamedNode(ns.RDFS + "label"), Literal("nobody names it"))]
    quads = describe(
        Store.from_quads(load_quads()),
        manifest,
        strangers + [quad for file in sorted(CATALOGUE.glob("*.ttl")) for quad in parse_file(file)],
    )
    assert "urn:x" not in {word(quad.subject) for quad in quads}
    blocks = [
        quad.subject
        for quad, before in zip(quads, [None, *quads[:-1]], strict=True)
        if before is None or before.subject != quad.subject
    ]
    assert len(blocks) == len(set(blocks)), "each subject is told in one block"
    assert blocks[0] == NamedNode(ns.CATALOG)
    assert serialise(quads, "text/turtle").count(b"a dcat:Catalog") == 1
