"""Numbers that a question asks for: what is measured, of what, and how the answer says it, on the invented world."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.ask.engine import Engine
from graph.ask.reading.measures import find_asked, find_counts
from graph.questions import load
from graph.wire import PlainRequest
from graph.world import World
from tests.world.loader import load_store


@pytest.fixture(scope="module")
def world() -> World:
    return World.of(load_store(), load())


def ask(world: World, text: str) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(world.once(Engine.of).answer(world, PlainRequest(text)).to_json())
    return reply


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("How much money was pledged?", {"money"}),
        ("いくら約束しましたか", {"money"}),
        ("kitne crore manzoor hue?", {"money"}),
        ("What stake does Kestrel hold?", {"share"}),
        ("出資比率を教えて", {"share"}),
        ("कितने ब्लॉक रखे गए?", {"blocks"}),
        ("何社が認められましたか", {"companies"}),
        ("How much was it?", {"any"}),
        ("Who pledged it?", set()),
    ],
)
def test_what_is_to_be_measured_is_told_in_three_languages(text: str, measures: set[str]) -> None:
    assert find_asked(text) == measures


def test_a_sentence_counts_things_with_their_numbers() -> None:
    assert dict(find_counts("13 of the 20 blocks were called off; six firms pay 5,000 crore rupees.")) == {
        "companies": "6 firms",
        "blocks": "13 of the 20 blocks",
        "money": "5,000 crore rupees",
    }


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("How much did Brunn promise Alda?", "500 million euros (EUR 500,000,000)"),
        ("What stake does Kestrel Metals hold in the Port Ilo refinery?", "60 %"),
        ("How much is the joint stockpile expected to cost?", "40 million euros (EUR 40,000,000)"),
    ],
)
def test_the_number_comes_first(world: World, text: str, number: str) -> None:
    reply = ask(world, text)
    assert reply["intent"] == "amounts"
    assert reply["text"].startswith(number), reply["text"]
    assert reply["results"]
    assert reply["sources"]


def test_an_expectation_is_no_promise(world: World) -> None:
    assert "expected, not promised" in ask(world, "How much is the joint stockpile expected to cost?")["text"]


def test_a_number_of_somebody_else_is_not_told(world: World) -> None:
    """Corvia promised nothing; what Brunn promised Alda is no answer."""
    reply = ask(world, "How much did Corvia promise Alda?")
    assert "500" not in reply["text"]
