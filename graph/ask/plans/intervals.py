"""Plan for how long it was: between two things, two steps or meetings of one, up to today, or past a deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, span_of, tokens_of
from graph.ask.findings.deadlines import SHORT
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.plans.ages import beginning_of
from graph.ask.plans.life import life_of
from graph.ask.plans.meetings import held_of, pick
from graph.ask.plans.promises import PLANS as PROMISE_PLANS
from graph.ask.wording.lengths import length_of, say_length
from graph.ask.wording.spelling import key_of
from graph.ask.wording.stations import Station, lasts, reaches_now, station, stations_in
from graph.cells import Cell
from graph.terms import kind_of

__all__ = ["PLANS", "late_told"]

#: Two ends make a length.
PAIR: Final = 2
#: How a thing begins, the likeliest first, where only its end or its standing is named.
STARTS: Final = ("signed", "launched", "announced")
#: Of so many promises each is told by how much it is late.
FEW: Final = 4
#: Rungs of a promise that is done, as a whole or in part.
DONE: Final = frozenset({"delivered", "partly-delivered"})


@dataclass(frozen=True, slots=True)
class End:
    """One end of a length: what it is called, its day, the rows that tell it, and the thing of which it is a step."""

    name: str
    cell: Cell | date
    rows: tuple[Row, ...] = ()
    of: str = ""

    def span(self) -> tuple[date, date] | None:
        """The first and the last day that it may be."""
        return (self.cell, self.cell) if isinstance(self.cell, date) else span_of(self.cell)


def interval(desk: Desk) -> Outcome:
    """How long it was between the two ends that are named; of what is late, how late it is."""
    if desk.has("late") and (late := _lateness(desk)) is not None:
        return late
    ends = [each for each in _ends(desk) if each.span() is not None]
    ends = [each for at, each in enumerate(ends) if each not in ends[:at]]
    if not ends:
        return desk.none(desk.speech.listing([desk.label(iri) for iri in desk.slots.beginning()]))
    rows = [row for each in ends for row in each.rows]
    if len(ends) < PAIR:
        return Outcome(desk.say("interval_one", point=_told(desk, ends[0])), rows)
    ends = sorted(ends, key=lambda each: each.span() or (date.max, date.max))
    one, other = ends[0], ends[-1]
    spans = [span for each in (one, other) if (span := each.span())]
    phrase = "interval_open" if not other.name and lasts(desk.utterance.text) else "interval"
    length = say_length(desk.speech, length_of(*spans))
    # What both are steps of is named once.
    whole = f"{one.of}{desk.say('colon')}" if one.of and one.of == other.of else ""
    first, last = (_told(desk, replace(each, of="") if whole else each) for each in (one, other))
    return Outcome(whole + desk.say(phrase, first=first, last=last, length=length), rows)


def _told(desk: Desk, end: End) -> str:
    """An end in words; today by its day."""
    if not end.name:
        return desk.say("interval_now", day=desk.day(end.cell))
    what = f"{end.of}{desk.say('colon')}{end.name}" if end.of else end.name
    return desk.say("interval_point", what=what, day=desk.day(end.cell))


def _ends(desk: Desk) -> list[End]:
    """Both ends that a question names, or as many as are known."""
    things = desk.slots.beginning()
    said = stations_in(desk.utterance.text)
    met = _meetings(desk) or _joined(desk)
    if met:
        return met
    if len(things) >= PAIR:
        return [end for iri in things if (end := _begun(desk, iri)) is not None]
    if not things:
        return []
    thing = things[0]
    today = End("", desk.world.cut_off or desk.on)
    if lasts(desk.utterance.text):
        over = _reached(desk, thing, station("ended"))
        begun = next(iter(_starts(desk, thing)), None) or _begun(desk, thing)
        return [*([begun] if begun else []), over or today]
    if reaches_now(desk.utterance.text):
        named = [end for each in said if (end := _reached(desk, thing, each)) is not None]
        begun = next(iter(named), None) or _begun(desk, thing) or next(iter(_starts(desk, thing)), None)
        return [begun, today] if begun else []
    if len(said) < PAIR:
        said = [*(station(name) for name in STARTS if name not in {each.name for each in said}), *said]
        known = [end for each in said if (end := _reached(desk, thing, each)) is not None]
        return [*known[:1], *known[-1:]]
    return [end for each in said if (end := _reached(desk, thing, each)) is not None]


def _starts(desk: Desk, thing: str) -> list[End]:
    """The steps with which a thing begins, as far as they are known."""
    return [end for name in STARTS if (end := _reached(desk, thing, station(name))) is not None]


def _begun(desk: Desk, iri: str) -> End | None:
    found = beginning_of(desk, iri)
    return End(desk.label(iri), found[2], (found[1],)) if found else None


def _reached(desk: Desk, thing: str, step: Station) -> End | None:
    """When a thing reached a step first; of its own before that of one who stands to it."""
    rows: Sequence[Row] = desk.ask("timeline", about=thing)
    rows = [row for row in rows if row["what"] == "status"]
    own = [row for row in rows if thing in tokens_of(row["subject"])]
    if kind_of(thing) in ("framework", "pillar"):
        own = [{**row, "subject": {"iri": thing, "label": desk.label(thing)}} for row in life_of(desk, thing)]
    theirs = [row for row in rows if thing in tokens_of(row["other"])]
    for statuses in step.statuses:
        for some in (own, theirs):
            mine = [row for row in some if tokens_of(row["subject"]) & set(desk.slots.actors)] or some
            found = [row for row in mine if tokens_of_slug(row["status"]) & statuses and span_of(row["day"])]
            if found:
                row = min(found, key=lambda each: span_of(each["day"]) or (date.max, date.max))
                return End(desk.label(row["status"]), row["day"], (row,), desk.label(thing))
    return None


def _meetings(desk: Desk) -> list[End]:
    """The meetings of one framework that are named by their numbers, times or places in the row."""
    said = desk.utterance
    events = [iri for iri in desk.slots.all("event") if kind_of(iri) == "event"]
    known = held_of([row for iri in events for row in desk.ask("events", event=iri)])
    framework = desk.slots.first("framework") or next(
        (iri for row in known for iri in tokens_of(row["convened_by"])), ""
    )
    if not framework or len(desk.slots.all("framework")) > 1:
        return []
    rows = held_of(desk.ask("events", framework=framework))
    plain = said.cues - {"first", "last", "ordinal", "how_many", "next"}
    bare = replace(said, ordinal=None, ordinals=(), periods=(), cues=plain, is_polar=False)
    numbers = list(dict.fromkeys([*([1] if said.has("first") else []), *said.ordinals]))
    # The first by day, where none bears that number.
    wanted = [
        replace(bare, ordinal=number, ordinals=(number,)) if number > 1 else replace(bare, cues=plain | {"first"})
        for number in numbers
    ]
    wanted += [replace(bare, periods=(each,)) for each in said.periods if each.relation in ("in", "at")]
    wanted += [replace(bare, cues=plain | {"last"})] if said.has("last") else []
    if len(wanted) + len(known) < PAIR:
        return []
    found = list(known)
    for each in wanted:
        found += pick(replace(desk, utterance=each, vague=[]), rows)[:1]
    return [End(desk.label(row["meeting"]), row["day"], (row,)) for row in found]


def _joined(desk: Desk) -> list[End]:
    """When those joined a framework who are named, and when it began where one alone is."""
    framework = desk.slots.first("framework") or ""
    actors = desk.slots.actors
    # Of one who signed what founds a framework, his joining it is meant; of several, what they signed.
    is_joining = desk.has("join", "member") or (desk.has("sign") and len(actors) == 1)
    if not framework or not actors or not is_joining:
        return []
    found = []
    for row in desk.ask("members-of", framework=framework):
        validity = row["validity"]
        since = validity.get("from") if isinstance(validity, Mapping) else None
        if isinstance(validity, Mapping) and tokens_of(row["member"]) & set(actors) and isinstance(since, Mapping):
            what = desk.say("h_membership_begun", subject=desk.label(row["member"]), other=desk.label(framework))
            found.append(End(what, since, (row,)))
            if reaches_now(desk.utterance.text) or lasts(desk.utterance.text):
                # Who belongs has done so up to now, unless it ended.
                over = validity.get("until")
                left = desk.say("h_membership_ended", subject=desk.label(row["member"]), other=desk.label(framework))
                today = End("", desk.world.cut_off or desk.on)
                found.append(End(left, over, (row,)) if isinstance(over, Mapping) else today)
    begun = _begun(desk, framework) if len(found) == 1 else None
    return [*([begun] if begun else []), *found]


def _lateness(desk: Desk) -> Outcome | None:
    """By how much promises came after their day, or are past it; nothing where none of those meant had a day."""
    # What is told beside promises has no words of its own.
    chosen = [row for row in PROMISE_PLANS["promises"](replace(desk, vague=[])).rows if "description" in row]
    said = {key for each in desk.slots.by_slot.get("place", ()) for key in key_of(each.mention.text)}
    # A place picks the promises in whose words it is, as the question calls it.
    placed = [row for row in chosen if said & set(key_of(desk.label(row["description"])))]
    return late_told(desk, placed or chosen)


def late_told(desk: Desk, chosen: Sequence[Row]) -> Outcome | None:
    """How late each of some promises was kept, or is by now; nothing where none of them is late."""
    told, rows = [], []
    for row in chosen:
        due, since = span_of(row.get("due")), span_of(row.get("since"))
        if due is None or since is None:
            continue
        rung = tokens_of_slug(row["rung"])
        what = {"what": desk.label(row["description"]).rstrip("."), "due": desk.day(row["due"])}
        stood = {"rung": desk.label(row["rung"]), "since": desk.day(row["since"])}
        if rung & DONE and since[0] > due[1]:
            late = say_length(desk.speech, length_of(due, since))
            told.append(desk.say("late_by", **what, **stood, length=late))
            rows.append(row)
        elif (not rung & DONE or rung & SHORT) and due[1] < desk.on:
            late = say_length(desk.speech, length_of(due, (desk.on, desk.on)))
            told.append(desk.say("late_still", **what, **stood, day=desk.today(), length=late))
            rows.append(row)
    return Outcome(" ".join(told[:FEW]), rows) if told else None


PLANS: Final[Mapping[str, Plan]] = {"interval": interval}
