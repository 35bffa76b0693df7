"""Commands that are copied, and the list of operations that is searched while one types."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.browser import Browser

pytestmark = pytest.mark.browser


def test_command_is_copied_with_the_address_of_the_site(world_browser: Browser) -> None:
    with world_browser.open("/dumps", permissions=["clipboard-read", "clipboard-write"]) as page:
        place = page.locator("#use ~ .command").first
        place.get_by_role("button").click()
        expect(place.get_by_role("button")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == place.locator("code").inner_text()
        assert copied.startswith(f"curl '{world_browser.origin}/questions/members-of?")
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
        place = page.locator("#cite ~ .command").nth(1)
        place.get_by_role("button").click()
        page.wait_for_timeout(50)
        assert page.evaluate("String(getSelection())").startswith("@misc{minpact:dataset"), "else the text is selected"


def test_operations_are_searched_and_named_by_the_address(world_browser: Browser) -> None:
    with world_browser.open("/docs#op-members_of") as page:
        assert page.locator("#op-members_of").evaluate("each => each.open")
        page.get_by_role("searchbox").fill("members-of")
        expect(page.locator("details.operation")).to_have_count(1)
        assert page.url.endswith("?q=members-of")
        expect(page.locator(".command button")).to_have_count(1)


def test_pages_are_whole_without_scripts(world_browser: Browser) -> None:
    with world_browser.open("/dumps", java_script_enabled=False) as page:
        assert page.locator(".command code").count() >= 10
        assert page.locator(".command button").count() == 0
    with world_browser.open("/docs?q=members-of", java_script_enabled=False) as page:
        assert page.locator("details.operation[open] .command code").is_visible()
