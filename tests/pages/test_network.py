"""The network in a browser: picture and table, layout between visits, filters, keys, evidence."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pages.browser import Browser, check_accessible, check_fits

pytestmark = pytest.mark.browser
ALDA = "/network?around=alda"


def places(page: Page) -> dict[str, str]:
    drawn = page.locator("#network-picture .thing").all()
    return {each.get_attribute("data-iri") or "": each.get_attribute("transform") or "" for each in drawn}


def test_page_is_accessible_and_fits(world_browser: Browser) -> None:
    with world_browser.open(ALDA, width=390, scheme="dark") as page:
        page.locator("#network-picture .thing").nth(1).click()
        check_accessible(page)
        check_fits(page)


def test_a_thing_is_chosen_by_its_name(world_browser: Browser) -> None:
    with world_browser.open("/network") as page:
        page.locator("#around").press_sequentially("lantern pa")
        page.get_by_role("option", name="Lantern Pact").first.wait_for()
        check_accessible(page)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator("#network-picture .thing").first.wait_for()
        assert "around=framework%3Alantern-pact" in page.url
        page.reload()
        assert page.locator("#around").input_value() == "Lantern Pact"
        assert page.locator("#around").get_attribute("data-sent") == "framework:lantern-pact"


def test_table_is_whole_without_scripts(world_browser: Browser) -> None:
    with world_browser.open(ALDA, java_script_enabled=False) as page:
        assert page.locator("#network-picture").is_hidden()
        assert page.locator("#ties tbody tr").first.is_visible()
        page.locator("[name=as_of]").fill("2026-01-01")
        page.locator("#filters button").click()
        page.wait_for_url("**as_of=2026-01-01**")


def test_picture_and_table_agree_layout_stays_and_filters_change_both(world_browser: Browser) -> None:
    ends = "rows => rows.flatMap(row => [row.cells[0], row.cells[2]].map(cell => cell.dataset.value))"
    with world_browser.open(ALDA) as page:
        rows = page.locator("#ties tbody tr")
        assert page.locator("#network-picture .tie").count() == rows.count() > 5
        first = places(page)
        assert set(first) == set(rows.evaluate_all(ends))
        page.reload()
        assert places(page) == first
        page.locator("#choices summary").first.click()
        page.locator("[name=kind][value=framework]").check()
        page.wait_for_function(
            "count => document.querySelectorAll('#network-picture .thing').length < count", arg=len(first)
        )
        assert "kind=framework" in page.url
        after = places(page)
        assert page.locator("[name=kind][value=framework]").is_checked()
        page.reload()
        assert places(page) == after
        page.locator("#filters [type=range]").focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**as_of=2030-05-01**")


def test_evidence_is_two_clicks_away_by_keys(world_browser: Browser) -> None:
    with world_browser.open("/network?around=lantern-pact") as page:
        page.locator("#network-picture [tabindex='0']").focus()
        assert page.locator("#tip").is_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.locator("#chosen").is_visible()
        page.locator("#chosen li a[href*='/id/membership/'], #chosen li a[href*='/id/coverage/']").first.click()
        page.wait_for_selector("#evidence")


def test_largest_network_is_drawn_or_asks_to_narrow(real_browser: Browser) -> None:
    with real_browser.open("/network?around=india") as page:
        check_fits(page)
        assert page.locator("#network-picture .thing").count() <= 301
        assert page.locator("#network-picture .thing, [role=status]").count() > 0
