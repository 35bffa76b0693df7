"""What is mended on the way out, in whatever pieces the engine writes it."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import pytest

from graph.errors import AnswerUnwritable
from graph.sinks import CsvSink, XmlSink, mend_xml

SIZES = [1, 2, 3, 7, 64, 1 << 16]
XML = "application/sparql-results+xml"
RDF_XML = "application/rdf+xml"


class Collected:
    """A sink that keeps what it is given."""

    def __init__(self) -> None:
        self.body = b""

    def begin(self, media_type: str) -> None:
        raise AssertionError("what mends a body does not begin it")

    def write(self, chunk: bytes, /) -> int:
        self.body += chunk
        return len(chunk)

    def flush(self) -> None:
        raise AssertionError("what mends a body does not end it")


def through(sink: CsvSink | XmlSink, document: bytes, size: int) -> None:
    for start in range(0, len(document), size):
        part = document[start : start + size]
        assert sink.write(part) == len(part)
    sink.flush()


TSV = (
    b"?a\t?b\n"
    b'<http://example.org/a,b>\t"plain"\n'
    b'_:b0\t"say \\"no\\", twice"@en\n'
    b'\t"tab\\tfeed\\nreturn\\rback\\\\slash"^^<http://example.org/a,b>\n'
    b"1.5e0\ttrue\n"
    b'"<http://example.org/> <<( "\t"\xe9\x89\xb1"@ja--ltr\n'
    b'"\\\\n"\t"\\\\"\n'
    b'<<( <urn:a> <urn:b> "c,d" )>>\t<urn:e>\n'
)
ROWS = [
    ["a", "b"],
    ["http://example.org/a,b", "plain"],
    ["_:b0", 'say "no", twice'],
    ["", "tab\tfeed\nreturn\rback\\slash"],
    ["1.5e0", "true"],
    ["<http://example.org/> <<( ", "鉱"],
    ["\\n", "\\"],
    ['<<( <urn:a> <urn:b> "c,d" )>>', "urn:e"],
]


@pytest.mark.parametrize("size", SIZES)
def test_rows(size: int) -> None:
    collected = Collected()
    through(CsvSink(collected), TSV, size)
    assert list(csv.reader(io.StringIO(collected.body.decode(), newline=""), strict=True)) == ROWS
    assert collected.body.endswith(b"\r\n")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("tsv", "expected"),
    [(b"true", b"true"), (b"?x\n", b"x\r\n"), (b"\n\n", b"\r\n\r\n"), (b"?x\n\n\n", b"x\r\n\r\n\r\n")],
    ids=["a verdict", "no rows", "no columns", "a column of holes"],
)
def test_what_has_no_cells(tsv: bytes, expected: bytes, size: int) -> None:
    collected = Collected()
    through(CsvSink(collected), tsv, size)
    assert collected.body == expected


@pytest.mark.parametrize("size", SIZES)
def test_carriage_returns_in_xml(size: int) -> None:
    text = "a\rb\r\nc\td 鉱 \r\r"
    collected = Collected()
    through(XmlSink(collected, XML), f"<a>{text}</a>".encode(), size)
    assert ET.fromstring(collected.body).text == text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("bad", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_characters_that_xml_has_no_way_to_write(bad: str, size: int) -> None:
    with pytest.raises(AnswerUnwritable, match="character"):
        through(XmlSink(Collected(), XML), f"<a>鉱{bad}鉱</a>".encode(), size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "good", ["\t", "\n", "\x20", "\x7f", "\x85", "\ufffd", "\ufdd0", "\U0001fffe", "\U0010ffff", "鉱"]
)
def test_characters_that_it_has(good: str, size: int) -> None:
    collected = Collected()
    document = f"<a>{good}</a>".encode()
    through(XmlSink(collected, XML), document, size)
    assert collected.body == document
    assert ET.fromstring(document).text == good


@pytest.mark.parametrize("size", SIZES)
def test_predicates_without_a_name(size: int) -> None:
    with pytest.raises(AnswerUnwritable, match="predicate"):
        through(XmlSink(Collected(), RDF_XML), b'<rdf:RDF><oxprefix: xmlns:oxprefix="urn:1">', size)
    text = b"<a>&lt;oxprefix: oxprefix: </a>"
    assert mend_xml(text, RDF_XML) == text
