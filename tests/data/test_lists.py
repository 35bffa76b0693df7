"""Lists and figures of the project's own tables: what they hold, and what they leave open."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from graph import namespaces as ns
from graph import resources
from graph.store import NamedNode
from tests.data.record import ask, authored, by, record

CUT_OFF = "2026-10-09"
#: How many entries the issuers state, on a day.
STATED = {
    ("india-critical-minerals-list-2023", CUT_OFF): 30,
    ("india-mmdr-part-d-2023", "2025-01-01"): 24,
    ("india-mmdr-part-d-2023", CUT_OFF): 25,
    ("japan-34-rare-metals", CUT_OFF): 34,
    ("japan-supported-critical-minerals-2025", CUT_OFF): 9,
    ("japan-44-survey-ores", CUT_OFF): 44,
    ("us-critical-minerals-2022", CUT_OFF): 50,
    ("us-critical-minerals-2025", CUT_OFF): 60,
    ("us-critical-materials-for-energy-2023", CUT_OFF): 18,
    ("eu-critical-raw-materials-2024", CUT_OFF): 34,
    ("eu-strategic-raw-materials-2024", CUT_OFF): 17,
    ("australia-critical-minerals-2024", CUT_OFF): 31,
    ("australia-strategic-materials-2023", CUT_OFF): 6,
    ("australia-strategic-materials-2024", CUT_OFF): 5,
    ("korea-critical-minerals-2023", "2025-01-01"): 33,
    ("korea-strategic-critical-minerals-2023", CUT_OFF): 10,
    ("canada-critical-minerals-2024", CUT_OFF): 34,
    ("uk-critical-minerals-2021", CUT_OFF): 18,
}


def rows(question: str, **parameters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(record(), question, **parameters)["rows"]
    return found


@pytest.mark.parametrize(("edition", "day"), STATED)
def test_complete_edition_has_as_many_entries_as_its_issuer_states(edition: str, day: str) -> None:
    entries = rows("on-list", list=edition, as_of=day)
    assert len(entries) == STATED[edition, day]
    assert all(row["complete"] for row in entries)


def test_british_list_of_2024_is_said_to_be_incomplete() -> None:
    compared = rows("crosswalk", first="uk-critical-minerals-2024", second="uk-critical-minerals-2021")
    assert {(row["first_complete"], row["second_complete"]) for row in compared} == {(False, True)}


def test_india_and_japan_share_these_entries() -> None:
    compared = by(
        rows(
            "crosswalk",
            first="india-critical-minerals-list-2023",
            second="japan-supported-critical-minerals-2025",
        ),
        "material",
    )
    assert {material for material, row in compared.items() if row["standing"] == "both"} == {
        "cobalt",
        "gallium",
        "germanium",
        "graphite",
        "lithium",
        "nickel",
        "rare-earth-elements",
    }
    assert {material for material, row in compared.items() if row["standing"] == "second-only"} == {
        "manganese",
        "uranium",
    }


def test_coking_coal_is_what_the_indian_act_gained() -> None:
    series = "list-series:india-mmdr-part-d"
    compared = rows("crosswalk", first=series, second=series, first_on="2025-01-01")
    gained = [row for row in compared if row["standing"] == "second-only"]
    assert [row["material"]["iri"].rsplit("/", 1)[-1] for row in gained] == ["coking-coal"]


def test_india_has_rare_earth_resources_but_no_printed_reserves() -> None:
    figures = rows("figures-on", material="rare-earth-elements", area="india")
    reserves = [row for row in figures if row["indicator_measured"]["token"] == "reserves"]
    assert {(row["standing"]["token"], row["value"]) for row in reserves} == {("not-available", None)}
    resources_in_situ = {row["value"] for row in figures if row["indicator_measured"]["token"] == "resources"}
    assert {"8.52", "7.23", "1.29"} <= {str(value) for value in resources_in_situ}


def test_china_supplies_the_rare_earths_of_japan_by_several_measures() -> None:
    found = rows("suppliers-of", material="rare-earth-elements", area="japan")
    assert {row["supplier"]["iri"] for row in found} == {ns.ID + "actor/china"}
    assert {row["measure"]["token"] for row in found} >= {"import-share", "imports", "change-in-exports"}
    assert all(row["fact"]["evidence"] for row in found)
    assert any(row["disputed"] for row in found)


def test_magnet_rare_earths_of_the_agency_are_four() -> None:
    found = rows("figures-on", material="magnet-rare-earth-elements")
    agency = [row for row in found if row["dataset"] and row["dataset"]["iri"].endswith("explorer-2024")]
    shares = [row for row in agency if not row["indicator_measured"]["token"].startswith("share-of-three")]
    assert shares
    assert {row["basis"]["value"] for row in shares} == {"Nd, Pr, Dy and Tb"}


@pytest.mark.parametrize(
    "table", sorted(path.stem for path in (resources.data() / "tables").glob("*.csv")), ids=lambda name: name
)
def test_each_row_of_a_table_is_one_fact(table: str) -> None:
    with (resources.data() / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        lines = sum(1 for _ in csv.DictReader(file))
    evidence = NamedNode(f"{ns.ID}evidence/table--{table}")
    assert (
        sum(quad.object == evidence and quad.predicate.value.endswith("#hasEvidence") for quad in authored()) == lines
    )
