"""The page on a thing and the network around it count as the questions of the catalogue do."""

from __future__ import annotations

import pytest

from graph import namespaces as ns
from graph.portrait import paint
from graph.surroundings import survey
from graph.wire import PortraitRequest, SurroundingsRequest
from tests.data.record import ask, record


@pytest.mark.parametrize(
    "thing", ["actor/india", "material/rare-earth-elements", "framework/minerals-security-partnership"]
)
def test_page_on_a_thing_counts_as_the_catalogue_does(thing: str) -> None:
    """Facts on one source, a mirror and its original being one, and facts that another contradicts."""
    counts = paint(record(), PortraitRequest(ns.ID + thing, "en"))["counts"]
    slug = thing.split("/")[1]
    assert counts["single"] == len(
        {row["fact"]["iri"] for row in ask(record(), "resting-on-one-source", about=slug)["rows"]}
    )
    disputed = ask(record(), "in-dispute", about=slug)["rows"]
    assert counts["disagreeing"] == len({row["fact"]["iri"] for row in disputed if row["against"] == "fact"})


@pytest.mark.parametrize("day", ["2026-10-09", "2024-01-01"])
def test_network_ties_a_member_to_what_the_catalogue_has_it_belong_to(day: str) -> None:
    told = survey(record(), SurroundingsRequest("japan", "en", as_of=day, relations=("membership",), reach="own"))
    drawn = {fact["iri"] for row in told["ties"] for fact in row["facts"]}
    rows = ask(record(), "frameworks-of", actor="japan", as_of=day)["rows"]
    assert drawn == {row["fact"]["iri"] for row in rows if not row["ended"]} != set()
