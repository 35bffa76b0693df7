"""Plans for what is known of a thing and how: descriptions, sources, disagreements, counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

THINGS: Final = ("framework", "text", "project", "programme", "event", "list", "material", "body", "country")


def _thing(desk: Desk) -> str | None:
    return desk.slots.first(*THINGS, "source", "place")


def _slugs(cell: Cell) -> set[str]:
    return {slug_of(iri) for iri in tokens_of(cell)}


def _told(desk: Desk, rows: Sequence[Row], column: str, most: int = 8) -> Outcome:
    thing = _thing(desk)
    what = desk.label(thing) if thing else desk.utterance.text
    if not rows:
        return desk.none(what)
    names = [desk.label(row[column]) for row in rows]
    return Outcome(desk.say("found", what=what, count=len(rows), list=desk.speech.listing(names, most)), rows)


def sources(desk: Desk) -> Outcome:
    """Sources on a thing; of a membership where actor and framework are named; the facts of a source."""
    framework, actors = desk.slots.first("framework"), desk.slots.actors
    if framework and actors:
        rows = [row for row in desk.ask("members-of", framework=framework) if actors[0] in tokens_of(row["member"])]
        titles = [str(piece["title"]) for row in rows for piece in _evidence(row)]
        if titles:
            return Outcome(desk.say("sources_of", count=len(set(titles)), list=desk.speech.listing(titles, 10)), rows)
    if desk.slots.has("source") and not framework and not actors:
        return _told(desk, desk.ask("facts-of", source=desk.slots.first("source")), "detail")
    thing = desk.slots.first(*THINGS)
    rows = list(desk.ask("sources-on", about=thing) if thing else desk.ask("sources"))
    rows = desk.within(rows, "issued")
    if not rows:
        return desk.none(desk.label(thing) if thing else desk.utterance.text)
    titles = [f"{desk.label(row['source'])} ({desk.label(row['publisher'])})" for row in rows]
    return Outcome(desk.say("sources_of", count=len(rows), list=desk.speech.listing(titles, 8)), rows)


def _evidence(row: Row) -> list[Mapping[str, Cell]]:
    fact = row.get("fact")
    pieces = fact.get("evidence") if isinstance(fact, Mapping) else None
    return [piece for piece in pieces if isinstance(piece, Mapping)] if isinstance(pieces, list) else []


def disagreements(desk: Desk) -> Outcome:
    """On what sources disagree."""
    thing = _thing(desk)
    if thing is None:
        return _told(desk, desk.ask("in-dispute"), "detail")
    return _told(desk, desk.ask("disagreements-on", about=thing), "says")


def denials(desk: Desk) -> Outcome:
    """What sources say is not so."""
    rows = desk.ask("denials", about=_thing(desk))
    told = [
        f"{desk.label(row['subject'])} – {desk.label(row['relation'])} – {desk.label(row['object'])}" for row in rows
    ]
    if not rows:
        return desk.none(desk.label(_thing(desk) or ""))
    return Outcome(desk.say("found", what=desk.utterance.text, count=len(rows), list=desk.speech.listing(told)), rows)


def single_source(desk: Desk) -> Outcome:
    """Facts that rest on one source."""
    return _told(desk, desk.ask("resting-on-one-source", about=_thing(desk)), "fact")


def unread(desk: Desk) -> Outcome:
    """Facts known at second hand."""
    return _told(desk, desk.ask("unread", about=_thing(desk)), "fact")


def stale(desk: Desk) -> Outcome:
    """States that nothing confirmed for long."""
    return _told(desk, desk.ask("going-stale", about=_thing(desk)), "fact")


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
        if desk.has(cue):
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
    facts = [f"{desk.label(row['relation'])}: {row['facts']}" for row in rows if row["what"] == "facts"]
    said = [
        f"{desk.label(row['relation'])}: {desk.label(row['thing']) or desk.label(row['value'])}"
        for row in rows
        if row["what"] == "statement"
        and not _slugs(row["relation"])
        & {"prefLabel", "altLabel", "hiddenLabel", "exactMatch", "closeMatch", "sameAs", "homepage", "withinGroup"}
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
    "denials": denials,
    "describe": describe,
    "disagreements": disagreements,
    "single_source": single_source,
    "sources": sources,
    "stale": stale,
    "unread": unread,
    "who_is": describe,
}
