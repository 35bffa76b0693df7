"""Every question of the catalogue on the invented world: what it must answer, and what it must never answer."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest

from api.pages.operations import EXAMPLES
from graph import questions, resources, sparql
from graph.guide import document
from graph.questions import Question
from graph.store import Literal, Store
from tests.competency.cases import GOLDEN, Case, read_cases, rows_of, run, to_csv
from tests.world.loader import load_store

CASES = read_cases()
CATALOGUE = questions.load()
QUESTIONS = list(CATALOGUE)
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "questions.md"


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_answer_is_the_golden_one(case: Case, is_updating: bool) -> None:
    answered = run(case)
    text = to_csv(rows_of(answered), [column.name for column in answered.question.columns])
    if is_updating:
        case.golden.parent.mkdir(exist_ok=True)
        case.golden.write_text(text, encoding="utf-8")
    assert text == case.golden.read_text(encoding="utf-8")
    assert answered.hidden == case.hidden
    assert (answered.empty_means is None) == bool(answered.rows)


@pytest.mark.parametrize("case", [case for case in CASES if case.never], ids=lambda case: case.id)
def test_answer_never_holds(case: Case) -> None:
    rows = rows_of(run(case))
    for row in case.never:
        unknown = row.keys() - {column.name for column in CATALOGUE[case.question].columns}
        assert not unknown, f"{case.id} forbids columns that the question lacks"
        assert not [found for found in rows if all(value in found[name] for name, value in row.items())]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_sparql_shown_is_plain_sparql_with_the_same_rows(case: Case, store: Store) -> None:
    """What an answer shows can be pasted into any endpoint: no prefix is assumed and nothing is left to bind."""
    answered = run(case)
    declared = {
        token.text for token in sparql.tokens(answered.sparql) if token.kind == "name" and token.text[-1] == ":"
    }
    assert {f"{prefix}:" for prefix in sparql.prefixes_used(answered.sparql)} == declared
    assert len(store.select(answered.sparql)) == len(answered.rows)


def test_no_golden_answer_is_left_over() -> None:
    assert {path.name for path in GOLDEN.glob("*")} == {case.golden.name for case in CASES}
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_question_has_an_answer_and_a_must_not_answer(question: Question) -> None:
    cases = [case for case in CASES if case.question == question.id]
    assert any(run(case).rows for case in cases)
    assert any(case.never for case in cases)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_parameter_is_put_to_use(question: Question) -> None:
    given = {name for case in CASES if case.question == question.id for name in case.ask}
    assert given == {parameter.name for parameter in question.parameters}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_column_and_every_token_is_seen(question: Question) -> None:
    """A column that is empty in every golden answer might as well be misspelled in the query."""
    rows = [
        row
        for case in CASES
        if case.question == question.id
        for row in csv.DictReader(case.golden.read_text(encoding="utf-8").splitlines())
    ]
    for column in question.columns:
        seen = {row[column.name] for row in rows} - {""}
        assert seen, f"{question.id} never fills {column.name}"
        assert not column.values or seen == set(column.values), column.name
        assert column.type != "boolean" or seen == {"yes", "no"}, f"{column.name} is always {seen}"


def test_every_verdict_is_given(store: Store) -> None:
    tokens = {row["token"].value for row in store.select(VERDICTS) if isinstance(row["token"], Literal)}
    seen = {row["verdict"] for case in CASES if case.question == "frameworks-covering" for row in rows_of(run(case))}
    assert seen == tokens


VERDICTS = """
SELECT ?token
WHERE {
  ?verdict skos:inScheme <https://w3id.org/minpact/vocab/verdict> .
  ?verdict skos:notation ?token .
}
"""


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_query_keeps_house_style(question: Question) -> None:
    """Capitals for keywords, one triple a line, a total order, no other endpoint, no one-letter variable."""
    tokens = sparql.tokens(question.query)
    words = {token.text for token in tokens if token.kind == "word"}
    assert not {word for word in words if word.islower()} - {"a", "true", "false"} - BUILT_IN
    assert "SERVICE" not in words
    assert "ORDER" in words
    assert not {token.text for token in tokens if token.kind == "variable" and len(token.text) < 4}
    for token, following in pairwise(tokens):
        assert token.text != ";" or following.keyword == "SEPARATOR", "one triple a line, each with its subject"
    assert max(map(len, question.query.splitlines())) <= 140


BUILT_IN = frozenset({"isIRI"})


def test_documentation_is_that_of_the_catalogue(is_updating: bool) -> None:
    page = document(CATALOGUE)
    if is_updating:
        DOCUMENTATION.write_text(page, encoding="utf-8")
    assert page == DOCUMENTATION.read_text(encoding="utf-8"), "run pytest tests/competency --update-golden"


def test_rows_in_the_openapi_document_are_those_of_the_world(is_updating: bool) -> None:
    """For each question the fullest row of its first golden answer that has rows."""
    examples = {}
    for question in QUESTIONS:
        answers = (run(case).rows for case in CASES if case.question == question.id)
        rows = next(found for found in answers if found)
        examples[question.id] = [max(rows, key=lambda row: sum(cell not in (None, []) for cell in row.values()))]
    text = json.dumps(examples, ensure_ascii=False, indent=1) + "\n"
    if is_updating:
        EXAMPLES.write_text(text, encoding="utf-8")
    assert text == EXAMPLES.read_text(encoding="utf-8"), "run pytest tests/competency --update-golden"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_rows_are_those_of_the_query_with_deprecated_facts_left_out(case: Case, store: Store) -> None:
    """However few runs of the query an answer took."""
    answered = run(case)
    assert answered.page.rows == tuple(store.select(answered.sparql))


def test_every_property_is_asked_about_or_says_why_not() -> None:
    """A property that no question, rule or evidence can reach is kept for nobody."""
    used = set()
    for path in [*resources.queries().glob("*/*.rq"), *resources.rules().glob("*.rq")]:
        if path.parent.name != "lint":
            used |= {t.text for t in sparql.tokens(path.read_text(encoding="utf-8")) if t.kind == "name"}
    properties = set()
    for path in resources.ontology().glob("*.ttl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(":") and "Property" in line:
                properties.add(line.split()[0])
    assert properties - used == UNASKED.keys()


UNASKED = {
    ":dataCutOff": "read once, when the graph is loaded",
    ":harmonisedSystemCode": "for joining trade statistics from outside",
    ":isDesignatedBy": "there for the reasoner, the other way round of :designates",
    ":ladderFor": "for the shapes",
    ":madeFrom": "not said of any material yet",
    ":mayLeadTo": "for the shapes",
}
