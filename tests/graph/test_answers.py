"""Answers on the invented world: what is understood, what is refused, what is said beside the rows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph import namespaces as ns
from graph.answers import answer
from graph.cells import Scribe
from graph.dates import Validity
from graph.emptiness import explain
from graph.errors import AmbiguousTerm, BadParameter, UnknownQuestion, UnknownTerm
from graph.store import Literal, NamedNode, Store
from graph.wire import AskRequest
from graph.world import World
from tests.world.loader import load_quads, load_store, load_world


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def ask(world: World, question: str, **parameters: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(answer(world, AskRequest(question, parameters)).to_json())
    return document


def test_an_answer_says_what_it_understood(world: World) -> None:
    document = ask(world, "frameworks-covering", material="希土類")
    assert document["parameters"] == {
        "material": {
            "given": "希土類",
            "iri": f"{ns.ID}material/rare-earths",
            "label": "Rare earths",
            "labels": {"hi": "दुर्लभ मृदा", "ja": "希土類"},
        },
        "as_of": {"given": None, "value": "2030-06-30"},
    }
    assert (document["as_of"], document["cut_off"], document["data_version"]) == ("2030-06-30", "2030-06-30", "test")
    assert ask(world, "pending")["parameters"] == {
        "actor": None,
        "material": None,
        "silent_months": {"given": None, "value": "12"},
        "as_of": {"given": None, "value": "2030-06-30"},
    }


def test_an_answer_is_the_same_bytes_each_time(world: World) -> None:
    requests = [
        AskRequest(question.id, {p.name: "alda" for p in question.parameters if p.name == "actor"})
        for question in world.catalogue
        if not any(p.is_required and p.name != "actor" for p in question.parameters)
    ]
    assert len(requests) > 8
    for request in requests:
        assert (
            answer(world, request).to_json()
            == answer(World.of(load_store(), world.catalogue, "test"), request).to_json()
        )


@pytest.mark.parametrize(
    ("question", "parameters", "error", "message"),
    [
        ("frameworks-coverin", {}, UnknownQuestion, "No question is called"),
        ("frameworks-covering", {}, BadParameter, "'material' is missing or empty; it takes the slug"),
        ("frameworks-covering", {"material": "lithumm oxide"}, UnknownTerm, "Near matches: Lithium"),
        ("frameworks-covering", {"material": ""}, UnknownTerm, "No Material is known as ''"),
        ("frameworks-covering", {"material": "lithium", "as_of": "2030"}, BadParameter, "a day as YYYY-MM-DD"),
        ("frameworks-covering", {"material": "lithium", "as_of": "2030-02-30"}, BadParameter, "a day as YYYY-MM-DD"),
        (
            "frameworks-covering",
            {"material": "lithium", "hidden_rank": "x"},
            BadParameter,
            "takes one of as_of, material",
        ),
        (
            "members-of",
            {"framework": "trade ministry"},
            AmbiguousTerm,
            "may be any of: actor:brunn-ministry, actor:corvia",
        ),
        ("pending", {"silent_months": "-1"}, BadParameter, "a whole number from 0 to 9999"),
        ("pending", {"silent_months": "1e3"}, BadParameter, "a whole number from 0 to 9999"),
        ("pending", {"silent_months": "\uff11\uff12"}, BadParameter, "a whole number from 0 to 9999"),
        ("figures-on", {"material": "lithium", "indicator": "colour"}, BadParameter, "one of "),
        ("frameworks-covering", {"material": "> } # <x"}, UnknownTerm, "No Material"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    world: World, question: str, parameters: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        answer(world, AskRequest(question, parameters))
    assert message in str(raised.value)


def test_no_rows_means_unknown_and_says_how_much_was_read(world: World) -> None:
    empty = ask(world, "members-of", framework="kestrel-metals")["empty_means"]
    assert isinstance(empty, dict)
    assert (empty["token"], empty["sources"], empty["sources_on"]) == ("unknown", 10, {"kestrel-metals": 2})
    assert (
        empty["text"] == "None known, which is not to say that there are none: "
        "10 sources read, known up to 30 June 2030, 2 of them on Kestrel Metals."
    )


@pytest.mark.parametrize(
    ("relations", "day", "token", "denials"),
    [
        (("mayCover",), "2026-03-01", "no", 1),
        (("mayCover",), "2026-02-28", "unknown", 0),
        (("hasMember",), "2026-03-01", "unknown", 1),
        ((), "2026-03-01", "unknown", 1),
    ],
)
def test_a_denial_is_a_no_only_to_what_it_denies_and_while_it_holds(
    world: World, relations: tuple[str, ...], day: str, token: str, denials: int
) -> None:
    scribe = Scribe.of(world.store, world.lookup, (), date.fromisoformat(day))
    question = replace(world.catalogue["money"], denied_by=relations)
    told = explain(world.store, scribe, question, [f"{ns.ID}framework/lantern-pact", f"{ns.ID}material/copper"], None)
    listed = told["denials"]
    assert isinstance(listed, list)
    assert (told["token"], len(listed)) == (token, denials)


def test_a_day_before_all_that_is_known_is_told(world: World) -> None:
    told = ask(world, "members-of", framework="lantern-pact", as_of="1999-01-01")
    assert told["notes"] == [
        "The first event on record of Lantern Pact is of 1 March 2026; the day asked about lies before it."
    ]
    assert ask(world, "members-of", framework="lantern-pact", as_of="2026-05-01")["notes"] == []


def test_what_had_ended_is_told_with_what_took_its_place(world: World) -> None:
    gone = ask(world, "materials-covered", framework="lantern-pact")
    assert gone["notes"] == ["Lantern Pact gave way to Harbour Accord (15 November 2029)."]


def test_days_are_told_in_the_language_of_the_answer(world: World) -> None:
    asked = AskRequest("members-of", {"framework": "lantern-pact"}, "ja")
    rows = json.loads(answer(world, asked).to_json())["rows"]
    texts = {row["validity"]["from"]["text"] for row in rows if row["validity"]}
    assert "2026年3月1日" in texts
    assert all("20" not in text or "年" in text for text in texts)


def test_no_rows_means_none_where_the_graph_itself_is_asked_about(world: World) -> None:
    empty = ask(world, "in-dispute", about="lithium")["empty_means"]
    assert empty == {"token": "none", "text": "There are none in this graph."}
    assert ask(world, "in-dispute")["empty_means"] is None


def test_a_day_after_the_cut_off_is_answered_with_a_warning(world: World) -> None:
    document = ask(world, "members-of", framework="harbour-accord", as_of="2031-01-01")
    assert document["rows"]
    assert document["notes"] == ["Nothing later than 30 June 2030 is known; the day asked about lies after it."]
    assert ask(world, "members-of", framework="harbour-accord")["notes"] == []


def test_data_without_a_cut_off_needs_the_day(world: World) -> None:
    undated = replace(world, cut_off=None)
    with pytest.raises(BadParameter, match="declares no cut-off"):
        answer(undated, AskRequest("members-of", {"framework": "harbour-accord"}))
    given = answer(undated, AskRequest("members-of", {"framework": "harbour-accord", "as_of": "2030-06-30"}))
    assert (len(given.rows), given.cut_off) == (2, None)


def test_a_graph_of_other_things_is_asked_in_vain_and_without_harm() -> None:
    other = World.of(Store.from_quads([]), load_world().catalogue)
    for question in other.catalogue:
        if not any(parameter.is_required for parameter in question.parameters):
            given = {p.name: "2030-01-01" for p in question.parameters if p.default == "cut-off"}
            found = answer(other, AskRequest(question.id, given))
            assert not found.rows
            assert found.empty_means is not None


def test_hidden_facts_are_counted_and_never_shown(world: World) -> None:
    """What is hidden is what stands in the answer once nothing is deprecated, and no more."""
    deprecated = NamedNode(f"{ns.VOCAB}rank/deprecated")
    quads = [quad for quad in load_quads() if quad.object != deprecated]
    undeprecated = World.of(Store.from_quads(quads), world.catalogue)
    for question, given in {
        "frameworks-covering": {"material": "rare-earths"},
        "members-of": {"framework": "lantern-pact"},
        "figures-on": {"material": "rare-earths"},
        "terms-of": {"instrument": "alda-brunn-memorandum"},
        "project-history": {"undertaking": "project:port-ilo-refinery"},
    }.items():
        found = answer(world, AskRequest(question, given))
        facts = {row["fact"]["iri"] for row in found.rows if isinstance(row["fact"], dict)}
        ranks = {row["fact"]["rank"] for row in found.rows if isinstance(row["fact"], dict)}
        all_facts = {
            row["fact"]["iri"]
            for row in answer(undeprecated, AskRequest(question, given)).rows
            if isinstance(row["fact"], dict)
        }
        assert "deprecated" not in ranks
        assert found.hidden == len(all_facts - facts) == 1


BOUNDARIES = [
    date(2026, 3, 1),
    date(2027, 1, 1),
    date(2027, 12, 31),
    date(2029, 6, 1),
    date(2029, 6, 30),
    date(2029, 11, 15),
]


@pytest.mark.parametrize("on", [day + timedelta(days=step) for day in BOUNDARIES for step in (-1, 0, 1)])
def test_the_query_and_the_calendar_agree_on_who_is_a_member(world: World, on: date) -> None:
    """The query filters by stored days, :mod:`graph.dates` reckons with spans: both must come to the same members."""
    expected = set()
    frameworks = ("quiet-dialogue", "tern-forum")
    iris = [NamedNode(f"{ns.ID}framework/{slug}") for slug in frameworks]
    for row in [row for framework in iris for row in load_store().select(MEMBERSHIPS, framework=framework)]:
        said = {name: term.value for name, term in row.items() if isinstance(term, NamedNode | Literal)}
        validity = Validity(
            date.fromisoformat(said["from"]) if "from" in said else None,
            said.get("from_precision", "day"),
            date.fromisoformat(said["until"]) if "until" in said else None,
            said.get("until_precision", "day"),
        )
        if (holds := validity.holds(on)) is not None:
            expected.add((said["fact"], holds))
    found = set()
    for framework in frameworks:
        for row_found in answer(
            world, AskRequest("members-of", {"framework": framework, "as_of": on.isoformat()})
        ).rows:
            fact, valid = row_found["fact"], row_found["validity"]
            assert isinstance(fact, dict)
            assert isinstance(valid, dict)
            found.add((fact["iri"], valid["holds"]))
    assert found == expected


MEMBERSHIPS = """
SELECT ?fact ?from ?from_precision ?until ?until_precision
WHERE {
  ?fact :memberOf ?framework .
  FILTER EXISTS { ?fact :hasEvidence/:hasStance stance:supports . }
  OPTIONAL { ?fact :validFrom ?from . }
  OPTIONAL { ?fact :validFromPrecision ?from_precision . }
  OPTIONAL { ?fact :validUntil ?until . }
  OPTIONAL { ?fact :validUntilPrecision ?until_precision . }
}
"""


def test_verdicts_and_shortcuts_agree(world: World) -> None:
    """Named and group-named are :covers; generic-listed by a list that is named outright adds up to :mayCover."""
    days = ["2026-06-01", "2027-06-01", "2028-06-01", "2029-06-01", "2029-12-01", "2030-06-30"]
    materials = [iri for iri, classes in world.lookup.classes.items() if "Material" in classes]
    named, listed = set(), set()
    for material in materials:
        for on in days:
            for row in answer(world, AskRequest("frameworks-covering", {"material": material, "as_of": on})).rows:
                framework, verdict, fact = row["framework"], row["verdict"], row["fact"]
                assert isinstance(framework, dict)
                assert isinstance(verdict, dict)
                if verdict["token"] in ("named", "group-named"):
                    named.add((f"<{framework['iri']}>", f"<{material}>"))
                elif (
                    verdict["token"] == "generic-listed"
                    and isinstance(fact, dict)
                    and "declaration" not in str(fact["iri"])
                ):
                    listed.add((f"<{framework['iri']}>", f"<{material}>"))
    pairs = {
        name: {
            (str(row["framework"]), str(row["material"]))
            for row in load_store().select(SHORTCUTS.replace("NAME", name))
        }
        for name in ("covers", "mayCover")
    }
    assert named == pairs["covers"]
    assert named | listed == pairs["mayCover"]


SHORTCUTS = """
SELECT ?framework ?material
WHERE {
  ?framework a :Framework .
  ?framework :NAME ?material .
}
"""
