"""All servers start on the same file, answer the same rows, and end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bench import servers
from bench.agreement import Rows, difference, read_rows
from bench.data import write
from bench.processes import tree
from bench.servers import Lodging, NotStarted, Server
from bench.workload import ENTITIES, NAMES, load

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.alone]

PEERS: dict[str, Callable[[Lodging, Path], AbstractContextManager[Server]]] = {
    "oxigraph serve": servers.oxigraph_memory,
    "oxigraph serve-read-only": servers.oxigraph_read_only,
    "rdflib-endpoint": servers.rdflib_endpoint,
}


@pytest.fixture(scope="module")
def lodging(tmp_path_factory: pytest.TempPathFactory) -> Lodging:
    return Lodging(tmp_path_factory.mktemp("servers"))


@pytest.fixture(scope="module")
def data(lodging: Lodging) -> Path:
    file = lodging.folder / "synthetic.nq"
    write(file, 16_000)
    return file


@pytest.fixture(scope="module")
def answers(lodging: Lodging, data: Path) -> dict[str, Rows]:
    """What this service answers, by the text of the query."""
    with servers.minpact(lodging, data) as server:
        entities = [dict(row)["entity"].removeprefix("uri ") for row in read_rows(server.ask(ENTITIES))]
        texts = [text for name in NAMES for text in load(name, entities).texts[:3]]
        found = {text: read_rows(server.ask(text)) for text in texts}
    assert all(rows.total() for rows in found.values())
    return found


@pytest.mark.parametrize("name", PEERS)
def test_peer_answers_alike(name: str, lodging: Lodging, data: Path, answers: dict[str, Rows]) -> None:
    with PEERS[name](lodging, data) as server:
        assert server.name == name
        assert server.start_seconds > 0
        for text, rows in answers.items():
            assert difference(rows, read_rows(server.ask(text))) == ""
        processes = tree(server.pid)
    assert processes
    assert not any(Path(f"/proc/{pid}").exists() for pid in processes)


def test_server_that_does_not_start_says_why(lodging: Lodging, tmp_path: Path) -> None:
    with pytest.raises(NotStarted, match=r"missing\.nq"), servers.minpact(lodging, tmp_path / "missing.nq"):
        pass
