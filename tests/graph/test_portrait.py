"""Portraits of things of the invented world, and facts in a line."""

from __future__ import annotations

from typing import Any

import pytest

from graph import namespaces as ns
from graph.claims import claim_of, holds_on
from graph.dates import read_day
from graph.errors import UnknownEntity
from graph.portrait import FIRST, paint
from graph.store import Literal, NamedNode, Quad, Store
from graph.wire import PortraitRequest
from graph.world import World
from tests.world.loader import load_quads, load_world

PACT = f"{ns.ID}framework/lantern-pact"
CORVIA = f"{ns.ID}membership/corvia--lantern-pact--2026-03"


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def portrait(world: World, iri: str, language: str = "en", **asked: Any) -> dict[str, Any]:
    return paint(world, PortraitRequest(iri, language, **asked))


def test_a_fact_in_a_line(world: World) -> None:
    claim = claim_of(world, CORVIA, PACT, "en")
    assert claim.parties == (f"{ns.ID}actor/corvia",)
    assert claim.what == (f"{ns.VOCAB}role/founding-member",)
    assert (claim.sort, claim.shape, claim.start, claim.year) == (
        f"{ns.ONTOLOGY}Membership",
        "state",
        "2026-03-01",
        "2026",
    )
    assert (claim.rank, claim.sources, claim.disagrees) == ("deprecated", 1, 1)
    other = claim_of(world, f"{ns.ID}membership/corvia--lantern-pact--2027", "", "en")
    assert other.disagrees == 1, "the other says so, and it holds both ways"


def test_a_denial_says_what_it_denies(world: World) -> None:
    denial = claim_of(world, f"{ns.ID}denial/lantern-pact--copper--2026", PACT, "en")
    assert (denial.parties, denial.what) == ((f"{ns.ID}material/copper",), (f"{ns.ONTOLOGY}mayCover",))


def test_what_is_planned_holds_on_no_day(world: World) -> None:
    planned = claim_of(world, f"{ns.ID}status-event/harbour-accord--active--2030-09", "", "en")
    assert planned.is_planned
    assert not holds_on(planned, read_day("2031-01-01"))
    member = claim_of(world, CORVIA, "", "en")
    assert [holds_on(member, read_day(day)) for day in ("2026-02-28", "2026-03-01")] == [False, True]


def test_a_portrait_counts_what_it_shows(world: World) -> None:
    told = portrait(world, PACT)
    assert told["title"]["label"] == "Lantern Pact"
    assert told["counts"]["facts"] == sum(each["total"] for each in told["kinds"])
    assert {each["kind"]: each["total"] for each in told["facts"]} == {
        each["kind"]: each["total"] for each in told["kinds"] if each["total"]
    }
    assert sum(sum(years.values()) for years in told["years"].values()) <= told["counts"]["facts"]
    assert all(len(each["rows"]) <= FIRST for each in told["facts"])
    assert told["counts"]["disagreeing"] >= 2


def test_a_part_and_a_year_alone(world: World) -> None:
    part = portrait(world, PACT, part="membership")
    assert [each["kind"] for each in part["facts"]] == ["membership"]
    assert part["statements"] == []
    assert portrait(world, PACT, part="unheard-of")["part"] == ""
    year = portrait(world, PACT, year="2027")
    rows = [row for each in year["facts"] for row in each["rows"]]
    assert rows
    assert {row["start"][:4] or row["end"][:4] for row in rows} == {"2027"}
    assert portrait(world, PACT, part="membership", page=9)["facts"][0]["rows"] == []


def test_a_fact_beside_what_it_disagrees_with(world: World) -> None:
    told = portrait(world, CORVIA)
    assert [each["iri"] for each in told["against"]] == [f"{ns.ID}membership/corvia--lantern-pact--2027"]
    assert told["evidence"]["evidence"][0]["stance"] == "supports"
    assert told["claim"]["rank"] == "deprecated"


def test_a_source_has_its_words_beside_each_fact(world: World) -> None:
    told = portrait(world, f"{ns.ID}source/lantern-charter-2026")
    said = [piece for each in told["facts"] for row in each["rows"] for piece in row["said"]]
    assert said
    assert {piece["stance"] for piece in said} <= {"supports", "mentions", "disputes"}
    assert any(piece["wording"] for piece in said)


def test_a_title_in_a_language(world: World) -> None:
    assert portrait(world, PACT, "ja")["title"] == {"iri": PACT, "label": "ランタン協定", "language": "ja"}
    assert portrait(world, CORVIA)["title"]["label"] == "Membership: Corvia — Lantern Pact"
    assert "ランタン協定" in portrait(world, CORVIA, "ja")["title"]["label"]
    assert portrait(world, PACT, "hi")["title"]["language"] in ("hi", "en")


def test_unknown_things_have_no_portrait(world: World) -> None:
    with pytest.raises(UnknownEntity):
        portrait(world, f"{ns.ID}framework/nowhere")


def test_a_thousand_facts_come_in_pages(world: World) -> None:
    facts = [f"{ns.ID}priority/many--{number:04}" for number in range(250)]
    quads = [
        quad
        for fact in facts
        for quad in (
            Quad(NamedNode(fact), NamedNode(f"{ns.ONTOLOGY}priorityOf"), NamedNode(PACT), NamedNode("urn:g")),
            Quad(NamedNode(fact), NamedNode(f"{ns.DCTERMS}description"), Literal(fact), NamedNode("urn:g")),
        )
    ]
    many = World.of(Store.from_quads([*load_quads(), *quads]), world.catalogue, "test")
    shown = [
        row["iri"] for page in (1, 2, 3) for row in portrait(many, PACT, part="priority", page=page)["facts"][0]["rows"]
    ]
    assert len(shown) == len(set(shown))
    assert set(facts) <= set(shown)
    whole = portrait(many, PACT)
    assert next(each for each in whole["facts"] if each["kind"] == "priority")["total"] >= 250
