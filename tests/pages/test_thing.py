"""The page on a thing in a browser: without scripts, its picture and its table, folds, keys, narrow and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pages.browser import Browser, check_accessible, check_fits

pytestmark = pytest.mark.browser
PACT = "/doc/framework/lantern-pact"
FACT = "/doc/membership/corvia--lantern-pact--2026-03"
SOURCE = "/doc/source/lantern-charter-2026"


def test_pages_are_accessible_and_fit_a_phone(world_browser: Browser) -> None:
    def look(page: Page) -> None:
        check_fits(page)
        if "lang=ja" not in page.url:
            check_accessible(page)

    paths = (f"{PACT}?lang=hi", f"{PACT}?lang=ja", FACT, SOURCE)
    assert world_browser.visit(paths, look, width=390, scheme="dark") == ""


def test_page_is_whole_without_scripts(world_browser: Browser) -> None:
    with world_browser.open(PACT, java_script_enabled=False) as page:
        assert page.locator("#years-picture").is_hidden()
        page.locator("#years-told summary").click()
        assert page.locator("#years tbody tr").first.is_visible()
        assert page.locator(".facts tbody tr").first.is_visible()


def test_picture_and_table_agree_and_both_lead_to_the_evidence(world_browser: Browser) -> None:
    with world_browser.open(PACT) as page:
        cells = page.locator("#years td a")
        discs = page.locator("#years-picture a")
        discs.first.wait_for()
        assert cells.count() == discs.count() > 2
        told = cells.evaluate_all("each => each.map(cell => [cell.href, cell.textContent])")
        drawn = discs.evaluate_all("each => each.map(disc => [disc.href.baseVal, disc.dataset.count])")
        assert sorted(told) == sorted(drawn)
        disc = page.locator("#years-picture [tabindex='0']")
        count = disc.get_attribute("data-count")
        disc.focus()
        assert page.locator("#tip").is_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**part=**")
        assert str(page.locator(".facts tbody tr").count()) == count
        page.locator(".facts tbody th a").first.click()
        page.wait_for_selector("#evidence")
        assert page.locator(".evidence > li").count() > 0


def test_largest_pages_are_readable(real_browser: Browser) -> None:
    with real_browser.open("/doc/actor/india") as page:
        check_fits(page)
        assert page.evaluate("document.documentElement.scrollHeight") < 8000
        assert page.locator("#years-picture a").count() == page.locator("#years td a").count()
