"""A real browser on a real server: what every page must keep to, whoever made it.

The browser is the system's Chromium; nothing is downloaded. A page is opened by :class:`Browser`, which watches it from
the first byte: a console error, an exception, a refusal by the content security policy, a request to another host or
one that fails makes the test fail at the end, without the test having to ask.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, Request

ROOT: Final = Path(__file__).parents[2]
AXE: Final = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
BUNDLED: Final = ROOT / "api" / "static" / "app"
SCREENSHOTS: Final = ROOT / "build" / "screenshots"
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS: Final = (390, 1280, 1920)
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
#: After so long pictures are drawn anew for a window of another width.
REDRAWN_MS: Final = 200
PATIENCE_MS: Final = 20_000
Until = Literal["commit", "domcontentloaded", "load", "networkidle"]


def find_chromium() -> str | None:
    """The system's browser, where there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@dataclass(slots=True)
class Watch:
    """What went wrong in a context of the browser, new windows included."""

    host: str
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Note what happens from now on."""
        context.on("console", lambda message: self._note(message.text, message.type == "error"))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("response", lambda response: self._note(f"{response.status} {response.url}", response.status >= 400))
        context.on("request", lambda request: self._look_at(request.url))
        context.on("requestfailed", lambda request: self._note(f"failed: {request.url}", not _is_given_up(request)))

    def _note(self, what: str, is_fault: bool) -> None:
        if is_fault:
            self.faults.append(what)

    def _look_at(self, url: str) -> None:
        parts = urlsplit(url)
        self._note(f"left the host: {url}", parts.scheme not in ("data", "blob") and parts.netloc != self.host)


def _is_given_up(request: Request) -> bool:
    """Whether a page gave a request up itself, as when a later one overtakes it."""
    return "ERR_ABORTED" in (request.failure or "")


@dataclass(frozen=True, slots=True)
class Browser:
    """Opens pages of one server."""

    chromium: Chromium
    origin: str

    @contextmanager
    def open(
        self, path: str, *, width: int = 1280, scheme: str = "light", until: Until = "load", **options: Any
    ) -> Iterator[Page]:
        """A page that must stay without fault, in a context without memory.

        ``options`` are those of a Playwright context, such as ``locale`` (English unless told otherwise) and
        ``java_script_enabled``. ``until`` says how far the page must have come: one that fetches nothing more is there
        at its ``load``, half a second sooner than the network is known to be idle.
        """
        with self.watch(width=width, scheme=scheme, **options) as (page, watch):
            page.goto(self.origin + path, wait_until=until)
            yield page
            assert not watch.faults, "\n".join(watch.faults)

    def visit(self, paths: Iterable[str], look: Callable[[Page], object], **options: Any) -> str:
        """Pages one after the other in one window: what is wrong with each, all told at once; empty where nothing is.

        ``look`` raises an AssertionError for what it does not like; ``options`` are those of :meth:`open`.
        """
        told = []
        with self.watch(**options) as (page, watch):
            for path in paths:
                try:
                    page.goto(self.origin + path, wait_until="load")
                    look(page)
                except AssertionError as error:
                    told.append(f"{path}: {error}")
                told += [f"{path}: {fault}" for fault in watch.faults]
                watch.faults.clear()
        return "\n".join(told)

    @contextmanager
    def watch(self, *, width: int = 1280, scheme: str = "light", **options: Any) -> Iterator[tuple[Page, Watch]]:
        """An empty window in a context without memory, and what goes wrong in it."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            **{"locale": "en-GB", "timezone_id": "UTC", **options},
        )
        context.set_default_timeout(PATIENCE_MS)
        watch = Watch(urlsplit(self.origin).netloc)
        watch.over(context)
        try:
            yield context.new_page(), watch
        finally:
            context.close()


@contextmanager
def refused(browser: Browser, path: str, status: int, **options: Any) -> Iterator[Page]:
    """A page that the server answers with a problem, and that has no other fault than that."""
    faults = ""
    try:
        with browser.open(path, **options) as page:
            yield page
            page.evaluate("() => 0")
    except AssertionError as error:
        faults = str(error)
        if not faults.startswith(f"{status} "):
            raise
    assert len(faults.splitlines()) == 2, faults


def check_accessible(page: Page, *rules: str) -> None:
    """Nothing for axe to find, by the rules of WCAG 2.2 AA and good practice; the page's policy is not loosened.

    ``rules`` are those to hold the page to, all of them where none is named.
    The rules come in by the debugger, which no content security policy binds, so the page is tested as it is served.
    """
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    session.detach()
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("options => axe.run(document, options)", options)
    told = [
        f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes'][:5]]}"
        for each in found["violations"]
    ]
    assert not told, "\n".join(told)


def check_fits(page: Page) -> None:
    """Nothing sticks out to the right: only regions that scroll by themselves may be wider than the window."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{over} px wider than the window"


def photograph(browser: Browser, path: str, name: str) -> list[Path]:
    """Pictures of a page at each width in both schemes, for people to look at; checks on the way that it fits."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    made = []
    with browser.open(path) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(REDRAWN_MS)
            check_fits(page)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                made.append(SCREENSHOTS / f"{name}-{width}-{scheme}.png")
                page.screenshot(path=made[-1], full_page=True)
    return made
