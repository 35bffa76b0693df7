"""Sentences on validation results: one for each component of SHACL core, the author's own words before ours."""

from __future__ import annotations

import re

import pytest

from graph import namespaces as ns
from graph.constraints import PARAMETERS
from graph.sentences import OF_FOCUS, OF_VALUE, tell

CLAUSES = {**OF_VALUE, **OF_FOCUS}
NAMES = sorted(parameter.removeprefix(ns.SH) for parameter in PARAMETERS)


def component(name: str) -> str:
    return f"{ns.SH}{name[0].upper()}{name[1:]}ConstraintComponent"


@pytest.mark.parametrize("name", NAMES)
def test_each_component_of_core_has_a_sentence_with_its_parameter(name: str) -> None:
    sentence = tell(component(name), "ex:a", "ex:p", "ex:v", {name: "the-parameter"})
    assert sentence.startswith("ex:a")
    assert sentence.endswith(".")
    assert "breaks" not in sentence
    assert "{" not in sentence
    clause = CLAUSES[name[0].upper() + name[1:]]
    assert ("the-parameter" in sentence) == ("{" + name + "}" in clause)


def test_nothing_is_said_of_components_that_are_not() -> None:
    assert {name[0].lower() + name[1:] for name in CLAUSES} == set(NAMES)


def test_a_component_that_is_not_known_is_named() -> None:
    assert tell("urn:x:Prime", "ex:a", "ex:p", '"4"', {}) == 'ex:a: "4", a value of ex:p, breaks <urn:x:Prime>.'


def test_the_words_of_the_author_come_first_and_the_value_is_told_once() -> None:
    said = "Mend it."
    assert tell(component("in"), "ex:a", "ex:p", "4", {}, said) == "ex:a: Mend it. Found: 4"
    assert tell(component("in"), "ex:a", "ex:p", "4", {}, "4 is wrong.") == "ex:a: 4 is wrong."
    assert tell(component("nodeKind"), "ex:a", "", "ex:a", {}, said) == "ex:a: Mend it."


def test_what_stands_in_braces_in_a_value_stays() -> None:
    sentence = tell(component("pattern"), "ex:a", "ex:p", "4", {"pattern": "a{2}{path}", "path": "never"})
    assert sentence == "ex:a: 4, a value of ex:p, does not match the pattern a{2}{path}."
    assert not re.search("never", sentence)
