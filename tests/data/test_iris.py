"""Every IRI that the graph mints answers: asked of the application that serves the real build, by kind."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph import namespaces as ns
from graph.build import current
from graph.nanopub import nanopub_iri
from graph.store import Literal, NamedNode, Quad, parse_file

pytestmark = pytest.mark.slow

SEED = 20300630
#: Of a kind with more IRIs than this, so many are asked for.
SAMPLE = 30
#: What a linked-data client sends; the first page and what has no RDF answer as what they are.
ACCEPT = {"Accept": "text/turtle, text/html;q=0.5, */*;q=0.1"}


@pytest.fixture(scope="module")
def client(record_build: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(build=record_build)), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def quads(record_build: Path) -> list[Quad]:
    return [quad for name in ("minpact.nq", "catalog.ttl") for quad in parse_file(current(record_build) / name)]


def iris(quads: list[Quad]) -> set[str]:
    """Every IRI of ours, in whatever place; a fragment is a part of its document."""
    terms = {term for quad in quads for term in quad}
    named = {term.value for term in terms if isinstance(term, NamedNode)}
    named |= {term.datatype.value for term in terms if isinstance(term, Literal)}
    return {name.partition("#")[0] for name in named if name.startswith(ns.BASE)}


def by_kind(names: set[str]) -> dict[str, list[str]]:
    """IRIs by the path before their last segment; what stands at the top is a kind by itself."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        path = name.removeprefix(ns.BASE)
        kinds[path.rpartition("/")[0] or path].append(name)
    return kinds


def test_every_kind_of_iri_answers(client: TestClient, quads: list[Quad]) -> None:
    chosen = random.Random(SEED)
    asked = 0
    for kind, names in by_kind(iris(quads)).items():
        for name in names if len(names) <= SAMPLE else chosen.sample(names, SAMPLE):
            response = client.get("/" + name.removeprefix(ns.BASE), headers=ACCEPT)
            if kind.startswith("id/"):
                assert response.status_code == 303, name
            while response.status_code in (303, 307):
                response = client.get(response.headers["location"], headers=ACCEPT)
            assert response.status_code == 200, (name, response.status_code)
            assert response.content, name
            asked += 1
    assert asked >= 500


def test_nothing_is_named_that_is_not_described(quads: list[Quad]) -> None:
    """For all of them and not for a sample: what an address is looked up by is there."""
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
    versions = {str(quad.object.value) for quad in quads if quad.predicate.value == ns.OWL + "versionIRI"}  # type: ignore[union-attr]
    for name in iris(quads) - versions:
        if name.startswith((ns.ID, ns.VOCAB)):
            assert name in subjects, name
        elif name.startswith(ns.GRAPH):
            assert name in graphs, name


def test_fragments_are_in_their_documents(client: TestClient, quads: list[Quad]) -> None:
    """A term or a constraint that is named is told of by the document that its address leads to."""
    for document in (ns.ONTOLOGY, ns.SHAPES):
        path = "/" + document.removeprefix(ns.BASE).rstrip("#")
        page = client.get(path, headers={"Accept": "text/html"}).text
        told = client.get(f"{path}.nt").text
        named = {t.value for q in quads for t in q if isinstance(t, NamedNode) and t.value.startswith(document)}
        named.discard(document)
        assert named
        assert [name for name in sorted(named) if f"<{name}> <" not in told] == []
        if document == ns.ONTOLOGY:
            assert [name for name in sorted(named) if f'id="{name.removeprefix(document)}"' not in page] == []


def test_each_kind_of_fact_is_published_and_cited(client: TestClient, quads: list[Quad]) -> None:
    chosen = random.Random(SEED)
    version = client.get("/version").headers["minpact-data-version"]
    kinds = by_kind({name for name in iris(quads) if name.startswith(ns.ID)})
    assert {f"id/{kind}" for kind in ns.FACTS} <= kinds.keys()
    for kind in ns.FACTS:
        for name in chosen.sample(kinds[f"id/{kind}"], min(3, len(kinds[f"id/{kind}"]))):
            path = name.replace(ns.ID, "/doc/")
            published = client.get(f"{path}.trig")
            assert published.status_code == 200, name
            assert f"<{nanopub_iri(name, version)}> a np:Nanopublication".encode() in published.content
            assert client.get(f"{path}.bib").text.count("@misc{") > 1, name
