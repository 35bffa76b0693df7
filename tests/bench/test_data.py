"""The synthetic graph has the shape of the record: the rules and the shapes find nothing amiss in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bench.data import generate, write, write_build
from bench.workload import ENTITIES, NAMES, load
from graph import namespaces as ns
from graph import resources
from graph.build import current
from graph.catalog import DumpFile, read_manifest
from graph.derive import derive, read_rules
from graph.store import NamedNode, Quad, Store, parse_text, word
from graph.validate import validate
from graph.world import World

WANTED = 16_000


@cache
def lines(quads: int = WANTED, seed: int = 1) -> tuple[str, ...]:
    return tuple(generate(quads, seed))


@cache
def quads() -> tuple[Quad, ...]:
    return tuple(parse_text("".join(lines()), Path("synthetic.nq")))


def of_graph(name: str) -> list[Quad]:
    return [quad for quad in quads() if quad.graph_name == NamedNode(name)]


def rows(store: Store, name: str) -> int:
    entities = [str(row["entity"])[1:-1] for row in store.select(ENTITIES)]
    return len(store.select(load(name, entities).texts[0]))


def test_seed_makes_the_graph() -> None:
    assert lines.__wrapped__() == lines()
    assert lines(seed=2) != lines()


def test_graph_is_as_large_as_asked(tmp_path: Path) -> None:
    file = tmp_path / "synthetic.nq"
    count = write(file, WANTED)
    assert WANTED <= count < WANTED + 600
    assert file.read_text(encoding="utf-8") == "".join(lines())


def test_build_is_what_a_build_says_of_itself(tmp_path: Path) -> None:
    home = write_build(tmp_path, WANTED)
    assert current(tmp_path) == home
    manifest = read_manifest(home)
    file = home / "minpact.nq"
    assert DumpFile.of(file.read_bytes(), "application/n-quads") == manifest.files[file.name]
    assert len(Store.from_files(file)) == manifest.triples == manifest.quads == len(lines())
    assert str(World.load(file).cut_off) == manifest.cut_off


def test_no_triple_stands_twice() -> None:
    """So that the union of the graphs, from which the peers answer, is their merge."""
    assert len({quad.triple for quad in quads()}) == len(lines())


def test_derived_graph_is_what_the_rules_make() -> None:
    derived = of_graph(ns.DERIVED_GRAPH)
    authored = [quad for quad in quads() if quad.graph_name != NamedNode(ns.DERIVED_GRAPH)]
    assert len(derived) > 1000
    assert set(derive(authored, read_rules(resources.rules())).quads) == set(derived)


def test_shapes_find_nothing() -> None:
    aside = {NamedNode(name) for name in (ns.SHAPES_GRAPH, ns.ONTOLOGY_GRAPH, ns.DERIVED_GRAPH)}
    facts = [quad for quad in quads() if quad.graph_name not in aside]
    assert validate(facts, of_graph(ns.SHAPES_GRAPH), of_graph(ns.ONTOLOGY_GRAPH)) == ()


def test_every_document_is_a_graph() -> None:
    documents = {
        word(quad.subject).rpartition("/")[2]
        for quad in quads()
        if quad.predicate.value == ns.RDF + "type" and quad.object == NamedNode(ns.ONTOLOGY + "SourceDocument")
    }
    named = {word(quad.graph_name) for quad in quads()}
    assert {ns.source_graph(slug) for slug in documents} == {name for name in named if "/source/" in name}


@pytest.mark.parametrize("name", NAMES)
def test_queries_find_something_in_it(name: str) -> None:
    assert rows(Store.from_quads(quads()), name) > 0


def test_answers_grow_with_the_graph() -> None:
    larger = Store.from_quads(parse_text("".join(lines(2 * WANTED)), Path("synthetic.nq")))
    assert rows(larger, "medium") > 2 * rows(Store.from_quads(quads()), "medium")
