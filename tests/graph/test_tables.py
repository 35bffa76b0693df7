"""Tables: each row becomes a fact, each bad row a finding with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.authored import Authored, read_authored
from graph.errors import InvalidInput
from tests.graph.folders import write_folder

HEADER = """
source:survey-2024 a :SourceDocument .

instrument:list-2024 a :CriticalityList ;
    dcterms:issued "2024-05-01"^^xsd:date .

evidence:table--list-2024 a :Evidence ;
    :fromSource source:survey-2024 .
"""
ROWS = "material,as_listed\nlithium,Lithium\ncobalt,Cobalt (refined)\n"


def read(folder: Path, rows: str | None, header: str = HEADER) -> Authored:
    files = {"data/tables/list-2024.ttl": header}
    if rows is not None:
        files["data/tables/list-2024.csv"] = rows
    write_folder(folder, files)
    return read_authored(folder / "ontology", folder / "data", base=folder)


def test_row_becomes_a_designation_in_the_graph_of_its_source(tmp_path: Path) -> None:
    fact = ns.ID + "designation/list-2024--cobalt"
    found = {
        (statement.graph, ns.compact(statement.predicate), statement.object)
        for statement in read(tmp_path, ROWS).statements()
        if statement.subject == fact
    }
    graph = ns.source_graph("survey-2024")
    assert found == {
        (graph, "rdf:type", ns.ONTOLOGY + "CriticalityDesignation"),
        (graph, ":onList", ns.ID + "instrument/list-2024"),
        (graph, ":designates", ns.ID + "material/cobalt"),
        (graph, ":listedAs", "Cobalt (refined)"),
        (graph, ":validFrom", "2024-05-01"),
        (graph, ":hasEvidence", ns.ID + "evidence/table--list-2024"),
    }


def test_header_stands_in_the_graph_of_its_source(tmp_path: Path) -> None:
    assert {statement.graph for statement in read(tmp_path, ROWS).statements()} == {ns.source_graph("survey-2024")}


def test_fact_of_a_row_is_located_in_the_csv(tmp_path: Path) -> None:
    place = read(tmp_path, ROWS).locate(ns.ID + "designation/list-2024--cobalt")
    assert (place.file, place.line) == ("data/tables/list-2024.csv", 3)


@pytest.mark.parametrize(
    ("rows", "line", "rule"),
    [
        ("material,as_listed\nlithium,\n", 2, "table-row"),
        ("material,as_listed\nlithium,Lithium\nlithium,Li\n", 3, "table-row"),
        ("material,as_listed\nlithium,Lithium,more\n", 2, "table-row"),
        ("mineral,as_listed\nlithium,Lithium\n", 1, "table-columns"),
        (None, 0, "table-rows"),
    ],
)
def test_bad_row_is_named_with_its_line(tmp_path: Path, rows: str | None, line: int, rule: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, rows)
    assert [(f.file, f.line, f.rule) for f in caught.value.findings] == [("data/tables/list-2024.csv", line, rule)]


def test_header_without_a_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, ROWS, HEADER.replace(":CriticalityList", ":Instrument"))
    assert {finding.rule for finding in caught.value.findings} == {"table-header"}
