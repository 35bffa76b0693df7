"""Whether servers answer alike: the rows of their answers as multisets, order and spelling of JSON aside."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from graph import namespaces as ns

__all__ = ["Rows", "difference", "read_rows"]

#: How often each row comes; a row is its bound columns, each with its term.
Rows: TypeAlias = Counter[frozenset[tuple[str, str]]]


def read_rows(body: bytes) -> Rows:
    """The rows of an answer in SPARQL 1.1 JSON.

    A plain string and one typed ``xsd:string`` are one term in RDF 1.1, and language tags know no case.
    """
    bindings: Iterable[Mapping[str, Any]] = json.loads(body)["results"]["bindings"]
    return Counter(frozenset((name, _term(term)) for name, term in row.items()) for row in bindings)


def _term(term: Mapping[str, str]) -> str:
    if term["type"] in ("uri", "bnode"):
        return f"{term['type']} {term['value']}"
    datatype = term.get("datatype", ns.XSD + "string")
    return f"literal {term['value']!r} {term.get('xml:lang', '').lower() or datatype}"


def difference(ours: Rows, theirs: Rows) -> str:
    """How two answers differ, in a sentence; empty when they do not.

    >>> difference(Counter("aab"), Counter("abb"))
    '1 of our 3 rows are not among theirs, and 1 of their 3 not among ours'
    """
    missing, extra = (ours - theirs).total(), (theirs - ours).total()
    if not missing and not extra:
        return ""
    left = f"{missing} of our {ours.total()} rows are not among theirs"
    return f"{left}, and {extra} of their {theirs.total()} not among ours"
