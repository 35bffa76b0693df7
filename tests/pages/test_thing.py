"""The page on a thing in a browser: without scripts, its picture and its table, folds, keys, narrow and dark."""

from __future__ import annotations

import pytest

from tests.pages.browser import Browser, check_accessible, check_fits

pytestmark = pytest.mark.browser
PACT = "/doc/framework/lantern-pact"
FACT = "/doc/membership/corvia--lantern-pact--2026-03"
SOURCE = "/doc/source/lantern-charter-2026"


@pytest.mark.parametrize(("path", "scheme"), [(PACT, "dark"), (FACT, "light"), (SOURCE, "light")])
def test_page_is_accessible(world_browser: Browser, path: str, scheme: str) -> None:
    with world_browser.open(path, scheme=scheme) as page:
        check_accessible(page)


@pytest.mark.parametrize("language", ["ja", "hi"])
def test_page_fits_a_phone(world_browser: Browser, language: str) -> None:
    with world_browser.open(f"{PACT}?lang={language}", width=390) as page:
        check_fits(page)
        assert page.locator("html").get_attribute("lang") == language


def test_page_is_whole_without_scripts(world_browser: Browser) -> None:
    with world_browser.open(PACT, java_script_enabled=False) as page:
        assert page.locator("#years-picture").is_hidden()
        page.locator("#years-told summary").click()
        assert page.locator("#years tbody tr").first.is_visible()
        assert page.locator(".facts tbody tr").first.is_visible()


def test_picture_and_table_agree(world_browser: Browser) -> None:
    with world_browser.open(PACT) as page:
        cells = page.locator("#years td a")
        discs = page.locator("#years-picture a")
        assert cells.count() == discs.count() > 2
        told = cells.evaluate_all("each => each.map(cell => [cell.href, cell.textContent])")
        drawn = discs.evaluate_all("each => each.map(disc => [disc.href.baseVal, disc.dataset.count])")
        assert sorted(told) == sorted(drawn)


def test_a_disc_leads_to_its_facts_by_keys(world_browser: Browser) -> None:
    with world_browser.open(PACT) as page:
        disc = page.locator("#years-picture [tabindex='0']")
        count = disc.get_attribute("data-count")
        disc.focus()
        assert page.locator("#tip").is_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**part=**")
        assert str(page.locator(".facts tbody tr").count()) == count


def test_evidence_is_two_clicks_away(world_browser: Browser) -> None:
    with world_browser.open(PACT) as page:
        page.locator(".facts tbody th a").first.click()
        page.wait_for_selector("#evidence")
        assert page.locator(".evidence > li").count() > 0


def test_largest_pages_are_readable(real_browser: Browser) -> None:
    with real_browser.open("/doc/actor/india") as page:
        check_fits(page)
        assert page.evaluate("document.documentElement.scrollHeight") < 8000
        assert page.locator("#years-picture a").count() == page.locator("#years td a").count()
