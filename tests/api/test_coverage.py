"""The page of coverage: its cells are what the catalogue says of each material, its words come escaped."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

HTML = {"Accept": "text/html"}
ROW = re.compile(r'<tr data-framework="([^"]*)"[^>]*data-verdict="([^"]*)" data-materials="([^"]*)">')
LINE = re.compile(r'<tr data-material="([^"]*)"')


def read(world: TestClient, query: str = "") -> tuple[list[tuple[str, str, str]], list[str], str]:
    answered = world.get(f"/coverage{query}", headers=HTML)
    assert answered.status_code == 200
    return ROW.findall(answered.text), LINE.findall(answered.text), answered.text


def cells_of(rows: list[tuple[str, str, str]], material: str) -> dict[str, str]:
    """The verdict of each framework, as the matrix reads it: the first row that names the material or none."""
    found: dict[str, str] = {}
    for framework, verdict, materials in rows:
        if not materials or material in materials.split():
            found.setdefault(framework, verdict)
    return found


@pytest.mark.parametrize("day", ["", "2027-03-01", "2029-12-01"])
def test_cells_are_what_the_question_of_each_material_answers(world: TestClient, day: str) -> None:
    rows, materials, _ = read(world, f"?as_of={day}" if day else "")
    assert {"copper", "rare-earths", "neodymium", "magnets"} <= set(materials)
    for material in materials:
        parameters = {"material": material} | ({"as_of": day} if day else {})
        answer = world.get("/questions/frameworks-covering", params=parameters, headers={"Accept": "application/json"})
        told = {row["framework"]["iri"].rsplit("/", 1)[-1]: row["verdict"]["token"] for row in answer.json()["rows"]}
        assert cells_of(rows, material) == told, material


def test_filters_leave_out_frameworks(world: TestClient) -> None:
    everything = {framework for framework, _, _ in read(world)[0]}
    of_two = {framework for framework, _, _ in read(world, "?actor=alda&other=corvia")[0]}
    ended = {framework for framework, _, _ in read(world, "?status=ended")[0]}
    at_stage = {framework for framework, _, _ in read(world, "?stage=refining")[0]}
    assert of_two == ended == {"lantern-pact"}
    assert at_stage == {"alda-brunn-cooperation"}
    assert everything > of_two | at_stage


def test_gaps_are_on_both_lists_and_named_by_none(world: TestClient) -> None:
    assert read(world, "?actor=alda&other=brunn&gaps=1&status=unknown")[1] == ["dysprosium"]
    assert read(world, "?actor=alda&other=brunn&gaps=1")[1] == []
    assert "Choose two parties" in read(world, "?gaps=1")[2]


def test_overlaps_are_named_by_three(world: TestClient) -> None:
    assert read(world, "?overlaps=1")[1] == []
    assert "Nothing known answers" in read(world, "?overlaps=1")[2]


def test_silence_is_not_denial(world: TestClient) -> None:
    rows, _, text = read(world)
    assert ("alda-brunn-cooperation", "no-evidence", "") in rows
    assert ("lantern-pact", "excluded", "copper") in rows
    assert "No source read says that it does, and none says that it does not." in text


def test_what_is_asked_comes_back_escaped(world: TestClient) -> None:
    hostile = '"><script>alert(1)</script>'
    answered = world.get("/coverage", params={"open": hostile, "status": hostile}, headers=HTML)
    assert answered.status_code == 200
    assert "<script>alert" not in answered.text
    unknown = world.get("/coverage", params={"actor": hostile}, headers=HTML)
    assert unknown.status_code == 404
    assert "<script>alert" not in unknown.text
