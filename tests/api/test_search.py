"""Search and suggestions over HTTP, and how a browser finds them."""

from __future__ import annotations

from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from api.matches import SearchDocument
from tests.markup import foreign_scripts

HTML = {"Accept": "text/html"}
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def search(client: TestClient, **parameters: object) -> SearchDocument:
    response = client.get("/search", params=parameters)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    return SearchDocument.model_validate(response.json())


def test_a_thing_is_found_with_all_that_is_shown_of_it(world: TestClient) -> None:
    first = search(world, q="kobalt", lang="ja").results[0]
    assert first.id == "material/cobalt"
    assert first.label == "コバルト"
    assert (first.matched.text, first.matched.sort, first.match, first.similarity) == (
        "kobalt",
        "misspelling",
        "exact",
        1,
    )
    assert first.types[0].id == "MineralCommodity"
    assert first.kind == "material"
    assert world.get(first.url, headers=HTML).status_code == 303


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lantrn pact", "framework/lantern-pact"),
        ("ジスプロシュウム", "material/dysprosium"),
        ("लिथीयम", "material/lithium"),
    ],
)
def test_misspellings_are_forgiven_in_three_languages(world: TestClient, text: str, expected: str) -> None:
    first = search(world, q=text).results[0]
    assert first.id == expected
    assert first.match == "fuzzy"
    assert 0.6 < first.similarity < 1


def test_results_are_narrowed_by_type(world: TestClient) -> None:
    everything = search(world, q="alda", limit=100)
    actors = search(world, q="alda", type=["actor"], limit=100)
    assert {each.kind for each in actors.results} == {"actor"}
    assert 0 < actors.total < everything.total
    both = search(world, q="alda", type=["Country", "framework"], limit=100)
    assert {each.kind for each in both.results} == {"actor", "framework"}


def test_pages_follow_each_other(world: TestClient) -> None:
    whole = search(world, q="alda", limit=100)
    address, seen = "/search?q=alda&limit=3", []
    for _ in range(whole.total):
        response = world.get(address)
        page = SearchDocument.model_validate(response.json())
        seen += [each.iri for each in page.results]
        if page.next_url is None:
            assert page.next is None
            assert "link" not in response.headers
            break
        assert response.headers["link"] == f'<{page.next_url}>; rel="next"'
        address = page.next_url
    assert len(seen) == whole.total > 3
    assert seen[: len(whole.results)] == [each.iri for each in whole.results]


def test_nothing_found_is_an_empty_page(world: TestClient) -> None:
    found = search(world, q="zzzzzzzz")
    assert (found.total, found.results, found.next) == (0, [], None)


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/search", "q"),
        ("/search?q=", "q"),
        ("/search?q=%20", "q"),
        ("/suggest?q=", "q"),
        ("/search?q=" + "x" * 10_000, "q"),
        ("/search?q=a&lang=fr", "lang"),
        ("/search?q=a&type=Nonsense", "type"),
        ("/search?q=a&limit=0", "limit"),
        ("/search?q=a&limit=101", "limit"),
        ("/search?q=a&limit=%D9%A1", "limit"),
        ("/search?q=a&cursor=-1", "cursor"),
        ("/search?q=a&cursor=99999999999999999999", "cursor"),
        ("/search?q=a&q=b", "q"),
        ("/search?q=a&colour=red", "colour"),
        ("/suggest?q=a&cursor=1", "cursor"),
    ],
)
def test_what_is_malformed_is_refused_with_what_is_accepted(world: TestClient, address: str, parameter: str) -> None:
    response = world.get(address)
    assert response.status_code == 422
    problem = response.json()
    assert problem["parameter"] == parameter
    assert problem["accepts"]


@pytest.mark.parametrize(
    "text",
    ["\x00", "\u202eadla", "(a+)+$", "[", "\\", "%", "<script>alert(1)</script>", "'; DROP", "\U0001f600", "x" * 200],
)
@pytest.mark.parametrize("path", ["/search", "/suggest"])
def test_hostile_text_is_text(world: TestClient, path: str, text: str) -> None:
    response = world.get(f"{path}?q={quote(text)}")
    assert response.status_code == 200
    assert response.json()["query"] == text.strip()
    page = world.get(f"/search?q={quote(text)}", headers=HTML)
    assert page.status_code == 200
    assert foreign_scripts(page.text) == []


def test_bytes_that_are_no_text_are_refused(world: TestClient) -> None:
    assert world.get("/search?q=%ff").status_code == 400


def test_the_page_has_form_results_and_the_way_on(world: TestClient) -> None:
    blank = world.get("/search", headers=HTML)
    assert blank.status_code == 200
    assert 'name="q"' in blank.text
    page = world.get("/search?q=alda&limit=2", headers=HTML).text
    assert 'href="/id/actor/alda"' in page
    assert 'rel="next"' in page
    assert 'value="alda"' in page
    assert 'lang="ja"' in world.get("/search?q=アルダ", headers=HTML).text


def test_suggestions_are_the_first_results(world: TestClient) -> None:
    found = SearchDocument.model_validate(world.get("/suggest?q=neo").json())
    assert found.results[0].id == "material/neodymium"
    assert len(found.results) <= 8


def test_browsers_get_suggestions_in_their_own_form(world: TestClient) -> None:
    for address, headers in (
        ("/suggest?q=neo&format=suggestions", {}),
        ("/suggest?q=neo", {"Accept": "application/x-suggestions+json"}),
    ):
        response = world.get(address, headers=headers)
        assert response.headers["content-type"] == "application/x-suggestions+json"
        typed, labels, lines, addresses = response.json()
        assert typed == "neo"
        assert labels[0] == "Neodymium"
        assert len(labels) == len(lines) == len(addresses)
        assert addresses[0] == "/id/material/neodymium"


def test_the_search_is_described_and_every_page_links_to_it(world: TestClient) -> None:
    response = world.get("/opensearch.xml")
    assert response.headers["content-type"] == "application/opensearchdescription+xml"
    root = ET.fromstring(response.content)
    templates = {each.get("type"): each.get("template") or "" for each in root.iter(f"{OPENSEARCH}Url")}
    assert set(templates) == {"text/html", "application/json", "application/x-suggestions+json"}
    for kind, template in templates.items():
        answer = world.get(template.replace("{searchTerms}", "alda"), headers={"Accept": kind or ""})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(kind or "")
    assert 'rel="search" href="/opensearch.xml"' in world.get("/", headers=HTML).text


def test_answers_have_validators(world: TestClient) -> None:
    first = world.get("/search?q=alda")
    assert world.get("/search?q=alda", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert world.get("/search?q=alda&lang=ja").headers["etag"] != first.headers["etag"]


def test_a_bare_file_is_searched_too(bare: TestClient) -> None:
    assert search(bare, q="アルダ").results[0].id == "actor/alda"
