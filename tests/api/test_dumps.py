"""Dumps and catalogue: what is promised of a file is what is sent."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.deps import Release
from api.negotiation import GRAPHS
from api.settings import Settings
from graph import namespaces as ns
from graph.build import Inputs, build
from graph.catalog import DUMPS
from graph.compression import unpack
from graph.errors import NoBuild
from graph.rdfc import canonical_digest
from graph.store import Store, parse_text, word
from tests.api.conftest import client_of
from tests.conftest import WORLD

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def listing(world: TestClient) -> dict[str, Any]:
    document: dict[str, Any] = world.get("/dumps").json()
    return document


def test_list_names_every_format_plain_and_packed(listing: dict[str, Any]) -> None:
    names = {file["name"] for file in listing["files"]}
    assert names >= {f"minpact.{ending}{packed}" for ending in DUMPS for packed in ("", ".gz", ".zst")}


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


@pytest.mark.parametrize(("ending", "media_type"), [("gz", "application/gzip"), ("zst", "application/zstd")])
@pytest.mark.parametrize("plain", DUMPS)
def test_packed_files_unpack_to_the_plain_ones(world: TestClient, plain: str, ending: str, media_type: str) -> None:
    packed = world.get(f"/dumps/latest/minpact.{plain}.{ending}", headers={"Accept-Encoding": "gzip, zstd"})
    assert packed.headers["content-type"] == media_type
    assert "content-encoding" not in packed.headers
    assert unpack(packed.content, ending) == world.get(f"/dumps/latest/minpact.{plain}").content


def test_digest_of_the_file_and_of_what_it_says(world: TestClient, listing: dict[str, Any]) -> None:
    response = world.get("/dumps/latest/minpact.ttl.zst")
    digest = b64encode(hashlib.sha256(response.content).digest()).decode()
    assert response.headers["repr-digest"] == f"sha-256=:{digest}:"
    part = world.get("/dumps/latest/minpact.ttl.zst", headers={"Range": "bytes=0-9"})
    assert part.headers["repr-digest"] == response.headers["repr-digest"]
    turtle = parse_text(unpack(response.content, "zst"), Path("minpact.ttl"))
    assert canonical_digest(turtle) == listing["canonical_sha256"]["merge"]
    trig = parse_text(world.get("/dumps/latest/minpact.trig").content, Path("minpact.trig"))
    assert canonical_digest(trig) == listing["canonical_sha256"]["dataset"]


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


RANGED = pytest.mark.parametrize("name", ["minpact.nt", "minpact.nq.gz", "minpact.ttl.zst"])


@RANGED
def test_part_of_a_file(world: TestClient, name: str) -> None:
    path = f"/dumps/latest/{name}"
    whole = world.get(path).content
    first = world.get(path, headers={"Range": "bytes=0-99"})
    assert (first.status_code, first.content) == (206, whole[:100])
    assert first.headers["content-range"] == f"bytes 0-99/{len(whole)}"
    assert first.headers["content-length"] == "100"
    last = world.get(path, headers={"Range": "bytes=-10"})
    assert (last.status_code, last.content) == (206, whole[-10:])
    rest = world.get(path, headers={"Range": "bytes=100-"})
    assert first.content + rest.content == whole
    beyond = world.get(path, headers={"Range": f"bytes={len(whole)}-"})
    assert (beyond.status_code, beyond.json()["bytes"]) == (416, len(whole))
    assert beyond.headers["content-range"] == f"bytes */{len(whole)}"
    partly = world.get(path, headers={"Range": f"bytes={len(whole)}-, 3-5"})
    assert (partly.status_code, partly.content) == (206, whole[3:6])
    assert world.get(path).headers["accept-ranges"] == "bytes"


@RANGED
def test_part_of_a_file_that_changed_is_the_whole(world: TestClient, name: str) -> None:
    path = f"/dumps/latest/{name}"
    tag = world.get(path).headers["etag"]
    same = world.get(path, headers={"Range": "bytes=0-9", "If-Range": tag})
    changed = world.get(path, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (same.status_code, len(same.content)) == (206, 10)
    assert changed.status_code == 200
    assert len(changed.content) > 10


@pytest.mark.parametrize("asked", ["lines=0-9", "bytes=5-2", "bytes=", "bytes", "bytes=0-1,x", "bytes=" + "0-0," * 200])
def test_a_range_that_cannot_be_read_is_passed_over(world: TestClient, asked: str) -> None:
    response = world.get("/dumps/latest/ontology.ttl", headers={"Range": asked})
    assert (response.status_code, "content-range" in response.headers) == (200, False)


@RANGED
def test_head_of_a_file_has_its_size(world: TestClient, name: str) -> None:
    # Parts are for GET alone, so a HEAD that asks for one is of the whole.
    head = world.head(f"/dumps/latest/{name}", headers={"Range": "bytes=0-9"})
    got = world.get(f"/dumps/latest/{name}")
    assert (head.status_code, head.content) == (200, b"")
    for header in ("content-length", "etag", "content-type", "repr-digest"):
        assert head.headers[header] == got.headers[header]
    assert int(head.headers["content-length"]) == len(got.content)


@pytest.mark.parametrize(
    "path",
    [
        "/dumps/latest/minpact.hdt",
        "/dumps/latest/manifest.json",
        "/dumps/latest/..%2Fmanifest.json",
        "/dumps/latest/%2e%2e/manifest.json",
        "/dumps/000000000000/minpact.nq",
        "/dumps/000000000000",
        "/dumps/..%2F..",
        "/dumps/*",
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
    store = Store.from_quads(parse_text(world.get("/catalog").content, Path("catalog.ttl")))
    rows = store.select(
        "SELECT ?url ?size ?digest { ?part dcat:downloadURL ?url ; dcat:byteSize ?size ; spdx:checksum ?sum . "
        "?sum spdx:checksumValue ?digest }"
    )
    told = {
        (word(row["url"]).removeprefix(ns.BASE.rstrip("/")), int(word(row["size"])), word(row["digest"]))
        for row in rows
    }
    listed = {(f["url"], f["bytes"], f["sha256"]) for f in listing["files"] if f["name"].startswith("minpact.")}
    assert told == listed
    addresses = {
        word(row["url"]).removeprefix(ns.BASE.rstrip("/"))
        for row in store.select("SELECT ?url { ?d void:dataDump ?url }")
    }
    assert addresses == {url for url, _, _ in listed}
    whole = {
        word(row["digest"])
        for row in store.select("SELECT ?digest { ?d a dcat:Dataset ; spdx:checksum/spdx:checksumValue ?digest }")
    }
    assert whole == set(listing["canonical_sha256"].values())


def test_every_address_of_ours_in_the_catalogue_answers(world: TestClient, listing: dict[str, Any]) -> None:
    quads = parse_text(world.get("/catalog").content, Path("catalog.ttl"))
    terms = {word(term).partition("#")[0] for quad in quads for term in (quad.subject, quad.object)}
    ours = {iri.removeprefix(ns.BASE) for iri in terms if iri.startswith(ns.BASE)}
    assert {f"dataset/{other['version']}" for other in listing["versions"]} <= ours
    for path in sorted(ours):
        assert world.get(f"/{path}").status_code in (200, 303), path


def test_catalogue_as_a_page(world: TestClient) -> None:
    response = world.get("/.well-known/void", headers=HTML)
    assert response.status_code == 200
    assert "void:triples" in response.text
    assert world.get("/catalog", headers={"Accept": "image/png"}).status_code == 406
    offered = re.findall(r'href="(/catalog\?format=\w+)"', response.text)
    assert len(offered) >= 4
    assert [world.get(each).status_code for each in offered] == [200] * len(offered)


def test_counts_are_those_of_queries(world: TestClient) -> None:
    """Each number of VoID against the endpoint; tests/graph/test_statistics.py has them against the files."""
    store = Store.from_quads(parse_text(world.get("/catalog").content, Path("catalog.ttl")))

    def told(query: str) -> set[tuple[str, ...]]:
        return {tuple(word(term) for term in row.values()) for row in store.select(query)}

    def asked(query: str) -> set[tuple[str, ...]]:
        response = world.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        assert response.status_code == 200
        return {tuple(line.split(",")) for line in response.text.splitlines()[1:]}

    everything = "?s ?p ?o"
    dataset = f"<{ns.DATASET}>"
    assert told(
        f"SELECT ?a ?b ?c {{ {dataset} void:triples ?a ; void:distinctSubjects ?b ; void:distinctObjects ?c }}"
    ) == asked(f"SELECT (COUNT(*) AS ?a) (COUNT(DISTINCT ?s) AS ?b) (COUNT(DISTINCT ?o) AS ?c) {{ {everything} }}")
    assert told(f"SELECT ?a ?b {{ {dataset} void:classes ?a ; void:properties ?b }}") == asked(
        f"SELECT ?a ?b {{ {{ SELECT (COUNT(DISTINCT ?c) AS ?a) {{ ?s a ?c FILTER(ISIRI(?c)) }} }} "
        f"{{ SELECT (COUNT(DISTINCT ?p) AS ?b) {{ {everything} }} }} }}"
    )
    assert told("SELECT ?c ?n { ?x void:class ?c ; void:entities ?n }") == asked(
        "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c FILTER(ISIRI(?c)) } GROUP BY ?c"
    )
    assert told(
        f"SELECT ?p ?n ?a ?b {{ {dataset} void:propertyPartition ?x . ?x void:property ?p ; void:triples ?n ; "
        "void:distinctSubjects ?a ; void:distinctObjects ?b }"
    ) == asked(
        "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) { ?s ?p ?o } GROUP BY ?p"
    )
    assert told(
        "SELECT ?c ?p ?n { ?x void:class ?c ; void:propertyPartition ?y . ?y void:property ?p ; void:triples ?n }"
    ) == asked("SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o FILTER(ISIRI(?c)) } GROUP BY ?c ?p")


# --- versions


@pytest.fixture(scope="module")
def two_builds(world_build: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, Path]:
    """The version of an older build, that of the newest, and the folder that keeps both."""
    folder = tmp_path_factory.mktemp("two")
    older = (world_build / "current").resolve()
    shutil.copytree(older, folder / older.name)
    data = folder / "data"
    shutil.copytree(WORLD, data)
    header = data / "dataset.ttl"
    header.write_text(header.read_text(encoding="utf-8").replace("world", "worlds", 1), encoding="utf-8")
    newer = build(dataclasses.replace(Inputs.default(), data=data, base=data), folder)
    return older.name.partition("-")[0], newer.manifest.version, folder


def test_a_build_that_is_kept_is_served_under_its_version(two_builds: tuple[str, str, Path], world: TestClient) -> None:
    older, newer, folder = two_builds
    with client_of(Settings(build=folder)) as client:
        listing = client.get("/dumps").json()
        assert listing["version"] == newer
        assert client.get("/dumps/latest").json() == client.get(f"/dumps/{newer}").json() == listing
        kept = {other["version"]: other for other in listing["versions"]}
        assert kept[older]["url"] == f"/dumps/{older}"
        before = client.get(f"/dumps/{older}").json()
        assert before["files"] == world.get("/dumps").json()["files"]
        assert before["canonical_sha256"] != listing["canonical_sha256"]
        for file in before["files"]:
            response = client.get(file["url"])
            assert hashlib.sha256(response.content).hexdigest() == file["sha256"]
            assert "immutable" in response.headers["cache-control"]
        assert client.get(f"/dataset/{older}").headers["location"] == f"/dumps/{older}"
        page = client.get(f"/dumps/{older}", headers=HTML).text
        assert "An earlier version" in page
        assert f'href="/dumps/{older}/minpact.nq.zst"' in page
        assert f'href="/dumps/{older}"' in client.get("/dumps", headers=HTML).text


def test_a_build_that_comes_and_goes_is_seen_at_once(two_builds: tuple[str, str, Path]) -> None:
    older, _, folder = two_builds
    home = next(folder.glob(f"{older}-*"))
    with client_of(Settings(build=folder)) as client:
        assert client.get(f"/dumps/{older}").status_code == 200
        home.rename(folder / "aside")
        try:
            assert client.get(f"/dumps/{older}/minpact.nq").status_code == 404
            assert older not in {other["version"] for other in client.get("/dumps").json()["versions"]}
        finally:
            (folder / "aside").rename(home)
        assert older in {other["version"] for other in client.get("/dumps").json()["versions"]}


@pytest.mark.parametrize("path", ["/dumps/a1b2c3d4e5f6", "/dumps/a1b2c3d4e5f6/minpact.nq"])
def test_a_release_that_is_not_kept_is_gone_and_says_so(world: TestClient, listing: dict[str, Any], path: str) -> None:
    response = world.get(path)
    assert response.status_code == 410
    problem = response.json()
    assert "released as 0.1.0 on 2029-01-31" in problem["detail"]
    assert problem["version"] == listing["version"]
    assert listing["version"] in problem["remedy"]


def test_versions_of_the_dataset_lead_to_what_tells_of_them(world: TestClient) -> None:
    assert world.get("/dataset/a1b2c3d4e5f6").headers["location"].startswith("/catalog")
    for version in ("latest", "000000000000", "a1b2c3d4e5f"):
        assert world.get(f"/dataset/{version}").status_code == 404


def test_releases_on_record_are_listed(world: TestClient, listing: dict[str, Any]) -> None:
    told = [(other["version"], other["release"], other["issued"], other["url"]) for other in listing["versions"]]
    assert told == [("b2c3d4e5f6a1", "0.2.0", "2030-01-31", None), ("a1b2c3d4e5f6", "0.1.0", "2029-01-31", None)]
    page = world.get("/dumps", headers=HTML).text
    assert "released as 0.2.0 on 2030-01-31" in page


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
