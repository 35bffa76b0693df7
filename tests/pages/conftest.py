"""One browser for all tests of pages, and two servers: of the invented world, and of the real graph."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright

from graph.build import Inputs, build
from tests.pages.browser import AXE, BUNDLED, FLAGS, Browser, find_chromium
from tests.serving import HOST, Served, serving

WORLD = Path(__file__).parents[1] / "world" / "data"


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
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of builds that holds one, of the invented world."""
    folder = tmp_path_factory.mktemp("world")
    build(dataclasses.replace(Inputs.default(), data=WORLD, base=WORLD), folder)
    return folder


@pytest.fixture(scope="session")
def world_server(world_folder: Path) -> Iterator[Served]:
    """A server of the invented world."""
    with serving(build=world_folder) as served:
        yield served


@pytest.fixture(scope="session")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of the real graph, of the build that ``MINPACT_BUILD`` names where it holds one."""
    named = os.environ.get("MINPACT_BUILD", "")
    folder = Path(named) if named and (Path(named) / "current").exists() else tmp_path_factory.mktemp("real")
    if not (folder / "current").exists():
        build(Inputs.default(), folder)
    with serving(build=folder) as served:
        yield served


@pytest.fixture
def world_browser(chromium: Chromium, world_server: Served) -> Browser:
    """A browser on the invented world: what tests of content stand on."""
    return Browser(chromium, f"http://{HOST}:{world_server.port}")


@pytest.fixture
def real_browser(chromium: Chromium, real_server: Served) -> Browser:
    """A browser on the real graph: how pages look and how fast they are, never what they say."""
    return Browser(chromium, f"http://{HOST}:{real_server.port}")
