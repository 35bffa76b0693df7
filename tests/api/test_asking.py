"""Pages of data that declares no cut-off: they are asked as of today, since they have no other day to begin with."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from api.pages.navigation import MAIN

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("path", [place.path for place in MAIN if place.path != "/dumps"])
def test_page_of_data_without_a_cut_off(bare: TestClient, path: str) -> None:
    page = bare.get(path, headers=HTML)
    assert page.status_code == 200
    assert "None" not in re.findall(r'(?:max|value|data-last)="([^"]*)"', page.text)


def test_day_is_that_of_the_address_or_today(bare: TestClient) -> None:
    assert f"{datetime.now(UTC).year}</" in bare.get("/promises", headers=HTML).text
    assert "5 May 2024" in bare.get("/promises?as_of=2024-05-05", headers=HTML).text
    assert bare.get("/ask?q=Which+frameworks+cover+copper", headers=HTML).status_code != 404
    assert bare.get("/questions/ledger", headers={"Accept": "application/json"}).status_code == 422
