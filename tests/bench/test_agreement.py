"""Two answers are alike when their rows are, each as often; spelling and order do not count."""

from __future__ import annotations

import json

import pytest

from bench.agreement import difference, read_rows
from graph import namespaces as ns


def answer(*rows: dict[str, dict[str, str]]) -> bytes:
    return json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": rows}}).encode()


def literal(value: str, **more: str) -> dict[str, dict[str, str]]:
    return {"a": {"type": "literal", "value": value, **more}}


ONE = literal("one")
TWO = {"a": {"type": "uri", "value": "urn:two"}}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ((ONE, TWO), (TWO, ONE)),
        ((ONE,), (literal("one", datatype=ns.XSD + "string"),)),
        ((literal("one", **{"xml:lang": "en-GB"}),), (literal("one", **{"xml:lang": "en-gb"}),)),
        ((), ()),
    ],
)
def test_alike(ours: tuple[dict[str, dict[str, str]], ...], theirs: tuple[dict[str, dict[str, str]], ...]) -> None:
    assert difference(read_rows(answer(*ours)), read_rows(answer(*theirs))) == ""


@pytest.mark.parametrize(
    "theirs",
    [
        (ONE,),
        (ONE, ONE, TWO),
        (ONE, literal("urn:two")),
        (literal("one", **{"xml:lang": "en"}), TWO),
        (literal("one", datatype=ns.XSD + "integer"), TWO),
        (ONE, {"b": TWO["a"]}),
        (ONE, {}),
    ],
)
def test_not_alike(theirs: tuple[dict[str, dict[str, str]], ...]) -> None:
    assert difference(read_rows(answer(ONE, TWO)), read_rows(answer(*theirs))) != ""
