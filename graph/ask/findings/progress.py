"""Tells how far an undertaking has come beside its own status: what is done, promised and aimed at under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Row, span_of, tokens_of
from graph.ask.findings.branches import branches_of
from graph.ask.findings.promise_words import tell_promise
from graph.ask.findings.sheltered import tells_sheltered
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import kind_of

__all__ = ["aims_under", "asks_progress", "with_progress"]

#: What is undertaken, other than promised, under a programme.
UNDERTAKINGS: Final = frozenset({"facility", "programme", "project"})
#: So many of each are told.
SHOWN: Final = 8


def asks_progress(desk: Desk) -> bool:
    """Whether it is asked how far something has come, or what became of it."""
    return not desk.utterance.is_polar and desk.has("became", "happened")


def with_progress(desk: Desk, thing: str, text: str, rows: Sequence[Row]) -> tuple[str, list[Row]]:
    """What is told of an undertaking with its parts, promises and aims, where its progress or a programme is asked."""
    is_described = kind_of(thing) == "programme" and desk.has("describe") and not desk.utterance.is_polar
    if not asks_progress(desk) and not is_described:
        return text, list(rows)
    under, above = branches_of([thing], desk.world), _only_above(desk, thing)
    circle = under | branches_of(above, desk.world) | above
    parts = [row for row in desk.ask("programmes") if tokens_of(row["programme"]) & under]
    parts += [row for row in desk.ask("projects") if tokens_of(row["undertaking"]) & under]
    wholes = [row for row in desk.ask("programmes") if tokens_of(row["programme"]) & above]
    made = {
        iri
        for row in desk.ask("promise-to-deed")
        if tokens_of(row["thing"]) & {thing, *circle}
        for iri in tokens_of(row["commitment_made"])
    }
    promised = [row for row in desk.ask("ledger") if tokens_of(row["commitment"]) & made]
    aims = [row for row in desk.ask("expectations") if tokens_of(row["expected_of"]) & {thing, *circle}]
    aims = sorted((row for row in aims if row["due"] or is_described), key=lambda row: str(span_of(row["due"])))
    told = [
        desk.say(phrase, list=desk.speech.listing(each, SHOWN))
        for phrase, each in (
            ("progress_above", [_stands(desk, row) for row in wholes]),
            ("progress_under", [] if tells_sheltered(desk, thing) else [_stands(desk, row) for row in parts]),
            ("progress_promised", [_promise(desk, row) for row in promised]),
            ("progress_hopes" if is_described else "progress_aims", [_aim(desk, row) for row in aims]),
        )
        if each
    ]
    return " ".join([text, *told]), [*rows, *wholes, *parts, *promised, *aims]


def aims_under(desk: Desk, thing: str) -> tuple[str, list[Row]]:
    """What is aimed at under a programme and no promise, and the rows of that."""
    circle = {thing, *branches_of([thing], desk.world)}
    rows = [row for row in desk.ask("expectations") if tokens_of(row["expected_of"]) & circle]
    told = desk.speech.listing([_aim(desk, row) for row in rows], SHOWN)
    return (desk.say("progress_hopes", list=told) if rows else ""), rows


def _only_above(desk: Desk, thing: str) -> set[str]:
    """The programmes whose only undertaking a thing is, so that what is said of them is said of it."""
    under = desk.world.store.triples(NamedNode(thing), NamedNode(f"{ONTOLOGY}undertakenUnder"), None)
    above = {triple.object.value for triple in under if isinstance(triple.object, NamedNode)}
    return {
        iri
        for iri in above
        if {each for each in branches_of([iri], desk.world) if kind_of(each) in UNDERTAKINGS} == {thing}
    }


def _stands(desk: Desk, row: Row) -> str:
    status, since = desk.label(row["status"]), row["since"]
    name = desk.label(row.get("programme") or row.get("undertaking") or "")
    return f"{name} ({status}, {desk.day(since)})" if status and since else name


def _promise(desk: Desk, row: Row) -> str:
    """A promise with what was told of it last, where anything was after its making."""
    fact = row["status_fact"]
    label = str(fact.get("label") or "") if isinstance(fact, Mapping) and row["since"] != row["made"] else ""
    detail = desk.label({"value": label, "language": "en"}).rstrip(".") if label else ""
    return tell_promise(desk, row) + (f" ({detail})" if detail else "")


def _aim(desk: Desk, row: Row) -> str:
    by = desk.label(row["stated_by"])
    by += f"; {desk.say('due_by', day=desk.day(row['due']))}" if row["due"] else ""
    return f"{desk.label(row['expectation']).rstrip('.')} [{by}]"
