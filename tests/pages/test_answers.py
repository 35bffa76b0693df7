"""Questions in a browser: asked in plain words or from the catalogue, by forms that help, with pictures that agree."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.pages.browser import Browser, check_accessible, check_fits, refused

pytestmark = pytest.mark.browser

COVERING = "/questions/frameworks-covering"
HOSTILE = '"><script>alert(1)</script>\u202egnissim ' + "x" * 900


def rows_of(page: Page) -> list[list[str]]:
    """What the cells of the table are worth, row by row, evidence left out."""
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('#rows tbody tr:not(.below)')]"
        ".map(row => [...row.cells].map(cell => cell.dataset.value ?? ''))"
    )
    return found


def test_names_are_completed_by_keyboard_and_sent_short(world_browser: Browser) -> None:
    with world_browser.open(COVERING) as page:
        box = page.locator("#material")
        box.press_sequentially("rare ea")
        option = page.get_by_role("option", name="Rare earths", exact=False).first
        option.wait_for()
        check_accessible(page)
        box.press("ArrowDown")
        assert box.get_attribute("aria-activedescendant") == "material-names-0"
        box.press("Enter")
        assert box.input_value() == "Rare earths"
        box.press("Enter")
        page.wait_for_url("**/frameworks-covering?material=rare-earths")
        assert page.locator("#rows").is_visible()
        assert page.locator(".understood").inner_text().startswith("Material: Rare earths")


def test_picture_and_table_agree_and_the_evidence_is_one_click_away(world_browser: Browser) -> None:
    with world_browser.open("/questions/timeline?until=2028-01-01") as page:
        rows = rows_of(page)
        drawn = page.locator(".answer-picture .one")
        dated = [(str(at), row[0]) for at, row in enumerate(rows) if row[0]]
        assert len(dated) > 5
        drawn.first.wait_for()
        marks = drawn.evaluate_all("all => all.map(one => one.dataset.value)")
        assert marks == [day for _, day in dated]
        drawn.nth(2).focus()
        assert page.locator("#tip").is_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        pointed = page.locator("tr[data-pointed] + tr.below details[open]")
        assert pointed.first.is_visible()
        check_accessible(page)


def test_verdicts_are_counted_not_lumped(world_browser: Browser) -> None:
    with world_browser.open(f"{COVERING}?material=rare-earths") as page:
        told = page.evaluate(
            "[...document.querySelectorAll('#rows tbody tr:not(.below)')].map(row => row.cells[1].dataset.value)"
        )
        tally = {
            item.locator("a").first.get_attribute("href") or "": int(item.locator("strong").inner_text())
            for item in page.locator(".tally li").all()
        }
        counted = {verdict: told.count(verdict) for verdict in told}
        assert {link.rsplit("/", 1)[-1]: count for link, count in tally.items()} == {
            verdict.rsplit("/", 1)[-1]: count for verdict, count in counted.items()
        }


def test_the_way_from_words_to_the_editor(world_browser: Browser) -> None:
    with world_browser.open("/ask") as page:
        page.locator("#q").fill("Which frameworks cover rare earths?")
        page.locator("#q").press("Enter")
        page.wait_for_url("**/ask?q=*")
        assert "Understood as" in page.locator(".answer").inner_text()
        page.locator("#rows .below summary").first.click()
        page.locator("#rows .evidence blockquote").first.wait_for()
        check_accessible(page)
        page.locator(".behind summary").first.click()
        page.locator(".behind button").first.click()
        page.wait_for_url("**/sparql?query=*")
        assert page.locator("#rows").is_visible()


def test_the_list_is_narrowed_while_words_are_typed(world_browser: Browser) -> None:
    with world_browser.open("/questions") as page:
        many = page.locator(".cards li").count()
        page.locator("input[name=q]").press_sequentially("promise")
        page.locator(".cards li").nth(many - 1).wait_for(state="detached")
        assert page.url.endswith("?q=promise")
        few = page.locator(".cards li").count()
        assert few > 1
        page.reload()
        assert page.locator(".cards li").count() == few


def test_all_is_there_without_scripts_and_on_a_phone(world_browser: Browser) -> None:
    with world_browser.open(
        f"{COVERING}?material=rare-earths&lang=hi", java_script_enabled=False, width=390, scheme="dark"
    ) as page:
        assert page.locator("#rows tbody tr").count() > 2
        assert page.locator(".views").is_hidden()
        assert page.locator(".answer-picture").is_hidden()
        assert page.locator(".permalink").is_visible()
    for path in ("/ask?q=Who+is+in+the+Tern+Forum?&lang=ja", "/questions/ledger?lang=hi"):
        with world_browser.open(path, width=390, scheme="dark") as page:
            check_fits(page)
            check_accessible(page)


def test_what_is_asked_stays_text(world_browser: Browser) -> None:
    with refused(world_browser, f"/ask?q={quote(HOSTILE)}", 422) as page:
        assert page.locator("#q").input_value() == HOSTILE
        assert page.locator("main script").count() == 0
        check_fits(page)
