"""The page of the map, as it is without scripts."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

PAGE = {"Accept": "text/html"}
SITE = re.compile(
    r'<tr id="site-\d+"><th scope="row" data-value="[^"]+/id/([^"]+)">.*?<td data-value="(\w+)">.*?</tr>', re.DOTALL
)
SPOT = re.compile(r'data-basis="(\w+)"(?: data-longitude="([\d.-]+)" data-latitude="([\d.-]+)")?')


def sites_of(world: TestClient, **parameters: str) -> dict[str, list[tuple[str, ...]]]:
    """The places of each site: basis, longitude, latitude."""
    response = world.get("/map", params=parameters, headers=PAGE)
    assert response.status_code == 200, response.text
    return {found[1]: SPOT.findall(found[0]) for found in SITE.finditer(response.text)}


def test_points_are_those_of_the_question_and_none_is_made_up(world: TestClient) -> None:
    told = world.get("/questions/sites").json()["rows"]
    shown = sites_of(world)
    assert sum(map(len, shown.values())) == len(told) == 4
    for row in told:
        [(basis, longitude, latitude)] = shown[row["site"]["iri"].split("/id/")[1]]
        assert basis == row["basis"]
        assert (longitude, latitude) == (("", "") if basis == "area" else (str(row["longitude"]), str(row["latitude"])))
    assert {basis for [(basis, *_)] in shown.values()} == {"own", "place", "area"}


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"sort": "deposit"}, {"deposit/ilo-sands"}),
        ({"stage": "recycling"}, {"project/brunn-recycling"}),
        ({"status": "stalled"}, {"project/port-ilo-refinery"}),
        ({"status": "no-report"}, {"facility/port-ilo-refinery"}),
        ({"material": "neodymium", "sort": "deposit"}, {"deposit/ilo-sands"}),
        ({"material": "cobalt"}, {"project/brunn-recycling"}),
        ({"partner": "nobody"}, None),
        ({"as_of": "2027-05-01", "sort": "project"}, {"project/port-ilo-refinery"}),
    ],
)
def test_filters_leave(world: TestClient, filters: dict[str, str], left: set[str] | None) -> None:
    if left is None:
        assert world.get("/map", params=filters, headers=PAGE).status_code in (404, 422)
    else:
        assert sites_of(world, **filters).keys() == left


def test_imprecise_places_are_marked_and_evidence_is_near(world: TestClient) -> None:
    page = world.get("/map", headers=PAGE).text
    assert page.count("flag-imprecise") == 3
    assert "no point is known, only the area" in page
    assert 'href="/id/source/' in page
