"""What is stored comes back: odd literals, IRIs and blank nodes, in every format, as readers of other make see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from graph.namespaces import RDF, XSD
from tests.conformance.results import (
    GRAPH_READERS,
    READERS,
    Term,
    literal,
    of_rdflib,
    read_graph,
)
from tests.serving import Client, serving

pytestmark = pytest.mark.server

E: Final = "http://example.org/"
#: Characters that XML 1.0 cannot hold, not even as references.
NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

TEXTS: Final = {
    "empty": "",
    "space": " ",
    "spaces around": "  a  ",
    "line feed": "a\nb",
    "carriage return": "a\rb",
    "both": "a\r\nb\r\n",
    "tab": "a\tb",
    "quotes": '"a" \'b\' """c""" \'\'',
    "backslash": "\\ \\n \\u0041 \\",
    "separators of CSV": 'a,b;"c",\t,,',
    "a formula": "=1+2",
    "signs": "+a -b @c",
    "markup": "<b>&amp;&lt;</b> ]]> <!-- --> <?pi?>",
    "like a term": '<http://example.org/> _:b0 ?x "a"@en',
    "like a blank node": "_:b0",
    "like a number": "01",
    "like a truth": "true",
    "delete": "\x7f\x80\x85\x9f",
    "spaces of Unicode": "\u00a0\u1680\u2003\u2028\u2029\u3000\ufeff",
    "astral": "\U0001f9f2 \U00020bb7\U0001f468\u200d\U0001f52c\U0010ffff",
    "composed": "é",
    "decomposed": "e\u0301",
    "many marks": "Z\u0351\u036b\u0343\u036a\u0302a\u0334",
    "Devanagari": "दुर्लभ पृथ्वी तत्व",
    "Japanese": "レアアース・鉱物",
    "Arabic": "العناصر الأرضية النادرة (17)",
    "Hebrew": "יסודות נדירים, 17",
    "right and left": "abc \u200fאבג\u200e 123 \u202bعربي\u202c \u2067אבג\u2069",
    "long": "長い文字列 " * 20_000,
}
CONTROLS: Final = {f"control {number:02x}": f"a{chr(number)}b" for number in range(1, 32) if number not in (9, 10, 13)}
NONCHARACTERS: Final = {"noncharacters": "a\ufdd0\ufffe\uffffb"}
LITERALS: Final = (
    [literal(text) for text in (TEXTS | CONTROLS | NONCHARACTERS).values()]
    + [
        literal(TEXTS[name], language)
        for name in ("quotes", "Arabic", "empty")
        for language in ("ar", "en-gb", "zh-hant-tw")
    ]
    + [literal(TEXTS[name], datatype=E + "type") for name in ("quotes", "Hebrew", "empty")]
    + [
        literal(value, datatype=XSD + name)
        for name, values in {
            "integer": ["17", "-1", "0", "123456789012345678901234567890", "seventeen", ""],
            "decimal": ["2.5", "-0.001", "2,5"],
            "double": ["1", "-2.5", "INF", "NaN", "many"],
            "boolean": ["true", "false", "yes"],
            "date": ["2025-08-29", "2025-02-30", "-0044-03-15"],
            "dateTime": ["2025-08-29T10:00:00+05:30", "2025-08-29T10:00:00Z", "yesterday"],
            "gYear": ["2025", "2025Z"],
            "duration": ["P1Y6M", "P1Y6M2DT3H"],
            "anyURI": ["http://example.org/a b"],
            "hexBinary": ["0aFF"],
        }.items()
        for value in values
    ]
    + [
        literal(value, datatype=RDF + name)
        for name, value in {"XMLLiteral": "<a b='c'/>", "HTML": "<p>", "JSON": '{"a": 1}'}.items()
    ]
)
IRIS: Final = [
    E,
    f"{E}鉱物/レアアース",
    f"{E}a%20b%2Fc?d=e&f='g'#h(i),j;k",
    f"{E}עברית",
    f"{E}e\u0301\U0001f9f2",
    "urn:isbn:0-395-36341-1",
    "mailto:a@example.org",
    "data:text/plain;base64,QQ==",
    "tag:example.org,2025:a",
    f"{E}{'long' * 2000}",
]
TERMS: Final = [*LITERALS, *(Term("uri", iri) for iri in IRIS)]


def spelled(term: Term) -> str:
    """A term in N-Quads, every character past ASCII and every control as an escape."""
    if term.kind == "uri":
        return f"<{escaped(term.value)}>"
    if term.kind == "bnode":
        return f"_:{term.value}"
    end = f"@{term.language}" if term.language else f"^^<{term.datatype}>"
    return f'"{escaped(term.value)}"{end}'


def escaped(text: str) -> str:
    return "".join(char if " " <= char <= "~" and char not in '"\\' else f"\\U{ord(char):08X}" for char in text)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Holds each term as the value of a thing of its own, and IRIs as things too."""
    path = tmp_path_factory.mktemp("terms") / "data.nq"
    lines = [f"<{E}{number}> <{E}value> {spelled(term)} <{E}g> .\n" for number, term in enumerate(TERMS)]
    path.write_text("".join(lines), encoding="ascii")
    with serving(data=path) as port, Client(port) as client:
        yield client


def ask(server: Client, query: str, media_type: str) -> bytes:
    reply = server.ask(query, media_type, "direct")
    assert (reply.status, reply.media_type) == (200, media_type), reply.body.decode()
    return reply.body


NUMBERS = range(len(TERMS))
EXPLORE = True


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("media_type", READERS)
def test_solutions(server: Client, media_type: str, number: int) -> None:
    body = ask(server, f"SELECT ?o {{ <{E}{number}> <{E}value> ?o }}", media_type)
    table = READERS[media_type](body)
    assert not isinstance(table, bool)
    found = table.rows
    wanted = TERMS[number]
    if media_type == "text/csv":
        assert found == (
            (
                ({"o": Term("text", wanted.value)} if wanted.value else {})
                if not wanted.value.startswith("_:")
                else {"o": Term("bnode", wanted.value)}
            ),
        )
    else:
        assert found == ({"o": wanted},)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("media_type", GRAPH_READERS)
def test_graphs(server: Client, media_type: str, number: int) -> None:
    body = ask(server, f"CONSTRUCT WHERE {{ <{E}{number}> <{E}value> ?o }}", media_type)
    assert [of_rdflib(o) for o in read_graph(body, media_type).objects()] == [TERMS[number]]
