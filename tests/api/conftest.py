"""Two real applications for all tests of the HTTP interface: one serves a build of the world, one a bare file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph import namespaces as ns

#: Small enough to know by heart; one triple stands in two graphs, and one thing was retired.
BARE = f"""
<{ns.ID}actor/alda> <{ns.RDF}type> <{ns.ONTOLOGY}Country> <{ns.GRAPH}registry/actors> .
<{ns.ID}actor/alda> <{ns.RDF}type> <{ns.ONTOLOGY}Actor> <{ns.GRAPH}derived> .
<{ns.ID}actor/alda> <{ns.SKOS}prefLabel> "Alda"@en <{ns.GRAPH}registry/actors> .
<{ns.ID}actor/alda> <{ns.SKOS}prefLabel> "Alda"@en <{ns.GRAPH}source/one> .
<{ns.ID}actor/alda> <{ns.SKOS}prefLabel> "\\u30A2\\u30EB\\u30C0"@ja <{ns.GRAPH}registry/actors> .
<{ns.ID}actor/alda> <{ns.SKOS}notation> "7"^^<{ns.XSD}integer> <{ns.GRAPH}source/one> .
<{ns.ID}actor/alda> <{ns.SKOS}note> "<script>alert(1)</script> & \\"more\\"" <{ns.GRAPH}source/one> .
<{ns.ID}actor/alda> <{ns.SCHEMA}url> <javascript:alert(1)> <{ns.GRAPH}source/one> .
<{ns.ID}actor/old-alda> <{ns.RDF}type> <{ns.ONTOLOGY}Country> <{ns.GRAPH}registry/actors> .
<{ns.ID}actor/old-alda> <{ns.OWL}deprecated> "true"^^<{ns.XSD}boolean> <{ns.GRAPH}registry/actors> .
<{ns.ID}actor/old-alda> <{ns.DCTERMS}isReplacedBy> <{ns.ID}actor/alda> <{ns.GRAPH}registry/actors> .
<{ns.ID}actor/lost-alda> <{ns.RDF}type> <{ns.ONTOLOGY}Country> <{ns.GRAPH}registry/actors> .
<{ns.ID}actor/lost-alda> <{ns.OWL}deprecated> "true"^^<{ns.XSD}boolean> <{ns.GRAPH}registry/actors> .
""".lstrip()


def client_of(settings: Settings) -> TestClient:
    """A client that sees redirects as they are and is never given what the server kept to itself."""
    return TestClient(create_app(settings), follow_redirects=False)


@pytest.fixture(scope="session")
def world(world_build: Path) -> Iterator[TestClient]:
    """A client of a server that serves the world."""
    with client_of(Settings(build=world_build)) as client:
        yield client


@pytest.fixture(scope="session")
def bare_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a dozen quads."""
    path = tmp_path_factory.mktemp("bare") / "bare.nq"
    path.write_text(BARE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def bare(bare_file: Path) -> Iterator[TestClient]:
    """A client of a server that serves a bare file under small limits."""
    settings = Settings(data=bare_file, deadline_seconds=2.0, result_bytes=1 << 20, query_bytes=4096)
    with client_of(settings) as client:
        yield client
