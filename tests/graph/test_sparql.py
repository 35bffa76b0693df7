"""Tokens, clauses, diagnoses, and values in place of variables."""

from __future__ import annotations

import pytest

from graph import sparql
from graph.errors import QuerySyntax, QueryUnsupported


def texts(query: str) -> list[str]:
    return [token.text for token in sparql.tokens(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?a <b:c> $d", ["?a", "<b:c>", "$d"]),
        ("FILTER(?a < ?b && ?c > ?d)", ["FILTER", "(", "?a", "<", "?b", "&", "&", "?c", ">", "?d", ")"]),
        ('\'a#b\' #c\n"d\\"e"@en-GB', ["'a#b'", '"d\\"e"', "@en-GB"]),
        ("'''a'b''c''' \"\"\"x\ny\"z\"\"\"", ["'''a'b''c'''", '"""x\ny"z"""']),
        ("ex:a.b. :c%20d\\-e _:f.g.", ["ex:a.b", ".", ":c%20d\\-e", "_:f.g", "."]),
        ("SELECT*{?é a:ü 'ж'}", ["SELECT", "*", "{", "?é", "a:ü", "'ж'", "}"]),
        ("'never closed", ["'", "never", "closed"]),
    ],
)
def test_tokens(query: str, expected: list[str]) -> None:
    assert texts(query) == expected


def test_tokens_of_hostile_text_take_linear_time() -> None:
    # Each took minutes, or for ever, with a pattern that tries every end of every word again.
    for text in ("a.b" * 60_000, "a" * 200_000, "<" * 200_000, '"""x' * 50_000, "{" * 200_000, "'" * 200_001):
        assert "".join(texts(text)) == text


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <urn:x> { } }",
        "ASK { service silent <urn:x> { } }",
        "ASK { SERVICE ?where { } }",
        "PREFIX e: <urn:e:> ASK { SERVICE e:x { } }",
        "ASK { ?s ?p 'x'SERVICE<urn:x>{ } }",
        "ASK { SERVICE # a comment\n <urn:x> { } }",
    ],
)
def test_service_is_seen(query: str) -> None:
    assert sparql.has_service(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { } # SERVICE <urn:x> { }",
        "ASK { ?s ?p 'SERVICE <urn:x> { }' }",
        'ASK { ?s ?p """\nSERVICE <urn:x> { }\n""" }',
        "ASK { ?s <http://example.org/SERVICE> 'x'@service }",
        "PREFIX service: <urn:e:> ASK { ?service service:SERVICE _:service . FILTER(?x = service:x) }",
        "SELECT ?service { ?service ?p ?o }",
    ],
)
def test_a_word_that_only_looks_like_service_is_let_by(query: str) -> None:
    assert not sparql.has_service(query)


def test_dataset_clauses_are_told_from_what_looks_like_them() -> None:
    query = "PREFIX from: <urn:f:> SELECT ?from FROM from:a FROM NAMED <urn:b> FROM <urn:c> { ?from a 'FROM <urn:d>' }"
    prologue, default, named = sparql.dataset_clauses(query)
    assert (prologue, default, named) == ("PREFIX from: <urn:f:>", ("from:a", "<urn:c>"), ("<urn:b>",))


@pytest.mark.parametrize(
    ("query", "message", "place"),
    [
        ("", "no text", (1, 1)),
        ("selec * {}", "not 'selec'", (1, 1)),
        ("PREFIX a: <urn:a:>\nSELECT * {\n  ?s b:c ?o }", "b: is not declared", (3, 6)),
        ("SELECT * {\n { ?s ?p ?o }", "'{' is never closed", (1, 10)),
        ("ASK { ?s ?p ?o ) }", "')' closes nothing", (1, 16)),
        ("ASK { } }", "'}' closes nothing", (1, 9)),
    ],
)
def test_common_slips_are_named(query: str, message: str, place: tuple[int, int]) -> None:
    error = sparql.refusal(query, "error at 1:1: expected something else")
    assert isinstance(error, QuerySyntax)
    assert message in error.message
    assert (error.line, error.column) == place


def test_an_update_is_told_from_a_query_that_is_wrong() -> None:
    assert isinstance(sparql.refusal("PREFIX a: <urn:a:> INSERT DATA { a:b a:c 1 }", ""), QueryUnsupported)
    assert isinstance(sparql.refusal("ASK { INSERT }", ""), QuerySyntax)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x ?y { ?x :p ?y }", "SELECT (T AS ?x) ?y { T :p ?y }"),
        ("SELECT DISTINCT ?y ?x WHERE { ?x ?p $x }", "SELECT DISTINCT ?y (T AS ?x) WHERE { T ?p T }"),
        ("SELECT * { ?xx :p ?x }", "SELECT * { ?xx :p T }"),
        ("SELECT (COUNT(?x) AS ?n) { ?x ?p ?o }", "SELECT (COUNT(T) AS ?n) { T ?p ?o }"),
        ("SELECT ?y { ?x ?p ?y } GROUP BY ?y ?x", "SELECT ?y { T ?p ?y } GROUP BY ?y (T)"),
        ("SELECT ?y { ?x ?p ?y } ORDER BY ?x DESC(?x) LIMIT 1", "SELECT ?y { T ?p ?y } ORDER BY (T) DESC(T) LIMIT 1"),
        ("SELECT ?y { ?y ?p 1 } HAVING(?x > 1)", "SELECT ?y { ?y ?p 1 } HAVING(T > 1)"),
        ("SELECT ?y { FILTER(BOUND( ?x ) && !BOUND(?y)) }", "SELECT ?y { FILTER((true) && !BOUND(?y)) }"),
        ("ASK { ?y ?p '?x' FILTER(?y = ?x) } # ?x", "ASK { ?y ?p '?x' FILTER(?y = T) } # ?x"),
        ("CONSTRUCT { ?x :p ?y } WHERE { ?y :q ?x }", "CONSTRUCT { T :p ?y } WHERE { ?y :q T }"),
        ("DESCRIBE ?x", "DESCRIBE T"),
        (
            "SELECT ?y { { SELECT ?y ?x { ?x ?p ?y } GROUP BY ?y ?x } }",
            "SELECT ?y { { SELECT ?y (T AS ?_bound24) { T ?p ?y } GROUP BY ?y (T) } }",
        ),
    ],
)
def test_bind(query: str, expected: str) -> None:
    assert sparql.bind(query, {"x": "T"}) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?y { ?y ?p ?o }",
        "SELECT ?y { ?y ?p '?x' } # ?x",
        "SELECT (1 AS ?x) { }",
        "SELECT ?y { BIND(1 AS ?x) }",
        "SELECT ?y { VALUES ?x { 1 } }",
        "SELECT ?y { VALUES (?y ?x) { (1 2) } }",
    ],
)
def test_bind_refuses_what_it_cannot_put_in_place(query: str) -> None:
    with pytest.raises(ValueError, match=r"\?x"):
        sparql.bind(query, {"x": "T"})
