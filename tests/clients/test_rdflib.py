"""rdflib: its store of a remote endpoint, and ``SERVICE`` in its own queries."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.clients.conftest import LABEL, SELECT, SIZE, TRIPLES, is_everything

pytestmark = [
    pytest.mark.server,
    # rdflib warns of its own use of its own old names.
    pytest.mark.filterwarnings(r"ignore:.* is deprecated, use Dataset:DeprecationWarning"),
]

A = rdflib.URIRef("http://example.org/a")


def rows_of(result: rdflib.query.Result) -> set[tuple[str, str, str]]:
    return {tuple(map(str, (row[0], row[1], row[1].language))) for row in result}  # type: ignore[misc, index, union-attr]


@pytest.fixture(params=[("GET", "json"), ("GET", "xml"), ("POST", "xml"), ("POST_FORM", "json")], ids="-".join)
def store(request: pytest.FixtureRequest, endpoint: str) -> SPARQLStore:
    """The store by each method that it has, in each format of solutions that rdflib reads whole."""
    method, form = request.param
    return SPARQLStore(endpoint, method=method, returnFormat=form)


def test_select(store: SPARQLStore) -> None:
    assert is_everything(rows_of(rdflib.Graph(store).query(SELECT)))


def test_ask(store: SPARQLStore) -> None:
    graph = rdflib.Graph(store)
    assert graph.query(f"ASK {{ ?s {LABEL} 'レアアース'@ja }}").askAnswer is True
    assert graph.query(f"ASK {{ ?s {LABEL} 'レアアース' }}").askAnswer is False


def test_patterns(store: SPARQLStore) -> None:
    graph = rdflib.Graph(store)
    assert len(graph) == TRIPLES
    assert len(list(graph.triples((None, None, None)))) == TRIPLES
    assert graph.value(A, rdflib.URIRef(SIZE.strip("<>"))) == rdflib.Literal(17)
    assert (A, rdflib.URIRef(LABEL.strip("<>")), rdflib.Literal('Rare earths, "heavy"', lang="en")) in graph


def test_a_named_graph(endpoint: str) -> None:
    store = SPARQLStore(endpoint, context_aware=True)
    graph = rdflib.Graph(store, identifier=rdflib.URIRef("http://example.org/g2"))
    assert len(list(graph.triples((None, None, None)))) == 3
    assert {str(name) for name in store.contexts()} == {"http://example.org/g1", "http://example.org/g2"}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["turtle", "application/rdf+xml", "application/n-triples", "xml"])
def test_construct(endpoint: str, method: str, form: str) -> None:
    store = SPARQLStore(endpoint, method=method, returnFormat=form)
    result = rdflib.Graph(store).query(f"CONSTRUCT WHERE {{ ?s {LABEL} ?o }}")
    assert result.graph is not None
    assert is_everything(
        {(str(s), str(o), str(o.language)) for s, _, o in result.graph if isinstance(o, rdflib.Literal)}
    )


def test_service(endpoint: str) -> None:
    """A query of rdflib's own that joins what is here with what is there."""
    here = rdflib.Graph().parse(data=f"<http://example.org/a> {SIZE} 1 .", format="turtle")
    query = f"SELECT ?s ?label WHERE {{ ?s {SIZE} 1 SERVICE <{endpoint}> {{ ?s {LABEL} ?label }} }}"
    assert rows_of(here.query(query)) == {("http://example.org/a", 'Rare earths, "heavy"', "en")}
    everything = rdflib.Graph().query(f"SELECT * WHERE {{ SERVICE <{endpoint}> {{ ?s {LABEL} ?label }} }}")
    assert is_everything({(str(row.s), str(row.label), str(row.label.language)) for row in everything})  # type: ignore[union-attr]
