"""The list of all addresses, out of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.schemas import ProblemDocument

__all__ = ["Operation", "complete", "groups_of"]


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


PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Say of every failure that it is a problem document, and nothing of failures that no route has."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for methods in document["paths"].values():
        for said in methods.values():
            validated = said["responses"].get("422", {}).get("content", {})
            if "HTTPValidationError" in str(validated):
                del said["responses"]["422"]
            said["responses"].setdefault("default", {"description": "A problem"})
            for status, told in said["responses"].items():
                if status == "default" or status >= "4":
                    told.setdefault("content", PROBLEM)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["ProblemDocument"] = ProblemDocument.model_json_schema()
    return document
