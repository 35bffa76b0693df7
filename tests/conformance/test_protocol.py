"""The W3C's tests of the SPARQL 1.1 Protocol, each under its own name: queries as it says, updates all refused.

What a test sends and what must come back is the W3C's; the suite itself has only their titles in machine-readable form.
The graphs are three, each with one triple that says of the graph's own IRI that it is a document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import pytest
import rdflib

from graph.namespaces import RDF
from tests.conformance.results import GRAPH_READERS, READERS, read_graph
from tests.conformance.suites import MF, ROOT
from tests.serving import Client, Reply, serving

pytestmark = pytest.mark.server

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
DOCUMENT: Final = "http://vocabulary.example/Document"
DATA: Final = tuple(f"http://graphs.example/data{number}.rdf" for number in range(4))
EVERYTHING: Final = "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Serves the graphs 1 to 3; there is no graph 0."""
    path = tmp_path_factory.mktemp("protocol") / "data.nq"
    path.write_text("".join(f"<{iri}> <{RDF}type> <{DOCUMENT}> <{iri}> .\n" for iri in DATA[1:]))
    with serving(data=path) as port, Client(port) as client:
        yield client


def get(client: Client, *parameters: tuple[str, str]) -> Reply:
    return client.get(f"/sparql?{urlencode(parameters)}")


def post(client: Client, content_type: str | None, body: str, *parameters: tuple[str, str]) -> Reply:
    headers = {} if content_type is None else {"Content-Type": content_type}
    return client.send("POST", f"/sparql?{urlencode(parameters)}", body.encode(), headers)


def default(*numbers: int) -> list[tuple[str, str]]:
    return [("default-graph-uri", DATA[number]) for number in numbers]


def named(*numbers: int) -> list[tuple[str, str]]:
    return [("named-graph-uri", DATA[number]) for number in numbers]


def assert_true(reply: Reply) -> None:
    """The verdict is yes. Where a dataset decides, another one must give no."""
    assert reply.status == 200, reply.body
    assert READERS[reply.media_type](reply.body) is True


def assert_false(reply: Reply) -> None:
    assert reply.status == 200, reply.body
    assert READERS[reply.media_type](reply.body) is False


def assert_problem(reply: Reply, *statuses: int) -> None:
    assert reply.status in statuses, reply.body
    assert reply.media_type == "application/problem+json"
    assert json.loads(reply.body)["status"] == reply.status


IN_DEFAULT: Final = f"ASK {{ <{DATA[1]}> a ?type . <{DATA[2]}> a ?type }}"
IN_NAMED: Final = f"ASK {{ GRAPH ?g1 {{ <{DATA[1]}> a ?type }} GRAPH ?g2 {{ <{DATA[2]}> a ?type }} }}"
IN_BOTH: Final = (
    f"ASK {{ <{DATA[3]}> a ?type GRAPH ?g1 {{ <{DATA[1]}> a ?type }} GRAPH ?g2 {{ <{DATA[2]}> a ?type }} }}"
)


# --- queries


def test_query_get(server: Client) -> None:
    assert_true(get(server, ("query", "ASK {}"), *default(0)))


def test_query_post_form(server: Client) -> None:
    assert_true(post(server, FORM, "query=ASK%20%7B%7D", *default(0)))


def test_query_post_direct(server: Client) -> None:
    assert_true(post(server, QUERY, "ASK {}"))


def test_query_dataset_default_graphs_get(server: Client) -> None:
    assert_true(get(server, ("query", IN_DEFAULT), *default(1, 2)))
    assert_false(get(server, ("query", IN_DEFAULT), *default(1)))


def test_query_dataset_default_graphs_post(server: Client) -> None:
    assert_true(post(server, QUERY, IN_DEFAULT, *default(1, 2)))
    assert_false(post(server, QUERY, IN_DEFAULT, *default(2, 3)))


def test_query_dataset_named_graphs_post(server: Client) -> None:
    assert_true(post(server, QUERY, IN_NAMED, *named(1, 2)))
    assert_false(post(server, QUERY, IN_NAMED, *named(1)))


def test_query_dataset_named_graphs_get(server: Client) -> None:
    assert_true(get(server, ("query", IN_NAMED), *named(1, 2)))
    assert_false(get(server, ("query", IN_DEFAULT), *named(1, 2)))


def test_query_dataset_full(server: Client) -> None:
    assert_true(post(server, QUERY, IN_BOTH, *default(3), *named(1, 2)))
    assert_false(post(server, QUERY, IN_BOTH, *named(1, 2)))


def test_query_multiple_dataset(server: Client) -> None:
    query = IN_NAMED.replace("ASK", f"ASK FROM <{DATA[3]}>")
    assert_true(post(server, QUERY, query, *named(1, 2)))
    assert_false(post(server, QUERY, query))


def test_query_content_type_select(server: Client) -> None:
    reply = post(server, QUERY, "SELECT (1 AS ?value) {}", *default(0))
    assert reply.status == 200
    assert reply.media_type in READERS
    table = READERS[reply.media_type](reply.body)
    assert not isinstance(table, bool)
    assert [row["value"].value for row in table.rows] == ["1"]


def test_query_content_type_ask(server: Client) -> None:
    reply = post(server, QUERY, "ASK {}", *default(0))
    assert reply.media_type in ("application/sparql-results+json", "application/sparql-results+xml")
    assert_true(reply)


def test_query_content_type_describe(server: Client) -> None:
    reply = post(server, QUERY, "DESCRIBE <http://example.org/>", *default(0))
    assert reply.status == 200
    assert reply.media_type in GRAPH_READERS
    assert len(read_graph(reply.body, reply.media_type)) == 0


def test_query_content_type_construct(server: Client) -> None:
    reply = post(server, QUERY, "CONSTRUCT { <s> <p> 1 } WHERE {}", *default(0))
    assert reply.status == 200
    assert reply.media_type in GRAPH_READERS
    assert len(read_graph(reply.body, reply.media_type)) == 1


def test_bad_query_method(server: Client) -> None:
    reply = server.send("PUT", f"/sparql?query={quote('ASK {}')}", b"", {"Content-Type": FORM})
    assert_problem(reply, 405)
    assert {"GET", "POST"} <= set(reply.headers["allow"].split(", "))


def test_bad_multiple_queries(server: Client) -> None:
    assert_problem(get(server, ("query", "ASK {}"), ("query", "SELECT * {}")), 400)


def test_bad_query_wrong_media_type(server: Client) -> None:
    assert_problem(post(server, "text/plain", "ASK {}"), 415)


def test_bad_query_missing_form_type(server: Client) -> None:
    assert_problem(post(server, None, "query=ASK%20%7B%7D"), 415)


def test_bad_query_missing_direct_type(server: Client) -> None:
    assert_problem(post(server, None, "ASK {}"), 415)


def test_bad_query_non_utf8(server: Client) -> None:
    body = "ASK {}".encode("utf-16")
    assert_problem(server.send("POST", "/sparql", body, {"Content-Type": f"{QUERY}; charset=UTF-16"}), 415)
    assert_problem(server.send("POST", "/sparql", body, {"Content-Type": QUERY}), 400)


def test_bad_query_syntax(server: Client) -> None:
    reply = get(server, ("query", "ASK {"))
    assert_problem(reply, 400)
    assert (json.loads(reply.body)["line"], json.loads(reply.body)["column"]) == (1, 5)


# --- updates


def clearing(keyword: str, inserted: int, target: str) -> str:
    """Clear, insert so many graphs, and copy what ``WHERE`` finds of them to a target."""
    data = " ".join(f"GRAPH <{iri}> {{ <{iri}> a <{DOCUMENT}> }}" for iri in DATA[1 : inserted + 1])
    into = f"GRAPH <http://graphs.example/{target}> {{ ?s a <http://vocabulary.example/Resource> }}"
    return f"{keyword} ALL ; INSERT DATA {{ {data} }} ; INSERT {{ {into} }} WHERE {{ ?s a <{DOCUMENT}> }}"


def using(*numbers: int) -> list[tuple[str, str]]:
    return [("using-graph-uri", DATA[number]) for number in numbers]


def using_named(*numbers: int) -> list[tuple[str, str]]:
    return [("using-named-graph-uri", DATA[number]) for number in numbers]


BASE_URI = "INSERT DATA { GRAPH <http://graphs.example/base> { <urn:s> <urn:p> <test> } }"
CONFLICT = "WITH <urn:g> DELETE { ?p <urn:n> 'Bill' } INSERT { ?p <urn:n> 'William' } WHERE { ?p <urn:n> 'Bill' }"
#: Name of the test, content type, body, parameters in the address.
UPDATES: Final[list[tuple[str, str | None, str, list[tuple[str, str]]]]] = [
    ("update_dataset_default_graph", UPDATE, clearing("CLEAR", 1, "one"), using(1)),
    ("update_dataset_default_graphs", UPDATE, clearing("DROP", 3, "two"), using(1, 2)),
    ("update_dataset_named_graphs", UPDATE, clearing("DROP", 3, "three"), using_named(1, 2)),
    ("update_dataset_full", UPDATE, clearing("DROP", 3, "four"), [*using(1), *using_named(2)]),
    ("update_post_form", FORM, "update=CLEAR+ALL", []),
    ("update_post_direct", UPDATE, "CLEAR ALL", []),
    ("update_base_uri", UPDATE, f"CLEAR SILENT GRAPH <http://graphs.example/base> ; {BASE_URI}", []),
    ("bad_multiple_updates", FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", []),
    ("bad_update_wrong_media_type", "text/plain", "CLEAR NAMED", []),
    ("bad_update_missing_form_type", None, "update=CLEAR%20NAMED", []),
    ("bad_update_non_utf8", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED", []),
    ("bad_update_syntax", FORM, "update=CLEAR%20XYZ", []),
    ("bad_update_dataset_conflict", UPDATE, CONFLICT, [("using-named-graph-uri", "http://graphs.example/people")]),
    # Not of the suite: an update where a query belongs.
    ("update_sent_as_a_query", QUERY, "CLEAR ALL", []),
    ("update_sent_as_a_query_form", FORM, "query=CLEAR%20ALL", []),
    ("update_beside_a_query", FORM, "query=ASK%7B%7D&update=CLEAR%20ALL", []),
    ("update_beside_a_query_in_the_address", QUERY, "ASK {}", [("update", "CLEAR ALL")]),
]


def everything(server: Client) -> set[tuple[rdflib.term.Node, ...]]:
    reply = post(server, QUERY, EVERYTHING)
    triples = set(read_graph(reply.body, reply.media_type))
    assert len(triples) == 3
    return triples  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("content_type", "body", "parameters"),
    [pytest.param(*sent, id=name) for name, *sent in UPDATES],
)
def test_updates_are_refused(
    server: Client, content_type: str | None, body: str, parameters: list[tuple[str, str]]
) -> None:
    before = everything(server)
    assert_problem(post(server, content_type, body, *parameters), 400, 415)
    assert everything(server) == before


def test_bad_update_get(server: Client) -> None:
    before = everything(server)
    assert_problem(get(server, ("update", "CLEAR ALL")), 400)
    assert everything(server) == before


# --- all of them


def test_no_test_of_the_suite_is_missing() -> None:
    manifest = ROOT / "sparql11" / "protocol" / "manifest.ttl"
    entries = rdflib.Graph().parse(Path(manifest), format="turtle").subjects(rdflib.RDF.type, MF.ProtocolTest)
    wanted = {str(entry).rpartition("#")[2] for entry in entries}
    here = {name.removeprefix("test_") for name in globals() if name.startswith("test_")} | {row[0] for row in UPDATES}
    assert wanted - here == set()
    assert len(wanted) == 34
