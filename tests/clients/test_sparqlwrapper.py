"""SPARQLWrapper: both methods, both ways to post, every format that it knows, and its own errors."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
import rdflib
import SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.clients.conftest import LABEL, SELECT, TRIPLES, is_everything

pytestmark = pytest.mark.server

WAYS = [("GET", "urlencoded"), ("POST", "urlencoded"), ("POST", "postdirectly")]

GRAPHS = [
    SPARQLWrapper.RDFXML,
    SPARQLWrapper.TURTLE,
    SPARQLWrapper.N3,
    SPARQLWrapper.JSONLD,
    SPARQLWrapper.XML,
]


def ask(endpoint: str, query: str, form: str, way: tuple[str, str] = WAYS[0], **parameters: str) -> Any:
    """What the client makes of the answer; it warns when the type is not the one that it asked for."""
    wrapper = SPARQLWrapper.SPARQLWrapper(endpoint, returnFormat=form)
    wrapper.setMethod(way[0])
    wrapper.setRequestMethod(way[1])
    for name, value in parameters.items():
        wrapper.addParameter(name.replace("_", "-"), value)
    wrapper.setQuery(query)
    return wrapper.queryAndConvert()


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_json(endpoint: str, way: tuple[str, str]) -> None:
    rows = ask(endpoint, SELECT, SPARQLWrapper.JSON, way)["results"]["bindings"]
    assert is_everything({(r["thing"]["value"], r["label"]["value"], r["label"]["xml:lang"]) for r in rows})


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_xml(endpoint: str, way: tuple[str, str]) -> None:
    document = ask(endpoint, SELECT, SPARQLWrapper.XML, way)
    uris = [node.firstChild.data for node in document.getElementsByTagName("uri")]
    literals = document.getElementsByTagName("literal")
    texts = [(node.firstChild.data, node.getAttribute("xml:lang")) for node in literals]
    assert is_everything({(uri, *text) for uri, text in zip(uris, texts, strict=True)})


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_csv(endpoint: str, way: tuple[str, str]) -> None:
    rows = csv.DictReader(io.StringIO(ask(endpoint, SELECT, SPARQLWrapper.CSV, way).decode(), newline=""))
    languages = iter(("en", "ja", "ar"))
    assert is_everything({(row["thing"], row["label"], next(languages)) for row in rows})


def test_tsv(endpoint: str) -> None:
    lines = ask(endpoint, SELECT, SPARQLWrapper.TSV).decode().splitlines()
    assert lines[0] == "?thing\t?label"
    assert lines[1] == '<http://example.org/a>\t"Rare earths, \\"heavy\\""@en'


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize("form", [SPARQLWrapper.JSON, SPARQLWrapper.XML])
def test_a_verdict(endpoint: str, form: str, way: tuple[str, str]) -> None:
    answer = ask(endpoint, f"ASK {{ ?s {LABEL} ?o }}", form, way)
    if form == SPARQLWrapper.JSON:
        assert answer["boolean"] is True
    else:
        assert answer.getElementsByTagName("boolean")[0].firstChild.data == "true"


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize("form", GRAPHS)
@pytest.mark.filterwarnings(r"ignore:.* is deprecated, use Dataset:DeprecationWarning")
def test_graphs(endpoint: str, form: str, way: tuple[str, str]) -> None:
    answer = ask(endpoint, "CONSTRUCT WHERE { ?s ?p ?o }", form, way)
    graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
    assert len(graph) == TRIPLES
    labels = graph.subject_objects(rdflib.URIRef(LABEL.strip("<>")))
    assert is_everything({(str(thing), str(label), str(label.language)) for thing, label in labels})  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_datasets(endpoint: str, way: tuple[str, str]) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    answer = ask(endpoint, query, SPARQLWrapper.JSON, way, default_graph_uri="http://example.org/g1")
    assert answer["results"]["bindings"][0]["n"]["value"] == "3"


@pytest.mark.parametrize("query", ["SELECT * WHERE {", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"])
def test_a_bad_query_is_an_error_that_shows_our_words(endpoint: str, query: str) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(endpoint, returnFormat=SPARQLWrapper.JSON)
    wrapper.setQuery(query)
    wrapper.queryType = SPARQLWrapper.SELECT
    with pytest.raises(QueryBadFormed, match=r"never closed|takes no updates"):
        wrapper.query()
