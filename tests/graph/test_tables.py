"""Tables: each row becomes a fact, each bad row a finding with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.authored import Authored, read_authored
from graph.errors import InvalidInput
from graph.tables import EXTRA_FIGURE_COLUMNS, FIGURE_COLUMNS, LIST_COLUMNS, QUALIFIERS, UNITS, WITHOUT_VALUE
from tests.graph.folders import write_folder

REGISTRY = """
material:lithium a :MineralCommodity .
material:cobalt a :MineralCommodity .
actor:atlantis a :Country .
actor:lemuria a :Country .
place:world a :Place .
"""
VOCABULARY = """
indicator:import-share a :Indicator .
indicator:mine-production a :Indicator .
observation-status:estimated a skos:Concept .
observation-status:reported a skos:Concept .
observation-status:withheld a skos:Concept .
"""
SOURCE = """
source:survey-2024 a :SourceDocument .
"""
LIST = """
instrument:list-2024 a :CriticalityList ;
    dcterms:issued "2024-05-01"^^xsd:date .

evidence:table--list-2024 a :Evidence ;
    :fromSource source:survey-2024 .
"""
ENTRIES = "material,as_listed\nlithium,Lithium\ncobalt,Cobalt (refined)\n"
DATASET = """
dataset:yearbook-2024 a qb:DataSet .

evidence:table--yearbook-2024 a :Evidence ;
    :fromSource source:survey-2024 .
"""
COLUMNS = "material,area,indicator,period,value,unit,status"
FIGURE = "lithium,actor:atlantis,mine-production,2024,12.50,TONNE,estimated"


def read(folder: Path, header: str, rows: str | None) -> Authored:
    name = "list-2024" if "list-2024" in header else "yearbook-2024"
    files = {
        "ontology/vocab/all.ttl": VOCABULARY,
        "data/registry/all.ttl": REGISTRY,
        "data/sources/2024/survey-2024.ttl": SOURCE,
        f"data/tables/{name}.ttl": header,
    }
    if rows is not None:
        files[f"data/tables/{name}.csv"] = rows
    write_folder(folder, files)
    return read_authored(folder / "ontology", folder / "data", base=folder)


def statements_of(authored: Authored, fact: str) -> set[tuple[str, str]]:
    return {(ns.compact(s.predicate), s.object) for s in authored.statements() if s.subject == fact}


def findings_of(folder: Path, header: str, rows: str | None) -> list[tuple[int, str]]:
    with pytest.raises(InvalidInput) as caught:
        read(folder, header, rows)
    assert {finding.file.rsplit(".", 1)[-1] for finding in caught.value.findings} == {"csv"}
    return [(finding.line, finding.rule) for finding in caught.value.findings]


def message_of(folder: Path, header: str, rows: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(folder, header, rows)
    return " ".join(finding.message for finding in caught.value.findings)


def test_row_of_a_list_becomes_a_designation(tmp_path: Path) -> None:
    assert statements_of(read(tmp_path, LIST, ENTRIES), ns.ID + "designation/list-2024--cobalt") == {
        ("rdf:type", ns.ONTOLOGY + "CriticalityDesignation"),
        (":onList", ns.ID + "instrument/list-2024"),
        (":designates", ns.ID + "material/cobalt"),
        (":listedAs", "Cobalt (refined)"),
        (":validFrom", "2024-05-01"),
        (":hasEvidence", ns.ID + "evidence/table--list-2024"),
    }


def test_entry_begins_as_precisely_as_its_list(tmp_path: Path) -> None:
    header = LIST.replace("xsd:date .", 'xsd:date ;\n    :issuedPrecision "month" .')
    found = statements_of(read(tmp_path, header, ENTRIES), ns.ID + "designation/list-2024--cobalt")
    assert {(":validFrom", "2024-05-01"), (":validFromPrecision", "month")} <= found


def test_entry_of_a_list_of_unknown_day_says_so(tmp_path: Path) -> None:
    header = LIST.replace('dcterms:issued "2024-05-01"^^xsd:date', ':issuedPrecision "unknown"')
    found = statements_of(read(tmp_path, header, ENTRIES), ns.ID + "designation/list-2024--cobalt")
    assert (":validFromPrecision", "unknown") in found
    assert {":validFrom", "skos:editorialNote"} & {predicate for predicate, _ in found} == {"skos:editorialNote"}


def test_row_of_a_data_set_becomes_an_observation(tmp_path: Path) -> None:
    fact = ns.ID + "observation/yearbook-2024--lithium--atlantis--mine-production--2024"
    assert statements_of(read(tmp_path, DATASET, f"{COLUMNS}\n{FIGURE}\n"), fact) == {
        ("rdf:type", ns.ONTOLOGY + "Observation"),
        ("qb:dataSet", ns.ID + "dataset/yearbook-2024"),
        (":observedMaterial", ns.ID + "material/lithium"),
        (":area", ns.ID + "actor/atlantis"),
        (":indicator", ns.PREFIXES["indicator"] + "mine-production"),
        (":periodStart", "2024-01-01"),
        (":periodEnd", "2024-12-31"),
        (":value", "12.50"),
        (":unit", ns.UNIT + "TONNE"),
        (":observationStatus", ns.PREFIXES["observation-status"] + "estimated"),
        (":hasEvidence", ns.ID + "evidence/table--yearbook-2024"),
    }


def test_figure_says_what_else_its_columns_hold(tmp_path: Path) -> None:
    rows = (
        f"{COLUMNS},partner,qualifier,basis,note\n"
        "cobalt,place:world,import-share,2023-04/2024-03,60,PERCENT,reported,actor:lemuria,about,Co content,By value.\n"
    )
    fact = ns.ID + "observation/yearbook-2024--cobalt--world--lemuria--import-share--2023-04--2024-03"
    assert statements_of(read(tmp_path, DATASET, rows), fact) >= {
        (":area", ns.ID + "place/world"),
        (":partnerArea", ns.ID + "actor/lemuria"),
        (":periodStart", "2023-04-01"),
        (":periodEnd", "2024-03-31"),
        (":valueQualifier", "about"),
        (":contentBasis", "Co content"),
        ("skos:editorialNote", "By value."),
    }


def test_withheld_figure_has_no_value(tmp_path: Path) -> None:
    rows = f"{COLUMNS}\nlithium,actor:atlantis,mine-production,2024,,TONNE,withheld\n"
    fact = ns.ID + "observation/yearbook-2024--lithium--atlantis--mine-production--2024"
    found = statements_of(read(tmp_path, DATASET, rows), fact)
    assert ":value" not in {predicate for predicate, _ in found}
    assert (":observationStatus", ns.PREFIXES["observation-status"] + "withheld") in found


def test_figure_of_an_unknown_period_says_so(tmp_path: Path) -> None:
    rows = f"{COLUMNS},note\n{FIGURE.replace('2024', 'unknown')},No year is printed.\n"
    fact = ns.ID + "observation/yearbook-2024--lithium--atlantis--mine-production--unknown"
    found = statements_of(read(tmp_path, DATASET, rows), fact)
    assert {(":periodPrecision", "unknown"), ("skos:editorialNote", "No year is printed.")} <= found
    assert ":periodStart" not in {predicate for predicate, _ in found}


def test_header_and_rows_stand_in_the_graph_of_the_source(tmp_path: Path) -> None:
    authored = read(tmp_path, LIST, ENTRIES)
    about = {ns.ID + "designation/list-2024--cobalt", ns.ID + "instrument/list-2024"}
    assert {s.graph for s in authored.statements() if s.subject in about} == {ns.source_graph("survey-2024")}


def test_fact_of_a_row_is_located_in_the_csv(tmp_path: Path) -> None:
    place = read(tmp_path, LIST, ENTRIES).locate(ns.ID + "designation/list-2024--cobalt")
    assert (place.file, place.line) == ("data/tables/list-2024.csv", 3)


@pytest.mark.parametrize(
    ("rows", "line", "rule"),
    [
        ("material,as_listed\nlithium,\n", 2, "table-row"),
        ("material,as_listed\nlithium,Lithium\nlithium,Li\n", 3, "table-row"),
        ("material,as_listed\nlithium,Lithium,more\n", 2, "table-row"),
        ("material,as_listed\nlithium\n", 2, "table-row"),
        ("material,as_listed\nlithium,Lithium\nunobtainium,Unobtainium\n", 3, "table-row"),
        ("mineral,as_listed\nlithium,Lithium\n", 1, "table-columns"),
        ("", 1, "table-columns"),
        (None, 0, "table-rows"),
    ],
)
def test_bad_entry_is_named_with_its_line(tmp_path: Path, rows: str | None, line: int, rule: str) -> None:
    assert findings_of(tmp_path, LIST, rows) == [(line, rule)]


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("lithium", "unobtainium", "material:unobtainium"),
        ("lithium", "Lithium", "no slug"),
        ("actor:atlantis", "atlantis", "no place"),
        ("actor:atlantis", "material:lithium", "no place"),
        ("actor:atlantis", "place:atlantis", "place:atlantis"),
        ("mine-production", "wishes", "indicator:wishes"),
        ("2024", "24", "no year, month or day"),
        ("2024", "2024-13", "no year, month or day"),
        ("2024", "2024/2023", "ends before it begins"),
        ("2024", "unknown", "needs a note"),
        ("12.50", "", "value is empty"),
        ("12.50", "12,50", "cells"),
        ("12.50", '"1,250"', "no number"),
        ("12.50", ">12", "no number"),
        ("12.50", "1e3", "no number"),
        ("TONNE", "TON", "'TON' in unit is unknown"),
        ("estimated", "guessed", "observation-status:guessed"),
        ("estimated", "withheld", "has no value"),
    ],
)
def test_bad_figure_is_named_with_its_line(tmp_path: Path, good: str, bad: str, said: str) -> None:
    other = FIGURE.replace("lithium", "cobalt")
    rows = f"{COLUMNS}\n{other}\n{FIGURE.replace(good, bad, 1)}\n"
    assert findings_of(tmp_path, DATASET, rows) == [(3, "table-row")]
    assert said in message_of(tmp_path, DATASET, rows)


def test_unknown_bound_is_named(tmp_path: Path) -> None:
    rows = f"{COLUMNS},qualifier\n{FIGURE},roughly\n"
    assert "'roughly' in qualifier is unknown" in message_of(tmp_path, DATASET, rows)


def test_same_key_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    rows = f"{COLUMNS}\n{FIGURE}\n{FIGURE.replace('12.50', '13')}\n"
    assert findings_of(tmp_path, DATASET, rows) == [(3, "table-row")]
    assert "line 2" in message_of(tmp_path, DATASET, rows)


def test_all_faults_of_a_row_are_named_at_once(tmp_path: Path) -> None:
    rows = f"{COLUMNS}\nunobtainium,actor:atlantis,wishes,2024,many,TON,guessed\n"
    assert findings_of(tmp_path, DATASET, rows) == [(2, "table-row")] * 5


@pytest.mark.parametrize(
    "columns",
    [
        f"{COLUMNS},remark",
        f"{COLUMNS},note,basis",
        f"{COLUMNS},note,note",
        COLUMNS.replace("unit,status", "status,unit"),
    ],
)
def test_other_columns_are_refused(tmp_path: Path, columns: str) -> None:
    assert findings_of(tmp_path, DATASET, f"{columns}\n") == [(1, "table-columns")]


@pytest.mark.parametrize(
    "header",
    [
        LIST.replace(":CriticalityList", ":Instrument"),
        LIST + "\ninstrument:list-2025 a :CriticalityList .\n",
        LIST + "\ndataset:list-2024 a qb:DataSet .\n",
        LIST.replace("table--list-2024", "table--list"),
        LIST.replace(":fromSource source:survey-2024", ':locator "annex"'),
        LIST.replace(' ;\n    dcterms:issued "2024-05-01"^^xsd:date', ""),
        LIST.replace("xsd:date", 'xsd:date ;\n    :issuedPrecision "unknown"'),
    ],
)
def test_header_that_leaves_the_rows_unclear_is_refused(tmp_path: Path, header: str) -> None:
    assert findings_of(tmp_path, header, ENTRIES) == [(0, "table-header")]


def test_names_are_not_looked_up_where_other_files_cannot_be_read(tmp_path: Path) -> None:
    write_folder(tmp_path, {"data/registry/broken.ttl": "material:lithium a"})
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, LIST, "material,as_listed\nunobtainium,Unobtainium\n")
    assert [finding.file for finding in caught.value.findings] == ["data/registry/broken.ttl"]


@pytest.mark.parametrize(
    "name", sorted({*LIST_COLUMNS, *FIGURE_COLUMNS, *EXTRA_FIGURE_COLUMNS, *QUALIFIERS, *UNITS, *WITHOUT_VALUE})
)
def test_documentation_tells_every_column_and_word(name: str) -> None:
    page = Path(__file__).parents[2] / "docs" / "data" / "tables.md"
    assert f"`{name}`" in page.read_text(encoding="utf-8")
