"""Names are found in three scripts, whole, in part and misspelled; entities before facts; nothing hostile does harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import namespaces as ns
from graph.cards import card_of, read_types, search
from graph.errors import BadParameter
from graph.lookup import Lookup
from graph.questions import Catalogue
from graph.search import EXACT, FUZZY, PREFIX, TIERS, WITHIN, WORDS, Hit, Index, slack
from graph.store import Store, parse_text
from graph.terms import fold, kind_of, slug_of, split
from graph.wire import SearchRequest
from graph.world import World
from tests.world.loader import load_world

INDEX = load_world().index


def find(text: str, *types: str) -> list[Hit]:
    return INDEX.find(text, types)


def slugs(text: str, *types: str) -> list[str]:
    return [slug_of(hit.name.iri) for hit in find(text, *types)]


@pytest.mark.parametrize(
    ("text", "slug", "tier"),
    [
        ("Alda", "alda", EXACT),
        ("  aLDA ", "alda", EXACT),
        ("アルダ", "alda", EXACT),
        ("あるだ", "alda", EXACT),
        ("ｱﾙﾀﾞ", "alda", EXACT),
        ("आल्डा", "alda", EXACT),
        ("ताँबा", "copper", EXACT),
        ("तांबा", "copper", EXACT),
        ("Dy", "dysprosium", EXACT),
        ("kobalt", "cobalt", EXACT),
        ("rare-earth elements", "rare-earths", EXACT),
        ("actor/alda", "alda", EXACT),
        ("actor:alda", "alda", EXACT),
        ("https://w3id.org/minpact/id/actor/alda", "alda", EXACT),
        ("Kest", "kestrel-metals", PREFIX),
        ("pact lant", "lantern-pact", WORDS),
        ("समझौता लाल", "lantern-pact", WORDS),
        ("希", "rare-earths", PREFIX),
        ("ビウム", "", WITHIN),
        ("重希土", "heavy-rare-earths", PREFIX),
        ("ロシウム", "dysprosium", WITHIN),
        ("dysprosum", "dysprosium", FUZZY),
        ("dyspriosum", "dysprosium", FUZZY),
        ("Harbor Acord", "harbour-accord", FUZZY),
        ("lanternpact", "lantern-pact", EXACT),
        ("ジスプロシュウム", "dysprosium", FUZZY),
        ("नियोडीमियम", "neodymium", FUZZY),
        ("Government of Corvia", "corvia", FUZZY),
    ],
)
def test_a_name_is_found_as_it_is_spelled(text: str, slug: str, tier: int) -> None:
    hits = find(text)
    if not slug:
        assert hits == []
        return
    assert slug_of(hits[0].name.iri) == slug
    assert TIERS[hits[0].tier] == TIERS[tier]
    assert (hits[0].similarity < 1) is (tier == FUZZY)


def test_what_is_exact_comes_first_then_by_beginning_words_and_likeness() -> None:
    tiers = [hit.tier for hit in find("neodymium", "material")]
    assert tiers == sorted(tiers)
    assert slugs("neodymium")[0] == "neodymium"
    assert "magnets" in slugs("ネオジム")[1:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ban", ["export-ban", "development-bank"]),
        ("rao", ["asha-rao", "rao-call"]),
        ("magnet", ["magnets", "magnet-scheme"]),
        ("HS 2846", ["cerium"]),
    ],
)
def test_whole_words_and_what_people_look_for_come_first(text: str, expected: list[str]) -> None:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in ns.PREFIXES.items())
    turtle = """
        actor:development-bank a :Organisation ; skos:prefLabel "Development Bank"@en .
        instrument:export-ban a :TradeMeasure ; skos:prefLabel "Export ban of 2023"@en .
        actor:asha-rao a :Person ; skos:prefLabel "Asha Rao"@en .
        event:rao-call a :Event ; skos:prefLabel "Rao calls"@en .
        material:magnets a :Material ; skos:prefLabel "Permanent magnets"@en .
        programme:magnet-scheme a :Programme ; skos:prefLabel "Scheme for a magnet"@en .
        material:cerium a :Material ; skos:prefLabel "Cerium"@en ; :harmonisedSystemCode "284610" .
    """
    store = Store.from_quads(parse_text(prefixes + turtle, Path("few.ttl"), "urn:g"))
    found = Index.of(store, Lookup.of(store)).find(text)
    assert [slug_of(hit.name.iri) for hit in found] == expected


def test_entities_come_before_facts_and_documents() -> None:
    kinds = [kind_of(hit.name.iri) for hit in find("lantern")]
    assert kinds[0] == "framework"
    entities = {"framework", "actor", "material", "instrument", "event", "pillar", "place", "project"}
    ranks = [kind not in entities for kind in kinds]
    assert True in ranks
    assert ranks == sorted(ranks)


def test_what_more_facts_name_comes_first_among_equals() -> None:
    assert slugs("a", "actor")[0] == "alda"


def test_each_thing_comes_once_and_by_its_best_name() -> None:
    found = [hit.name.iri for hit in find("rare earth")]
    assert len(found) == len(set(found))
    assert find("REE")[0].name.sort == "alias"
    assert find("kobalt")[0].name.sort == "misspelling"


def test_a_name_of_two_things_brings_both() -> None:
    exact = [slug_of(hit.name.iri) for hit in find("trade ministry") if hit.tier == EXACT]
    assert sorted(exact) == ["brunn-ministry", "corvia-ministry"]


@pytest.mark.parametrize("types", [("material",), ("Material",), ("MaterialGroup", "Country")])
def test_types_are_kinds_or_classes(types: tuple[str, ...]) -> None:
    world = load_world()
    wanted = read_types(world, types)
    found = world.index.find("r", wanted) + world.index.find("al", wanted)
    assert found
    assert all(world.index.is_of(hit.name.iri, wanted) for hit in found)
    assert "copper" not in [slug_of(hit.name.iri) for hit in world.index.find("copper", read_types(world, ("actor",)))]


def test_an_unknown_type_is_refused_with_what_is_taken() -> None:
    with pytest.raises(BadParameter, match="Country"):
        read_types(load_world(), ("Nonsense",))


def test_a_misspelling_is_found_although_another_type_has_the_word() -> None:
    assert slugs("Aldo", "actor")[:1] == ["alda"]


def test_facts_are_found_by_their_description() -> None:
    world = load_world()
    described = [hit for hit in world.index.find("survey") if "SourcedFact" in world.index.classes[hit.name.iri]]
    assert described


HOSTILE = (
    "x" * 10_000,
    "希" * 10_000,
    "\x00",
    "\u202eadla",
    "(a+)+$",
    "[",
    "\\",
    "%00",
    "?!",
    "*",
    "\ud800",
    "\u200d",
    "'; DROP",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_finds_nothing_and_harms_nothing(text: str) -> None:
    assert all(hit.tier == FUZZY for hit in find(text))
    assert len(find(text)) < len(INDEX.classes)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_may_be_looked_for(text: str) -> None:
    hits = find(text)
    assert len({hit.name.iri for hit in hits}) == len(hits)
    assert all(0 < hit.similarity <= 1 for hit in hits)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([name for name in INDEX.names if fold(name.text) and len(name.text) < 200]))
def test_every_name_finds_its_thing(name: object) -> None:
    assert getattr(name, "iri") in [hit.name.iri for hit in find(getattr(name, "text")) if hit.tier == EXACT]  # noqa: B009


@pytest.mark.parametrize("names", [(), ("Alda",), ("Alda", "Alda Two")])
def test_few_names_are_as_good_as_many(names: tuple[str, ...]) -> None:
    things = "".join(
        f'<{ns.ID}actor/n{number}> a <{ns.ONTOLOGY}Actor> ; <{ns.SKOS}prefLabel> "{name}"@en .'
        for number, name in enumerate(names)
    )
    index = World.of(Store.from_quads(parse_text(things, Path("names.ttl"))), Catalogue({})).index
    assert len(index.find("Alda", ())) == len(names)
    assert index.find("Kestrel Metals", ()) == []


def test_cards_speak_the_language_asked_for() -> None:
    world = load_world()
    iri = find("neodymium")[0].name.iri
    assert [card_of(world, iri, code).label for code in ("en", "ja", "hi")] == ["Neodymium", "ネオジム", "नियोडिमियम"]
    types = [each.id for each in card_of(world, iri, "en").types]
    assert types.index("MineralCommodity") < types.index("Material")


def test_pages_do_not_overlap_and_count_all() -> None:
    world = load_world()
    whole = search(world, SearchRequest("rare", (), "en", 100))
    pages = [search(world, SearchRequest("rare", (), "en", 2, skip)) for skip in range(0, 6, 2)]
    results = whole["results"]
    assert isinstance(results, list)
    assert whole["total"] == len(results)
    joined = [each for page in pages for each in page["results"]]  # type: ignore[attr-defined]
    assert joined == results[:6]


def test_short_words_and_numbers_have_no_slack() -> None:
    assert [slack(word) for word in ("tin", "zinc", "neodymium", "希土", "希土類", "20250829")] == [0, 1, 2, 0, 1, 0]


def test_words_are_parted_where_scripts_change() -> None:
    assert split("日印エネルギー対話 No.2") == ("日印", "エネルギー", "対話", "no", "2")
    assert split("") == ()
