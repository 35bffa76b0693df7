"""Commands to be copied: each operation as a line for curl, with the examples of the OpenAPI document for values."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from api.deps import Services
from graph import namespaces as ns

__all__ = ["base_of", "curl_of"]

#: What a form is sent for where the document has no example of one.
QUERY: Final = f"SELECT * WHERE {{ ?framework a <{ns.ONTOLOGY}Framework> }} LIMIT 5"
FORM: Final = "application/x-www-form-urlencoded"
Said = Mapping[str, Any]


def base_of(ours: Services) -> str:
    """The address before every path in a command: the public one, else that on which the server listens.

    A page puts its own address in place of the latter, where it has scripts: a server behind a name of which it was
    not told cannot know it.
    """
    return ours.settings.base_url or f"http://127.0.0.1:{ours.settings.port or 8000}"


def curl_of(base: str, method: str, path: str, said: Said, version: str) -> str:
    """A line that asks an operation for what its examples name; ``version`` stands for a version of the data.

    >>> told = {"parameters": [{"in": "query", "name": "q", "required": True, "example": "rare earths"}]}
    >>> curl_of("http://127.0.0.1:8000", "get", "/search", told, "")
    "curl 'http://127.0.0.1:8000/search?q=rare+earths'"
    """
    query = {}
    for parameter in said.get("parameters", ()):
        name, value = parameter["name"], _example(parameter)
        if parameter["in"] == "path":
            # The ontology and the shapes have versions of their own.
            own = name == "version" and not path.startswith(("/ontology", "/shapes", "/dumps"))
            path = path.replace(f"{{{name}}}", quote(version if own else value, safe="/"))
        elif parameter["required"]:
            query[name] = value
    address = shlex.quote(f"{base}{path}" + (f"?{urlencode(query)}" if query else ""))
    address = address if address.startswith("'") else f"'{address}'"
    flags = [*_flags(method, path, said), address]
    return " ".join(["curl", *flags])


def _flags(method: str, path: str, said: Said) -> Iterator[str]:
    if method.upper() == "POST":
        yield from _body(said.get("requestBody", {}).get("content", {}))
    elif path.startswith("/dumps/") and "206" in said.get("responses", {}):
        yield "-O"
    elif "303" in said.get("responses", {}):
        yield "-L"


def _body(content: Said) -> Iterator[str]:
    """The flags that send a body: that of the first type that has an example, else a query in a form."""
    for media_type, told in content.items():
        examples = [told.get("example"), *(each["value"] for each in told.get("examples", {}).values())]
        for example in examples:
            if example is None:
                continue
            if media_type == FORM:
                yield from (f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in example.items())
            else:
                text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
                yield f"-H {shlex.quote(f'Content-Type: {media_type}')} --data-binary {shlex.quote(text)}"
            return
    if FORM in content:
        yield f"--data-urlencode {shlex.quote(f'query={QUERY}')}"


def _example(parameter: Said) -> str:
    """The example of a parameter, wherever the document says it; empty where there is none."""
    schema = parameter.get("schema", {})
    told = (parameter.get("example"), *schema.get("examples", ()), schema.get("default"))
    first = next((each for each in told if each is not None), "")
    return str(first[0] if isinstance(first, list) else first)
