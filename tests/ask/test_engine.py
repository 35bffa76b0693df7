"""The parts of the engine for plain words: what is found in a sentence, and what is made of it."""

from __future__ import annotations

from datetime import date

import pytest

from graph.answers import answer
from graph.ask.engine import Engine
from graph.ask.plans.by_intent import PLANS
from graph.ask.reading.direction import Side, find_sides
from graph.ask.reading.intents import Scored, read_intents
from graph.ask.reading.slots import KINDS, fill
from graph.ask.reading.utterance import Utterance, take_apart
from graph.ask.replies.refusals import ask_back, is_close
from graph.ask.replies.reply import Reply
from graph.ask.replies.suggest import read_suggestions
from graph.ask.shelf import KEPT, Shelf
from graph.ask.wording.language import LANGUAGES
from graph.ask.wording.lexicon import read_data
from graph.ask.wording.say import Speech
from graph.questions import load
from graph.terms import slug_of
from graph.wire import AskRequest, PlainRequest
from graph.world import World
from tests.world.loader import load_store

TODAY = date(2030, 6, 30)


@pytest.fixture(scope="module")
def world() -> World:
    return World.of(load_store(), load())


@pytest.fixture(scope="module")
def engine(world: World) -> Engine:
    return world.once(Engine.of)


def understand(engine: Engine, text: str) -> Utterance:
    return take_apart(text, engine.names, engine.lexicon, TODAY)


def named(utterance: Utterance) -> list[str]:
    return [slug_of(mention.senses[0].iri) for mention in utterance.mentions]


def test_every_intent_has_a_plan_and_every_plan_an_intent() -> None:
    assert {intent.name for intent in read_intents()} == PLANS.keys()


def test_every_cue_that_an_intent_weighs_has_words() -> None:
    cues = read_data("cues").keys()
    heeded = {
        cue
        for intent in read_intents()
        for said in (*intent.cues, *intent.demands)
        for cue in said.split("+")
        if not cue.startswith("slot:") and not cue.endswith("/")
    }
    # An ordinal, a part of the world, a row of meetings, rounds, lengths, plants, deeds and deadlines are found by
    # form, yes or no by grammar.
    assert heeded <= cues | {"deed", "ordinal", "polar", "region", "rounds", "session", "span", "throughput", "timely"}


def test_every_sentence_is_there_in_every_language_with_the_same_places() -> None:
    for name, said in read_data("phrases").items():
        assert said.keys() == set(LANGUAGES), name
    for entry in read_suggestions():
        assert entry["ask"].keys() == set(LANGUAGES)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Is Alda in the Lantern Pact?", ["alda", "lantern-pact"]),
        ("is alda in the LANTERN-PACT", ["alda", "lantern-pact"]),
        ("is alda in the lanternpact", ["alda", "lantern-pact"]),
        ("is alda in the lantren pact", ["alda", "lantern-pact"]),
        ("kobalt and coper", ["cobalt", "copper"]),
    ],
)
def test_names_are_found_however_they_are_written(engine: Engine, text: str, things: list[str]) -> None:
    assert named(understand(engine, text)) == things


def test_what_nobody_knows_is_told(engine: Engine) -> None:
    assert understand(engine, "Is Wakanda a member of the Lantern Pact?").unknown == ("Wakanda",)
    assert understand(engine, "Who are the members of the Lantern Pact?").unknown == ()


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Which countries belong to it?", {"which", "country", "member"}),
        ("加盟国はどこですか", {"member", "where"}),
        ("सदस्य कौन हैं?", {"member", "who"}),
        ("which promises are overdue", {"which", "promise", "late"}),
    ],
)
def test_words_point_to_cues_in_three_languages(engine: Engine, text: str, cues: set[str]) -> None:
    assert cues <= understand(engine, text).cues


def test_a_suggestion_is_a_question_that_is_answered(engine: Engine, world: World) -> None:
    for language in LANGUAGES:
        reply = engine.answer(world, PlainRequest("Who belongs to the Lantern Pact?", language))
        assert reply.suggestions
        for suggestion in reply.suggestions:
            if any(name in suggestion for name in ("Lantern Pact", "Rare earths")):
                assert engine.answer(world, PlainRequest(suggestion)).is_understood, suggestion


def test_the_order_of_words_does_not_matter(engine: Engine, world: World) -> None:
    asked = ("Which frameworks cover cobalt?", "cobalt: covered by which frameworks?", "frameworks which cobalt cover")
    texts = {engine.answer(world, PlainRequest(question)).text for question in asked}
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("What has Alda promised Brunn?", {"alda": Side.GIVER, "brunn": Side.TAKER}),
        ("What was promised to Alda?", {"alda": Side.TAKER}),
        ("What did Alda and Brunn promise?", {"alda": Side.EITHER, "brunn": Side.EITHER}),
    ],
)
def test_who_promises_is_told_from_to_whom(engine: Engine, world: World, text: str, sides: dict[str, Side]) -> None:
    utterance = understand(engine, text)
    found = find_sides(utterance, fill(utterance, world.lookup))
    assert {slug_of(iri): side for iri, side in found.items()} == sides


def test_codes_are_names_in_their_own_case_only(engine: Engine) -> None:
    assert named(understand(engine, "are there members")) == []


def test_a_slip_in_an_ordinary_word_is_mended(engine: Engine) -> None:
    assert "member" in understand(engine, "Who are the membrs of the Lantern Pact?").cues


def test_hindi_in_latin_letters_is_read(engine: Engine) -> None:
    assert {"challenge", "what"} <= understand(engine, "Lantern Pact ki chunautiyan kya hain").cues


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Which sources are by the Ore Review?", ("ore review",)),
        ("What did Lena Marsh write?", ("lena marsh",)),
        ("Which sources speak of cobalt?", ()),
        ("Who belongs to the Ore Review?", ()),
    ],
)
def test_who_publishes_is_known_by_name(engine: Engine, text: str, things: tuple[str, ...]) -> None:
    assert understand(engine, text).outlets == things


def test_sources_are_found_by_author_and_told_with_their_day(engine: Engine, world: World) -> None:
    reply = engine.answer(world, PlainRequest("What did Lena Marsh write?"))
    assert "Ore Review, 4 May 2030" in reply.text
    assert any(str(row["iri"]).endswith("source/ore-review-2030") for row in reply.results)


def test_a_name_alone_is_described_but_not_that_of_a_material(engine: Engine, world: World) -> None:
    assert engine.answer(world, PlainRequest("Lantern Pact")).intent == "describe"
    assert not engine.answer(world, PlainRequest("cobalt")).is_understood


def test_what_points_back_is_asked_for(engine: Engine, world: World) -> None:
    reply = engine.answer(world, PlainRequest("tell me about them"))
    assert not reply.is_understood
    assert "“them”" in reply.text


@pytest.mark.parametrize(
    "text", ["Alda Lantern Pact member?", "Alda in the Lantern Pact", "Is Alda in the Lantern Pact or not?"]
)
def test_a_question_without_a_verb_is_one_of_yes_or_no(engine: Engine, world: World, text: str) -> None:
    assert engine.answer(world, PlainRequest(text)).boolean is False


def test_members_are_told_by_day_where_days_are_asked_for(engine: Engine, world: World) -> None:
    reply = engine.answer(world, PlainRequest("Members of the Lantern Pact and when each joined"))
    assert "1 March 2026: Brunn" in reply.text


def test_what_no_promise_has_reached_is_told_with_what_they_have(engine: Engine, world: World) -> None:
    reply = engine.answer(world, PlainRequest("Which promises has Alda kept?"))
    assert reply.text.startswith("None of the")
    assert "delayed" in reply.text
    assert reply.results


def test_a_row_on_a_promise_is_headed_by_it_and_not_by_its_state(engine: Engine, world: World) -> None:
    reply = engine.answer(world, PlainRequest("Which promises are overdue?", "en"))
    assert reply.results
    assert all("/commitment/" in str(row["iri"]) for row in reply.results)


@pytest.mark.parametrize(
    "text",
    [
        "Which minerals are on both Alda's and Brunn's lists but named by no framework?",
        "Coverage gaps of what Alda and Brunn both list?",
    ],
)
def test_gaps_are_what_both_list_and_no_framework_names(engine: Engine, world: World, text: str) -> None:
    reply = engine.answer(world, PlainRequest(text))
    assert [each.question.id for each in reply.answers][-1] == "listed-and-named"
    assert reply.text.startswith("None: of 1 materials")


def test_two_readings_that_are_alike_are_asked_back(engine: Engine, world: World) -> None:
    slots = fill(understand(engine, "Lantern Pact"), world.lookup)
    speech = Speech("en", engine.phrases, world.lookup)
    by_name = {intent.name: intent for intent in read_intents()}
    alike = [Scored(by_name["members"], 2.5), Scored(by_name["life"], 2.5)]
    base = Reply("Lantern Pact", "en")
    found = ask_back(base, speech, slots, alike, [frozenset("a"), frozenset("b")])
    assert found is not None
    assert [each["intent"] for each in found.readings] == ["members", "life"]
    assert len(found.suggestions) == 2
    assert ask_back(base, speech, slots, alike, [frozenset("ab"), frozenset("bc")]) is None
    assert is_close(alike)
    assert not is_close([Scored(by_name["members"], 4.0), Scored(by_name["life"], 3.9)])


def test_a_shelf_lets_go_of_what_was_not_asked_for_the_longest(world: World) -> None:
    found = answer(world, AskRequest("lists", {}))
    shelf = Shelf()
    room = KEPT // (1 + len(found.rows))
    for number in range(room):
        shelf.keep((number,), found)
    assert shelf.find((0,)) is found
    shelf.keep(("new",), found)
    assert shelf.find((0,)) is found
    assert shelf.find((1,)) is None


# --- how it was understood


def test_every_reading_and_slot_has_words_in_every_language() -> None:
    words = read_data("understood")
    assert set(words["intents"]) == {intent.name for intent in read_intents()}
    assert set(words["slots"]) == {*KINDS.values(), "body", "country", "text"} - {"source"}
    for told in (*words["intents"].values(), *words["slots"].values(), *words["relations"].values()):
        assert set(told) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who are the members of the Lantern Pact?", "members; framework: Lantern Pact"),
        ("Lantern Pactの加盟国", "加盟国・メンバー; 枠組み: "),
        ("Lantern Pact के सदस्य कौन हैं?", "सदस्य; ढाँचा: "),
    ],
)
def test_a_reply_says_in_its_language_how_it_was_understood(
    engine: Engine, world: World, question: str, told: str
) -> None:
    assert engine.answer(world, PlainRequest(question)).understood.startswith(told)
