"""The OpenAPI document put to the proof: its examples are sent, and so is what it does not foresee."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok

from tests.serving import serving

#: Cases of each operation: in each mode; with some ninety operations well under a minute.
CASES = 3
#: Answers that say of a good request that what it names is not in this small world.
TOLD = {"not-found", "unknown-term", "unknown-entity", "ambiguous-term"}


@pytest.fixture(scope="module")
def document(world: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = world.get("/openapi.json").json()
    return found


def example_of(parameter: dict[str, Any]) -> str | None:
    """The example of a parameter; the routes in words have theirs in the schema."""
    schema = parameter.get("schema", {})
    told = [
        parameter.get("example"),
        *parameter.get("examples", ()),
        *schema.get("examples", ()),
        schema.get("default"),
    ]
    first = next((each for each in told if each is not None), None)
    first = first[0] if isinstance(first, list) else first
    return None if first is None else str(first)


def requests_of(document: dict[str, Any]) -> list[tuple[str, str, dict[str, str]]]:
    """Each operation to GET with the examples of its parameters, the required ones at least."""
    found = []
    for path, methods in document["paths"].items():
        if "get" not in methods:
            continue
        query = {}
        for parameter in methods["get"].get("parameters", ()):
            example = example_of(parameter)
            if parameter["in"] == "path":
                assert example, f"{path}: {parameter['name']} has no example"
                path = path.replace(f"{{{parameter['name']}}}", quote(example, safe="/")).replace(
                    f"{{{parameter['name']}:path}}", quote(example, safe="/")
                )
            elif parameter["required"]:
                assert example, f"{path}: {parameter['name']} has no example"
                query[parameter["name"]] = example
        found.append((path, methods["get"]["operationId"], query))
    return found


def test_every_example_is_understood(document: dict[str, Any], world: TestClient) -> None:
    """Examples speak of the real record, so the invented one may not know a name; nothing else may be wrong."""
    faults = []
    for path, name, query in requests_of(document):
        reply = world.get(path, params=query)
        if reply.status_code in (200, 303):
            continue
        problem = reply.json()["type"].rsplit("/", 1)[1] if "problem" in reply.headers["content-type"] else ""
        if problem not in TOLD:
            faults.append((name, path, query, reply.status_code, reply.text[:200]))
    assert faults == []


@pytest.mark.slow
@pytest.mark.server
def test_nothing_that_is_sent_is_answered_by_a_fault_of_the_server(world_build: Path) -> None:
    """Cases out of the schema and cases against it, for every operation, the same each time; none is answered 5xx.

    The cases are few and their number is bounded, so that the test ends. Some of them ask that a query be stopped after
    next to no time, and it is: a 504 that names the deadline is no fault.
    """
    with serving(build=world_build) as server:
        schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{server.port}/openapi.json")
        operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
        assert len(operations) > 50
        sent = {operation.label: 0 for operation in operations}

        def send(case: Any) -> None:
            sent[case.operation.label] += 1
            response = case.call()
            if response.status_code == 504 and response.json()["type"].endswith("/query-timeout"):
                return
            case.validate_response(response, checks=[not_a_server_error])

        bounded = settings(
            max_examples=CASES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        for operation in operations:
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                if mode is GenerationMode.NEGATIVE and not [*operation.iter_parameters()]:
                    continue
                try:
                    bounded(seed(20261122)(given(operation.as_strategy(generation_mode=mode))(send)))()
                except Unsatisfiable:
                    # Where any text will do, nothing can be sent that the schema forbids.
                    assert mode is GenerationMode.NEGATIVE, operation.label
        assert [label for label, cases in sent.items() if not cases] == []
