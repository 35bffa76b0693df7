"""Which representation wins, over the headers that real clients send and those that none should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.negotiation import (
    ANSWERS,
    GRAPHS,
    HTML,
    RESULTS,
    Format,
    choose,
    find_format,
    offers,
    parse_accept,
    split_suffix,
)

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
RDFLIB = "application/sparql-results+xml, application/rdf+xml"
SPARQLWRAPPER_JSON = "application/sparql-results+json,application/json,text/javascript,application/javascript"
SPARQLWRAPPER_RDF = "text/turtle,application/turtle,application/rdf+xml,application/rdf+n3,*/*"
JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
    "application/trig,application/n-quads;q=0.9,*/*;q=0.1"
)

RESULT_CASES = [
    # nothing said, or nothing that can be read
    (None, "json"),
    ("", "json"),
    ("  ,, ,", "json"),
    ("garbage", "json"),
    ("text/csv;q=oops", "json"),
    ("text/csv;q=1.5", "json"),
    ("text/csv;q=-1", "json"),
    ("text/csv;q=", "json"),
    ("/csv", "json"),
    ("text/", "json"),
    ("te xt/csv", "json"),
    ("*/csv", "json"),
    # one type, in any case and spacing
    ("application/sparql-results+json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("text/csv", "csv"),
    ("TEXT/CSV", "csv"),
    ("text/tab-separated-values", "tsv"),
    (" text/csv ; q=1 ", "csv"),
    ("text/csv;charset=utf-8", "csv"),
    ("text/csv; header=present", "csv"),
    # other names of the same bytes
    ("application/json", "json"),
    ("application/xml", "xml"),
    ("text/xml", "xml"),
    # quality
    ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "xml"),
    ("text/csv;q=0.6, application/sparql-results+xml;q=0.5", "csv"),
    ("text/csv;q=0.001", "csv"),
    ("text/csv;q=1.000, application/sparql-results+json;q=0.999", "csv"),
    ("text/csv;q=1., application/sparql-results+json;q=0.9", "csv"),
    ("text/csv;Q=0.1, application/sparql-results+xml;Q=0.2", "xml"),
    ("image/png, text/csv;q=0.1", "csv"),
    # a malformed element does not take the others with it
    ("garbage, text/csv;q=0.1", "csv"),
    ("application/sparql-results+xml;q=9, text/csv", "csv"),
    ('text/csv;note="a,b;c";q=0.8, application/sparql-results+xml;q=0.9', "xml"),
    ('image/png;note="text/csv, */*", application/sparql-results+xml', "xml"),
    ('image/png;note="never closed, text/csv', "csv"),
    # ties go to the precise name, then to the order of the offer
    ("text/csv, application/sparql-results+json", "json"),
    ("text/tab-separated-values, text/csv", "csv"),
    ("*/*, text/tab-separated-values", "tsv"),
    ("text/*, text/tab-separated-values", "tsv"),
    ("*/*, text/*", "csv"),
    # wildcards
    ("*/*", "json"),
    ("*", "json"),
    ("*/*;q=0.1", "json"),
    ("text/*", "csv"),
    ("application/*", "json"),
    ("application/*;q=0.5, text/*;q=0.6", "csv"),
    # the most precise range decides on a type, whatever its quality
    ("*/*, application/sparql-results+json;q=0.1", "xml"),
    ("*/*, application/*;q=0.1", "csv"),
    ("text/*;q=0.9, text/csv;q=0.1", "tsv"),
    ("text/*, text/csv;q=0", "tsv"),
    ("*/*, application/sparql-results+json;q=0", "xml"),
    ("*/*;q=0, text/csv", "csv"),
    # a type that is narrowed counts below the bare type
    ("text/csv;header=absent;q=0.1, text/csv;q=0.9, application/sparql-results+xml;q=0.5", "csv"),
    ("text/csv;header=absent;q=0.9, text/csv;q=0.1, application/sparql-results+xml;q=0.5", "xml"),
    # nothing fits
    ("image/png", None),
    ("text/turtle", None),
    ("text/csv;q=0", None),
    ("*/*;q=0", None),
    ("application/sparql-results", None),
    ("application/sparql-results+jso", None),
    # clients as they are
    (FIREFOX, "html"),
    (CHROME, "html"),
    (JAVA, "html"),
    (RDFLIB, "xml"),
    (SPARQLWRAPPER_JSON, "json"),
]

GRAPH_CASES = [
    (None, "ttl"),
    ("*/*", "ttl"),
    ("text/turtle", "ttl"),
    ("application/x-turtle", "ttl"),
    ("application/n-triples", "nt"),
    ("text/plain", "nt"),
    ("application/ld+json", "jsonld"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
    ("application/json", "jsonld"),
    ("application/rdf+xml", "rdf"),
    ("application/xml", "rdf"),
    ("application/trig", "trig"),
    ("application/n-quads", "nq"),
    ("application/rdf+xml;q=0.9, application/ld+json;q=0.8", "rdf"),
    ("application/sparql-results+json", None),
    ("text/csv", None),
    (FIREFOX, "html"),
    (RDFLIB, "rdf"),
    (SPARQLWRAPPER_RDF, "ttl"),
    (JENA, "ttl"),
]


@pytest.mark.parametrize(("accept", "name"), RESULT_CASES)
def test_results(accept: str | None, name: str | None) -> None:
    chosen = choose(accept, (*RESULTS, HTML))
    assert (chosen and chosen.format.name) == name


@pytest.mark.parametrize(("accept", "name"), GRAPH_CASES)
def test_graphs(accept: str | None, name: str | None) -> None:
    chosen = choose(accept, (*GRAPHS, HTML))
    assert (chosen and chosen.format.name) == name


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("application/json", "application/json"),
        ("application/sparql-results+json, application/json", "application/sparql-results+json"),
        ("application/json, application/sparql-results+json;q=0.9", "application/json"),
        ("text/xml", "text/xml; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("*/*", "application/sparql-results+json"),
    ],
)
def test_answer_is_labelled_as_the_client_named_it(accept: str, content_type: str) -> None:
    chosen = choose(accept, RESULTS)
    assert chosen is not None
    assert chosen.content_type == content_type


def test_order_of_the_header_does_not_matter() -> None:
    ranges = ["text/csv;q=0.5", "*/*;q=0.1", "application/sparql-results+xml;q=0.7", "text/*;q=0.6"]
    forth, back = choose(", ".join(ranges), RESULTS), choose(", ".join(reversed(ranges)), RESULTS)
    assert forth == back
    assert forth is not None
    assert forth.format.name == "xml"


@given(st.text(max_size=200))
def test_no_header_is_too_strange(header: str) -> None:
    chosen = choose(header, ANSWERS)
    if chosen is None:
        assert parse_accept(header), "only what can be read may refuse"
    for range_ in parse_accept(header):
        assert 0 <= range_.quality <= 1


@given(st.sampled_from([*RESULTS, *GRAPHS]), st.text(alphabet="abxml/;,=*q0.1 ", max_size=60))
def test_a_type_named_outright_is_served(wanted: Format, noise: str) -> None:
    """What else stands in the header cannot take away a type that it names by itself, at full quality."""
    chosen = choose(f"{noise}, {wanted.media_type}", (wanted,))
    assert chosen is not None
    assert chosen.format == wanted


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ttl", "ttl"),
        ("turtle", "ttl"),
        ("TURTLE", "ttl"),
        ("text/turtle", "ttl"),
        ("xml", "rdf"),
        ("json", "jsonld"),
        ("application/json", "jsonld"),
        ("csv", None),
        ("", None),
        ("*/*", None),
        ("rdf+xml", "rdf"),
        ("application/rdf xml", "rdf"),
        ("n3", "nt"),
    ],
)
def test_formats_by_name(name: str, found: str | None) -> None:
    chosen = find_format(name, GRAPHS)
    assert (chosen and chosen.format.name) == found


@pytest.mark.parametrize(
    ("path", "name", "suffix"),
    [
        ("india", "india", None),
        ("india.ttl", "india", "ttl"),
        ("india.jsonld", "india", "jsonld"),
        ("india.turtle", "india.turtle", None),
        ("india.", "india.", None),
        (".ttl", "", "ttl"),
        ("a.b.nt", "a.b", "nt"),
    ],
)
def test_suffixes(path: str, name: str, suffix: str | None) -> None:
    stem, chosen = split_suffix(path, GRAPHS)
    assert (stem, chosen and chosen.format.name) == (name, suffix)


def test_names_of_formats_are_told_apart() -> None:
    for family in (RESULTS, GRAPHS, ANSWERS):
        names = [name for each in family for name in (each.name, *each.short_aliases)]
        types = [name for each in family for name in (each.media_type, *each.aliases)]
        assert len(names) == len(set(names))
        assert len(types) == len(set(types))
        assert offers(family) == tuple(each.media_type for each in family)
