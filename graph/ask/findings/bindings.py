"""Tells whether a text or framework binds those who stand to it: never by the mere fact that it is there."""

from __future__ import annotations

from typing import Final

from graph.ask.desk import Desk, Outcome, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import slug_of

__all__ = ["bindingness", "is_said_binding", "tell_binding"]


#: What is either; of what is mixed neither yes nor no is true.
BINDING: Final = frozenset({"binding", "non-binding"})


def is_said_binding(desk: Desk, token: str) -> bool | None:
    """Whether it is as the question says, which may ask for the contrary: is it voluntary? Nothing where unknown."""
    if token not in BINDING:
        return None
    asked = "non-binding" if "bindingness/non-binding" in desk.utterance.concepts else "binding"
    return token == asked


def bindingness(desk: Desk, text: str) -> str:
    """How a text binds, as its record says; empty where it says nothing."""
    triples = desk.world.store.triples(NamedNode(text), NamedNode(f"{ONTOLOGY}hasBindingness"), None)
    return min((slug_of(each.object.value) for each in triples if isinstance(each.object, NamedNode)), default="")


def tell_binding(desk: Desk, text: str) -> Outcome:
    """How a text binds, as its record says, and what of it speaks of that; nothing known is neither yes nor no."""
    label = desk.label(text)
    stated = [row for row in desk.ask("profile", about=text) if row["what"] == "statement"]
    rows = [row for row in stated if "hasBindingness" in tokens_of_slug(row["relation"])]
    tokens = {slug for row in rows for slug in tokens_of_slug(row["thing"])}
    if not tokens - {"unknown"}:
        return Outcome(desk.say("binds_unknown", framework=label), is_answered=desk.utterance.is_polar)
    kinds = [desk.label(row["thing"]) for row in stated if "hasKind" in tokens_of_slug(row["relation"])]
    bound = desk.speech.listing([desk.label(row["thing"]) for row in rows])
    said = desk.say("binds", framework=label, binding=bound, kind=desk.speech.listing(kinds))
    boolean = is_said_binding(desk, min(tokens))
    found = [row for row in rows if tokens_of(row["thing"])]
    return Outcome(said, found, boolean if desk.utterance.is_polar else None)
