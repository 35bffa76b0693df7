"""What is stored comes back: odd literals, IRIs and blank nodes, in every format, as readers of other make see them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

import pytest
import rdflib

from graph.namespaces import RDF, XSD
from tests.conformance.results import (
    GRAPH_READERS,
    READERS,
    Table,
    Term,
    agree,
    as_csv_tells,
    literal,
    of_rdflib,
    read_graph,
)
from tests.serving import Client, serving

pytestmark = pytest.mark.server

E: Final = "http://example.org/"
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
    "noncharacter": "\ufdd0",
    "many marks": "Z\u0351\u036b\u0343\u036a\u0302a\u0334",
    "Devanagari": "दुर्लभ पृथ्वी तत्व",
    "Japanese": "レアアース・鉱物",
    "Arabic": "العناصر الأرضية النادرة (17)",
    "Hebrew": "יסודות נדירים, 17",
    "right and left": "abc \u200fאבג\u200e 123 \u202bعربي\u202c \u2067אבג\u2069",
    "long": "長い文字列 " * 20_000,
}
#: Literals with characters that XML 1.0 cannot hold, not even as references.
NOT_IN_XML: Final = [literal(f"a{chr(number)}b") for number in (*range(1, 9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)]
LITERALS: Final = (
    [literal(text) for text in TEXTS.values()]
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
#: Predicates, and whether RDF/XML can name an element after them.
PREDICATES: Final = {
    f"{E}p": True,
    f"{E}größe": True,
    f"{RDF}_1": True,
    E: False,
    f"{E}1": False,
    f"{E}a%20": False,
    f"{RDF}li": False,
}
#: Literals that the engine spells in a way of its own, as stored and as they come back.
SPELLINGS: Final = {
    "zeros": (literal("01", datatype=f"{XSD}integer"), literal("1", datatype=f"{XSD}integer")),
    "derived": (literal("-3", datatype=f"{XSD}negativeInteger"), literal("-3", datatype=f"{XSD}integer")),
    "decimals": (literal("2.50", datatype=f"{XSD}decimal"), literal("2.5", datatype=f"{XSD}decimal")),
    "exponents": (literal("1.0E3", datatype=f"{XSD}double"), literal("1000", datatype=f"{XSD}double")),
    "truths": (literal("1", datatype=f"{XSD}boolean"), literal("true", datatype=f"{XSD}boolean")),
    "zones": (literal("2025-08-29+00:00", datatype=f"{XSD}date"), literal("2025-08-29Z", datatype=f"{XSD}date")),
    "midnight": (
        literal("2025-08-29T24:00:00Z", datatype=f"{XSD}dateTime"),
        literal("2025-08-30T00:00:00Z", datatype=f"{XSD}dateTime"),
    ),
    "months": (literal("P18M", datatype=f"{XSD}duration"), literal("P1Y6M", datatype=f"{XSD}duration")),
}
TERMS: Final = [*LITERALS, *(Term("uri", iri) for iri in IRIS)]


def spelled(term: Term) -> str:
    """A term in N-Quads, every character past ASCII and every control as an escape."""
    if term.kind == "uri":
        return f"<{escaped(term.value)}>"
    end = f"@{term.language}" if term.language else f"^^<{term.datatype}>"
    end += f"--{term.direction}" if term.direction else ""
    return f'"{escaped(term.value)}"{end}'


def escaped(text: str) -> str:
    return "".join(char if " " <= char <= "~" and char not in '"\\' else f"\\U{ord(char):08X}" for char in text)


def line(thing: str, term: Term, predicate: str = f"{E}value") -> str:
    return f"<{E}{thing}> <{predicate}> {spelled(term)} <{E}g> .\n"


#: Blank nodes that a reader can tell apart only by what points where; they are 1 row, 2 rows and 2 rows of one table.
KNOTS: Final = [("a", "a"), ("b", "c"), ("c", "b"), ("d", "e"), ("e", "e")]
RIGHT_TO_LEFT: Final = literal(TEXTS["Hebrew"], "he")._replace(direction="rtl")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Holds each term as the value of a thing of its own."""
    path = tmp_path_factory.mktemp("terms") / "data.nq"
    path.write_text(
        "".join(line(str(number), term) for number, term in enumerate(TERMS))
        + "".join(line(f"odd{number}", term, f"{E}odd") for number, term in enumerate(NOT_IN_XML))
        + "".join(f"_:{one} <{E}knows> _:{other} <{E}g> .\n" for one, other in KNOTS)
        + "".join(f"<{E}{name}> <{E}spelled> {spelled(term)} .\n" for name, (term, _) in SPELLINGS.items())
        + f"<{E}rtl> <{E}directed> {spelled(RIGHT_TO_LEFT)} .\n"
        + "".join(f"<{E}named> <{escaped(predicate)}> <{E}> .\n" for predicate in PREDICATES),
        encoding="ascii",
    )
    with serving(data=path) as port, Client(port) as client:
        yield client


def ask(server: Client, query: str, media_type: str) -> bytes:
    reply = server.ask(query, media_type, "direct")
    assert (reply.status, reply.media_type) == (200, media_type), reply.body.decode()
    return reply.body


def table(server: Client, query: str, media_type: str) -> Table:
    found = READERS[media_type](ask(server, query, media_type))
    assert isinstance(found, Table)
    return found


def refusal(server: Client, query: str, media_type: str) -> str:
    """Why an answer cannot be written, as the server says it."""
    reply = server.ask(query, media_type, "direct")
    assert (reply.status, reply.media_type) == (406, "application/problem+json"), reply.body.decode()
    problem = json.loads(reply.body)
    assert problem["type"].endswith("/problem/answer-unwritable")
    assert problem["media_type"] == media_type
    return str(problem["reason"])


def by_thing(rows: Iterable[tuple[Term, Term]]) -> dict[int, Term]:
    return {int(thing.value.removeprefix(E)): value for thing, value in rows}


# --- terms


@pytest.mark.parametrize("media_type", READERS)
def test_solutions(server: Client, media_type: str) -> None:
    found = table(server, f"SELECT * {{ ?thing <{E}value> ?value }}", media_type)
    wanted = Table(("thing", "value"), tuple({"value": term} for term in TERMS))
    if media_type == "text/csv":
        told = as_csv_tells(wanted)
        assert isinstance(told, Table)
        wanted = told
    nothing = Term("nothing", "")
    assert by_thing((row["thing"], row.get("value", nothing)) for row in found.rows) == {
        number: row.get("value", nothing) for number, row in enumerate(wanted.rows)
    }


@pytest.mark.parametrize("media_type", GRAPH_READERS)
def test_graphs(server: Client, media_type: str) -> None:
    body = ask(server, f"CONSTRUCT WHERE {{ ?thing <{E}value> ?value }}", media_type)
    graph = read_graph(body, media_type)
    assert len(graph) == len(TERMS)
    assert by_thing((of_rdflib(s), of_rdflib(o)) for s, _, o in graph) == dict(enumerate(TERMS))


@pytest.mark.parametrize("media_type", [name for name in READERS if "xml" not in name])
def test_solutions_that_xml_cannot_hold(server: Client, media_type: str) -> None:
    found = table(server, f"SELECT ?value {{ ?thing <{E}odd> ?value }}", media_type)
    assert {row["value"].value for row in found.rows} == {term.value for term in NOT_IN_XML}


@pytest.mark.parametrize("media_type", [name for name in GRAPH_READERS if "xml" not in name])
def test_graphs_that_xml_cannot_hold(server: Client, media_type: str) -> None:
    graph = read_graph(ask(server, f"CONSTRUCT WHERE {{ ?thing <{E}odd> ?value }}", media_type), media_type)
    assert set(map(of_rdflib, graph.objects())) == set(NOT_IN_XML)


@pytest.mark.parametrize("number", range(len(NOT_IN_XML)))
def test_xml_says_what_it_cannot_hold(server: Client, number: int) -> None:
    pattern = f"{{ <{E}odd{number}> <{E}odd> ?value }}"
    assert "character" in refusal(server, f"SELECT ?value {pattern}", "application/sparql-results+xml")
    assert "character" in refusal(server, f"CONSTRUCT WHERE {pattern}", "application/rdf+xml")


# --- predicates


@pytest.mark.parametrize("media_type", [name for name in GRAPH_READERS if "xml" not in name])
def test_predicates(server: Client, media_type: str) -> None:
    graph = read_graph(ask(server, f"CONSTRUCT WHERE {{ <{E}named> ?p ?o }}", media_type), media_type)
    assert {str(predicate) for predicate in graph.predicates()} == PREDICATES.keys()


@pytest.mark.parametrize("predicate", PREDICATES)
def test_rdf_xml_says_which_predicate_it_cannot_name(server: Client, predicate: str) -> None:
    query = f"CONSTRUCT WHERE {{ <{E}named> <{predicate}> ?o }}"
    if PREDICATES[predicate]:
        graph = read_graph(ask(server, query, "application/rdf+xml"), "application/rdf+xml")
        assert [str(found) for found in graph.predicates()] == [predicate]
    else:
        assert re.search(r"predicate", refusal(server, query, "application/rdf+xml"))


# --- blank nodes


@pytest.mark.parametrize("media_type", READERS)
def test_blank_nodes_of_solutions(server: Client, media_type: str) -> None:
    found = table(server, f"SELECT * {{ ?one <{E}knows> ?other }}", media_type)
    rows = tuple({"one": Term("bnode", one), "other": Term("bnode", other)} for one, other in KNOTS)
    assert agree(found, Table(("one", "other"), rows))
    assert not agree(found, Table(("one", "other"), (*rows[:4], rows[4] | {"other": Term("bnode", "d")})))


@pytest.mark.parametrize("media_type", GRAPH_READERS)
def test_blank_nodes_of_graphs(server: Client, media_type: str) -> None:
    found = read_graph(ask(server, f"CONSTRUCT WHERE {{ ?one <{E}knows> ?other }}", media_type), media_type)
    wanted = rdflib.Graph()
    for one, other in KNOTS:
        wanted.add((rdflib.BNode(one), rdflib.URIRef(f"{E}knows"), rdflib.BNode(other)))
    assert agree(found, wanted)
    wanted.remove((rdflib.BNode("a"), None, None))
    assert not agree(found, wanted)


# --- values and directions


@pytest.mark.parametrize("name", SPELLINGS)
def test_values_are_kept_and_not_their_spelling(server: Client, name: str) -> None:
    """Not a promise but what the engine does, and docs/http.md says so."""
    found = table(server, f"SELECT ?o {{ <{E}{name}> <{E}spelled> ?o }}", "application/sparql-results+json")
    assert found.rows == ({"o": SPELLINGS[name][1]},)


@pytest.mark.parametrize("media_type", [name for name in READERS if name != "text/csv"])
def test_directions_of_solutions(server: Client, media_type: str) -> None:
    found = table(server, f"SELECT ?o {{ <{E}rtl> <{E}directed> ?o }}", media_type)
    assert found.rows == ({"o": RIGHT_TO_LEFT},)


#: Where a graph says the direction of a text; rdflib does not read that yet.
DIRECTED: Final = {
    "text/turtle": '"@he--rtl',
    "application/n-triples": '"@he--rtl',
    "application/ld+json": '"@direction":"rtl"',
    "application/rdf+xml": 'its:dir="rtl"',
    "application/trig": '"@he--rtl',
    "application/n-quads": '"@he--rtl',
}


@pytest.mark.parametrize("media_type", DIRECTED)
def test_directions_of_graphs(server: Client, media_type: str) -> None:
    body = ask(server, f"CONSTRUCT WHERE {{ <{E}rtl> <{E}directed> ?o }}", media_type).decode()
    assert DIRECTED[media_type] in body
    assert RIGHT_TO_LEFT.value in body


def test_json_ld_says_that_it_cannot_hold_triples_of_triples(server: Client) -> None:
    query = "CONSTRUCT { <urn:s> <urn:p> ?t } WHERE { BIND(<<( <urn:a> <urn:b> 'c,d' )>> AS ?t) }"
    assert "RDF 1.2" in refusal(server, query, "application/ld+json")
    assert b'<<( <urn:a> <urn:b> "c,d" )>>' in ask(server, query, "application/n-triples")


# --- shapes of tables


@pytest.mark.parametrize("media_type", READERS)
@pytest.mark.parametrize(
    ("query", "variables", "rows"),
    [
        ("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (UNDEF 2) (UNDEF UNDEF) } }", ("a", "b"), [{"a"}, {"b"}, set()]),
        ("SELECT ?a { VALUES ?a { UNDEF 1 UNDEF } }", ("a",), [set(), {"a"}, set()]),
        ("SELECT ?a ?b { FILTER(false) }", ("a", "b"), []),
        ("SELECT * { }", (), [set()]),
        ("SELECT ?größe ?大 { BIND(1 AS ?大) }", ("größe", "大"), [{"大"}]),
    ],
    ids=["holes", "a column of holes", "no rows", "no columns", "names"],
)
def test_tables(server: Client, media_type: str, query: str, variables: tuple[str, ...], rows: list[set[str]]) -> None:
    found = table(server, query, media_type)
    assert found.variables == variables
    assert [set(row) for row in found.rows] == rows
