"""Plan for the pillars of a framework: which there are, and in which of them somebody is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, holds, tokens_of

__all__ = ["PLANS"]

#: What the pillars themselves are called, beside the councils and networks that belong to a framework as well.
NUMBERED: Final = re.compile(r"\bpillar\b", re.IGNORECASE)


def pillars(desk: Desk) -> Outcome:
    """The pillars of a framework; of an actor those in which it is, and what is denied or not known of the others."""
    framework = desk.slots.first("framework") or ""
    rows = [row for row in desk.ask("in-force") if framework in tokens_of(row["framework"])]
    parts = sorted({iri for row in rows for iri in tokens_of(row["pillars"])})
    parts = [iri for iri in parts if NUMBERED.search(desk.world.lookup.label(iri))] or parts
    label = desk.label(framework)
    if not parts:
        return desk.none(label)
    names = [desk.label(iri) for iri in parts]
    text = desk.say("pillars_of", framework=label, count=len(parts), list=desk.speech.listing(names, 12))
    found: list[Row] = list(rows)
    for actor in desk.slots.actors[:3]:
        told, mine = _of_actor(desk, parts, actor)
        # Who is in which comes first where that is asked.
        text, found = f"{told} {text}", [*mine, *found]
    return Outcome(text, found, count=len(parts))


def _of_actor(desk: Desk, parts: list[str], actor: str) -> tuple[str, list[Row]]:
    """In which pillars somebody is, in which a source says he is not, and of which nothing is known."""
    own: dict[str, Row] = {}
    denied: dict[str, Row] = {}
    for iri in parts:
        rows = [row for row in desk.ask("members-of", framework=iri) if actor in tokens_of(row["member"])]
        for row in rows:
            if holds(row, desk.on):
                own[iri] = row
        for row in desk.ask("denials", about=iri) if iri not in own else ():
            if actor in tokens_of(row["object"]) and iri in tokens_of(row["subject"]):
                denied[iri] = row
    values = {"actor": desk.label(actor), "day": desk.today()}
    told = desk.say("pillars_in", **values, list=_listed(desk, own), count=len(own))
    if denied:
        told += desk.say("pillars_denied", **values, list=_listed(desk, denied))
    unknown = [iri for iri in parts if iri not in own and iri not in denied]
    if unknown:
        told += desk.say("pillars_unknown", **values, list=desk.speech.listing([desk.label(iri) for iri in unknown]))
    return told, [*own.values(), *denied.values()]


def _listed(desk: Desk, held: Mapping[str, Row]) -> str:
    return desk.speech.listing([desk.label(iri) for iri in held]) or "–"


PLANS: Final[Mapping[str, Plan]] = {"pillars": pillars}
