"""RDF that is posted: read in six formats, faults with part and line, and what shapes may not ask for."""

from __future__ import annotations

import pytest

from graph import namespaces as ns
from graph.errors import InvalidPost
from graph.posted import SUFFIXES, check_shapes, find_recursion, has_focus, read
from graph.store import GRAPH_FORMATS, Quad, Store, serialise

PREFIXES = "".join(f"@prefix {name}: <{ns.PREFIXES[name]}> .\n" for name in ("owl", "rdf", "rdfs", "sh"))
PREFIXES += "@prefix x: <urn:x:> .\n"


def turtle(text: str) -> list[Quad]:
    return read("shapes", PREFIXES + text, "text/turtle")


def fault(part: str, content: str, media_type: str = "text/turtle") -> tuple[int, str, str]:
    with pytest.raises(InvalidPost) as caught:
        read(part, content, media_type)
    (finding,) = caught.value.findings
    assert finding.file == part
    return finding.line, finding.rule, finding.message


def test_every_format_is_read() -> None:
    assert set(SUFFIXES) == set(GRAPH_FORMATS)
    quads = turtle('x:a x:b "c"@en .')
    for media_type in SUFFIXES:
        assert read("data", serialise(quads, media_type).decode(), media_type) == quads


def test_relative_iris_are_names_of_ours() -> None:
    (quad,) = read("data", "<id/actor/india> <urn:x:b> <> .", "text/turtle")
    assert (quad.subject.value, quad.object.value) == (ns.ID + "actor/india", ns.BASE)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "media_type", "expected"),
    [
        ("<urn:a> <urn:b>\n 'c' d .", "text/turtle", (2, "syntax", "column 6: d is not a valid subject or graph name")),
        ("<urn:a> <urn:b> 'c' .", "application/n-triples", (1, "syntax", "column 17: ")),
        ('{"@id": "urn:a"\n "b": 1}', "application/ld+json", (2, "syntax", "column 2: Object values must be followed")),
        (
            '{"@context": "http://localhost/", "b": 1}',
            "application/ld+json",
            (0, "syntax", "It names a context by its"),
        ),
        ("<a/>", "application/rdf+xml", (0, "syntax", "XML namespaces are required")),
        ("# nothing\n", "text/turtle", (0, "empty", "There is no statement in it.")),
        ("<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .", "text/turtle", (0, "rdf-1.2", "It speaks of triples")),
        ('<urn:a> <urn:b> "c"@ar--rtl .', "text/turtle", (0, "rdf-1.2", '"c"@ar--rtl has a direction')),
    ],
)
def test_a_fault_is_told_with_its_place(content: str, media_type: str, expected: tuple[int, str, str]) -> None:
    line, rule, message = fault("data", content, media_type)
    assert (line, rule) == expected[:2]
    assert message.startswith(expected[2])


def test_a_fault_is_one_sentence_to_its_reader() -> None:
    with pytest.raises(InvalidPost) as caught:
        read("data", "a", "text/turtle")
    assert caught.value.describe().startswith("The data, line 1: column 1: ")


@pytest.mark.parametrize(
    ("shapes", "rule"),
    [
        ("x:a x:b x:c .", "no-shapes"),
        ("x:s a sh:NodeShape . x:g sh:entailment <http://www.w3.org/ns/entailment/RDFS> .", "entailment"),
        ("x:s a sh:NodeShape ; sh:js [ sh:jsFunctionName 'f' ] .", "javascript"),
        ("x:s a sh:NodeShape ; sh:target [ a sh:JSTarget ] .", "javascript"),
        ("x:s sh:sparql [ sh:select 'SELECT $this { SERVICE <http://localhost/> { $this ?p ?o } }' ] .", "service"),
        ("x:s sh:sparql [ sh:select 'SELECT $this { SERVICE SILENT <urn:s> { $this ?p ?o } }' ] .", "service"),
        ("x:v sh:ask 'ASK FROM <file:///etc/passwd> { ?s ?p ?o }' .", "dataset"),
    ],
)
def test_shapes_that_ask_for_what_is_never_done_are_refused(shapes: str, rule: str) -> None:
    with pytest.raises(InvalidPost) as caught:
        check_shapes(turtle(shapes))
    assert [(finding.file, finding.rule) for finding in caught.value.findings] == [("shapes", rule)]


@pytest.mark.parametrize(
    "shapes",
    [
        "x:s a sh:NodeShape .",
        "x:s a sh:PropertyShape .",
        "x:s sh:targetClass x:C .",
        "[] sh:path x:p .",
        "x:s a sh:NodeShape ; sh:message 'SERVICE, please, FROM us' .",
        "x:s a sh:NodeShape ; sh:sparql [ sh:select 'SELECT $this { $this ?p \"FROM SERVICE\" }' ] .",
    ],
)
def test_shapes_are_known_by_any_sign(shapes: str) -> None:
    check_shapes(turtle(shapes))


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ("x:a sh:node x:b . x:b sh:node x:c .", ""),
        ("x:a sh:property x:p, x:q . x:p sh:node x:b . x:q sh:node x:b . x:b sh:nodeKind sh:IRI .", ""),
        ("x:a sh:in ( x:a ) ; sh:path ( x:a ) .", ""),
        ("x:a sh:node x:a .", "<urn:x:a>"),
        ("x:a sh:or ( [ sh:nodeKind sh:IRI ] [ sh:property [ sh:node x:a ] ] ) .", "a shape"),
        ("x:o sh:node x:a . x:a sh:not x:b . x:b sh:qualifiedValueShape x:a .", "a shape"),
    ],
)
def test_recursion_is_found_by_whatever_way(shapes: str, expected: str) -> None:
    found = find_recursion(turtle(shapes))
    assert (found == expected) if expected != "a shape" else found


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ("x:s sh:targetClass x:Base .", True),
        ("x:s sh:targetClass x:Other .", False),
        ("x:Base a sh:NodeShape, rdfs:Class .", True),
        ("x:Base a sh:PropertyShape, owl:Class .", True),
        ("x:Base a sh:NodeShape .", False),
        ("x:Other a sh:NodeShape, rdfs:Class .", False),
        ("x:s sh:targetSubjectsOf x:p .", True),
        ("x:s sh:targetSubjectsOf x:q .", False),
        ("x:s sh:targetObjectsOf x:p .", True),
        ("x:s sh:targetObjectsOf x:q .", False),
        ("x:s sh:targetNode x:nowhere .", True),
        ("x:s sh:target [ a sh:SPARQLTarget ] .", True),
        ("x:s sh:targetClass 'no class' .", False),
        ("x:s a sh:NodeShape .", False),
    ],
)
def test_whether_any_shape_has_a_focus_node(shapes: str, expected: bool) -> None:
    data = Store.from_quads(turtle("x:a a x:Thing ; x:p x:b . x:Thing rdfs:subClassOf x:Base ."))
    assert has_focus(data, turtle(shapes)) is expected
