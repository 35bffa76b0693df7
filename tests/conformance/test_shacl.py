"""The W3C's test suite for SHACL, core and SPARQL, over HTTP: data and shapes as parts of a form, reports compared.

``make .venv/suites`` unpacks the suite from the source package of pySHACL. Reports are compared as the suite's
documentation says (section "Data Shapes Test Suite", 2.3): of each result the properties that SHACL prescribes, and
messages only where the expected report has any; paths by their structure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from api.app import create_app
from api.settings import Settings

ROOT: Final = Path(__file__).parents[2] / ".venv" / "suites" / "shacl"
BASE: Final = "http://suites.example/shacl/"
MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT: Final = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")
#: What the suite asks for and we do not do.
FAILURES: Final = {
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph is left to engines by SHACL (5.3.1), and pySHACL has none",
}
COMPARED: Final = (
    SH.focusNode,
    SH.resultPath,
    SH.resultSeverity,
    SH.sourceConstraint,
    SH.sourceConstraintComponent,
    SH.sourceShape,
    SH.value,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One test: its name, the files of its data and its shapes, and where its expected report stands."""

    name: str
    file: Path
    data: Path
    shapes: Path
    result: Node

    def __str__(self) -> str:
        return self.name


@cache
def load(file: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(data=file.read_text(encoding="utf-8"), format="turtle", publicID=iri_of(file))
    return graph


def iri_of(file: Path) -> str:
    return BASE + file.relative_to(ROOT).as_posix()


def file_of(node: Node | None) -> Path:
    return ROOT / str(node).removeprefix(BASE)


def read_cases(file: Path) -> Iterator[Case]:
    graph = load(file)
    for manifest in graph.subjects(RDF.type, MF.Manifest):
        for included in graph.objects(manifest, MF.include):
            yield from read_cases(file_of(included))
        for entries in graph.objects(manifest, MF.entries):
            for entry in Collection(graph, entries):
                action, result = graph.value(entry, MF.action), graph.value(entry, MF.result)
                assert result is not None
                data, shapes = (file_of(graph.value(action, name)) for name in (SHT.dataGraph, SHT.shapesGraph))
                name = (file.parent.relative_to(ROOT) / str(entry).rpartition("/")[2]).as_posix()
                yield Case(name, file, data, shapes, result)


CASES = list(read_cases(ROOT / "manifest.ttl")) if ROOT.is_dir() else []


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("shacl") / "data.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n")
    with TestClient(create_app(Settings(data=path, deadline_seconds=60.0))) as found:
        yield found


def comparable(graph: rdflib.Graph, report: Node, *, has_messages: bool) -> rdflib.Graph:
    """What counts of a report."""
    found = rdflib.Graph()
    for verdict in graph.objects(report, SH.conforms):
        found.add((report, SH.conforms, rdflib.Literal(str(verdict).lower() in ("true", "1"))))
    for result in graph.objects(report, SH.result):
        found.add((report, SH.result, result))
        for predicate in (*COMPARED, *([SH.resultMessage] if has_messages else [])):
            for value in graph.objects(result, predicate):
                found.add((result, predicate, value))
        pending: list[Node] = list(graph.objects(result, SH.resultPath))
        while pending:
            node = pending.pop()
            for step, part in graph.predicate_objects(node) if isinstance(node, rdflib.BNode) else ():
                if step != RDF.type:
                    found.add((node, step, part))
                    pending.append(part)
    return found


def test_the_suite_is_there() -> None:
    """`make test` unpacks it; `make .venv/suites` does so alone."""
    assert ROOT.is_dir(), "run `make .venv/suites`"
    assert len(CASES) == 121
    assert {case.name for case in CASES} >= FAILURES.keys()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_report_is_the_one_expected(case: Case, client: TestClient) -> None:
    parts = {
        name: (file.name, f"@base <{iri_of(file)}> .\n".encode() + file.read_bytes(), "text/turtle")
        for name, file in (("data", case.data), ("shapes", case.shapes))
    }
    response = client.post("/validate", files=parts, headers={"Accept": "text/turtle"})
    if case.name in FAILURES or case.result == SHT.Failure:
        assert response.status_code == 422
        assert response.json()["findings"][0]["file"] == "shapes"
        return
    assert response.status_code == 200, response.text
    expected, actual = load(case.file), rdflib.Graph()
    actual.parse(data=response.text, format="turtle")
    (report,) = (node for node in actual.subjects(RDF.type, SH.ValidationReport) if (None, None, node) not in actual)
    has_messages = any(
        (result, SH.resultMessage, None) in expected for result in expected.objects(case.result, SH.result)
    )
    assert isomorphic(
        comparable(actual, report, has_messages=has_messages),
        comparable(expected, case.result, has_messages=has_messages),
    )
