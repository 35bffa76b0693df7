"""What is said of each request: its id, to the client and in problems, and its line in the access log."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.logs import QUERY_CHARACTERS, AccessLog
from api.settings import Settings

HTML = {"Accept": "text/html"}


@pytest.fixture
def logged(bare_file: Path) -> Iterator[TestClient]:
    """A server that logs, queries too."""
    settings = Settings(data=bare_file)
    log = AccessLog(is_json=True, has_queries=True)
    with TestClient(create_app(settings, log=log), follow_redirects=False) as client:
        yield client


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.parametrize("given", ["a", "A-1_b.c", "0" * 64])
def test_id_that_is_well_formed_is_kept(bare: TestClient, given: str) -> None:
    assert bare.get("/version", headers={"X-Request-Id": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", " ", "0" * 65, "a b", "a\tb", 'a"b', "a\\nb", "<b>", "é", "a,b"])
def test_any_other_is_replaced(bare: TestClient, given: str) -> None:
    answered = bare.get("/version", headers={b"X-Request-Id": given.encode()})
    assert re.fullmatch("[0-9a-f]{16}", answered.headers["x-request-id"])


def test_ids_differ(bare: TestClient) -> None:
    assert len({bare.get("/version").headers["x-request-id"] for _ in range(20)}) == 20


@pytest.mark.parametrize("path", ["/nowhere", "/sparql?query=ASK", "/doc/actor/nobody", "/dumps", "/questions/none"])
def test_problem_has_the_id(bare: TestClient, path: str) -> None:
    answered = bare.get(path, headers={"X-Request-Id": "me-1"})
    assert answered.json()["request_id"] == answered.headers["x-request-id"] == "me-1"
    assert "me-1" in bare.get(path, headers={"X-Request-Id": "me-1", "Accept": "text/plain"}).text


def test_id_may_be_read_by_scripts(bare: TestClient) -> None:
    assert "X-Request-Id" in bare.get("/version").headers["access-control-expose-headers"].split(", ")


def test_request_is_one_line(logged: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    answered = logged.get("/doc/actor/alda?format=ttl", headers={"X-Request-Id": "me-1"})
    (line,) = lines(capsys)
    assert {name: line[name] for name in line if name not in ("time", "ms")} == {
        "level": "info",
        "logger": "api.logs",
        "message": "request",
        "method": "GET",
        "route": "/doc/{kind}/{slug}",
        "path": "/doc/actor/alda",
        "status": 200,
        "bytes": len(answered.content),
        "client": "testclient",
        "request_id": "me-1",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", str(line["time"]))
    assert isinstance(line["ms"], float)


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("HEAD", "/doc/actor/alda", "/doc/{kind}/{slug}", 200),
        ("OPTIONS", "/sparql", "(none)", 204),
        ("DELETE", "/sparql", "/sparql", 405),
        ("GET", "/nowhere", "(none)", 404),
        ("GET", "/id/actor/alda", "/id/{kind}/{slug}", 303),
        ("POST", "/sparql", "/sparql", 415),
    ],
)
def test_every_kind_of_request_is_logged(
    logged: TestClient, capsys: pytest.CaptureFixture[str], method: str, path: str, route: str, status: int
) -> None:
    logged.request(method, path)
    (line,) = lines(capsys)
    assert (line["method"], line["path"], line["route"], line["status"]) == (method, path, route, status)


def test_query_is_logged_where_the_operator_says_so_and_cut(
    logged: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    query = "ASK {} # one\n\x1b[31m two" + "x" * 3000
    logged.get("/sparql", params={"query": query})
    logged.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    first, second = lines(capsys)
    assert first["query"] == second["query"] == query[:QUERY_CHARACTERS]


@pytest.mark.parametrize("is_json", [True, False])
def test_query_is_not_logged_otherwise_nor_anything_that_holds_it(
    bare_file: Path, capsys: pytest.CaptureFixture[str], is_json: bool
) -> None:
    log = AccessLog(is_json=is_json)
    with TestClient(create_app(Settings(data=bare_file), log=log)) as client:
        client.get("/sparql", params={"query": "ASK { <urn:very-secret> ?p ?o }"})
        client.get("/sparql", params={"query": "very-secret"})
        client.post("/sparql", data={"query": "very-secret"})
        client.get("/doc/actor/alda?very-secret", headers={"Referer": "very-secret", "Cookie": "very-secret"})
    written = capsys.readouterr().err
    assert written.count("\n") == 4
    assert "very-secret" not in written


@pytest.mark.parametrize("is_json", [True, False])
def test_nobody_can_forge_a_line(bare_file: Path, capsys: pytest.CaptureFixture[str], is_json: bool) -> None:
    log = AccessLog(is_json=is_json, has_queries=True)
    forged = "%0D%0A%1B%5B31mlevel=error%20%22message%22=%22x%22%C2%9B%E2%80%A8%00"
    with TestClient(create_app(Settings(data=bare_file), log=log)) as client:
        client.get(f"/nowhere{forged}")
        client.get(f"/sparql?query={forged}ASK")
    written = capsys.readouterr().err
    assert written.count("\n") == 2
    assert all(line.isascii() and line.isprintable() for line in written.splitlines())
    assert "[31m" in written


def test_fault_of_ours_is_logged_with_its_status(bare_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = create_app(Settings(data=bare_file), log=AccessLog(is_json=True))

    @app.get("/fails")
    async def fails() -> None:
        raise ZeroDivisionError

    with TestClient(app) as client:
        client.get("/fails")
    assert lines(capsys)[-1]["status"] == 500


def test_log_that_nobody_reads_stops_nothing(
    logged: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    closed = (tmp_path / "log").open("w")
    closed.close()
    monkeypatch.setattr("sys.stderr", closed)
    for _ in range(3):
        assert logged.get("/version").status_code == 200
