"""How pages look on the real graph: they fit every width in both schemes; the pictures are for people to look at."""

from __future__ import annotations

import pytest

from tests.pages.browser import SCHEMES, WIDTHS, Browser, photograph

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "home"),
        ("/doc/material/rare-earth-elements", "thing"),
    ],
)
def test_page_fits_every_width(real_browser: Browser, path: str, name: str) -> None:
    made = photograph(real_browser, path, name)
    assert len(made) == len(WIDTHS) * len(SCHEMES)
    assert all(picture.stat().st_size > 5_000 for picture in made)
