"""Both ways of validating, on shapes and facts of a few lines; the project's shapes are tested in ``tests/shapes``."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.store import Quad, parse_text
from graph.validate import Result, Shapes, reference_validate, validate

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in ns.PREFIXES.items())
SHAPES = """
<https://w3id.org/minpact/shapes> a owl:Ontology ;
    sh:declare [ sh:prefix "" ; sh:namespace "https://w3id.org/minpact/ontology#"^^xsd:anyURI ] .

shapes:one-actor a sh:PropertyShape ;
    sh:targetClass :SourcedFact ;
    sh:path :memberActor ;
    sh:minCount 1 ;
    sh:maxCount 1 ;
    sh:severity sh:Violation ;
    sh:message "One actor belongs: add or take out a :memberActor."@en .

shapes:date a sh:PropertyShape ;
    sh:targetSubjectsOf :validFrom ;
    sh:path :validFrom ;
    sh:datatype xsd:date ;
    sh:severity sh:Warning ;
    sh:message "A date is a day: mend it."@en .

shapes:precision a sh:PropertyShape ;
    sh:targetSubjectsOf :validFromPrecision ;
    sh:path :validFromPrecision ;
    sh:in ( "day" "month" ) ;
    sh:message "A precision is day or month: take one."@en .

shapes:Alone a sh:NodeShape ;
    sh:targetClass :Membership ;
    sh:sparql shapes:alone .

shapes:alone a sh:SPARQLConstraint ;
    sh:prefixes <https://w3id.org/minpact/shapes> ;
    sh:message "{?value} is there too, with {?missing}: keep one."@en ;
    sh:select "SELECT $this ?value WHERE { $this a :Membership . ?value a :Membership . FILTER($this != ?value) }" .
"""
ONTOLOGY = ":Membership rdfs:subClassOf :SourcedFact ."
CLEAN = """
membership:a a :Membership ;
    :memberActor actor:india ;
    :validFrom "2024-01-01"^^xsd:date ;
    :validFromPrecision "day" .
"""


def quads(turtle: str, graph: str | None = None) -> list[Quad]:
    return parse_text(PREFIXES + turtle, Path("text.ttl"), graph)


def both(facts: str) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    arguments = quads(facts), quads(SHAPES), quads(ONTOLOGY)
    return validate(*arguments), reference_validate(*arguments)


def breaks(results: tuple[Result, ...]) -> list[tuple[str, str, str]]:
    return [(ns.compact(r.focus), ns.compact(r.constraint), r.parameter.removeprefix(ns.SH)) for r in results]


def test_facts_that_keep_to_the_shapes_have_no_result() -> None:
    assert both(CLEAN) == ((), ())


def test_a_shape_on_a_class_holds_for_its_subclasses() -> None:
    expected = [("membership:a", "shapes:one-actor", "minCount")]
    assert [breaks(results) for results in both("membership:a a :Membership .")] == [expected, expected]


def test_the_part_of_a_constraint_that_was_broken_is_told() -> None:
    results, _ = both("membership:a a :Membership ; :memberActor actor:india, actor:japan .")
    assert breaks(results) == [("membership:a", "shapes:one-actor", "maxCount")]


def test_a_message_says_what_was_found() -> None:
    results, reference = both(CLEAN.replace('"2024-01-01"^^xsd:date', '"2024"'))
    assert results == reference
    assert results == (
        Result(
            focus=ns.PREFIXES["membership"] + "a",
            constraint=ns.SHAPES + "date",
            parameter=ns.SH + "datatype",
            severity="warning",
            message="A date is a day: mend it. Found: :validFrom 2024",
            value="2024",
        ),
    )


def test_a_message_of_a_rule_has_its_values_and_keeps_what_it_does_not_know() -> None:
    results, reference = both(CLEAN + CLEAN.replace("membership:a", "membership:b"))
    assert breaks(results) == breaks(reference)
    assert [result.message for result in results] == [
        "membership:b is there too, with {?missing}: keep one.",
        "membership:a is there too, with {?missing}: keep one.",
    ]
    assert [result.value for result in results] == [result.value for result in reference]


def test_a_plain_literal_is_found_in_a_list_of_plain_literals() -> None:
    results, _ = both(CLEAN.replace('"day"', '"day", "decade"'))
    assert [(result.constraint, result.value) for result in results] == [(ns.SHAPES + "precision", "decade")]


@pytest.mark.parametrize("date", ['"2024-02-30"^^xsd:date', '"soon"^^xsd:date', '"2024-01-01"@en', "actor:india"])
def test_a_date_that_is_none_is_a_result_and_no_noise(date: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        results, reference = both(CLEAN.replace('"2024-01-01"^^xsd:date', date))
    assert breaks(results) == breaks(reference) == [("membership:a", "shapes:date", "datatype")]
    assert [record for record in caplog.records if record.name.startswith("rdflib")] == []
    assert not logging.getLogger("rdflib.term").disabled


def test_a_blank_node_is_a_focus_node_by_its_label() -> None:
    results, _ = both("_:nobody a :Membership .")
    assert [result.focus for result in results] == ["_:nobody"]


def test_a_statement_in_three_graphs_counts_once() -> None:
    facts = [quad for graph in ("urn:a", "urn:b", "urn:c") for quad in quads(CLEAN, graph)]
    assert validate(facts, quads(SHAPES, ns.SHAPES_GRAPH), quads(ONTOLOGY, ns.ONTOLOGY_GRAPH)) == ()


def test_results_come_violations_first_and_in_the_same_order_whatever_the_order_of_the_facts() -> None:
    facts = quads("".join(f'membership:m{n} a :Membership ; :validFrom "{n}" .' for n in (3, 1, 2)))
    results = validate(facts, quads(SHAPES), quads(ONTOLOGY))
    assert results == validate(reversed(facts), quads(SHAPES), quads(ONTOLOGY))
    grades = [result.severity for result in results]
    assert grades == sorted(grades)
    assert {"violation", "warning"} == set(grades)
    assert [result.focus[-2:] for result in results if result.constraint == ns.SHAPES + "date"] == ["m1", "m2", "m3"]


def test_shapes_made_ready_once_hold_for_many_graphs() -> None:
    shapes = Shapes(quads(SHAPES), quads(ONTOLOGY))
    faulty = "membership:a a :Membership ."
    assert shapes.validate(quads(CLEAN)) == ()
    assert breaks(shapes.validate(quads(faulty))) == [("membership:a", "shapes:one-actor", "minCount")]
    assert shapes.validate(quads(CLEAN)) == shapes.reference_validate(quads(CLEAN)) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("sh:minCount 1", "sh:minCount 1, 2", "must have at most one sh:minCount predicate"),
        ("WHERE { $this", "WHERE { this", "shapes:alone is no SELECT"),
    ],
)
def test_faulty_shapes_are_told_as_such(right: str, wrong: str, told: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match=f"The shapes are faulty: .*{told}"):
        validate(quads(CLEAN), quads(SHAPES.replace(right, wrong)), quads(ONTOLOGY))
    assert capfd.readouterr() == ("", "")
