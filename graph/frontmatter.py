"""The ``#+`` lines above a query: YAML that says what it is, in comments that every engine passes over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from graph.errors import Finding, InvalidInput

__all__ = ["read_front_matter"]

MARK = "#+"
#: The C parser is ten times quicker, and libyaml is not everywhere.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_front_matter(text: str, path: Path) -> tuple[dict[str, Any], str]:
    """Part a query file into its front matter and its query; the query keeps its line numbers' order, not their count.

    Raises :class:`graph.errors.InvalidInput`, with the line, when the front matter is missing or is no YAML mapping.

    >>> read_front_matter("#+ summary: All.\\nSELECT * WHERE { ?s ?p ?o }\\n", Path("all.rq"))
    ({'summary': 'All.'}, 'SELECT * WHERE { ?s ?p ?o }\\n')
    """
    lines = text.splitlines(keepends=True)
    marked = [line[len(MARK) :].removeprefix(" ") for line in lines if line.startswith(MARK)]
    body = "".join(line for line in lines if not line.startswith(MARK))
    try:
        front = yaml.load("".join(marked), Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _invalid(path, mark.line + 1 if mark else 1, f"The front matter is no YAML: {error}") from error
    if not isinstance(front, dict):
        raise _invalid(path, 1, "A query begins with front matter: `#+ key: value` lines.")
    return front, body


def _invalid(path: Path, line: int, message: str) -> InvalidInput:
    return InvalidInput((Finding(str(path), line, "", "front-matter", message),))
