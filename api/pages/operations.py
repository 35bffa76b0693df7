"""The list of all addresses, out of the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from api.pages.commands import curl_of
from graph.questions import Column, Question

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["EXAMPLES", "Operation", "answer_schema", "complete", "groups_of", "read_examples", "schema_of"]

EXAMPLES: Final = Path(__file__).with_name("examples.json")
#: The schema of the cells of each type of column, and the JSON type of those that have none.
MODELS: Final = {
    "entity": "EntityCell",
    "concept": "ConceptCell",
    "fact": "FactCell",
    "date": "DateCell",
    "validity": "ValidityCell",
    "text": "TextCell",
}
PLAIN: Final = {"number": "number", "boolean": "boolean"}
REFERENCE = "#/components/schemas/{model}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address, as the page shows it.

    ``command`` asks it with curl; ``sample`` is a part of an answer as JSON, about an invented world, perhaps empty.
    """

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Mapping[str, Any], ...]
    responses: tuple[tuple[str, str], ...]
    types: tuple[str, ...]
    command: str
    sample: str


def groups_of(
    document: Mapping[str, Any], base: str, version: str, wanted: str = ""
) -> list[tuple[str, list[Operation]]]:
    """Operations by tag, in the order of the document; those alone in which every word ``wanted`` occurs.

    ``base`` stands before the paths in commands, ``version`` is that of the data.
    """
    words = wanted.casefold().split()
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            operation = _operation(path, method, said, curl_of(base, method, path, said, version))
            if all(word in _searched(operation) for word in words):
                groups.setdefault(said["tags"][0], []).append(operation)
    return list(groups.items())


def _operation(path: str, method: str, said: Mapping[str, Any], command: str) -> Operation:
    rows = read_examples().get(path.removeprefix("/questions/"), ()) if path.startswith("/questions/") else ()
    told = said["responses"].get("200", {}).get("content", {})
    shown = rows[0] if rows else next((each["example"] for each in told.values() if "example" in each), None)
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said.get("summary", ""),
        description=said.get("description", ""),
        parameters=tuple({"required": False, "description": "", **each} for each in said.get("parameters", ())),
        responses=tuple((status, each["description"]) for status, each in sorted(said["responses"].items())),
        types=tuple(told),
        command=command,
        sample="" if shown is None else json.dumps(shown, ensure_ascii=False, indent=1),
    )


def _searched(operation: Operation) -> str:
    names = " ".join(str(parameter["name"]) for parameter in operation.parameters)
    said = (operation.method, operation.path, operation.summary, operation.description, names)
    return " ".join(said).casefold()


def schema_of(name: str) -> dict[str, Any]:
    """The content of a response that is one of the documents of :mod:`api.schemas`, by its name.

    By name, since models cost a tenth of a second at the start and only the OpenAPI document needs them.

    >>> schema_of("Health")
    {'application/json': {'schema': {'$ref': '#/components/schemas/Health'}}}
    """
    return {"application/json": {"schema": {"$ref": REFERENCE.format(model=name)}}}


def answer_schema(question: Question) -> dict[str, Any]:
    """The content of a response that answers a question: the document, with the columns of its rows."""
    row = {
        "type": "object",
        "required": [column.name for column in question.columns],
        "additionalProperties": False,
        "properties": {column.name: _cell(column) for column in question.columns},
    }
    schema = {
        "allOf": [
            {"$ref": REFERENCE.format(model="AnswerDocument")},
            {"properties": {"question": {"const": question.id}, "rows": {"type": "array", "items": row}}},
        ]
    }
    return {"application/json": {"schema": schema}}


def _cell(column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {"description": column.meaning}
    model = MODELS.get(column.type)
    if column.type == "entities":
        return {"type": "array", "items": {"$ref": REFERENCE.format(model="EntityCell")}, **said}
    if model is not None:
        return {"anyOf": [{"$ref": REFERENCE.format(model=model)}, {"type": "null"}], **said}
    if column.values:
        return {"enum": [*column.values, None], **said}
    return {"type": [PLAIN.get(column.type, "string"), "null"], **said}


@cache
def read_examples() -> Mapping[str, list[Any]]:
    """A row of an answer by question, all about an invented world, which nobody takes for facts."""
    found: dict[str, list[Any]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


PROBLEM = {"application/problem+json": {"schema": {"$ref": REFERENCE.format(model="ProblemDocument")}}}


def complete(document: dict[str, Any], base_url: str) -> dict[str, Any]:
    """Add the schemas of all documents and the server's public address, if it is known.

    Of every failure it is said that it is a problem, and nothing of what no route has.
    """
    from pydantic.json_schema import models_json_schema

    from api import matches, schemas

    for methods in document["paths"].values():
        for said in methods.values():
            validated = said["responses"].get("422", {}).get("content", {})
            if "HTTPValidationError" in str(validated):
                del said["responses"]["422"]
            said["responses"].setdefault("default", {"description": "A problem"})
            for status, told in said["responses"].items():
                if status == "default" or status >= "4":
                    told.setdefault("content", PROBLEM)
    for name, rows in read_examples().items():
        # Only now: what the framework writes it leaves nulls out of, and a row has them.
        content = document["paths"][f"/questions/{name}"]["get"]["responses"]["200"]["content"]["application/json"]
        content["schema"]["allOf"][1]["properties"]["rows"]["items"]["examples"] = rows
    models: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
        (getattr(module, name), "serialization")
        for module in (schemas, matches)
        for name in module.__all__
        if name != "Document"
    ]
    _, definitions = models_json_schema(models, ref_template=REFERENCE)
    if base_url:
        document["servers"] = [{"url": base_url}]
    document.setdefault("components", {})["schemas"] = definitions["$defs"]
    return document
