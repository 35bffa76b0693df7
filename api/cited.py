"""Sources as tools tell them: IRI, title, publisher, day of issue, address; each ``None`` where it is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from graph import namespaces as ns

__all__ = ["of_answer", "of_row", "of_solution", "of_work", "query_for"]

MEMBERS: Final = ("iri", "title", "publisher", "issued", "url")
#: Facts of a result whose sources are told.
MOST_FACTS: Final = 500
SOURCES: Final = """
SELECT DISTINCT ?iri ?title ?publisher ?issued ?url
WHERE {
  VALUES ?fact { FACTS }
  ?fact :hasEvidence ?evidence .
  ?evidence :fromSource ?iri .
  OPTIONAL { ?iri dcterms:title ?title . }
  OPTIONAL { ?iri dc:publisher ?publisher . }
  OPTIONAL { ?iri dcterms:issued ?issued . }
  OPTIONAL { ?iri schema:url ?url . }
}
ORDER BY ?iri
"""
#: What no IRI holds, so that a result cannot put anything into the query on its sources.
UNFIT: Final = frozenset('<>"{}|^`\\')


def of_answer(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The documents that the facts of an answer rest on, each once, in the order of the rows."""
    facts = [column["name"] for column in document["columns"] if column["type"] == "fact"]
    found: dict[str, dict[str, Any]] = {}
    for row in document["rows"]:
        for name in facts:
            for piece in (row[name] or {}).get("evidence", ()):
                issued = piece["issued"]["text"] if piece["issued"] else None
                told = {"iri": piece["source"], "title": piece["title"], "publisher": piece["publisher"]}
                found.setdefault(piece["source"], told | {"issued": issued, "url": piece["url"]})
    return list(found.values())


def of_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the question on the sources of a thing, as sources are told."""
    return {
        "iri": row["source"]["iri"],
        "title": row["source"]["label"],
        "publisher": row["publisher"]["value"] if row["publisher"] else None,
        "issued": row["issued"]["text"] if row["issued"] else None,
        "url": row["address"],
    }


def of_work(work: Mapping[str, Any]) -> dict[str, Any]:
    """A work that a citation names."""
    return {name: work[name] or None for name in ("iri", "title", "publisher", "issued", "url")}


def query_for(solutions: Iterable[Mapping[str, Any]]) -> str:
    """The query for the sources of the facts that solutions name; empty where they name nothing of ours.

    >>> query_for([{"n": {"type": "literal", "value": "7"}}])
    ''
    """
    named = {term["value"]: None for row in solutions for term in row.values() if term["type"] == "uri"}
    ours = [f"<{iri}>" for iri in named if iri.startswith(ns.ID) and UNFIT.isdisjoint(iri)]
    return SOURCES.replace("FACTS", " ".join(ours[:MOST_FACTS])) if ours else ""


def of_solution(row: Mapping[str, Any]) -> dict[str, Any]:
    """A solution of :func:`query_for`."""
    return {name: row[name]["value"] if name in row else None for name in MEMBERS}
