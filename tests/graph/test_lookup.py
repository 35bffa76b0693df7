"""What a word names: things by any of their names, and what is said of names that name nothing or too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.errors import AmbiguousTerm, BadParameter, UnknownTerm
from graph.lookup import Lookup
from graph.store import Store, parse_text
from tests.world.loader import load_world


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    return load_world().lookup


@pytest.mark.parametrize(
    "name",
    [
        "rare-earths",
        "material:rare-earths",
        "material/rare-earths",
        "https://w3id.org/minpact/id/material/rare-earths",
        "<https://w3id.org/minpact/id/material/rare-earths>",
        "Rare earths",
        "  rare   EARTHS ",
        "rareearths",
        "REE",
        "rare earth elements",
        "希土類",
        "दुर्लभ मृदा",
        "दुर्लभ-मृदा",
    ],
)
def test_a_thing_has_many_names(lookup: Lookup, name: str) -> None:
    assert lookup.resolve("material", name, ["Material"]) == f"{ns.ID}material/rare-earths"


def test_a_misspelling_that_is_recorded_is_understood(lookup: Lookup) -> None:
    assert lookup.resolve("material", "Kobalt", ["Material"]) == f"{ns.ID}material/cobalt"


def test_a_name_counts_only_within_the_classes_asked_for(lookup: Lookup) -> None:
    assert lookup.resolve("place", "Alda", ["Place"]) == f"{ns.ID}actor/alda"
    with pytest.raises(UnknownTerm):
        lookup.resolve("material", "actor:alda", ["Material"])


def test_a_fact_is_named_by_its_slug(lookup: Lookup) -> None:
    slug = "alda--lantern-pact--2026-03"
    assert lookup.resolve("fact", slug, ["SourcedFact"]) == f"{ns.ID}membership/{slug}"


def test_a_slug_is_meant_before_any_label() -> None:
    store = store_of('actor:mercury a :Company . actor:other a :Company ; skos:prefLabel "Mercury"@en .')
    assert Lookup.of(store).resolve("actor", "mercury", ["Company"]) == f"{ns.ID}actor/mercury"


def test_a_label_is_meant_before_an_alias() -> None:
    store = store_of('actor:a a :Company ; skos:altLabel "Ore"@en . actor:b a :Company ; skos:prefLabel "Ore"@en .')
    assert Lookup.of(store).resolve("actor", "ore", ["Company"]) == f"{ns.ID}actor/b"


def test_two_things_of_one_name_are_both_named(lookup: Lookup) -> None:
    with pytest.raises(AmbiguousTerm) as error:
        lookup.resolve("actor", "Trade Ministry", ["Actor"])
    assert error.value.candidates == ("actor:brunn-ministry", "actor:corvia-ministry")


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("neodynium", "Neodymium"),
        ("heavy", "Heavy rare earths"),
        ("litium", "Lithium"),
        ("ネオジム磁", "Neodymium magnets"),
    ],
)
def test_near_names_are_offered_by_label(lookup: Lookup, value: str, near: str) -> None:
    with pytest.raises(UnknownTerm) as error:
        lookup.resolve("material", value, ["Material"])
    assert near in error.value.near
    assert error.value.kind == "Material"


def test_what_is_like_nothing_has_no_near_names(lookup: Lookup) -> None:
    with pytest.raises(UnknownTerm) as error:
        lookup.resolve("material", "xyzzy", ["Material"])
    assert error.value.near == ()


@pytest.mark.parametrize("value", ["import-share", "import share", "IMPORT_SHARE"])
def test_a_token_is_found_in_its_vocabulary(lookup: Lookup, value: str) -> None:
    assert lookup.token("indicator", value, "indicator") == f"{ns.VOCAB}indicator/import-share"


def test_an_unknown_token_says_which_there_are(lookup: Lookup) -> None:
    with pytest.raises(BadParameter, match="one of high, low, medium"):
        lookup.token("confidence", "sure", "confidence")


def test_labels_fall_back_to_any_language_and_then_to_the_slug() -> None:
    lookup = Lookup.of(store_of('actor:a a :Company ; skos:prefLabel "ア"@ja . actor:big-ore a :Company .'))
    labels = [lookup.label(f"{ns.ID}actor/{slug}") for slug in ("a", "big-ore")]
    assert [*labels, lookup.label("http://qudt.org/vocab/unit/PERCENT")] == ["ア", "big ore", "PERCENT"]


def test_a_fact_is_called_by_what_is_said_of_it_or_by_what_its_slug_ties() -> None:
    lookup = Lookup.of(
        store_of(
            """
            actor:big-ore a :Company ; skos:prefLabel "Big Ore"@en, "大鉱"@ja .
            actor:same a :Company ; skos:prefLabel "One"@en . framework:same a :Framework ; skos:prefLabel "Other"@en .
            membership:big-ore--same--new-club--2023-06 a :Membership .
            commitment:big-ore--2024 a :Commitment ; dcterms:description "Dig."@en, "掘る。"@ja .
            """
        )
    )
    tied = f"{ns.ID}membership/big-ore--same--new-club--2023-06"
    assert lookup.label(tied) == "Big Ore — same — new club — 2023-06", "what a slug means twice it does not name"
    assert lookup.label(tied, "ja") == "大鉱 — same — new club — 2023-06"
    assert lookup.label(f"{ns.ID}commitment/big-ore--2024", "ja") == "Dig."


def test_evidence_is_not_looked_up_by_name(lookup: Lookup) -> None:
    assert not [iri for meant in lookup.names.values() for iri in meant if iri.startswith(f"{ns.ID}evidence/")]


def store_of(turtle: str) -> Store:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in ns.PREFIXES.items())
    return Store.from_quads(parse_text(prefixes + turtle, Path("given.ttl"), "urn:g"))


CODED = """
actor:india a :Country ; skos:prefLabel "India"@en ; skos:notation "IN", "IND" .
material:group a :Material ; skos:prefLabel "Rare earths"@en .
material:cerium a :Material ; skos:prefLabel "Cerium"@en ;
  :harmonisedSystemCode "280530", "284610" ; :withinGroup material:group .
material:neodymium a :Material ; skos:prefLabel "Neodymium"@en ;
  :harmonisedSystemCode "280530", "284690" ; :withinGroup material:group .
material:lithium a :Material, :MineralCommodity ; skos:prefLabel "Lithium"@en ;
  :harmonisedSystemCode "283691", "282520", "253090" ; :madeFrom material:spodumene .
material:spodumene a :Material, :MineralCommodity ; skos:prefLabel "Spodumene"@en ; :harmonisedSystemCode "253090" .
material:hydroxide a :Material ; skos:prefLabel "Lithium hydroxide"@en ;
  :harmonisedSystemCode "282520" ; :madeFrom material:spodumene .
material:tin a :Material, :MineralCommodity ; skos:prefLabel "Tin"@en ; :harmonisedSystemCode "260990" .
material:wolframite a :Material ; skos:prefLabel "Wolframite"@en ; :harmonisedSystemCode "260990" .
material:barium a :Material ; skos:prefLabel "Barium"@en ; :harmonisedSystemCode "283660" .
"""


@pytest.mark.parametrize(
    ("value", "slug"),
    [
        ("IN", "actor/india"),
        ("ind", "actor/india"),
        ("284610", "material/cerium"),
        ("2846.10", "material/cerium"),
        ("HS 2846", "material/group"),
        ("280530", "material/group"),
        ("283691", "material/lithium"),
        ("282520", "material/lithium"),
        ("2530.90", "material/lithium"),
    ],
)
def test_codes_name_things(value: str, slug: str) -> None:
    assert Lookup.of(store_of(CODED)).resolve("thing", value, ["Country", "Material"]) == ns.ID + slug


@pytest.mark.parametrize(
    ("value", "candidates"),
    [
        ("2836", ("material:barium", "material:lithium")),
        ("260990", ("material:tin", "material:wolframite")),
    ],
)
def test_a_code_of_things_that_have_nothing_to_do_with_each_other_is_ambiguous(
    value: str, candidates: tuple[str, ...]
) -> None:
    with pytest.raises(AmbiguousTerm) as error:
        Lookup.of(store_of(CODED)).read("material", value, ["Material"])
    assert error.value.candidates == candidates


@pytest.mark.parametrize(
    ("value", "slug"), [("Neodimium", "neodymium"), ("lihtium", "lithium"), ("Raer earthz", "group")]
)
def test_a_slip_is_mended(value: str, slug: str) -> None:
    assert Lookup.of(store_of(CODED)).read("material", value, ["Material"]) == (f"{ns.ID}material/{slug}", True)


@pytest.mark.parametrize("value", ["Curium", "Helium", "Indium", "Thorium", "Radium", "Terbium", "280531", "lit"])
def test_what_is_something_else_is_no_slip(value: str) -> None:
    with pytest.raises(UnknownTerm):
        Lookup.of(store_of(CODED)).read("material", value, ["Material"])


def test_a_document_or_a_fact_gives_way_to_the_thing_of_its_name() -> None:
    lookup = Lookup.of(
        store_of(
            'event:summit-3 a :Event ; skos:prefLabel "Third summit"@en . session:summit-3 a :Session, :SourcedFact . '
            'source:daily a :SourceDocument ; dcterms:title "Third summit"@en .'
        )
    )
    for name in ("Third summit", "summit-3"):
        assert lookup.resolve("about", name, ["Event", "SourceDocument", "SourcedFact"]) == f"{ns.ID}event/summit-3"
    assert lookup.resolve("source", "Third summit", ["SourceDocument"]) == f"{ns.ID}source/daily"
