"""Reading authored files: which graph, which line, which fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.authored import Authored, graph_of, read_authored
from graph.errors import Finding, InvalidInput
from tests.graph.folders import PROLOGUE, write_folder

LINES_BEFORE = PROLOGUE.count("\n")
SOURCE = """
source:note-2025 a :SourceDocument ;
    dcterms:title "A note"@en .

membership:alpha--league a :Membership ;
    :memberActor actor:alpha ;
    :memberOf framework:league .
"""


def read(folder: Path) -> Authored:
    return read_authored(folder / "ontology", folder / "data", base=folder)


def fault_of(folder: Path) -> Finding:
    with pytest.raises(InvalidInput) as caught:
        read(folder)
    assert len(caught.value.findings) == 1
    return caught.value.findings[0]


@pytest.mark.parametrize(
    ("file", "graph"),
    [
        ("ontology/core.ttl", "ontology"),
        ("ontology/vocab/stance.ttl", "vocab"),
        ("ontology/shapes/facts.ttl", "shapes"),
        ("data/dataset.ttl", "dataset"),
        ("data/registry/actors.ttl", "registry/actors"),
        ("data/sources/2025/note-2025.ttl", "source/note-2025"),
    ],
)
def test_place_of_a_file_says_its_graph(tmp_path: Path, file: str, graph: str) -> None:
    write_folder(tmp_path, {file: "actor:alpha a :Country ."})
    assert {statement.graph for statement in read(tmp_path).statements()} == {ns.GRAPH + graph}
    assert graph_of(Path(file)) == ns.GRAPH + graph


def test_subject_is_located_at_the_first_line_of_its_block(tmp_path: Path) -> None:
    write_folder(tmp_path, {"data/sources/2025/note-2025.ttl": SOURCE})
    authored = read(tmp_path)
    place = authored.locate(ns.ID + "membership/alpha--league")
    assert (place.file, place.line) == ("data/sources/2025/note-2025.ttl", LINES_BEFORE + 5)
    inside = authored.locate(ns.ID + "membership/alpha--league", needle=":memberOf")
    assert inside.line == LINES_BEFORE + 7


def test_word_that_only_begins_like_the_needle_is_not_it(tmp_path: Path) -> None:
    text = "actor:alpha a :Country ;\n    :memberOfOther 1 ;\n    :memberOf actor:beta .\n"
    write_folder(tmp_path, {"data/registry/actors.ttl": text})
    assert read(tmp_path).locate(ns.ID + "actor/alpha", needle=":memberOf").line == LINES_BEFORE + 3


def test_line_that_looks_like_a_subject_inside_long_text_is_none(tmp_path: Path) -> None:
    text = 'actor:alpha skos:editorialNote """first\nactor:beta a\n""" .\nactor:beta a :Country .\n'
    write_folder(tmp_path, {"data/registry/actors.ttl": text})
    assert read(tmp_path).locate(ns.ID + "actor/beta").line == LINES_BEFORE + 4


def test_same_subject_in_two_files_is_located_by_graph(tmp_path: Path) -> None:
    files = {f"data/registry/{name}.ttl": "\nactor:alpha a :Country .\n" for name in ("actors", "countries")}
    write_folder(tmp_path, files)
    place = read(tmp_path).locate(ns.ID + "actor/alpha", graph=ns.registry_graph("countries"))
    assert place.file == "data/registry/countries.ttl"


def test_malformed_file_is_named_with_its_line(tmp_path: Path) -> None:
    write_folder(tmp_path, {"data/registry/actors.ttl": "actor:alpha a :Country ;;; .\nactor:beta a a .\n"})
    fault = fault_of(tmp_path)
    assert (fault.file, fault.line, fault.rule) == ("data/registry/actors.ttl", LINES_BEFORE + 2, "syntax")


def test_unknown_prefix_is_named_with_its_line(tmp_path: Path) -> None:
    write_folder(tmp_path, {"data/registry/actors.ttl": "\nactr:alpha a :Country .\n"})
    fault = fault_of(tmp_path)
    assert fault.line == LINES_BEFORE + 2
    assert "actr" in fault.message


def test_prefix_that_means_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "data/registry/actors.ttl"
    file.parent.mkdir(parents=True)
    file.write_text("@prefix actor: <https://example.org/> .\nactor:alpha a actor:b .\n")
    fault = fault_of(tmp_path)
    assert (fault.line, fault.rule) == (1, "prefix")
    assert ns.PREFIXES["actor"] in fault.message


def test_every_bad_file_is_named_at_once(tmp_path: Path) -> None:
    write_folder(tmp_path, {f"data/registry/{name}.ttl": "actor: a" for name in ("one", "two")})
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path)
    assert [finding.file for finding in caught.value.findings] == ["data/registry/one.ttl", "data/registry/two.ttl"]
