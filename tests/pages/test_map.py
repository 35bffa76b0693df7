"""The map in the browser: every place of the table is on it, none more exactly than it is known."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from graph.build import Inputs, build
from tests.conftest import WORLD
from tests.pages.browser import Browser, check_accessible, check_fits
from tests.serving import HOST, serving

pytestmark = pytest.mark.browser
PIN = "#map-picture a.pin"
TABLE = """() => [...document.querySelectorAll('#sites tbody tr:not(.below)')].flatMap(row =>
  [...row.querySelectorAll('.spot[data-longitude]')].map(spot =>
    [row.cells[0].dataset.value, row.cells[2].dataset.value, spot.dataset.basis].join('|'))).sort()"""
PICTURE = """() => [...document.querySelectorAll('#map-picture a.pin')].map(pin =>
  [pin.dataset.site, pin.dataset.status, pin.classList.contains('own') ? 'own' : 'place'].join('|')).sort()"""
ALL = """() => [document.querySelectorAll('#sites .spot').length,
  [...document.querySelectorAll('#map-picture [data-count]')].map(({dataset}) => Number(dataset.count))
  .reduce((sum, count) => sum + count, 0)]"""
GAP = """() => {
  const [one, two] = [...document.querySelectorAll('#map-picture .dot')].map(dot => dot.getBoundingClientRect());
  return Math.hypot(one.x - two.x, one.y - two.y);
}"""
#: A label that tries to be markup, turns the line around and does not end.
HOSTILE = '\\"><img src=x onerror=alert(1)><script>alert(1)</script>\u202e' + "A" * 5000


def test_points_of_picture_and_table_agree_and_move_apart(world_browser: Browser) -> None:
    with world_browser.open("/map") as page:
        page.wait_for_selector(PIN)
        rows = page.evaluate(TABLE)
        assert page.evaluate(PICTURE) == rows != []
        assert page.locator("#map-picture .area").count() == 0, "what has no outline is drawn nowhere"
        assert page.locator(".listed li").count() == page.locator(".spot[data-basis=area]").count() == 2
        page.locator(f"{PIN}[tabindex='0']").focus()
        before = page.evaluate(GAP)
        page.keyboard.press("+")
        assert page.evaluate(GAP) == pytest.approx(2 * before, rel=0.05)
        page.keyboard.press("0")
        assert page.evaluate(GAP) == pytest.approx(before, rel=0.01)
        page.goto(f"{world_browser.origin}/map?sort=facility")
        page.wait_for_selector(PIN)
        assert page.evaluate(PICTURE) == page.evaluate(TABLE) != rows


def test_every_place_of_the_real_graph_is_drawn_and_leads_to_its_evidence(real_browser: Browser) -> None:
    with real_browser.open("/map") as page:
        page.wait_for_selector(PIN)
        spots, drawn = page.evaluate(ALL)
        assert spots == drawn > 50
        assert page.evaluate(PICTURE) == page.evaluate(TABLE)
        told = page.locator("#shown > p").nth(1).inner_text()
        assert told.startswith(f"{page.locator('.spot[data-basis=area]').count()} of {spots} places")
        ring = page.locator("#map-picture .area").first
        count = int(ring.get_attribute("data-count") or 0)
        ring.focus()
        page.keyboard.press("Enter")
        assert page.locator(".listed li").count() == count > 0
        pin = page.locator(PIN).first
        pin.focus()
        page.keyboard.press("Enter")
        row = page.locator("tr[data-pointed]")
        assert row.locator("th").get_attribute("data-value") == pin.get_attribute("data-site")
        assert page.locator("tr[data-pointed] + tr.below details[open] .evidence").is_visible()


def test_page_is_accessible_and_fits_a_phone(world_browser: Browser) -> None:
    with world_browser.open("/map?lang=hi", width=390, scheme="dark") as page:
        check_accessible(page)
        check_fits(page)


def test_page_is_whole_without_scripts(world_browser: Browser) -> None:
    with world_browser.open("/map", java_script_enabled=False) as page:
        assert page.locator("#map-picture").is_hidden()
        page.select_option("select[name=sort]", "deposit")
        page.locator("#filters button[type=submit]").click()
        assert page.locator("#sites tbody tr").count() == 1


@pytest.fixture(scope="module")
def hostile_browser(chromium: Chromium, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on the world with a hostile label on a country, a refinery and what was promised."""
    data, folder = tmp_path_factory.mktemp("hostile") / "data", tmp_path_factory.mktemp("hostile-build")
    for path in sorted(path for path in WORLD.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        for label in ('"Alda"@en', '"Port Ilo refinery"@en', '"Port Ilo"@en', '"Build a refinery'):
            text = text.replace(label, f'"{HOSTILE}' + ('"@en' if label.endswith("@en") else ""))
        copy = data / path.relative_to(WORLD)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    build(dataclasses.replace(Inputs.default(), data=data, base=data), Path(folder))
    with serving(build=folder) as served:
        yield Browser(chromium, f"http://{HOST}:{served.port}")


def test_hostile_label_does_no_harm(hostile_browser: Browser) -> None:
    def look(page: Page) -> None:
        assert page.locator("main img, main script").count() == 0
        assert "<script>" in page.locator("main").inner_text()
        check_fits(page)

    paths = ("/map", "/timeline", "/promises", "/promises/port-ilo-refinery--2025")
    assert hostile_browser.visit(paths, look, width=390) == ""
