"""Linked-data documents over HTTP: citations, nanopublications, links, versions, JSON-LD that needs nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph import namespaces as ns
from graph.jsonld import published_context
from graph.store import parse_text

FACT = "/doc/membership/alda--lantern-pact--2026-03"
PACT = "/doc/framework/lantern-pact"
SOURCE = "/doc/source/lantern-charter-2026"
HTML = {"Accept": "text/html"}
LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?(?:; profile="([^"]*)")?')
CITATIONS = {
    "cite": "text/x-bibliography; charset=utf-8",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


def version_of(client: TestClient) -> str:
    return client.get("/version").headers["minpact-data-version"]


def links(client: TestClient, path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for target, relation, *_ in LINK.findall(client.get(path).headers["link"]):
        found.setdefault(relation, []).append(target)
    return found


# --- citations


@pytest.mark.parametrize("path", [FACT, PACT, SOURCE, "/vocab/verdict", "/vocab/verdict/named", "/dataset"])
@pytest.mark.parametrize("suffix", CITATIONS)
def test_citations_by_suffix_by_accept_and_by_parameter(world: TestClient, path: str, suffix: str) -> None:
    media_type = CITATIONS[suffix]
    suffixed = world.get(f"{path}.{suffix}", headers={"Accept": "image/png"})
    accepted = world.get(path, headers={"Accept": media_type.partition(";")[0]})
    asked = world.get(path, params={"format": suffix.partition(".")[0]}, headers=HTML)
    for response in (suffixed, accepted, asked):
        assert response.status_code == 200
        assert response.headers["content-type"] == media_type
        assert response.content == suffixed.content
    assert version_of(world) in suffixed.text or path == SOURCE
    tag = suffixed.headers["etag"]
    assert world.get(f"{path}.{suffix}", headers={"If-None-Match": tag}).status_code == 304


def test_a_fact_is_cited_with_its_sources(world: TestClient) -> None:
    items = json.loads(world.get(f"{FACT}.csl.json").content)
    assert items[0]["id"] == ns.BASE + FACT[1:].replace("doc/", "id/")
    assert items[0]["version"] == version_of(world)
    assert "https://example.org/lantern-charter-2026" in [item["URL"] for item in items[1:]]
    assert (
        world.get(f"{FACT}.bib").text.count("@misc{") == len(items) == len(world.get(f"{FACT}.cite").text.splitlines())
    )


def test_a_page_says_how_to_cite(world: TestClient) -> None:
    page = world.get(FACT, headers=HTML).text
    assert f"Data version {version_of(world)}" in page
    for suffix in CITATIONS:
        assert f'href="{FACT}.{suffix}"' in page
    assert f'<link rel="cite-as" href="{ns.ID}membership/alda--lantern-pact--2026-03">' in page


@pytest.mark.parametrize("suffix", [*CITATIONS, "trig"])
def test_what_is_not_there_is_neither_cited_nor_published(world: TestClient, bare: TestClient, suffix: str) -> None:
    missing = world.get(f"/doc/membership/alda--lantern-pact--2026-04.{suffix}")
    assert missing.status_code == 404
    assert ns.BASE + FACT[1:].replace("doc/", "id/") in missing.json()["near"]
    if suffix != "trig":
        retired = bare.get(f"/doc/actor/old-alda.{suffix}")
        assert (retired.status_code, retired.json()["successor"]) == (410, ns.ID + "actor/alda")


def test_nothing_in_the_data_breaks_a_citation(bare: TestClient) -> None:
    assert "Alda" in bare.get("/doc/actor/alda.cite").text
    assert bare.get("/doc/actor/alda.bib").text.startswith("@misc{minpact:actor:alda,")
    assert json.loads(bare.get("/doc/actor/alda.csl.json").content)[0]["title"] == "Alda"


# --- nanopublications


def test_a_fact_is_offered_as_a_nanopublication(world: TestClient) -> None:
    suffixed = world.get(f"{FACT}.trig", headers={"Accept": "image/png"})
    accepted = world.get(FACT, headers={"Accept": "application/trig"})
    own = world.get(suffixed.headers["content-location"])
    for response in (suffixed, accepted, own):
        assert response.headers["content-type"] == "application/trig"
        assert response.content == suffixed.content
    name = f"{ns.NANOPUB}{version_of(world)}/membership/alda--lantern-pact--2026-03"
    quads = parse_text(suffixed.content, Path("fact.trig"))
    assert {str(quad.graph_name) for quad in quads} == {
        f"<{name}#{part}>" for part in ("head", "assertion", "provenance", "pubinfo")
    }
    assert suffixed.headers["content-location"] == name.removeprefix(ns.BASE.rstrip("/"))
    lines = parse_text(world.get(f"{own.request.url.path}?format=nq").content, Path("fact.nq"))
    assert set(lines) == set(quads)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{PACT}.trig", 404),
        ("/nanopub/{version}/framework/lantern-pact", 404),
        ("/nanopub/{version}/membership/nothing", 404),
        ("/nanopub/{version}/planet/mars", 404),
        ("/nanopub/000000000000/membership/alda--lantern-pact--2026-03", 404),
    ],
)
def test_what_is_no_fact_has_no_nanopublication(world: TestClient, path: str, status: int) -> None:
    response = world.get(path.replace("{version}", version_of(world)))
    assert response.status_code == status
    assert world.get(PACT, headers={"Accept": "application/trig"}).status_code == 406


# --- links


def test_links_of_a_fact(world: TestClient) -> None:
    found = links(world, FACT)
    thing = ns.BASE + FACT[1:].replace("doc/", "id/")
    assert found["describes"] == found["cite-as"] == [thing]
    assert found["license"] == [ns.LICENSE]
    assert found["collection"] == [ns.DATASET]
    assert found["type"] == [ns.SCHEMA + "AboutPage"]
    assert found["alternate"] == [f"{FACT}.{name}" for name in ("ttl", "nt", "jsonld", "rdf", "trig", "html")]
    assert found["describedby"] == [f"{FACT}.{suffix}" for suffix in CITATIONS]
    assert 'type="application/trig"; profile="http://www.nanopub.org/nschema"' in world.get(FACT).headers["link"]


@pytest.mark.parametrize(
    "path", [FACT, PACT, SOURCE, "/vocab/verdict", "/ontology", "/graph/source/lantern-charter-2026"]
)
def test_every_link_leads_somewhere_and_is_what_it_says(world: TestClient, path: str) -> None:
    header = world.get(path).headers["link"]
    for target, relation, media_type, _ in LINK.findall(header):
        if target.startswith("/"):
            response = world.get(target)
            assert response.status_code == 200, target
            if media_type:
                assert response.headers["content-type"].startswith(media_type)
        elif target.startswith(ns.BASE):
            assert world.get("/" + target.removeprefix(ns.BASE)).status_code in (200, 303), (relation, target)


def test_a_thing_says_where_it_is_described(world: TestClient) -> None:
    response = world.get("/id/framework/lantern-pact?format=jsonld")
    assert response.headers["location"] == f"{PACT}?format=jsonld"
    assert response.headers["link"] == f'<{PACT}>; rel="describedby"'


def test_a_source_and_its_graph_know_each_other(world: TestClient) -> None:
    assert links(world, SOURCE)["related"] == ["/graph/source/lantern-charter-2026"]
    assert links(world, "/graph/source/lantern-charter-2026")["related"] == [ns.ID + "source/lantern-charter-2026"]
    assert 'href="/graph/source/lantern-charter-2026"' in world.get(SOURCE, headers=HTML).text


def test_a_bare_file_claims_no_licence(bare: TestClient) -> None:
    found = links(bare, "/doc/actor/alda")
    assert "license" not in found
    assert "collection" not in found


# --- versions


@pytest.mark.parametrize(
    "path", [FACT, SOURCE, "/graph/source/lantern-charter-2026", "/vocab/verdict/named", "/ontology", "/dataset.bib"]
)
def test_a_document_of_the_version_served(world: TestClient, path: str) -> None:
    served = version_of(world)
    assert world.get(f"{path}?version={served}").content == world.get(path).content
    other = world.get(f"{path}?version=000000000000")
    assert other.status_code == 404
    assert other.json()["version"] == served


@pytest.mark.parametrize("name", ["ontology", "shapes", "vocab"])
def test_version_iris_answer_and_others_name_the_one_served(world: TestClient, name: str) -> None:
    quads = parse_text(world.get(f"/{name}.nt").content, Path(f"{name}.nt"))
    (iri,) = {quad.object.value for quad in quads if quad.predicate.value == ns.OWL + "versionIRI"}  # type: ignore[union-attr]
    (number,) = {quad.object.value for quad in quads if quad.predicate.value == ns.OWL + "versionInfo"}  # type: ignore[union-attr]
    assert iri == f"{ns.BASE}{name}/{number}"
    assert world.get(f"/{name}/{number}", headers=HTML).status_code == 200
    for accept in ("text/turtle", "application/ld+json"):
        versioned = world.get(f"/{name}/{number}", headers={"Accept": accept})
        assert versioned.content == world.get(f"/{name}", headers={"Accept": accept}).content
    missing = world.get(f"/{name}/99.0.0")
    assert missing.status_code == 404
    assert iri in missing.json()["remedy"]


def test_terms_shapes_and_vocabularies_have_one_version(world: TestClient) -> None:
    query = f"SELECT DISTINCT ?v {{ ?s a <{ns.OWL}Ontology> ; <{ns.OWL}versionInfo> ?v }}"
    rows = world.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text.splitlines()[1:]
    assert len(rows) == 1


# --- JSON-LD and its context


@pytest.mark.parametrize("path", [FACT, "/vocab/verdict", "/ontology", "/graph/derived"])
def test_json_ld_needs_no_other_document(world: TestClient, path: str) -> None:
    document = world.get(path, headers={"Accept": "application/ld+json"}).json()
    declared = document["@context"]
    assert isinstance(declared, dict)
    published = json.loads(published_context().content)["@context"]
    assert declared.items() <= published.items()
    plain = {
        str(quad.triple) for quad in parse_text(world.get(f"{path}.nt").content, Path("a.nt")) if "_:" not in str(quad)
    }
    read = parse_text(json.dumps(document), Path("a.jsonld"))
    assert {str(quad.triple) for quad in read if "_:" not in str(quad)} == plain
    assert len(set(read)) == len(set(parse_text(world.get(f"{path}.nt").content, Path("a.nt"))))


def test_the_context_is_published(world: TestClient) -> None:
    response = world.get("/context.jsonld", headers={"Origin": "https://example.org"})
    assert response.headers["content-type"] == "application/ld+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.json()["@context"]["skos:prefLabel"] == {"@container": "@language"}
    tag = response.headers["etag"]
    assert world.get("/context.jsonld", headers={"If-None-Match": tag}).status_code == 304
    assert world.get("/context.jsonld", headers={"Accept": "application/json"}).status_code == 200


# --- the dataset


@pytest.mark.parametrize(("accept", "location"), [("text/html", "/catalog"), ("text/turtle", "/catalog?format=ttl")])
def test_the_dataset_leads_to_the_catalogue(world: TestClient, accept: str, location: str) -> None:
    for path in ("/dataset", f"/dataset/{version_of(world)}"):
        response = world.get(path, headers={"Accept": accept})
        assert (response.status_code, response.headers["location"]) == (303, location)
    described = world.get(location, headers={"Accept": accept})
    assert described.status_code == 200
    assert described.headers["content-type"].startswith(accept)


def test_a_release_on_record_is_cited_as_what_it_was(world: TestClient) -> None:
    text = world.get("/dataset/b2c3d4e5f6a1?format=cite").text
    assert "Data version b2c3d4e5f6a1. 31 January 2030." in text
    assert f"{ns.DATASET}/b2c3d4e5f6a1" in text
    response = world.get("/dataset/b2c3d4e5f6a1", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.headers["location"]) == (303, "/catalog?format=ttl")
    assert f"<{ns.DATASET}/b2c3d4e5f6a1>" in world.get("/catalog?format=nt").text


def test_the_catalogue_links_its_formats_and_its_json_ld_is_compact(world: TestClient) -> None:
    header = world.get("/catalog").headers["link"]
    for target, relation, media_type, _ in LINK.findall(header):
        if relation == "alternate":
            assert world.get(target).headers["content-type"].startswith(media_type)
    document = world.get("/catalog?format=jsonld").json()
    (dataset,) = [node for node in document["@graph"] if node["@id"] == ns.DATASET]
    assert isinstance(dataset["dcat:distribution"][0], str)
    plain = set(parse_text(world.get("/catalog?format=nt").content, Path("a.nt")))
    assert set(parse_text(json.dumps(document), Path("a.jsonld"))) == plain


@pytest.mark.parametrize(
    "path", ["/dataset/000000000000", "/dataset.pdf", "/dataset.csl", "/dataset/000000000000?format=bib"]
)
def test_other_datasets_are_not_found(world: TestClient, path: str) -> None:
    assert world.get(path).status_code == 404
