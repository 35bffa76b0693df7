"""What must be true of the project's own facts, whatever facts are added."""

from __future__ import annotations

import pytest

from graph import namespaces as ns
from graph import resources
from graph.authored import turtle_files
from graph.canon import format_turtle
from graph.store import NamedNode
from tests.conftest import WORLD
from tests.data.record import ask, authored, by, record

FILES = sorted({*turtle_files(resources.ontology(), resources.data()), *WORLD.rglob("*.ttl")})


def test_every_fact_has_evidence_and_every_evidence_a_source() -> None:
    store = record().store
    assert store.select("SELECT ?fact WHERE { ?fact a :SourcedFact FILTER NOT EXISTS { ?fact :hasEvidence ?e } }") == []
    assert (
        store.select(
            "SELECT ?evidence WHERE { ?evidence a :Evidence FILTER NOT EXISTS { ?evidence :fromSource ?source . } }"
        )
        == []
    )


def test_every_source_has_a_graph_of_its_own() -> None:
    sources = {
        quad.subject
        for quad in authored()
        if quad.predicate.value == ns.RDF + "type" and quad.object == NamedNode(ns.ONTOLOGY + "SourceDocument")
    }
    graphs = {getattr(quad.graph_name, "value", "") for quad in authored()}
    for source in sources:
        assert isinstance(source, NamedNode)
        assert ns.source_graph(source.value.rsplit("/", 1)[1]) in graphs


def test_every_authored_file_is_in_canonical_form() -> None:
    wrong = [str(file) for file in FILES if format_turtle(file.read_text(encoding="utf-8"), file) != file.read_text()]
    assert wrong == [], "run `minpact fmt`"


def test_memorandum_of_2025_was_signed_by_ministry_and_ministry() -> None:
    texts = by(ask(record(), "signed-by-both", actor="ministry-of-mines-india", other="meti")["rows"], "instrument")
    assert "india-japan-moc-mineral-resources-2025" in texts


def test_request_to_suspend_is_never_told_as_a_suspension() -> None:
    rows = ask(record(), "project-history", undertaking="toyotsu-andhra-pradesh")["rows"]
    statuses = [row["status"]["token"] for row in rows if row["status"]]
    assert "suspension-requested" in statuses
    assert "stalled" not in statuses


def test_expansion_is_told_with_what_it_disagrees_with() -> None:
    rows = ask(record(), "project-history", undertaking="toyotsu-andhra-pradesh")["rows"]
    expanding = next(row for row in rows if row["status"] and row["status"]["token"] == "expanding")
    assert expanding["disagrees_with"]
    told = [(piece["stance"], piece["confidence"]) for piece in expanding["fact"]["evidence"]]
    assert {confidence for stance, confidence in told if stance == "supports"} == {"low"}
    assert "disputes" in {stance for stance, _ in told}


@pytest.mark.parametrize("actor", ["india", "japan"])
def test_both_countries_belonged_to_the_frameworks_that_the_fact_sheet_names(actor: str) -> None:
    found = by(ask(record(), "frameworks-of", actor=actor, as_of="2025-08-29")["rows"], "framework")
    assert {"minerals-security-partnership", "ipef", "quad", "quad-critical-minerals-initiative"} <= set(found)


def test_seventeen_rare_earths_are_counted_into_their_group() -> None:
    rows = ask(record(), "materials-in", group="rare-earth-elements")["rows"]
    elements = {row["material"]["iri"] for row in rows if not row["material"]["iri"].endswith("-rare-earth-elements")}
    assert len(elements) == 17


def test_list_of_2023_has_thirty_entries() -> None:
    rows = ask(record(), "on-list", list="india-critical-minerals-list-2023")["rows"]
    assert len(rows) == 30


def test_gap_of_pending_promises_is_the_authors_judgement() -> None:
    rows = ask(record(), "assessments", author="parul-bakshi")["rows"]
    assert any(row["fact"]["evidence"] for row in rows)
    challenges = {token for row in rows for token in _tokens(row["challenges"])}
    opportunities = {token for row in rows for token in _tokens(row["opportunities"])}
    assert challenges >= {"policy-execution", "infrastructure", "investor-confidence"}
    assert opportunities >= {"joint-exploration", "refining", "recycling", "technology-collaboration"}


def _tokens(cells: list[dict[str, str]]) -> list[str]:
    return [cell["iri"].rsplit("/", 1)[1] for cell in cells]
