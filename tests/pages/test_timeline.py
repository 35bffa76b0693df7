"""The timeline in the browser: picture and table say the same; it zooms, and keys lead through it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.pages.browser import Browser, check_accessible, check_fits

pytestmark = pytest.mark.browser
POINT = "#time-picture a.point"
TABLE = """() => [...document.querySelectorAll('#happenings tbody tr')].map(({cells}) =>
  [...[0, 1, 3].map(index => cells[index].dataset.value), cells[6].querySelector('a').href].join('|')).sort()"""
PICTURE = """() => [...document.querySelectorAll('#time-picture a.point')].map(point =>
  [point.dataset.day, point.dataset.kind, point.dataset.rung, point.href.baseVal].join('|')).sort()"""
PLACES = """() => [...document.querySelectorAll('#time-picture a.point')].map(point =>
  [Date.parse(point.dataset.day), point.transform.baseVal.consolidate().matrix.e])"""


def test_picture_and_table_agree(world_browser: Browser) -> None:
    def look(page: Page) -> None:
        page.wait_for_selector(POINT)
        rows = page.evaluate(TABLE)
        assert page.evaluate(PICTURE) == rows
        assert len(rows) > 0

    assert world_browser.visit(("/timeline", "/timeline?kind=signing&kind=meeting"), look) == ""


def test_days_are_drawn_to_scale_and_keys_move_zoom_and_open(world_browser: Browser) -> None:
    with world_browser.open("/timeline") as page:
        page.wait_for_selector(POINT)
        widths = []
        for button in (None, "+", "All of it"):
            if button:
                page.get_by_role("button", name="Zoom in" if button == "+" else button).click()
            drawn = page.evaluate(PLACES)
            (first, left), (last, right) = min(drawn), max(drawn)
            for day, at in drawn:
                assert at == pytest.approx(left + (day - first) * (right - left) / (last - first), abs=0.5)
            widths.append(right - left)
        assert widths[1] == pytest.approx(2 * widths[0])
        assert widths[2] == pytest.approx(widths[0])
        page.locator(f"{POINT}[tabindex='0']").focus()
        first = page.evaluate("document.activeElement.dataset.day")
        for key in ("+", "+", "+", "End"):
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement.dataset.day") > first
        box = page.evaluate("document.activeElement.getBoundingClientRect().x")
        assert 0 < box < 1280, "what has the focus is brought into sight"
        target = page.evaluate("document.activeElement.href.baseVal")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/status-event/" in url)
        assert target.rsplit("/", 1)[-1] in page.url


def test_filters_change_page_and_address(world_browser: Browser) -> None:
    with world_browser.open("/timeline") as page:
        page.wait_for_selector(POINT)
        page.get_by_label("Trade measures").check()
        expect(page.locator(POINT)).to_have_count(2)
        assert page.url.endswith("kind=trade")
        page.reload()
        assert page.get_by_label("Trade measures").is_checked()
        assert page.locator("#happenings tbody tr").count() == 2


def test_page_is_accessible_and_fits_a_phone(world_browser: Browser) -> None:
    with world_browser.open("/timeline?lang=hi", width=390, scheme="dark") as page:
        check_accessible(page)
        check_fits(page)


def test_page_is_whole_without_scripts(world_browser: Browser) -> None:
    with world_browser.open("/timeline", java_script_enabled=False) as page:
        assert page.locator("#time-picture").is_hidden()
        page.get_by_label("Meetings").check()
        page.locator("#filters button[type=submit]").click()
        assert "kind=meeting" in page.url
        assert page.locator("#happenings tbody tr").count() == 3
