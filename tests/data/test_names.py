"""Names of the record as people write them, misspelled too, lead to the thing meant."""

from __future__ import annotations

import pytest

from graph import namespaces as ns
from graph.cards import id_of
from graph.reconciliation import reconcile
from graph.search import ENTITIES, EXACT
from graph.wire import ReconcileRequest
from tests.data.record import record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("India", "actor/india"),
        ("india japan energy dialog", "framework/india-japan-energy-dialogue"),
        ("Minerals Securty Partnrship", "framework/minerals-security-partnership"),
        ("toyota tusho", "actor/toyota-tsusho"),
        ("Nickle", "material/nickel"),
        ("rareearth elemnts", "material/rare-earth-elements"),
        ("Republic of India", "actor/india"),
        ("ネオジウム", "material/neodymium"),
        ("リチュウム", "material/lithium"),
        ("れああーす", "material/rare-earth-elements"),
        ("鉱物安全保障パトナーシップ", "framework/minerals-security-partnership"),
        ("दुर्लब मृदा", "material/rare-earth-elements"),
        ("लिथीयम", "material/lithium"),
        ("खनिज सुरक्षा भागीदारी", "framework/minerals-security-partnership"),
        ("Q668", "actor/india"),
        ("Nd", "material/neodymium"),
    ],
)
def test_the_thing_meant_comes_first(text: str, expected: str) -> None:
    assert id_of(record().index.find(text)[0].name.iri) == expected


def test_every_label_of_an_entity_finds_it() -> None:
    world = record()
    lost = []
    for name in world.index.names:
        if name.sort == "label" and world.index.is_of(name.iri, frozenset(ENTITIES)):
            exact = [hit.name.iri for hit in world.index.find(name.text) if hit.tier == EXACT]
            if name.iri not in exact:
                lost.append(name.text)
    assert lost == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Republic of India", "india"),
        ("भारत गणराज्य", "india"),
        ("インド共和国", "india"),
        ("State of Japan", "japan"),
        ("日本国", "japan"),
        ("People's Republic of China", "china"),
        ("大韓民国", "south-korea"),
        ("कोरिया गणराज्य", "south-korea"),
        ("Democratic Republic of the Congo", "democratic-republic-of-the-congo"),
        ("United Kingdom of Great Britain and Northern Ireland", "united-kingdom"),
        ("संयुक्त राज्य अमेरिका", "united-states"),
        ("Russian Federation", "russia"),
        ("रूसी संघ", "russia"),
        ("豪州", "australia"),
    ],
)
def test_a_country_is_known_by_its_official_names(text: str, expected: str) -> None:
    assert record().lookup.read("actor", text, ["Actor"]) == (f"{ns.ID}actor/{expected}", False)


def test_every_country_has_a_label_in_each_language() -> None:
    world = record()
    countries = [iri for iri, classes in world.lookup.classes.items() if "Country" in classes]
    assert len(countries) > 80
    assert [iri for iri in countries if not {"en", "ja", "hi"} <= world.lookup.labels[iri].keys()] == []


def _ask(text: str, *types: str) -> dict[str, object] | None:
    query = {"text": text, "types": list(types), "properties": [], "limit": 5}
    found = reconcile(record(), ReconcileRequest({"q": query}, "en"))["q"]
    return next((each for each in found["result"] if each["match"]), None)  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "types", "expected"),
    [
        ("India", (), "actor/india"),
        ("インド", ("Country",), "actor/india"),
        ("MSP", (), "framework/minerals-security-partnership"),
        ("Dysprosum", (), "material/dysprosium"),
        ("In", ("Material",), "material/indium"),
        ("In", (), None),
        ("Iraq", (), None),
        ("Atlantis", (), None),
        ("Terbum", (), None),
        ("Republic of India", (), "actor/india"),
        ("Ministry of Mines", (), None),
    ],
)
def test_only_what_is_sure_is_matched(text: str, types: tuple[str, ...], expected: str | None) -> None:
    found = _ask(text, *types)
    assert (found["id"] if found else None) == expected
