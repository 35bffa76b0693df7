"""One browser for all tests of pages, and two servers: of the invented world, and of the real graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright

from tests.pages.browser import AXE, BUNDLED, FLAGS, Browser, find_chromium
from tests.serving import HOST, Served, serving


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The browser; a machine without one skips what needs it and says so."""
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium: pages are not looked at; on Debian: apt install chromium")
    if not (AXE.is_file() and BUNDLED.is_dir()):
        pytest.skip("no bundled scripts: pages are not looked at; make web")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def world_server(world_build: Path) -> Iterator[Served]:
    """A server of the invented world."""
    with serving(build=world_build) as served:
        yield served


@pytest.fixture(scope="session")
def real_server(record_build: Path) -> Iterator[Served]:
    """A server of the real graph."""
    with serving(build=record_build) as served:
        yield served


@pytest.fixture
def world_browser(chromium: Chromium, world_server: Served) -> Browser:
    """A browser on the invented world: what tests of content stand on."""
    return Browser(chromium, f"http://{HOST}:{world_server.port}")


@pytest.fixture
def real_browser(chromium: Chromium, real_server: Served) -> Browser:
    """A browser on the real graph: how pages look and how fast they are, never what they say."""
    return Browser(chromium, f"http://{HOST}:{real_server.port}")
