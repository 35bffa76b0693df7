"""Bars on the page about quality: drawn from the tables under them, for eyes, fingers and keys alike."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.browser import Browser

pytestmark = pytest.mark.browser


def test_bars_say_what_their_tables_say_and_lead_there_by_keys(world_browser: Browser) -> None:
    with world_browser.open("/quality") as page:
        page.locator("#years-table").evaluate("table => table.closest('details').open = true")
        page.locator("figure.bars[data-table=years-table] svg").wait_for()
        told = page.evaluate(
            """() => [...document.querySelectorAll("figure.bars")].map(figure => {
              const table = document.getElementById(figure.dataset.table);
              const heads = [...table.tHead.rows[0].cells].map(cell => cell.dataset.column);
              const named = figure.dataset.series.split(" ");
              const cell = (row, name) => row.cells[heads.indexOf(name)].dataset.value;
              const wanted = [...table.tBodies[0].rows].map(
                row => named.filter(name => cell(row, name) > 0).map(name => name + "=" + cell(row, name)).join());
              const say = part => part.dataset.column + "=" + part.dataset.value;
              const drawn = [...figure.querySelectorAll("g[role=img]")].map(
                bar => [...bar.querySelectorAll(".part")].map(say).join());
              return {figure: figure.dataset.name, wanted, drawn};
            })"""
        )
        assert len(told) >= 7
        for each in told:
            assert each["drawn"] == each["wanted"], each["figure"]
            assert any(each["drawn"])
        page.locator("figure[data-table=support-table] g[tabindex='0']").first.focus()
        page.keyboard.press("ArrowDown")
        row = page.locator("#support-table tbody tr").nth(1)
        assert row.get_attribute("data-pointed") == ""
        assert page.locator("#tip").inner_text().startswith(row.locator("th").inner_text())


def test_filter_changes_address_table_and_bars(world_browser: Browser) -> None:
    with world_browser.open("/quality") as page:
        page.get_by_label("About").fill("tern-forum")
        page.get_by_label("About").press("Enter")
        expect(page.locator("#support-table tbody tr")).to_have_count(3)
        assert page.url.split("?")[1].startswith("about=tern-forum")
        assert page.locator("figure[data-table=support-table]").first.locator("g[role=img]").count() == 3
        page.reload()
        assert page.locator("#support-table tbody tr").count() == 3


def test_page_is_whole_without_scripts(world_browser: Browser) -> None:
    with world_browser.open("/quality", java_script_enabled=False) as page:
        assert page.locator("figure.bars svg").count() == 0
        for table in ("support-table", "extents-table", "ages-table", "left-out-table", "versions-table"):
            assert page.locator(f"#{table} tbody tr").first.is_visible()
        page.get_by_label("About").fill("tern-forum")
        page.get_by_role("button", name="Apply").click()
        assert page.locator("#support-table tbody tr").count() == 3
