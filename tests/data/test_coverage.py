"""Which frameworks cover rare earths, asked of the project's own facts."""

from __future__ import annotations

import pytest

from graph.errors import UnknownTerm
from tests.data.record import ask, by, record

MSP = "minerals-security-partnership"


def covering(**parameters: str) -> dict[str, dict[str, object]]:
    return by(ask(record(), "frameworks-covering", **parameters)["rows"], "framework")


def test_at_the_cut_off_the_partnership_has_ended_and_names_its_successor() -> None:
    found = covering(material="rare-earths")
    assert found[MSP]["verdict"] == "named"
    assert found[MSP]["status"] == "ended"
    assert found[MSP]["ended"] == "2026-02-04"
    assert found[MSP]["successor"] == "forge"


def test_frameworks_in_force_come_before_those_that_ended() -> None:
    statuses = [row["status"] for row in covering(material="rare-earths").values()]
    assert statuses.index("ended") > max(place for place, status in enumerate(statuses) if status == "in-force")


def test_quad_initiative_and_indo_pacific_framework_stand_on_their_true_basis() -> None:
    found = covering(material="rare-earths")
    assert found["quad-critical-minerals-initiative"]["verdict"] in ("generic", "no-evidence")
    assert found["ipef"]["verdict"] in ("generic", "no-evidence")
    assert found["quad"]["verdict"] in ("generic", "no-evidence")


def test_in_august_2025_the_partnership_was_in_force() -> None:
    found = covering(material="rare-earths", as_of="2025-08-29")
    assert found[MSP]["status"] == "in-force"
    assert found[MSP]["verdict"] == "named"
    assert "forge" not in found


@pytest.mark.parametrize("day", ["2025-08-29", "2026-10-09"])
def test_neodymium_is_covered_by_its_group(day: str) -> None:
    found = covering(material="neodymium", as_of=day)
    assert found[MSP]["verdict"] == "group-named"
    assert found[MSP]["through"] == "rare-earth-elements"


def test_lithium_is_named_by_itself() -> None:
    assert covering(material="lithium", as_of="2025-08-29")[MSP]["verdict"] == "named"


def test_every_row_with_a_verdict_has_sources_with_confidence() -> None:
    for row in ask(record(), "frameworks-covering", material="rare-earths")["rows"]:
        if row["verdict"]["token"] == "no-evidence":
            assert row["fact"] is None
            assert row["sources"] >= 0
            continue
        assert row["fact"]["evidence"], row["framework"]["iri"]
        for piece in row["fact"]["evidence"]:
            assert piece["url"] or piece["title"]
            assert piece["confidence"] in ("high", "medium", "low")
            assert piece["confidence"] == "high" or piece["confidence_reason"]


def test_unknown_material_is_answered_with_near_ones() -> None:
    with pytest.raises(UnknownTerm) as caught:
        ask(record(), "frameworks-covering", material="neodium")
    assert "Neodymium" in caught.value.near


@pytest.mark.parametrize(
    "name", ["rare earths", "Rare-earth elements", "REE", "希土類", "rare-earths", "2846", "दुर्लभ मृदा"]
)
def test_material_is_known_by_its_names(name: str) -> None:
    assert ask(record(), "frameworks-covering", material=name)["parameters"]["material"]["iri"].endswith(
        "/rare-earth-elements"
    )
