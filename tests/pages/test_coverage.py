"""The matrix in a browser: it says what its table says, slides, unfolds, opens its words, and lives in its address."""

from __future__ import annotations

import pytest

from tests.pages.browser import Browser, check_accessible, check_fits

pytestmark = pytest.mark.browser

AGREE = """() => {
  const rows = [...document.querySelectorAll('#scopes tbody tr')].map(row => row.dataset);
  return [...document.querySelectorAll('#matrix td[data-verdict]')].filter(cell => {
    const material = cell.parentElement.dataset.material;
    const said = rows.find(row => row.framework === cell.dataset.framework
      && (row.materials === '' || row.materials.split(' ').includes(material)));
    return said?.verdict !== cell.dataset.verdict;
  }).length;
}"""
FRAMEWORKS = "new Set([...document.querySelectorAll('#scopes tbody tr')].map(row => row.dataset.framework)).size"
CELL = "#matrix tr[data-material='{}'] td[data-framework='{}']"


def test_matrix_and_table_agree_at_every_day(world_browser: Browser) -> None:
    with world_browser.open("/coverage?open=rare-earths") as page:
        frameworks = page.evaluate(FRAMEWORKS)
        materials = page.locator("#materials tbody tr").count()
        assert page.locator("#matrix td[data-verdict]").count() == frameworks * materials
        assert page.evaluate(AGREE) == 0
        assert page.locator(CELL.format("copper", "lantern-pact")).get_attribute("data-verdict") == "excluded"
        range_ = page.locator("#filters input[type=range]")
        with page.expect_response("**/coverage?**"):
            range_.fill("202")
        page.locator("#matrix thead th").nth(3).wait_for(state="detached")
        assert "as_of=2026-11-01" in page.url
        assert page.evaluate(AGREE) == 0
        page.reload()
        assert page.locator("#matrix thead th").count() == 3
        assert page.locator("input[name=as_of]").input_value() == "2026-11-01"
        check_accessible(page)


def test_group_unfolds_and_a_cell_opens_its_words_by_keyboard(world_browser: Browser) -> None:
    with world_browser.open("/coverage") as page:
        assert page.locator("#matrix tr[data-material=neodymium]").count() == 0
        page.locator("#matrix .folder").click()
        assert page.locator("#matrix tr[data-material=neodymium]").count() == 1
        assert "open=rare-earths" in page.url
        page.reload()
        assert page.locator("#matrix .folder").get_attribute("aria-expanded") == "true"
        page.locator("#matrix .folder").press("Enter")
        assert page.locator("#matrix tr[data-material=neodymium]").count() == 0
        first = page.locator("#matrix td[tabindex='0']")
        first.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        assert first.evaluate("cell => cell === document.activeElement")
        page.locator(CELL.format("lithium", "lantern-pact")).focus()
        page.keyboard.press("Enter")
        dialog = page.locator("dialog")
        assert dialog.locator("blockquote").first.is_visible()
        assert dialog.locator("a[href*='/coverage/lantern-pact--2026']").is_visible()
        assert "2026" in dialog.inner_text()
        assert dialog.locator("h2").inner_text() == "Lantern Pact, Lithium: names it"
        check_accessible(page)
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        assert page.locator(CELL.format("lithium", "lantern-pact")).evaluate("cell => cell === document.activeElement")


def test_tables_say_all_without_scripts(world_browser: Browser) -> None:
    with world_browser.open("/coverage?actor=alda", width=390, java_script_enabled=False) as page:
        assert page.locator("#matrix").is_hidden()
        assert page.locator("#scopes details").count() > 3
        page.locator(".choices > summary").click()
        page.locator("select[name=status]").select_option("ended")
        page.locator("#filters button").click()
        assert "status=ended" in page.url
        assert page.locator("#scopes tbody tr[data-framework]").first.get_attribute("data-framework") == "lantern-pact"


@pytest.mark.alone
def test_all_frameworks_and_materials_are_drawn_within_a_second(real_browser: Browser) -> None:
    with real_browser.open(
        "/coverage?lang=hi&open=rare-earth-elements+platinum-group-metals", width=390, scheme="dark"
    ) as page:
        check_fits(page)
        frameworks = page.evaluate(FRAMEWORKS)
        assert page.locator("#matrix thead th").count() == frameworks >= 40
        assert page.evaluate(AGREE) == 0
        # What the page needs at its best is its own; more than that, other work on the machine has taken.
        for attempts_left in (2, 1, 0):
            arrived = page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
            drawn = page.evaluate("performance.getEntriesByName('drawn')[0].startTime") - arrived
            if drawn <= 1000 or not attempts_left:
                break
            page.reload(wait_until="load")
        assert drawn <= 1000
        page.emulate_media(media="print")
        assert page.locator("#matrix .scroll").evaluate("part => part.clientHeight === part.scrollHeight"), (
            "paper has all"
        )
