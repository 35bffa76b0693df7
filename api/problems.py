"""Errors over HTTP (RFC 9457): one table says which error of the graph has which status, title and type.

A problem carries a sentence that says what is wrong, a remedy, and the error's own data (near matches, line and
column, candidates) as members beside the standard ones. Its type is an address that explains it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from api.negotiation import HTML, Format
from graph import errors, namespaces

__all__ = [
    "BAD_REQUEST",
    "FORMATS",
    "GONE",
    "HEADERS_TOO_LARGE",
    "INTERNAL",
    "KINDS",
    "METHOD_NOT_ALLOWED",
    "NOT_ACCEPTABLE",
    "NOT_FOUND",
    "NO_DESCRIPTION",
    "NO_ROOM",
    "RANGE_NOT_SATISFIABLE",
    "REQUEST_TIMEOUT",
    "RETRY_SECONDS",
    "SERVER_FULL",
    "TABLE",
    "TOO_LARGE",
    "TOO_MANY_CONNECTIONS",
    "UNSUPPORTED_MEDIA_TYPE",
    "URI_TOO_LONG",
    "Kind",
    "Problem",
    "fault",
    "from_error",
]

#: What a problem itself is offered in; a client that accepts none of these gets the first.
FORMATS = (
    Format("json", "application/problem+json", "JSON", ("application/json",)),
    Format("text", "text/plain", "Text"),
    HTML,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the last segment of its type, its status, its title, and what it means."""

    slug: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        """The problem type's address."""
        return f"{namespaces.BASE}problem/{self.slug}"


BAD_REQUEST = Kind(
    "bad-request", 400, "The request cannot be understood", "The request breaks the protocol; the detail says where."
)
NOT_FOUND = Kind("not-found", 404, "Nothing is at this address", "No route and no document has this address.")
NO_DESCRIPTION = Kind(
    "not-built",
    404,
    "This server serves a file, not a build",
    "Dumps, catalogue, ontology and shapes are written by a build; a server that was given a bare N-Quads file has the "
    "graph and the endpoint, but not these.",
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed",
    405,
    "The method is not allowed here",
    "The address exists, but not for this method; the Allow header lists those it has.",
)
NOT_ACCEPTABLE = Kind(
    "not-acceptable",
    406,
    "No representation is acceptable",
    "The Accept header admits none of the media types on offer, which the problem lists as `offered`.",
)
GONE = Kind(
    "gone",
    410,
    "The thing was retired",
    "The address was given up; where something took its place, `successor` and the Link header name it.",
)
REQUEST_TIMEOUT = Kind(
    "request-timeout",
    408,
    "The request took too long to come",
    "A request must arrive within the server's deadlines for its head and its body; nothing of it was run.",
)
TOO_LARGE = Kind(
    "request-too-large", 413, "The request is too large", "The body is longer than the cap that the server announces."
)
URI_TOO_LONG = Kind(
    "uri-too-long",
    414,
    "The address is too long",
    "A query in an address may be as long as one in a body; beyond the cap neither is taken.",
)
UNSUPPORTED_MEDIA_TYPE = Kind(
    "unsupported-media-type",
    415,
    "The request's media type is not supported",
    "What is sent is not of a type that is read at the address, or not in UTF-8; Accept-Post lists those that are.",
)
RANGE_NOT_SATISFIABLE = Kind(
    "range-not-satisfiable",
    416,
    "The part lies outside the file",
    "The Range header asks for bytes that the file does not have; Content-Range says how many it has.",
)
NO_ROOM = Kind(
    "no-room",
    503,
    "There is no room at present",
    "Long bodies are held until their requests are answered, long answers until their clients have taken them, and "
    "there are as many of them as may be, in all or of one address; Retry-After says when to try.",
)
TOO_MANY_CONNECTIONS = Kind(
    "too-many-connections",
    429,
    "Too many connections of one address",
    "One address may have so many connections at a time and no more; Retry-After says when to try.",
)
HEADERS_TOO_LARGE = Kind(
    "headers-too-large",
    431,
    "The header section is too large",
    "The fields of the request's head are more or longer than the server takes.",
)
SERVER_FULL = Kind(
    "server-full",
    503,
    "Every connection is busy",
    "The server has as many connections as it takes, all with a request under way; Retry-After says when to try.",
)
INTERNAL = Kind(
    "internal",
    500,
    "The server failed",
    "A fault of the server, not of the request; its log says more than the client is told.",
)

INVALID = Kind(
    "invalid-input",
    422,
    "The input cannot be read",
    "What was sent is no RDF, or no shapes that can be applied; each of `findings` says in which part (`file`), on "
    "which line (from 1; 0 when unknown) and what is wrong.",
)

#: The one table: what each error of the graph is over HTTP.
TABLE: dict[type[errors.GraphError], Kind] = {
    errors.GraphError: INTERNAL,
    errors.InvalidInput: INVALID,
    errors.InvalidPost: INVALID,
    errors.NoBuild: Kind("no-build", 503, "Nothing has been built", "The server has no graph to answer from."),
    errors.UnknownQuestion: Kind(
        "unknown-question",
        404,
        "No such question",
        "The catalogue has no question of this name; `near` lists near ones.",
    ),
    errors.UnknownTerm: Kind(
        "unknown-term",
        404,
        "A parameter names nothing known",
        "The value is no slug, IRI, label or alias of anything of the kind asked for; `near` lists near ones.",
    ),
    errors.AmbiguousTerm: Kind(
        "ambiguous-term",
        422,
        "A parameter names several things",
        "The value fits several things; `candidates` lists their IRIs, of which one is to be sent instead.",
    ),
    errors.BadParameter: Kind(
        "bad-parameter",
        422,
        "A parameter is malformed, missing or not known",
        "The parameter is not one that is taken here, or its value is not in the form that `accepts` describes.",
    ),
    errors.UnknownEntity: Kind(
        "unknown-entity",
        404,
        "Nothing in the graph has this IRI",
        "The graph says nothing of it; `near` lists near ones.",
    ),
    errors.RetiredEntity: GONE,
    errors.QueryError: Kind("query-failed", 400, "The query failed", "The query could not be answered."),
    errors.QuerySyntax: Kind(
        "query-syntax",
        400,
        "The query is not SPARQL 1.1",
        "The text cannot be parsed; `line` and `column` (from 1; 0 when unknown) say where.",
    ),
    errors.QueryUnsupported: Kind(
        "query-unsupported",
        400,
        "The query asks for what is switched off",
        "Updates, SERVICE and loading from addresses are off: this endpoint reads its own graph only.",
    ),
    errors.QueryUnacceptable: Kind(
        "query-not-acceptable",
        406,
        "The answer has no acceptable representation",
        "The client accepts none of the media types that answers of this query form have; `offered` lists them.",
    ),
    errors.AnswerUnwritable: Kind(
        "answer-unwritable",
        406,
        "The answer cannot be written in this format",
        "The format has no way to say what the answer holds: XML lacks most control characters, and RDF/XML needs "
        "predicates that end in a name.",
    ),
    errors.QueryTooComplex: Kind(
        "query-too-complex",
        400,
        "The query is nested too deeply or has too many branches",
        "The engine's parser is given no query with more brackets within brackets, or more UNIONs, than `most`.",
    ),
    errors.QueryTimeout: Kind(
        "query-timeout",
        504,
        "The query was stopped at its deadline",
        "The work was ended and nothing of the answer is sent; `seconds` is the deadline, queueing included.",
    ),
    errors.QueryTooLarge: Kind(
        "answer-too-large",
        413,
        "The answer is too large",
        "The answer passed the cap `cap_bytes`; nothing of it is sent, since a part would pass for the whole.",
    ),
    errors.QueryTooHeavy: Kind(
        "query-too-heavy",
        507,
        "The query used up its reader's memory",
        "Sorting, grouping or nesting took more memory or stack than one reader has; only that reader was ended.",
    ),
    errors.QueryRefused: Kind(
        "too-busy",
        503,
        "The server is busy",
        "Every reader stayed busy until the deadline, or too many queries wait already; Retry-After says when to try.",
    ),
    errors.TooManyQueries: Kind(
        "too-many-queries",
        429,
        "Too many queries of one address wait",
        "One address may have so many queries waiting and no more; Retry-After says when to try.",
    ),
}

#: Every kind of problem by its slug.
KINDS = {
    kind.slug: kind
    for kind in (
        BAD_REQUEST,
        NOT_FOUND,
        NO_DESCRIPTION,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        GONE,
        REQUEST_TIMEOUT,
        TOO_LARGE,
        URI_TOO_LONG,
        UNSUPPORTED_MEDIA_TYPE,
        RANGE_NOT_SATISFIABLE,
        NO_ROOM,
        TOO_MANY_CONNECTIONS,
        HEADERS_TOO_LARGE,
        SERVER_FULL,
        INTERNAL,
        *TABLE.values(),
    )
}

RETRY_SECONDS = 2


class Problem(Exception):
    """A problem to answer a request with; ``members`` stand beside the standard members of the document."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        remedy: str = "",
        *,
        members: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.remedy = remedy
        self.members = dict(members or {})
        self.headers = dict(headers or {})

    def document(self) -> dict[str, object]:
        """The problem as the JSON object of RFC 9457, standard members first."""
        document: dict[str, object] = {
            "type": self.kind.type,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
        }
        if self.remedy:
            document["remedy"] = self.remedy
        return document | self.members

    def json(self) -> bytes:
        """The document as UTF-8."""
        return json.dumps(self.document(), ensure_ascii=False, indent=2).encode() + b"\n"

    def text(self) -> bytes:
        """The problem for a terminal: title, detail, remedy, then what else is known, a line each.

        >>> print(Problem(NOT_FOUND, "There is no /here.", "Look at /.").text().decode(), end="")
        404 Nothing is at this address
        There is no /here.
        Look at /.
        """
        lines = [f"{self.kind.status} {self.kind.title}", self.detail, *([self.remedy] if self.remedy else [])]
        lines += [f"{name}: {_plain(value)}" for name, value in self.members.items()]
        return "\n".join(lines).encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_plain(part)}" for key, part in value.items())
    return str(value)


def fault() -> Problem:
    """What a client is told of a fault of ours, which is nothing of what happened; that is in the log."""
    return Problem(INTERNAL, "The server failed to answer.", "Try again; if it fails again, report it.")


def from_error(error: errors.GraphError) -> Problem:
    """The problem that an error of the graph is, by the table; the error's fields become members.

    >>> from_error(errors.QuerySyntax("expected one of …", line=1, column=8)).document()["column"]
    8
    """
    if type(error) is errors.GraphError:
        return fault()  # a process that answers failed, and says no more
    kind = next(TABLE[cls] for cls in type(error).__mro__ if cls in TABLE)
    members = {name: value for name, value in vars(error).items() if not name.startswith("_")}
    if isinstance(error, errors.InvalidInput):
        members["findings"] = [asdict(finding) for finding in error.findings]
    headers = {"Retry-After": str(RETRY_SECONDS)} if kind.status in (429, 503) else {}
    if isinstance(error, errors.RetiredEntity):
        members = {name: value for name, value in members.items() if value}
        headers = {"Link": f'<{error.successor}>; rel="successor-version"'} if error.successor else {}
    return Problem(kind, error.describe(), error.remedy, members=members, headers=headers)
