"""The service description: every sentence in it is held against the endpoint that it describes."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.negotiation import GRAPHS, RESULTS
from graph import namespaces as ns
from graph.store import Store, parse_text, word

ENDPOINT = "http://testserver/sparql"


def describe(client: TestClient) -> Store:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert response.status_code == 200
    return Store.from_quads(parse_text(response.content, Path("service.ttl")))


def values(store: Store, subject: str, predicate: str) -> set[str]:
    return {word(row["value"]) for row in store.select(f"SELECT ?value WHERE {{ <{subject}> <{predicate}> ?value }}")}


def asked(client: TestClient, query: str) -> list[list[str]]:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert response.status_code == 200
    return [line.split(",") for line in response.text.splitlines()[1:]]


@pytest.mark.parametrize("which", ["world", "bare"])
def test_every_graph_has_the_size_that_a_query_counts(which: str, request: pytest.FixtureRequest) -> None:
    client: TestClient = request.getfixturevalue(which)
    said = describe(client)
    rows = said.select(
        f"""
        SELECT ?name ?triples WHERE {{
          <{ENDPOINT}#dataset> <{ns.SD}namedGraph> ?entry .
          ?entry a <{ns.SD}NamedGraph> ; <{ns.SD}name> ?name ; <{ns.SD}graph> ?graph .
          ?graph void:triples ?triples .
        }}
        """
    )
    named = {word(row["name"]): word(row["triples"]) for row in rows}
    counted = dict(asked(client, "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"))
    assert named == counted
    (default,) = said.select(f"SELECT ?n WHERE {{ ?dataset <{ns.SD}defaultGraph> ?graph . ?graph void:triples ?n . }}")
    assert [[word(default["n"])]] == asked(client, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")


def test_every_format_named_is_sent(world: TestClient) -> None:
    names = {value.rsplit("/", 1)[-1] for value in values(describe(world), ENDPOINT, ns.SD + "resultFormat")}
    assert len(names) == len(RESULTS) + len(GRAPHS)
    for form, query in [*((f, "ASK {}") for f in RESULTS), *((f, "CONSTRUCT WHERE { ?s a ?o }") for f in GRAPHS)]:
        response = world.get("/sparql", params={"query": query}, headers={"Accept": form.media_type})
        assert response.headers["content-type"] == form.content_type


def test_default_graph_is_the_union_of_the_named_ones_where_that_is_said(world: TestClient, bare: TestClient) -> None:
    assert values(describe(world), ENDPOINT, ns.SD + "feature") == {ns.SD + "UnionDefaultGraph"}
    beyond = "SELECT * WHERE { ?s ?p ?o . FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } } LIMIT 1"
    assert asked(world, beyond) == []
    assert values(describe(bare), ENDPOINT, ns.SD + "feature") == set()


def test_what_is_linked_answers(world: TestClient, bare: TestClient) -> None:
    said = describe(world)
    links = values(said, f"{ENDPOINT}#dataset", ns.RDFS + "seeAlso") | values(said, ENDPOINT, ns.RDFS + "seeAlso")
    assert {link.removeprefix("http://testserver") for link in links} == {"/catalog", "/.well-known/void", "/questions"}
    for link in links:
        assert world.get(link).status_code == 200
    assert values(said, f"{ENDPOINT}#dataset", ns.DCTERMS + "isVersionOf") == {ns.DATASET}
    assert values(describe(bare), f"{ENDPOINT}#dataset", ns.RDFS + "seeAlso") == set()


def test_limits_are_told_in_words(bare: TestClient) -> None:
    (told,) = values(describe(bare), ENDPOINT, ns.DCTERMS + "description")
    headers = bare.get("/sparql", headers={"Accept": "text/turtle"}).headers
    assert f"after {headers['minpact-deadline-seconds']} seconds" in told
    for name in ("query", "memory", "result"):
        assert f"{int(headers[f'minpact-{name}-bytes']):,} bytes" in told


def test_it_speaks_of_the_endpoint_and_of_one_language(world: TestClient) -> None:
    said = describe(world)
    assert values(said, ENDPOINT, ns.SD + "endpoint") == {ENDPOINT}
    assert values(said, ENDPOINT, ns.SD + "supportedLanguage") == {ns.SD + "SPARQL11Query"}
    assert values(said, ENDPOINT, ns.SD + "defaultEntailmentRegime") == {ns.ENTAILMENT + "Simple"}
    assert values(said, ENDPOINT, ns.SD + "defaultDataset") == {f"{ENDPOINT}#dataset"}
