"""Answers the questions of the catalogue: parameters understood, the query run, its rows told with their evidence.

Everything an answer needs is made before the first question (:class:`graph.world.World`), so that a process that can
open no file can answer. Facts of rank deprecated are left out, and the answer says how many would have stood in it: the
question is run a second time with no rank left out, and the deprecated facts that then show are counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph import namespaces as ns
from graph.cells import Cell, Row, Scribe
from graph.dates import read_day, write_day
from graph.errors import BadParameter
from graph.questions import CUT_OFF, HIDDEN_RANK, NOTHING, Parameter, Question
from graph.store import Literal, NamedNode
from graph.terms import slug_of
from graph.wire import AskRequest
from graph.world import World

__all__ = ["DEPRECATED", "Answer", "Understood", "World", "answer", "understand"]

DEPRECATED: Final = NamedNode(f"{ns.VOCAB}rank/deprecated")
DAY: Final = NamedNode(ns.XSD + "date")
INTEGER: Final = NamedNode(ns.XSD + "integer")
WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,4}")
SOURCES: Final = """
SELECT (COUNT(DISTINCT ?source) AS ?count)
WHERE {
  ?fact :hasEvidence ?evidence .
  ?evidence :fromSource ?source .
  FILTER(?thing = rdf:nil || EXISTS { ?fact ?property ?thing . })
}
"""


@dataclass(frozen=True, slots=True)
class Understood:
    """A parameter as it was understood: what was given (``None``: nothing), and the term that it became."""

    given: str | None
    term: NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``hidden`` counts deprecated facts left out; ``empty_means`` is there when there are no rows."""

    question: Question
    parameters: Mapping[str, Cell]
    as_of: date | None
    cut_off: date | None
    data_version: str
    rows: tuple[Mapping[str, Cell], ...]
    hidden: int
    empty_means: Mapping[str, Cell] | None
    notes: tuple[str, ...]
    sparql: str

    def to_json(self) -> bytes:
        """The answer document; keys and rows in a fixed order, text unescaped UTF-8."""
        columns = [
            {"name": column.name, "type": column.type, "meaning": column.meaning}
            | ({"values": list(column.values)} if column.values else {})
            for column in self.question.columns
        ]
        document = {
            "question": self.question.id,
            "text": dict(self.question.text),
            "summary": self.question.summary,
            "parameters": self.parameters,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "cut_off": self.cut_off.isoformat() if self.cut_off else None,
            "data_version": self.data_version,
            "columns": columns,
            "order": self.question.order,
            "rows": list(self.rows),
            "hidden": self.hidden,
            "empty_means": self.empty_means,
            "notes": list(self.notes),
            "sparql": self.sparql,
        }
        return json.dumps(document, ensure_ascii=False).encode()


def answer(world: World, request: AskRequest) -> Answer:
    """Answer a question of the catalogue.

    Raises :class:`graph.errors.UnknownQuestion`, :class:`graph.errors.BadParameter` (one not known, missing or
    malformed), :class:`graph.errors.UnknownTerm` and :class:`graph.errors.AmbiguousTerm`.
    """
    question = world.catalogue[request.question]
    understood = understand(world, question, request.parameters)
    values = {name: parameter.term for name, parameter in understood.items()}
    sparql = question.bind({**values, HIDDEN_RANK: DEPRECATED})
    rows = world.store.select(sparql)
    on = _day(values.get("as_of"))
    shown = _facts(question, rows)
    scribe = Scribe.of(world.store, world.lookup, shown, on)
    return Answer(
        question,
        {name: _tell(world, parameter) for name, parameter in understood.items()},
        on,
        world.cut_off,
        world.version,
        tuple({column.name: scribe.write(column, row) for column in question.columns} for row in rows),
        _count_hidden(world, question, values, shown),
        None if rows else _say_empty(world, question, understood),
        tuple(_notes(world, on)),
        sparql,
    )


def understand(world: World, question: Question, given: Mapping[str, str]) -> dict[str, Understood]:
    """Every parameter of a question as the term that it becomes; raises as :func:`answer` does."""
    names = {parameter.name for parameter in question.parameters}
    for name, value in given.items():
        if name not in names:
            raise BadParameter(name, value, f"one of {', '.join(sorted(names))}" if names else "no parameters")
    return {
        parameter.name: Understood(given.get(parameter.name), _term(world, parameter, given.get(parameter.name)))
        for parameter in question.parameters
    }


def _term(world: World, parameter: Parameter, value: str | None) -> NamedNode | Literal:
    """What a value means; without one the default, and :data:`NOTHING` where there is no default."""
    if value is None:
        if parameter.is_required:
            raise BadParameter(parameter.name, "", parameter.accepts)
        if parameter.default == CUT_OFF:
            if world.cut_off is None:
                raise BadParameter(parameter.name, "", f"{parameter.accepts}: this data declares no cut-off")
            value = world.cut_off.isoformat()
        elif parameter.default is None:
            return NOTHING
        else:
            value = parameter.default
    match parameter.type:
        case "entity":
            return NamedNode(world.lookup.resolve(parameter.name, value, parameter.classes))
        case "token":
            return NamedNode(world.lookup.token(parameter.name, value, parameter.scheme))
        case "date":
            try:
                return Literal(read_day(value).isoformat(), datatype=DAY)
            except ValueError:
                raise BadParameter(parameter.name, value, parameter.accepts) from None
    if not WHOLE_NUMBER.fullmatch(value):
        raise BadParameter(parameter.name, value, parameter.accepts)
    return Literal(str(int(value)), datatype=INTEGER)


def _tell(world: World, understood: Understood) -> Cell:
    """A parameter as it was understood, for the answer; ``None`` for one that was left open."""
    if understood.term == NOTHING:
        return None
    said: dict[str, Cell] = {"given": understood.given}
    if isinstance(understood.term, NamedNode):
        return {**said, "iri": understood.term.value, "label": world.lookup.label(understood.term.value)}
    return {**said, "value": understood.term.value}


def _day(term: NamedNode | Literal | None) -> date | None:
    return read_day(term.value) if isinstance(term, Literal) else None


def _facts(question: Question, rows: Sequence[Row]) -> set[str]:
    columns = [column.name for column in question.columns if column.type == "fact"]
    cells = (row.get(name) for row in rows for name in columns)
    return {term.value for term in cells if isinstance(term, NamedNode)}


def _count_hidden(world: World, question: Question, values: Mapping[str, NamedNode | Literal], shown: set[str]) -> int:
    """How many deprecated facts would have stood in the answer."""
    if HIDDEN_RANK not in question.variables:
        return 0
    with_all = _facts(question, world.store.select(question.bind({**values, HIDDEN_RANK: NOTHING})))
    rank = NamedNode(ns.ONTOLOGY + "hasRank")
    return sum(1 for iri in with_all - shown if any(world.store.triples(NamedNode(iri), rank, DEPRECATED)))


def _say_empty(world: World, question: Question, understood: Mapping[str, Understood]) -> Mapping[str, Cell]:
    """What it means that there are no rows: that there are none, or that none is known to so many sources."""
    if question.empty == "none":
        return {"token": "none", "text": "There are none in this graph."}
    things = [
        known.term for known in understood.values() if isinstance(known.term, NamedNode) and known.term != NOTHING
    ]
    counted = [(thing, _count_sources(world, thing)) for thing in things]
    total = _count_sources(world, NOTHING)
    told = [f"{count} of them on {world.lookup.label(thing.value)}" for thing, count in counted]
    read = ", ".join([f"{total} sources read", *told])
    text = f"None known, which is not to say that there are none: {read}."
    counts: dict[str, Cell] = {slug_of(thing.value): count for thing, count in counted}
    return {"token": "unknown", "text": text, "sources": total, "sources_on": counts}


def _count_sources(world: World, thing: NamedNode) -> int:
    count = world.store.select(SOURCES, thing=thing)[0]["count"]
    return int(count.value) if isinstance(count, Literal) else 0


def _notes(world: World, on: date | None) -> list[str]:
    if on is not None and world.cut_off is not None and on > world.cut_off:
        return [f"Nothing later than {write_day(world.cut_off)} is known; the day asked about lies after it."]
    return []
