"""Turns a source that is a table into facts: each row of the CSV one fact, as the Turtle header beside it says.

A header ``{slug}.ttl`` describes the source document, the one list edition that the table prints, and the one piece
of evidence ``evidence:table--{slug}`` that all rows share. The CSV has the columns ``material`` (a material's slug)
and ``as_listed`` (the words of the table).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph import namespaces as ns
from graph.errors import Finding
from graph.store import Literal, NamedNode, Quad, Term, word

__all__ = ["Table", "read_table"]

COLUMNS = ("material", "as_listed")
TYPE = NamedNode(ns.RDF + "type")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as quads: its header's and its rows' facts, with the CSV line of each fact and what is wrong with it."""

    quads: tuple[Quad, ...]
    lines: Mapping[str, int]
    findings: tuple[Finding, ...]


def _term(name: str) -> NamedNode:
    return NamedNode(ns.ONTOLOGY + name)


def read_table(header: Path, quads: Sequence[Quad]) -> Table:
    """Read the CSV beside a header whose quads are given.

    The findings name the CSV's line for a row with missing cells or a doubled material, and line 0 for a header that
    does not describe exactly one list, one source and one evidence.
    """
    rows_file = header.with_suffix(".csv")
    by_type = {
        name: sorted({word(q.subject) for q in quads if q.predicate == TYPE and q.object == _term(name)})
        for name in ("CriticalityList", "SourceDocument", "Evidence")
    }
    findings = [
        Finding(
            str(rows_file),
            0,
            "",
            "table-header",
            f"{header.name} describes {len(found)} :{name}; it needs exactly one.",
        )
        for name, found in by_type.items()
        if len(found) != 1
    ]
    issued = [
        q.object
        for q in quads
        if q.predicate.value == ns.DCTERMS + "issued" and word(q.subject) in by_type["CriticalityList"]
    ]
    if not rows_file.is_file():
        findings.append(Finding(str(rows_file), 0, "", "table-rows", f"{header.name} has no CSV file beside it."))
    if len(issued) != 1:
        findings.append(
            Finding(str(rows_file), 0, "", "table-header", f"The list of {header.name} needs one dcterms:issued.")
        )
    if findings:
        return Table(tuple(quads), {}, tuple(findings))
    edition, source, evidence = (
        NamedNode(by_type[name][0]) for name in ("CriticalityList", "SourceDocument", "Evidence")
    )
    graph = NamedNode(ns.source_graph(source.value.rsplit("/", 1)[-1]))
    made = [Quad(q.subject, q.predicate, q.object, graph) for q in quads]
    lines: dict[str, int] = {}
    with rows_file.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            message = f"The columns are {reader.fieldnames}; they must be {', '.join(COLUMNS)}."
            return Table(tuple(made), {}, (Finding(str(rows_file), 1, "", "table-columns", message),))
        for row in reader:
            slug = row["material"]
            fact = f"{ns.ID}designation/{edition.value.rsplit('/', 1)[-1]}--{slug}"
            if not slug or not row["as_listed"] or None in row:
                findings.append(
                    Finding(
                        str(rows_file),
                        reader.line_num,
                        "",
                        "table-row",
                        "A row needs one material and its words, no more cells.",
                    )
                )
            elif fact in lines:
                findings.append(
                    Finding(
                        str(rows_file),
                        reader.line_num,
                        ns.compact(fact),
                        "table-row",
                        f"{slug} stands twice; keep one row.",
                    )
                )
            else:
                lines[fact] = reader.line_num
                statements: list[tuple[NamedNode, Term]] = [
                    (TYPE, _term("CriticalityDesignation")),
                    (_term("onList"), edition),
                    (_term("designates"), NamedNode(f"{ns.ID}material/{slug}")),
                    (_term("listedAs"), Literal(row["as_listed"])),
                    (_term("validFrom"), issued[0]),
                    (_term("hasEvidence"), evidence),
                ]
                made += [Quad(NamedNode(fact), predicate, value, graph) for predicate, value in statements]
    return Table(tuple(made), lines, tuple(findings))
