"""The order of joins: what is taken apart, what is left alone, and that no order changes an answer."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import joins
from graph.errors import QuerySyntax
from graph.handlers import answer_sparql, joins_of
from graph.joins import Joins, Unclear, as_engine_orders, read_group
from graph.questions import Catalogue
from graph.store import Store, parse_text, word
from graph.wire import SparqlRequest
from graph.world import World

#: Many things of one kind, each with a source; few of them matter, and the engine begins with the many.
THINGS = 400
DATA = "".join(
    f"<urn:t:{n}> <urn:kind> <urn:fact> ; <urn:source> <urn:s:{n % 7}> .\n"
    + (f"<urn:m:{n % 3}> <urn:has> <urn:t:{n}> .\n" if n % 40 == 0 else "")
    for n in range(THINGS)
) + "".join(f"<urn:m:{n}> <urn:name> 'M{n}'@en, 'm{n}'@ja ; <urn:in> <urn:g:{n % 2}> .\n" for n in range(3))
PROLOGUE = "PREFIX u: <urn:>\n"
QUERY = (
    PROLOGUE + "SELECT ?m ?t ?s { # the kind first, in words\n"
    " ?t u:kind u:fact ; u:source ?s . ?m u:has ?t ; u:name ?n FILTER(LANG(?n) = 'en') }"
)


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.from_quads(parse_text(DATA, Path("things.ttl"), "urn:graph"))


@pytest.fixture(scope="module")
def counted(store: Store) -> Joins:
    return Joins.of(store)


def rows(store: Store, query: str) -> Counter[str]:
    return Counter(str(sorted(map(str, row.items()))) for row in store.select(query))


def test_counts_are_those_of_the_graph(counted: Joins) -> None:
    assert counted.properties["urn:kind"] == (THINGS, THINGS, 1)
    assert counted.properties["urn:has"] == (10, 3, 10)
    assert counted.values == {("urn:kind", "<urn:fact>"): THINGS}
    assert Joins.from_json(json.loads(json.dumps(counted.to_json()))) == counted


def test_dear_order_is_exchanged_for_a_cheap_one(store: Store, counted: Joins) -> None:
    found = counted.reorder(QUERY)
    assert found.index("u:has") < found.index("u:kind u:fact")
    assert found.count("LATERAL") == 3
    assert rows(store, found) == rows(store, QUERY)


def test_cheap_order_stays(counted: Joins) -> None:
    query = PROLOGUE + "SELECT ?m ?t ?n ?g { ?m u:has ?t ; u:name ?n ; u:in ?g }"
    assert counted.reorder(query) == query


def test_engine_is_taken_to_begin_with_a_fixed_object() -> None:
    assert [pattern.text for pattern in as_engine_orders(read_group(QUERY).patterns)] == [
        "?t u:kind u:fact",
        "?t u:source ?s",
        "?m u:has ?t",
        "?m u:name ?n",
    ]


@pytest.mark.parametrize(
    ("query", "patterns", "filters"),
    [
        ("ASK { ?a u:p ?b , ?c ; a u:T . }", ["?a u:p ?b", "?a u:p ?c", "?a a u:T"], ""),
        (
            "SELECT * WHERE { ?a u:p ?b . ?b u:q 'x'@en . ?b u:r \"y\" }",
            ["?a u:p ?b", "?b u:q 'x' @en", '?b u:r "y"'],
            "",
        ),
        ("SELECT (COUNT(*) AS ?n) { FILTER(?b > 1) ?a u:p ?b ; u:q ?c ; u:r ?d ; }", None, "FILTER(?b > 1)"),
        (
            "CONSTRUCT { ?a u:x ?b } WHERE { ?a u:p ?b ; u:q ?c ; u:r ?d OPTIONAL { ?d u:s ?e } BIND(1 AS ?f) }",
            None,
            "",
        ),
        ("SELECT DISTINCT ?a { ?a <urn:p> ?b ; u:q ?c, ?d MINUS { ?a u:z ?z } . FILTER ISIRI(?c) }", None, ""),
    ],
)
def test_groups_of_triples_are_taken_apart(query: str, patterns: list[str] | None, filters: str) -> None:
    group = read_group(PROLOGUE + query)
    assert group.filters == filters
    assert patterns is None or [pattern.text for pattern in group.patterns] == patterns
    assert len(group.patterns) == 3


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a u:p ?b ; u:q ?c }",
        "SELECT * { ?a u:p/u:q ?b . ?b u:r ?c . ?c u:s ?d }",
        "SELECT * { ?a u:p* ?b . ?b u:r ?c . ?c u:s ?d }",
        "SELECT * { ?a ^u:p ?b . ?b u:r ?c . ?c u:s ?d }",
        "SELECT * { ?a u:p ?b . ?b ?p ?c . ?c u:s ?d }",
        "SELECT * { ?a u:p [ u:q ?b ] . ?b u:r ?c . ?c u:s ?d }",
        "SELECT * { _:a u:p ?b . _:a u:r ?c . ?c u:s ?d }",
        "SELECT * { ?a u:p (1 2) . ?a u:r ?c . ?c u:s ?d }",
        "SELECT * { ?a u:p 1 . ?a u:r ?c . ?c u:s ?d }",
        "SELECT * { ?a u:p '1'^^u:t . ?a u:r ?c . ?c u:s ?d }",
        "SELECT * { ?a u:p ?b . ?b u:r ?c . ?c u:s ?d . VALUES ?a { u:x } }",
        "SELECT * { ?a u:p ?b . ?b u:r ?c . ?c u:s ?d } VALUES ?a { u:x }",
        "SELECT * { ?a u:p ?b . ?b u:r ?c . ?c u:s ?d { ?d u:t ?e } UNION { ?d u:u ?e } }",
        "SELECT * { ?a u:p ?b . OPTIONAL { ?b u:r ?c } ?a u:s ?d . ?d u:t ?e . ?e u:v ?f }",
        "SELECT * { ?a u:p ?b ; u:q ?c ; u:r ?d FILTER NOT EXISTS { ?a u:s ?e } }",
        "SELECT * { GRAPH ?g { ?a u:p ?b ; u:q ?c ; u:r ?d } }",
        "SELECT * { { SELECT ?a { ?a u:p ?b } } ?a u:q ?c ; u:r ?d ; u:s ?e }",
        "SELECT * FROM u:g { ?a u:p ?b ; u:q ?c ; u:r ?d }",
        "SELECT (EXISTS { ?a u:x ?y } AS ?z) { ?a u:p ?b ; u:q ?c ; u:r ?d }",
        "DESCRIBE ?a { ?a u:p ?b ; u:q ?c ; u:r ?d }",
        "SELECT * { ?a u:p ?b ; u:q ?c ; v:r ?d }",
        "SELECT * { ?a u:p ?b ; u:q ?c ; u:r ?d",
        "SELECT * { ?a u:p ?b {| u:x ?y |} ; u:q ?c ; u:r ?d }",
        "SELECT * { ?a u:p ?b ?c u:q ?d . ?d u:r ?e }",
        "",
        "PREFIX",
        "SELECT",
    ],
)
def test_what_is_not_surely_understood_is_left_alone(counted: Joins, query: str) -> None:
    with pytest.raises(Unclear):
        read_group(PROLOGUE + query)
    assert counted.reorder(PROLOGUE + query) == PROLOGUE + query


def test_triples_that_hang_together_nowhere_are_left_alone(counted: Joins) -> None:
    query = PROLOGUE + "SELECT * { ?a u:kind u:fact . ?b u:kind u:fact . ?c u:kind u:fact . ?d u:source ?e }"
    assert counted.reorder(query) == query


TERMS = st.sampled_from(["?a", "?b", "?c", "?d"])
ENDS = st.sampled_from(["?a", "?b", "?c", "?d", "?e", "u:fact", "<urn:m:1>", "<urn:s:2>", "<urn:t:40>", "'M1'@en"])
TRIPLES = st.tuples(TERMS, st.sampled_from(["u:kind", "u:source", "u:has", "u:name", "u:in", "u:none"]), ENDS)
TAILS = st.sampled_from(
    [
        "",
        "FILTER(?a != ?b)",
        "OPTIONAL { ?a u:in ?g }",
        "FILTER(ISIRI(?c)) BIND(STR(?a) AS ?f)",
        "MINUS { ?a u:has ?x }",
    ]
)


@settings(max_examples=150, deadline=None)
@given(triples=st.lists(TRIPLES, min_size=3, max_size=5), tail=TAILS)
def test_no_order_changes_an_answer(store: Store, counted: Joins, triples: list[Any], tail: str) -> None:
    query = PROLOGUE + f"SELECT * {{ {' . '.join(map(' '.join, triples))} {tail} }}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joins, "DEAR", 0)
        patch.setattr(joins, "MUCH", 0)
        patch.setattr(joins, "FEW", 0)
        found = counted.reorder(query)
    (counted_rows,) = store.select(query.replace("*", "(COUNT(*) AS ?n)", 1))
    if int(word(counted_rows["n"])) < 20_000:
        assert rows(store, found) == rows(store, query)


class Heard:
    """Takes an answer."""

    def __init__(self) -> None:
        self.body = b""

    def begin(self, media_type: str) -> None: ...

    def write(self, chunk: bytes, /) -> int:
        self.body += chunk
        return len(chunk)

    def flush(self) -> None: ...


def test_faults_are_told_of_the_text_that_was_sent(store: Store) -> None:
    world = World(store, Catalogue({}), None)
    world.once(joins_of)
    wrong = QUERY + " ORDER BY"
    assert world.once(joins_of).reorder(wrong) != wrong
    with pytest.raises(QuerySyntax) as found:
        answer_sparql(world, SparqlRequest(wrong, "text/csv", None, (), ()), Heard())
    assert "LATERAL" not in str(found.value)
    assert found.value.line == 3
    heard = Heard()
    answer_sparql(world, SparqlRequest(QUERY, "text/csv", None, (), ()), heard)
    assert heard.body.count(b"\r\n") == 11
