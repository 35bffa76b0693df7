"""What things are called in one line, and when facts hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.store import NamedNode, Store, parse_text
from graph.titles import clock, label_of, says_of, title_of
from tests.world.loader import load_store


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("id/framework/lantern-pact", "Lantern Pact"),
        ("id/source/lantern-charter-2026", "Lantern Charter"),
        ("id/membership/alda--lantern-pact--2026-03", "Membership: Alda — Lantern Pact"),
        ("vocab/verdict/named", "names it"),
    ],
)
def test_things_of_the_world(path: str, title: str) -> None:
    assert title_of(load_store(), ns.BASE + path) == title


def test_every_fact_has_a_title_of_its_own_kind() -> None:
    facts = load_store().select("SELECT DISTINCT ?fact { ?fact a :SourcedFact }")
    titles = [title_of(load_store(), row["fact"].value) for row in facts]  # type: ignore[union-attr]
    assert all(titles)
    assert not any("--" in title or ns.BASE in title for title in titles)


TURTLE = f"""
@prefix : <{ns.ONTOLOGY}> .
@prefix skos: <{ns.SKOS}> .
@prefix role: <{ns.VOCAB}role/> .
@prefix status-event: <{ns.ID}status-event/> .
@prefix adherence: <{ns.ID}adherence/> .
@prefix actor: <{ns.ID}actor/> .
status-event:alda--charter--signed--2026 a :StatusEvent, :SourcedFact ; :reportsOn adherence:alda--charter ;
    :entersStatus <{ns.VOCAB}adherence-status/signed> ; :hasRole role:chair .
:StatusEvent skos:prefLabel "Status event"@en ; <{ns.RDFS}subClassOf> :SourcedFact .
:SourcedFact skos:prefLabel "Sourced fact"@en .
adherence:alda--charter :adherent actor:alda ; :adheresTo <{ns.ID}instrument/charter> .
actor:alda skos:prefLabel "アルダ"@ja, "Alda"@en . <{ns.ID}instrument/charter> skos:prefLabel "Charter"@en .
<{ns.VOCAB}adherence-status/signed> skos:prefLabel "signed"@en . role:chair skos:prefLabel "chair"@en .
actor:bare a :StatusEvent . actor:ja skos:prefLabel "コルヴィア"@ja .
actor:two :p "b", "a" .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.from_quads(parse_text(TURTLE, Path("titles.ttl")))


def test_a_fact_about_a_fact_names_its_parties_and_what_its_slug_names(store: Store) -> None:
    assert (
        title_of(store, ns.ID + "status-event/alda--charter--signed--2026") == "Status event: Alda — Charter — signed"
    )


def test_what_has_no_label_gets_words(store: Store) -> None:
    assert title_of(store, ns.ID + "actor/bare") == "Status event: bare"
    assert title_of(store, ns.ID + "actor/ja") == "コルヴィア"
    assert title_of(store, ns.ID + "actor/not-there") == "not there"
    assert label_of(store, NamedNode(ns.ID + "actor/bare")) == ""


def test_the_least_value_is_told_of_several(store: Store) -> None:
    assert says_of(store, NamedNode(ns.ID + "actor/two")) == {ns.ONTOLOGY + "p": "a"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"validFrom": "2023-06-23", "validUntil": "2026-02-04"}, "23 June 2023 to 4 February 2026"),
        ({"validFrom": "2023-06-23", "validUntil": "2023-06-23"}, "23 June 2023"),
        ({"validUntil": "2026-12-31", "validUntilPrecision": "year"}, "until 2026"),
        ({"occurredOn": "2024-09-26"}, "26 September 2024"),
        ({"occurredOn": "2024-09-26", "occurredUntil": "2024-09-27"}, "26 September 2024 to 27 September 2024"),
        ({"periodStart": "2024-01-01", "periodEnd": "2024-12-31"}, "1 January 2024 to 31 December 2024"),
        ({}, ""),
    ],
)
def test_clocks(said: dict[str, str], words: str) -> None:
    assert clock({ns.ONTOLOGY + name: value for name, value in said.items()}) == words
