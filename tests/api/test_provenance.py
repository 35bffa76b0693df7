"""Why a triple is in the graph, over HTTP."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.schemas import WhyDocument

DERIVED = {"subject": "lantern-pact", "predicate": "covers", "object": "neodymium"}
STATED = {"subject": "membership:alda--lantern-pact--2026-03", "predicate": ":memberOf", "object": "Lantern Pact"}


def test_a_derived_triple_is_followed_down_to_evidence(world: TestClient) -> None:
    document = world.get("/why", params=DERIVED).json()
    told = WhyDocument.model_validate(document)
    assert told.holds
    assert told.rule
    pending, evidence = [told], set()
    while pending:
        step = pending.pop()
        evidence |= set(step.evidence)
        pending += [premise for proof in step.proofs for premise in proof]
    assert any("lantern-charter-2026" in iri for iri in evidence)


def test_a_stated_triple_names_its_graphs(world: TestClient) -> None:
    told = WhyDocument.model_validate(world.get("/why", params=STATED).json())
    assert told.holds
    assert any(graph.endswith("graph/source/lantern-charter-2026") for graph in told.stated_in)
    assert told.evidence


def test_what_the_graph_does_not_hold_is_said_so(world: TestClient) -> None:
    document = world.get("/why", params={**DERIVED, "object": "copper"}).json()
    assert document["holds"] is False
    page = world.get("/why", params={**DERIVED, "object": "copper"}, headers={"Accept": "text/html"}).text
    assert "which is not to say that it is false" in page


def test_as_a_page(world: TestClient) -> None:
    response = world.get("/why", params=DERIVED, headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert "covers-through-group" in response.text
    assert 'href="/graph/source/lantern-charter-2026"' in response.text


def test_a_page_on_a_thing_asks_why_in_a_way_that_is_answered(world: TestClient) -> None:
    page = world.get("/doc/framework/lantern-pact", headers={"Accept": "text/html"}).text
    address = page.split('class="why-derived" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    response = world.get(address)
    assert response.status_code == 200
    assert response.json()["holds"] is True


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("", 422, "subject"),
        ("subject=lantern-pact&predicate=covers", 422, "object"),
        ("subject=lantern-pact&predicate=covers&object=", 422, "object"),
        ("subject=lantern-pact&subject=alda&predicate=covers&object=lithium", 422, "subject"),
        ("subject=lantern-pact&predicate=covers&object=lithium&graph=x", 422, "graph"),
        ("subject=no-such-thing&predicate=covers&object=lithium", 404, "subject"),
        ("subject=lantern-pact&predicate=covering&object=lithium", 404, "predicate"),
    ],
)
def test_faults_are_named(world: TestClient, query: str, status: int, parameter: str) -> None:
    response = world.get(f"/why?{query}")
    assert response.status_code == status
    assert response.json()["parameter"] == parameter


def test_an_explanation_that_the_client_has_is_not_sent_again(world: TestClient) -> None:
    tag = world.get("/why", params=DERIVED).headers["etag"]
    assert world.get("/why", params=DERIVED, headers={"If-None-Match": tag}).status_code == 304
    assert world.get("/why", params=STATED, headers={"If-None-Match": tag}).status_code == 200
