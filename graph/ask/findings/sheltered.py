"""Tells what is done under a programme: the schemes, centres and projects that it shelters."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row, tokens_of
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import kind_of

__all__ = ["tells_sheltered", "with_sheltered"]


def tells_sheltered(desk: Desk, thing: str) -> bool:
    """Whether what is done under a programme is asked for."""
    return kind_of(thing) == "programme" and not desk.utterance.is_polar and desk.has("project", "programme", "member")


def with_sheltered(desk: Desk, thing: str, text: str, rows: Sequence[Row]) -> tuple[str, list[Row]]:
    """What is told of a programme, what is done under it before that, where its projects are asked for."""
    if not tells_sheltered(desk, thing):
        return text, list(rows)
    under = {
        triple.subject.value
        for triple in desk.world.store.triples(None, NamedNode(f"{ONTOLOGY}undertakenUnder"), NamedNode(thing))
        if isinstance(triple.subject, NamedNode)
    }
    found = [row for row in desk.ask("programmes") if tokens_of(row["programme"]) & under]
    found += [row for row in desk.ask("projects") if tokens_of(row["undertaking"]) & under]
    if not found:
        return text, list(rows)
    names = [desk.label(row.get("programme") or row.get("undertaking") or "") for row in found]
    told = desk.say("sheltered", thing=desk.label(thing), count=len(names), list=desk.speech.listing(names, 12))
    return f"{told} {text}", [*found, *rows]
