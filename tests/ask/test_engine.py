"""The parts of the engine for plain words: what is found in a sentence, and what is made of it."""

from __future__ import annotations

from datetime import date

import pytest

from graph.ask.direction import Side, find_sides
from graph.ask.engine import PLANS, Engine
from graph.ask.intents import read_intents
from graph.ask.language import LANGUAGES
from graph.ask.lexicon import read_data
from graph.ask.slots import fill
from graph.ask.suggest import read_suggestions
from graph.ask.utterance import Utterance, take_apart
from graph.questions import load
from graph.terms import slug_of
from graph.wire import PlainRequest
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
    weighed = {cue for intent in read_intents() for cue in intent.cues}
    asked = {
        cue
        for intent in read_intents()
        for demand in intent.demands
        for cue in demand.split("+")
        if not cue.startswith("slot:") and not cue.endswith("/")
    }
    # An ordinal and a row of meetings are found by their form, yes or no by grammar.
    assert weighed | asked <= cues | {"ordinal", "polar", "session"}


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
