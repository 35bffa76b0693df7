"""Plans for what a thing is, how many of a sort there are, and up to when the data are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.plans_frameworks import PLANS as FRAMEWORK_PLANS
from graph.ask.plans_members import PLANS as MEMBER_PLANS
from graph.ask.plans_projects import PLANS as PROJECT_PLANS
from graph.ask.plans_texts import PLANS as TEXT_PLANS
from graph.cells import Cell
from graph.namespaces import BASE
from graph.terms import kind_of, slug_of

__all__ = ["PLANS"]


def _slugs(cell: Cell) -> set[str]:
    return {slug_of(iri) for iri in tokens_of(cell)}


#: What is counted, by cue: the question of the catalogue and the column.
COUNTED: Final = (
    ("source", "sources", "source"),
    ("framework", "in-force", "framework"),
    ("project", "projects", "undertaking"),
    ("programme", "programmes", "programme"),
    ("promise", "ledger", "commitment"),
    ("meeting", "events", "meeting"),
    ("text", "adherences", "text"),
    ("listed", "lists", "edition"),
)
KINDS: Final = (("country", "Country"), ("company", "Company"), ("material", "Material"))


def count(desk: Desk) -> Outcome:
    """How many of a sort of thing there are."""
    for cue, question, column in COUNTED:
        if desk.has(cue) and not (cue == "listed" and desk.has(*(each for each, _ in KINDS))):
            rows = desk.ask(question)
            names = {iri for row in rows for iri in tokens_of(row[column])}
            return Outcome(desk.say("counted", what=desk.utterance.text.strip(" ?？。"), count=len(names)), rows)
    for cue, name in KINDS:
        if desk.has(cue):
            rows = tuple(row for row in desk.ask("things") if name in _slugs(row["kind"]))
            return Outcome(desk.say("counted", what=desk.utterance.text.strip(" ?？。"), count=len(rows)), rows)
    return desk.none(desk.utterance.text)


def cut_off(desk: Desk) -> Outcome:
    """Up to when the data are known."""
    rows = desk.ask("sources")
    return Outcome(desk.say("cut_off", day=desk.day(desk.world.cut_off or desk.on)), rows[:10])


def describe(desk: Desk) -> Outcome:
    """What a thing is: its class, its places in the graph, and what is most worth knowing of its sort."""
    thing = (
        desk.slots.first(
            "framework", "project", "programme", "event", "text", "list", "material", "body", "country", "place"
        )
        or ""
    )
    rows = [row for row in desk.ask("profile", about=thing) if _is_telling(row)]
    classes = [desk.label(row["relation"]) for row in rows if row["what"] == "class"]
    kind = kind_of(thing)
    more: list[Outcome] = []
    if kind in ("framework", "pillar"):
        more = [FRAMEWORK_PLANS["life"](desk), MEMBER_PLANS["members"](desk)]
    elif kind == "event":
        more = [TEXT_PLANS["event"](desk)]
    elif kind == "instrument" and desk.slots.has("text"):
        more = [TEXT_PLANS["text"](desk)]
    elif kind in ("project", "facility", "programme"):
        more = [PROJECT_PLANS["undertaking"](desk)]
    elif kind == "actor" and "Person" in desk.world.lookup.classes.get(thing, ()):
        more = [PROJECT_PLANS["officers"](desk)]
    elif kind == "actor" and desk.slots.has("body"):
        more = [PROJECT_PLANS["involvement"](desk)]
    facts = [f"{desk.label(row['relation'])}: {row['facts']}" for row in rows if row["what"] == "facts"]
    said = [
        f"{desk.label(row['relation'])}: {desk.label(row['thing']) or desk.label(row['value'])}"
        for row in rows
        if row["what"] == "statement"
        and not _slugs(row["relation"])
        & {"prefLabel", "altLabel", "hiddenLabel", "exactMatch", "closeMatch", "sameAs", "homepage", "withinGroup"}
        and not _slugs(row["relation"]) & {"editorialNote", "notation"}
    ]
    others = [desk.label(row["value"]) for row in rows if _slugs(row["relation"]) & {"altLabel", "notation"}]
    said = [*([f"= {desk.speech.listing(others, 4)}"] if others else []), *said]
    detail = "; " + desk.speech.listing([*said[:8], *facts[:6]], 14) if said or facts else ""
    text = desk.say(
        "describe", thing=desk.label(thing), kind=desk.speech.listing(classes) if classes else kind, detail=detail
    )
    found = [outcome for outcome in more if outcome.rows]
    return Outcome(
        " ".join([text, *(outcome.text for outcome in found)]),
        [*rows, *(row for outcome in found for row in outcome.rows)],
    )


def _is_telling(row: Row) -> bool:
    if row["what"] == "class":
        return not _slugs(row["relation"]) & {"Actor", "SourcedFact", "DesignatedMaterial", "Place"}
    return not any(iri.startswith(BASE) and slug_of(iri) == "hasDefaultGeometry" for iri in tokens_of(row["relation"]))


PLANS: Final[Mapping[str, Plan]] = {
    "count": count,
    "cut_off": cut_off,
    "describe": describe,
    "who_is": describe,
}
