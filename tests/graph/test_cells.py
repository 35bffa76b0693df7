"""Cells: every type of column from terms to what JSON can hold, on a few lines of Turtle."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.cells import Cell, Scribe
from graph.lookup import Lookup
from graph.questions import COLUMN_TYPES, NOTHING, Column
from graph.store import Literal, NamedNode, Store, Term, parse_text

DATA = """
actor:a a :Company ; skos:prefLabel "Zinc Works"@en, "亜鉛"@ja .
actor:b a :Company ; skos:prefLabel "Alum Works"@en .
role:owner a :Role ; skos:prefLabel "owner"@en .
source:new a :SourceDocument ; dcterms:title "New"@en ; schema:url <https://example.org/new> ; dc:publisher "Press" ;
    dcterms:issued "2025-01-01"^^xsd:date ; :issuedPrecision "year" ;
    :hasSourceKind source-kind:news ; :hasReadExtent read-extent:full .
source:old a :SourceDocument ; dcterms:title "Old"@en ; dcterms:issued "2020-05-06"^^xsd:date .
source:none a :SourceDocument .
participation:p a :Participation ; :hasRank rank:preferred ;
    :hasEvidence evidence:1, evidence:2, evidence:3, evidence:4 .
evidence:1 a :Evidence ; :fromSource source:new ; :hasStance stance:disputes ; :hasConfidence confidence:high .
evidence:2 a :Evidence ; :fromSource source:new ; :hasStance stance:supports ; :hasConfidence confidence:low ;
    :confidenceReason "Rumour."@en ; :sourceWording "owns"@en, "持つ"@ja ; :locator "p. 2" .
evidence:3 a :Evidence ; :fromSource source:old ; :hasStance stance:supports ; :hasConfidence confidence:high .
evidence:4 a :Evidence ; :fromSource source:none ; :hasStance stance:mentions .
commitment:c a :Commitment ; dcterms:description "Build it."@en, "建てる。"@ja ; :hasEvidence evidence:5 .
evidence:5 a :Evidence ; :fromSource source:none ; :hasStance stance:supports ; :hasConfidence confidence:high .
"""
A, B = NamedNode(f"{ns.ID}actor/a"), NamedNode(f"{ns.ID}actor/b")
FACT = NamedNode(f"{ns.ID}participation/p")


@pytest.fixture(scope="module")
def scribe() -> Scribe:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in ns.PREFIXES.items())
    store = Store.from_quads(parse_text(prefixes + DATA, Path("given.ttl"), "urn:g"))
    facts = [FACT.value, f"{ns.ID}commitment/c", f"{ns.ID}commitment/unknown"]
    return Scribe.of(store, Lookup.of(store), facts, date(2025, 6, 1))


def day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(ns.XSD + "date"))


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        ("entity", {"x": A}, {"iri": A.value, "label": "Zinc Works", "labels": {"ja": "亜鉛"}}),
        (
            "entity",
            {"x": NamedNode(f"{ns.ID}commitment/c")},
            {"iri": f"{ns.ID}commitment/c", "label": "Build it."},
        ),
        ("entity", {}, None),
        ("entity", {"x": NOTHING}, None),
        ("entities", {"x": Literal(f"{A.value} {B.value}")}, ["Alum Works", "Zinc Works"]),
        ("entities", {"x": Literal("")}, []),
        ("entities", {}, []),
        (
            "concept",
            {"x": NamedNode(f"{ns.VOCAB}role/owner")},
            {"iri": f"{ns.VOCAB}role/owner", "label": "owner", "token": "owner"},
        ),
        ("token", {"x": Literal("ended")}, "ended"),
        ("link", {"x": NamedNode("https://example.org/a%20b")}, "https://example.org/a%20b"),
        ("boolean", {"x": Literal("true", datatype=NamedNode(ns.XSD + "boolean"))}, True),
        ("boolean", {"x": Literal("0", datatype=NamedNode(ns.XSD + "boolean"))}, False),
        ("boolean", {}, None),
        ("number", {"x": Literal("500000000.0", datatype=NamedNode(ns.XSD + "decimal"))}, 500000000),
        ("number", {"x": Literal("58.5", datatype=NamedNode(ns.XSD + "decimal"))}, 58.5),
        ("text", {"x": Literal("तांबा", language="hi")}, {"value": "तांबा", "language": "hi"}),
        ("text", {"x": Literal("plain")}, {"value": "plain", "language": None}),
        ("date", {"x": day("2025-08-29")}, {"value": "2025-08-29", "precision": "day", "text": "29 August 2025"}),
        (
            "date",
            {"x": day("2025-08-01"), "x_precision": Literal("month")},
            {"value": "2025-08-01", "precision": "month", "text": "August 2025"},
        ),
        ("date", {"x_precision": Literal("unknown")}, None),
        ("validity", {}, None),
    ],
)
def test_cell(scribe: Scribe, kind: str, row: dict[str, Term], expected: Cell) -> None:
    cell = scribe.write(Column("x", kind, "", ()), row)
    if kind == "entities" and isinstance(cell, list):
        cell = [part["label"] for part in cell if isinstance(part, dict)]
    assert cell == expected


def test_every_type_of_column_is_tried() -> None:
    tried = {mark.args[1][number][0] for mark in test_cell.pytestmark for number in range(len(mark.args[1]))}  # type: ignore[attr-defined]
    assert tried | {"fact"} == set(COLUMN_TYPES)


@pytest.mark.parametrize(
    ("row", "start", "until", "holds"),
    [
        ({"x_from": "2025-01-01"}, "1 January 2025", None, "certainly"),
        ({"x_from": "2025-01-01", "x_from_precision": "year"}, "2025", None, "possibly"),
        ({"x_from_precision": "unknown"}, "unknown", None, "possibly"),
        ({"x_from": "2020-01-01", "x_until_precision": "unknown"}, "1 January 2020", "unknown", "possibly"),
        ({"x_from": "2020-01-01", "x_until": "2025-05-31"}, "1 January 2020", "31 May 2025", None),
        (
            {"x_from": "2020-01-01", "x_until": "2025-05-31", "x_on": "2025-05-31"},
            "1 January 2020",
            "31 May 2025",
            "certainly",
        ),
    ],
)
def test_validity(scribe: Scribe, row: dict[str, str], start: str, until: str | None, holds: str | None) -> None:
    terms = {name: Literal(value) if "precision" in name else day(value) for name, value in row.items()}
    cell = scribe.write(Column("x", "validity", "", ()), terms)
    assert isinstance(cell, dict)
    told = [part["text"] if isinstance(part, dict) else part for part in (cell["from"], cell["until"])]
    assert [*told, cell["holds"]] == [start, until, holds]
    assert cell["on"] == row.get("x_on", "2025-06-01")


def test_evidence_of_a_fact_comes_best_first_and_whole(scribe: Scribe) -> None:
    cell = scribe.write(Column("x", "fact", "", ()), {"x": FACT})
    assert isinstance(cell, dict)
    assert (cell["label"], cell["rank"], cell["newest_evidence"]) == ("p", "preferred", "2025-01-01")
    evidence = cell["evidence"]
    assert isinstance(evidence, list)
    assert [piece["iri"] for piece in evidence if isinstance(piece, dict)] == [
        f"{ns.ID}evidence/{n}" for n in (3, 2, 1, 4)
    ]
    assert evidence[1] == {
        "iri": f"{ns.ID}evidence/2",
        "source": f"{ns.ID}source/new",
        "title": "New",
        "url": "https://example.org/new",
        "publisher": "Press",
        "issued": {"value": "2025-01-01", "precision": "year", "text": "2025"},
        "source_kind": "news",
        "read_extent": "full",
        "stance": "supports",
        "confidence": "low",
        "confidence_reason": "Rumour.",
        "wording": [{"value": "owns", "language": "en"}, {"value": "持つ", "language": "ja"}],
        "locator": "p. 2",
    }


def test_a_fact_is_called_by_its_description_in_english(scribe: Scribe) -> None:
    cell = scribe.write(Column("x", "fact", "", ()), {"x": NamedNode(f"{ns.ID}commitment/c")})
    assert isinstance(cell, dict)
    assert (cell["label"], cell["rank"], cell["newest_evidence"]) == ("Build it.", "normal", None)


def test_a_fact_without_evidence_has_none(scribe: Scribe) -> None:
    cell = scribe.write(Column("x", "fact", "", ()), {"x": NamedNode(f"{ns.ID}commitment/unknown")})
    assert isinstance(cell, dict)
    assert (cell["label"], cell["evidence"]) == ("unknown", [])


def test_brief_facts_count_their_evidence_and_are_else_the_same(scribe: Scribe) -> None:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in ns.PREFIXES.items())
    store = Store.from_quads(parse_text(prefixes + DATA, Path("given.ttl"), "urn:g"))
    brief = Scribe.of(store, scribe.lookup, scribe.facts, scribe.on, is_brief=True).facts
    assert brief == {iri: {**said, "evidence": len(said["evidence"])} for iri, said in scribe.facts.items()}  # type: ignore[arg-type]
    assert brief[FACT.value]["evidence"] == 4
