"""Every page of the site, whoever made it: accessible, no wider than a phone, whole without scripts, safe, fast."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from api.pages.navigation import MAIN, REFERENCE
from tests.pages.browser import Browser, check_accessible, check_fits
from tests.serving import HOST, Client, Served, serving

pytestmark = pytest.mark.browser

#: Beside the places of the navigation: an answer of each sort, and a problem.
FURTHER = (
    "/",
    "/catalog",
    "/questions/support-by-kind",
    "/search?q=rare",
    "/ask?q=Which+frameworks+cover+rare+earths%3F",
    "/problem/not-found",
)
#: Of the sorts of documents in the map of the site those that the browser opens; the others have the same template.
OPENED = ("/doc/framework", "/doc/commitment", "/doc/source", "/vocab/")
#: Places whose own tests hold them to the same, scheme by scheme.
LOOKED_AT = (
    *("/", "/ask", "/coverage", "/crosswalk", "/promises", "/timeline", "/map", "/network", "/quality", "/questions"),
    *("/sparql", "/design", "/ask?q=Which+frameworks+cover+rare+earths%3F", "/questions/support-by-kind"),
)
#: A few of each sort, where looking takes seconds a page.
SAMPLED = ("/doc/framework", "/doc/source", "/problem", "/search", "/catalog")
#: What is put behind every label: elements, the end of an attribute, a change of direction, and no place to break.
HOSTILE = r" <script>document.title='harm'</script>\"><img src=/harm onerror=alert(1)>" + "\u202e"
LONG = "x" * 5000
LABEL = re.compile(
    r'(<http://(?:www\.w3\.org/2004/02/skos/core#prefLabel|purl\.org/dc/terms/title)> ".*?)("(?:@\w+)? <)'
)
#: What a page may take on the server, in seconds, for nineteen of twenty readers.
FAST = 0.05


def pages_of(served: Served) -> list[str]:
    """Places of the navigation, further pages, and the first document of each sort in the map of the site.

    The home page links to the places that there are.
    """
    found = served.request("GET", "/sitemap/1.xml").body.decode()
    paths = [re.sub(r"^https?://[^/]+", "", each) for each in re.findall(r"<loc>(.*?)</loc>", found)]
    sorts: dict[str, str] = {}
    for path in paths:
        if path.startswith(("/doc/", "/vocab/")):
            sorts.setdefault("/".join(path.split("/")[:-1]), path)
    home = served.request("GET", "/", Accept="text/html").body.decode()
    places = [place.path for place in (*MAIN, *REFERENCE) if f'href="{place.path}"' in home]
    return [*places, *FURTHER, *sorts.values()]


def opened(served: Served) -> list[str]:
    """Those of them that are opened one by one."""
    return [path for path in pages_of(served) if not path.startswith(("/doc/", "/vocab/")) or path.startswith(OPENED)]


@pytest.fixture(scope="module")
def hostile_browser(
    chromium: Chromium, world_build: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser on the invented world with a hostile end to every label, and some labels of five thousand letters."""
    folder = tmp_path_factory.mktemp("hostile")
    home = (world_build / "current").resolve()
    shutil.copytree(home, folder / home.name)
    (folder / "current").symlink_to(home.name)
    nquads = folder / home.name / "minpact.nq"
    lines = nquads.read_text(encoding="utf-8").splitlines(keepends=True)
    ends = [HOSTILE + (LONG if "/id/framework/" in line or "/id/material/" in line else "") for line in lines]
    told = [spoil(line, end) for line, end in zip(lines, ends, strict=True)]
    assert sum(LONG in line for line in told) > 10
    nquads.write_text("".join(told), encoding="utf-8")
    with serving(build=folder) as served:
        yield Browser(chromium, f"http://{HOST}:{served.port}")


def spoil(line: str, end: str) -> str:
    """A statement with something put behind the label in it, if there is one."""
    return LABEL.sub(lambda found: found[1] + end + found[2], line)


def test_every_page_is_there(world_server: Served) -> None:
    assert [path for path in pages_of(world_server) if status_of(world_server, path) != 200] == []


def status_of(served: Served, path: str) -> int:
    return served.request("GET", path, Accept="text/html").status


def test_every_page_is_accessible_in_both_schemes_and_fits_a_phone(
    world_browser: Browser, world_server: Served
) -> None:
    def look(page: Page) -> None:
        page.emulate_media(color_scheme="light")
        check_fits(page)
        check_accessible(page)
        page.emulate_media(color_scheme="dark")
        check_accessible(page, "color-contrast")

    paths = [path for path in opened(world_server) if path not in LOOKED_AT and path.startswith(SAMPLED)]
    assert len(paths) > 3
    assert world_browser.visit(paths, look, width=390) == ""


def test_every_page_is_readable_without_scripts(world_browser: Browser, world_server: Served) -> None:
    def look(page: Page) -> None:
        assert page.locator("h1").inner_text().strip(), "no heading"
        assert page.evaluate("document.querySelector('main').innerText.length") > 60, "nothing to read"
        bare = "figure.picture:visible:not(:has(table, svg, p, a))"
        assert page.locator(bare).count() == 0, "a picture that is not there is shown"
        check_fits(page)

    paths = [path for path in opened(world_server) if path not in LOOKED_AT]
    assert len(paths) > 3
    assert world_browser.visit(paths, look, width=390, java_script_enabled=False) == ""


@pytest.mark.slow
def test_hostile_labels_do_no_harm(hostile_browser: Browser, world_server: Served) -> None:
    shown = []

    def look(page: Page) -> None:
        shown.append("<script>document.title" in page.locator("body").inner_text())
        assert "harm" not in page.title().split("'")[0].split("<")[0]
        assert page.title() != "harm", "a script ran"
        assert page.locator("img, iframe, object, script:not([src])").count() == 0, "an element came in"
        check_fits(page)

    paths = [path for path in opened(world_server) if path.startswith(SAMPLED) or path == "/coverage"]
    assert len(paths) > 3
    assert hostile_browser.visit(paths, look, width=390) == ""
    assert sum(shown) > 1


@pytest.mark.alone
def test_every_page_is_fast_once_it_is_warm(real_server: Served) -> None:
    slow: dict[str, float] = {}
    with Client(real_server.port) as client:
        for path in pages_of(real_server):
            if client.get(path, Accept="text/html").status == 200:
                best = min(nineteen_of_twenty(client, path) for _ in range(2))
                slow |= {path: round(best, 3)} if best > FAST else {}
    assert slow == {}


def nineteen_of_twenty(client: Client, path: str) -> float:
    """The time within which nineteen of twenty requests are answered, to the last byte."""
    times = []
    for _ in range(20):
        start = time.perf_counter()
        assert client.get(path, Accept="text/html").status == 200
        times.append(time.perf_counter() - start)
    return sorted(times)[18]
