"""Turns a source that is a table into facts: each row of the CSV one fact, as the Turtle header beside it says.

A header ``{slug}.ttl`` holds the one piece of evidence ``evidence:table--{slug}`` that all rows share, and the one
thing that the rows belong to. What that is says what the rows are:

===================  =============================  =============================================================
header describes     each row is                    columns
===================  =============================  =============================================================
``:CriticalityList`` ``:CriticalityDesignation``    ``material``, ``as_listed``
``qb:DataSet``       ``:Observation``               ``material``, ``area``, ``indicator``, ``period``, ``value``,
                                                    ``unit``, ``status``; after them, in this order, any of
                                                    ``partner``, ``qualifier``, ``basis``, ``note``
===================  =============================  =============================================================

The facts stand in the graph of the source that the evidence points into. ``docs/data/tables.md`` describes the cells.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph import namespaces as ns
from graph.dates import read_period
from graph.errors import Finding
from graph.store import Literal, NamedNode, Quad, Term, word

__all__ = ["UNITS", "Table", "read_table"]

#: QUDT units that a table may use, by their names there; a figure is never converted into another unit.
UNITS: Final = frozenset({"KiloGM", "KiloTONNE", "M3", "MegaTONNE", "NUM", "PERCENT", "TONNE"})
QUALIFIERS: Final = ("exact", "at least", "at most", "about", "up to")
LIST_COLUMNS: Final = ("material", "as_listed")
FIGURE_COLUMNS: Final = ("material", "area", "indicator", "period", "value", "unit", "status")
EXTRA_FIGURE_COLUMNS: Final = ("partner", "qualifier", "basis", "note")
#: Standings of a figure that the source does not give as a number.
WITHOUT_VALUE: Final = ("withheld", "not-available")

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TYPE = NamedNode(ns.RDF + "type")
DATE = NamedNode(ns.XSD + "date")
DECIMAL = NamedNode(ns.XSD + "decimal")
NOTE = NamedNode(ns.SKOS + "editorialNote")
START_UNKNOWN = "The day of issue of the list is not known, so neither is the day on which this entry began."

Row = Mapping[str, str]
Statement = tuple[NamedNode, Term]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as quads: its header's and its rows' facts, with the CSV line of each fact and what is wrong with it."""

    quads: tuple[Quad, ...]
    lines: Mapping[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What the rows of a table are: the columns that they need and may have, and how one is read."""

    needed: tuple[str, ...]
    extra: tuple[str, ...]
    read: Callable[[Head, Row, Cells], tuple[str, list[Statement]]]


@dataclass(frozen=True, slots=True)
class Head:
    """What a header says of all rows: what they belong to, their evidence, the graph, and when list entries began."""

    kind: Kind
    whole: NamedNode
    evidence: NamedNode
    graph: NamedNode
    start: tuple[Statement, ...] = ()

    @property
    def slug(self) -> str:
        """Slug of the list or the data set."""
        return self.whole.value.rsplit("/", 1)[-1]


class Cells:
    """Reads the cells of one row and keeps what is wrong with them, so that a row is judged as a whole.

    ``known`` holds the IRIs that authored files describe; without it, names are checked for their form only.
    """

    def __init__(self, known: Collection[str] | None) -> None:
        self._known = known
        self.faults: list[str] = []

    def name(self, column: str, cell: str, namespace: str) -> NamedNode:
        """A thing or concept by its slug in a namespace."""
        iri = namespace + cell
        if not SLUG.fullmatch(cell):
            self._refuse(cell, f"'{cell}' in {column} is no slug.")
        elif self._known is not None and iri not in self._known:
            self._refuse(cell, f"'{cell}' in {column} is unknown: no file describes {ns.compact(iri)}.")
        return NamedNode(iri)

    def place(self, column: str, cell: str) -> NamedNode:
        """A place by its prefix and slug, as an area may be a country (an actor too) or a place."""
        prefix, _, slug = cell.partition(":")
        if prefix not in ("actor", "place"):
            self._refuse(cell, f"'{cell}' in {column} is no place; write it as actor:… or place:….")
            return NamedNode(ns.ID)
        return self.name(column, slug, ns.PREFIXES[prefix])

    def one_of(self, column: str, cell: str, values: Collection[str]) -> str:
        """A word of a closed set."""
        if cell not in values:
            self._refuse(cell, f"'{cell}' in {column} is unknown; one of {', '.join(sorted(values))}.")
        return cell

    def number(self, column: str, cell: str) -> Literal:
        """A decimal number as the source writes it, without separators of thousands."""
        if not NUMBER.fullmatch(cell):
            self._refuse(cell, f"'{cell}' in {column} is no number.")
            return Literal("0", datatype=DECIMAL)
        return Literal(cell, datatype=DECIMAL)

    def period(self, column: str, cell: str) -> list[Statement]:
        """First and last day of a period, or that it is not known."""
        if cell == "unknown":
            return [(_term("periodPrecision"), Literal(cell))]
        try:
            first, last = read_period(cell)
        except ValueError as error:
            self._refuse(cell, f"In {column}, {error}.")
            return []
        return [
            (_term("periodStart"), Literal(first.isoformat(), datatype=DATE)),
            (_term("periodEnd"), Literal(last.isoformat(), datatype=DATE)),
        ]

    def filled(self, row: Row, columns: Iterable[str]) -> None:
        """See that no cell of these columns is empty."""
        for column in columns:
            if not row[column]:
                self.faults.append(f"{column} is empty.")

    def _refuse(self, cell: str, message: str) -> None:
        """Note what is wrong with a cell; an empty one is no news after :meth:`filled`."""
        if cell:
            self.faults.append(message)


def _term(name: str) -> NamedNode:
    return NamedNode(ns.ONTOLOGY + name)


def _read_entry(head: Head, row: Row, cells: Cells) -> tuple[str, list[Statement]]:
    cells.filled(row, LIST_COLUMNS)
    statements: list[Statement] = [
        (TYPE, _term("CriticalityDesignation")),
        (_term("onList"), head.whole),
        (_term("designates"), cells.name("material", row["material"], ns.PREFIXES["material"])),
        (_term("listedAs"), Literal(row["as_listed"])),
        *head.start,
    ]
    return f"{ns.ID}designation/{head.slug}--{row['material']}", statements


def _read_figure(head: Head, row: Row, cells: Cells) -> tuple[str, list[Statement]]:
    has_value = row["status"] not in WITHOUT_VALUE
    cells.filled(row, [column for column in FIGURE_COLUMNS if has_value or column != "value"])
    statements: list[Statement] = [
        (TYPE, _term("Observation")),
        (NamedNode(ns.QB + "dataSet"), head.whole),
        (_term("observedMaterial"), cells.name("material", row["material"], ns.PREFIXES["material"])),
        (_term("area"), cells.place("area", row["area"])),
        (_term("indicator"), cells.name("indicator", row["indicator"], ns.PREFIXES["indicator"])),
        *cells.period("period", row["period"]),
        (_term("unit"), NamedNode(ns.UNIT + cells.one_of("unit", row["unit"], UNITS))),
        (
            _term("observationStatus"),
            cells.name("status", row["status"], ns.PREFIXES["observation-status"]),
        ),
    ]
    if has_value:
        statements.append((_term("value"), cells.number("value", row["value"])))
    elif row["value"]:
        cells.faults.append(f"A figure that is {row['status']} has no value, but the cell says '{row['value']}'.")
    parts = [head.slug, row["material"], row["area"].partition(":")[2]]
    if row.get("partner"):
        statements.append((_term("partnerArea"), cells.place("partner", row["partner"])))
        parts.append(row["partner"].partition(":")[2])
    if row.get("qualifier"):
        statements.append((_term("valueQualifier"), Literal(cells.one_of("qualifier", row["qualifier"], QUALIFIERS))))
    if row.get("basis"):
        statements.append((_term("contentBasis"), Literal(row["basis"])))
    if row["period"] == "unknown" and not row.get("note"):
        cells.faults.append("A period that is unknown needs a note that says what is known of it.")
    if row.get("note"):
        statements.append((NOTE, Literal(row["note"], language="en")))
    parts += [row["indicator"], row["period"].replace("/", "--")]
    return f"{ns.ID}observation/{'--'.join(parts)}", statements


ENTRIES = Kind(LIST_COLUMNS, (), _read_entry)
FIGURES = Kind(FIGURE_COLUMNS, EXTRA_FIGURE_COLUMNS, _read_figure)


def read_table(header: Path, quads: Sequence[Quad], known: Collection[str] | None = None) -> Table:
    """Read the CSV beside a header whose quads are given.

    ``known`` holds the IRIs that the other files describe; a cell that names something else is a finding. Findings are
    of the CSV: at the line of a row for all that is wrong with its cells, line 1 for wrong columns, and line 0 for a
    header that does not describe exactly one evidence and one list or data set.
    """
    rows_file = header.with_suffix(".csv")
    head, faults = _read_head(header.stem, quads)
    findings = [Finding(str(rows_file), 0, "", "table-header", f"{header.name} {fault}") for fault in faults]
    if not rows_file.is_file():
        findings.append(Finding(str(rows_file), 0, "", "table-rows", f"{header.name} has no CSV file beside it."))
    if head is None or findings:
        return Table(tuple(quads), {}, tuple(findings))
    made = [Quad(q.subject, q.predicate, q.object, head.graph) for q in quads]
    lines: dict[str, int] = {}
    evidence = (_term("hasEvidence"), head.evidence)
    with rows_file.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        message = _check_columns(tuple(reader.fieldnames or ()), head.kind)
        if message:
            return Table(tuple(made), {}, (Finding(str(rows_file), 1, "", "table-columns", message),))
        for row in reader:
            fact, statements, row_faults = _read_row(head, row, known)
            if fact in lines and not row_faults:
                row_faults = [f"The row says again what line {lines[fact]} says; keep one."]
            findings += [
                Finding(str(rows_file), reader.line_num, ns.compact(fact) if fact else "", "table-row", fault)
                for fault in row_faults
            ]
            if not row_faults:
                lines[fact] = reader.line_num
                made += [
                    Quad(NamedNode(fact), predicate, value, head.graph) for predicate, value in [*statements, evidence]
                ]
    return Table(tuple(made), lines, tuple(findings))


def _read_row(
    head: Head, row: Mapping[str | None, object], known: Collection[str] | None
) -> tuple[str, list[Statement], list[str]]:
    if None in row or None in row.values():
        return "", [], [f"A row has {len(head.kind.needed)} or more cells, one for each column."]
    cells = Cells(known)
    fact, statements = head.kind.read(head, {str(column): str(cell) for column, cell in row.items()}, cells)
    if cells.faults:
        return "", [], cells.faults
    return fact, statements, []


def _check_columns(columns: tuple[str, ...], kind: Kind) -> str | None:
    needed = columns[: len(kind.needed)]
    extra = columns[len(kind.needed) :]
    if needed == kind.needed and extra == tuple(column for column in kind.extra if column in extra):
        return None
    choice = f", then any of {', '.join(kind.extra)}" if kind.extra else ""
    return f"The columns are {', '.join(columns) or 'none'}; they must be {', '.join(kind.needed)}{choice}."


def _read_head(slug: str, quads: Sequence[Quad]) -> tuple[Head | None, list[str]]:
    """What the header says, or what it fails to say, as ends of sentences that begin with its name."""
    lists = _subjects_of(quads, ns.ONTOLOGY + "CriticalityList")
    sets = _subjects_of(quads, ns.QB + "DataSet")
    evidence = _subjects_of(quads, ns.ONTOLOGY + "Evidence")
    faults = []
    if len(lists) + len(sets) != 1:
        faults.append(
            f"describes {len(lists)} :CriticalityList and {len(sets)} qb:DataSet; it needs exactly one of them."
        )
    name = f"{ns.ID}evidence/table--{slug}"
    if evidence != [name]:
        faults.append(f"describes {len(evidence)} :Evidence; it needs exactly one, {ns.compact(name)}.")
    sources = sorted(set(_values(quads, name, ns.ONTOLOGY + "fromSource")), key=word)
    if evidence == [name] and len(sources) != 1:
        faults.append(f"has {len(sources)} :fromSource on its evidence; it needs exactly one.")
    start = []
    if len(lists) == 1 and not sets:
        issued = list(_values(quads, lists[0], ns.DCTERMS + "issued"))
        precision = list(_values(quads, lists[0], ns.ONTOLOGY + "issuedPrecision"))
        is_unknown = [word(term) for term in precision] == ["unknown"]
        if len(issued) != (0 if is_unknown else 1) or len(precision) > 1:
            faults.append('must say once when its list was issued: dcterms:issued, or :issuedPrecision "unknown".')
        start = [(_term("validFrom"), term) for term in issued]
        start += [(_term("validFromPrecision"), term) for term in precision]
        if is_unknown:
            start.append((NOTE, Literal(START_UNKNOWN, language="en")))
    if faults:
        return None, faults
    graph = NamedNode(ns.source_graph(word(sources[0]).rsplit("/", 1)[-1]))
    kind = ENTRIES if lists else FIGURES
    return Head(kind, NamedNode((lists or sets)[0]), NamedNode(name), graph, tuple(start)), []


def _subjects_of(quads: Iterable[Quad], type_iri: str) -> list[str]:
    return sorted({word(q.subject) for q in quads if q.predicate == TYPE and word(q.object) == type_iri})


def _values(quads: Iterable[Quad], subject: str, predicate: str) -> Iterator[Term]:
    return (q.object for q in quads if q.predicate.value == predicate and word(q.subject) == subject)
