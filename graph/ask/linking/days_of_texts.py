"""Tells the day of each text: on which it was first signed, adopted or issued, as far as that is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from graph.answers import answer
from graph.cells import Cell
from graph.namespaces import ONTOLOGY
from graph.store import Literal, NamedNode, Store
from graph.terms import kind_of
from graph.wire import AskRequest
from graph.world import World

__all__ = ["LAST", "days_of_texts"]

#: A day after all others: what is known of texts is asked of no day, so that data without a cut-off answer too.
LAST: Final = date.max.isoformat()


def days_of_texts(world: World) -> Mapping[str, Cell]:
    """The first day of each text by what its parties did; where that is not known, by what it went through itself."""
    by_parties: dict[str, tuple[str, str]] = {}
    by_itself: dict[str, tuple[str, str]] = {}
    for row in answer(world, AskRequest("adherences", {"as_of": LAST})).rows:
        text, since = row["text"], row["since"]
        if isinstance(text, Mapping) and isinstance(since, Mapping) and since.get("value"):
            _keep(by_parties, str(text["iri"]), str(since["value"]), str(since.get("precision")))
    store = world.store
    for triple in store.triples(None, NamedNode(f"{ONTOLOGY}reportsOnUndertaking"), None):
        if not isinstance(triple.object, NamedNode) or not isinstance(triple.subject, NamedNode):
            continue
        day = _value(store, triple.subject, "occurredOn")
        if kind_of(triple.object.value) == "instrument" and day and not _value(store, triple.subject, "isPlanned"):
            precision = _value(store, triple.subject, "occurredOnPrecision") or "day"
            _keep(by_itself, triple.object.value, day, precision)
    found = {**by_itself, **by_parties}
    return {text: {"value": day, "precision": precision} for text, (day, precision) in found.items()}


def _keep(days: dict[str, tuple[str, str]], text: str, day: str, precision: str) -> None:
    days[text] = min(days.get(text, (day, precision)), (day, precision))


def _value(store: Store, event: NamedNode, relation: str) -> str:
    """What an event says in a relation; nothing where it says nothing."""
    found = (
        triple.object.value
        for triple in store.triples(event, NamedNode(f"{ONTOLOGY}{relation}"), None)
        if isinstance(triple.object, Literal)
    )
    return next(found, "")
