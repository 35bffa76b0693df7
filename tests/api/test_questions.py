"""Every question of the catalogue as a route: parameters, formats, documentation, and what goes wrong."""

from __future__ import annotations

import csv
import io
import re
from html import escape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rdflib import Graph, Namespace, URIRef

from api.flat import SUFFIXES
from api.pages.wording import read_strings
from api.schemas import (
    AnswerDocument,
    CatalogueDocument,
    ConceptCell,
    DateCell,
    EntityCell,
    FactCell,
    TextCell,
    ValidityCell,
)
from graph import namespaces as ns
from graph.questions import COLUMN_TYPES, Question, load
from graph.store import parse_text, serialise
from tests.markup import foreign_scripts

CATALOGUE = load()
RESULTS = Namespace(ns.RESULT_SET)
HAS_EVIDENCE = URIRef(f"{ns.ONTOLOGY}hasEvidence")
FROM_SOURCE = URIRef(f"{ns.ONTOLOGY}fromSource")
COVERING = "/questions/frameworks-covering"
HTML = {"Accept": "text/html"}
#: Something of the world for each kind of thing that a question asks for.
IN_THE_WORLD = {
    "Actor": "alda",
    "Commitment": "survey-grant--2026",
    "CriticalityList": "alda-list-2028",
    "Framework": "lantern-pact",
    "Instrument": "lantern-charter",
    "Material": "rare-earths",
    "SourceDocument": "lantern-charter-2026",
    "SourcedFact": "membership:alda--lantern-pact--2026-03",
}
CELLS: dict[str, type[Any]] = {
    "entity": EntityCell,
    "concept": ConceptCell,
    "fact": FactCell,
    "date": DateCell,
    "validity": ValidityCell,
    "text": TextCell,
}


def world_parameters(client: TestClient, question: Question) -> dict[str, str]:
    """Values that the world knows for the parameters that a question needs."""
    found = {}
    for parameter in question.parameters:
        if parameter.is_required:
            assert parameter.type == "entity", "extend this for other types"
            found[parameter.name] = anything_of(client, parameter.classes)
    return found


def anything_of(client: TestClient, classes: tuple[str, ...]) -> str:
    for name in classes:
        if name in IN_THE_WORLD:
            return IN_THE_WORLD[name]
    query = (
        f"PREFIX : <https://w3id.org/minpact/ontology#> SELECT ?x WHERE {{ ?x a :{classes[0]} }} ORDER BY ?x LIMIT 1"
    )
    rows = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text.splitlines()
    assert len(rows) == 2, f"the world has nothing of {classes}"
    return rows[1]


@pytest.fixture(params=list(CATALOGUE), ids=lambda question: question.id)
def question(request: pytest.FixtureRequest) -> Question:
    found: Question = request.param
    return found


# --- each question


def test_answers_are_what_the_schema_says(world: TestClient, question: Question) -> None:
    response = world.get(f"/questions/{question.id}", params=world_parameters(world, question))
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    document = response.json()
    AnswerDocument.model_validate(document)
    assert document["question"] == question.id
    for row in document["rows"]:
        assert list(row) == [column.name for column in question.columns]
        for column in question.columns:
            cell = row[column.name]
            if column.type in CELLS and cell is not None:
                CELLS[column.type].model_validate(cell)
            elif column.type == "entities":
                assert all(EntityCell.model_validate(part) for part in cell)


def test_answers_as_csv_hold_the_same_rows(world: TestClient, question: Question) -> None:
    parameters = world_parameters(world, question)
    document = world.get(f"/questions/{question.id}", params=parameters).json()
    response = world.get(f"/questions/{question.id}", params=parameters, headers={"Accept": "text/csv"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["minpact-hidden-facts"] == str(document["hidden"])
    lines = list(csv.reader(io.StringIO(response.text, newline="")))
    header = [column.name + suffix for column in question.columns for suffix in SUFFIXES[column.type]]
    assert lines[0] == header
    assert len(set(header)) == len(header)
    assert len(lines) == len(document["rows"]) + 1
    assert {len(line) for line in lines} == {len(header)}


def test_answers_as_pages(world: TestClient, question: Question) -> None:
    parameters = world_parameters(world, question)
    document = world.get(f"/questions/{question.id}", params=parameters).json()
    response = world.get(f"/questions/{question.id}", params=parameters, headers=HTML)
    assert response.status_code == 200
    assert f"<title>{question.text['en']} · MinPact</title>".replace("'", "&#39;") in response.text
    assert foreign_scripts(response.text) == []
    if document["rows"]:
        assert response.text.count("<tr>") == len(document["rows"]) + 1
    else:
        assert document["empty_means"]["text"] in response.text


def test_a_page_without_what_is_needed_is_a_form(world: TestClient, question: Question) -> None:
    response = world.get(f"/questions/{question.id}", headers=HTML)
    assert response.status_code == 200
    for parameter in question.parameters:
        assert f'name="{parameter.name}"' in response.text


def test_what_is_needed_is_asked_for(world: TestClient, question: Question) -> None:
    response = world.get(f"/questions/{question.id}")
    needed = [parameter.name for parameter in question.parameters if parameter.is_required]
    if needed:
        assert response.status_code == 422
        assert response.json()["parameter"] in needed
        assert response.json()["accepts"]
    else:
        assert response.status_code == 200


def test_the_query_shown_can_be_run(world: TestClient, question: Question) -> None:
    document = world.get(f"/questions/{question.id}", params=world_parameters(world, question)).json()
    response = world.post("/sparql", data={"query": document["sparql"]}, headers={"Accept": "text/csv"})
    assert response.status_code == 200
    if all(column.type != "text" for column in question.columns):
        assert len(response.text.splitlines()) == len(document["rows"]) + 1


def test_every_type_of_column_has_its_csv() -> None:
    assert set(SUFFIXES) == set(COLUMN_TYPES)


# --- one answer by heart


def covering(client: TestClient, material: str, **more: str) -> dict[str, Any]:
    response = client.get(COVERING, params={"material": material, **more})
    assert response.status_code == 200, response.text
    return {row["framework"]["label"]: row for row in response.json()["rows"]}


def test_coverage_of_rare_earths_in_the_world(world: TestClient) -> None:
    rows = covering(world, "rare-earths")
    assert rows["Lantern Pact"]["verdict"]["token"] == "named"
    assert rows["Lantern Pact"]["status"] == "ended"
    assert rows["Lantern Pact"]["successor"]["label"] == "Harbour Accord"
    assert rows["Quiet Dialogue"]["verdict"]["token"] == "generic"
    for row in rows.values():
        assert bool(row["fact"]) == (row["verdict"]["token"] != "no-evidence")
        if row["fact"]:
            assert row["fact"]["evidence"][0]["url"].startswith("https://example.org/")


def test_as_of_moves_the_day(world: TestClient) -> None:
    assert covering(world, "rare-earths", as_of="2028-01-01")["Lantern Pact"]["status"] == "in-force"


@pytest.mark.parametrize(
    "name", ["rare-earths", "Rare earths", "RARE EARTHS", "https://w3id.org/minpact/id/material/rare-earths"]
)
def test_a_thing_is_known_by_its_names(world: TestClient, name: str) -> None:
    response = world.get(COVERING, params={"material": name})
    assert response.json()["parameters"]["material"]["iri"].endswith("/material/rare-earths")
    assert response.json()["parameters"]["material"]["given"] == name


# --- what goes wrong


@pytest.mark.parametrize(
    ("query", "status", "problem", "parameter"),
    [
        ("material=unobtainium", 404, "unknown-term", "material"),
        ("material=alda", 404, "unknown-term", "material"),
        ("material=rare-earths&as_of=yesterday", 422, "bad-parameter", "as_of"),
        ("material=rare-earths&as_of=2025-02-30", 422, "bad-parameter", "as_of"),
        ("material=rare-earths&as_of=20250829", 422, "bad-parameter", "as_of"),
        ("material=rare-earths&colour=red", 422, "bad-parameter", "colour"),
        ("material=rare-earths&material=lithium", 422, "bad-parameter", "material"),
        ("mineral=rare-earths", 422, "bad-parameter", "mineral"),
        ("material=", 422, "bad-parameter", "material"),
        ("", 422, "bad-parameter", "material"),
    ],
)
def test_faults_are_named(world: TestClient, query: str, status: int, problem: str, parameter: str) -> None:
    response = world.get(f"{COVERING}?{query}")
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    document = response.json()
    assert document["type"].endswith(f"/problem/{problem}")
    assert document["parameter"] == parameter
    assert document["remedy"]


def test_misspelt_names_have_near_ones(world: TestClient) -> None:
    near = world.get(COVERING, params={"material": "neodimiiom"}).json()["near"]
    assert any("eodymium" in name for name in near)
    page = world.get(COVERING, params={"material": "neodimiiom"}, headers=HTML)
    assert page.status_code == 404
    assert 'role="alert"' in page.text
    assert "eodymium" in page.text
    assert 'value="neodimiiom"' in page.text


def test_what_a_question_takes_is_said(world: TestClient) -> None:
    assert "material" in world.get(f"{COVERING}?mineral=lithium").json()["accepts"]


def test_unknown_questions_have_near_ones(world: TestClient) -> None:
    response = world.get("/questions/framework-covering")
    assert response.status_code == 404
    assert "frameworks-covering" in response.json()["near"]


def test_markup_in_a_parameter_stays_text(world: TestClient) -> None:
    response = world.get(COVERING, params={"material": '"><script>alert(1)</script>'}, headers=HTML)
    assert response.status_code == 404
    assert foreign_scripts(response.text) == []


def test_sparql_in_a_parameter_stays_a_name(world: TestClient) -> None:
    response = world.get(COVERING, params={"material": "<urn:a>) } DELETE WHERE { ?s ?p ?o } #"})
    assert response.status_code == 404


@pytest.mark.parametrize(("accept", "status"), [("image/png", 406), ("application/rdf+xml", 406), ("*/*", 200)])
def test_formats_on_offer(world: TestClient, accept: str, status: int) -> None:
    response = world.get(COVERING, params={"material": "lithium"}, headers={"Accept": accept})
    assert response.status_code == status
    assert world.get(COVERING, params={"material": "lithium", "format": "xlsx"}).status_code == 400


# --- names


def test_small_misspellings_are_mended_and_said(world: TestClient) -> None:
    document = world.get(COVERING, params={"material": "Neodimium"}).json()
    understood = document["parameters"]["material"]
    assert understood["iri"].endswith("/material/neodymium")
    assert understood["corrected"] == {"given": "Neodimium", "understood": "Neodymium"}
    assert document["notes"] == ["“Neodimium” was read as Neodymium."]
    exact = world.get(COVERING, params={"material": "neodymium"}).json()
    assert exact["rows"] == document["rows"]
    assert "corrected" not in exact["parameters"]["material"]


# --- languages


@pytest.mark.parametrize(
    ("parameters", "header", "label"),
    [
        ({}, None, "Rare earths"),
        ({"lang": "ja"}, None, "希土類"),
        ({"lang": "hi"}, "ja", "दुर्लभ मृदा"),
        ({}, "de, ja-JP;q=0.9, en;q=0.4", "希土類"),
        ({"lang": ""}, "hi", "दुर्लभ मृदा"),
        ({}, "de", "Rare earths"),
    ],
)
def test_labels_are_in_the_language_asked_for(
    world: TestClient, parameters: dict[str, str], header: str | None, label: str
) -> None:
    headers = {"Accept-Language": header} if header else {}
    response = world.get(COVERING, params={"material": "rare-earths", **parameters}, headers=headers)
    document = response.json()
    assert document["parameters"]["material"]["label"] == label
    assert ("Accept-Language" in response.headers["vary"]) is not bool(parameters.get("lang"))
    english = world.get(COVERING, params={"material": "rare-earths", "lang": "en"}).json()
    assert [row["fact"] and row["fact"]["iri"] for row in document["rows"]] == [
        row["fact"] and row["fact"]["iri"] for row in english["rows"]
    ]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("lang", "fr"),
        ("limit", "0"),
        ("limit", "1001"),
        ("limit", "-1"),
        ("limit", "two"),
        ("cursor", "2"),
        ("cursor", "0" * 24),
        ("confidence", "sure"),
    ],
)
def test_faults_in_how_much_is_asked_for_are_named(world: TestClient, parameter: str, value: str) -> None:
    response = world.get(COVERING, params={"material": "lithium", parameter: value})
    assert response.status_code == 422
    assert response.json()["parameter"] == parameter
    assert response.json()["accepts"]


# --- pages


def follow(client: TestClient, address: str, relation: str) -> list[dict[str, Any]]:
    """The pages from an address on, by the links between them."""
    pages: list[dict[str, Any]] = []
    while address:
        response = client.get(address)
        assert response.status_code == 200
        pages.append(response.json())
        links = re.findall(r'<([^>]*)>; rel="(\w+)"', response.headers.get("link", ""))
        address = next((target for target, name in links if name == relation), "")
        pages[-1]["address"] = address
        assert len(pages) < 100
    return pages


@pytest.mark.parametrize("path", ["/questions/timeline", "/questions/things", f"{COVERING}?material=rare-earths"])
@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_pages_make_up_the_answer(world: TestClient, path: str, limit: int) -> None:
    whole = world.get(path).json()
    pages = follow(world, f"{path}{'&' if '?' in path else '?'}limit={limit}", "next")
    assert [row for page in pages for row in page["rows"]] == whole["rows"]
    assert {page["total"] for page in pages} == {whole["total"]} == {len(whole["rows"])}
    assert all(len(page["rows"]) == limit for page in pages[:-1])
    assert [page["start"] for page in pages] == list(range(0, whole["total"], limit))
    assert pages[-1]["next"] is None
    assert pages[0]["previous"] is None


def test_pages_lead_back(world: TestClient) -> None:
    forth = follow(world, "/questions/things?limit=2", "next")
    assert len(forth) > 2
    back = follow(world, forth[-2]["address"], "prev")
    assert [page["rows"] for page in back] == [page["rows"] for page in reversed(forth)]


def test_a_cursor_of_another_question_is_refused(world: TestClient) -> None:
    cursor = world.get("/questions/things", params={"limit": "1"}).json()["next"]
    response = world.get("/questions/timeline", params={"limit": "1", "cursor": cursor})
    assert (response.status_code, response.json()["parameter"]) == (422, "cursor")


@pytest.mark.parametrize("format_", ["csv", "tsv", "ttl", "jsonld"])
def test_other_formats_are_paged_alike(world: TestClient, format_: str) -> None:
    response = world.get("/questions/things", params={"limit": "2", "format": format_})
    whole = world.get("/questions/things").json()
    assert response.headers["minpact-total-rows"] == str(whole["total"])
    assert 'rel="next"' in response.headers["link"]
    if format_ in ("csv", "tsv"):
        assert len(response.text.splitlines()) == 3
    if format_ == "tsv":
        labels = [line.split("\t")[0] for line in response.text.splitlines()[1:]]
        assert labels == [row["thing"]["label"] for row in whole["rows"][:2]]


def test_pages_for_people_lead_on(world: TestClient) -> None:
    page = world.get("/questions/things", params={"limit": "2"}, headers=HTML).text
    assert re.search(r'<a href="/questions/things\?[^"]*cursor=[0-9a-f]{24}[^"]*" rel="next">', page)


# --- confidence


def test_rows_of_less_confidence_are_left_out_and_counted(world: TestClient) -> None:
    whole = world.get("/questions/timeline").json()
    for least, enough in (("high", {"high"}), ("medium", {"high", "medium"}), ("low", None)):
        asked = world.get("/questions/timeline", params={"confidence": least}).json()
        expected = [row for row in whole["rows"] if enough is None or row["fact"]["confidence"] in enough]
        assert asked["rows"] == expected
        assert asked["total"] + asked["below_confidence"] == whole["total"]
    assert {row["fact"]["confidence"] for row in whole["rows"]} == {"high", "medium", "low"}


# --- RDF


@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json"])
def test_rdf_says_the_rows_and_the_facts_behind_them(world: TestClient, question: Question, media_type: str) -> None:
    parameters = world_parameters(world, question)
    document = world.get(f"/questions/{question.id}", params=parameters).json()
    response = world.get(f"/questions/{question.id}", params=parameters, headers={"Accept": media_type})
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert response.headers["minpact-total-rows"] == str(document["total"])
    triples = parse_text(response.text, Path("answer.ttl" if media_type == "text/turtle" else "answer.jsonld"))
    graph = Graph().parse(data=serialise(triples, "application/n-triples"), format="nt")
    solutions = {int(str(place)): node for node, place in graph.subject_objects(RESULTS["index"])}
    assert sorted(solutions) == list(range(1, len(document["rows"]) + 1))
    for number, row in enumerate(document["rows"], 1):
        bindings = {
            str(graph.value(binding, RESULTS["variable"])): str(graph.value(binding, RESULTS["value"]))
            for binding in graph.objects(solutions[number], RESULTS["binding"])
        }
        for column in question.columns:
            cell = row[column.name]
            if column.type in ("entity", "concept", "fact"):
                assert bindings.get(column.name) == (cell["iri"] if cell else None)
            if column.type == "fact" and cell:
                told = {str(evidence) for evidence in graph.objects(URIRef(cell["iri"]), HAS_EVIDENCE)}
                assert told == {piece["iri"] for piece in cell["evidence"]}
                for piece in cell["evidence"]:
                    assert (URIRef(piece["iri"]), FROM_SOURCE, URIRef(piece["source"])) in graph


# --- without rows


def test_an_empty_answer_says_how_much_was_read(world: TestClient) -> None:
    document = world.get("/questions/money", params={"actor": "kestrel-metals", "lang": "ja"}).json()
    assert document["summary"] == read_strings()["summaries.money"]["ja"]
    empty = document["empty_means"]
    assert (empty["token"], empty["known_until"], empty["sources_on"]) == (
        "unknown",
        "2030-06-30",
        {"kestrel-metals": 2},
    )
    assert "2030年6月30日" in empty["text"]
    csv_ = world.get("/questions/money", params={"actor": "kestrel-metals", "format": "csv"})
    assert csv_.headers["minpact-empty-means"] == "unknown"


# --- caching


def test_answers_that_the_client_has_are_not_sent_again(world: TestClient) -> None:
    first = world.get(COVERING, params={"material": "lithium"})
    tag = first.headers["etag"]
    assert world.get(COVERING, params={"material": "lithium"}, headers={"If-None-Match": tag}).status_code == 304
    assert world.get(COVERING, params={"material": "copper"}, headers={"If-None-Match": tag}).status_code == 200
    assert world.get(COVERING, params={"material": "lithium", "as_of": "2028-01-01"}).headers["etag"] != tag
    assert "no-cache" in first.headers["cache-control"]


# --- the list


def test_list_has_every_question(world: TestClient) -> None:
    document = world.get("/questions").json()
    CatalogueDocument.model_validate(document)
    assert [entry["id"] for entry in document["questions"]] == [question.id for question in CATALOGUE]
    for entry in document["questions"]:
        assert set(entry["question"]) == {"en", "ja", "hi"}


def test_list_as_a_page(world: TestClient) -> None:
    for language in ("en", "ja", "hi"):
        page = world.get("/questions", params={"lang": language}, headers=HTML).text
        for question in CATALOGUE:
            assert f'href="/questions/{question.id}?lang={language}">{escape(question.text[language])}</a>' in page


def test_the_list_is_searched_by_words_in_any_language(world: TestClient) -> None:
    for words in ("promise money", "約束", "वादे"):
        found = world.get("/questions", params={"q": words}).json()["questions"]
        assert 0 < len(found) < len(CATALOGUE)
        page = world.get("/questions", params={"q": words}, headers=HTML).text
        assert all(f'href="/questions/{entry["id"]}"' in page for entry in found)
    assert world.get("/questions", params={"q": "promise zebra"}).json()["questions"] == []


def test_a_form_has_inputs_of_the_right_kind(world: TestClient) -> None:
    page = world.get("/questions/ledger", params={"status": "delayed"}, headers=HTML).text
    assert '<option value="delayed" selected>delayed</option>' in page
    assert '<input id="as_of" name="as_of" type="date"' in page
    assert 'data-classes="Material"' in page
    japanese = world.get("/questions/ledger", params={"lang": "ja"}, headers=HTML).text
    assert '<option value="delayed">delayed</option>' not in japanese


def test_neighbouring_questions_keep_what_was_asked(world: TestClient) -> None:
    page = world.get(COVERING, params={"material": "rare-earths"}, headers=HTML).text
    near = page[page.index('id="neighbours"') :]
    assert re.search(r'href="/questions/[a-z-]+\?material=rare-earths"', near)
    assert f'href="{COVERING}?' not in near


def test_a_bare_file_can_be_asked_too(bare: TestClient) -> None:
    response = bare.get("/questions/figures-on", params={"material": "alda"})
    assert response.status_code in (404, 422)
    dated = bare.get("/questions/frameworks-of", params={"actor": "Alda", "as_of": "2030-01-01"})
    assert dated.status_code == 200
    assert dated.json()["rows"] == []
    assert dated.json()["empty_means"]
    assert dated.json()["data_version"] == dated.headers["minpact-data-version"] != ""
