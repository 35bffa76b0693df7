"""The page on quality tells what the questions answer and what the build measured, and nothing of its own."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from tests.api.conftest import client_of
from tests.markup import foreign_scripts

HTML = {"Accept": "text/html"}


def page_of(client: TestClient, query: str = "") -> str:
    response = client.get(f"/quality{query}", headers=HTML)
    assert response.status_code == 200
    return response.text


def rows_of(page: str, table: str) -> list[list[str]]:
    """The cells of a table's body as text."""
    found = re.search(rf'<table id="{table}">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    assert found, table
    rows = re.findall(r"<tr>(.*?)</tr>", found[1], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


@pytest.mark.parametrize("query", ["", "?about=tern-forum"])
def test_support_is_the_answer_of_the_question(world: TestClient, query: str) -> None:
    answer = world.get(f"/questions/support-by-kind{query}").json()["rows"]
    names = ("facts", "high", "medium", "low", "alone", "unread", "disputed")
    told = [[row["kind"]["label"], *(str(row[name]) for name in names)] for row in answer]
    assert rows_of(page_of(world, query), "support-table") == told


def test_sources_are_counted_as_the_question_lists_them(world: TestClient) -> None:
    sources = world.get("/questions/sources").json()["rows"]
    page = page_of(world)
    for table in ("extents-table", "kinds-table", "years-table"):
        rows = rows_of(page, table)
        assert sum(int(row[1]) for row in rows) == len(sources)
        assert sum(int(row[2].replace(",", "")) for row in rows) == sum(source["facts"] for source in sources)


def test_every_state_that_went_stale_has_an_age(world: TestClient) -> None:
    for day in ("2030-06-30", "2029-01-01"):
        stale = world.get(f"/questions/going-stale?as_of={day}").json()["total"]
        assert sum(int(row[1]) for row in rows_of(page_of(world, f"?as_of={day}"), "ages-table")) == stale > 0


def test_lists_that_are_not_whole_are_named(world: TestClient) -> None:
    lists = world.get("/questions/lists").json()["rows"]
    wanted = [row["edition"]["label"] for row in lists if not row["complete"]]
    assert wanted
    assert [row[0] for row in rows_of(page_of(world), "lists-table")] == wanted


def test_what_was_left_out_is_told_and_does_no_harm(world: TestClient, world_build: Path) -> None:
    page = page_of(world)
    assert "<script>alert(1)" not in page
    assert "<img" not in page
    left_out = json.loads((world_build / "current" / "manifest.json").read_text(encoding="utf-8"))["quality"][
        "left_out"
    ]
    assert [row[0] for row in rows_of(page, "left-out-table")] == [each["claim"] for each in left_out]


def test_builds_stand_side_by_side_and_an_older_one_may_lack_the_measure(world_build: Path, tmp_path: Path) -> None:
    served = (world_build / "current").resolve()
    shutil.copytree(served, tmp_path / served.name)
    (tmp_path / "current").symlink_to(served.name)
    manifest = json.loads((served / "manifest.json").read_text(encoding="utf-8"))
    older = tmp_path / "aaaaaaaaaaaa-000000000000"
    older.mkdir()
    del manifest["quality"]
    (older / "manifest.json").write_text(json.dumps({**manifest, "version": "aaaaaaaaaaaa"}), encoding="utf-8")
    with client_of(dataclasses.replace(Settings(), build=tmp_path)) as client:
        rows = rows_of(page_of(client), "versions-table")
    assert len(rows) == 2
    assert rows[0][0] == f"{manifest['version']} served"
    assert rows[1][0] == "aaaaaaaaaaaa"
    assert set(rows[1][4:]) == {"unknown"}
    assert set(rows[0]).isdisjoint({"unknown"})


def test_what_names_nothing_is_a_problem_with_near_names(world: TestClient) -> None:
    assert world.get("/quality?about=no-such-thing-at-all", headers=HTML).status_code == 404
    assert world.get("/quality?as_of=tomorrow", headers=HTML).status_code == 422


def test_misspelling_that_was_mended_is_said(world: TestClient) -> None:
    assert "“tern-forun” was read as" in page_of(world, "?about=tern-forun")


@pytest.mark.parametrize("language", ["en", "ja", "hi"])
def test_page_is_in_the_language_and_has_no_scripts_of_others(world: TestClient, language: str) -> None:
    page = page_of(world, f"?lang={language}")
    assert f'<html lang="{language}">' in page
    assert foreign_scripts(page) == []
