"""What a reader process is asked and how its answers travel: requests marshalled, answers as framed bytes.

Requests go one way only, towards the process that is trusted less, and both ends are the same interpreter; so the
interpreter's own form serves, which takes a tenth of the time of JSON. Answers never travel so.

A frame is one tag byte, a four-byte big-endian length and that many bytes. An answer is one ``HEAD`` frame (its media
type), any number of ``BODY`` frames and one ``DONE`` frame, or at any point one ``FAIL`` frame (an error as
:func:`graph.errors.to_json` writes it). A caller must see ``DONE`` before it sends anything on: what was cut is never
passed off as whole.
"""

from __future__ import annotations

import marshal
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, get_args

__all__ = [
    "BODY",
    "DONE",
    "FAIL",
    "HEAD",
    "LAST",
    "PREPARED",
    "READY",
    "AskRequest",
    "CardRequest",
    "CheckRequest",
    "CitationRequest",
    "DescribeRequest",
    "ExtendRequest",
    "GraphRequest",
    "NanopubRequest",
    "PlainRequest",
    "PortraitRequest",
    "ProposeRequest",
    "ReconcileRequest",
    "Request",
    "SearchRequest",
    "SparqlRequest",
    "SuggestRequest",
    "SurroundingsRequest",
    "ValidateRequest",
    "WhyRequest",
    "frame",
    "read_request",
    "write_request",
]

HEAD, BODY, DONE, FAIL = b"H", b"B", b"D", b"F"
#: Said before a failure after which the process ends, so that nobody sends it another request meanwhile.
LAST = b"L"
#: What the process that holds the graph says once it has loaded it, and once it has made all that readers share.
READY, PREPARED = b"ready", b"prepared"
LENGTH = struct.Struct(">cI")
#: The last version of the form that writes equal values alike; later ones refer back to objects that are the same.
MARSHAL: Final = 2


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A user's SPARQL query.

    ``results_format`` and ``graph_format`` are media types negotiated for the two families of query forms; ``None``
    says that the client accepts none of that family. Graph IRIs are those of the SPARQL 1.1 Protocol's parameters;
    both empty means the default dataset.
    """

    query: str
    results_format: str | None
    graph_format: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """Names in a query that the graph does not have; answered as JSON."""

    query: str


@dataclass(frozen=True, slots=True)
class AskRequest:
    """A catalogue question with its parameters as the caller spelled them; answered as JSON.

    In an RDF ``format`` (media type) the rows stand as text in the member ``body`` of it. ``limit`` 0 is no limit,
    ``cursor`` (empty: the beginning) that of a page before, ``confidence`` the least that the facts of a row must have
    (empty: any). ``is_brief`` leaves of the evidence of a fact only how many pieces there are.
    """

    question: str
    parameters: dict[str, str]
    language: str = "en"
    limit: int = 0
    cursor: str = ""
    confidence: str = ""
    format: str = "application/json"
    is_brief: bool = False


@dataclass(frozen=True, slots=True)
class DescribeRequest:
    """All that the graph says about one IRI, in an RDF format (media type)."""

    iri: str
    format: str


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """All of one named graph, in an RDF format (media type)."""

    graph: str
    format: str


@dataclass(frozen=True, slots=True)
class NanopubRequest:
    """One fact as the nanopublication of an IRI, in an RDF format with graphs; ``version`` is the data version."""

    fact: str
    nanopub: str
    version: str
    format: str


@dataclass(frozen=True, slots=True)
class CitationRequest:
    """How to cite one thing in a version of the data; answered as a JSON list of :class:`graph.bibliography.Work`."""

    iri: str
    version: str


@dataclass(frozen=True, slots=True)
class PlainRequest:
    """A question in plain words; answered as JSON.

    ``language`` is that of the answer (``None``: the question's own), ``as_of`` the day that it is about.
    """

    text: str
    language: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class WhyRequest:
    """Why a triple is in the graph; each part a slug, an IRI, a label or a compact name; answered as JSON."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Things that a text may name, of these kinds or classes (none: all), a page of them; answered as JSON."""

    text: str
    types: tuple[str, ...]
    language: str
    limit: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ReconcileRequest:
    """Queries by name, each with ``text``, ``types``, ``properties`` (pairs of an id and values) and ``limit``."""

    queries: dict[str, dict[str, Any]]
    language: str


@dataclass(frozen=True, slots=True)
class SuggestRequest:
    """Entities, types or properties (``what``) by their beginning, a page of them; answered as JSON."""

    what: str
    prefix: str
    types: tuple[str, ...]
    language: str
    limit: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ProposeRequest:
    """Properties that things of a type have, at most so many (0: all); answered as JSON."""

    type: str
    language: str
    limit: int


@dataclass(frozen=True, slots=True)
class ExtendRequest:
    """Values of things: for each property its id, a language (empty: the request's) and a limit (0: none)."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, str, int], ...]
    language: str


@dataclass(frozen=True, slots=True)
class CardRequest:
    """What a preview shows of an entity, a type or a property (``what``); answered as JSON."""

    what: str
    id: str
    language: str


@dataclass(frozen=True, slots=True)
class PortraitRequest:
    """All that a page on one thing shows; answered as JSON.

    ``part`` (a kind of fact, or a property as a compact name) and ``year`` ask for a part alone, by the page.
    """

    iri: str
    language: str
    part: str = ""
    year: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class SurroundingsRequest:
    """What a thing is tied to on a day (empty: the data cut-off), of these kinds and relations (none: all).

    ``reach`` is ``own`` for the ties of the thing alone, ``all`` for those among its neighbours too, else whichever
    suits their number. Answered as JSON.
    """

    around: str
    language: str
    as_of: str = ""
    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    reach: str = ""


@dataclass(frozen=True, slots=True)
class ValidateRequest:
    """RDF to be held against shapes: those sent with it, or, where none are, those of the graph that is served.

    Formats are media types of RDF; ``format``, that of the answer, may be JSON too.
    """

    format: str
    data: str
    data_format: str
    shapes: str | None = None
    shapes_format: str = ""


Request = (
    SparqlRequest
    | CheckRequest
    | AskRequest
    | PlainRequest
    | DescribeRequest
    | GraphRequest
    | NanopubRequest
    | CitationRequest
    | WhyRequest
    | ValidateRequest
    | SearchRequest
    | ReconcileRequest
    | SuggestRequest
    | ProposeRequest
    | ExtendRequest
    | CardRequest
    | PortraitRequest
    | SurroundingsRequest
)
CLASSES: Final[tuple[type[Any], ...]] = get_args(Request)
KINDS: Final[Mapping[str, Callable[..., Request]]] = {cls.__name__: cls for cls in CLASSES}
FIELDS: Final = {cls.__name__: tuple(field.name for field in fields(cls)) for cls in CLASSES}


def frame(tag: bytes, payload: bytes = b"") -> bytes:
    """One frame: tag, length, payload.

    >>> frame(DONE)
    b'D\\x00\\x00\\x00\\x00'
    """
    return LENGTH.pack(tag, len(payload)) + payload


def write_request(request: Request) -> bytes:
    """Write a request: its kind and the values of its fields. Requests that are equal are written alike.

    >>> one, same = DescribeRequest("urn:a", "text/turtle"), DescribeRequest("".join("urn:a"), "text/turtle".lower())
    >>> write_request(one) == write_request(same)
    True
    """
    kind = type(request).__name__
    # Field by field: asdict() would copy what it gets, which takes as long as a small query.
    return marshal.dumps((kind, *[getattr(request, name) for name in FIELDS[kind]]), MARSHAL)


def read_request(payload: bytes) -> Request:
    """Read back what :func:`write_request` wrote.

    >>> read_request(write_request(DescribeRequest("https://example.org/a", "text/turtle")))
    DescribeRequest(iri='https://example.org/a', format='text/turtle')
    """
    kind, *values = marshal.loads(payload)
    return KINDS[kind](*values)
