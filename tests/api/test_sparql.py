"""The SPARQL 1.1 Protocol at /sparql, on a real graph with real readers."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.negotiation import GRAPHS, RESULTS
from api.settings import Settings
from graph import namespaces as ns
from graph.store import parse_text
from tests.markup import foreign_scripts

ALDA = f"{ns.ID}actor/alda"
LABELS = f"SELECT ?label WHERE {{ <{ALDA}> <{ns.SKOS}prefLabel> ?label }} ORDER BY LANG(?label)"
CONSTRUCT = f"CONSTRUCT {{ <{ALDA}> ?p ?o }} WHERE {{ <{ALDA}> ?p ?o }}"
ASK = f"ASK {{ <{ALDA}> ?p ?o }}"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
RESULTS_NS = "{http://www.w3.org/2005/sparql-results#}"


def ask(client: TestClient, query: str, accept: str | None = None, **more: Any) -> Any:
    headers = {"Accept": accept} if accept is not None else {}
    return client.get("/sparql", params={"query": query, **more}, headers=headers)


def count(client: TestClient, where: str, **more: Any) -> int:
    response = ask(client, f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}", "text/csv", **more)
    assert response.status_code == 200
    return int(response.text.splitlines()[1])


# --- three ways to send a query


def test_three_ways_give_the_same(bare: TestClient) -> None:
    accept = {"Accept": "text/tab-separated-values"}
    got = bare.get("/sparql", params={"query": LABELS}, headers=accept)
    form = bare.post("/sparql", data={"query": LABELS}, headers=accept)
    direct = bare.post("/sparql", content=LABELS.encode(), headers={**accept, "Content-Type": DIRECT})
    assert got.status_code == form.status_code == direct.status_code == 200
    assert got.text == form.text == direct.text == '?label\n"Alda"@en\n"アルダ"@ja\n'


@pytest.mark.parametrize("content_type", [DIRECT, f"{DIRECT}; charset=UTF-8", f'{DIRECT.upper()};charset="utf-8"'])
def test_direct_bodies(bare: TestClient, content_type: str) -> None:
    query = 'ASK { FILTER("鉱物" = "鉱物") }'.encode()
    response = bare.post("/sparql", content=query, headers={"Content-Type": content_type, "Accept": "text/csv"})
    assert (response.status_code, response.text) == (200, "true")
    marked = bare.post("/sparql", content=b"\xef\xbb\xbf" + query, headers={"Content-Type": content_type})
    assert marked.json()["boolean"] is True


@pytest.mark.parametrize("way", ["get", "form"])
def test_percent_encoding_is_undone_once(bare: TestClient, way: str) -> None:
    """``%20`` inside an IRI of the query stays: a form that is decoded twice turns it into a space, which is no IRI."""
    query = 'SELECT (STR(<http://x.example/a%20b+c>) AS ?s) ("1+1" AS ?t) WHERE {}'
    if way == "get":
        response = bare.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    else:
        response = bare.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert response.text.splitlines()[1] == "http://x.example/a%20b+c,1+1"


def test_plus_is_a_space_in_a_query_string(bare: TestClient) -> None:
    response = bare.get("/sparql?query=ASK+%7B%7D", headers={"Accept": "text/csv"})
    assert (response.status_code, response.text) == (200, "true")


def test_parameters_that_nobody_knows_are_passed_over(bare: TestClient) -> None:
    assert ask(bare, "ASK {}", timeout="5", debug="on").status_code == 200


# --- what the protocol forbids


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/sparql?query=", "empty"),
        ("/sparql?query=%20%0A", "empty"),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "2 queries"),
        ("/sparql?query=ASK%7B%7D&update=CLEAR%20ALL", "updates"),
        ("/sparql?update=CLEAR%20ALL", "updates"),
        ("/sparql?query=ASK%7B%7D&using-graph-uri=urn:g", "updates"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=g", "absolute IRI"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=", "absolute IRI"),
        ("/sparql?query=ASK%7B%7D&named-graph-uri=urn:g%3E", "absolute IRI"),
        ("/sparql?query=%FF%FE", "UTF-8"),
        ("/sparql?query=ASK%7B%7D&format=docx", "docx"),
    ],
)
def test_bad_requests_by_get(bare: TestClient, path: str, words: str) -> None:
    response = bare.get(path)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"].endswith("/problem/bad-request")
    assert words in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", FORM, 400),
        (b"format=csv", FORM, 400),
        (b"query=", FORM, 400),
        (b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
        (b"query=ASK%7B%7D&update=CLEAR+ALL", FORM, 400),
        (b"update=CLEAR+ALL", FORM, 400),
        (b"query=%FF", FORM, 400),
        (b"", DIRECT, 400),
        (b" \n", DIRECT, 400),
        (b"\xff\xfe", DIRECT, 400),
        (b"CLEAR ALL", DIRECT, 400),
        (b"CLEAR ALL", "application/sparql-update", 415),
        (b"ASK {}", "text/plain", 415),
        (b'{"query": "ASK {}"}', "application/json", 415),
        (b"ASK {}", "", 415),
        (b"ASK {}", f"{DIRECT}; charset=latin-1", 415),
        (b"query=ASK%7B%7D", "multipart/form-data; boundary=x", 415),
    ],
)
def test_bad_requests_by_post(bare: TestClient, body: bytes, content_type: str, status: int) -> None:
    response = bare.post("/sparql", content=body, headers={"Content-Type": content_type})
    assert response.status_code == status
    assert response.json()["status"] == status
    if status == 415:
        assert DIRECT in response.headers["accept-post"]


def test_query_in_body_and_address_is_two_queries(bare: TestClient) -> None:
    response = bare.post("/sparql?query=ASK%7B%7D", content=b"ASK {}", headers={"Content-Type": DIRECT})
    assert response.status_code == 400


def test_coded_bodies_are_not_guessed_at(bare: TestClient) -> None:
    response = bare.post("/sparql", content=b"ASK {}", headers={"Content-Type": DIRECT, "Content-Encoding": "gzip"})
    assert response.status_code == 415


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_over_the_cap_is_refused(bare: TestClient, way: str) -> None:
    query = "ASK {} #" + "x" * 4096
    if way == "get":
        response = ask(bare, query)
    elif way == "form":
        response = bare.post("/sparql", data={"query": query})
    else:
        response = bare.post("/sparql", content=query.encode(), headers={"Content-Type": DIRECT})
    assert response.status_code == (414 if way == "get" else 413)
    assert response.json()["cap_bytes"] == 4096


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("SELECT * WHERE {\n  ?s ?p\n}", 3, 1), ("SELECT ?x WHERE { ?x a }", 1, 24), ("nonsense", 1, 1)],
)
def test_syntax_errors_name_the_place(bare: TestClient, query: str, line: int, column: int) -> None:
    response = ask(bare, query)
    assert response.status_code == 400
    problem = response.json()
    assert problem["type"].endswith("/problem/query-syntax")
    assert (problem["line"], problem["column"]) == (line, column)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(bare: TestClient, method: str) -> None:
    response = bare.request(method, "/sparql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:9/sparql> { ?s ?p ?o } }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "LOAD <http://127.0.0.1:9/data>",
    ],
)
def test_what_is_switched_off_says_so(bare: TestClient, query: str) -> None:
    response = ask(bare, query)
    assert response.status_code == 400
    assert response.json()["type"].endswith("/problem/query-unsupported")


def test_from_reaches_no_file_and_no_address(bare: TestClient, bare_file: Path) -> None:
    for graph in (bare_file.as_uri(), "http://127.0.0.1:9/data"):
        assert count(bare, "?s ?p ?o", **{"default-graph-uri": graph}) == 0
        response = ask(bare, f"SELECT * FROM <{graph}> WHERE {{ ?s ?p ?o }}", "text/csv")
        assert response.text.splitlines()[1:] == []


# --- datasets


def test_default_graph_is_the_merge(bare: TestClient) -> None:
    assert count(bare, f"<{ALDA}> <{ns.SKOS}prefLabel> ?label") == 2
    assert count(bare, f"GRAPH ?g {{ <{ALDA}> <{ns.SKOS}prefLabel> ?label }}") == 3


def test_graphs_of_the_protocol_make_up_the_dataset(bare: TestClient) -> None:
    one, registry = f"{ns.GRAPH}source/one", f"{ns.GRAPH}registry/actors"
    label = f"<{ALDA}> <{ns.SKOS}prefLabel> ?label"
    assert count(bare, label, **{"default-graph-uri": one}) == 1
    assert count(bare, label, **{"default-graph-uri": [one, registry]}) == 2
    assert count(bare, f"GRAPH ?g {{ {label} }}", **{"default-graph-uri": one}) == 0
    assert count(bare, f"GRAPH ?g {{ {label} }}", **{"named-graph-uri": [one, registry]}) == 3
    assert count(bare, label, **{"named-graph-uri": one}) == 0
    assert count(bare, label, **{"default-graph-uri": "urn:no-such-graph"}) == 0


def test_graphs_of_the_protocol_win_over_from(bare: TestClient) -> None:
    query = f"SELECT ?label FROM <urn:no-such-graph> WHERE {{ <{ALDA}> <{ns.SKOS}prefLabel> ?label }}"
    assert len(ask(bare, query, "text/csv").text.splitlines()) == 1
    given = {"default-graph-uri": f"{ns.GRAPH}registry/actors"}
    assert len(ask(bare, query, "text/csv", **given).text.splitlines()) == 3


def test_graphs_go_with_a_direct_body(bare: TestClient) -> None:
    response = bare.post(
        "/sparql",
        params={"default-graph-uri": f"{ns.GRAPH}source/one"},
        content=LABELS.encode(),
        headers={"Content-Type": DIRECT, "Accept": "text/csv"},
    )
    assert response.text.splitlines() == ["label", "Alda"]


# --- formats


@pytest.mark.parametrize("form", RESULTS, ids=lambda form: form.name)
@pytest.mark.parametrize("by", ["accept", "format", "type"])
def test_solutions_in_every_format(bare: TestClient, form: Any, by: str) -> None:
    if by == "accept":
        response = ask(bare, LABELS, form.media_type)
    else:
        response = ask(bare, LABELS, "image/png", format=form.name if by == "format" else form.media_type)
    assert response.status_code == 200
    assert response.headers["content-type"] == form.content_type
    assert labels_in(form.name, response.content) == ["Alda", "アルダ"]


def labels_in(name: str, body: bytes) -> list[str]:
    text = body.decode()
    match name:
        case "json":
            return [row["label"]["value"] for row in json.loads(text)["results"]["bindings"]]
        case "xml":
            return [node.text or "" for node in ET.fromstring(text).iter(f"{RESULTS_NS}literal")]
        case "csv":
            return [row["label"] for row in csv.DictReader(io.StringIO(text))]
    return [line.split('"')[1] for line in text.splitlines()[1:]]


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_triples_in_every_format(bare: TestClient, form: Any) -> None:
    response = ask(bare, CONSTRUCT, form.media_type)
    assert response.status_code == 200
    assert response.headers["content-type"] == form.content_type
    assert response.content == ask(bare, CONSTRUCT, format=form.name).content
    if form.name in ("ttl", "nt", "nq", "trig"):
        quads = parse_text(response.content, Path(f"answer.{form.name}"))
        assert len(quads) == 7
    assert "アルダ".encode() in response.content or b"\\u30A2" in response.content


@pytest.mark.parametrize(("accept", "body"), [("text/csv", "true"), ("application/json", '{"head":{},"boolean":true}')])
def test_a_verdict(bare: TestClient, accept: str, body: str) -> None:
    assert ask(bare, ASK, accept).text == body


def test_language_and_datatype_survive(bare: TestClient) -> None:
    query = f"SELECT ?o WHERE {{ <{ALDA}> <{ns.SKOS}prefLabel>|<{ns.SKOS}notation> ?o }} ORDER BY STR(?o)"
    bindings = ask(bare, query, "application/json").json()["results"]["bindings"]
    assert {"type": "literal", "value": "7", "datatype": f"{ns.XSD}integer"} in [row["o"] for row in bindings]
    assert {"type": "literal", "value": "アルダ", "xml:lang": "ja"} in [row["o"] for row in bindings]


@pytest.mark.parametrize(
    ("query", "accept", "offered"),
    [
        (LABELS, "text/turtle", "text/csv"),
        (ASK, "application/ld+json", "text/csv"),
        (CONSTRUCT, "text/csv", "text/turtle"),
        (LABELS, "image/png", "text/csv"),
        (CONSTRUCT, "image/png", "text/turtle"),
    ],
)
def test_what_is_not_acceptable_is_said_with_what_is(bare: TestClient, query: str, accept: str, offered: str) -> None:
    response = ask(bare, query, accept)
    assert response.status_code == 406
    assert offered in response.json()["offered"]
    assert response.headers["vary"] == "Accept"


def test_a_format_that_fits_no_answer_is_not_acceptable(bare: TestClient) -> None:
    assert ask(bare, LABELS, format="ttl").status_code == 406
    assert ask(bare, CONSTRUCT, format="csv").status_code == 406


@pytest.mark.parametrize(("formats", "kind"), [([""], "text/csv"), (["xml", "csv"], "application/sparql-results+xml")])
def test_a_format_that_is_empty_is_none_and_the_first_counts(bare: TestClient, formats: list[str], kind: str) -> None:
    assert ask(bare, LABELS, "text/csv", format=formats).headers["content-type"].partition(";")[0] == kind


# --- what comes with an answer


def test_answers_carry_limits_version_and_validators(bare: TestClient) -> None:
    response = ask(bare, ASK)
    assert response.headers["minpact-deadline-seconds"] == "2"
    assert response.headers["minpact-result-bytes"] == str(1 << 20)
    assert response.headers["minpact-data-version"] == bare.get("/version").json()["data"]
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert "no-cache" in response.headers["cache-control"]
    assert response.headers["etag"].startswith(f'"{response.headers["minpact-data-version"]}-')


def test_what_the_client_has_is_not_sent_again(bare: TestClient) -> None:
    first = ask(bare, LABELS, "text/csv")
    again = bare.get(
        "/sparql", params={"query": LABELS}, headers={"Accept": "text/csv", "If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = bare.get(
        "/sparql", params={"query": LABELS}, headers={"Accept": "text/html", "If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200


def test_several_lines_of_a_header_are_one_list(bare: TestClient) -> None:
    path = f"/sparql?{urlencode({'query': LABELS})}"
    lines = [("Accept", "image/png"), ("Accept", "text/csv;q=0.5"), ("Accept", "text/tab-separated-values")]
    first = bare.get(path, headers=lines)
    assert first.headers["content-type"].startswith("text/tab-separated-values")
    tags = [("If-None-Match", '"another"'), ("If-None-Match", first.headers["etag"])]
    assert bare.get(path, headers=[*lines, *tags]).status_code == 304
    page = bare.get("/", headers=[("Accept", "text/html"), ("Accept-Language", "de"), ("Accept-Language", "ja")])
    assert '<html lang="ja"' in page.text


def test_tags_tell_apart_what_one_address_may_answer(bare: TestClient) -> None:
    types = ["text/csv", "application/json", "application/sparql-results+json", "text/html"]
    tags = [ask(bare, LABELS, accept).headers["etag"] for accept in types]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_codings_have_tags_of_their_own_and_the_same_bytes_within(world: TestClient, coding: str) -> None:
    url, headers = "/sparql", {"Accept": "text/csv", "Accept-Encoding": coding}
    params = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 200"}
    packed = world.get(url, params=params, headers=headers)
    plain = world.get(url, params=params, headers={**headers, "Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == coding
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert packed.headers["etag"] == plain.headers["etag"].removesuffix('"') + f'-{coding}"'
    for tag in (packed.headers["etag"], plain.headers["etag"]):
        again = world.get(url, params=params, headers={**headers, "If-None-Match": tag})
        assert (again.status_code, again.headers["etag"]) == (304, tag)


@pytest.mark.parametrize("function", ["RAND()", "NOW()", "UUID()", "STRUUID()", "BNODE()", "now ( )"])
def test_what_changes_each_time_is_not_kept(bare: TestClient, function: str) -> None:
    responses = [ask(bare, f"SELECT ({function} AS ?x) {{ }}", "text/csv") for _ in range(2)]
    for response in responses:
        assert response.status_code == 200
        assert "etag" not in response.headers
        assert response.headers["cache-control"] == "no-store"
    assert responses[0].text != responses[1].text


@pytest.mark.parametrize(("timeout", "said"), [("0.5", "0.5"), ("1.25", "1.25"), ("60", "2")])
def test_a_lower_deadline_can_be_asked_for(bare: TestClient, timeout: str, said: str) -> None:
    assert ask(bare, ASK, timeout=timeout).headers["minpact-deadline-seconds"] == said


@pytest.mark.parametrize("timeout", ["", "0", "-1", "soon", "nan", "inf"])
def test_a_deadline_that_is_none_is_refused(bare: TestClient, timeout: str) -> None:
    response = ask(bare, ASK, timeout=timeout)
    assert response.status_code == 422
    assert response.json()["parameter"] == "timeout"


def test_the_lower_deadline_stops_the_work(bare: TestClient) -> None:
    pairs = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12))
    response = ask(bare, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pairs} }}", timeout="0.3")
    assert (response.status_code, response.json()["seconds"]) == (504, 0.3)


def test_post_is_never_conditional(bare: TestClient) -> None:
    tag = ask(bare, LABELS).headers["etag"]
    response = bare.post("/sparql", data={"query": LABELS}, headers={"If-None-Match": tag})
    assert response.status_code == 200


def test_head_is_get_without_the_body(bare: TestClient) -> None:
    got = bare.get("/sparql", params={"query": LABELS}, headers={"X-Request-Id": "one"})
    head = bare.head("/sparql", params={"query": LABELS}, headers={"X-Request-Id": "one"})
    assert head.content == b""
    assert dict(head.headers) == dict(got.headers)
    assert bare.head("/sparql", params={"query": "nonsense"}).status_code == 400


def test_a_long_answer_without_room_is_an_error(world: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    room = world.app.state.services.room  # type: ignore[attr-defined]
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 9000"
    assert ask(world, query, "text/csv").status_code == 200
    assert room.used_bytes == 0
    monkeypatch.setattr(room, "capacity_bytes", 1 << 20)
    refused = ask(world, query, "text/csv")
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (503, "no-room")
    assert refused.headers["retry-after"] == "2"
    assert ask(world, ASK, "text/csv").status_code == 200


def test_an_answer_over_the_cap_is_an_error(bare: TestClient) -> None:
    pairs = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
    response = ask(bare, f"SELECT * WHERE {{ {pairs} }}")
    assert response.status_code == 413
    assert response.json()["type"].endswith("/problem/answer-too-large")
    assert response.json()["cap_bytes"] == 1 << 20


def test_a_query_past_its_deadline_is_an_error(bare_file: Path) -> None:
    pairs = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12))
    settings = Settings(data=bare_file, deadline_seconds=0.5)
    with TestClient(create_app(settings)) as client:
        response = ask(client, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pairs} }}")
        assert response.status_code == 504
        assert response.json()["seconds"] == 0.5
        assert ask(client, ASK, "text/csv").text == "true"


# --- the description of the service


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_service_description_in_every_format(bare: TestClient, form: Any) -> None:
    response = bare.get("/sparql", headers={"Accept": form.media_type})
    assert response.status_code == 200
    assert response.headers["content-type"] == form.content_type
    assert b"SPARQL11Query" in response.content
    assert b"http://testserver/sparql" in response.content


def test_a_strange_host_cannot_write_the_description(bare: TestClient) -> None:
    response = bare.get("/sparql", headers={"Accept": "text/turtle", "Host": 'x"> a <urn:evil'})
    assert response.status_code in (200, 400)
    assert b"urn:evil" not in response.content


def test_posting_nothing_is_no_request_for_the_description(bare: TestClient) -> None:
    assert bare.post("/sparql", content=b"", headers={"Content-Type": FORM}).status_code == 400


# --- the page


def test_browsers_get_a_form_that_needs_no_script(bare: TestClient) -> None:
    response = bare.get("/sparql", headers={"Accept": "text/html"})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert '<textarea id="query" name="query"' in response.text
    assert 'method="get"' in response.text
    assert foreign_scripts(response.text) == []
    assert "2 seconds" in response.text


def test_browsers_get_solutions_as_a_table(bare: TestClient) -> None:
    response = ask(bare, LABELS, "text/html")
    assert response.status_code == 200
    assert '<span lang="ja">アルダ</span>' in response.text
    assert "2 rows" in response.text
    assert "ORDER BY LANG(?label)" in response.text


def test_browsers_get_verdicts_triples_and_nothing(bare: TestClient) -> None:
    assert '<p class="answer-word">yes</p>' in ask(bare, ASK, "text/html").text
    assert "skos:prefLabel" in ask(bare, CONSTRUCT, "text/html").text
    assert "0 rows" in ask(bare, "SELECT ?x WHERE { ?x <urn:no> ?y }", "text/html").text


def test_links_of_a_page_keep_the_graphs_that_were_named(bare: TestClient) -> None:
    named = {"default-graph-uri": f"{ns.GRAPH}source/one", "named-graph-uri": ["urn:a", "urn:b&c"]}
    page = ask(bare, LABELS, "text/html", **named).text
    links = [unescape(each) for each in re.findall(r'href="/sparql\?(query=[^"]+)"', page)]
    assert len(links) > 4
    wanted = [(name, value) for name in named for value in ([named[name]] if name[0] == "d" else named[name])]
    for link in links:
        assert [pair for pair in parse_qsl(link) if pair[0].endswith("-uri")] == wanted
    assert page.count('<input type="checkbox" name="named-graph-uri"') == 2
    refused = ask(bare, "SELECT", "text/html", **named).text
    assert 'name="default-graph-uri" value="' in refused


def test_browsers_get_errors_beside_their_query(bare: TestClient) -> None:
    response = ask(bare, "SELECT ?broken WHERE {", "text/html")
    assert response.status_code == 400
    assert "SELECT ?broken WHERE {</textarea>" in response.text
    assert "never closed" in response.text


def test_a_fault_is_shown_at_its_place(bare: TestClient) -> None:
    query = "SELECT ?x\nWHERE { ?x a foo }"
    told = ask(bare, query, "application/json").json()
    page = ask(bare, query, "text/html").text
    assert f'data-line="{told["line"]}" data-column="{told["column"]}"' in page
    assert told["line"] == 2
    assert "WHERE { ?x a foo }\n" + " " * (told["column"] - 1) + "^" in page


def test_questions_stand_in_the_form_as_examples(world: TestClient, bare: TestClient) -> None:
    page = world.get("/sparql", headers={"Accept": "text/html"}).text
    shown = re.findall(r'href="/sparql\?example=([a-z-]+)"', page)
    assert len(shown) > 5
    filled = world.get("/sparql", params={"example": shown[0]}, headers={"Accept": "text/html"}).text
    assert filled != page
    query = unescape(filled[filled.index("<textarea") :].partition(">")[2].partition("</textarea>")[0])
    assert world.get("/sparql", params={"query": query}).status_code == 200
    assert "example=" not in bare.get("/sparql", headers={"Accept": "text/html"}).text
    unknown = world.get("/sparql", params={"example": "x> ?y"}, headers={"Accept": "text/html"})
    assert unknown.status_code == 200


def test_a_page_that_does_not_show_all_says_so(bare: TestClient) -> None:
    query = "SELECT ?a0 WHERE { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(3)) + " }"
    response = ask(bare, query, "text/html")
    assert response.status_code == 200
    rows = count(bare, " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(3)))
    assert rows > 1000
    assert f"first 1,000 of {rows:,} rows" in response.text
    assert response.text.count("<tr>") == 1001
    assert "format=csv" in response.text


def test_nothing_that_is_asked_becomes_markup(bare: TestClient) -> None:
    evil = '"<script>alert(1)</script>"'
    response = ask(
        bare, f"SELECT ({evil} AS ?items) ?values WHERE {{ BIND(<javascript:alert(1)> AS ?values) }}", "text/html"
    )
    assert response.status_code == 200
    assert foreign_scripts(response.text) == []
    assert 'href="javascript' not in response.text


def test_unbound_variables_named_like_methods_are_blank(bare: TestClient) -> None:
    response = ask(
        bare, "SELECT ?items ?keys ?x WHERE { OPTIONAL { <urn:a> <urn:b> ?items, ?keys } BIND(1 AS ?x) }", "text/html"
    )
    assert response.status_code == 200
    assert "1 row<" in response.text
