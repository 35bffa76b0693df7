"""Wrong input of each kind, to every operation that OpenAPI lists: what is refused, with which status and which words.

The cases come from the document, so a new operation is held to the same rules without anybody thinking of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

#: Operations that refuse parameters that they do not know; others pass over them, as their protocols have it.
STRICT = ("/questions/", "/ask", "/search", "/suggest", "/why")
#: Parameters that may be sent more than once.
REPEATABLE = {"type", "default-graph-uri", "named-graph-uri"}
#: Nonsense for any parameter that takes one of a few values, a number, a day or a place in pages.
NONSENSE = ("nonsense", "\x00", "-1", "1.5", "9" * 400, "x" * 3000, "١٢", "²", "\u202e")
NOT_UTF_8 = ("%FF%FE", "%ED%A0%80", "%C0%80")
BOUNDED = {"lang", "limit", "cursor", "as_of", "confidence", "timeout"}

Operation = Mapping[str, Any]


@pytest.fixture(scope="module")
def operations(world: TestClient) -> list[tuple[str, Operation]]:
    document = world.get("/openapi.json").json()
    return [(path, methods["get"]) for path, methods in document["paths"].items() if "get" in methods]


def example_of(parameter: Mapping[str, Any]) -> str:
    schema = parameter.get("schema", {})
    told = [parameter.get("example"), *schema.get("examples", ()), schema.get("default"), "x"]
    first = next(each for each in told if each is not None)
    return quote(str(first[0] if isinstance(first, list) else first))


def parameters_of(operation: Operation, place: str) -> list[Mapping[str, Any]]:
    return [each for each in operation.get("parameters", ()) if each["in"] == place]


def address_of(path: str, operation: Operation, **further: str) -> str:
    """The address with the examples of all that is required; ``further`` is put in as it stands."""
    for parameter in parameters_of(operation, "path"):
        value = further.pop(parameter["name"], example_of(parameter))
        path = path.replace(f"{{{parameter['name']}}}", value).replace(f"{{{parameter['name']}:path}}", value)
    query = {each["name"]: example_of(each) for each in parameters_of(operation, "query") if each["required"]}
    return path + "?" + "&".join(f"{name}={value}" for name, value in (query | further).items())


def problem_of(client: TestClient, address: str) -> tuple[int, dict[str, Any]]:
    """Status and problem document; what is no problem has none."""
    response = client.get(address)
    assert response.status_code < 500, (address[:200], response.text[:500])
    if response.status_code < 400 or "problem+json" not in response.headers["content-type"]:
        return response.status_code, {}
    document: dict[str, Any] = response.json()
    assert document["status"] == response.status_code
    assert document["detail"]
    assert document["remedy"]
    assert len(response.content) < 4096, "what was sent is not told back at length"
    return response.status_code, document


def each_parameter(operations: list[tuple[str, Operation]]) -> Iterator[tuple[str, Operation, Mapping[str, Any]]]:
    for path, operation in operations:
        for parameter in parameters_of(operation, "query"):
            yield path, operation, parameter


def test_what_is_no_utf_8_is_a_bad_request(world: TestClient, operations: list[tuple[str, Operation]]) -> None:
    for path, operation, parameter in each_parameter(operations):
        for value in NOT_UTF_8[:1] if path.startswith("/questions/") else NOT_UTF_8:
            status, problem = problem_of(world, address_of(path, operation, **{parameter["name"]: value}))
            # A document of a version that is not there is not there, whatever else is asked of it.
            assert status == 400 or problem["type"].endswith("/not-found"), (path, parameter["name"], value, status)


def test_bounded_parameters_say_what_they_take(world: TestClient, operations: list[tuple[str, Operation]]) -> None:
    tried = set()
    for path, operation, parameter in each_parameter(operations):
        name = parameter["name"]
        if name not in BOUNDED or path == "/sparql":
            continue
        tried.add(name)
        for value in NONSENSE[:2] if path.startswith("/questions/") else NONSENSE:
            status, problem = problem_of(world, address_of(path, operation, **{name: quote(value)}))
            if path.startswith("/questions/") and status == 404:
                # Of a question about things that the invented world has not, the thing is missed first.
                assert problem["parameter"] != name
                continue
            assert (status, problem.get("parameter")) == (422, name), (path, name, value[:20], problem)
            assert problem["accepts"]
    assert tried == BOUNDED - {"timeout"}


def test_formats_that_are_not_offered_are_refused(world: TestClient, operations: list[tuple[str, Operation]]) -> None:
    for path, operation, parameter in each_parameter(operations):
        if parameter["name"] != "format" or "suffix" in path:
            continue
        status, problem = problem_of(world, address_of(path, operation, format="xlsx"))
        assert status == 400 or problem["type"].endswith("/not-found"), (path, status)
        if status == 400:
            assert "Send one of: " in problem["remedy"]
        blank = world.get(address_of(path, operation, format=""))
        plain = world.get(address_of(path, operation))
        assert blank.status_code == plain.status_code, f"{path}: forms send what nobody filled in as an empty text"


def test_one_value_is_taken_once(world: TestClient, operations: list[tuple[str, Operation]]) -> None:
    for path, operation, parameter in each_parameter(operations):
        name = parameter["name"]
        if not path.startswith((*STRICT, "/reconcile")) or name in REPEATABLE or name == "format":
            continue
        value = "%7B%7D" if name in ("queries", "extend") else example_of(parameter)
        address = f"{address_of(path, operation, **{name: value})}&{name}={value}"
        status, problem = problem_of(world, address)
        assert (status, problem.get("parameter")) == (422, name), (path, name, status, problem)
        assert problem["accepts"].startswith("one ")


def test_parameters_that_are_not_known_are_named(world: TestClient, operations: list[tuple[str, Operation]]) -> None:
    tried = 0
    for path, operation in operations:
        if not path.startswith(STRICT):
            continue
        tried += 1
        status, problem = problem_of(world, address_of(path, operation, colour="red"))
        assert (status, problem.get("parameter")) == (422, "colour"), (path, status)
        for parameter in parameters_of(operation, "query"):
            assert parameter["name"] in problem["accepts"], path
    assert tried > 50


@pytest.mark.parametrize("value", ["\x00", "\x01\x1b\x7f", "x" * 200, "\u202e\u200b", "{}", "%", "a" + "\u0301" * 190])
def test_names_that_nothing_has_are_not_found(
    world: TestClient, operations: list[tuple[str, Operation]], value: str
) -> None:
    """In paths and as values of questions: 404 with what is near, never a fault and never an empty answer."""
    for path, operation in operations:
        for parameter in parameters_of(operation, "path"):
            status, _ = problem_of(world, address_of(path, operation, **{parameter["name"]: quote(value)}))
            # An identifier leads to its document, which says whether the thing is there.
            assert status == 404 or (status == 303 and path.startswith("/id/")), (path, parameter["name"], status)
    status, problem = problem_of(world, f"/questions/frameworks-covering?material={quote(value)}")
    assert (status, problem["parameter"]) == (404, "material")
    assert isinstance(problem["near"], list)


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/questions/frameworks-covering?material=", "material"),
        ("/why?predicate=covers&object=lithium&subject=", "subject"),
        ("/why?subject=alda&object=alda&predicate=", "predicate"),
        ("/search?q=", "q"),
        ("/suggest?q=", "q"),
        ("/reconcile/suggest/entity?prefix=a&cursor=", "cursor"),
        ("/reconcile/flyout/entity?id=", "id"),
    ],
)
def test_what_is_too_long_is_refused(world: TestClient, address: str, parameter: str) -> None:
    status, problem = problem_of(world, address + "x" * 20_000)
    assert (status, problem["parameter"]) == (422, parameter)
    assert problem["accepts"]
    assert len(problem["value"]) < 300


def test_a_question_that_is_too_long_is_declined_with_the_same_fields(world: TestClient) -> None:
    response = world.get("/ask", params={"q": "Which frameworks cover cobalt? " * 100})
    assert response.status_code == 422
    assert {"answered", "boolean", "text", "results", "suggestions"} <= response.json().keys()
    assert len(response.content) < 10_000


def test_a_batch_and_an_extension_are_not_sent_together(world: TestClient) -> None:
    both = {"queries": json.dumps({"q": {"query": "alda"}}), "extend": json.dumps({"ids": [], "properties": []})}
    response = world.post("/reconcile", data=both)
    assert response.status_code == 422
    assert response.json()["parameter"] == "extend"
    assert world.get("/reconcile", params=both).status_code == 422
