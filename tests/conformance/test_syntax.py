"""The W3C's tests of syntax, SPARQL 1.0 and 1.1, over HTTP; what is federated or updates is refused, and says so."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from pyoxigraph import Store as Engine

from tests.conformance.suites import BASE, Case, cases, iri_of
from tests.serving import Client, Reply

pytestmark = pytest.mark.server

WAYS: Final = ("get", "form", "direct")
ALL: Final = [case for case in cases() if "Syntax" in case.kind or case.kind == "UpdateEvaluationTest"]
FEDERATED: Final = [case for case in cases() if case.folder in ("service", "syntax-fed")]
UPDATES: Final = [case for case in ALL if case.text.suffix == ".ru"]
QUERIES: Final = [case for case in ALL if case not in UPDATES and case not in FEDERATED]

#: What the engine gets wrong, or other than when the test was written.
KNOWN: Final = {
    "syntax-sparql1/syntax-lit-08": "SPARQL 1.1 has no decimal that ends in its point",
    "syntax-sparql2/syntax-esc-04": "the engine takes \\u0070 for a p in IRIs and strings only",
    "syntax-sparql2/syntax-esc-05": "the engine takes \\u0070 for a p in IRIs and strings only",
    "syntax-sparql3/syn-bad-26": "the engine ends <?a&&?b> before its end, where that makes sense of it",
}
#: Right queries that call a function that nobody has: they are read, and refused for the function.
STRANGE_FUNCTIONS: Final = {
    "syntax-sparql1/syntax-expr-05": "myFunc",
    "syntax-sparql1/syntax-order-05": "func",
    "syntax-sparql1/syntax-order-06": "func2",
    "syntax-sparql2/syntax-function-01": "name",
    "syntax-sparql2/syntax-function-02": "name",
    "syntax-sparql2/syntax-function-03": "name",
    "syntax-sparql2/syntax-function-04": "name",
    "syntax-query/test_4": "function",
}
#: Updates without an operation, which could be queries that have yet to be written.
EMPTY: Final = {f"syntax-update-1/test_{number}" for number in (38, 39, 40)}


def known(case: Case) -> Any:
    marks = [pytest.mark.xfail(reason=KNOWN[case.name], raises=AssertionError)] if case.name in KNOWN else []
    return pytest.param(case, id=case.name, marks=marks)


def send(endpoint: Client, case: Case) -> Reply:
    """The text as it stands, in turn by GET, form and direct POST, about an empty dataset."""
    way = WAYS[sum(case.name.encode()) % len(WAYS)]
    return endpoint.ask(case.query, "*/*", way, default=(f"{BASE}none",))


def problem(reply: Reply) -> str:
    """The kind of problem that a refusal names."""
    assert reply.status == 400, reply.body
    assert reply.media_type == "application/problem+json"
    return str(json.loads(reply.body)["type"]).rpartition("/")[2]


def test_the_suites_are_there() -> None:
    assert [len(cases) for cases in (QUERIES, UPDATES, FEDERATED)] == [294, 156, 10]
    assert {case.name for case in QUERIES} >= KNOWN.keys() | STRANGE_FUNCTIONS.keys()


@pytest.mark.parametrize("case", [known(case) for case in QUERIES if case.kind.startswith("Positive")])
def test_right_queries_are_answered(endpoint: Client, case: Case) -> None:
    reply = send(endpoint, case)
    function = STRANGE_FUNCTIONS.get(case.name)
    if function is None:
        assert reply.status == 200, reply.body
    else:
        assert problem(reply) == "query-unsupported"
        assert f"{function}> is not supported" in json.loads(reply.body)["message"]


@pytest.mark.parametrize("case", [known(case) for case in QUERIES if case.kind.startswith("Negative")])
def test_wrong_queries_are_refused_with_the_place(endpoint: Client, case: Case) -> None:
    reply = send(endpoint, case)
    assert problem(reply) == "query-syntax"
    document = json.loads(reply.body)
    lines = case.query.split("\n")
    assert 1 <= document["line"] <= len(lines)
    assert 1 <= document["column"] <= len(lines[document["line"] - 1]) + 1


@pytest.mark.parametrize("case", [case for case in QUERIES if case.name in KNOWN], ids=lambda case: case.name)
def test_the_engine_alone_does_no_better(case: Case) -> None:
    try:
        Engine().query(case.query, base_iri=iri_of(case.text))
    except SyntaxError:
        assert case.kind.startswith("Positive")
    else:
        assert case.kind.startswith("Negative")


@pytest.mark.parametrize("case", FEDERATED, ids=lambda case: case.name)
def test_federated_queries_are_refused(endpoint: Client, case: Case) -> None:
    reply = send(endpoint, case)
    assert problem(reply) == "query-unsupported"
    assert "SERVICE" in json.loads(reply.body)["message"]


@pytest.mark.parametrize("case", UPDATES, ids=lambda case: case.name)
def test_updates_are_refused(endpoint: Client, case: Case) -> None:
    """Each is told from a query that is wrong, even when it is wrong as an update too."""
    assert problem(send(endpoint, case)) == ("query-syntax" if case.name in EMPTY else "query-unsupported")
