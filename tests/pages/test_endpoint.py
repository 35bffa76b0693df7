"""The page of the endpoint in a browser: the editor and what it completes, faults at their place, pictures of rows."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.pages.browser import Browser, check_accessible, check_fits, refused

pytestmark = pytest.mark.browser

LONG = "y" * 5000
NUMBERS = f"""SELECT ?name ?amount WHERE {{
  VALUES (?name ?amount) {{
    ("<script>alert(1)</script>" 3) ("\\"><img src=x>" 1.5) ("\u202egnissim" -2) ("{LONG}" 0) ("none" UNDEF)
  }}
}}"""
PLACES = """PREFIX geo: <http://www.opengis.net/ont/geosparql#>
SELECT ?thing ?other ?where WHERE {
  VALUES (?thing ?other ?where) {
    (<urn:a> <urn:b> "POINT(83.2 17.7)"^^geo:wktLiteral) (<urn:b> <urn:c> "POINT(139.7 35.7)"^^geo:wktLiteral)
    (<urn:c> <urn:a> "LINESTRING(1 1, 2 2)"^^geo:wktLiteral)
  }
}"""


def asked(query: str, view: str = "") -> str:
    return f"/sparql?query={quote(query)}" + (f"#view={view}" if view else "")


def editor_text(page: Page) -> str:
    return page.locator("textarea[name=query]").input_value()


def test_a_query_is_written_by_completion_and_run_by_keys(world_browser: Browser) -> None:
    with world_browser.open("/sparql") as page:
        page.locator("label[for=query]").click()
        page.keyboard.press("Control+a")
        page.keyboard.type("SELECT ?one WHERE { ?one a frame")
        page.locator(".code [role=option]", has_text=":Framework").first.wait_for()
        check_accessible(page)
        page.wait_for_timeout(150)
        page.keyboard.press("Enter")
        assert "?one a :Framework" in editor_text(page)
        assert editor_text(page).startswith("PREFIX : <https://w3id.org/minpact/ontology#>\n")
        page.keyboard.type(" . BIND(dyspros")
        page.locator(".code [role=option]", has_text="material:dysprosium").first.click()
        assert "BIND(material:dysprosium" in editor_text(page), "things are found by their labels"
        assert "PREFIX material: <https://w3id.org/minpact/id/material/>" in editor_text(page)
        page.keyboard.type(" AS ?x")
        page.keyboard.press("Control+Enter")
        page.locator("#rows").wait_for()
        rows = page.locator("#rows tbody tr").count()
        assert rows > 0
        page.reload()
        assert page.locator("#rows tbody tr").count() == rows
        assert "a :Framework" in editor_text(page)


def test_a_fault_is_shown_at_its_place(world_browser: Browser) -> None:
    query = "SELECT ?x\nWHERE { ?x a foo }"
    with refused(world_browser, asked(query), 400) as page:
        assert page.locator(".problem").get_attribute("data-line") == "2"
        assert page.locator(".code .fault-line").inner_text() == "WHERE { ?x a foo }"
        page.locator("#to-fault").click()
        assert page.evaluate("document.querySelector('.code').shadowRoot.activeElement?.className").startswith(
            "cm-content"
        )
        check_accessible(page)
        page.keyboard.type("x")
        assert page.locator(".code .fault-line").count() == 0


def test_bars_and_table_agree_and_hostile_labels_stay_text(world_browser: Browser) -> None:
    with world_browser.open(asked(NUMBERS, "chart"), width=390) as page:
        page.locator(".answer-picture .one").first.wait_for()
        drawn = page.locator(".answer-picture .one").evaluate_all("all => all.map(one => one.dataset.value)")
        table = page.evaluate("[...document.querySelectorAll('#rows tbody tr')].map(row => row.cells[1].dataset.value)")
        assert drawn == [value for value in table if value] == ["3", "1.5", "-2", "0"]
        assert page.locator(".answer-picture .small").inner_text().startswith("1 ")
        assert page.locator("main script, main img").count() == 0
        check_fits(page)
        check_accessible(page)


def test_network_and_map_agree_with_the_table(world_browser: Browser) -> None:
    with world_browser.open(asked(PLACES), scheme="dark") as page:
        page.get_by_role("button", name="Network").click()
        page.locator(".node").first.wait_for()
        assert set(page.locator(".node").evaluate_all("all => all.map(one => one.dataset.value)")) == {
            "urn:a",
            "urn:b",
            "urn:c",
        }
        assert page.locator(".tie").count() == page.locator("#rows tbody tr").count() == 3
        page.get_by_role("button", name="Map").click()
        page.locator(".place").first.wait_for()
        assert page.locator(".place").count() == 2
        check_accessible(page)
        page.reload()
        page.locator(".place").first.wait_for()
        assert "view=map" in page.url


def test_triples_are_a_network_and_too_many_are_not_drawn(world_browser: Browser) -> None:
    few = "CONSTRUCT { <urn:a> <urn:p> <urn:b> . <urn:b> <urn:q> 'text' } WHERE {}"
    with world_browser.open(asked(few, "network")) as page:
        page.locator(".node").first.wait_for()
        assert page.locator(".tie").count() == 1
    many = "SELECT ?a ?b WHERE { ?a ?p ?b . FILTER(ISIRI(?b)) } LIMIT 900"
    with world_browser.open(asked(many, "network")) as page:
        page.locator(".answer-picture p").wait_for()
        assert "too many" in page.locator(".answer-picture").inner_text()
        assert page.locator(".node").count() == 0


def test_the_form_works_without_scripts(world_browser: Browser) -> None:
    with world_browser.open("/sparql", java_script_enabled=False) as page:
        page.locator("textarea[name=query]").fill("SELECT (1 AS ?one) WHERE {}")
        page.locator("button[type=submit]").click()
        page.wait_for_url("**/sparql?query=*")
        assert page.locator("#rows tbody tr").count() == 1
        page.goto(f"{world_browser.origin}/sparql?example=members-of&lang=ja")
        assert "SELECT" in page.locator("textarea").input_value()
        check_fits(page)
