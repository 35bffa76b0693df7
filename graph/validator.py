"""The disposable validation process: SHACL on RDF that anybody sends, where it can reach nothing and be ended any time.

``python -m graph.validator`` is a zygote as :mod:`graph.zygote` has it. It takes long to start, since it loads pySHACL
and rdflib beside the graph, so a server starts it when somebody first asks. A process that was forked answers one
request and ends, whatever the request made of rdflib's registries and caches. It runs below the priority of the
readers: validations are long, and short queries should not feel them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from graph import namespaces as ns
from graph.draft import Background, Judgement
from graph.errors import Finding, InvalidPost
from graph.posted import check_shapes, find_recursion, has_focus, read
from graph.report import Report
from graph.sinks import Sink
from graph.store import Quad, Store, serialise
from graph.validate import load_everything, report, shapes_of_shapes
from graph.wire import ValidateRequest
from graph.zygote import Program, run

__all__ = ["JSON", "answer_validate", "load", "main"]

JSON: Final = "application/json"
#: How much less a validation counts than a query when both want a processor.
NICENESS: Final = 5
#: So many faults of shapes are told.
MOST_NOTES: Final = 5
#: Something of everything: literals whose types are read by modules of their own, and each way in which shapes can ask.
WARM: Final = (
    "".join(f"@prefix {prefix}: <{ns.PREFIXES[prefix]}> .\n" for prefix in ("rdf", "sh", "xsd"))
    + """
@prefix x: <urn:x/> .

x:a a x:Thing ;
    x:value 1, 1.5, 1e0, true, "a"@en, "2024-02-30"^^xsd:date, "2024-01-01T00:00:00Z"^^xsd:dateTime,
        "12:00:00"^^xsd:time, "P1Y"^^xsd:duration, "PT1H"^^xsd:dayTimeDuration, "2024"^^xsd:gYear,
        "AA=="^^xsd:base64Binary, "FF"^^xsd:hexBinary, "<a/>"^^rdf:XMLLiteral, "<b>a</b>"^^rdf:HTML ;
    x:other [ x:value x:a ] .

x:double a sh:SPARQLFunction ;
    sh:parameter [ sh:path x:number ; sh:datatype xsd:integer ] ;
    sh:returnType xsd:integer ;
    sh:select "SELECT (2 * $number AS ?result) {}" .

x:Shape a sh:NodeShape ;
    sh:targetClass x:Thing ;
    sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this a <urn:x/Thing> }" ] ;
    sh:property [
        sh:path [ sh:zeroOrMorePath ( x:other x:value ) ] ;
        sh:maxCount 0 ;
        sh:pattern "b" ;
        sh:class x:None
    ] ;
    sh:sparql [ sh:select "SELECT $this ?value { $this <urn:x/value> ?value FILTER REGEX(STR(?value), '^1') }" ] ;
    sh:sparql [ sh:select "SELECT $this { $this <urn:x/value> ?value FILTER(<urn:x/double>(?value) = 2) }" ] ;
    sh:expression [ sh:path x:other ] ;
    sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate x:value ; sh:object x:made ] ;
    sh:rule [ a sh:SPARQLRule ; sh:construct "CONSTRUCT { $this <urn:x/value> 2 } WHERE { $this a <urn:x/Thing> }" ] .
"""
)


def load(nquads: Path) -> Background:
    """Make ready to validate: load the graph, then try everything once, since nothing can be imported later.

    Raises :class:`graph.errors.InvalidInput` for a file that is no N-Quads.
    """
    background = Background.load(nquads)
    load_everything()
    warm = read("shapes", WARM, "text/turtle")
    Report.read(report(warm, warm)).document(warm)
    _report_shapes(warm)
    return background


def answer_validate(background: Background, request: ValidateRequest, sink: Sink) -> None:
    """Validate, and write the report in the format asked for: a report of SHACL in RDF, or a document in JSON.

    Raises :class:`graph.errors.InvalidPost` for what cannot be read or judged.
    """
    shapes, judgement = _judge(background, request)
    if request.format == JSON:
        told = judgement.report.document(shapes)
        document = {
            "conforms": told["conforms"],
            "shapes": "served" if request.shapes is None else "sent",
            **told,
            "notes": list(judgement.notes),
        }
        body = json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"
    else:
        body = serialise(judgement.report.triples(), request.format)
    sink.begin(request.format)
    sink.write(body)


def _judge(background: Background, request: ValidateRequest) -> tuple[list[Quad], Judgement]:
    """The shapes that were applied, and the judgement by them."""
    data = read("data", request.data, request.data_format)
    if request.shapes is None:
        return background.shapes_quads, background.judge(data)
    shapes = read("shapes", request.shapes, request.shapes_format)
    check_shapes(shapes)
    try:
        found = report(data, shapes)
    except ValueError as error:
        message = str(error).removeprefix("The shapes are faulty: ")
        raise InvalidPost((Finding("shapes", 0, "", "ill-formed", message),)) from error
    notes = [
        f"The shapes are not well-formed, so that the report may be wrong. {result['sentence']}"
        for result in _report_shapes(shapes)[:MOST_NOTES]
    ]
    if any(quad.predicate.value == ns.OWL + "imports" for quad in shapes):
        notes.append("The shapes import others (owl:imports); nothing was fetched, so only what was sent was applied.")
    recursive = find_recursion(shapes)
    if recursive:
        notes.append(
            f"The shape {recursive} refers to itself. SHACL leaves open what that means (section 3.4.3): it was "
            "followed for a few rounds, and what lies beyond counts as conforming."
        )
    if not has_focus(Store.from_quads(data), shapes):
        notes.append("No shape has a focus node in what was sent, so that it conforms says nothing.")
    return shapes, Judgement(Report.read(found), tuple(notes))


def _report_shapes(shapes: list[Quad]) -> list[dict[str, Any]]:
    """What is wrong with shapes by the shapes of shapes. pySHACL itself sees only what it trips over."""
    law = shapes_of_shapes()
    try:
        results: list[dict[str, Any]] = Report.read(report(shapes, law)).document(law)["results"]
    except ValueError:
        return []  # too deep for the shapes of shapes, and then for pySHACL, which says so
    return results


PROGRAM: Final = Program(
    "graph.validator", load, lambda _: iter(()), {ValidateRequest: answer_validate}, max_served=1, niceness=NICENESS
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Be the zygote of the validations until the control socket closes."""
    return run(PROGRAM, arguments)


if __name__ == "__main__":
    raise SystemExit(main())
