"""The queries behind the pages: one ``.rq`` file each in this folder, asked of the pool like any other query.

A query about one thing names it ``?thing``, which is bound as a term. The prefixes of :mod:`graph.namespaces` need no
declaration in the files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from api.pages.results import Cell, read_results
from api.pool import Pool
from graph import sparql
from graph.errors import UnknownEntity
from graph.namespaces import PREFIXES
from graph.wire import SparqlRequest

__all__ = ["is_iri", "query_text", "select", "term"]

FOLDER = Path(__file__).parent
RESULTS_JSON = "application/sparql-results+json"
IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI by the characters that SPARQL allows in one.

    >>> is_iri("urn:a"), is_iri("/graph"), is_iri("urn:a> <urn:b")
    (True, False, False)
    """
    return IRI.fullmatch(text) is not None


def term(iri: str) -> str:
    """An IRI as SPARQL writes it. Raises :class:`graph.errors.UnknownEntity` for what the grammar of IRIs forbids.

    >>> term("https://example.org/a")
    '<https://example.org/a>'
    """
    if not is_iri(iri):
        raise UnknownEntity(iri)
    return f"<{iri}>"


@cache
def _template(name: str) -> str:
    query = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    used = sorted(sparql.prefixes_used(query) & PREFIXES.keys())
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used) + query


def query_text(name: str, thing: str | None = None) -> str:
    """The text of a query, about one thing when it is a query about one."""
    text = _template(name)
    return text if thing is None else sparql.bind(text, {"thing": term(thing)})


async def select(pool: Pool, name: str, thing: str | None = None) -> tuple[Mapping[str, Cell], ...]:
    """The solutions of a query, each with the variables that are bound."""
    answer = await pool.run(SparqlRequest(query_text(name, thing), RESULTS_JSON, None))
    return read_results(answer.body).rows
