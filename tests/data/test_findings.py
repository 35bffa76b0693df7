"""What the record shows of the partnership of India and Japan, each finding with the sources that it hangs on.

A finding is asked of the project's facts, and once more of a copy without its deciding sources: an answer that does
not change then was never drawn from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from graph import namespaces as ns
from graph.store import NamedNode, Quad
from graph.terms import slug_of
from graph.world import World
from tests.data.record import ask, authored, by, make_world, record, without_source

MATERIAL = "rare-earth-elements"
FACT_SHEET = "fact-sheet-economic-security-2025"
FACT_SHEET_DAY = "2025-08-29"
MSP = "minerals-security-partnership"
MEMORANDUM = "india-japan-moc-mineral-resources-2025"
WORKING_GROUP = "india-japan-jwg-mineral-resources"
PROJECT = "toyotsu-andhra-pradesh"
PLANT = "trei-visakhapatnam-plant"
BY_NAME = {"named", "group-named", "member-named"}
OFFICIAL = {"primary", "primary-mirror"}


def supporting(facts: Iterable[dict[str, Any]], kinds: set[str] | None = None) -> set[str]:
    """Slugs of the sources that support any of these facts, of these kinds where kinds are given."""
    return {
        slug_of(piece["source"])
        for fact in facts
        for piece in fact["evidence"]
        if piece["stance"] == "supports" and (kinds is None or piece["source_kind"] in kinds)
    }


def verdicts(world: World, day: str) -> dict[str, dict[str, Any]]:
    return by(ask(world, "frameworks-covering", material=MATERIAL, as_of=day)["rows"], "framework")


# 1. Of the three frameworks that the fact sheet of August 2025 names, one names rare earths, and it was soon succeeded.


def test_of_the_three_frameworks_one_names_rare_earths() -> None:
    found = verdicts(record(), FACT_SHEET_DAY)
    assert found[MSP]["verdict"] == "named"
    assert found["ipef"]["verdict"] not in BY_NAME
    assert found["quad-critical-minerals-initiative"]["verdict"] not in BY_NAME
    without = verdicts(without_source(*supporting([found[MSP]["fact"]])), FACT_SHEET_DAY)
    assert without[MSP]["verdict"] not in BY_NAME


def test_fact_sheet_names_the_three_frameworks() -> None:
    rows = ask(record(), "promise-to-deed", actor="india", other="japan")["rows"]
    banners = {
        slug_of(row["thing"]["iri"])
        for row in rows
        if row["station"] == "banner" and slug_of(row["commitment_made"]["iri"]) == "plurilateral-cooperation--2025-08"
    }
    assert {MSP, "ipef", "quad-critical-minerals-initiative"} <= banners


def test_partnership_gave_way_to_another_in_february_2026() -> None:
    rows = ask(record(), "lineage", thing=MSP)["rows"]
    after = [row for row in rows if row["side"] == "after" and slug_of(row["predecessor"]["iri"]) == MSP]
    assert [(slug_of(row["successor"]["iri"]), row["day"]["value"]) for row in after] == [("forge", "2026-02-04")]
    assert verdicts(record(), "2026-02-03")[MSP]["status"] == "in-force"
    assert verdicts(record(), "2026-02-04")[MSP]["status"] == "ended"
    without = without_source(*supporting(row["fact"] for row in after))
    assert ask(without, "lineage", thing=MSP)["rows"] == []


# 2. Which texts and bodies name rare earths in a page of their own or of a government.

NAMING = """
SELECT DISTINCT ?scope ?source
WHERE {
  ?coverage :namesMaterial <https://w3id.org/minpact/id/material/rare-earth-elements> .
  ?coverage :coverageOf ?scope .
  ?coverage :hasEvidence ?evidence .
  ?evidence :hasStance <https://w3id.org/minpact/vocab/stance/supports> .
  ?evidence :fromSource ?source .
  ?source :hasSourceKind ?kind .
  FILTER(?kind IN (
    <https://w3id.org/minpact/vocab/source-kind/primary>,
    <https://w3id.org/minpact/vocab/source-kind/primary-mirror>
  ))
  FILTER NOT EXISTS { ?coverage :hasRank <https://w3id.org/minpact/vocab/rank/deprecated> . }
}
"""
OFFICIALLY_NAMING = {
    MSP,
    "conference-critical-materials-minerals",
    "critical-minerals-ministerial-fact-sheet-2026",
    "g7-critical-minerals-production-alliance",
    "iea-critical-minerals-security-programme",
    "us-japan-framework-critical-minerals-2025",
}


def officially_naming(world: World) -> dict[str, set[str]]:
    """What names rare earths in an official page, with the pages."""
    found: dict[str, set[str]] = {}
    for row in world.store.select(NAMING):
        scope, source = row["scope"], row["source"]
        assert isinstance(scope, NamedNode)
        assert isinstance(source, NamedNode)
        found.setdefault(slug_of(scope.value), set()).add(slug_of(source.value))
    return found


def test_rare_earths_are_named_in_official_pages_of_these() -> None:
    found = officially_naming(record())
    assert found.keys() >= OFFICIALLY_NAMING
    pages = {page for scope in OFFICIALLY_NAMING for page in found[scope]}
    assert not officially_naming(without_source(*pages)).keys() & OFFICIALLY_NAMING


def test_agreement_of_2023_names_five_battery_minerals_and_no_rare_earths() -> None:
    rows = record().store.select(
        "SELECT ?material WHERE { ?coverage :coverageOf <https://w3id.org/minpact/id/instrument/us-japan-cma-2023> ."
        " ?coverage :namesMaterial ?material . ?coverage :listIsClosed true . }"
    )
    named = {slug_of(row["material"].value) for row in rows if isinstance(row["material"], NamedNode)}
    assert named == {"cobalt", "graphite", "lithium", "manganese", "nickel"}


# 3. One joint refinery works; it started late and ships less than was planned.


def refineries(world: World) -> dict[str, dict[str, Any]]:
    """Plants in India, with a Japanese party, that separate or refine rare earths and work at the cut-off."""
    rows = ask(world, "projects", material=MATERIAL, place="india", actor="japan")["rows"]
    return {
        slug_of(row["undertaking"]["iri"]): row
        for row in rows
        if row["sort"] == "facility"
        and row["status"]
        and row["status"]["token"] == "operational"
        and {slug_of(stage["iri"]) for stage in row["stages"]} & {"separation", "refining"}
    }


def test_one_refinery_of_both_countries_works_since_2016() -> None:
    found = refineries(record())
    assert found.keys() == {PLANT}
    assert found[PLANT]["since"]["value"].startswith("2016")
    history = ask(record(), "project-history", undertaking=PLANT)["rows"]
    starts = [row["fact"] for row in history if row["status"] and row["status"]["token"] == "operational"]
    assert PLANT not in refineries(without_source(*supporting(starts)))


def test_four_target_days_went_by_before_it_started() -> None:
    expected = [
        row
        for row in ask(record(), "expectations", material=MATERIAL)["rows"]
        if {slug_of(thing["iri"]) for thing in row["expected_of"]} & {PROJECT, PLANT, "toyotsu-orissa-2010"}
    ]
    promised = ask(record(), "ledger", actor="toyota-tsusho", material=MATERIAL)["rows"]
    days = {row["due"]["value"] for row in [*expected, *promised] if row["due"]}
    assert len({day for day in days if day < "2016"}) >= 4


def test_shipments_of_2024_stay_behind_the_plans() -> None:
    def shipped(world: World) -> list[dict[str, Any]]:
        rows = ask(world, "capacities", thing=PROJECT, indicator="shipments")["rows"]
        return [row for row in rows if row["period_start"]["value"].startswith("2024")]

    plans = ask(record(), "capacities", thing=PROJECT, indicator="planned-output")["rows"]
    assert {2300, 4000, 4100} <= {row["value"] for row in plans}
    (figure,) = shipped(record())
    assert (figure["value"], figure["qualifier"]["value"]) == (1000, "at least")
    assert slug_of(figure["unit"]["iri"]) == "TONNE"
    assert shipped(without_source(*supporting([figure["fact"]]))) == []


# 4. No funded project names the memorandum of August 2025; its working group was announced a second time.


def deeds(world: World) -> set[str]:
    """What carries out, by any record, a promise of the memorandum, or stands under it."""
    rows = ask(world, "promise-to-deed", actor="india", other="japan")["rows"]
    of_memorandum = {
        row["commitment_made"]["iri"]
        for row in rows
        if row["station"] == "text" and slug_of(row["thing"]["iri"]) == MEMORANDUM
    }
    assert of_memorandum
    return {
        slug_of(row["thing"]["iri"])
        for row in rows
        if row["commitment_made"]["iri"] in of_memorandum and row["station"] in ("contract", "project", "plant")
    }


def test_no_project_or_sum_stands_under_the_memorandum() -> None:
    assert deeds(record()) == set()
    texts = {slug_of(row["text"]["iri"]) for row in ask(record(), "money")["rows"] if row["text"]}
    assert MEMORANDUM not in texts


def test_a_project_under_the_memorandum_would_be_found() -> None:
    under = Quad(
        NamedNode(f"{ns.ID}project/{PROJECT}"),
        NamedNode(f"{ns.ONTOLOGY}undertakenUnder"),
        NamedNode(f"{ns.ID}instrument/{MEMORANDUM}"),
    )
    assert deeds(make_world([*authored(), under])) >= {PROJECT, PLANT}


def test_working_group_was_announced_in_august_and_again_in_january() -> None:
    def announcements(world: World) -> dict[str, dict[str, Any]]:
        rows = ask(world, "life-of", framework=WORKING_GROUP)["rows"]
        return {
            row["day"]["value"][:7]: row["fact"]
            for row in rows
            if row["status"] and row["status"]["token"] == "announced"
        }

    found = announcements(record())
    assert found.keys() >= {"2025-08", "2026-01"}
    again = without_source(*supporting([found["2026-01"]]))
    assert "2026-01" not in announcements(again)


# 5. In June 2025 India asked for an end of exports; in August the fact sheet praised the same plant.


def test_request_of_june_and_praise_of_august_are_about_the_same_project() -> None:
    def requests(world: World) -> list[dict[str, Any]]:
        rows = ask(world, "project-history", undertaking=PROJECT)["rows"]
        return [
            row["fact"]
            for row in rows
            if row["status"]
            and row["status"]["token"] == "suspension-requested"
            and row["day"]["value"].startswith("2025-06")
        ]

    def praises(world: World) -> list[dict[str, Any]]:
        rows = ask(world, "assessments", about=PROJECT, author=FACT_SHEET)["rows"]
        return [row["fact"] for row in rows]

    assert requests(record())
    assert praises(record())
    without = without_source(*supporting([*requests(record()), *praises(record())]))
    assert requests(without) == []
    assert praises(without) == []


# What a reader can answer from the graph alone.


def test_listed_by_both_and_covered_by_name_on_a_day() -> None:
    rows = ask(record(), "listed-and-covered", actor="india", other="japan", as_of="2026-07-02")["rows"]
    assert MATERIAL in {slug_of(row["material"]["iri"]) for row in rows}
    in_force = by(ask(record(), "in-force", as_of="2026-07-02")["rows"], "framework")
    for row in rows:
        assert in_force[slug_of(row["framework"]["iri"])]["status"] == "in-force"
        for fact in ("coverage", "designation", "other_designation", "membership", "other_membership"):
            assert supporting([row[fact]]), fact
    without = without_source(*supporting(row["coverage"] for row in rows))
    later = ask(without, "listed-and-covered", actor="india", other="japan", as_of="2026-07-02")["rows"]
    assert len(later) < len(rows)


def test_promises_of_august_2025_say_whether_anything_was_heard_of_them_later() -> None:
    rows = ask(record(), "of-text", **{"from": "2025-08-01", "until": "2025-08-31"})["rows"]
    assert len(rows) >= 5
    for row in rows:
        assert row["has_later_evidence"] == (row["later_sources"] > 0)
    heard = [row for row in rows if row["has_later_evidence"]]
    for row in heard:
        assert row["newest_evidence"]["value"] > row["made"]["value"]


@pytest.mark.parametrize("question", ["ledger", "pending"])
def test_ledger_and_pending_promises_agree(question: str) -> None:
    rows = ask(record(), question)["rows"]
    statuses = {row["rung" if question == "ledger" else "status"]["token"] for row in rows}
    assert ("delivered" in statuses) == (question == "ledger")


# 6. A group has the members whom a report names, and a project the rung that its report bears.


def test_members_of_brics_hang_on_the_two_reports_that_name_them() -> None:
    rows = by(ask(record(), "members-of", framework="brics")["rows"], "member")
    assert {"india", "china"} <= set(rows)
    assert "japan" not in rows
    found = ask(without_source("the-wire-brics-2025-07", "spglobal-brics-2025-07"), "members-of", framework="brics")
    assert not found["rows"]


@pytest.mark.parametrize(("project", "rungs"), [("irel-new-leases", {"announced"}), ("cil-khattali", {"permitted"})])
def test_letter_of_intent_is_no_permit_and_a_report_outweighed_no_station(project: str, rungs: set[str]) -> None:
    rows = [row for row in ask(record(), "project-history", undertaking=project)["rows"] if row["status"]]
    assert len(rows) == len(rungs)
    assert {slug_of(row["status"]["iri"]) for row in rows} == rungs
