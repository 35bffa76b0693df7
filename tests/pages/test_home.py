"""From the first page, without any documentation: suggestions, answers with their words, and a light load."""

from __future__ import annotations

import pytest

from tests.pages.browser import Browser, check_accessible, check_fits

pytestmark = pytest.mark.browser

#: Bytes over the wire before the editor loads.
MOST = 150 * 1024


def test_suggestions_come_while_typing_and_lead_on(world_browser: Browser) -> None:
    with world_browser.open("/") as page:
        page.locator("#q").press_sequentially("what about neod")
        page.locator("#suggestions a", has_text="Neodymium").first.wait_for()
        check_accessible(page)
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('#suggestions') !== null")
        page.keyboard.press("Escape")
        assert page.locator("#suggestions").count() == 0
        for ending_in_no_word in ("<img src=x onerror=alert(1)>", "neodymium ?!", "neodymium " * 60):
            with page.expect_response(lambda response: "/suggest?" in response.url) as looked_up:
                page.locator("#q").fill(ending_in_no_word)
            assert looked_up.value.ok
            page.wait_for_timeout(500)  # whatever it looks up next, of which a refusal is a fault of the page
        page.locator("#q").fill("neodymium")
        page.locator("#suggestions a").first.click()
        page.wait_for_load_state()
        assert "neodymium" in page.url


def test_a_stranger_finds_what_covers_rare_earths_and_what_the_memorandum_led_to(real_browser: Browser) -> None:
    with real_browser.open("/") as page:
        covering = page.locator("#covering")
        assert "rare earths between India and Japan" in covering.locator("h3").inner_text()
        covering.locator("summary").first.click()
        assert covering.locator("blockquote").first.is_visible()
        led_to = page.locator("#led-to")
        assert "August 2025" in led_to.inner_text()
        assert led_to.locator(".told").first.locator("li").count() > 2
        assert led_to.locator("[class*=rung-]").count() > 2
        sizes = page.evaluate(
            "performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))"
            ".reduce((sum, entry) => sum + entry.transferSize, 0)"
        )
        assert 0 < sizes <= MOST
        check_accessible(page)
        covering.locator(".on a").click()
        page.wait_for_load_state()
        assert page.locator("#scopes tr[data-framework='india-japan-critical-minerals-partnership']").count() > 0
        page.locator("#matrix .member").first.wait_for()
        assert page.locator("#matrix .member:not(.subgroup)").count() == 17, "rare earths stand unfolded"
        page.locator("#matrix tr[data-material=rare-earth-elements] [data-verdict=named]").first.click()
        assert page.locator("dialog blockquote").first.is_visible()


@pytest.mark.parametrize("language", ["ja", "hi"])
def test_home_is_whole_without_scripts(real_browser: Browser, language: str) -> None:
    with real_browser.open(f"/?lang={language}", width=390, scheme="dark", java_script_enabled=False) as page:
        check_fits(page)
        assert page.locator(".pictures figure").count() == 4
        assert page.locator("#covering li").count() > 2
        page.locator("#q").fill("Which frameworks cover rare earths?")
        page.locator("#ask button").click()
        assert "/ask?" in page.url
