"""Parsing, serialising, the merge, values bound as terms, and every answer in every format."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import rdflib

from graph.errors import GraphError, InvalidInput, QuerySyntax, QueryUnacceptable, QueryUnsupported
from graph.namespaces import BASE, PREFIXES
from graph.rdfc import canonicalise
from graph.store import (
    GRAPH_FORMATS,
    RESULTS_FORMATS,
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    Store,
    Triple,
    parse_file,
    parse_text,
    serialise,
)
from graph.wire import SparqlRequest

E = "http://example.org/"
DATA = """
PREFIX : <http://example.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
GRAPH :one { :msp :member :india ; :label "Minerals Security Partnership"@en, "鉱物" . }
GRAPH :two { :msp :member :india, :japan ; :from "2022-06-14"^^xsd:date . :quad :from "2025-07-01"^^xsd:date . }
GRAPH :three { :msp :member :india . :quad :member :japan ; :until "2026-01-01"^^xsd:date . }
"""
#: Another implementation reads what the engine wrote; it warns of its own use of its own old names.
RDFLIB_WARNS = pytest.mark.filterwarnings(r"ignore:.* is deprecated, use Dataset:DeprecationWarning")


class Collected:
    """A sink that keeps what it is given."""

    def __init__(self) -> None:
        self.media_type = ""
        self.body = b""

    def begin(self, media_type: str) -> None:
        assert not self.media_type
        self.media_type = media_type

    def write(self, chunk: bytes, /) -> int:
        assert self.media_type
        self.body += bytes(chunk)
        return len(chunk)

    def flush(self) -> None:
        pass


def iri(name: str) -> NamedNode:
    return NamedNode(E + name)


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.from_quads(parse_text(DATA, Path("world.trig")))


def ask(store: Store, query: str, media_type: str = "text/csv", **dataset: tuple[str, ...]) -> list[str]:
    """Lines of an answer, the header left out, sorted."""
    sink = Collected()
    store.answer(SparqlRequest(query, media_type, "application/n-triples", **dataset), sink)
    lines = sink.body.decode().splitlines()
    return sorted(lines[1:] if sink.media_type == "text/csv" else lines)


# Parsing


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.ttl", "<urn:a> <urn:b>\n  1 .\nex:a <urn:b> 2 .\n", 3),
        ("a.ttl", "<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> 'open\n .", 2),
        ("a.ttl", "<urn:a> <urn:b> 1 .\n\n<urn:a b> <urn:b> 1 .", 3),
        ("a.trig", "GRAPH <urn:g> {\n <urn:a> <urn:b> .\n}", 2),
        ("a.nq", "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> 'c' .\n", 2),
        ("a.nt", "<urn:a> <urn:b> <c> .\n", 1),
    ],
)
def test_a_syntax_error_names_file_and_line(tmp_path: Path, name: str, text: str, line: int) -> None:
    path = tmp_path / name
    path.write_text(text)
    for read in (parse_file, Store.from_files):
        with pytest.raises(InvalidInput) as caught:
            read(path)
        (finding,) = caught.value.findings
        assert (finding.file, finding.line, finding.rule) == (str(path), line, "syntax")
        assert finding.message


def test_bytes_that_are_not_utf8_are_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> '\xff' .\n")
    with pytest.raises(InvalidInput) as caught:
        parse_file(path)
    assert caught.value.findings[0].line == 2


@pytest.mark.parametrize("name", ["missing.ttl", "folder.ttl", "a.csv"])
def test_what_cannot_be_read_is_a_finding_without_a_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "a.csv").write_text("a,b")
    for read in (parse_file, Store.from_files):
        with pytest.raises(InvalidInput) as caught:
            read(tmp_path / name)
        (finding,) = caught.value.findings
        assert (finding.file, finding.line, finding.rule) == (str(tmp_path / name), 0, "readable")


def test_triples_go_into_the_graph_named_and_quads_stay_in_theirs() -> None:
    triples = parse_text("\ufeff<urn:a> <urn:b> 1 .", Path("a.ttl"), E + "g")
    assert [quad.graph_name for quad in triples] == [iri("g")]
    quads = parse_text("<urn:a> <urn:b> 1 . GRAPH <urn:h> { <urn:a> <urn:b> 2 }", Path("a.trig"), E + "g")
    assert [str(quad.graph_name) for quad in quads] == [f"<{E}g>", "<urn:h>"]


# Serialising


@RDFLIB_WARNS
def test_every_format_says_the_same_and_says_it_the_same_way_each_time() -> None:
    quads = canonicalise(parse_text(DATA, Path("world.trig")))
    for media_type, syntax in GRAPH_FORMATS.items():
        body = serialise(quads, media_type, {"ex": E})
        assert body == serialise(list(quads), media_type, {"ex": E})
        dataset = rdflib.Dataset()
        dataset.parse(data=body, format="json-ld" if "ld+json" in media_type else media_type)
        read = list(dataset.quads((None, None, None, None)))
        assert len({quad[:3] for quad in read}) == 8, media_type
        assert len(read) == (10 if syntax.supports_datasets else 8), media_type


def test_only_prefixes_in_use_are_declared() -> None:
    quads = parse_text(f'<{PREFIXES["actor"]}india> <{PREFIXES["actor"]}p> "1"^^<urn:t> .', Path("a.ttl"))
    assert serialise(quads, "text/turtle").decode().count("@prefix") == 1
    assert len(PREFIXES) > 50


def test_canonical_order_depends_on_neither_order_nor_labels() -> None:
    text = "@prefix : <http://example.org/> .\n"
    lines = [":a :p [ :q [ :r 1 ] ] .\n", ":a a :T .\n", ":b :p [ :q 2 ], [ :q 3 ] .\n", ":a :list ( 1 2 3 ) .\n"]
    written = set()
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        quads = parse_text(text + "".join(lines), Path("a.ttl"))
        written.add(serialise(canonicalise([*quads, *quads[:2]]), "text/turtle", {"": E}))
    (body,) = written
    assert body.index(b":a a :T") < body.index(b":list")


# The merge


def test_a_triple_in_three_graphs_counts_once(store: Store) -> None:
    member = Triple(iri("msp"), iri("member"), iri("india"))
    assert store.graphs(member) == [iri("one"), iri("three"), iri("two")]
    rows = store.select("SELECT (COUNT(*) AS ?n) { ?msp ?p ?india }", msp=iri("msp"), india=iri("india"))
    assert rows == [{"n": Literal(1)}]
    assert ask(store, "SELECT (COUNT(*) AS ?n) { ?s <http://example.org/member> ?o }") == ["3"]
    assert ask(store, "SELECT ?g { GRAPH ?g { ?s <http://example.org/member> <http://example.org/india> } }") == [
        f"{E}one",
        f"{E}three",
        f"{E}two",
    ]
    assert len(store) == 8


def test_files_and_quads_make_the_same_store(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "world.nq"
    path.write_bytes(serialise(parse_text(DATA, Path("world.trig")), "application/n-quads"))
    loaded = Store.from_files(path)
    assert set(loaded.triples()) == set(store.triples())
    assert len(loaded) == 8


def test_a_blank_node_is_the_same_in_the_merge_and_in_its_graph(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text('_:a <urn:p> "x" <urn:g> .\n_:a <urn:q> "y" <urn:h> .\n')
    query = "ASK { ?s <urn:q> 'y' GRAPH <urn:g> { ?s <urn:p> 'x' } }"
    assert Store.from_files(path).ask(query)


WAYS = [
    "SELECT * { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?g ?o { ?s <urn:of> ?o GRAPH ?g { ?o <urn:of> ?up } }",
    "SELECT ?s ?o { ?s <urn:of>+ ?o }",
    "SELECT ?s ?o { ?s <urn:of>* ?o }",
    "SELECT ?s ?o { ?s (<urn:of>|^<urn:of>)/<urn:name> ?o }",
    "SELECT ?s ?n { ?s <urn:of> ?o OPTIONAL { ?s <urn:name> ?n } }",
    "SELECT ?s { ?s <urn:name> ?n MINUS { ?s <urn:of> ?o } }",
    "SELECT ?s { ?s <urn:name> ?n FILTER NOT EXISTS { ?up <urn:of> ?s } }",
    "SELECT DISTINCT ?p { ?s ?p ?o }",
    "SELECT ?s ?p ?o FROM <urn:g1> FROM <urn:g2> { ?s ?p ?o }",
    "SELECT ?s ?g FROM NAMED <urn:g1> { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT (1 AS ?yes) { <urn:a1> <urn:of> <urn:a2> . <urn:a2> <urn:of> <urn:a3> }",
    "CONSTRUCT { ?o <urn:has> ?s } { ?s <urn:of> ?o }",
    "DESCRIBE <urn:a1>",
]


@pytest.mark.parametrize("query", WAYS)
def test_graphs_that_share_no_triple_answer_as_their_merge_does(tmp_path: Path, query: str) -> None:
    """Found out at loading, said beforehand, or merged after all: the answers are the same."""
    path = tmp_path / "a.nq"
    lines = [
        line
        for i in range(20)
        for line in (f"<urn:a{i}> <urn:of> <urn:a{i + 1}> <urn:g{i % 4}> .", f'<urn:a{i}> <urn:name> "{i}" <urn:g9> .')
    ]
    path.write_text("\n".join([*lines, '<urn:b> <urn:name> "none" .']))
    found, said, merged = Store.from_files(path), Store.from_files(path, is_disjoint=True), Store.from_files(path)
    merged.add([Quad(NamedNode("urn:a1"), NamedNode("urn:of"), NamedNode("urn:a2"), NamedNode("urn:g1"))])
    answers = [sorted(ask(store, query)) for store in (found, said, merged)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]
    assert [len(store) for store in (found, said, merged)] == [41] * 3


def test_what_is_added_to_graphs_that_share_no_triple_may_share_one(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text("<urn:a> <urn:p> <urn:b> <urn:g> .\n")
    store = Store.from_files(path)
    a, p, b, c, h = map(NamedNode, ("urn:a", "urn:p", "urn:b", "urn:c", "urn:h"))
    store.add([Quad(a, p, c, h)])
    assert len(store) == 2
    store.add([Triple(b, p, c)])
    assert len(store) == 3
    store.add([Quad(a, p, b, h), Triple(a, p, c)])
    assert len(store) == 3
    assert ask(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == ["3"]
    assert store.graphs(Triple(a, p, b)) == [NamedNode("urn:g"), h]


def test_one_triple_in_two_graphs_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text("<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:a> <urn:p> <urn:b> <urn:h> .\n")
    store = Store.from_files(path)
    assert ask(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == ["1"]
    assert len(store) == 1


def test_added_quads_are_in_the_merge_and_added_triples_in_no_graph() -> None:
    store = Store.from_quads([])
    quad = Quad(iri("a"), iri("p"), iri("b"), iri("g"))
    triple = Triple(iri("a"), iri("p"), iri("c"))
    store.add([quad, triple])
    assert store.holds(quad.triple)
    assert store.holds(triple)
    assert not store.holds(Triple(iri("a"), iri("p"), iri("d")))
    assert store.graphs(quad.triple) == [iri("g")]
    assert store.graphs(triple) == []
    assert list(store.triples(iri("a"), iri("p"), iri("c"))) == [triple]


# Values bound as terms

AS_OF = Literal("2025-01-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
BOUND_QUERIES = {
    "filter": ("SELECT ?s { ?s :from ?f FILTER(?f <= ?date) }", {"msp"}),
    "bound": ("SELECT ?s { ?s :from ?f FILTER(!BOUND(?date) || ?f <= ?date) }", {"msp"}),
    "minus": ("SELECT ?s ?date { ?s :from ?f FILTER(?f <= ?date) MINUS { ?x :until ?u } }", {"msp"}),
    "assigned": (
        "SELECT ?s { ?s :from ?f FILTER EXISTS { BIND(?date AS ?d) FILTER(?f < ?d) } }",
        {"msp"},
    ),
    "nested": ("SELECT ?s { { SELECT ?s { ?s :from ?f FILTER(?f <= ?date) } } }", {"msp"}),
    "projected": ("SELECT ?s ?date { { SELECT ?s ?date { ?s :from ?f FILTER(?f > ?date) } } }", {"quad"}),
    "grouped": ("SELECT ?s ?date (COUNT(*) AS ?n) { ?s :from ?f FILTER(?f > ?date) } GROUP BY ?s ?date", {"quad"}),
    "ordered": ("SELECT ?s ?date { ?s :from ?f FILTER(?f > ?date) } ORDER BY ?date ?s", {"quad"}),
}


def test_a_graph_that_is_dropped_takes_its_triples_along_unless_another_has_them() -> None:
    store = Store.from_quads(parse_text(DATA, Path("data.trig")))
    whole = len(store)
    store.drop(f"{E}two")
    india, japan = (Triple(NamedNode(E + "msp"), NamedNode(E + "member"), NamedNode(E + n)) for n in ("india", "japan"))
    assert store.holds(india)
    assert store.graphs(india) == [NamedNode(E + "one"), NamedNode(E + "three")]
    assert not store.holds(japan)
    assert len(store) == whole - 3
    store.drop(f"{E}two")
    store.drop(f"{E}nowhere")
    assert len(store) == whole - 3


def test_a_graph_is_dropped_from_a_union_too(tmp_path: Path) -> None:
    path = tmp_path / "apart.nq"
    path.write_text('<urn:a> <urn:b> "one" <urn:g> .\n<urn:a> <urn:b> "two" <urn:h> .\n')
    store = Store.from_files(path)
    store.drop("urn:g")
    assert [str(triple.object) for triple in store.triples()] == ['"two"']
    store.add([])
    assert [str(triple.object) for triple in store.triples()] == ['"two"']


def test_adding_starts_no_thread() -> None:
    """A thread reserves address space, of which a reader has little; the engine loads in bulk by threads."""
    reserved = re.compile(r"VmPeak:\s+(\d+)")
    program = (
        "from pathlib import Path; from graph.store import Store, parse_text; "
        "quads = parse_text('<urn:a> <urn:b> <urn:c> .', Path('a.ttl')); store = Store(); "
        "status = Path('/proc/self/status'); before = status.read_text(); "
        "store.add(quads); print(before, status.read_text())"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    before, after = (int(size) for size in reserved.findall(told))
    assert after - before < 32 << 10


@pytest.mark.parametrize("name", sorted(BOUND_QUERIES))
def test_a_bound_variable_is_its_value_everywhere(store: Store, name: str) -> None:
    query, expected = BOUND_QUERIES[name]
    rows = store.select(f"PREFIX : <{E}> {query}", date=AS_OF)
    assert {str(row["s"])[len(E) + 1 : -1] for row in rows} == expected
    if "?date" in query.partition("{")[0]:
        assert {row["date"] for row in rows} == {AS_OF}


NASTY = [
    '" } # ',
    "' . } INSERT DATA { <urn:a> <urn:b> <urn:c> } #",
    '"""',
    "\\",
    '\\" ) }',
    "line\nfeed\r\ttab",
    "?s ?p ?o",
    "> } SERVICE <urn:x> {",
    "\u2028\u0000\u007f𐍈",
    '"^^<urn:t> . <urn:a> <urn:b> "',
    "",
]


@pytest.mark.parametrize("text", NASTY)
def test_a_value_never_becomes_query(text: str) -> None:
    terms = [Literal(text), Literal(text, language="en"), Literal(text, datatype=iri("type"))]
    store = Store.from_quads([Quad(iri("a"), iri("p"), term) for term in terms])
    for term in terms:
        assert store.select("SELECT ?s ?o { ?s ?p ?o }", o=term) == [{"s": iri("a"), "o": term}]
        assert store.ask("ASK { ?s ?p ?o FILTER(SAMETERM(?o, ?value)) }", value=term)
        assert store.construct("CONSTRUCT { ?s ?s ?o } WHERE { ?s ?p ?o }", o=term) == [
            Triple(iri("a"), iri("a"), term)
        ]
    assert len(store) == 3


@pytest.mark.parametrize("text", ["> } #", "a b", "x", "urn:a>", "urn:{", 'urn:"', "urn:a\nb", "urn:\\u003e }"])
def test_what_could_end_an_iri_early_is_no_iri(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        NamedNode(text)


def test_what_cannot_be_bound_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="takes an IRI or a literal"):
        store.select("SELECT ?s { ?s ?p ?o }", s=BlankNode())
    with pytest.raises(ValueError, match=r"no variable \?t"):
        store.select("SELECT ?s { ?s ?p ?o }", t=AS_OF)
    with pytest.raises(ValueError, match="no SELECT"):
        store.select("ASK { }")
    with pytest.raises(ValueError, match="no ASK"):
        store.ask("SELECT * { }")
    with pytest.raises(ValueError, match="no CONSTRUCT"):
        store.construct("ASK { }")
    with pytest.raises(SyntaxError):
        store.select("SELECT ?s { ?s ?p ?o", s=AS_OF)


def test_own_queries_know_the_prefixes_and_users_must_declare_them(store: Store) -> None:
    store.select("SELECT * { ?s a :Membership ; skos:prefLabel ?label }")
    with pytest.raises(QuerySyntax, match="prefix skos: is not declared"):
        ask(store, "SELECT * { ?s skos:prefLabel ?label }")


# Answers

SELECT = "PREFIX : <http://example.org/> SELECT ?s ?l ?n { ?s :label ?l OPTIONAL { ?s :none ?n } }"


def test_select_in_every_format(store: Store) -> None:
    answers = {}
    for media_type in RESULTS_FORMATS:
        sink = Collected()
        store.answer(SparqlRequest(SELECT, media_type, None), sink)
        assert sink.media_type == media_type
        answers[media_type] = sink.body
    labels = {"Minerals Security Partnership", "鉱物"}
    bindings = json.loads(answers["application/sparql-results+json"])["results"]["bindings"]
    assert {row["l"]["value"] for row in bindings} == labels
    assert {row["l"].get("xml:lang") for row in bindings} == {"en", None}
    assert all("n" not in row for row in bindings)
    rows = list(csv.DictReader(io.StringIO(answers["text/csv"].decode())))
    assert {(row["s"], row["l"], row["n"]) for row in rows} == {(f"{E}msp", label, "") for label in labels}
    tsv = answers["text/tab-separated-values"].decode().splitlines()
    assert tsv[0] == "?s\t?l\t?n"
    assert f'<{E}msp>\t"Minerals Security Partnership"@en\t' in tsv
    tree = ET.fromstring(answers["application/sparql-results+xml"])
    assert {node.text for node in tree.iter("{http://www.w3.org/2005/sparql-results#}literal")} == labels


def test_ask_in_every_format(store: Store) -> None:
    answers = {}
    for media_type in RESULTS_FORMATS:
        sink = Collected()
        store.answer(SparqlRequest("ASK { ?s ?p ?o }", media_type, None), sink)
        answers[media_type] = sink.body
    assert json.loads(answers["application/sparql-results+json"])["boolean"] is True
    assert b"<boolean>true</boolean>" in answers["application/sparql-results+xml"]
    assert answers["text/csv"].strip() == answers["text/tab-separated-values"].strip() == b"true"


@RDFLIB_WARNS
@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", f"DESCRIBE <{E}msp> <{E}quad>"]
)
def test_graphs_in_every_format(store: Store, media_type: str, query: str) -> None:
    sink = Collected()
    store.answer(SparqlRequest(query, None, media_type), sink)
    assert sink.media_type == media_type
    graph = rdflib.Dataset()
    graph.parse(data=sink.body, format="json-ld" if "ld+json" in media_type else media_type)
    assert len(graph.default_graph) == 8


def test_an_answer_without_an_acceptable_format_is_refused(store: Store) -> None:
    for query, results, graph, form in [
        ("SELECT * { ?s ?p ?o }", None, "text/turtle", "SELECT"),
        ("ASK { }", None, "text/turtle", "ASK"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv", None, "CONSTRUCT"),
        ("DESCRIBE <urn:a>", "text/csv", "text/html", "DESCRIBE"),
    ]:
        sink = Collected()
        with pytest.raises(QueryUnacceptable) as caught:
            store.answer(SparqlRequest(query, results, graph), sink)
        assert caught.value.form == form
        assert ("text/csv" in caught.value.offered) is (form in {"SELECT", "ASK"})
        assert not sink.media_type


# Datasets

COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
NAMED = "SELECT DISTINCT ?g {} {{ GRAPH ?g {{ ?s ?p ?o }} }}"


@pytest.mark.parametrize(
    ("clauses", "triples", "graphs"),
    [
        ("", "8", ["one", "three", "two"]),
        (f"FROM <{E}one>", "3", []),
        (f"FROM <{E}one> FROM <{E}two> FROM <{E}three>", "8", []),
        (f"FROM <{E}one> FROM <{E}one>", "3", []),
        (f"FROM NAMED <{E}two>", "0", ["two"]),
        (f"FROM <{E}one> FROM <{E}two> FROM NAMED <{E}two> FROM NAMED <{E}three>", "6", ["three", "two"]),
        ("FROM <urn:none>", "0", []),
        ("FROM <file:///etc/passwd> FROM <http://127.0.0.1:9/x>", "0", []),
    ],
)
def test_from_makes_the_dataset(store: Store, clauses: str, triples: str, graphs: list[str]) -> None:
    assert ask(store, COUNT.format(clauses)) == [triples]
    assert ask(store, NAMED.format(clauses)) == [E + graph for graph in graphs]


def test_from_is_resolved_like_any_name(store: Store) -> None:
    prologue = f"BASE <{E}> PREFIX ex: <{E}>"
    assert ask(store, prologue + COUNT.format("FROM <one> FROM ex:two")) == ["6"]
    with pytest.raises(QuerySyntax, match="prefix no: is not declared"):
        ask(store, COUNT.format("FROM no:one FROM no:two"))


def test_relative_iris_stand_below_the_projects_namespace() -> None:
    """In patterns, as graphs, and below a ``BASE`` that is relative itself."""
    graph = NamedNode(f"{BASE}graph/one")
    store = Store.from_quads([Quad(NamedNode(f"{BASE}id/a"), NamedNode("urn:p"), Literal("1"), graph)])
    for query in [
        "SELECT ?o { <id/a> ?p ?o }",
        "BASE <id/> SELECT ?o { <a> ?p ?o }",
        "SELECT ?o FROM <graph/one> FROM <graph/two> { <id/a> ?p ?o }",
        "BASE <graph/> SELECT ?o FROM NAMED <one> { GRAPH <one> { ?s ?p ?o } }",
    ]:
        assert ask(store, query) == ["1"], query
    assert ask(store, "BASE <urn:x> SELECT ?o { <#id/a> ?p ?o }") == []


def test_the_protocol_wins_over_from(store: Store) -> None:
    clauses = f"FROM <{E}one> FROM NAMED <{E}one>"
    default, named = (E + "two", E + "three"), (E + "three",)
    assert ask(store, COUNT.format(clauses), default_graphs=default) == ["6"]
    assert ask(store, NAMED.format(clauses), default_graphs=default) == []
    assert ask(store, COUNT.format(clauses), named_graphs=named) == ["0"]
    assert ask(store, NAMED.format(clauses), named_graphs=named) == [E + "three"]
    assert ask(store, NAMED.format(clauses), default_graphs=default, named_graphs=named) == [E + "three"]
    with pytest.raises(QueryUnsupported, match="absolute IRI"):
        ask(store, COUNT.format(""), default_graphs=("relative",))


# What is refused


@pytest.mark.parametrize(
    ("query", "error", "message"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", QueryUnsupported, "no updates"),
        ("LOAD <http://127.0.0.1:9/>", QueryUnsupported, "no updates"),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", QueryUnsupported, "SERVICE"),
        ("SELECT (<urn:f>(?s) AS ?x) { ?s ?p ?o }", QueryUnsupported, "<urn:f>"),
        ("SELECT * {\n  ?s ?p }", QuerySyntax, "near '}'"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", QuerySyntax, "unbound"),
        ("SELECT * { ?s ?p <a b> }", QuerySyntax, ""),
        ("SELECT * { ?s ?p <http://[> }", QuerySyntax, "IRI parsing failed"),
        ("ASK { } LIMIT", QuerySyntax, ""),
        ("\u0000", QuerySyntax, "starts with SELECT"),
    ],
)
def test_refusals_say_why(store: Store, query: str, error: type[GraphError], message: str) -> None:
    with pytest.raises(error) as caught:
        ask(store, query)
    assert message in str(caught.value)


def test_a_syntax_error_has_line_and_column(store: Store) -> None:
    with pytest.raises(QuerySyntax) as caught:
        ask(store, "SELECT * {\n  ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 9)


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port on the loopback interface, and what anybody sends to it."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def accept() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(1)
                    seen.append(connection.recv(100))

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], seen
        done.set()
        thread.join()


@pytest.mark.server
def test_nothing_is_fetched(store: Store, listener: tuple[int, list[bytes]]) -> None:
    port, seen = listener
    address = f"<http://127.0.0.1:{port}/>"
    assert ask(store, COUNT.format(f"FROM {address} FROM NAMED {address}")) == ["0"]
    assert ask(store, COUNT.format(""), default_graphs=(address[1:-1],)) == ["0"]
    for text in (f"ASK {{ SERVICE SILENT {address} {{ }} }}", f"LOAD {address}"):
        with pytest.raises(QueryUnsupported):
            ask(store, text)
    assert seen == []
    with socket.create_connection(("127.0.0.1", port)) as probe:
        probe.sendall(b"seen?")
    for _ in range(50):
        if seen:
            break
        threading.Event().wait(0.05)
    assert seen == [b"seen?"], "the listener would not have noticed"
