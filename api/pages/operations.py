"""The list of all addresses, out of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["Operation", "complete", "groups_of", "schema_of"]

REFERENCE = "#/components/schemas/{model}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address, as the page shows it."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Mapping[str, Any], ...]
    responses: tuple[tuple[str, str], ...]


def groups_of(document: Mapping[str, Any]) -> list[tuple[str, list[Operation]]]:
    """Operations by tag, in the order of the document."""
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            responses = tuple((status, told["description"]) for status, told in sorted(said["responses"].items()))
            operation = Operation(
                method=method.upper(),
                path=path,
                summary=said.get("summary", ""),
                description=said.get("description", ""),
                parameters=tuple({"required": False, "description": "", **told} for told in said.get("parameters", ())),
                responses=responses,
            )
            groups.setdefault(said["tags"][0], []).append(operation)
    return list(groups.items())


def schema_of(name: str) -> dict[str, Any]:
    """The content of a response that is one of the documents of :mod:`api.schemas`, by its name.

    By name, since models cost a tenth of a second at the start and only the OpenAPI document needs them.

    >>> schema_of("Health")
    {'application/json': {'schema': {'$ref': '#/components/schemas/Health'}}}
    """
    return {"application/json": {"schema": {"$ref": REFERENCE.format(model=name)}}}


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
