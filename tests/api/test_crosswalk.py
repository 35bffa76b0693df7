"""The page of lists: its cells are the entries of each list, and what is not known is not a no."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
ROW = re.compile(r'<tr data-material="([^"]*)">(.*?)</tr>', re.DOTALL)
CELL = re.compile(r'class="entry" data-standing="([^"]*)"')


def read(world: TestClient, query: str = "") -> tuple[dict[str, list[str]], str]:
    answered = world.get(f"/crosswalk{query}", headers=HTML)
    assert answered.status_code == 200
    return {material: CELL.findall(cells) for material, cells in ROW.findall(answered.text)}, answered.text


@pytest.mark.parametrize("day", ["2029-06-01", "2030-06-30"])
def test_cells_are_the_entries_of_each_list(world: TestClient, day: str) -> None:
    rows, _ = read(world, f"?as_of={day}")
    lists = world.get("/questions/lists", params={"as_of": day}, headers=JSON).json()["rows"]
    editions = sorted((row["places"][0]["label"], row["edition"]["iri"]) for row in lists if row["in_force"])
    assert {len(cells) for cells in rows.values()} == {len(editions)}
    for index, (_, edition) in enumerate(editions):
        told = world.get("/questions/on-list", params={"list": edition, "as_of": day}, headers=JSON).json()["rows"]
        listed = {row["material"]["iri"].rsplit("/", 1)[-1] for row in told}
        assert {material for material, cells in rows.items() if cells[index] == "named"} == listed


def test_what_an_incomplete_list_lacks_is_not_known(world: TestClient) -> None:
    rows, text = read(world, "?actor=brunn")
    assert {cell for cells in rows.values() for cell in cells} == {"named"}
    rows, text = read(world)
    assert rows["dysprosium"] == ["group-named", "named"]
    assert rows["rare-earths"] == ["named", "member-named"]
    assert rows["cobalt"] == ["named", "incomplete"]
    assert rows["copper"] == ["absent", "named"]
    assert "this edition is not held here whole" in text


def test_a_day_before_all_lists_says_so(world: TestClient) -> None:
    rows, text = read(world, "?as_of=2020-01-01")
    assert rows == {}
    assert "No list is known" in text


def test_what_is_asked_comes_back_escaped(world: TestClient) -> None:
    answered = world.get("/crosswalk", params={"actor": '"><script>alert(1)</script>'}, headers=HTML)
    assert answered.status_code == 200
    assert "<script>alert" not in answered.text
