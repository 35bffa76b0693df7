"""Dumps: whole and the same in every format and packing, as another implementation of RDF reads them."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from graph import namespaces as ns
from graph.catalog import DUMPS
from graph.compression import unpack
from graph.dumps import DATASET_FORMATS, Dumps, make_dumps, take_dump
from graph.errors import BadParameter, NoBuild
from graph.rdfc import canonical_digest, canonicalise
from graph.store import BlankNode, DefaultGraph, Literal, NamedNode, Quad, parse_text
from tests.world.loader import load_quads

#: It warns of its own use of its own old names.
pytestmark = pytest.mark.filterwarnings(r"ignore:.* is deprecated, use Dataset:DeprecationWarning")


@pytest.fixture(scope="module")
def dumps() -> Dumps:
    return make_dumps(canonicalise(load_quads()))


def convert(node: rdflib.term.Node) -> NamedNode | BlankNode | Literal:
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    assert isinstance(node, rdflib.Literal)
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype or ns.XSD + "string")))


def read_by_rdflib(content: bytes, media_type: str) -> Iterator[Quad]:
    """The quads of a file by rdflib, whose parsers share nothing with the engine; literals as they are written."""
    dataset = rdflib.Dataset()
    rdflib.NORMALIZE_LITERALS = False
    try:
        dataset.parse(data=content, format="json-ld" if "ld+json" in media_type else media_type)
    finally:
        rdflib.NORMALIZE_LITERALS = True
    for subject, predicate, value, graph in dataset.quads((None, None, None, None)):
        node, verb = convert(subject), convert(predicate)
        assert isinstance(node, NamedNode | BlankNode)
        assert isinstance(verb, NamedNode)
        name = convert(graph) if graph and str(graph) != "urn:x-rdflib:default" else DefaultGraph()
        assert not isinstance(name, Literal)
        yield Quad(node, verb, convert(value), name)


@pytest.mark.parametrize("ending", DUMPS)
def test_every_format_and_packing_holds_the_very_same(dumps: Dumps, ending: str) -> None:
    plain = dumps.contents[f"minpact.{ending}"]
    assert gzip.decompress(dumps.contents[f"minpact.{ending}.gz"]) == plain
    packed = dumps.contents[f"minpact.{ending}.zst"]
    assert unpack(packed, "zst") == plain
    unzstd = shutil.which("zstd")
    if unzstd:
        assert subprocess.run([unzstd, "-dc"], input=packed, capture_output=True, check=True).stdout == plain
    digest = dumps.canonical_dataset if ending in DATASET_FORMATS else dumps.canonical_merge
    assert canonical_digest(read_by_rdflib(plain, DUMPS[ending])) == digest
    assert canonical_digest(parse_text(plain, Path(f"minpact.{ending}"))) == digest


def test_the_two_digests_are_of_the_dataset_and_of_its_merge(dumps: Dumps) -> None:
    quads = load_quads()
    assert dumps.canonical_dataset == canonical_digest(quads)
    merged = [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    assert dumps.canonical_merge == canonical_digest(merged) != dumps.canonical_dataset
    assert dumps.triples == len(set(merged))


def test_files_are_described_as_they_are(dumps: Dumps) -> None:
    assert dumps.files.keys() == dumps.contents.keys()
    for name, file in dumps.files.items():
        assert file.size == len(dumps.contents[name])
        assert file.media_type == DUMPS[name.split(".")[1]]
        assert file.coding == (name.split(".")[2] if name.count(".") == 2 else "")


def test_parts_stand_by_themselves(dumps: Dumps) -> None:
    for name in ("ontology", "shapes", "vocab"):
        graph = NamedNode(ns.GRAPH + name)
        part = [Quad(q.subject, q.predicate, q.object) for q in load_quads() if q.graph_name == graph]
        assert part
        assert canonical_digest(parse_text(dumps.contents[f"{name}.ttl"], Path("a.ttl"))) == canonical_digest(part)


def test_only_prefixes_in_use_are_declared(dumps: Dumps) -> None:
    for ending in ("ttl", "trig"):
        text = dumps.contents[f"minpact.{ending}"].decode()
        declared = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
        body = text.split("@prefix")[-1]
        assert declared
        assert [prefix for prefix in declared if prefix not in body and prefix[:-1] != ""] == []


# --- one graph of a build


@pytest.fixture(scope="module")
def home(dumps: Dumps, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    for name, content in dumps.contents.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("name", ["derived", "graph:derived", ns.DERIVED_GRAPH, f"<{ns.DERIVED_GRAPH}>"])
@pytest.mark.parametrize("ending", DUMPS)
def test_one_graph_is_taken_by_any_of_its_names(home: Path, ending: str, name: str) -> None:
    graph = NamedNode(ns.DERIVED_GRAPH)
    taken = parse_text(take_dump(home, ending, name), Path(f"a.{ending}"), ns.DERIVED_GRAPH)
    assert canonical_digest(taken) == canonical_digest(q for q in load_quads() if q.graph_name == graph)


def test_all_is_taken_as_it_lies(home: Path, dumps: Dumps) -> None:
    assert take_dump(home, "trig") == dumps.contents["minpact.trig"]
    assert take_dump(home, "ttl", coding="zst") == dumps.contents["minpact.ttl.zst"]
    assert gzip.decompress(take_dump(home, "nt", "derived", "gz")) == take_dump(home, "nt", "derived")


def test_what_cannot_be_taken_is_said(home: Path, tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="derived"):
        take_dump(home, "nq", "derivd")
    with pytest.raises(BadParameter, match="jsonld"):
        take_dump(home, "hdt")
    with pytest.raises(NoBuild):
        take_dump(tmp_path, "nq")
