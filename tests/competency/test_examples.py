"""Every example that the catalogue gives is answered from the real facts, or the documentation lies."""

from __future__ import annotations

import pytest

from graph import questions, resources
from graph.answers import answer
from graph.authored import read_authored
from graph.derive import derive, read_rules
from graph.questions import Question
from graph.store import Store
from graph.wire import AskRequest
from graph.world import World

QUESTIONS = list(questions.load())


@pytest.fixture(scope="module")
def facts() -> World:
    authored = read_authored(resources.ontology(), resources.data())
    derived = derive(authored.quads, read_rules(resources.rules()))
    return World.of(Store.from_quads([*authored.quads, *derived.quads]), questions.load())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_required_examples_have_rows(question: Question, facts: World) -> None:
    given = {parameter.name: parameter.example for parameter in question.parameters if parameter.is_required}
    assert answer(facts, AskRequest(question.id, given)).rows


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_further_example_is_understood(question: Question, facts: World) -> None:
    given = {parameter.name: parameter.example for parameter in question.parameters if parameter.is_required}
    for parameter in question.parameters:
        answer(facts, AskRequest(question.id, {**given, parameter.name: parameter.example}))
