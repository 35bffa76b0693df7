"""Dumps and catalogue: what is promised of a file is what is sent."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.deps import Release
from api.negotiation import GRAPHS
from api.settings import Settings
from graph import namespaces as ns
from graph.catalog import DUMPS
from graph.errors import NoBuild
from graph.store import parse_text
from tests.api.conftest import client_of

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def listing(world: TestClient) -> dict[str, Any]:
    document: dict[str, Any] = world.get("/dumps").json()
    return document


def test_list_names_every_format_plain_and_compressed(listing: dict[str, Any]) -> None:
    names = {file["name"] for file in listing["files"]}
    assert names >= {f"minpact.{ending}{packed}" for ending in DUMPS for packed in ("", ".gz")}


def test_every_file_is_what_the_list_says(world: TestClient, listing: dict[str, Any]) -> None:
    for file in listing["files"]:
        response = world.get(file["url"])
        assert response.status_code == 200
        assert len(response.content) == file["bytes"]
        assert hashlib.sha256(response.content).hexdigest() == file["sha256"]
        assert response.headers["content-type"].split(";")[0] == file["media_type"]
        assert response.headers["etag"] == f'"{file["sha256"]}"'
        assert "content-encoding" not in response.headers
        assert "immutable" in response.headers["cache-control"]


def test_compressed_files_unpack_to_the_plain_ones(world: TestClient) -> None:
    plain = world.get("/dumps/latest/minpact.nq")
    packed = world.get("/dumps/latest/minpact.nq.gz")
    assert packed.headers["content-type"] == "application/gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_counts_are_those_of_the_endpoint(world: TestClient, listing: dict[str, Any]) -> None:
    for name, where in (("triples", "?s ?p ?o"), ("quads", "GRAPH ?g { ?s ?p ?o }")):
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}"
        answer = world.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text
        assert int(answer.splitlines()[1]) == listing[name]
    assert len(world.get("/dumps/latest/minpact.nt").content.splitlines()) == listing["triples"]
    assert len(world.get("/dumps/latest/minpact.nq").content.splitlines()) == listing["quads"]


def test_latest_is_the_version_served_and_is_asked_about_each_time(world: TestClient, listing: dict[str, Any]) -> None:
    latest = world.get("/dumps/latest/minpact.ttl")
    exact = world.get(f"/dumps/{listing['version']}/minpact.ttl")
    assert latest.content == exact.content
    assert latest.headers["etag"] == exact.headers["etag"]
    assert "no-cache" in latest.headers["cache-control"]
    assert f"/dumps/{listing['version']}/minpact.ttl" in latest.headers["link"]


def test_what_the_client_has_is_not_sent_again(world: TestClient) -> None:
    tag = world.get("/dumps/latest/minpact.ttl").headers["etag"]
    again = world.get("/dumps/latest/minpact.ttl", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag


def test_part_of_a_file(world: TestClient) -> None:
    whole = world.get("/dumps/latest/minpact.nt").content
    path = "/dumps/latest/minpact.nt"
    first = world.get(path, headers={"Range": "bytes=0-99"})
    assert (first.status_code, first.content) == (206, whole[:100])
    assert first.headers["content-range"] == f"bytes 0-99/{len(whole)}"
    last = world.get(path, headers={"Range": "bytes=-10"})
    assert (last.status_code, last.content) == (206, whole[-10:])
    assert world.get(path, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    assert world.get(path).headers["accept-ranges"] == "bytes"


def test_part_of_a_file_that_changed_is_the_whole(world: TestClient) -> None:
    path = "/dumps/latest/minpact.nt"
    tag = world.get(path).headers["etag"]
    same = world.get(path, headers={"Range": "bytes=0-9", "If-Range": tag})
    changed = world.get(path, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (same.status_code, len(same.content)) == (206, 10)
    assert changed.status_code == 200
    assert len(changed.content) > 10


def test_head_of_a_file_has_its_size(world: TestClient) -> None:
    head = world.head("/dumps/latest/minpact.nt")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(world.get("/dumps/latest/minpact.nt").content)


@pytest.mark.parametrize(
    "path",
    [
        "/dumps/latest/minpact.hdt",
        "/dumps/latest/manifest.json",
        "/dumps/latest/..%2Fmanifest.json",
        "/dumps/latest/%2e%2e/manifest.json",
        "/dumps/000000000000/minpact.nq",
        "/dumps/../manifest.json",
    ],
)
def test_nothing_else_is_sent(world: TestClient, path: str) -> None:
    assert world.get(path).status_code == 404


def test_unknown_versions_name_the_one_served(world: TestClient, listing: dict[str, Any]) -> None:
    problem = world.get("/dumps/000000000000/minpact.nq").json()
    assert problem["version"] == listing["version"]
    assert listing["version"] in problem["remedy"]


def test_page_lists_the_files(world: TestClient, listing: dict[str, Any]) -> None:
    page = world.get("/dumps", headers=HTML).text
    for file in listing["files"]:
        assert file["sha256"] in page
        assert f'href="{file["url"]}"' in page
    assert world.get("/dumps/").json() == listing


# --- the catalogue


@pytest.mark.parametrize("path", ["/.well-known/void", "/catalog"])
@pytest.mark.parametrize("form", GRAPHS[:4], ids=lambda form: form.name)
def test_catalogue_in_every_format(world: TestClient, path: str, form: Any) -> None:
    response = world.get(path, headers={"Accept": form.media_type})
    assert response.status_code == 200
    assert response.headers["content-type"] == form.content_type
    assert b"http://rdfs.org/ns/void#" in response.content
    if form.name == "jsonld":
        assert json.loads(response.content)


def test_catalogue_agrees_with_the_list(world: TestClient, listing: dict[str, Any]) -> None:
    quads = parse_text(world.get("/catalog").content, Path("catalog.ttl"))
    digests = {q.object.value for q in quads if q.predicate.value == ns.SPDX + "checksumValue"}  # type: ignore[union-attr]
    assert digests == {file["sha256"] for file in listing["files"] if file["name"].startswith("minpact.")}
    addresses = {q.object.value for q in quads if q.predicate.value == ns.VOID + "dataDump"}  # type: ignore[union-attr]
    paths = {file["url"] for file in listing["files"] if file["name"].startswith("minpact.")}
    assert {address.removeprefix(ns.BASE.rstrip("/")) for address in addresses} == paths


def test_catalogue_as_a_page(world: TestClient) -> None:
    response = world.get("/.well-known/void", headers=HTML)
    assert response.status_code == 200
    assert "void:triples" in response.text
    assert world.get("/catalog", headers={"Accept": "image/png"}).status_code == 406


# --- a server without a build


@pytest.mark.parametrize("path", ["/dumps", "/dumps/latest/minpact.nq", "/catalog", "/.well-known/void"])
def test_a_bare_file_has_no_dumps_and_says_why(bare: TestClient, path: str) -> None:
    response = bare.get(path)
    assert response.status_code == 404
    assert response.json()["type"].endswith("/problem/not-built")
    assert "N-Quads file" in response.json()["detail"]


def test_release_is_held_by_its_own_folder(world_build: Path) -> None:
    release = Release.of_build(world_build / "current")
    assert release.folder == (world_build / "current").resolve()
    assert release.folder != world_build / "current"
    assert release.quads_file.parent == release.folder


def test_nothing_to_serve_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoBuild):
        Release.of_build(tmp_path / "current")
    with pytest.raises(NoBuild):
        Release.of_file(tmp_path / "none.nq")
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NoBuild):
        Release.of_build(tmp_path)


def test_version_of_a_file_is_its_content(tmp_path: Path) -> None:
    one, two, other = tmp_path / "one.nq", tmp_path / "two.nq", tmp_path / "other.nq"
    one.write_text("<urn:a> <urn:b> <urn:c> .\n")
    two.write_text("<urn:a> <urn:b> <urn:c> .\n")
    other.write_text("<urn:a> <urn:b> <urn:d> .\n")
    assert Release.of_file(one).version == Release.of_file(two).version != Release.of_file(other).version


def test_a_dump_that_went_away_is_not_found(world_build: Path, tmp_path: Path) -> None:
    shutil.copytree((world_build / "current").resolve(), tmp_path / "current")
    with client_of(Settings(build=tmp_path)) as client:
        (tmp_path / "current" / "minpact.rdf").unlink()
        response = client.get("/dumps/latest/minpact.rdf")
        assert response.status_code == 404
        assert "no longer kept" in response.json()["detail"]
