"""Validation reports: read from triples, kept in part, written again, told in a document."""

from __future__ import annotations

from pathlib import Path

from graph import namespaces as ns
from graph.report import Report, index, write_path
from graph.store import BlankNode, NamedNode, Quad, Triple, parse_text

PREFIXES = "".join(f"@prefix {name}: <{ns.PREFIXES[name]}> .\n" for name in ("rdf", "sh"))
PREFIXES += "@prefix x: <urn:x:> .\n"
REPORT = """
_:top a sh:ValidationReport ; sh:conforms false ; sh:result _:mild, _:grave, _:grave2 .
_:mild a sh:ValidationResult ;
    sh:focusNode x:a ;
    sh:resultSeverity sh:Warning ;
    sh:sourceConstraintComponent sh:MaxCountConstraintComponent ;
    sh:sourceShape _:shape ;
    sh:resultPath _:path ;
    sh:resultMessage "zu viele"@de, "Too many."@en .
_:grave a sh:ValidationResult ;
    sh:focusNode _:mine ;
    sh:resultSeverity sh:Violation ;
    sh:sourceConstraintComponent sh:ClassConstraintComponent ;
    sh:sourceShape x:shape ;
    sh:resultPath _:path ;
    sh:value "4"^^x:number ;
    sh:resultMessage "Value does not have class x" ;
    sh:detail [
        a sh:ValidationResult ;
        sh:focusNode x:b ;
        sh:resultSeverity sh:Violation ;
        sh:sourceConstraintComponent sh:InConstraintComponent
    ] .
_:grave2 a sh:ValidationResult ;
    sh:focusNode x:z ;
    sh:resultSeverity x:Dreadful ;
    sh:sourceConstraintComponent sh:SPARQLConstraintComponent ;
    sh:sourceShape x:shape ;
    sh:sourceConstraint x:rule ;
    sh:value x:z ;
    sh:resultMessage "x:z is wrong." .
_:path sh:alternativePath ( x:p [ sh:inversePath x:q ] ) .
_:shape sh:maxCount 1 ; sh:path _:path .
_:mine x:p _:theirs . _:theirs x:p "end" .
"""
SHAPES = """
_:shape sh:maxCount 1 ; sh:message "Too many."@en .
x:shape sh:class x:C .
x:rule sh:select "SELECT" .
"""


def quads(turtle: str) -> list[Quad]:
    return parse_text(PREFIXES + turtle, Path("text.ttl"))


def triples(turtle: str) -> list[Triple]:
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads(turtle)]


def report() -> Report:
    return Report.read(triples(REPORT))


def test_results_are_read_gravest_first_and_details_stay_inside() -> None:
    found = report().results
    assert [(result.severity, str(result.focus)) for result in found] == [
        (ns.SH + "Violation", "_:mine"),
        (ns.SH + "Warning", "<urn:x:a>"),
        ("urn:x:Dreadful", "<urn:x:z>"),
    ]
    assert found[2].constraint == NamedNode("urn:x:rule")


def test_a_report_without_results_conforms() -> None:
    empty = Report.read(triples("[] a sh:ValidationReport ; sh:conforms true ."))
    assert empty.document([]) == {
        "conforms": True,
        "counts": {"violation": 0, "warning": 0, "info": 0},
        "results": [],
    }
    assert [str(triple.object) for triple in empty.triples()][1] == f'"true"^^<{ns.XSD}boolean>'


def test_what_data_says_of_reports_is_no_report() -> None:
    """A value that is a blank node comes along in a report with all that the data says of it."""
    spoof = "_:mine a sh:ValidationReport ; sh:result [ sh:focusNode x:nobody ] ."
    assert len(Report.read(triples(REPORT + spoof)).results) == 3


def test_a_report_is_written_as_it_was_read() -> None:
    written = list(report().triples())
    again = Report.read(written)
    assert [result.order() for result in again.results] == [result.order() for result in report().results]
    assert again.document(quads(SHAPES)) == report().document(quads(SHAPES))
    said = index(written)
    heads = [node for node, of in said.items() if ns.SH + "conforms" in of]
    assert heads == [BlankNode("report")]
    paths = [result.path for result in again.results if result.path]
    assert len(set(paths)) == 2, "each result has a copy of its own of the path"
    assert {write_path(path, said) for path in paths} == {"(<urn:x:p>|^<urn:x:q>)"}
    assert said.keys() >= {BlankNode("mine"), BlankNode("theirs")}
    details = [node for of in said.values() for node in of.get(ns.SH + "detail", ())]
    assert [said[node][ns.SH + "focusNode"] for node in details] == [[NamedNode("urn:x:b")]]  # type: ignore[index]


def test_names_of_nodes_never_meet_those_of_the_data() -> None:
    taken = REPORT.replace("_:mine", "_:result1").replace("_:theirs", "_:xreport")
    said = index(Report.read(triples(taken)).triples())
    assert sum(ns.SH + "focusNode" in of for of in said.values()) == 4
    assert said[BlankNode("result1")].keys() == {"urn:x:p"}


def test_part_of_a_report_can_be_kept() -> None:
    kept = report().keep(lambda result: result.severity == ns.SH + "Warning")
    assert [str(result.focus) for result in kept.results] == ["<urn:x:a>"]
    assert kept.document(quads(SHAPES))["counts"] == {"violation": 0, "warning": 1, "info": 0}


def test_a_document_has_words_for_people_and_terms_for_programs() -> None:
    document = report().document(quads(SHAPES))
    assert document["counts"] == {"violation": 1, "warning": 1, "info": 0, "urn:x:Dreadful": 1}
    assert document["results"] == [
        {
            "sentence": "_:mine: 4, a value of (<urn:x:p>|^<urn:x:q>), is no instance of <urn:x:C>.",
            "severity": "violation",
            "focus": "_:mine",
            "path": "(<urn:x:p>|^<urn:x:q>)",
            "value": '"4"^^<urn:x:number>',
            "message": "Value does not have class x",
            "component": ns.SH + "ClassConstraintComponent",
            "shape": "urn:x:shape",
            "constraint": None,
        },
        {
            "sentence": "<urn:x:a>: Too many.",
            "severity": "warning",
            "focus": "urn:x:a",
            "path": "(<urn:x:p>|^<urn:x:q>)",
            "value": None,
            "message": "Too many.",
            "component": ns.SH + "MaxCountConstraintComponent",
            "shape": "_:shape",
            "constraint": None,
        },
        {
            "sentence": "<urn:x:z>: x:z is wrong.",
            "severity": "urn:x:Dreadful",
            "focus": "urn:x:z",
            "path": None,
            "value": "urn:x:z",
            "message": "x:z is wrong.",
            "component": ns.SH + "SPARQLConstraintComponent",
            "shape": "urn:x:shape",
            "constraint": "urn:x:rule",
        },
    ]


def path(turtle: str) -> str:
    said = index(triples(f"x:s sh:path {turtle} ."))
    return write_path(said[NamedNode("urn:x:s")][ns.SH + "path"][0], said)


def test_paths_are_written_as_sparql_has_them() -> None:
    assert path("x:p") == "urn:x:p"
    assert path("( x:p x:q )") == "<urn:x:p>/<urn:x:q>"
    assert path("[ sh:inversePath ( x:p x:q ) ]") == "^(<urn:x:p>/<urn:x:q>)"
    assert path("[ sh:zeroOrMorePath x:p ]") == "(<urn:x:p>)*"
    assert path("[ sh:oneOrMorePath [ sh:alternativePath ( x:p x:q ) ] ]") == "((<urn:x:p>|<urn:x:q>))+"
    assert path("[ sh:zeroOrOnePath x:p ]") == "(<urn:x:p>)?"


def test_a_path_that_runs_in_a_circle_comes_to_an_end() -> None:
    said = index(triples("_:a sh:inversePath _:a . _:b rdf:first x:p ; rdf:rest _:b ."))
    assert write_path(BlankNode("a"), said).endswith("…")
    assert write_path(BlankNode("b"), said) == "<urn:x:p>"
