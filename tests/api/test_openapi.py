"""The OpenAPI document and the written documentation: whole, true, and in step with the routes."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from api.bounds import Bounds
from api.limits import Limits
from api.negotiation import ANSWERS
from api.problems import KINDS
from api.settings import PREFIX, Settings
from graph.questions import load

DOCS = (Path(__file__).parents[2] / "docs" / "http.md").read_text(encoding="utf-8")
QUESTIONS = load()
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def document(world: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = world.get("/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(method, path, said) for path, methods in document["paths"].items() for method, said in methods.items()]


def test_it_is_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "MinPact"


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    names = [said["operationId"] for _, _, said in operations(document)]
    assert len(names) == len(set(names))
    for method, path, said in operations(document):
        assert said["summary"], path
        assert said["description"], path
        assert said["tags"], path
        assert "200" in said["responses"] or "303" in said["responses"], (method, path)


def test_every_failure_is_a_problem(document: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in str(document)
    schema = document["components"]["schemas"]["ProblemDocument"]
    assert {"type", "title", "status", "detail"} <= set(schema["required"])
    for _, path, said in operations(document):
        for status, told in said["responses"].items():
            # What /ask does not understand it says in the same fields as what it does.
            if status[0] in "45" and "/health/" not in path and (path, status) != ("/ask", "422"):
                assert list(told["content"]) == ["application/problem+json"], (path, status)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for name in re.findall(r"'#/components/schemas/([^']+)'", str(document)):
        assert name in document["components"]["schemas"]
    assert "#/$defs" not in str(document)


def test_each_question_is_an_operation_with_its_parameters(document: dict[str, Any]) -> None:
    for question in QUESTIONS:
        said = document["paths"][f"/questions/{question.id}"]["get"]
        assert said["summary"] == question.text["en"]
        told = {parameter["name"]: parameter for parameter in said["parameters"]}
        assert list(told) == [
            *(each.name for each in question.parameters),
            "lang",
            "limit",
            "cursor",
            "confidence",
            "format",
        ]
        for parameter in question.parameters:
            assert told[parameter.name]["required"] is parameter.is_required
            assert told[parameter.name]["example"] == parameter.example
            assert parameter.description in told[parameter.name]["description"]
        for column in question.columns:
            assert f"`{column.name}`" in said["description"]
        content = said["responses"]["200"]["content"]
        assert set(content) == {each.media_type for each in ANSWERS}
        row = content["application/json"]["schema"]["allOf"][1]["properties"]["rows"]["items"]
        assert list(row["properties"]) == row["required"] == [column.name for column in question.columns]
        assert len(row["examples"]) == 1


def test_rows_are_what_the_schema_of_their_question_says(document: dict[str, Any], world: TestClient) -> None:
    """The example in the document and the rows of a real answer alike, under JSON Schema itself."""
    components = {"components": document["components"]}
    for question in QUESTIONS:
        content = document["paths"][f"/questions/{question.id}"]["get"]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"]
        row = schema["allOf"][1]["properties"]["rows"]["items"]
        validator = Draft202012Validator({**row, **components})
        for example in row["examples"]:
            validator.validate(example)
        if not any(parameter.is_required for parameter in question.parameters):
            answered = world.get(f"/questions/{question.id}", params={"limit": "3"}).json()
            Draft202012Validator({**schema, **components}).validate(answered)


def test_parameters_in_the_path_are_described(document: dict[str, Any]) -> None:
    for _, path, said in operations(document):
        told = {parameter["name"] for parameter in said.get("parameters", ()) if parameter["in"] == "path"}
        assert told == {name.split(":")[0] for name in re.findall(r"{([^}]+)}", path)}
        for parameter in said.get("parameters", ()):
            assert parameter["description"], (path, parameter["name"])


def test_every_route_is_in_the_document(document: dict[str, Any], world: TestClient) -> None:
    """What is left out is left out on purpose: other spellings, files for browsers and crawlers, what only refuses."""
    app = world.app
    assert isinstance(app, FastAPI)
    left_out = {"/dumps/", "/robots.txt", "/openapi.json", "/static/{path}", "/questions/{question}"}
    assert routes_of(app) - set(document["paths"]) == left_out


def routes_of(app: FastAPI) -> set[str]:
    found, pending = set(), list(app.routes)
    while pending:
        route = pending.pop()
        inner = getattr(route, "original_router", None)
        if inner is not None:
            pending += inner.routes
        else:
            path: str = getattr(route, "path")  # noqa: B009
            found.add(re.sub(r":path}", "}", path))
    return found


def test_page_lists_every_operation(document: dict[str, Any], world: TestClient) -> None:
    page = world.get("/docs", headers=HTML).text
    for method, path, _ in operations(document):
        assert f"<code>{method.upper()} {path}</code>" in page


# --- docs/http.md


def test_documentation_has_every_route(document: dict[str, Any]) -> None:
    questions = {f"/questions/{question.id}" for question in QUESTIONS}
    paths = {*document["paths"], "/openapi.json", "/robots.txt"} - questions | {"/questions/{id}"}
    missing = [path for path in sorted(paths) if f"`{path}`" not in DOCS]
    assert missing == []


def test_documentation_has_every_parameter(document: dict[str, Any]) -> None:
    names = {
        parameter["name"]
        for _, path, said in operations(document)
        if not path.startswith("/questions/")
        for parameter in said.get("parameters", ())
    }
    assert [name for name in sorted(names) if f"`{name}`" not in DOCS and f"{{{name}}}" not in DOCS] == []


def test_documentation_has_every_kind_of_problem() -> None:
    for kind in KINDS.values():
        assert f"| `{kind.slug}` | {kind.status} |" in DOCS, kind.slug


def test_documentation_has_every_setting_with_its_default() -> None:
    limits = {field.name: getattr(group, field.name) for group in (Limits(), Bounds()) for field in fields(group)}
    for field in fields(Settings):
        default = limits.get(field.name, getattr(Settings(), field.name))
        shown = {None: "", (): "", False: "0", ("*",): "*"}.get(default, default)
        pattern = r"[^|]+" if field.name in ("build", "readers") else re.escape(f"`{shown}` " if shown != "" else "")
        assert re.search(rf"`{PREFIX}{field.name.upper()}` \| {pattern}\|", DOCS), field.name


def test_documentation_has_every_header_of_ours(world: TestClient) -> None:
    exposed = world.get("/").headers["access-control-expose-headers"]
    for name in re.findall(r"MinPact-[A-Za-z-]+", exposed):
        assert f"`{name}`" in DOCS


def test_documentation_names_nothing_that_is_not_there(document: dict[str, Any]) -> None:
    rows = re.findall(r"^\| `(/[^`]*)` \|", DOCS, re.M)
    assert rows
    known = {*document["paths"], "/openapi.json", "/robots.txt", "/questions/{id}"}
    assert set(rows) - known == set()
    settings = set(re.findall(rf"`({PREFIX}[A-Z_]+)`", DOCS))
    assert settings == {PREFIX + field.name.upper() for field in fields(Settings)}
