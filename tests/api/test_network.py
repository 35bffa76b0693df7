"""The page on a network: the table without script, filters as an address, what is refused."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.markup import foreign_scripts

HTML = {"Accept": "text/html"}


def page(client: TestClient, query: str, status: int = 200) -> str:
    response = client.get(f"/network?{query}", headers=HTML)
    assert response.status_code == status
    assert foreign_scripts(response.text) == []
    return response.text


def test_the_table_is_whole_without_script(world: TestClient) -> None:
    text = page(world, "around=lantern-pact&as_of=2028-06-01")
    assert "Around Lantern Pact" in text
    assert 'href="/id/membership/alda--lantern-pact--2026-03"' in text
    assert 'value="2028-06-01"' in text


def test_filters_stay_in_the_form(world: TestClient) -> None:
    text = page(world, "around=alda&kind=framework&relation=membership&lang=ja")
    assert 'name="kind" value="framework" checked' in text
    assert 'name="relation" value="membership" checked' in text
    assert 'name="lang" value="ja"' in text
    assert "事物の種類" in text


def test_silence_is_not_denial(world: TestClient) -> None:
    assert "does not say that there was no tie" in page(world, "around=alda&as_of=1990-01-01&relation=membership")


def test_without_a_centre_there_is_a_choice(world: TestClient) -> None:
    assert "/network?around=actor%3Aalda" in page(world, "")


@pytest.mark.parametrize(
    ("query", "status"),
    [("around=nonesuch", 404), ("around=alda&as_of=soon", 422), ("around=%3Cscript%3Ealert(1)%3C/script%3E", 404)],
)
def test_what_is_not_understood(world: TestClient, query: str, status: int) -> None:
    page(world, query, status)
