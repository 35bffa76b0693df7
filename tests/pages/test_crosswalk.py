"""The page of lists in a browser: bars and table agree, the day slides, without scripts the table says all."""

from __future__ import annotations

import pytest

from tests.pages.browser import Browser, check_accessible, check_fits

pytestmark = pytest.mark.browser

#: An A4 sheet on its side within its margins of 14 mm, in pixels of CSS.
LANDSCAPE = 1017
BARS = "[...document.querySelectorAll('#bars g[role=img]')].map(bar => bar.getAttribute('aria-label'))"
TABLE = """[...document.querySelectorAll('#lists tbody tr')].map(row =>
  row.cells[0].innerText.trim() + ': '
  + row.querySelectorAll('[data-standing=named], [data-standing=group-named]').length)"""


def test_bars_and_table_agree_at_every_day(world_browser: Browser) -> None:
    with world_browser.open("/crosswalk") as page:
        assert page.evaluate(BARS) == page.evaluate(TABLE) != []
        before = page.evaluate(BARS)
        with page.expect_response("**/crosswalk?**"):
            page.locator("input[name=as_of]").fill("2029-06-01")
        page.locator("#lists a[href*='alda-list-2028']").first.wait_for()
        assert page.evaluate(BARS) == page.evaluate(TABLE) != before
        page.reload()
        assert page.locator("input[name=as_of]").input_value() == "2029-06-01"
        page.locator("#bars [tabindex='0']").focus()
        page.keyboard.press("ArrowRight")
        assert page.locator("#lists tbody tr").nth(1).get_attribute("data-pointed") == ""
        page.keyboard.press("Escape")
        check_accessible(page)


def test_table_says_all_without_scripts(world_browser: Browser) -> None:
    with world_browser.open("/crosswalk", width=390, java_script_enabled=False) as page:
        assert page.locator("#bars").is_hidden()
        page.locator(".choices > summary").click()
        page.locator("select[name=actor]").select_option("brunn")
        page.locator("#filters button").click()
        assert "actor=brunn" in page.url
        assert page.locator("#lists .edition").count() == 1


def test_real_lists_fit_a_phone_in_the_dark(real_browser: Browser) -> None:
    with real_browser.open("/crosswalk?actor=india&other=japan&lang=ja", width=390, scheme="dark") as page:
        check_fits(page)
        check_accessible(page)
        assert page.evaluate(BARS) == page.evaluate(TABLE) != []
        page.locator("#lists .entry a").first.click()
        page.wait_for_load_state()
        assert "/designation/" in page.url
        page.goto(f"{real_browser.origin}/crosswalk")
        assert "KiloGM" not in page.locator("#lists").inner_text(), "units are written as symbols"
        page.emulate_media(media="print")
        page.set_viewport_size({"width": LANDSCAPE, "height": 700})
        check_fits(page)
