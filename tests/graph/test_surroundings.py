"""What lies around things of the invented world."""

from __future__ import annotations

from typing import Any

import pytest

from graph import namespaces as ns
from graph.errors import BadParameter, UnknownTerm
from graph.store import NamedNode, Quad, Store
from graph.surroundings import MOST, survey
from graph.wire import SurroundingsRequest
from graph.world import World
from tests.world.loader import load_quads, load_world

PACT = f"{ns.ID}framework/lantern-pact"


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def around(world: World, thing: str, **asked: Any) -> dict[str, Any]:
    return survey(world, SurroundingsRequest(thing, "en", **asked))


def ends(told: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {
        (row["one"]["iri"].rsplit("/", 1)[-1], row["other"]["iri"].rsplit("/", 1)[-1], row["relation"])
        for row in told["ties"]
    }


def test_ties_hold_on_a_day(world: World) -> None:
    assert ("lantern-pact", "alda", "membership") not in ends(around(world, "lantern-pact", as_of="2026-02-28"))
    assert ("lantern-pact", "alda", "membership") in ends(around(world, "lantern-pact", as_of="2026-03-01"))


def test_deprecated_facts_denials_and_what_is_derived_tie_nobody(world: World) -> None:
    told = around(world, "lantern-pact", as_of="2026-06-01")
    assert ("lantern-pact", "corvia", "membership") not in ends(told)
    relations = {row["relation"] for row in told["ties"]}
    assert "denial" not in relations
    assert relations.isdisjoint({"hasMember", "covers", "mayCover", "hasMembership"})


def test_kinds_and_relations_narrow(world: World) -> None:
    whole = around(world, "alda")
    actors = around(world, "alda", kinds=("framework",))
    assert 0 < actors["total"] < whole["total"]
    assert {row["other"]["kind"] for row in actors["ties"] if row["one"]["iri"].endswith("/alda")} == {"framework"}
    assert actors["kinds"] == whole["kinds"], "the choice stays whole"
    members = around(world, "alda", relations=("membership",), reach="all")
    assert {row["relation"] for row in members["ties"]} == {"membership"}


def test_own_ties_alone(world: World) -> None:
    own = around(world, "alda", reach="own")
    assert own["ties"]
    assert {row["one"]["iri"] for row in own["ties"]} == {f"{ns.ID}actor/alda"}
    assert len(own["ties"]) < len(around(world, "alda", reach="all")["ties"])


def test_the_order_is_the_same_each_time(world: World) -> None:
    again = World.of(Store.from_quads(load_quads()), world.catalogue, "test")
    assert sorted(map(str, around(world, "alda")["ties"])) == sorted(map(str, around(again, "alda")["ties"]))


def test_without_a_centre_the_most_tied_are_offered(world: World) -> None:
    told = around(world, "")
    assert told["centre"] is None
    assert f"{ns.ID}actor/alda" in {each["iri"] for each in told["offered"]}


def test_too_many_are_counted_and_not_drawn(world: World) -> None:
    quads = [
        Quad(
            NamedNode(f"{ns.ID}project/p{n}"),
            NamedNode(f"{ns.ONTOLOGY}locatedIn"),
            NamedNode(f"{ns.ID}actor/alda"),
            NamedNode("urn:g"),
        )
        for n in range(MOST + 1)
    ]
    many = World.of(Store.from_quads([*load_quads(), *quads]), world.catalogue, "test")
    told = around(many, "alda")
    assert told["total"] > MOST
    assert told["ties"] == []
    assert around(many, "alda", kinds=("framework",))["ties"]


def test_what_is_not_understood(world: World) -> None:
    with pytest.raises(UnknownTerm):
        around(world, "nonesuch")
    with pytest.raises(BadParameter):
        around(world, "alda", as_of="2026")
    with pytest.raises(BadParameter):
        around(world, "alda", kinds=("evidence",))
