"""Two real applications for all tests of the HTTP interface: one serves a build of the world, one a bare file."""

from __future__ import annotations

import dataclasses
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph import namespaces as ns
from graph.build import Inputs, build

WORLD = Path(__file__).parents[1] / "world" / "data"
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
def world_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of builds that holds one, of the invented world."""
    folder = tmp_path_factory.mktemp("builds")
    build(dataclasses.replace(Inputs.default(), data=WORLD, base=WORLD), folder)
    return folder


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


@pytest.fixture
def listener() -> Iterator[tuple[int, Callable[[], int]]]:
    """A port on the loopback interface, and how often anybody has connected to it but the test itself."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        done = threading.Event()

        def accept() -> None:
            while not done.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(1)
                    seen.append(connection.recv(100))

        thread = threading.Thread(target=accept)
        thread.start()
        port = listening.getsockname()[1]

        def connections() -> int:
            with socket.create_connection(("127.0.0.1", port)) as probe:
                probe.sendall(b"probe")
            for _ in range(100):
                if b"probe" in seen:
                    break
                time.sleep(0.02)
            assert b"probe" in seen, "the listener would not have noticed"
            return sum(data != b"probe" for data in seen)

        yield port, connections
        done.set()
        thread.join()
