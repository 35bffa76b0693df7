"""Lists in plain words: which is meant, since when an entry holds, what is denied, on the project's own facts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.ask.engine import Engine
from graph.namespaces import ID
from graph.store import NamedNode
from graph.wire import PlainRequest
from tests.data.record import record

pytestmark = pytest.mark.slow


def ask(text: str) -> dict[str, Any]:
    world = record()
    reply: dict[str, Any] = json.loads(world.once(Engine.of).answer(world, PlainRequest(text)).to_json())
    return reply


def test_the_purpose_of_a_list_chooses_it() -> None:
    assert "34 materials" in ask("How many minerals are on Japan's stockpile list?")["text"]
    assert "18 materials" in ask("how many materials are on the DOE list")["text"]


def test_the_day_of_an_entry_is_not_that_of_its_list() -> None:
    reply = ask("Is coking coal on an Indian list, and since when?")
    assert reply["boolean"] is True
    assert "29 January 2026" in reply["text"]
    assert "2023" not in reply["text"]


def test_a_denial_names_the_list_asked_about() -> None:
    reply = ask("Is palladium on the UK list?")
    assert reply["boolean"] is False
    assert "Critical minerals of the United Kingdom, 2024" in reply["text"]


def test_both_lists_of_a_move_are_told() -> None:
    text = ask("Was nickel moved from Australia's strategic materials list to its critical minerals list?")["text"]
    assert text.startswith("Yes.")
    assert "December 2023" in text
    assert "February 2024" in text


def test_two_countries_are_compared_by_all_their_lists_in_force() -> None:
    world = record()
    rows = ask("Which minerals are critical for both India and Japan?")["results"]
    asked = {row["material"]["iri"] for row in rows}
    both = world.store.select(
        "SELECT DISTINCT ?m WHERE { ?a :designates ?m ; :onList/:appliesIn ?india ."
        " ?b :designates ?m ; :onList/:appliesIn ?japan }",
        india=NamedNode(f"{ID}actor/india"),
        japan=NamedNode(f"{ID}actor/japan"),
    )
    assert {str(row["m"].value) for row in both} <= asked  # type: ignore[union-attr]


def test_an_element_is_told_from_its_mineral() -> None:
    assert "Carbon" in ask("Is graphite on Japan's rare metals list?")["text"]


def test_sources_of_a_dispute_are_not_those_of_the_other_side() -> None:
    found = {
        row["iri"].rsplit("/", 1)[-1]
        for row in ask("Who disputes that Norway was a founding member of the MSP?")["results"]
    }
    assert {"crm-alliance-msp-2022-06", "livemint-msp-opinion-2022-08"} <= found


def test_a_publisher_is_no_author() -> None:
    assert ask("Who published Securing the Transition?")["text"].split(" was published by ")[1].startswith("Japan NRG")
