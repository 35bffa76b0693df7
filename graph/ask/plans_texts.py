"""Plans for texts and meetings: who signed what when, what a text lays down, when and where events were held."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.periods import find_ordinal
from graph.ask.plans_authors import published
from graph.ask.plans_promises import PLANS as PROMISE_PLANS
from graph.ask.plans_promises import tell_promise
from graph.ask.spelling import key_of
from graph.cells import Cell
from graph.terms import slug_of

__all__ = ["PLANS"]

#: Words of the names of rows of meetings that tell none from another.
IDLE: Final = frozenset(key_of("india japan on of the and for in"))
#: Words that tell one sort of meeting from another.
SORTS: Final = frozenset(
    key_of("summit leaders foreign ministers ministerial business finance principals forum energy round")
)
HOW_LONG: Final = re.compile(r"\bhow long\b|\bvalid(?:ity)?\b|\bduration\b|有効期間|期間|अवधि", re.IGNORECASE)


def _value(cell: Cell) -> str:
    return str(cell.get("value") or "") if isinstance(cell, Mapping) else ""


def _edge(desk: Desk, rows: Sequence[Row], column: str) -> list[Row]:
    """The first or the last by day, where the question asks for one of them."""
    dated = sorted((row for row in rows if _value(row[column])), key=lambda row: _value(row[column]))
    if not dated or not desk.has("first", "last"):
        return list(rows)
    day = _value(dated[-1 if desk.has("last") else 0][column])
    return [row for row in dated if _value(row[column]) == day]


def signed_by(desk: Desk) -> Outcome:
    """Texts of one actor, or of two together; perhaps those that cover a material, of a period, the first or last."""
    actors = desk.parties()
    if len(actors) > 1:
        rows = list(desk.ask("signed-by-both", actor=actors[0], other=actors[1]))
        column = "instrument"
        for third in actors[2:]:
            theirs = {iri for row in desk.ask("adherences", actor=third) for iri in tokens_of(row["text"])}
            rows = [row for row in rows if tokens_of(row[column]) & theirs]
    else:
        rows, column = list(desk.ask("adherences", actor=actors[0])), "text"
    frameworks = desk.slots.all("framework")
    if frameworks:
        rows = [row for row in rows if desk.tells_of(row, frameworks)]
    materials = desk.slots.all("material")
    if materials:
        rows = [row for row in rows if _names(desk, row[column], materials)]
    if not rows and len(actors) > 1 and desk.slots.has("country") and desk.slots.has("body"):
        rows, column = _with_firms(desk), "text"
    rows = _edge(desk, desk.within(rows, "since"), "since")
    what = desk.speech.listing([desk.label(actor) for actor in (*actors, *materials)])
    if not rows:
        is_presumed = desk.has("when", "why") and not desk.utterance.is_polar
        unknown = Outcome(desk.say("signed_unknown", day=desk.today()), is_answered=not is_presumed)
        return unknown if desk.utterance.is_polar or is_presumed else desk.none(what)
    told = [f"{desk.label(row[column])} ({desk.day(row['since'])})" for row in rows]
    text = desk.say("found", what=what, count=len(set(told)), list=desk.speech.listing(told))
    if len(actors) == 1 and desk.has("who", "country"):
        texts = {iri for row in rows for iri in tokens_of(row["text"])}
        mine = {iri for row in rows for iri in tokens_of(row["party"])} | {actors[0]}
        rows = [row for row in desk.ask("adherences") if tokens_of(row["text"]) & texts]
        others = [row for row in rows if not tokens_of(row["party"]) & mine]
        listed = desk.speech.listing(desk.names(others, "party"), 40)
        text = desk.say("partners", actor=desk.label(actors[0]), list=listed, told=text)
    return Outcome(text, rows, boolean=True if desk.utterance.is_polar else None)


def _with_firms(desk: Desk) -> list[Row]:
    """Texts of a body with whatever bodies belong to the country that is named beside it."""
    rows = [row for body in desk.slots.all("body") for row in desk.ask("adherences", actor=body)]
    firms = {
        iri
        for country in desk.slots.all("country")
        for row in desk.ask("bodies-of", parent=country)
        for iri in tokens_of(row["body"])
    }
    mine = {iri for row in rows for iri in tokens_of(row["text"])}
    theirs = {
        iri
        for row in desk.ask("adherences")
        if tokens_of(row["party"]) & firms
        for iri in tokens_of(row["text"]) & mine
    }
    return [row for row in desk.ask("adherences") if tokens_of(row["text"]) & theirs]


def _names(desk: Desk, text: Cell, materials: Sequence[str]) -> bool:
    for iri in tokens_of(text):
        covered = {each for row in desk.ask("materials-covered", framework=iri) for each in tokens_of(row["material"])}
        label = desk.world.lookup.label(iri).lower()
        if covered & set(materials) or any(
            desk.world.lookup.label(each).lower().rstrip("s") in label for each in materials
        ):
            return True
    return False


def text(desk: Desk) -> Outcome:
    """Who signed or adopted a text and when; what came before and after it."""
    instrument = desk.slots.first("text", "list") or ""
    label = desk.label(instrument)
    if desk.has("successor", "predecessor"):
        rows = desk.ask("lineage", thing=instrument)
        told = [f"{desk.label(row['predecessor'])} → {desk.label(row['successor'])}" for row in rows]
        return (
            Outcome(desk.say("signed_when", text=label, list=desk.speech.listing(told)), rows)
            if rows
            else Outcome(desk.say("no_successor", framework=label), is_answered=desk.utterance.is_polar)
        )
    if desk.has("meeting", "where") and desk.slots.has("text"):
        found = _adopted_at(desk, instrument, label)
        if found is not None:
            return found
    if HOW_LONG.search(desk.utterance.text) and desk.slots.has("text") and desk.ask("terms-of", instrument=instrument):
        return provisions(desk)
    rows = desk.ask("adherences", instrument=instrument)
    actors = desk.slots.actors
    mine = rows
    if actors and desk.utterance.is_polar:
        mine = tuple(row for actor in actors for row in desk.ask("adherences", instrument=instrument, actor=actor))
        if not mine:
            return Outcome(desk.say("signed_unknown", day=desk.today()))
    if not mine:
        return _history(desk, instrument, label)
    if desk.has("became") and desk.slots.has("text"):
        promised = PROMISE_PLANS["promises"](desk)
        if promised.rows:
            return promised
    stations = desk.ask("timeline", about=instrument) if desk.has("when", "became", "sign") else ()
    said = desk.say("signed_when", text=label, list="; ".join(_standings(desk, mine, stations)))
    boolean = None
    if desk.utterance.is_polar:
        periods = desk.utterance.periods
        boolean = bool(desk.within(mine, "since")) if periods else True
    return Outcome(said, [*mine, *stations], boolean)


def _standings(desk: Desk, parties: Sequence[Row], stations: Sequence[Row]) -> list[str]:
    """How parties stand to a text, those of one day and kind together, and what else became of it."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in parties:
        groups.setdefault((desk.label(row["status"]), desk.day(row["since"]) if row["since"] else ""), []).append(row)
    told = [
        desk.say(
            "stands",
            status=status,
            day=f" {day}" if day else "",
            list=desk.speech.listing(desk.names(rows, "party"), 30),
        ).strip()
        for (status, day), rows in groups.items()
    ]
    known = set(groups)
    for row in stations:
        step = (desk.label(row["status"]), desk.day(row["day"]))
        if row["status"] and step not in known:
            known.add(step)
            told.append(" ".join(step))
    return told


def _adopted_at(desk: Desk, instrument: str, label: str) -> Outcome | None:
    """The meeting at which a text was adopted, signed or presented: when and where it was."""
    rows = [row for row in desk.ask("profile", about=instrument) if "adoptedAt" in tokens_of_slug(row["relation"])]
    events = [iri for row in rows for iri in tokens_of(row["thing"])]
    held = _held([row for iri in events for row in desk.ask("events", event=iri)])
    if not held:
        return None
    told = _tell(desk, held, label)
    return Outcome(f"{label}: {told.text}", [*rows, *told.rows])


def _history(desk: Desk, instrument: str, label: str) -> Outcome:
    rows = desk.ask("timeline", about=instrument)
    if not rows:
        return describe_text(desk, instrument, label)
    told = [f"{desk.label(row['status']) or row['what']} {desk.day(row['day'])}" for row in rows]
    return Outcome(desk.say("signed_when", text=label, list=desk.speech.listing(told)), rows)


#: What a profile holds that is no answer.
UNTOLD: Final = frozenset({"altLabel", "editorialNote", "prefLabel", "hiddenLabel", "title", "notation"})


def describe_text(desk: Desk, instrument: str, label: str) -> Outcome:
    """What a text says of itself, where nobody is known to stand to it."""
    dated = published(desk, instrument) if desk.has("when") else None
    if dated is not None:
        return dated
    rows = [row for row in desk.ask("profile", about=instrument) if not tokens_of_slug(row["relation"]) & UNTOLD]
    told = [
        f"{desk.label(row['relation'])} {desk.label(row['thing']) or desk.label(row['value'])}"
        for row in rows
        if row["what"] == "statement"
    ]
    return Outcome(desk.say("signed_when", text=label, list=desk.speech.listing(told, 8)), rows)


def provisions(desk: Desk) -> Outcome:
    """What a text lays down."""
    instrument = desk.slots.first("text") or ""
    label = desk.label(instrument)
    rows = desk.ask("terms-of", instrument=instrument)
    if not rows:
        return desk.none(label)
    told = [desk.label(row["says"]) or desk.label(row["sector"]) for row in rows]
    return Outcome(desk.say("signed_when", text=label, list=desk.speech.listing(told, 8)), rows)


def tokens_of_slug(cell: Cell) -> set[str]:
    """The last parts of the IRIs in a cell."""
    return {slug_of(iri) for iri in tokens_of(cell)}


def meetings(desk: Desk) -> Outcome:
    """Meetings of a framework: by number, the first, the last, of a period, in a place."""
    framework = desk.slots.first("framework") or ""
    rows = _held(desk.ask("events", framework=framework))
    label = desk.label(framework)
    if not rows:
        return desk.none(label)
    chosen = _pick(desk, rows)
    return _tell(desk, chosen, label) if chosen else _no_meeting(desk, framework, rows)


def _no_meeting(desk: Desk, framework: str, rows: Sequence[Row]) -> Outcome:
    """That no such meeting is known to have been held: which are, and whether one was promised."""
    label = desk.label(framework)
    known = [f"{desk.label(row['meeting'])} ({desk.day(row['day'])})" for row in rows]
    text = desk.say("no_meeting", framework=label, day=desk.today(), list=desk.speech.listing(known))
    name = set(key_of(desk.world.lookup.label(framework).split(",")[0])) - IDLE
    promised = [row for row in desk.ask("ledger") if name and name <= set(key_of(desk.label(row["description"])))]
    if desk.utterance.ordinal is not None:
        numbered = [row for row in promised if find_ordinal(desk.label(row["description"])) == desk.utterance.ordinal]
        promised = numbered or promised
    if promised:
        text += desk.say("meeting_promised", list=desk.speech.listing([tell_promise(desk, row) for row in promised], 3))
    return Outcome(text, [*promised, *rows], is_answered=desk.utterance.is_polar or bool(promised))


def _held(rows: Sequence[Row]) -> list[Row]:
    """One row an event and framework: the last word on whether it was held."""
    kept: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(sorted(tokens_of(row["meeting"])))
        if key not in kept or "held" in tokens_of_slug(row["status"]):
            kept[key] = row
    return list(kept.values())


def _pick(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    number = desk.utterance.ordinal
    # "Second" is counted among those of one sort: the second meeting of foreign ministers.
    chosen = _alike(desk, rows) if number is not None else list(rows)
    if number is not None:
        chosen = [row for row in chosen if row["ordinal"] == number]
    chosen = desk.within(chosen, "day")
    places = set(desk.slots.all("place")) | (
        {*desk.slots.all("country")} if desk.has("host_role", "where") and desk.utterance.is_polar else set()
    )
    if places:
        chosen = [row for row in chosen if tokens_of(row["places"]) & places] or (
            [] if desk.slots.has("place") else chosen
        )
    if desk.has("next"):
        return [row for row in chosen if "held" not in tokens_of_slug(row["status"])]
    chosen = _alike(desk, chosen)
    if number is None and desk.has("first", "last"):
        inaugural = [row for row in chosen if row["ordinal"] == 1]
        chosen = inaugural if inaugural and not desk.has("last") else _edge(desk, chosen, "day")
    return chosen


def _alike(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """Of several meetings those whose names share the most words with the question: leaders, foreign ministers."""
    said = {unit.key for unit in desk.utterance.units} & SORTS
    labels = [desk.world.lookup.label(next(iter(tokens_of(row["meeting"])))) for row in rows]
    scores = [len(said & set(key_of(label))) for label in labels]
    best = max(scores, default=0)
    return [row for row, score in zip(rows, scores, strict=True) if score == best]


def _tell(desk: Desk, rows: Sequence[Row], label: str) -> Outcome:
    if desk.has("how_many") or len(rows) > 3:
        known = [f"{desk.label(row['meeting'])} ({desk.day(row['day'])})" for row in rows]
        return Outcome(desk.say("found", what=label, count=len(rows), list=desk.speech.listing(known)), rows)
    told = []
    found: list[Row] = list(rows)
    for row in rows:
        event = next(iter(tokens_of(row["meeting"])))
        parts = desk.ask("attended", event=event)
        people = desk.names([part for part in parts if part["what"] == "participant"], "thing")
        texts = desk.names([part for part in parts if part["what"] == "adopted"], "thing")
        found += parts
        told.append(
            desk.say(
                "meeting",
                event=desk.label(row["meeting"]),
                day=desk.day(row["day"]),
                place=_after(desk.label(row["places"]) if row["places"] else ""),
                people=_after(desk.speech.listing(people) if people else ""),
                texts=_after(desk.speech.listing(texts) if texts else ""),
            )
        )
    return Outcome(" ".join(told), found, boolean=True if desk.utterance.is_polar else None)


def _after(text: str) -> str:
    return f"; {text}" if text else ""


def event(desk: Desk) -> Outcome:
    """When and where an event was held, who took part, what was adopted."""
    events = desk.slots.all("event")
    rows = _held([row for each in events[:3] for row in desk.ask("events", event=each)])
    if not rows:
        return desk.none(desk.label(events[0]))
    number = desk.utterance.ordinal
    framework = next(iter(tokens_of(rows[0]["convened_by"])), None)
    if number is not None and rows[0]["ordinal"] not in (None, number) and framework:
        # Another meeting of that row is named by its number.
        all_of_them = _held(desk.ask("events", framework=framework))
        chosen = [row for row in all_of_them if row["ordinal"] == number]
        return _tell(desk, chosen, desk.label(framework)) if chosen else _no_meeting(desk, framework, all_of_them)
    found = _tell(desk, rows, desk.label(events[0]))
    actors = desk.slots.actors
    if desk.utterance.is_polar and actors and desk.has("attend", "member", "meeting"):
        there = {
            iri
            for row in found.rows
            for column in ("thing", "participants")
            if column in row
            for iri in tokens_of(row[column])
        }
        return Outcome(found.text, found.rows, boolean=True if there & set(actors) else None)
    return found


def meetings_at(desk: Desk) -> Outcome:
    """Meetings in a place, perhaps those of a framework or with an actor."""
    place = desk.slots.first("place") or ""
    rows = _held(desk.ask("events", place=place, framework=desk.slots.first("framework")))
    for actor in desk.slots.actors:
        theirs = {iri for row in desk.ask("events", actor=actor) for iri in tokens_of(row["meeting"])}
        rows = [row for row in rows if tokens_of(row["meeting"]) & theirs]
    chosen = _pick(desk, rows)
    return _tell(desk, chosen, desk.label(place)) if chosen else desk.none(desk.label(place))


def meetings_in(desk: Desk) -> Outcome:
    """Meetings of a period, perhaps with those who are named; what was adopted at them."""
    rows = _held([row for actor in (desk.slots.first("country", "body"),) for row in desk.ask("events", actor=actor)])
    for actor in desk.slots.actors[1:]:
        theirs = {iri for row in desk.ask("events", actor=actor) for iri in tokens_of(row["meeting"])}
        rows = [row for row in rows if tokens_of(row["meeting"]) & theirs]
    chosen = _pick(desk, rows)
    what = desk.about("topic_meetings", "country", "body")
    return _tell(desk, chosen, what) if chosen else desk.none(what)


def meetings_between(desk: Desk) -> Outcome:
    """Meetings in which all the actors named took part."""
    lists = [_held(desk.ask("events", actor=actor)) for actor in desk.slots.actors]
    shared = set.intersection(*({iri for row in rows for iri in tokens_of(row["meeting"])} for rows in lists))
    rows = [row for row in lists[0] if tokens_of(row["meeting"]) & shared]
    chosen = _pick(desk, rows)
    what = desk.speech.listing([desk.label(actor) for actor in desk.slots.actors])
    return _tell(desk, chosen, what) if chosen else desk.none(what)


PLANS: Final[Mapping[str, Plan]] = {
    "event": event,
    "meetings": meetings,
    "meetings_at": meetings_at,
    "meetings_between": meetings_between,
    "meetings_in": meetings_in,
    "provisions": provisions,
    "signed_by": signed_by,
    "text": text,
}
