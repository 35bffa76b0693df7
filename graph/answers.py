"""Answers the questions of the catalogue: parameters understood, the query run, its rows told with their evidence.

Everything an answer needs is made before the first question (:class:`graph.world.World`), so that a process that can
open no file can answer. Facts of rank deprecated are left out, and the answer says how many would have stood in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph import namespaces as ns
from graph.cells import Cell, Row, Scribe
from graph.dates import read_day
from graph.days import write_date
from graph.emptiness import explain
from graph.errors import BadParameter
from graph.paging import Page, cut
from graph.questions import CONFIDENCES, CUT_OFF, HIDDEN_RANK, LANGUAGES, NOTHING, Parameter, Question
from graph.solutions import solutions, write_solutions
from graph.store import Literal, NamedNode, word
from graph.wire import AskRequest
from graph.world import World

__all__ = ["DEPRECATED", "JSON", "Answer", "Understood", "World", "answer", "understand"]

DEPRECATED: Final = NamedNode(f"{ns.VOCAB}rank/deprecated")
DAY: Final = NamedNode(ns.XSD + "date")
INTEGER: Final = NamedNode(ns.XSD + "integer")
JSON: Final = "application/json"
HAS_RANK: Final = NamedNode(ns.ONTOLOGY + "hasRank")
#: What is said beside an answer, by language.
NOTES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "corrected": "“{given}” was read as {understood}.",
        "later": "Nothing later than {day} is known; the day asked about lies after it.",
        "earlier": "The first event on record of {thing} is of {day}; the day asked about lies before it.",
        "ended": "{thing} had ended by the day asked about ({day}).",
        "succeeded": "{thing} gave way to {successor} ({day}).",
    },
    "ja": {
        "corrected": "「{given}」は「{understood}」と解釈した。",
        "later": "{day}より後のことは知られていない。問われた日はそれより後である。",
        "earlier": "{thing}について記録された最初の出来事は{day}である。問われた日はそれより前である。",
        "ended": "{thing}は問われた日までに終了していた ({day})。",
        "succeeded": "{thing}は{successor}に引き継がれた ({day})。",
    },
    "hi": {
        "corrected": "“{given}” को {understood} समझा गया।",
        "later": "{day} के बाद का कुछ ज्ञात नहीं; पूछा गया दिन उसके बाद का है।",
        "earlier": "{thing} की पहली दर्ज घटना {day} की है; पूछा गया दिन उससे पहले का है।",
        "ended": "{thing} पूछे गए दिन तक समाप्त हो चुका था ({day})।",
        "succeeded": "{thing} की जगह {successor} ने ली ({day})।",
    },
}
#: What is recorded of the life of a thing, in the order of time; it ends where a framework does, or something follows.
LIFE: Final = """
SELECT ?day ?precision ?is_end ?successor
WHERE {
  {
    ?event :reportsOnUndertaking ?thing .
    ?event :entersStatus ?rung .
    ?rung :isTerminal ?is_last .
    OPTIONAL { ?event :sequence ?place . }
    BIND(?is_last && EXISTS { ?thing a ?class . FILTER(?class IN (:Framework, :FrameworkPillar)) } AS ?is_end)
  }
  UNION
  {
    ?event :predecessor ?thing .
    ?event :successor ?successor .
    BIND(true AS ?is_end)
    BIND(1000 AS ?place)
  }
  ?event :occurredOn ?day .
  OPTIONAL { ?event :occurredOnPrecision ?precision . }
  FILTER NOT EXISTS { ?event :isPlanned true . }
  FILTER NOT EXISTS { ?event :hasRank rank:deprecated . }
  FILTER NOT EXISTS {
    ?event :disagreesWith|^:disagreesWith ?better .
    ?better :hasRank rank:preferred .
  }
  FILTER EXISTS {
    ?event :hasEvidence ?support .
    FILTER EXISTS { ?support :hasStance stance:supports . }
  }
}
ORDER BY ?day ?place ?event
"""
WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Understood:
    """A parameter as it was understood: what was given (``None``: nothing), and the term that it became.

    ``is_corrected`` says that a misspelling in it was mended.
    """

    given: str | None
    term: NamedNode | Literal
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, or a page of one; ``empty_means`` is there when it has no rows at all.

    ``hidden`` counts deprecated facts left out, ``below_confidence`` rows left out for what was asked of their facts.
    ``page`` says where the rows stand, ``sparql`` is the query that gives all of them.
    """

    question: Question
    language: str
    parameters: Mapping[str, Cell]
    as_of: date | None
    cut_off: date | None
    data_version: str
    rows: tuple[Mapping[str, Cell], ...]
    hidden: int
    below_confidence: int
    empty_means: Mapping[str, Cell] | None
    notes: tuple[str, ...]
    sparql: str
    page: Page

    def to_json(self) -> bytes:
        """The answer document; keys and rows in a fixed order, text unescaped UTF-8."""
        return json.dumps(self._document(), ensure_ascii=False).encode()

    def to_envelope(self, world: World, media_type: str) -> bytes:
        """The answer document without its rows, and as ``body`` the rows as RDF: what a server makes a response of."""
        body = self.write(world, media_type).decode()
        return json.dumps({**self._document(), "rows": [], "body": body}, ensure_ascii=False).encode()

    def _document(self) -> dict[str, object]:
        columns = [
            {"name": column.name, "type": column.type, "meaning": column.meaning}
            | ({"values": list(column.values)} if column.values else {})
            for column in self.question.columns
        ]
        return {
            "question": self.question.id,
            "text": dict(self.question.text),
            "language": self.language,
            "summary": self.question.summary,
            "parameters": self.parameters,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "cut_off": self.cut_off.isoformat() if self.cut_off else None,
            "data_version": self.data_version,
            "columns": columns,
            "order": self.question.order,
            "rows": list(self.rows),
            "total": self.page.total,
            "start": self.page.start,
            "next": self.page.next,
            "previous": self.page.previous,
            "hidden": self.hidden,
            "below_confidence": self.below_confidence,
            "empty_means": self.empty_means,
            "notes": list(self.notes),
            "sparql": self.sparql,
        }

    def write(self, world: World, media_type: str) -> bytes:
        """The answer as JSON, or as RDF in one of :data:`graph.store.GRAPH_FORMATS`."""
        if media_type == JSON:
            return self.to_json()
        facts = _facts(self.question, self.page.rows)
        told = solutions(world.store, self.question.text, self.sparql, self.page.rows, self.page.start, facts)
        return write_solutions(told, media_type, world.context)


def answer(world: World, request: AskRequest) -> Answer:
    """Answer a question of the catalogue.

    Raises :class:`graph.errors.UnknownQuestion`, :class:`graph.errors.BadParameter` (one not known, missing or
    malformed), :class:`graph.errors.UnknownTerm` and :class:`graph.errors.AmbiguousTerm`.
    """
    question = world.catalogue[request.question]
    if request.language not in LANGUAGES:
        raise BadParameter("lang", request.language, f"one of {', '.join(LANGUAGES)}")
    understood = understand(world, question, request.parameters)
    values = {name: parameter.term for name, parameter in understood.items()}
    sparql = question.bind({**values, HIDDEN_RANK: DEPRECATED})
    found, hidden = _select(world, question, values, sparql)
    on = _day(values.get("as_of"))
    kept = _filter(world, question, found, on, request.confidence)
    page = cut(kept, request.limit, request.cursor)
    facts = _facts(question, page.rows)
    scribe = Scribe.of(world.store, world.lookup, facts, on, request.language, is_brief=request.is_brief)
    things = [known.term.value for known in understood.values() if isinstance(known.term, NamedNode)]
    return Answer(
        question,
        request.language,
        {name: _tell(scribe, parameter) for name, parameter in understood.items()},
        on,
        world.cut_off,
        world.version,
        tuple({column.name: scribe.write(column, row) for column in question.columns} for row in page.rows),
        hidden,
        len(found) - len(kept),
        None
        if found
        else explain(world.store, scribe, question, [iri for iri in things if iri != NOTHING.value], world.cut_off),
        tuple(_notes(world, understood, on, scribe, has_rows=bool(found))),
        sparql,
        page,
    )


def _select(
    world: World, question: Question, values: Mapping[str, NamedNode | Literal], sparql: str
) -> tuple[Sequence[Row], int]:
    """The rows, and how many deprecated facts would have stood among them.

    The query is run with no rank left out first: mostly no deprecated fact shows, and these are the rows. Only where
    one does it is run again as it is meant, since what a deprecated fact displaces is not told by leaving out its rows.
    """
    has_facts = any(column.type == "fact" for column in question.columns)
    if HIDDEN_RANK not in question.variables or not has_facts:
        return world.store.select(sparql), 0
    rows = world.store.select(question.bind({**values, HIDDEN_RANK: NOTHING}))
    deprecated = {iri for iri in _facts(question, rows) if _is_deprecated(world, iri)}
    if not deprecated:
        return rows, 0
    rows = world.store.select(sparql)
    return rows, len(deprecated - _facts(question, rows))


def _is_deprecated(world: World, iri: str) -> bool:
    return any(world.store.triples(NamedNode(iri), HAS_RANK, DEPRECATED))


def _filter(world: World, question: Question, rows: Sequence[Row], on: date | None, least: str) -> Sequence[Row]:
    """The rows whose every fact is supported with this confidence or a better one; a row without a fact stays."""
    if not least:
        return rows
    if least not in CONFIDENCES:
        raise BadParameter("confidence", least, f"one of {', '.join(CONFIDENCES)}")
    if least == CONFIDENCES[-1]:
        return rows
    told = Scribe.of(world.store, world.lookup, _facts(question, rows), on).facts
    enough = CONFIDENCES[: CONFIDENCES.index(least) + 1]
    weak = {iri for iri, said in told.items() if said["confidence"] not in enough}
    return [row for row in rows if not _facts(question, [row]) & weak]


def understand(world: World, question: Question, given: Mapping[str, str]) -> dict[str, Understood]:
    """Every parameter of a question as the term that it becomes; raises as :func:`answer` does."""
    names = {parameter.name for parameter in question.parameters}
    for name, value in given.items():
        if name not in names:
            raise BadParameter(name, value, f"one of {', '.join(sorted(names))}" if names else "no parameters")
    return {
        parameter.name: Understood(given.get(parameter.name), *_term(world, parameter, given.get(parameter.name)))
        for parameter in question.parameters
    }


def _term(world: World, parameter: Parameter, value: str | None) -> tuple[NamedNode | Literal, bool]:
    """What a value means, and whether it was mended; without one the default, else :data:`NOTHING`."""
    if value is None:
        if parameter.is_required:
            raise BadParameter(parameter.name, "", parameter.accepts)
        if parameter.default == CUT_OFF:
            if world.cut_off is None:
                raise BadParameter(parameter.name, "", f"{parameter.accepts}: this data declares no cut-off")
            value = world.cut_off.isoformat()
        elif parameter.default is None:
            return NOTHING, False
        else:
            value = parameter.default
    match parameter.type:
        case "entity":
            iri, is_corrected = world.lookup.read(parameter.name, value, parameter.classes)
            return NamedNode(iri), is_corrected
        case "token":
            return NamedNode(world.lookup.token(parameter.name, value, parameter.scheme)), False
        case "date":
            try:
                return Literal(read_day(value).isoformat(), datatype=DAY), False
            except ValueError:
                raise BadParameter(parameter.name, value, parameter.accepts) from None
    if not WHOLE_NUMBER.fullmatch(value):
        raise BadParameter(parameter.name, value, parameter.accepts)
    return Literal(str(int(value)), datatype=INTEGER), False


def _tell(scribe: Scribe, understood: Understood) -> Cell:
    """A parameter as it was understood, for the answer; ``None`` for one that was left open."""
    if understood.term == NOTHING:
        return None
    said: dict[str, Cell] = {"given": understood.given}
    if isinstance(understood.term, NamedNode):
        if understood.is_corrected:
            said["corrected"] = {"given": understood.given, "understood": scribe.label(understood.term.value)}
        return {**said, **scribe.entity(understood.term.value)}
    return {**said, "value": understood.term.value}


def _day(term: NamedNode | Literal | None) -> date | None:
    return read_day(term.value) if isinstance(term, Literal) else None


def _facts(question: Question, rows: Sequence[Row]) -> set[str]:
    columns = [column.name for column in question.columns if column.type == "fact"]
    cells = (row.get(name) for row in rows for name in columns)
    return {term.value for term in cells if isinstance(term, NamedNode)}


def _notes(
    world: World, understood: Mapping[str, Understood], on: date | None, scribe: Scribe, *, has_rows: bool
) -> Iterator[str]:
    said = NOTES[scribe.language]
    for known in understood.values():
        if known.is_corrected and isinstance(known.term, NamedNode):
            yield said["corrected"].format(given=known.given, understood=scribe.label(known.term.value))
    if on is not None and world.cut_off is not None and on > world.cut_off:
        yield said["later"].format(day=write_date(world.cut_off.isoformat(), language=scribe.language))
    day = on or world.cut_off
    for known in understood.values():
        if day is not None and known.term != NOTHING and isinstance(known.term, NamedNode):
            yield from _life(world, known.term, day, scribe, has_rows=has_rows)


def _life(world: World, thing: NamedNode, on: date, scribe: Scribe, *, has_rows: bool) -> Iterator[str]:
    """Whether a thing had ended by a day, or been replaced; and without rows, whether it had begun at all."""
    said = NOTES[scribe.language]
    label = scribe.label(thing.value)
    rows = world.store.select(LIFE, thing=thing)
    past = [row for row in rows if word(row["day"]) <= on.isoformat()]
    if past and word(past[-1]["is_end"]) == "true":
        last = past[-1]
        if "successor" in last:
            successor = scribe.label(word(last["successor"]))
            yield said["succeeded"].format(thing=label, successor=successor, day=_written(last, scribe))
        else:
            yield said["ended"].format(thing=label, day=_written(last, scribe))
    elif rows and not past and not has_rows:
        yield said["earlier"].format(thing=label, day=_written(rows[0], scribe))


def _written(row: Row, scribe: Scribe) -> str:
    precision = word(row["precision"]) if "precision" in row else "day"
    return write_date(word(row["day"]), precision, scribe.language)
