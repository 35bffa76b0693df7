"""Alive, ready, and which version; also while readers are busy or dead."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.deps import Services
from api.settings import Settings
from tests.api.conftest import client_of

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12)) + " }"


@pytest.mark.parametrize(("path", "status"), [("/health/live", "alive"), ("/health/ready", "ready")])
def test_well(bare: TestClient, path: str, status: str) -> None:
    response = bare.get(path)
    assert (response.status_code, response.json()) == (200, {"status": status})
    assert response.headers["cache-control"] == "no-store"


def test_version_of_a_build(world: TestClient) -> None:
    version = world.get("/version").json()
    listing = world.get("/dumps").json()
    assert version["data"] == listing["version"]
    assert version["cut_off"] == listing["cut_off"] == "2030-06-30"
    assert version["triples"] == listing["triples"]
    assert version["facts"] > 0


def test_version_of_a_bare_file(bare: TestClient) -> None:
    assert set(bare.get("/version").json()) == {"data", "program"}


def test_alive_while_every_reader_is_busy(bare_file: Path) -> None:
    settings = Settings(data=bare_file, readers=1, fast_readers=1, deadline_seconds=1.5)
    with client_of(settings) as client:
        statuses = []
        hostile = [
            threading.Thread(
                target=lambda n=n: statuses.append(
                    client.get("/sparql", params={"query": f"{ENDLESS} # {n}"}).status_code
                )
            )
            for n in range(4)
        ]
        for thread in hostile:
            thread.start()
        slowest = 0.0
        for _ in range(20):
            begun = time.monotonic()
            assert client.get("/health/live").status_code == 200
            slowest = max(slowest, time.monotonic() - begun)
            time.sleep(0.02)
        for thread in hostile:
            thread.join()
        assert slowest < 2.0
        assert set(statuses) <= {503, 504}
        assert client.get("/health/ready").status_code == 200


def test_not_ready_when_the_readers_are_gone(bare_file: Path) -> None:
    with client_of(Settings(data=bare_file)) as client:
        assert client.get("/health/ready").status_code == 200
        assert client.portal is not None
        services: Services = client.app.state.services  # type: ignore[attr-defined]
        client.portal.call(services.pool.stop)
        response = client.get("/health/ready")
        assert response.status_code == 503
        assert response.json()["status"] == "not ready"
        assert client.get("/health/live").status_code == 200
