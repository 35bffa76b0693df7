"""The W3C's tests of query evaluation, SPARQL 1.0 and 1.1, over HTTP: no worse than the engine itself.

A test's data are the graphs that ``default-graph-uri`` and ``named-graph-uri`` name, so every test is one of these
parameters too. Each is asked in all formats, in turn by GET, form and direct POST. Entailment other than simple is
left out. Tests of ``SERVICE`` are in ``test_syntax``: this endpoint refuses them.
"""

from __future__ import annotations

from typing import Final

import pytest
import rdflib
from pyoxigraph import Quad, QueryResultsFormat, QueryTriples, RdfFormat
from pyoxigraph import Store as Engine

from tests.conformance.results import (
    GRAPH_READERS,
    READERS,
    Outcome,
    agree,
    as_csv_tells,
    by_value,
    read_graph,
    read_json,
)
from tests.conformance.suites import BASE, ROOT, Case, cases, data_files, expected, iri_of, quads_of
from tests.serving import Client

pytestmark = pytest.mark.server

CASES: Final = [
    case for case in cases() if case.kind in ("QueryEvaluationTest", "CSVResultFormatTest") and case.folder != "service"
]
WAYS: Final = ("get", "form", "direct")

VALUES = "the engine keeps numbers by value and as xsd:integer what derives from it, so 01 is 1"
SHARED = "a graph that is both default and named keeps its blank nodes; the W3C has since replaced the test"
RDF_1_1 = "RDF 1.1 gives every literal a datatype; the test is of RDF 1.0"
#: What the engine gets wrong, or other than when the test was written.
KNOWN: Final = {
    "aggregates/agg-empty-group": "the W3C has since replaced the test, whose columns are not those of its query",
    "basic/term-6": "SPARQL 1.1 has no decimal that ends in its point",
    "basic/term-7": "SPARQL 1.1 has no decimal that ends in its point",
    "csv-tsv-res/tsv03": VALUES,
    "dataset/dawg-dataset-09": SHARED,
    "dataset/dawg-dataset-10": SHARED,
    "dataset/dawg-dataset-12": SHARED,
    "distinct/distinct-1": VALUES,
    "distinct/distinct-2": RDF_1_1,
    "distinct/distinct-9": VALUES,
    "expr-builtin/dawg-datatype-2": RDF_1_1,
    "expr-builtin/dawg-str-1": VALUES,
    "expr-builtin/dawg-str-2": VALUES,
    "expr-builtin/sameTerm-eq": VALUES,
    "expr-builtin/sameTerm-not-eq": VALUES,
    "expr-builtin/sameTerm-simple": VALUES,
    "expr-equals/eq-graph-1": VALUES,
    "expr-equals/eq-graph-2": VALUES,
    "functions/bnode01": "BNODE of one text gives one node in all rows",
    "functions/strdt03": RDF_1_1,
    "functions/strlang03": RDF_1_1,
    "graph/dawg-graph-10": SHARED,
    "open-world/date-2": "a date with a time zone and one without differ where they cannot be compared",
    "open-world/date-3": "a date with a time zone and one without differ where they cannot be compared",
    "open-world/open-eq-01": VALUES,
    "optional-filter/dawg-optional-filter-005-simplified": "the W3C has since taken the other reading of the scope",
}


def test_the_suites_are_there() -> None:
    """`make test` unpacks them; `make .venv/suites` does so alone."""
    assert ROOT.is_dir(), "run `make .venv/suites`"
    assert len(CASES) == 432
    assert {case.name for case in CASES} >= KNOWN.keys()


def dataset(case: Case) -> dict[str, tuple[str, ...]]:
    """The graphs to send with a test; none when its query names its own."""
    if not case.data and "FROM" in case.query.upper():
        return {}
    return {
        "default": tuple(map(iri_of, case.data)) or (f"{BASE}none",),
        "named": tuple(map(iri_of, case.named)),
    }


def is_right(case: Case, found: Outcome, media_type: str) -> bool:
    found, wanted = by_value(found), by_value(expected(case))
    if media_type == "text/csv" or case.kind == "CSVResultFormatTest":
        found, wanted = by_value(as_csv_tells(found)), by_value(as_csv_tells(wanted))
    return agree(found, wanted, is_lax=case.is_lax)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=KNOWN[case.name], raises=AssertionError)] if case.name in KNOWN else [],
        )
        for case in CASES
    ],
)
def test_evaluation(endpoint: Client, case: Case) -> None:
    is_graph = isinstance(expected(case), rdflib.Graph)
    for number, media_type in enumerate(GRAPH_READERS if is_graph else READERS):
        way = WAYS[(CASES.index(case) + number) % len(WAYS)]
        reply = endpoint.ask(case.based_query, media_type, way, **dataset(case))
        assert (reply.status, reply.media_type) == (200, media_type), reply.body.decode()
        found = read_graph(reply.body, media_type) if is_graph else READERS[media_type](reply.body)
        assert is_right(case, found, media_type), (media_type, found, expected(case))


@pytest.mark.parametrize("case", [case for case in CASES if case.name in KNOWN], ids=lambda case: case.name)
def test_the_engine_alone_does_no_better(case: Case) -> None:
    """What is known to go wrong goes wrong without us too: the engine is given the data as its manual says."""
    engine = Engine()
    for path in case.data:
        engine.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads_of(path))
    for path in case.named if case.data or case.named else data_files():
        engine.extend(quads_of(path))
    try:
        results = engine.query(case.query, base_iri=iri_of(case.text))
    except SyntaxError:
        return
    if isinstance(results, QueryTriples):
        found: Outcome = read_graph(results.serialize(format=RdfFormat.N_TRIPLES) or b"", "application/n-triples")
    else:
        found = read_json(results.serialize(format=QueryResultsFormat.JSON) or b"")
    assert not is_right(case, found, "")
