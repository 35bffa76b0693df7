"""What tools take: the JSON schemas of their arguments, and how arguments are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graph.errors import BadParameter
from graph.questions import CONFIDENCES, LANGUAGES, Parameter

__all__ = ["DAY", "LANGUAGE", "MOST_ROWS", "TEXT", "VIEW", "count_of", "fits", "property_of", "schema_of", "text_of"]

TEXT: Final = {"type": "string"}
LANGUAGE: Final = {"type": "string", "enum": list(LANGUAGES), "description": "Language of labels and of the answer"}
DAY: Final = {"type": "string", "format": "date"}
#: Rows of a page at the most, as over HTTP.
MOST_ROWS: Final = 1000
#: What every question takes beside its own parameters.
VIEW: Final[Mapping[str, Mapping[str, Any]]] = {
    "lang": LANGUAGE,
    "limit": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "description": "Rows of a page; all if left out"},
    "cursor": {**TEXT, "description": "`next` or `previous` of a page, for the one after or before it"},
    "confidence": {**TEXT, "enum": list(CONFIDENCES), "description": "Least confidence of every fact in a row"},
}


def schema_of(properties: Mapping[str, Any], *required: str) -> dict[str, Any]:
    """The schema of all arguments: these and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def property_of(parameter: Parameter) -> dict[str, Any]:
    """The schema of a parameter of a question."""
    kinds: dict[str, dict[str, Any]] = {"date": DAY, "number": {"type": "integer", "minimum": 0, "maximum": 9999}}
    described = f"{parameter.description} Takes {parameter.accepts}."
    return {**kinds.get(parameter.type, TEXT), "description": described, "examples": [_example(parameter)]}


def _example(parameter: Parameter) -> str | int:
    return int(parameter.example) if parameter.type == "number" else parameter.example


def fits(value: object, schema: Mapping[str, Any]) -> bool:
    """Whether a value has the type of a schema; ``null`` counts as left out, a number may be spelled as a text."""
    if value is None:
        return True
    match schema["type"]:
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return (isinstance(value, int) and not isinstance(value, bool)) or (
                isinstance(value, str) and value.isdecimal()
            )
    return isinstance(value, str)


def text_of(value: object) -> str:
    """An argument as text; empty where it was left out."""
    return "" if value is None else str(value).strip()


def count_of(name: str, text: str, most: int) -> int:
    """A whole number from 1 to ``most``; raises :class:`graph.errors.BadParameter`.

    >>> count_of("limit", "20", 50)
    20
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        raise BadParameter(name, text, f"a whole number from 1 to {most}")
    return int(text)
