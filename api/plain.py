"""Answers and explanations as plain text, for people who read a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from graph import namespaces as ns
from graph.diff import Difference, Entry, Side
from graph.why import Explanation

__all__ = ["write_answer", "write_difference", "write_explanation", "write_questions", "write_reply"]

INDENT = "   "


def write_questions(questions: Iterable[tuple[str, str, str]], width: int) -> str:
    """The catalogue: each question's name with what it takes, and the question below it."""
    lines = []
    for name, parameters, text in questions:
        lines += [f"{name} {parameters}".rstrip(), *_fold(text, INDENT, width)]
    return "\n".join(lines)


def write_reply(document: Mapping[str, Any], width: int) -> str:
    """A reply to plain words: the sentence, how it was understood, its table, sources and neighbouring questions."""
    lines = _fold(document["text"], "", width)
    if document["understood"]:
        lines += ["", *_fold(f"({document['understood']})", "", width)]
    for heading, rows in (("", document["results"]), ("Beside:", document["beside"])):
        seen = list(dict.fromkeys((row["label"], row["iri"]) for row in rows if row["iri"]))
        if seen:
            lines += ["", *([heading] if heading else [])]
            lines += [f"{number:>3} {label}  <{ns.compact(iri)}>" for number, (label, iri) in enumerate(seen, start=1)]
    if document["sources"]:
        lines += ["", f"Sources ({len(document['sources'])}):"]
        lines += [f"  - {source['title']}, {source['publisher']}, {source['url']}" for source in document["sources"]]
    if document["suggestions"]:
        lines += ["", *(f"  ? {question}" for question in document["suggestions"])]
    lines += ["", f"as of {document['as_of']}; data {document['data_version']}, known up to {document['cut_off']}"]
    return "\n".join(lines)


def write_answer(document: Mapping[str, Any], width: int) -> str:
    """One answer as :meth:`graph.answers.Answer.to_json` tells it: what was understood, the rows, their sources.

    A row is a numbered block: its first column is the heading, what it lacks is left out, and below stand the sources
    of its facts with their confidence.
    """
    lines = _fold(document["text"][document["language"]], "", width)
    understood = [f"{name}: {_value(value)}" for name, value in document["parameters"].items() if value is not None]
    lines += _fold("; ".join(understood), "", width) if understood else []
    lines.append(f"data {document['data_version']}, known up to {document['cut_off']}")
    for note in document["notes"]:
        lines += _fold(f"Note: {note}", "", width)
    if document["empty_means"]:
        lines += ["", *_fold(document["empty_means"]["text"], "", width)]
    for number, row in enumerate(document["rows"], start=document["start"] + 1):
        lines += ["", *_row(number, row, document["columns"], width)]
    if len(document["rows"]) < document["total"]:
        lines += ["", f"{len(document['rows'])} of {document['total']} rows."]
        lines += [f"The rows after have the cursor {document['next']}."] if document["next"] else []
    if document["below_confidence"]:
        lines += ["", f"Left out for their confidence: {document['below_confidence']} rows."]
    if document["hidden"]:
        lines += ["", f"Left out as deprecated: {document['hidden']}."]
    return "\n".join(lines)


def _row(number: int, row: Mapping[str, Any], columns: Sequence[Mapping[str, Any]], width: int) -> Iterator[str]:
    first, *others = [column["name"] for column in columns]
    yield from _fold(f"{number}. {_value(row[first])}", "", width)
    evidence = []
    for name in others:
        cell = row[name]
        if isinstance(cell, dict) and "evidence" in cell:
            evidence += cell["evidence"]
        elif cell not in (None, [], False):
            yield from _fold(f"{name.replace('_', ' ')}: {_value(cell)}", INDENT, width)
    first_cell = row[first]
    if isinstance(first_cell, dict):
        evidence += first_cell.get("evidence", [])
    for piece in {piece["iri"]: piece for piece in evidence}.values():
        yield from _fold(_evidence(piece), INDENT, width)


def _evidence(piece: Mapping[str, Any]) -> str:
    issued = piece["issued"]["text"] if piece["issued"] else "undated"
    publisher = piece["publisher"] or "publisher unknown"
    said = f"[{piece['stance']}, {piece['confidence']}] {piece['title']} ({publisher}, {issued})"
    return f"{said} <{piece['url']}>" if piece["url"] else said


def _value(cell: Any) -> str:
    """One cell in a few words."""
    if isinstance(cell, list):
        return ", ".join(_value(item) for item in cell)
    if not isinstance(cell, dict):
        return str(cell)
    if "holds" in cell:
        start = _value(cell["from"]) if cell["from"] else "unknown"
        end = f" until {_value(cell['until'])}" if cell["until"] else ", not known to have ended"
        return f"from {start}{end}" + (f" (holds {cell['holds']} on {cell['on']})" if cell["holds"] else "")
    return str(cell.get("text") or cell.get("label") or cell.get("value") or cell.get("iri"))


def write_explanation(explanation: Explanation, width: int) -> str:
    """An explanation as a tree: each triple, and below it who states it or what it was made of.

    Only the shortest way is told, and what was told once is not told again.
    """
    return "\n".join(_explanation(explanation, "", width, set()))


def _explanation(explanation: Explanation, indent: str, width: int, told: set[str]) -> Iterator[str]:
    triple = " ".join(ns.compact(part) for part in (explanation.subject, explanation.predicate, explanation.object))
    if triple in told:
        yield from _fold(f"{triple} (see above)", indent, width)
        return
    told.add(triple)
    yield from _fold(triple, indent, width)
    below = indent + INDENT
    if not explanation.holds:
        yield from _fold("is not in the graph, which is not to say that it is false", below, width)
    if explanation.stated_in:
        places = ", ".join(graph.removeprefix(ns.GRAPH) for graph in explanation.stated_in)
        yield from _fold(f"stated in {places}", below, width)
    if explanation.evidence and explanation.subject not in told:
        told.add(explanation.subject)
        sources = sorted(iri.rsplit("--", 1)[-1] for iri in explanation.evidence)
        yield from _fold(f"evidence from {', '.join(sources)}", below, width)
    if explanation.proofs:
        shortest, *others = explanation.proofs
        more = f" (and in {len(others)} other ways)" if others else ""
        yield from _fold(f"{explanation.meaning} [{explanation.rule}]{more}", below, width)
        for premise in shortest:
            yield from _explanation(premise, below, width, told)


def write_difference(difference: Difference, width: int) -> str:
    """A difference in words: the two sides, how much differs, then fact by fact and thing by thing."""
    sides = [_side("old", difference.old), _side("new", difference.new)]
    if difference.is_empty:
        return "\n".join([*sides, "The same statements in the same graphs."])
    entries = [*difference.added, *difference.removed, *difference.changed]
    facts = sum(entry.is_fact for entry in entries)
    lines = [
        *sides,
        f"statements: {difference.quads_added} added, {difference.quads_removed} removed"
        + (f", of which {difference.moved} moved to another graph" if difference.moved else ""),
        f"told below: {facts} facts, {len(entries) - facts} other things",
    ]
    marked = [("+", difference.added), ("-", difference.removed), ("~", difference.changed)]
    for is_fact, heading in ((True, "Facts"), (False, "Things, sources and terms")):
        told = [(mark, entry) for mark, group in marked for entry in group if entry.is_fact is is_fact]
        if told:
            lines += ["", heading]
        for mark, entry in told:
            lines += _entry(mark, entry, width)
    return "\n".join(lines)


def _side(name: str, side: Side) -> str:
    version = f"version {side.version}, " if side.version else ""
    return f"{name}: {side.name} ({version}{side.triples} triples, {side.quads} statements in {side.graphs} graphs)"


def _entry(mark: str, entry: Entry, width: int) -> Iterator[str]:
    yield from _fold(f"{mark} {entry.label} ({ns.compact(entry.iri)})", "", width)
    for change in entry.changes:
        for sign, values in (("-", change.removed), ("+", change.added)):
            for value in values:
                yield from _fold(f"{sign} {change.property}: {value}", INDENT, width)


def _fold(text: str, indent: str, width: int) -> list[str]:
    return wrap(
        text,
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
