"""Questions in plain words, over HTTP, on the invented world."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from fastapi.testclient import TestClient

from api.schemas import PlainDocument


def ask(world: TestClient, question: str, status: int = 200, **further: str) -> PlainDocument:
    response = world.get("/ask", params={"q": question, **further})
    assert response.status_code == status, response.text
    return PlainDocument.model_validate(response.json())


def labels(reply: PlainDocument) -> set[str]:
    return {str(row["label"]) for row in reply.results}


def test_coverage_is_answered_with_rows_sources_and_sparql(world: TestClient) -> None:
    reply = ask(world, "Which frameworks cover cobalt?")
    assert reply.answered
    assert reply.boolean is None
    assert "Tern Forum" in labels(reply)
    assert reply.sources
    assert reply.sparql in [query.sparql for query in reply.queries]
    assert reply.suggestions


def test_yes_no_and_ended(world: TestClient) -> None:
    assert ask(world, "Is Alda a member of the Harbour Accord?").boolean is True
    ended = ask(world, "Is Alda a member of the Lantern Pact?")
    assert ended.boolean is False
    assert "Harbour Accord" in ended.text
    then = ask(world, "Is Alda a member of the Lantern Pact?", as_of="2028-01-01")
    assert then.boolean is True


def test_no_evidence_is_neither(world: TestClient) -> None:
    reply = ask(world, "Is Corvia a member of the Tern Forum?")
    assert reply.answered
    assert reply.boolean is None


def test_a_false_premise_is_not_gone_along_with(world: TestClient) -> None:
    reply = ask(world, "Why did Alda leave the Harbour Accord?")
    assert not reply.answered
    assert "No source says" in reply.text


def test_a_misspelt_name_is_mended_and_said_so(world: TestClient) -> None:
    reply = ask(world, "who are the members of the Harbuor Accord?")
    assert "Harbuor Accord was taken for Harbour Accord" in reply.text
    assert "Alda" in labels(reply)


def test_the_answer_is_in_the_language_asked_for(world: TestClient) -> None:
    reply = ask(world, "Is Alda a member of the Harbour Accord?", lang="ja")
    assert reply.language == "ja"
    assert reply.text.startswith("はい")


@pytest.mark.parametrize(
    "question",
    ["", "What is the weather like?", "qwrtz plfgh", "'; DROP TABLE facts; --", "Is Wakanda in the Tern Forum?"],
)
def test_what_is_not_understood_is_declined_with_the_same_fields(world: TestClient, question: str) -> None:
    reply = ask(world, question, 422)
    assert not reply.answered
    assert reply.intent is None
    assert reply.text
    assert reply.suggestions


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({}, "q"),
        ({"q": "a", "lang": "fr"}, "lang"),
        ({"q": "a", "as_of": "soon"}, "as_of"),
        ({"q": "a", "x": "1"}, "x"),
    ],
)
def test_wrong_parameters_are_problems(world: TestClient, parameters: dict[str, str], named: str) -> None:
    response = world.get("/ask", params=parameters)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert named in response.json()["detail"]


def test_as_text_and_as_a_page(world: TestClient) -> None:
    text = world.get("/ask", params={"q": "Who is in the Tern Forum?", "format": "txt"})
    assert text.headers["content-type"].startswith("text/plain")
    assert "Tern Forum" in text.text
    page = world.get("/ask", params={"q": "Who is in <b>the</b> Tern Forum?"}, headers={"Accept": "text/html"})
    assert page.status_code in (200, 422)
    assert "<b>the</b>" not in page.text
    form = world.get("/ask", headers={"Accept": "text/html"})
    assert form.status_code == 200
    assert 'name="q"' in form.text


def test_page_leads_to_the_questions_that_it_rests_on(world: TestClient) -> None:
    asked = {"q": "Which frameworks cover rare earths?"}
    document = world.get("/ask", params=asked).json()
    page = world.get("/ask", params=asked, headers={"Accept": "text/html"}).text
    assert page.count("<tr>") == len(document["results"]) + 1
    for query in document["queries"]:
        assert f'href="/questions/{query["question"]}?' in page
    for suggestion in document["suggestions"]:
        assert f"/ask?q={quote_plus(suggestion)}" in page
