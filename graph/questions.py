"""The catalogue: one ``.rq`` file is one question, with front matter that says what it takes and what its columns mean.

A file lies in ``queries/<topic>/<id>.rq``. Its front matter has these keys and no others:

``id``
    the file's name; names are unique over all topics, since they are the route
``question``
    the question in plain words: ``en``, ``ja`` and ``hi``
``summary``
    one sentence on what the answer holds
``tags``
    words to find it by
``params``
    name → ``type`` (``entity`` with ``class``, ``token`` with ``scheme``, ``date``, ``number``), ``description``,
    ``example``, and ``required`` or ``default``
``columns``
    name → ``type`` (see :data:`COLUMN_TYPES`) and ``meaning``, perhaps ``values``: the tokens that may stand in it
``order``
    how rows are ordered, in words
``as_of``
    whether it is asked of a day; then it takes ``as_of``, which is the data cut-off when it is left out
``empty``
    what an answer without rows means: ``unknown`` (nothing was found, which is no "no") or ``none``
``denied_by``
    may be left out: relations whose denial between two things that are asked about makes an answer without rows a "no"

A parameter ``x`` is the variable ``?x`` of the query. One that is left out is bound to ``rdf:nil``, so a query says
``FILTER(?x = rdf:nil || …)`` and means the same whether or not ``?x`` is given. ``?hidden_rank`` is the rank of facts
that the answer leaves out: :mod:`graph.answers` binds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from graph import namespaces as ns
from graph import resources, sparql
from graph.errors import Finding, InvalidInput, UnknownQuestion
from graph.frontmatter import read_front_matter
from graph.store import Literal, NamedNode

__all__ = [
    "COLUMN_TYPES",
    "CONFIDENCES",
    "HIDDEN_RANK",
    "LANGUAGES",
    "NOTHING",
    "PARAMETER_TYPES",
    "RESERVED",
    "Catalogue",
    "Column",
    "Parameter",
    "Question",
    "load",
]

LANGUAGES: Final = ("en", "ja", "hi")
#: How far a fact can be relied on, the best first.
CONFIDENCES: Final = ("high", "medium", "low")
#: What a parameter that is left out is bound to.
NOTHING: Final = NamedNode(ns.RDF + "nil")
HIDDEN_RANK: Final = "hidden_rank"
CUT_OFF: Final = "cut-off"
PARAMETER_TYPES: Final = ("entity", "token", "date", "number")
#: What a cell of a column holds, and the variables it is made of: {} is the column's name, those after ``|`` may lack.
COLUMN_TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "entity": ("a thing: IRI and label", "{}"),
    "entities": (
        "several things, by label; in the SPARQL result their IRIs stand in one string, a space between them",
        "{}",
    ),
    "concept": ("a concept of one of the vocabularies: IRI, label and token", "{}"),
    "fact": ("a fact: IRI, and its evidence with sources", "{}"),
    "token": ("one of the words listed", "{}"),
    "date": ("a day, with how much of it is known", "{} | {}_precision"),
    "validity": (
        "when a state holds: start, end, and whether it holds certainly or possibly on the day asked of",
        "{}_from {}_from_precision {}_until {}_until_precision | {}_on",
    ),
    "number": ("a number", "{}"),
    "text": ("words, with their language where it is known", "{}"),
    "boolean": ("yes or no", "{}"),
    "link": ("an address outside the graph", "{}"),
}
#: What every question takes beside its own parameters: how the answer is shown, and how much of it.
RESERVED: Final = ("format", "lang", "limit", "cursor", "confidence")
KEYS: Final = ("id", "question", "summary", "tags", "params", "columns", "order", "as_of", "empty")
OPTIONAL_KEYS: Final = ("denied_by",)
PARAMETER_KEYS: Final = ("type", "class", "scheme", "required", "default", "description", "example")
COLUMN_KEYS: Final = ("type", "meaning", "values")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question takes.

    ``classes`` (of an entity) and ``scheme`` (of a token) say what its value may name. ``default`` is ``None`` where
    leaving it out means "any"; the default ``cut-off`` is the day of the data cut-off.
    """

    name: str
    type: str
    description: str
    example: str
    classes: tuple[str, ...] = ()
    scheme: str = ""
    is_required: bool = False
    default: str | None = None

    @property
    def accepts(self) -> str:
        """What it takes, in words."""
        match self.type:
            case "entity":
                *others, last = self.classes
                nouns = f"{', '.join(others)} or {last}" if others else last
                return f"the slug, IRI, label, alias or code of {_a(nouns)}"
            case "token":
                return f"a token of the vocabulary {self.scheme}"
            case "date":
                return "a day as YYYY-MM-DD"
        return "a whole number from 0 to 9999"


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of the answer means; ``values`` are the tokens that may stand in it, where they are few."""

    name: str
    type: str
    meaning: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue; ``text`` is the question by language, ``topic`` its folder."""

    id: str
    topic: str
    text: Mapping[str, str]
    summary: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    order: str
    has_as_of: bool
    empty: str
    query: str
    variables: frozenset[str] = field(repr=False)
    denied_by: tuple[str, ...] = ()

    def bind(self, values: Mapping[str, NamedNode | Literal]) -> str:
        """The query with its parameters in place: the very text that is run and that the answer shows.

        A parameter that ``values`` lacks is bound to :data:`NOTHING`; what is no variable of the query is left aside.
        """
        known = {HIDDEN_RANK, *(parameter.name for parameter in self.parameters)} & self.variables
        return sparql.bind(self.query, {name: str(values.get(name, NOTHING)) for name in known})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All questions, by topic and name."""

    questions: Mapping[str, Question]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions.values())

    def __len__(self) -> int:
        return len(self.questions)

    def __getitem__(self, name: str) -> Question:
        try:
            return self.questions[name]
        except KeyError:
            raise UnknownQuestion(name, tuple(get_close_matches(name, self.questions, n=3, cutoff=0.5))) from None


def load(folder: Path | None = None) -> Catalogue:
    """Read the catalogue; ``queries/lint`` is no part of it.

    Raises :class:`graph.errors.InvalidInput` with a finding, file and line, for everything that is wrong with any file.
    """
    folder = folder or resources.queries()
    questions: dict[str, Question] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*/*.rq")):
        if path.parent.name == "lint":
            continue
        try:
            question = _read(path)
        except InvalidInput as error:
            findings += error.findings
            continue
        if question.id in questions:
            message = f"The topic {questions[question.id].topic} has a question of this name already."
            findings.append(Finding(str(path), 1, "", "question", message))
        questions[question.id] = question
    if findings:
        raise InvalidInput(tuple(findings))
    return Catalogue(questions)


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    front, query = read_front_matter(text, path)
    form = _Form(str(path), text)
    form.keys("", front, KEYS + OPTIONAL_KEYS, required=KEYS)
    if front.get("id") != path.stem:
        form.fault("id", f"The id is {front.get('id')!r}; it must be the file's name, {path.stem!r}.")
    words = front.get("question")
    if not isinstance(words, dict) or set(words) != set(LANGUAGES):
        form.fault("question", f"The question is put in {', '.join(LANGUAGES)}.")
        words = {}
    if front.get("empty") not in ("unknown", "none"):
        form.fault("empty", "`empty` is `unknown` or `none`.")
    parameters = tuple(form.parameter(name, said) for name, said in form.mapping(front, "params").items())
    if front.get("as_of") is True:
        parameters += (AS_OF,)
    columns = tuple(form.column(name, said) for name, said in form.mapping(front, "columns").items())
    tokens = sparql.tokens(query)
    variables = frozenset(token.text[1:] for token in tokens if token.kind == "variable")
    for parameter in parameters:
        if parameter.name in RESERVED:
            form.fault(parameter.name, f"Every question takes {parameter.name} already; choose another name.")
        if parameter.name not in variables:
            form.fault(parameter.name, f"The query has no variable ?{parameter.name} for the parameter.")
    if "as_of" in variables and front.get("as_of") is not True:
        form.fault("as_of", "The query uses ?as_of, so `as_of` must be `yes`.")
    _check_columns(form, columns, _projection(tokens))
    form.finish()
    return Question(
        path.stem,
        path.parent.name,
        {language: str(words[language]) for language in LANGUAGES},
        str(front["summary"]),
        tuple(str(tag) for tag in front["tags"]),
        parameters,
        columns,
        str(front["order"]),
        front["as_of"] is True,
        str(front["empty"]),
        query,
        variables,
        tuple(str(name) for name in front.get("denied_by") or ()),
    )


AS_OF: Final = Parameter(
    "as_of",
    "date",
    "Day that the answer is about; the data cut-off when left out. All evidence is used, whenever it was published.",
    "2025-08-29",
    default=CUT_OFF,
)


class _Form:
    """Front matter while it is read: collects what is wrong with it, each fault with its line."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.findings: list[Finding] = []

    def fault(self, key: str, message: str) -> None:
        heads = (f"{key}:", f"{key} :")
        marked = (
            number for number, line in enumerate(self.lines, 1) if line.removeprefix("#+").strip().startswith(heads)
        )
        self.findings.append(Finding(self.path, next(marked, 1), "", "question", message))

    def finish(self) -> None:
        if self.findings:
            raise InvalidInput(tuple(self.findings))

    def keys(self, owner: str, said: Mapping[str, Any], allowed: tuple[str, ...], required: tuple[str, ...]) -> None:
        where = f" of {owner}" if owner else ""
        for key in said:
            if key not in allowed:
                self.fault(str(key), f"The key {key!r}{where} is not known; known are {', '.join(allowed)}.")
        for key in required:
            if said.get(key) in (None, ""):
                self.fault(owner or key, f"The key {key!r}{where} is missing.")

    def mapping(self, front: Mapping[str, Any], key: str) -> dict[str, dict[str, Any]]:
        said = front.get(key) or {}
        if not isinstance(said, dict) or not all(isinstance(entry, dict) for entry in said.values()):
            self.fault(key, f"`{key}` maps each name to what is said of it.")
            return {}
        return said

    def parameter(self, name: str, said: Mapping[str, Any]) -> Parameter:
        kind = str(said.get("type"))
        needs = {"entity": ("class",), "token": ("scheme",)}.get(kind, ())
        self.keys(name, said, PARAMETER_KEYS, required=("type", "description", "example", *needs))
        if kind not in PARAMETER_TYPES:
            self.fault(name, f"The type {kind!r} of {name} is none of {', '.join(PARAMETER_TYPES)}.")
        if said.get("scheme", ns.SCHEMES[0]) not in ns.SCHEMES:
            self.fault(name, f"There is no vocabulary {said['scheme']!r}.")
        if said.get("required") and "default" in said:
            self.fault(name, f"{name} cannot be required and have a default.")
        classes = said.get("class", ())
        return Parameter(
            name,
            kind,
            str(said.get("description")),
            str(said.get("example")),
            (classes,) if isinstance(classes, str) else tuple(classes),
            str(said.get("scheme", "")),
            bool(said.get("required", False)),
            str(said["default"]) if "default" in said else None,
        )

    def column(self, name: str, said: Mapping[str, Any]) -> Column:
        kind = str(said.get("type"))
        needs = ("values",) if kind == "token" else ()
        self.keys(name, said, COLUMN_KEYS, required=("type", "meaning", *needs))
        if kind not in COLUMN_TYPES:
            self.fault(name, f"The type {kind!r} of {name} is none of {', '.join(COLUMN_TYPES)}.")
        return Column(name, kind, str(said.get("meaning")), tuple(str(value) for value in said.get("values", ())))


def _projection(tokens: tuple[sparql.Token, ...]) -> frozenset[str]:
    """Names of the columns of the outermost SELECT."""
    names = set()
    depth = 0
    start = next((index for index, token in enumerate(tokens) if token.keyword == "SELECT"), len(tokens))
    for index, token in enumerate(tokens[start:], start):
        if token.keyword == "WHERE" or token.text == "{":
            break
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind == "variable" and (depth == 0 or tokens[index - 1].keyword == "AS"):
            names.add(token.text[1:])
    return frozenset(names)


def _check_columns(form: _Form, columns: tuple[Column, ...], projected: frozenset[str]) -> None:
    """Every column has its variables in the SELECT, and the SELECT has no others."""
    known: set[str] = set()
    for column in columns:
        if column.type not in COLUMN_TYPES:
            continue
        needed, _, optional = COLUMN_TYPES[column.type][1].replace("{}", column.name).partition("|")
        known |= {*needed.split(), *optional.split()}
        for name in sorted(set(needed.split()) - projected):
            form.fault(column.name, f"The SELECT lacks ?{name}, which the column {column.name} is made of.")
    for name in sorted(projected - known):
        form.fault("columns", f"The SELECT has ?{name}, which no column is made of.")


def _a(noun: str) -> str:
    """Put the indefinite article before a noun.

    >>> _a("Actor"), _a("Framework")
    ('an Actor', 'a Framework')
    """
    return f"{'an' if noun[:1] in 'AEIOU' else 'a'} {noun}"
