"""Reads SPARQL text as tokens: what a query is, what it reaches for, and values put in place of its variables.

The engine parses queries but shows nobody the parse, so what has to be known about a query beside its answer is read
here from its tokens. A word in a string, a comment, an IRI, a name or a language tag is never taken for a keyword.
Tokens are the longest that fit, as SPARQL 1.1 section 19.8 says: write a space after a less-than sign, since
``?a <?b && ?c> ?d`` holds no IRI but ``?a<?b&&?c>?d`` does.

Values are put into the text, each as the engine itself writes the term, and not handed over as the engine's
``substitutions``. Measured on pyoxigraph 0.5.13, those plan a query as if the variable were never bound and answer
wrongly without a word: ``BOUND(?x)`` is false, ``MINUS`` removes every row, ``BIND(?x AS ?y)`` leaves ``?y`` free for
the next join, and a CONSTRUCT with the variable in a filter gives nothing. What cannot be put into the text is a
syntax error, which is loud. Terms come from the engine's own constructors, which refuse an IRI that could end early
and escape every character of a literal that could.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from graph.errors import QuerySyntax, QueryTooComplex, QueryUnsupported

__all__ = [
    "MOST_NESTED",
    "MOST_UNIONS",
    "Fault",
    "Token",
    "bind",
    "check_bounds",
    "dataset_clauses",
    "diagnose",
    "has_service",
    "is_repeatable",
    "is_update",
    "position",
    "prefixes_used",
    "query_form",
    "refusal",
    "texts",
    "tokens",
]

QUERY_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATE_FORMS: Final = frozenset(
    {"INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY"},
)
ENGINE_SYNTAX: Final = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
#: Sentences of the engine that are worth passing on; the rest of what it expected is a list of characters.
ENGINE_REASON: Final = re.compile(r"The SELECT [a-z ]+|IRI parsing failed")
BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
#: Brackets within brackets, and UNIONs, that a query may have. Some 2,200 nested groups, 4,700 nested parentheses or
#: 6,500 UNIONs end the engine's process; nothing that people or programs write comes near these.
MOST_NESTED: Final = 256
MOST_UNIONS: Final = 1024
#: Functions whose value is another one each time.
CHANGING: Final = re.compile(r"\b(?:rand|now|uuid|struuid|bnode)\b")
#: Their names, of which most queries have none.
CHANGING_NAMES: Final = ("rand", "now", "uuid", "bnode")

TOKEN: Final = re.compile(
    r"""
      (?P<space>   [\s\ufeff]+ | \#[^\n\r]* )
    | (?P<iri>     <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
    | (?P<string>  \"\"\"(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"\"\" | '''(?:[^'\\]|\\.|'{1,2}(?!'))*'''
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<variable>[?$]\w+ )
    | (?P<language>@[A-Za-z]+(?:-+[A-Za-z0-9]+)* )
    | (?P<blank>   _:\w(?:[\w.·-]*[\w·-])? )
    | (?P<name>    (?:[^\W\d_](?:[\w.·-]{0,200}[\w·-])?)?:
                   (?:(?:[\w:·]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])
                      (?:(?:[\w:.·-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*
                         (?:[\w:·-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%]))?)? )
    | (?P<word>    [^\W\d]\w* )
    | (?P<mark>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
#: The same without names, which is a good deal faster where only the texts are wanted.
NAMELESS: Final = re.compile(re.sub(r"\?P<\w+>", "?:", TOKEN.pattern), TOKEN.flags)


class Token(NamedTuple):
    """One token: its kind (a group of ``TOKEN``), its text and the offset at which it starts."""

    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The word in capitals, and nothing for whatever is not a word; keywords are ASCII."""
        return self.text.upper() if self.kind == "word" and self.text.isascii() else ""


class Fault(NamedTuple):
    """What is wrong with a query, and the offset at which it is."""

    message: str
    start: int


@lru_cache(maxsize=256)
def tokens(query: str) -> tuple[Token, ...]:
    """Cut a query into its tokens, white space and comments left out.

    >>> [token.text for token in tokens("ASK { ?s :p 'SERVICE' } # none")]
    ['ASK', '{', '?s', ':p', "'SERVICE'", '}']
    """
    matches = TOKEN.finditer(query)
    return tuple(Token(str(m.lastgroup), m.group(), m.start()) for m in matches if m.lastgroup != "space")


def texts(query: str) -> list[str]:
    """Cut a query into the texts of its tokens, white space and comments among them; joined, they are the query.

    >>> texts("ASK { ?s a :c } # none")
    ['ASK', ' ', '{', ' ', '?s', ' ', 'a', ' ', ':c', ' ', '}', ' ', '# none']
    """
    return NAMELESS.findall(query)


def position(query: str, start: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1; columns count characters.

    >>> position("ASK {\\n ?s }", 7)
    (2, 2)
    """
    before = query[:start]
    return before.count("\n") + 1, start - before.rfind("\n")


def _body(query: str) -> Iterator[Token]:
    """The tokens after the prologue (``PREFIX``, ``BASE`` and ``VERSION`` declarations)."""
    lengths = {"PREFIX": 3, "BASE": 2, "VERSION": 2}
    found = tokens(query)
    index = 0
    while index < len(found) and (length := lengths.get(found[index].keyword)):
        index += length
    return iter(found[index:])


def query_form(query: str) -> str:
    """The keyword that a query opens with after its prologue, and nothing when it is none of the four.

    >>> query_form("PREFIX select: <urn:x:> describe select:ask")
    'DESCRIBE'
    """
    first = next(_body(query), None)
    return first.keyword if first and first.keyword in QUERY_FORMS else ""


def is_update(query: str) -> bool:
    """Whether the text is an update rather than a query.

    >>> is_update("BASE <http://example.org/> LOAD <x>"), is_update("DESCRIBE <urn:load>")
    (True, False)
    """
    first = next(_body(query), None)
    return first is not None and first.keyword in UPDATE_FORMS


def has_service(query: str) -> bool:
    """Whether a query asks another endpoint (``SERVICE``, silently or not).

    >>> has_service("ASK { SERVICE SILENT <urn:x> { ?s ?p ?o } }")
    True
    >>> has_service("ASK { ?s <urn:SERVICE> 'SERVICE <x> {'@service # SERVICE <x> {\\n}")
    False
    """
    if "service" not in query.lower():
        return False
    found = tokens(query)
    for index, token in enumerate(found):
        if token.keyword == "SERVICE":
            rest = found[index + 1 : index + 4]
            target = rest[1:] if rest and rest[0].keyword == "SILENT" else rest
            if len(target) > 1 and target[0].kind in {"iri", "name", "variable"} and target[1].text == "{":
                return True
    return False


def check_bounds(query: str) -> None:
    """Raise :class:`QueryTooComplex` for a query that nests or branches more than the engine's parser can bear.

    >>> check_bounds("ASK { FILTER(" + "(" * 300 + "1" + ")" * 300 + ") }")
    Traceback (most recent call last):
    graph.errors.QueryTooComplex: The query has 302 brackets within brackets; at most 256 are taken.
    """
    opening = query.count("{") + query.count("(") + query.count("[")
    if opening <= MOST_NESTED and (len(query) <= 5 * MOST_UNIONS or query.lower().count("union") <= MOST_UNIONS):
        return
    depth = deepest = unions = 0
    for match in TOKEN.finditer(query):
        if match.lastgroup == "mark":
            if match[0] in "{([":
                depth += 1
                deepest = max(deepest, depth)
            elif match[0] in "})]":
                depth -= 1
        elif match.lastgroup == "word" and match[0].upper() == "UNION":
            unions += 1
    if deepest > MOST_NESTED:
        raise QueryTooComplex("brackets within brackets", deepest, MOST_NESTED)
    if unions > MOST_UNIONS:
        raise QueryTooComplex("UNIONs", unions, MOST_UNIONS)


@lru_cache(maxsize=256)
def is_repeatable(query: str) -> bool:
    """Whether a query has the same answer each time, on the same data; a word anywhere that might say no, says no.

    >>> is_repeatable("SELECT ?n { ?s ?p ?n }"), is_repeatable("SELECT (Now () AS ?n) {}")
    (True, False)
    """
    lowered = query.lower()
    return not any(name in lowered for name in CHANGING_NAMES) or CHANGING.search(lowered) is None


def dataset_clauses(query: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The prologue, and the graphs of ``FROM`` and of ``FROM NAMED`` as they are spelled.

    The three are spelled alike in Turtle, whose parser can resolve what is relative or prefixed.

    >>> dataset_clauses("BASE <urn:b> SELECT * FROM <a> FROM NAMED :b WHERE {}")
    ('BASE <urn:b>', ('<a>',), (':b',))
    """
    body = list(_body(query))
    start = body[0].start if body else len(query)
    prologue = " ".join(token.text for token in tokens(query) if token.start < start)
    default: list[str] = []
    named: list[str] = []
    for index, token in enumerate(body[:-2]):
        if token.keyword == "FROM":
            is_named = body[index + 1].keyword == "NAMED"
            graph = body[index + 2] if is_named else body[index + 1]
            (named if is_named else default).append(graph.text)
    return prologue, tuple(default), tuple(named)


def prefixes_used(query: str) -> frozenset[str]:
    """Prefixes of all names in a query, declared by it or not.

    >>> sorted(prefixes_used("PREFIX a: <urn:a:> ASK { a:x :p 'b:c' }"))
    ['', 'a']
    """
    return frozenset(token.text.partition(":")[0] for token in tokens(query) if token.kind == "name")


def diagnose(query: str) -> Fault | None:
    """Find what is wrong with a query that the engine refused, where its tokens show it.

    The engine names the furthest place that it reached and every character that it could have read there, which helps
    nobody with the commonest slips: a prefix not declared, a bracket not closed, a query that is none.

    >>> diagnose("ASK { ?s foo:bar ?o }")
    Fault(message='the prefix foo: is not declared', start=9)
    >>> diagnose("ASK { { ?s ?p ?o }")
    Fault(message="this '{' is never closed", start=4)
    """
    first = next(_body(query), None)
    if first is None:
        return Fault("a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, and this one has no text", 0)
    if first.keyword not in QUERY_FORMS:
        return Fault(f"a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, not {first.text!r}", first.start)
    declared: set[str] = set()
    opened: list[Token] = []
    previous = ""
    for token in tokens(query):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if previous == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return Fault(f"the prefix {prefix}: is not declared", token.start)
        elif token.text in BRACKETS.values():
            opened.append(token)
        elif token.text in BRACKETS:
            if not opened or opened[-1].text != BRACKETS[token.text]:
                return Fault(f"this {token.text!r} closes nothing", token.start)
            opened.pop()
        previous = token.keyword
    return Fault(f"this {opened[-1].text!r} is never closed", opened[-1].start) if opened else None


def refusal(query: str, message: str) -> QuerySyntax | QueryUnsupported:
    """Say in plain words why the engine did not take a query; ``message`` is the engine's.

    >>> refusal("ASK { } LIMIT 1 ALL", "error at 1:23: expected one of OFFSET, VALUES, [_]")
    QuerySyntax(message="the parser stopped near 'ALL'", line=1, column=17)
    """
    if is_update(query):
        return QueryUnsupported("This endpoint answers queries; it takes no updates.")
    fault = diagnose(query)
    if fault is not None:
        return QuerySyntax(fault.message, *position(query, fault.start))
    parsed = ENGINE_SYNTAX.match(message)
    if parsed is None:
        return QuerySyntax(message)
    line, column = int(parsed[1]), int(parsed[2])
    reason = ENGINE_REASON.search(parsed[3])
    if reason is not None:
        return QuerySyntax(reason[0], line, column)
    start = sum(len(text) + 1 for text in query.split("\n")[: line - 1]) + column - 1
    expected = parsed[3].removeprefix("one of ").split(", ")
    keywords = [word for word in expected if word.isalpha()]
    if keywords and set(expected) <= {*keywords, "[_]"}:
        # The engine counts a keyword that it looked for as read, as far as there was text for it.
        longest = max(map(len, keywords))
        start = tokens(query)[-1].start if start >= len(query) else start - longest
    here = next((token for token in tokens(query) if token.start + len(token.text) > start), None)
    if here is None:
        return QuerySyntax("the query ends too early", line, column)
    return QuerySyntax(f"the parser stopped near {here.text!r}", *position(query, here.start))


def bind(query: str, values: Mapping[str, str]) -> str:
    """Put values in place of variables; ``values`` maps a name to a term as SPARQL spells it.

    A variable stands for its value at every depth, nested groups and sub-queries included. The outermost ``SELECT``
    still gives it as a column when it names it (not under ``*``), a sub-query no longer does, ``GROUP BY ?x`` and
    ``ORDER BY ?x`` take the constant, and ``BOUND(?x)`` is true. Where a literal cannot stand (as a predicate or the
    name of a graph), the engine refuses the query.

    Raises ``ValueError`` when the query does not have the variable, or assigns it itself (``AS``, ``VALUES``).

    >>> bind("SELECT ?x ?y { ?x :p ?y FILTER(BOUND(?x)) } ORDER BY ?x", {"x": "<urn:a>"})
    'SELECT (<urn:a> AS ?x) ?y { <urn:a> :p ?y FILTER((true)) } ORDER BY (<urn:a>)'
    """
    found = tokens(query)
    missing = sorted(values.keys() - {token.text[1:] for token in found if token.kind == "variable"})
    if missing:
        raise ValueError(f"The query has no variable ?{missing[0]} to bind.")
    parts: list[str] = []
    copied = 0
    for index, token in enumerate(found):
        if token.kind != "variable" or (value := values.get(token.text[1:])) is None:
            continue
        clause = _clause(found, index)
        start, end, text = token.start, token.start + len(token.text), value
        if clause in {"AS", "VALUES"}:
            raise ValueError(f"The query assigns {token.text} itself ({clause}), so it cannot be bound.")
        if clause == "BOUND":
            start, end, text = found[index - 2].start, found[index + 1].start + 1, "(true)"
        elif clause == "SELECT":
            text = f"({value} AS {token.text})"
        elif clause == "SUBSELECT":
            # A name of its own, since the query around it may give the variable as a column already.
            text = f"({value} AS ?_bound{token.start})"
        elif clause == "BY":
            text = f"({value})"
        parts += [query[copied:start], text]
        copied = end
    return "".join([*parts, query[copied:]])


def _clause(found: tuple[Token, ...], index: int) -> str:
    """Which clause a variable stands bare in: SELECT, SUBSELECT, BY, AS, VALUES, BOUND, or none of them."""
    before = found[index - 1]
    if before.keyword in {"AS", "VALUES"}:
        return before.keyword
    if before.text == "(" and found[index - 2].keyword == "BOUND":
        return "BOUND"
    depth = 0
    for place in range(index - 1, -1, -1):
        token = found[place]
        if token.text in BRACKETS:
            depth += 1
        elif token.text in BRACKETS.values():
            if depth == 0:
                return "VALUES" if token.text == "(" and found[place - 1].keyword == "VALUES" else ""
            depth -= 1
        elif depth == 0 and token.keyword == "SELECT":
            return "SUBSELECT" if place and found[place - 1].text == "{" else "SELECT"
        elif depth == 0 and token.keyword == "BY":
            return "BY"
        elif depth == 0 and token.keyword in {"WHERE", "HAVING", "LIMIT", "OFFSET", "FILTER", "VALUES", "DESCRIBE"}:
            return ""
    return ""
