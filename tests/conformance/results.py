"""Reads answers to queries, by readers that share nothing with the engine that wrote them, and tells whether two agree.

Terms keep their lexical forms: ``"01"`` and ``"1"`` of one datatype are two terms here, as in RDF. rdflib reads graphs;
it is told to leave literals alone.
"""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple, TypeAlias
from xml.etree import ElementTree as ET

import rdflib
from rdflib.compare import isomorphic

from graph.namespaces import RDF, XSD

SRX: Final = "{http://www.w3.org/2005/sparql-results#}"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
DIRECTION: Final = "{http://www.w3.org/2005/11/its}dir"
STRING: Final = XSD + "string"
TAGGED: Final = RDF + "langString"


class Term(NamedTuple):
    """An RDF term, or a ``text`` of which CSV does not tell what it was; a plain literal has the datatype string."""

    kind: str
    value: str
    language: str = ""
    datatype: str = ""
    direction: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it is a blank node, whose label means nothing."""
        return self.kind == "bnode"


@dataclass(frozen=True, slots=True)
class Table:
    """Solutions of a SELECT: a row has no entry for a variable that is not bound."""

    variables: tuple[str, ...]
    rows: tuple[dict[str, Term], ...]
    is_ordered: bool = False


Outcome: TypeAlias = bool | Table | rdflib.Graph


def literal(value: str, language: str = "", datatype: str = "", direction: str = "") -> Term:
    """A literal; languages are compared without case, as RDF 1.1 has it."""
    return Term("literal", value, language.lower(), datatype or (TAGGED if language else STRING), direction)


# --- the four formats of solutions


def read_json(body: bytes) -> bool | Table:
    """SPARQL 1.1 Query Results JSON Format."""
    document = json.loads(body)
    if "boolean" in document:
        return bool(document["boolean"])
    rows = [{name: _json_term(term) for name, term in row.items()} for row in document["results"]["bindings"]]
    return Table(tuple(document["head"]["vars"]), tuple(rows))


def _json_term(term: dict[str, str]) -> Term:
    if term["type"] in ("uri", "bnode"):
        return Term(term["type"], term["value"])
    assert term["type"] in ("literal", "typed-literal"), term
    return literal(term["value"], term.get("xml:lang", ""), term.get("datatype", ""), term.get("its:dir", ""))


def read_xml(body: bytes) -> bool | Table:
    """SPARQL Query Results XML Format."""
    root = ET.fromstring(body)
    verdict = root.findtext(SRX + "boolean")
    if verdict is not None:
        return {"true": True, "false": False}[verdict.strip()]
    variables = tuple(str(node.get("name")) for node in root.iter(SRX + "variable"))
    rows = tuple(
        {str(node.get("name")): _xml_term(node[0]) for node in row.iter(SRX + "binding")}
        for row in root.iter(SRX + "result")
    )
    return Table(variables, rows)


def _xml_term(node: ET.Element) -> Term:
    kind, value = node.tag.removeprefix(SRX), node.text or ""
    if kind in ("uri", "bnode"):
        return Term(kind, value)
    assert kind == "literal", kind
    return literal(value, node.get(LANG, ""), node.get("datatype", ""), node.get(DIRECTION, ""))


def read_tsv(body: bytes) -> bool | Table:
    """SPARQL 1.1 Query Results TSV Format; of a verdict it says nothing, and ours is the bare word."""
    text = body.decode().replace("\r\n", "\n")
    if text in ("true", "false"):
        return text == "true"
    assert text.endswith("\n")
    head, *lines = text.removesuffix("\n").split("\n")
    variables = tuple(name.removeprefix("?") for name in head.split("\t")) if head else ()
    rows = []
    for line in lines:
        cells = line.split("\t") if variables else []
        assert len(cells) == len(variables), line
        rows.append({name: read_term(cell) for name, cell in zip(variables, cells, strict=True) if cell})
    return Table(variables, tuple(rows))


TERM: Final = re.compile(
    r'<(?P<iri>[^<>]*)>|_:(?P<blank>\S+)|"(?P<string>(?:[^"\\\n\r]|\\.)*)"'
    r"(?:@(?P<language>[A-Za-z0-9-]+?)(?:--(?P<direction>ltr|rtl))?|\^\^<(?P<datatype>[^<>]*)>)?"
    r"|(?P<integer>[+-]?\d+)|(?P<decimal>[+-]?\d*\.\d+)|(?P<double>[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+)"
    r"|(?P<boolean>true|false)"
)
ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def read_term(text: str) -> Term:
    """A term as N-Triples and Turtle spell it.

    >>> read_term('"caf\\\\u00E9"@FR')
    Term(kind='literal', value='café', language='fr', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', direction='')
    """  # noqa: E501
    found = TERM.fullmatch(text)
    assert found, text
    if found["iri"] is not None:
        return Term("uri", unescape(found["iri"]))
    if found["blank"]:
        return Term("bnode", found["blank"])
    if found["string"] is not None:
        datatype = unescape(found["datatype"] or "")
        return literal(unescape(found["string"]), found["language"] or "", datatype, found["direction"] or "")
    kind = str(found.lastgroup)
    return literal(found[kind], datatype=XSD + kind)


def unescape(text: str) -> str:
    """Undo the escapes of N-Triples."""
    return ESCAPE.sub(lambda m: ESCAPED[m[3]] if m[3] else chr(int(m[1] or m[2], 16)), text)


def read_csv(body: bytes) -> bool | Table:
    """SPARQL 1.1 Query Results CSV Format, whose cells are bare text; an empty one is an empty or no value."""
    text = body.decode()
    if text in ("true", "false"):
        return text == "true"
    head, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = [
        {name: cell_term(cell) for name, cell in zip(head, line or [""], strict=True) if cell} if head else {}
        for line in lines
    ]
    return Table(tuple(head), tuple(rows))


def cell_term(cell: str) -> Term:
    """What a cell of CSV can be told to be."""
    return Term("bnode", cell) if cell.startswith("_:") else Term("text", cell)


def as_csv_tells(outcome: Outcome) -> Outcome:
    """What is left of an outcome in CSV."""
    if not isinstance(outcome, Table):
        return outcome
    rows = [
        {name: term if term.is_blank else cell_term(term.value) for name, term in row.items() if term.value}
        for row in outcome.rows
    ]
    return Table(outcome.variables, tuple(rows), outcome.is_ordered)


BOOLEAN: Final = XSD + "boolean"
NUMBERS: Final = {XSD + name for name in ("decimal", "double", "float", "integer")}


def by_value(outcome: Outcome) -> Outcome:
    """An outcome whose numbers and booleans of one value are spelled alike, in CSV whatever looks like a number.

    The suites were written before canonical forms were usual, and judge these by value.
    """
    if not isinstance(outcome, Table):
        return outcome
    rows = tuple({name: _valued(term) for name, term in row.items()} for row in outcome.rows)
    return Table(outcome.variables, rows, outcome.is_ordered)


def _valued(term: Term) -> Term:
    if term.datatype == BOOLEAN:
        return term._replace(value={"1": "true", "0": "false"}.get(term.value, term.value))
    if term.kind != "text" and term.datatype not in NUMBERS:
        return term
    try:
        return term._replace(value=str(Decimal(term.value).normalize()))
    except InvalidOperation:
        return term


READERS: Final = {
    "application/sparql-results+json": read_json,
    "application/sparql-results+xml": read_xml,
    "text/csv": read_csv,
    "text/tab-separated-values": read_tsv,
}


# --- graphs


GRAPH_READERS: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/trig": "trig",
    "application/n-quads": "nquads",
}


@contextmanager
def lexical_forms_kept() -> Iterator[None]:
    """Have rdflib leave literals as they are spelled."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def read_graph(body: bytes, media_type: str, base: str | None = None) -> rdflib.Graph:
    """The triples of a document; of one with graphs, those of its default graph, and others are a fault."""
    with lexical_forms_kept(), warnings.catch_warnings():
        # rdflib warns of its own use of its own old names.
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset = rdflib.Dataset()
        dataset.parse(data=body, format=GRAPH_READERS[media_type], publicID=base)
        quads = list(dataset.quads())
    graph = rdflib.Graph()
    for subject, predicate, value, place in quads:
        assert place in (None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID), place
        graph.add((subject, predicate, value))
    return graph


def of_rdflib(term: Any) -> Term:
    """An rdflib term as ours."""
    match term:
        case rdflib.URIRef():
            return Term("uri", str(term))
        case rdflib.BNode():
            return Term("bnode", str(term))
    assert isinstance(term, rdflib.Literal)
    return literal(str(term), term.language or "", str(term.datatype or ""))


# --- whether two agree


def agree(found: Outcome, expected: Outcome, *, is_lax: bool = False) -> bool:
    """Whether two outcomes are the same up to labels of blank nodes; ``is_lax`` forgives REDUCED its choice."""
    if isinstance(found, Table) and isinstance(expected, Table):
        if sorted(found.variables) != sorted(expected.variables):
            return False
        if expected.is_ordered:
            pairs = zip(found.rows, expected.rows, strict=False)
            return len(found.rows) == len(expected.rows) and pair(list(pairs), {}) is not None
        if is_lax:
            some, most = [Counter(map(shape, table.rows)) for table in (found, expected)]
            return some.keys() == most.keys() and some <= most
        return match(found.rows, expected.rows)
    if isinstance(found, rdflib.Graph) and isinstance(expected, rdflib.Graph):
        return len(found) == len(expected) and bool(isomorphic(found, expected))
    return isinstance(found, bool) and isinstance(expected, bool) and found == expected


Row: TypeAlias = dict[str, Term]


def shape(row: Row) -> tuple[tuple[str, Term | None], ...]:
    """A row without the labels of its blank nodes."""
    return tuple(sorted((name, None if term.is_blank else term) for name, term in row.items()))


def match(found: Sequence[Row], expected: Sequence[Row]) -> bool:
    """Whether rows are the same, each as often, under one mapping of blank nodes; tried one after another."""
    if Counter(map(shape, found)) != Counter(map(shape, expected)):
        return False
    candidates = defaultdict(list)
    for row in expected:
        candidates[shape(row)].append(row)
    return _assign([row for row in found if any(t.is_blank for t in row.values())], candidates, {})


def _assign(found: list[Row], candidates: dict[Any, list[Row]], labels: dict[str, str]) -> bool:
    if not found:
        return True
    row, rest = found[0], found[1:]
    choices = candidates[shape(row)]
    for index, other in enumerate(choices):
        extended = pair([(row, other)], labels)
        if extended is not None:
            left = {**candidates, shape(row): choices[:index] + choices[index + 1 :]}
            if _assign(rest, left, extended):
                return True
    return False


def pair(rows: Sequence[tuple[Row, Row]], labels: dict[str, str]) -> dict[str, str] | None:
    """The mapping of blank nodes, one to one and going on from ``labels``, under which the pairs are the same."""
    mapping = dict(labels)
    for one, other in rows:
        if shape(one) != shape(other):
            return None
        for name, term in one.items():
            if term.is_blank:
                target = other[name].value
                if mapping.setdefault(term.value, target) != target:
                    return None
    return mapping if len(set(mapping.values())) == len(mapping) else None
