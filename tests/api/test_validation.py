"""/validate as clients meet it: bodies and forms in, reports out in every format, and every fault told plainly."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.namespace import RDF, SH

from api.schemas import ValidationDocument
from api.settings import Settings
from graph import namespaces as ns
from graph.store import GRAPH_FORMATS, parse_text, serialise
from tests.api.conftest import client_of
from tests.conftest import WORLD

TURTLE = {"Content-Type": "text/turtle"}
PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in ns.PREFIXES.items())
#: A membership of a thing that the world has, but without evidence, and on a day that is none.
DRAFT = (
    PREFIXES
    + """
membership:alda--lantern-pact--draft a :Membership ;
    :memberActor actor:alda ;
    :memberOf framework:lantern-pact ;
    :validFrom "2029-02-30"^^xsd:date .
"""
)
EVIL = '<script>alert("1")</script>'
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:nodeKind sh:Literal ; sh:message "No good."@en .
"""


@pytest.fixture(scope="module")
def small(bare_file: Path) -> Iterator[TestClient]:
    """A client of a server of a bare file that takes little."""
    with client_of(Settings(data=bare_file, upload_bytes=2000, result_bytes=5000, deadline_seconds=30.0)) as client:
        yield client


@pytest.fixture(scope="module", autouse=True)
def _started(world: TestClient) -> None:
    """The first validation waits for the start, for which its deadline is too short where everything else is busy."""
    for _ in range(6):
        if world.post("/validate", content="<urn:a> <urn:b> 1 .", headers=TURTLE).status_code == 200:
            return


def rules(document: dict[str, Any]) -> set[str]:
    return {(each["constraint"] or each["shape"]).removeprefix(ns.SHAPES) for each in document["results"]}


def test_a_draft_is_judged_by_the_shapes_of_the_graph(world: TestClient) -> None:
    response = world.post("/validate", content=DRAFT, headers=TURTLE)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    assert int(response.headers["minpact-upload-bytes"]) == 4 << 20
    document = response.json()
    ValidationDocument.model_validate(document)
    assert rules(document) == {"date-form", "fact-evidence"}
    assert (document["conforms"], document["shapes"], document["notes"]) == (False, "served", [])
    assert document["counts"] == {"violation": 2, "warning": 0, "info": 0}
    sentences = [result["sentence"] for result in document["results"]]
    assert all(sentence.startswith("membership:alda--lantern-pact--draft: ") for sentence in sentences)
    assert any("2029-02-30" in sentence for sentence in sentences)


@pytest.mark.parametrize("file", sorted((WORLD / "sources").glob("*/*.ttl")), ids=lambda file: file.stem)
def test_a_source_of_the_graph_conforms_as_it_stands(file: Path, world: TestClient) -> None:
    document = world.post("/validate", content=file.read_bytes(), headers=TURTLE).json()
    assert document["counts"]["violation"] == 0
    assert [note.partition(":")[0] for note in document["notes"]] == [
        "What was sent is read as the new edition of <https"
    ]


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_every_format_is_read(media_type: str, world: TestClient) -> None:
    content = serialise(parse_text(DRAFT, Path("draft.ttl")), media_type)
    response = world.post("/validate", content=content, headers={"Content-Type": media_type})
    assert rules(response.json()) == {"date-form", "fact-evidence"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's reader of JSON-LD uses it
@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_the_report_is_the_same_in_every_format(accept: str, syntax: str, world: TestClient) -> None:
    response = world.post("/validate", content=DRAFT, headers={**TURTLE, "Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == accept
    graph = rdflib.Graph()
    graph.parse(data=response.text, format=syntax)
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == rdflib.Literal(False)  # noqa: FBT003
    results = list(graph.objects(report, SH.result))
    focus = rdflib.URIRef(ns.ID + "membership/alda--lantern-pact--draft")
    assert [graph.value(result, SH.focusNode) for result in results] == [focus, focus]
    assert {graph.value(result, SH.sourceConstraint) for result in results} == {
        None,
        rdflib.URIRef(ns.SHAPES + "date-form"),
    }
    assert len(graph) > 15


def test_the_format_may_be_named_in_the_address(world: TestClient) -> None:
    assert world.post("/validate?format=nt", content=DRAFT, headers=TURTLE).text.startswith("_:report <")
    assert world.post("/validate?format=jpg", content=DRAFT, headers=TURTLE).status_code == 400
    refused = world.post("/validate", content=DRAFT, headers={**TURTLE, "Accept": "text/csv"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.json()["offered"]


def test_shapes_of_ones_own_are_applied_to_the_data_alone(world: TestClient) -> None:
    files = {"data": ("d.nt", b"<urn:a> <urn:p> <urn:b> ."), "shapes": ("s.ttl", SHAPES.encode())}
    document = world.post("/validate", files=files).json()
    assert document["shapes"] == "sent"
    assert [(result["focus"], result["sentence"]) for result in document["results"]] == [
        ("urn:a", "<urn:a>: No good."),
    ]


def test_a_browser_sends_every_field_and_a_file_stands_in_the_place_of_its_text(world: TestClient) -> None:
    files: Any = [
        ("data", (None, DRAFT)),
        ("data-format", (None, "ttl")),
        ("data", ("draft.nt", b"<urn:a> <urn:p> <urn:b> .", "application/octet-stream")),
        ("shapes", (None, "\r\n")),
        ("shapes", ("", b"", "application/octet-stream")),
    ]
    document = world.post("/validate", files=files).json()
    assert (document["shapes"], document["results"]) == ("served", [])


def test_a_text_field_is_of_the_format_named_beside_it(world: TestClient) -> None:
    jsonld = json.dumps({"@id": "urn:a", "urn:p": {"@id": "urn:b"}})
    found = world.post("/validate", files=[("data", (None, jsonld)), ("data-format", (None, "jsonld"))])
    assert found.status_code == 200
    wrong = world.post("/validate", files=[("data", (None, jsonld)), ("data-format", (None, "pdf"))])
    assert wrong.status_code == 400
    assert "jsonld" in wrong.json()["remedy"]


@pytest.mark.parametrize(
    ("files", "detail"),
    [
        ([("other", (None, "x"))], "no part `data`"),
        ([("data", (None, " "))], "no part `data`"),
        ([("data", (None, "x")), ("data", (None, "y"))], "2 parts `data`"),
        ([("data", ("a.ttl", "x")), ("data", ("b.ttl", "y"))], "2 parts `data`"),
        ([("data", (None, "x")), ("shapes", (None, "x")), ("shapes", (None, "y"))], "2 parts `shapes`"),
    ],
)
def test_a_form_has_one_part_of_each(files: Any, detail: str, bare: TestClient) -> None:
    response = bare.post("/validate", files=files)
    assert response.status_code == 400
    assert detail in response.json()["detail"]


def finding(response: Any) -> tuple[str, int, str]:
    assert response.status_code == 422, response.text
    document = response.json()
    assert document["type"].endswith("/problem/invalid-input")
    assert "build" not in document["remedy"]
    (found,) = document["findings"]
    return found["file"], found["line"], found["rule"]


@pytest.mark.parametrize("content", ["", " \n", b"\xff", b"\n\n <urn:a> \xe9", "<urn:a>\n<urn:b> .", "# empty"])
def test_data_that_cannot_be_read_is_told_with_its_line(content: Any, small: TestClient) -> None:
    expected = {
        "": (0, "empty"),
        " \n": (0, "empty"),
        b"\xff": (1, "encoding"),
        b"\n\n <urn:a> \xe9": (3, "encoding"),
        "<urn:a>\n<urn:b> .": (2, "syntax"),
        "# empty": (0, "empty"),
    }
    assert finding(small.post("/validate", content=content, headers=TURTLE)) == ("data", *expected[content])


@pytest.mark.parametrize(
    ("shapes", "line", "rule"),
    [
        ("<urn:s>", 1, "syntax"),
        ("<urn:s> <urn:p> 1 .", 0, "no-shapes"),
        (SHAPES.replace("sh:nodeKind sh:Literal", "sh:sparql [ sh:select 'SELECT' ]"), 0, "ill-formed"),
        (SHAPES.replace("sh:nodeKind sh:Literal", "sh:pattern '('"), 0, "ill-formed"),
        (SHAPES.replace("sh:nodeKind sh:Literal", "sh:minCount 1"), 0, "ill-formed"),
    ],
)
def test_shapes_that_cannot_be_applied_are_told(shapes: str, line: int, rule: str, small: TestClient) -> None:
    files = {"data": ("d.ttl", b"<urn:a> <urn:p> <urn:b> ."), "shapes": ("s.ttl", shapes.encode())}
    response = small.post("/validate", files=files)
    assert finding(response) == ("shapes", line, rule)
    assert "faulty" not in response.json()["detail"]


def test_shapes_that_are_not_well_formed_are_applied_as_they_can_be_and_told(small: TestClient) -> None:
    shapes = SHAPES.replace("sh:nodeKind sh:Literal", "sh:nodeKind 'IRI'")
    files = {"data": ("d.ttl", b"<urn:a> <urn:p> <urn:b> ."), "shapes": ("s.ttl", shapes.encode())}
    (note,) = small.post("/validate", files=files).json()["notes"]
    assert note.startswith(
        "The shapes are not well-formed, so that the report may be wrong. <urn:s>: IRI, a value of sh:"
    )


def test_notes_say_what_was_not_done(small: TestClient) -> None:
    own = f"<urn:o> <{ns.OWL}imports> <urn:else> . <urn:s> sh:targetClass <urn:C> ; sh:node <urn:s> ."
    files = {"data": ("d.ttl", b"<urn:a> <urn:q> <urn:b> ."), "shapes": ("s.ttl", (SHAPES + own).encode())}
    notes = small.post("/validate", files=files).json()["notes"]
    assert [note.split(" (")[0] for note in notes] == [
        "The shapes import others",
        "The shape <urn:s> refers to itself. SHACL leaves open what that means",
        "No shape has a focus node in what was sent, so that it conforms says nothing.",
    ]


def test_what_is_over_a_cap_is_refused(small: TestClient) -> None:
    body = small.post("/validate", content=b" " * 2001, headers=TURTLE)
    assert (body.status_code, body.json()["cap_bytes"]) == (413, 2000)
    many = "\n".join(f"<urn:a{n}> <urn:p> 1 ." for n in range(50))
    report = small.post("/validate", files={"data": ("d.ttl", many), "shapes": ("s.ttl", SHAPES)})
    assert (report.status_code, report.json()["cap_bytes"]) == (413, 5000)
    assert "query" not in report.json()["detail"].lower()


def test_a_body_of_another_type_is_refused_with_those_that_are_read(bare: TestClient) -> None:
    response = bare.post("/validate", data={"data": "x"})
    assert response.status_code == 415
    assert response.headers["accept-post"].split(", ") == [*GRAPH_FORMATS, "multipart/form-data"]


def test_the_page_has_a_form_and_programs_are_told_what_can_be_sent(world: TestClient) -> None:
    page = world.get("/validate", headers={"Accept": "text/html"})
    assert 'enctype="multipart/form-data"' in page.text
    assert page.headers["etag"]
    document = world.get("/validate").json()
    assert document["accepts"] == [*GRAPH_FORMATS, "multipart/form-data"]
    assert document["shapes"] == "/shapes"


def test_the_example_on_the_page_has_results_to_show(world: TestClient) -> None:
    page = world.get("/validate", headers={"Accept": "text/html"}).text
    data = html.unescape(page.partition('autocapitalize="off">')[2].partition("</textarea>")[0])
    assert {"date-form", "fact-evidence"} <= rules(world.post("/validate", content=data, headers=TURTLE).json())


def test_the_examples_of_the_documentation_are_what_is_sent_and_found(world: TestClient) -> None:
    said = world.get("/openapi.json").json()["paths"]["/validate"]["post"]
    data = said["requestBody"]["content"]["text/turtle"]["example"]
    found = said["responses"]["200"]["content"]["application/json"]["example"]
    ValidationDocument.model_validate(found)
    assert found["results"][0] in world.post("/validate", content=data, headers=TURTLE).json()["results"]


def test_the_page_of_an_answer_has_the_sentences_and_the_form_as_it_was_sent(world: TestClient) -> None:
    files = [("data", (None, DRAFT)), ("data-format", (None, "trig")), ("shapes", (None, ""))]
    page = world.post("/validate", files=files, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "2 violations." in page.text
    assert "A fact rests on at least one piece of evidence" in page.text
    assert '<option value="trig" selected>' in page.text
    assert "membership:alda--lantern-pact--draft a :Membership" in page.text


def test_nothing_that_was_sent_is_markup(world: TestClient) -> None:
    data = f"<urn:a> <urn:p> {json.dumps(EVIL)} ."
    shapes = SHAPES.replace("sh:nodeKind sh:Literal", f"sh:hasValue {json.dumps(EVIL)}").replace("No good.", "</li><b>")
    for files in (
        {"data": (None, data), "shapes": (None, shapes)},
        {"data": (None, data), "shapes": (None, shapes.replace('; sh:message "</li><b>"@en', ""))},
        {"data": (None, data + EVIL), "shapes": (None, shapes + EVIL)},
        {"data": (None, data), "shapes": (None, EVIL)},
        {"data": (None, f"<urn:a> a <urn:p> ; <urn:p> {json.dumps(EVIL)} .")},
    ):
        text = world.post("/validate", files=files, headers={"Accept": "text/html"}).text
        assert "<script>" not in text
        assert "</li><b>" not in text
        assert "&lt;script&gt;" in text


def test_a_problem_on_the_page_stands_over_the_form(world: TestClient) -> None:
    response = world.post("/validate", files={"data": (None, "<urn:a>")}, headers={"Accept": "text/html"})
    assert response.status_code == 422
    assert "The data, line 1: " in response.text
    assert "<textarea" in response.text
    assert response.headers["cache-control"] == "no-store"


def test_a_long_report_is_cut_on_the_page_and_says_so(world: TestClient) -> None:
    many = "\n".join(f"<urn:a{n}> <urn:p> 1 ." for n in range(600))
    files = {"data": (None, many), "shapes": (None, SHAPES)}
    page = world.post("/validate", files=files, headers={"Accept": "text/html"}).text
    assert "600 violations." in page
    assert page.count("<li><strong>") == 500
    assert "These are the first 500." in page
    assert len(world.post("/validate", files=files).json()["results"]) == 600
