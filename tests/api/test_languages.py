"""Pages in three languages: how the language is chosen, that caches keep them apart, and labels nobody checked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.pages.rendering import NAMES
from api.settings import Settings
from graph import namespaces as ns
from tests.api.conftest import client_of

HTML = {"Accept": "text/html"}
LAND = f"{ns.ID}actor/land"
NAMED = f"""
<{LAND}> <{ns.RDF}type> <{ns.ONTOLOGY}Country> <{ns.GRAPH}registry/actors> .
<{LAND}> <{ns.SKOS}prefLabel> "Land"@en <{ns.GRAPH}registry/actors> .
<{LAND}> <{ns.SKOS}prefLabel> "\\u56FD"@ja <{ns.GRAPH}registry/labels-unchecked> .
<{LAND}> <{ns.SKOS}prefLabel> "\\u0938\\u0902\\u0927\\u093F"@hi <{ns.GRAPH}registry/labels-checked> .
""".lstrip()


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a server of one country, whose Japanese name nobody checked."""
    path = tmp_path_factory.mktemp("named") / "named.nq"
    path.write_text(NAMED, encoding="utf-8")
    with client_of(Settings(data=path)) as client:
        yield client


def language_of(page: str) -> str:
    return page.partition('<html lang="')[2][:2]


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", None, "en"),
        ("", "ja", "ja"),
        ("", "de, hi-IN;q=0.9, en;q=0.8", "hi"),
        ("?lang=ja", "hi", "ja"),
        ("?lang=tlh", "hi", "hi"),
        ("?lang=", None, "en"),
    ],
)
def test_language_of_a_page(bare: TestClient, query: str, header: str | None, language: str) -> None:
    response = bare.get(f"/{query}", headers=HTML | ({"Accept-Language": header} if header else {}))
    assert response.status_code == 200
    assert language_of(response.text) == language
    assert response.headers["vary"] == "Accept, Accept-Encoding, Accept-Language"


def test_a_page_kept_in_one_language_is_not_sent_in_another(bare: TestClient) -> None:
    pages = [bare.get("/questions", headers=HTML | {"Accept-Language": each}) for each in ("ja", "hi", "ja")]
    assert [language_of(page.text) for page in pages] == ["ja", "hi", "ja"]
    assert pages[0].headers["etag"] == pages[2].headers["etag"] != pages[1].headers["etag"]


def test_links_to_other_languages_keep_the_rest_of_the_address(bare: TestClient) -> None:
    for tongue in NAMES:
        page = bare.get("/search?q=alda&lang=hi", headers=HTML).text
        assert f'href="?q=alda&amp;lang={tongue}" lang="{tongue}"' in page
    assert 'href="?q=other' not in page


def test_a_language_that_is_named_stays_in_links_and_one_that_is_not_does_not(bare: TestClient) -> None:
    assert 'href="/questions?lang=ja"' in bare.get("/?lang=ja", headers=HTML).text
    assert 'href="/questions"' in bare.get("/", headers=HTML | {"Accept-Language": "ja"}).text


def test_fragment_of_a_link_comes_last(world: TestClient) -> None:
    page = world.get("/doc/framework/lantern-pact?lang=ja", headers=HTML).text
    assert 'href="/ontology?lang=ja#Framework"' in page


def test_address_in_the_path_does_not_become_a_link(bare: TestClient) -> None:
    page = bare.get("//evil.example/x", headers=HTML).text
    assert 'href="//evil' not in page


@pytest.mark.parametrize(("language", "is_marked"), [("en", False), ("ja", True), ("hi", False)])
def test_label_that_nobody_checked_is_marked(named: TestClient, language: str, is_marked: bool) -> None:
    for path in ("/questions/things?", "/search?q=land&"):
        page = named.get(f"{path}lang={language}", headers=HTML)
        assert page.status_code == 200
        assert ('class="unchecked"' in page.text) is is_marked


def test_data_does_not_depend_on_the_language_of_pages(bare: TestClient) -> None:
    plain = bare.get("/doc/actor/alda", headers={"Accept": "text/turtle"})
    other = bare.get("/doc/actor/alda?lang=ja", headers={"Accept": "text/turtle", "Accept-Language": "ja"})
    assert plain.headers["etag"] == other.headers["etag"]
    assert plain.headers["vary"] == "Accept, Accept-Encoding"
