"""Promises in the browser: chart, board and table say the same, by mouse, by keys and by address."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.pages.browser import Browser, check_accessible, check_fits

pytestmark = pytest.mark.browser
ROWS = "#promises tbody tr:not(.below)"
POINT = "#age-picture a.point"
TABLE = """() => [...document.querySelectorAll('#promises tbody tr:not(.below)')].map(row =>
  [0, 1, 4, 6].map(index => row.cells[index].dataset.value).join('|')).sort()"""
CHART = """() => [...document.querySelectorAll('#age-picture a.point')].map(({dataset}) =>
  [dataset.promise, dataset.rung, dataset.age, dataset.flags].join('|')).sort()"""


def test_chart_board_and_table_agree_and_age_is_drawn_to_scale(world_browser: Browser) -> None:
    def look(page: Page) -> None:
        page.wait_for_selector(POINT)
        rows = page.evaluate(TABLE)
        assert page.evaluate(CHART) == rows
        assert page.locator(".slip").count() == len(rows) > 0
        drawn = page.evaluate(
            """() => [...document.querySelectorAll('#age-picture a.point')].map(point =>
            [Number(point.dataset.age), point.transform.baseVal.consolidate().matrix.e])"""
        )
        (youngest, left), (oldest, right) = min(drawn), max(drawn)
        for age, at in drawn:
            assert at == pytest.approx(left + (age - youngest) * (right - left) / (oldest - youngest), abs=0.1)

    assert world_browser.visit(("/promises", "/promises?as_of=2028-06-01"), look) == ""


def test_filters_and_slider_change_page_and_address(world_browser: Browser) -> None:
    with world_browser.open("/promises?lang=en") as page:
        page.wait_for_selector(POINT)
        page.select_option("select[name=promisor]", "brunn")
        expect(page.locator(ROWS)).to_have_count(1)
        assert "promisor=brunn" in page.url
        page.reload()
        assert page.locator(ROWS).count() == 1
        slider = page.locator("input[type=range]")
        slider.focus()
        page.keyboard.press("Home")
        expect(page.locator("#promises")).to_have_count(0)
        assert "as_of=2014-" in page.url
        page.keyboard.press("End")
        expect(page.locator(POINT)).to_have_count(1)
        assert "as_of" not in page.url


def test_keys_lead_from_the_chart_to_the_evidence(world_browser: Browser) -> None:
    with world_browser.open("/promises") as page:
        page.locator(f"{POINT}[tabindex='0']").focus()
        page.keyboard.press("ArrowRight")
        assert page.locator("#tip").is_visible()
        slug = page.evaluate("document.activeElement.dataset.promise")
        assert page.locator("tr[data-pointed] th").get_attribute("data-value") == slug
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/promises/{slug}")
        assert page.locator(".evidence > li").count() > 0
        check_accessible(page)


def test_pages_are_accessible_and_fit_a_phone(world_browser: Browser) -> None:
    def look(page: Page) -> None:
        check_accessible(page)
        check_fits(page)

    paths = ("/promises?lang=hi", "/promises/port-ilo-refinery--2025?lang=hi")
    assert world_browser.visit(paths, look, width=390, scheme="dark") == ""


def test_page_is_whole_without_scripts(world_browser: Browser) -> None:
    with world_browser.open("/promises?state=silent", java_script_enabled=False) as page:
        assert page.locator("#age-picture").is_hidden()
        assert page.locator(ROWS).count() == page.locator(".slip").count() == 1
        page.select_option("select[name=state]", "overdue")
        page.locator("#filters button[type=submit]").click()
        assert "state=overdue" in page.url
        assert page.locator(".slip a").inner_text() in page.locator("#promises th a").inner_text()
