"""docs/conformance.md says what the suites find, in figures and by name."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conformance import test_evaluation, test_protocol, test_syntax
from tests.conformance.suites import Case

TEXT = (Path(__file__).parents[2] / "docs" / "conformance.md").read_text(encoding="utf-8")
ROWS = {
    name: (int(tests), int(right)) for name, tests, right in re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \|$", TEXT, re.M)
}


def figures(cases: list[Case], known: dict[str, str], version: str) -> tuple[int, int]:
    own = [case for case in cases if version in case.text.parts]
    return len(own), sum(case.name not in known for case in own)


def test_every_figure_is_what_is_found() -> None:
    queries = [name for name in vars(test_protocol) if re.match(r"test_(query|bad_.*quer)", name)]
    evaluation, syntax = test_evaluation, test_syntax
    assert {
        "SPARQL 1.1 Protocol, queries": (len(queries), len(queries)),
        "SPARQL 1.1, query evaluation": figures(evaluation.CASES, evaluation.KNOWN, "sparql11"),
        "SPARQL 1.0, query evaluation": figures(evaluation.CASES, evaluation.KNOWN, "dawg-data-r2"),
        "SPARQL 1.1, query syntax": figures(syntax.QUERIES, syntax.KNOWN, "sparql11"),
        "SPARQL 1.0, query syntax": figures(syntax.QUERIES, syntax.KNOWN, "dawg-data-r2"),
    } == ROWS


def test_every_exception_is_named() -> None:
    named = set(re.findall(r"`([a-z0-9-]+/[A-Za-z0-9-]+)`", TEXT))
    assert named == test_evaluation.KNOWN.keys() | test_syntax.KNOWN.keys()


def test_what_is_refused_is_counted() -> None:
    updates = sum(
        name.startswith(("update_dataset", "update_post", "update_base", "bad_")) for name, *_ in test_protocol.UPDATES
    )
    assert f"The {updates + 1} tests of updates by the protocol" in TEXT
    assert f"the {len(test_syntax.UPDATES)} texts of updates" in TEXT
    assert f"the {len(test_syntax.FEDERATED)} tests of `SERVICE`" in TEXT
    assert f"({len(test_syntax.STRANGE_FUNCTIONS)} of the tests of syntax do)" in TEXT
