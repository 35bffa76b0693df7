"""What can go wrong with the graph, as nouns that carry their data.

.. code-block:: text

    GraphError
    ├── InvalidInput          authored files that cannot become a graph (carries findings)
    │   └── InvalidPost       RDF that was sent and cannot be read, or shapes that are none
    ├── NoBuild               nothing has been built yet
    ├── UnknownQuestion       no catalogue question of that name (carries near names)
    ├── UnknownTerm           a parameter names nothing in the graph (carries near labels)
    ├── AmbiguousTerm         a parameter names several things (carries their IRIs)
    ├── BadParameter          a parameter is malformed, missing or not known
    ├── UnknownEntity         no entity of that IRI
    ├── RetiredEntity         the entity was retired (carries its successor)
    └── QueryError
        ├── QuerySyntax       the text is not SPARQL 1.1 (carries line and column)
        ├── QueryUnsupported  the query asks for something that is switched off
        ├── QueryUnacceptable the answer has no representation that the client accepts
        ├── QueryTimeout      the deadline passed
        ├── QueryTooLarge     the answer is over the size cap
        ├── QueryTooHeavy     the query used up memory or stack and ended its reader
        ├── QueryTooComplex   the query nests deeper or branches more than is parsed
        ├── QueryRefused      no reader became free before the deadline, or too many wait already
        └── TooManyQueries    the client has too many queries waiting

Errors travel from a reader process to its caller as JSON (:func:`to_json`, :func:`from_json`).
What each means over HTTP is said in one table, ``api.problems``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

__all__ = [
    "FATAL",
    "AmbiguousTerm",
    "AnswerUnwritable",
    "BadParameter",
    "Finding",
    "GraphError",
    "InvalidInput",
    "InvalidPost",
    "NoBuild",
    "QueryError",
    "QueryRefused",
    "QuerySyntax",
    "QueryTimeout",
    "QueryTooComplex",
    "QueryTooHeavy",
    "QueryTooLarge",
    "QueryUnacceptable",
    "QueryUnsupported",
    "RetiredEntity",
    "TooManyQueries",
    "UnknownEntity",
    "UnknownQuestion",
    "UnknownTerm",
    "from_json",
    "to_json",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in the authored files.

    ``line`` is 1-based and 0 when the fault has no line (a missing file, say); for a shape it is the first line of the
    subject's block. ``severity`` is ``violation``, ``warning`` or ``info``.
    """

    file: str
    line: int
    subject: str
    rule: str
    message: str
    severity: str = "violation"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        subject = f" {self.subject}" if self.subject else ""
        return f"{place}: {self.severity}{subject} [{self.rule}] {self.message}"


class GraphError(Exception):
    """Base of all errors of the graph; ``remedy`` is one sentence that says what to do."""

    remedy: str = "Report this with the command that led to it."

    def __str__(self) -> str:
        return self.describe()

    def describe(self) -> str:
        """One sentence that says what is wrong, with the offending value."""
        return type(self).__name__


@dataclass(eq=False)
class InvalidInput(GraphError):
    """Authored files hold faults; the last good build stays in place."""

    findings: tuple[Finding, ...]
    remedy = "Mend the lines named and build again; the last good build is untouched."

    def describe(self) -> str:
        worst = [finding for finding in self.findings if finding.severity == "violation"]
        return "\n".join(str(finding) for finding in worst)


@dataclass(eq=False)
class InvalidPost(InvalidInput):
    """What was sent cannot be read as RDF, or not as shapes; the ``file`` of a finding is the part, data or shapes."""

    remedy = "Mend what is named and send it again."

    def describe(self) -> str:
        places = ((finding, f", line {finding.line}" if finding.line else "") for finding in self.findings)
        return "\n".join(f"The {finding.file}{place}: {finding.message}" for finding, place in places)


@dataclass(eq=False)
class NoBuild(GraphError):
    """There is no built graph where one was looked for."""

    folder: str
    remedy = "Run `minpact build` first."

    def describe(self) -> str:
        return f"No built graph in {self.folder}."


#: So much of a wrong value is told back, in characters.
SHOWN = 200


def _cut(value: str) -> str:
    """A wrong value as far as it is told back: whoever sent a long one knows it already.

    >>> _cut("neodimiiom"), len(_cut("x" * 10_000))
    ('neodimiiom', 201)
    """
    return value if len(value) <= SHOWN else value[:SHOWN] + "…"


@dataclass(eq=False)
class UnknownQuestion(GraphError):
    """The catalogue has no question of this name."""

    question: str
    near: tuple[str, ...] = ()
    remedy = "See /questions, or `minpact query`, for the catalogue."

    def __post_init__(self) -> None:
        self.question = _cut(self.question)

    def describe(self) -> str:
        hint = f" Near matches: {', '.join(self.near)}." if self.near else ""
        return f"No question is called {self.question!r}.{hint}"


@dataclass(eq=False)
class UnknownTerm(GraphError):
    """A parameter's value is neither a slug, an IRI, a label nor an alias of anything of the kind asked for."""

    parameter: str
    value: str
    kind: str
    near: tuple[str, ...] = ()
    remedy = "Use a slug, an IRI, a label or an alias; near matches are listed where there are any."

    def __post_init__(self) -> None:
        self.value = _cut(self.value)

    def describe(self) -> str:
        hint = f" Near matches: {', '.join(self.near)}." if self.near else ""
        return f"No {self.kind} is known as {self.value!r} ({self.parameter}).{hint}"


@dataclass(eq=False)
class AmbiguousTerm(GraphError):
    """A parameter's value names several things of the kind asked for."""

    parameter: str
    value: str
    candidates: tuple[str, ...]
    remedy = "Name one of the candidates by its slug or IRI."

    def __post_init__(self) -> None:
        self.value = _cut(self.value)

    def describe(self) -> str:
        return f"{self.value!r} ({self.parameter}) may be any of: {', '.join(self.candidates)}."


@dataclass(eq=False)
class BadParameter(GraphError):
    """A parameter is malformed, missing or not one that the question takes."""

    parameter: str
    value: str
    accepts: str
    remedy = "Send the parameter in the form that is accepted."

    def __post_init__(self) -> None:
        self.parameter, self.value = _cut(self.parameter), _cut(self.value)

    def describe(self) -> str:
        fault = f"cannot be {self.value!r}" if self.value else "is missing or empty"
        return f"Parameter {self.parameter!r} {fault}; it takes {self.accepts}."


@dataclass(eq=False)
class UnknownEntity(GraphError):
    """Nothing in the graph has this IRI."""

    iri: str
    near: tuple[str, ...] = ()
    remedy = "Check the IRI; near ones are listed where there are any."

    def describe(self) -> str:
        return f"Nothing in the graph is called <{self.iri}>."


@dataclass(eq=False)
class RetiredEntity(GraphError):
    """The entity was retired; ``successor`` is the IRI of what took its place, empty where nothing did."""

    iri: str
    successor: str = ""
    remedy = "Use the successor, where there is one."

    def describe(self) -> str:
        return f"<{self.iri}> was retired" + (f"; <{self.successor}> took its place." if self.successor else ".")


class QueryError(GraphError):
    """Base of what can go wrong with one SPARQL query."""


@dataclass(eq=False)
class QuerySyntax(QueryError):
    """The text is not a SPARQL 1.1 query; ``line`` and ``column`` are 1-based, 0 when the engine names none."""

    message: str
    line: int = 0
    column: int = 0
    remedy = "Mend the query at the place named."

    def describe(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        return f"The query is not SPARQL 1.1: {place}{self.message}"


@dataclass(eq=False)
class QueryUnsupported(QueryError):
    """The query asks for something that this service does not do."""

    message: str
    remedy = "Ask without it: this endpoint reads its own graph only."

    def describe(self) -> str:
        return self.message


@dataclass(eq=False)
class QueryUnacceptable(QueryError):
    """The answer of this query form has no representation that the client accepts."""

    form: str
    offered: tuple[str, ...]
    remedy = "Send an Accept header with one of the types offered."

    def describe(self) -> str:
        return f"The answer of a {self.form} query is offered as {', '.join(self.offered)}."


@dataclass(eq=False)
class AnswerUnwritable(QueryError):
    """The format asked for has no way to say what the answer holds."""

    media_type: str
    reason: str
    remedy = "Ask for another format: JSON holds all solutions, N-Triples all triples."

    def describe(self) -> str:
        return f"The answer cannot be written as {self.media_type}: {self.reason}."


@dataclass(eq=False)
class QueryTimeout(QueryError):
    """The deadline passed; the reader was ended."""

    seconds: float
    remedy = "Ask for less: add a more selective pattern or a LIMIT, or take the dump."

    def describe(self) -> str:
        return f"The query was stopped at its deadline of {self.seconds:g} s."


@dataclass(eq=False)
class QueryTooLarge(QueryError):
    """The answer is larger than the cap; nothing of it is sent."""

    cap_bytes: int
    remedy = "Ask for less at a time, a question by `limit`, a query by LIMIT and OFFSET, or take the dump."

    def describe(self) -> str:
        return f"The answer is larger than {self.cap_bytes} bytes; nothing of it was sent."


@dataclass(eq=False)
class QueryTooHeavy(QueryError):
    """The query used up its reader's memory or stack, which ended the reader and nothing else."""

    memory_bytes: int
    remedy = "Nest less deeply, sort or group fewer rows, or take the dump."

    def describe(self) -> str:
        return f"The query needed more stack or more memory than a reader has ({self.memory_bytes} bytes)."


@dataclass(eq=False)
class QueryRefused(QueryError):
    """Every reader stayed busy for so many seconds; none, when too many others wait already."""

    seconds: float
    remedy = "Try again in a little while."

    def describe(self) -> str:
        if not self.seconds:
            return "All readers are busy, and too many queries wait for them."
        return f"All readers were busy for {self.seconds:g} s."


@dataclass(eq=False)
class TooManyQueries(QueryError):
    """One address has so many queries waiting that no further one is taken from it."""

    waiting: int
    remedy = "Wait for the answers to those, then try again."

    def describe(self) -> str:
        return f"{self.waiting} queries of this address wait already."


@dataclass(eq=False)
class QueryTooComplex(QueryError):
    """The query nests brackets deeper, or has more UNIONs, than the parser is given."""

    what: str
    found: int
    most: int
    remedy = "Ask in several queries, or list alternatives with VALUES."

    def describe(self) -> str:
        return f"The query has {self.found} {self.what}; at most {self.most} are taken."


#: Errors after which a reader ends: it has grown, or may have.
FATAL = (QueryTooHeavy, QueryTooLarge)


def _subclasses(cls: type[GraphError]) -> list[type[GraphError]]:
    found = []
    for subclass in cls.__subclasses__():
        found += [subclass, *_subclasses(subclass)]
    return found


def to_json(error: GraphError) -> bytes:
    """Write an error so that another process can raise it again.

    >>> from_json(to_json(QueryTimeout(2.0)))
    QueryTimeout(seconds=2.0)
    """
    return json.dumps({"error": type(error).__name__, **asdict(error)}).encode()  # type: ignore[call-overload]


def from_json(payload: bytes) -> GraphError:
    """Read back what :func:`to_json` wrote; lists become tuples again."""
    data = json.loads(payload)
    name = data.pop("error")
    by_name = {cls.__name__: cls for cls in _subclasses(GraphError)}
    if issubclass(by_name[name], InvalidInput):
        data["findings"] = [Finding(**finding) for finding in data["findings"]]
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return by_name[name](**values)
