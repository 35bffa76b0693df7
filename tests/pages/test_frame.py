"""The frame of every page: languages, places, schemes, and nothing from elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pages.browser import Browser, check_accessible, check_fits

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "path"), [("en", "/questions"), ("ja", "/design"), ("hi", "/")])
def test_pages_fit_a_phone_in_every_language(world_browser: Browser, language: str, path: str) -> None:
    def look(page: Page) -> None:
        assert page.locator("html").get_attribute("lang") == language
        check_fits(page)
        if page.url.startswith(f"{world_browser.origin}{path}?"):
            check_accessible(page)

    pages = [f"{each}?lang={language}" for each in ("/", "/design", "/questions")]
    assert world_browser.visit(pages, look, width=390) == ""


def test_filters_fold_on_a_phone_so_that_the_picture_is_on_the_first_screen(world_browser: Browser) -> None:
    def look(page: Page) -> None:
        assert page.locator("figure.picture").first.bounding_box()["y"] < 800  # type: ignore[index]
        assert page.locator("#filters button").is_hidden()
        assert page.locator(".choices summary small").count() == ("?" in page.url)
        page.locator(".choices > summary").click()
        assert page.locator("#filters button").is_visible()
        check_fits(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.locator(".choices > summary").is_hidden()
        page.locator(".choices").evaluate("each => { each.open = false }")
        assert page.locator("#filters button").is_visible(), "in a wide window they stand open whatever was folded"
        page.set_viewport_size({"width": 390, "height": 900})

    pages = ("/coverage", "/coverage?actor=alda", "/promises", "/timeline", "/map", "/crosswalk")
    assert world_browser.visit(pages, look, width=390) == ""


def test_language_stays_while_links_are_followed(world_browser: Browser) -> None:
    with world_browser.open("/?lang=ja") as page:
        page.locator(".places a").first.click()
        page.wait_for_load_state()
        assert page.locator("html").get_attribute("lang") == "ja"
        page.locator(".tongues a[lang=hi]").click()
        page.wait_for_load_state()
        assert page.locator("html").get_attribute("lang") == "hi"


def test_language_is_the_browsers_unless_the_address_names_one(world_browser: Browser) -> None:
    with world_browser.open("/", locale="hi-IN") as page:
        assert page.locator("html").get_attribute("lang") == "hi"


def test_page_is_whole_without_scripts(world_browser: Browser) -> None:
    with world_browser.open("/design", java_script_enabled=False) as page:
        assert page.locator("h1").is_visible()
        assert page.locator("#sample tbody tr").count() == 3
        assert page.locator("#sample-picture").is_hidden()
        assert page.locator("#scheme").is_hidden()


def test_picture_and_table_agree_and_keys_move_within_it(world_browser: Browser) -> None:
    with world_browser.open("/design") as page:
        rows = page.locator("#sample tbody tr")
        drawn = page.locator("#sample-picture [aria-label]:not(svg)")
        assert drawn.count() == rows.count() == 3
        for index in range(3):
            assert drawn.nth(index).get_attribute("aria-label", timeout=1000) == ": ".join(
                rows.nth(index).locator(part).inner_text().strip() for part in ("th", "td.number")
            )
        page.locator("#sample-picture [tabindex='0']").focus()
        assert page.locator("#tip").is_visible()
        page.keyboard.press("ArrowRight")
        assert rows.nth(1).get_attribute("data-pointed") == ""
        page.keyboard.press("Escape")
        assert page.locator("#tip").count() == 0


def test_scheme_is_chosen_at_the_foot_and_kept(world_browser: Browser) -> None:
    with world_browser.open("/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip", "the first stop skips the frame"
        assert page.locator(".skip").is_visible()
        before = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.locator("#scheme button[value=dark]").click()
        after = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert before != after
        page.reload()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after
        assert page.locator("#scheme button[value=dark]").get_attribute("aria-pressed") == "true"
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(28, 35, 38)"
        assert page.locator("#ask").is_hidden()
        assert page.locator("#covering, main h1").first.is_visible()


def test_browser_notices_what_is_wrong(world_browser: Browser) -> None:
    """The watch itself: an error, a request to another host and an address without a page are each seen."""
    leave = "new Promise(done => { window.open('http://127.0.0.2:8999/'); setTimeout(done, 500) })"
    with pytest.raises(AssertionError, match="left the host"), world_browser.open("/") as page:
        page.evaluate(leave)
    with pytest.raises(AssertionError, match="404"), world_browser.open("/nowhere"):
        pass
    with pytest.raises(AssertionError, match="Content Security Policy"), world_browser.open("/") as page:
        page.evaluate("document.body.setAttribute('style', 'color: red')")
