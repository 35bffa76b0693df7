"""The page of the timeline, as it is without scripts."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from api.pages.chronicle import KINDS

PAGE = {"Accept": "text/html"}
ROW = re.compile(
    r'<tr><td data-value="([\d-]+)" data-precision="(\w+)">.*?<td data-value="(\w+)">.*?<td data-value="([\w-]+)">'
    r'.*?<a href="(/id/[^"]+)">\d+ source',
    re.DOTALL,
)


def rows_of(world: TestClient, **parameters: str | list[str]) -> list[tuple[str, ...]]:
    response = world.get("/timeline", params=parameters, headers=PAGE)
    assert response.status_code == 200, response.text
    return ROW.findall(response.text)


def test_each_status_event_stands_once(world: TestClient) -> None:
    told = [row for row in world.get("/questions/timeline").json()["rows"] if row["what"] == "status"]
    shown = rows_of(world)
    facts = {row["fact"]["iri"].removeprefix("https://w3id.org/minpact"): row for row in told}
    assert [row[4] for row in shown] == list(dict.fromkeys(reversed([row[4] for row in shown])))[::-1]
    assert {row[4] for row in shown} == facts.keys()
    for day, precision, _, token, fact in shown:
        assert (day, precision) == (facts[fact]["day"]["value"], facts[fact]["day"]["precision"])
        assert token == facts[fact]["status"]["token"]


def test_newest_comes_first(world: TestClient) -> None:
    days = [row[0] for row in rows_of(world)]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("kind", "tokens"),
    [
        ("meeting", {"held"}),
        ("signing", {"signed", "adopted"}),
        ("trade", {"in-force", "ended"}),
        ("force", set()),
        ("promise", {"pledged", "announced", "funded", "under-way", "delayed", "delivered", "withdrawn"}),
        ("work", {"announced", "study", "financed", "building", "stalled", "ended"}),
    ],
)
def test_kinds_hold(world: TestClient, kind: str, tokens: set[str]) -> None:
    shown = rows_of(world, kind=kind)
    assert {row[2] for row in shown} <= {kind}
    assert {row[3] for row in shown} == tokens


def test_kinds_part_the_whole(world: TestClient) -> None:
    assert sum(len(rows_of(world, kind=kind)) for kind in KINDS) == len(rows_of(world))
    assert rows_of(world, kind=list(KINDS)) == rows_of(world, kind="nonsense") == rows_of(world)


def test_filters_are_those_of_the_question(world: TestClient) -> None:
    assert {row[0] for row in rows_of(world, **{"from": "2027-05-01", "until": "2027-08-31"})} == {
        "2027-05-01",
        "2027-08-01",
    }
    assert {row[3] for row in rows_of(world, about="tern-forum")} == {"announced", "launched"}
    told = world.get("/questions/timeline", params={"actor": "corvia"}).json()["rows"]
    facts = {row["fact"]["iri"].split("minpact", 1)[1] for row in told if row["what"] == "status"}
    assert {row[4] for row in rows_of(world, actor="corvia")} == facts
    assert len(facts) == 6
    assert world.get("/timeline", params={"from": "soon"}, headers=PAGE).status_code == 422


def test_page_says_so_when_nothing_fits(world: TestClient) -> None:
    page = world.get("/timeline", params={"until": "1999-01-01"}, headers=PAGE).text
    assert "Nothing that is known fits these filters." in page
    assert "<table" not in page
