"""What is asked: the same texts for the same things, and all of them queries."""

from __future__ import annotations

import pytest

from bench.workload import NAMES, hostile, load
from graph.sparql import query_form

THINGS = [f"urn:thing:{number}" for number in range(1000)]


@pytest.mark.parametrize("name", NAMES)
def test_texts_are_queries_without_remarks(name: str) -> None:
    for text in load(name, THINGS).texts:
        assert query_form(text) == "SELECT"
        assert not text.startswith("#")


def test_tiny_query_asks_for_one_thing_after_another() -> None:
    texts = load("tiny", THINGS).texts
    assert len(set(texts)) == len(texts) == 256
    assert texts == load("tiny", THINGS[::-1]).texts
    assert all("urn:thing:" in text and "?entity skos" not in text for text in texts)


def test_few_things_are_all_asked_for() -> None:
    assert len(load("tiny", THINGS[:3]).texts) == 3


def test_hostile_queries_have_names() -> None:
    assert {"cartesian", "path", "sort", "regex", "result", "concat", "distinct"} == set(hostile())
    assert {query_form(text) for text in hostile().values()} == {"SELECT"}
