"""The page on one thing: its names, what is said of it, the facts that speak of it, and what each fact rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from api.pages.queries import select
from api.pages.results import Cell
from api.pool import Pool
from graph import namespaces as ns
from graph.dates import when
from graph.terms import humanise
from graph.titles import clock, join_parties

__all__ = ["Fact", "Group", "Thing", "Value", "read_thing"]

MAX_LINKS = 1000
Row = Mapping[str, Cell]

LABEL = ns.SKOS + "prefLabel"
ALIASES = (ns.SKOS + "altLabel", ns.SKOS + "hiddenLabel")
TYPE = ns.RDF + "type"
NOTE = ns.SKOS + "editorialNote"
#: Shown elsewhere on the page: names, classes, evidence, and the facts that speak of the thing.
QUIET = {LABEL, *ALIASES, TYPE, ns.ONTOLOGY + "hasEvidence"} | {
    f"{ns.ONTOLOGY}{name}" for name in ("hasCoverage", "hasEntry", "hasMembership", "hasParticipation")
}


@dataclass(frozen=True, slots=True)
class Value:
    """One object of a statement: the term, its label, and whether a rule derived the statement."""

    cell: Cell
    label: str
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one property, under the property's label."""

    predicate: str
    label: str
    definition: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in a list: what sort it is, whom it ties, when it holds, how it stands, and on how much it rests."""

    iri: str
    kind: str
    title: str
    clock: str
    rank: str
    evidence: int


@dataclass(frozen=True, slots=True)
class Thing:
    """All that a page on one thing shows."""

    iri: str
    title: str
    classes: tuple[Value, ...]
    names: tuple[Cell, ...]
    aliases: tuple[Cell, ...]
    statements: tuple[Group, ...]
    evidence: tuple[Row, ...] = ()
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    links: tuple[Group, ...] = ()
    has_more: bool = False


async def read_thing(pool: Pool, iri: str, title: str) -> Thing:
    """Ask the graph for all that the page on a thing of this title shows; five small queries."""
    rows = await select(pool, "statements", iri)
    classes = tuple(_value(row, "class", "classLabel") for row in await select(pool, "classes", iri))
    evidence = await select(pool, "evidence", iri)
    facts = tuple(_facts(await select(pool, "facts", iri)))
    links = await select(pool, "links", iri)
    names = tuple(row["object"] for row in rows if row["predicate"].value == LABEL)
    aliases = tuple(row["object"] for row in rows if row["predicate"].value in ALIASES)
    return Thing(
        iri=iri,
        title=title,
        classes=classes,
        names=tuple(sorted(names, key=lambda name: (name.language != "en", name.language, name.value))),
        aliases=aliases,
        statements=tuple(_groups(rows, "object", "objectLabel")),
        evidence=evidence,
        facts={
            kind: tuple(found) for kind, found in groupby(sorted(facts, key=_fact_order), key=lambda fact: fact.kind)
        },
        links=tuple(_groups(links[:MAX_LINKS], "other", "otherLabel")),
        has_more=len(links) > MAX_LINKS,
    )


def _parties(iri: str, rows: Iterable[Row]) -> str:
    """Labels of the things that a fact ties."""
    cells = ((row["object"], row["objectLabel"].value) for row in rows if "objectLabel" in row)
    things = {cell.value: label for cell, label in cells if cell.is_iri and cell.value.startswith(ns.ID)}
    return join_parties(iri, things)


def _groups(rows: Iterable[Row], name: str, label: str) -> Iterator[Group]:
    rows = tuple(rows)
    precisions = _precisions(rows)
    told_beside = {_beside(predicate) for predicate in precisions}
    for predicate, several in groupby(rows, key=lambda row: row["predicate"].value):
        if predicate in QUIET or predicate in told_beside:
            continue
        found = tuple(several)
        first = found[0]
        words = first["predicateLabel"].value if "predicateLabel" in first else humanise(predicate)
        definition = first["definition"].value if "definition" in first else ""
        precision = precisions.get(predicate, "day")
        values = tuple(dict.fromkeys(_value(row, name, label, precision) for row in found))
        yield Group(predicate, words, definition, values)


def _beside(predicate: str) -> str:
    """The property that tells the precision of a date, whoever's property the date has.

    >>> _beside(ns.DCTERMS + "issued") == ns.ONTOLOGY + "issuedPrecision"
    True
    """
    return f"{ns.ONTOLOGY}{predicate.rsplit('#', 1)[-1].rsplit('/', 1)[-1]}Precision"


def _precisions(rows: Iterable[Row]) -> dict[str, str]:
    """The precision of each date that has one told beside it, by the date's property."""
    told = {row["predicate"].value: row["object"].value for row in rows if "object" in row}
    return {predicate: told[_beside(predicate)] for predicate in told if _beside(predicate) in told}


def _value(row: Row, name: str, label: str, precision: str = "day") -> Value:
    cell = row[name]
    if label in row:
        words = row[label].value
    elif cell.is_iri:
        words = humanise(cell.value) if cell.value.startswith(ns.BASE) else cell.short
    else:
        words = when(cell.value, precision)
    return Value(cell, words, row["isDerived"].value == "true" if "isDerived" in row else False)


def _facts(rows: Iterable[Row]) -> Iterator[Fact]:
    """Facts out of their statements; a fact that ties a thing twice is one fact."""
    for iri, several in groupby(rows, key=lambda row: row["fact"].value):
        found = tuple(several)
        says = {row["predicate"].value: row["object"].value for row in found}
        labels = {row["predicate"].value: row["objectLabel"].value for row in found if "objectLabel" in row}
        kind = humanise(iri.rsplit("/", 2)[-2]) if iri.startswith(ns.ID) else "fact"
        evidence = {row["object"].value for row in found if row["predicate"].value == ns.ONTOLOGY + "hasEvidence"}
        yield Fact(
            iri=iri,
            kind=kind,
            title=_fact_title(iri, found, says, labels),
            clock=clock(says),
            rank=labels.get(ns.ONTOLOGY + "hasRank", ""),
            evidence=len(evidence),
        )


def _fact_title(iri: str, rows: Iterable[Row], says: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """What a fact is called in a list: its description, else whom it ties; of an event in a life the new status too."""
    title = says.get(ns.DCTERMS + "description") or _parties(iri, rows) or humanise(iri)
    status = labels.get(ns.ONTOLOGY + "entersStatus", "")
    return f"{title.removesuffix('.')}: {status}" if status else title


def _fact_order(fact: Fact) -> tuple[str, str, str]:
    return fact.kind, fact.title, fact.iri
