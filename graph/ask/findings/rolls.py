"""Tells whether all members of a framework are on record, so that who is not among them is none."""

from __future__ import annotations

from typing import Final

from graph.ask.desk import Desk, Outcome, holds, tokens_of
from graph.ask.findings.accession import is_full
from graph.ask.wording.lexicon import kept_data
from graph.terms import slug_of

__all__ = ["not_on_roll"]

#: So many have to bear a framework in its name for the name to tell who they are.
PAIR: Final = 2


def not_on_roll(desk: Desk, framework: str, actor: str) -> Outcome | None:
    """That somebody, who is called so, is none of a framework's members; nothing where not all are on record.

    Those who belong now tell nothing of who once did.
    """
    every = desk.ask("members-of", framework=framework)
    rows = [row for row in every if is_full(row)]
    if not rows or not (slug_of(framework) in kept_data("rolls")["whole"] or _is_called_by(desk, framework)):
        return None
    is_over = not any(holds(row, desk.on) for row in rows)
    if desk.utterance.is_past and desk.utterance.is_polar and not is_over:
        return None
    names = desk.speech.listing(desk.names(rows, "member"), 40)
    values = {"actor": actor, "framework": desk.label(framework), "list": names}
    told = desk.say("not_on_roll_once" if is_over else "not_on_roll", **values)
    return Outcome(told, every, boolean=False, is_answered=desk.utterance.is_polar)


def _is_called_by(desk: Desk, framework: str) -> bool:
    """Whether a framework bears the names of all of its members: the India–Japan Energy Dialogue."""
    name, label = desk.world.lookup.label(framework), desk.world.lookup.label
    members = {iri for row in desk.ask("members-of", framework=framework) for iri in tokens_of(row["member"])}
    return len(members) >= PAIR and all(label(iri) in name for iri in members)
