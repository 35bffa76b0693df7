"""Plans for meetings: when and where they were held, who took part, what was adopted, which were only promised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.chairs import chairs_of
from graph.ask.findings.clauses import are_alternatives
from graph.ask.findings.figures import text_of, tokens_of_slug
from graph.ask.findings.participants import lacks_person
from graph.ask.findings.promise_words import tell_promise
from graph.ask.findings.signatories import units_of
from graph.ask.findings.subjects import of_subject
from graph.ask.findings.timing import is_timed, judged
from graph.ask.findings.unheld import tell_unheld
from graph.ask.findings.whereabouts import around, is_definite, venues, was_so
from graph.ask.wording.periods import Period, find_ordinal
from graph.ask.wording.say import labels_of
from graph.ask.wording.spelling import key_of

__all__ = ["PLANS", "edge_of", "held_of", "located", "pick", "tell_meetings"]

#: Words of the names of rows of meetings that tell none from another.
IDLE: Final = frozenset(key_of("india japan on of the and for in"))
#: Words that tell one sort of meeting from another.
SORTS: Final = frozenset(
    key_of("summit leaders foreign ministers ministerial business finance principals forum energy round launch")
)


#: The same words in Japanese and Hindi.
OTHERWISE: Final = tuple(
    (re.compile(words, re.IGNORECASE), key_of(keys))
    for words, keys in (
        (r"外相|外務大臣|विदेश मंत्र|videsh mantri", "foreign ministers"),
        (r"首脳|サミット|शिखर|shikhar", "leaders summit"),
        (r"閣僚|मंत्रिस्तरीय|(?<!foreign )(?<!prime )\bministers\b", "ministerial"),
        (r"財務|वित्त मंत्र", "finance"),
        (r"ビジネス|経済人|बिज़नेस|बिजनेस|व्यापार मंच", "business"),
        (r"エネルギー|ऊर्जा|urja", "energy"),
    )
)


#: Words that ask which in its row a meeting was.
NUMBER: Final = re.compile(
    r"\b(?:which|what)\s+(?:ordinal|number|edition|round)\b|\bhow\s?manieth\b"
    r"|\bordinal\b|\bnumber of the (?:last|latest|most|first)"
    r"|何回目|第何回|何度目|कितनव|कितनी?वी|कौन\s*[-‑]?\s*(?:सा|सी|से)\s+(?:संस्करण|दौर|क्रम|नंबर)|क्रमांक"
    r"|कौन\s*[-‑]?\s*(?:सव|सी?वी)"
    r"|\bkitn[ae]?va|\bkitn[ei]v",
    re.IGNORECASE,
)
#: So many meetings are told each with its place, people and texts.
FEW: Final = 3
#: Of up to so many it is told who came, where that is asked.
SEVERAL: Final = 12


def edge_of(desk: Desk, rows: Sequence[Row], column: str) -> list[Row]:
    """The first or the last by day, where the question asks for one of them."""
    dated = sorted((row for row in rows if text_of(row[column])), key=lambda row: text_of(row[column]))
    if not dated or not desk.has("first", "last"):
        return list(rows)
    day = text_of(dated[-1 if desk.has("last") else 0][column])
    return [row for row in dated if text_of(row[column]) == day]


def meetings(desk: Desk) -> Outcome:
    """Meetings of a framework: by number, the first, the last, of a period, in a place."""
    framework = desk.slots.first("framework") or ""
    rows = held_of(desk.ask("events", framework=framework))
    label = desk.label(framework)
    rows = rows or _called_by(desk, framework)
    if not rows:
        return event(desk) if desk.slots.has("event") else tell_unheld(desk, framework) or desk.none(label)
    named = {iri for row in rows for iri in tokens_of(row["meeting"])} & set(desk.slots.all("event"))
    if desk.slots.has("event") and not named and desk.utterance.is_polar:
        return event(desk)
    is_picked = desk.has("first", "last", "next", "how_many", "all", "which", "ordinal") or desk.utterance.periods
    if named and (desk.utterance.is_polar or not is_picked):
        rows = [row for row in rows if tokens_of(row["meeting"]) & named]
    chosen = pick(desk, rows)
    if not chosen:
        return _otherwise(desk, rows) or _no_meeting(desk, framework, rows)
    told = tell_meetings(desk, chosen, label)
    if told.boolean and lacks_person(desk, told.rows):
        return replace(told, text=desk.say("not_known_so", told=told.text), boolean=None)
    if desk.utterance.is_polar and desk.slots.actors and desk.has("member", "join") and not desk.has("attend"):
        return replace(told, text=desk.say("not_known_so", told=told.text), boolean=None)
    return told


def _called_by(desk: Desk, framework: str) -> list[Row]:
    """The meetings that are called by a framework, where none is on record as convened by it."""
    said = {each.mention.text for each in desk.slots.by_slot.get("framework", ()) if each.iri == framework}
    named = [row for row in desk.ask("events") if any(each in desk.label(row["meeting"]) for each in said if each)]
    return held_of(named)


def _otherwise(desk: Desk, rows: Sequence[Row]) -> Outcome | None:
    """Where and when a meeting was of which a question says another place or time; nothing where none fits the rest.

    No, where one such meeting is meant; where any of its sort is asked for, there may have been another.
    """
    if not desk.utterance.is_polar or not (venues(desk) or is_timed(desk)):
        return None
    timed = desk.within(rows, "day") if is_timed(desk) else []
    of_year = [row for row in rows if any(text_of(row["day"])[:4] == str(each.first.year) for each in _closed(desk))]
    placed = [row for row in rows if venues(desk) and was_so(_timeless(desk), [row])]
    number = desk.utterance.ordinal
    some = [row for row in rows if row["ordinal"] == number] if number is not None else timed or placed or of_year
    found = edge_of(desk, _alike(desk, some or (rows if desk.has("first", "last") else [])), "day")
    if not found or len(found) > FEW:
        return None
    told = tell_meetings(desk, found, "")
    here = _alike(desk, placed) if number is not None else []
    if len(here) == 1 and here[0]["ordinal"]:
        # Which in the row the meeting was that was held there.
        framework = desk.label(min(tokens_of(here[0]["convened_by"]), default=""))
        told = replace(told, text=f"{_numbered(desk, here[0], framework)} {told.text}", rows=[*here, *told.rows])
    if are_alternatives(desk.utterance.text):
        return replace(told, boolean=None)
    if len(found) == 1 and is_definite(desk) and was_so(desk, found) is False:
        return replace(told, boolean=False)
    return replace(told, text=desk.say("not_known_so", told=told.text), boolean=None)


def _closed(desk: Desk) -> list[Period]:
    """The times that are named and have both ends."""
    return [period for period in desk.utterance.periods if None not in period.window()]


def _timeless(desk: Desk) -> Desk:
    """The question without its times."""
    return replace(desk, utterance=replace(desk.utterance, periods=()))


def _no_meeting(desk: Desk, framework: str, rows: Sequence[Row]) -> Outcome:
    """That no such meeting is known to have been held: which are, and whether one was promised."""
    label = desk.label(framework)
    known = [f"{desk.label(row['meeting'])} ({desk.day(row['day'])})" for row in rows]
    text = desk.say("no_meeting", framework=label, day=desk.today(), list=desk.speech.listing(known))
    name = set(key_of(desk.world.lookup.label(framework).split(",")[0])) - IDLE
    promised = [row for row in desk.ask("ledger") if name and name <= set(key_of(desk.label(row["description"])))]
    if desk.utterance.ordinal is not None:
        numbered = [row for row in promised if find_ordinal(desk.label(row["description"])) == desk.utterance.ordinal]
        promised = numbered
    if promised:
        text += desk.say("meeting_promised", list=desk.speech.listing([tell_promise(desk, row) for row in promised], 3))
    return Outcome(text, [*promised, *rows], is_answered=desk.utterance.is_polar or bool(promised))


def held_of(rows: Sequence[Row]) -> list[Row]:
    """One row an event and framework: the last word on whether it was held."""
    kept: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(sorted(tokens_of(row["meeting"])))
        if key not in kept or "held" in tokens_of_slug(row["status"]):
            kept[key] = row
    return [_counted(row) for row in kept.values()]


def _counted(row: Row) -> Row:
    """A meeting with the number that its name bears, where no other is on record."""
    if row.get("ordinal") is not None:
        return row
    number = next((n for each in labels_of(row["meeting"]) if (n := find_ordinal(str(each["label"])))), None)
    return {**row, "ordinal": number}


def pick(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """Those of these meetings that the question means by their number, sort, time, place or subject."""
    number = desk.utterance.ordinal
    # "Second" is counted among those of one sort: the second meeting of foreign ministers.
    chosen = _alike(desk, rows) if number is not None else _of_sort(desk, rows)
    if number is not None:
        chosen = [row for row in chosen if row["ordinal"] == number]
    chosen = desk.within(chosen, "day")
    places = set(desk.slots.all("place")) | (
        {*desk.slots.all("country")} if desk.has("host_role", "where") and desk.utterance.is_polar else located(desk)
    )
    if places:
        # A city lies in its country; asked whether such a meeting was there, one of another sort is none.
        there = {iri for each in places for row in desk.ask("events", place=each) for iri in tokens_of(row["meeting"])}
        sort = _alike(desk, chosen) if desk.utterance.is_polar else chosen
        here = [row for row in sort if tokens_of(row["meeting"]) & there]
        # A meeting of which only the country is known may have been in any of its towns.
        here = here or [row for row in sort if tokens_of(row["places"]) & around(desk, places)]
        chosen = here or ([] if desk.slots.has("place") or desk.utterance.is_polar else chosen)
    if desk.has("next"):
        return [row for row in chosen if "held" not in tokens_of_slug(row["status"])]
    chosen = _alike(desk, chosen)
    if number is None and desk.has("first", "last"):
        inaugural = [row for row in chosen if row["ordinal"] == 1]
        is_timed_list = desk.utterance.periods and not desk.utterance.is_polar
        is_later = all(isinstance(row["ordinal"], int) for row in chosen) and not is_timed_list
        if is_later and not inaugural and not desk.has("last"):
            # The first that is known is not the first of its row.
            return []
        chosen = inaugural if inaugural and not desk.has("last") else edge_of(desk, chosen, "day")
    return chosen


def located(desk: Desk) -> set[str]:
    """Countries that are named as the place of a meeting."""
    return set(venues(desk)) - set(desk.slots.all("place"))


def _of_sort(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """Asked whether a meeting was held, those of the sort that is named: one of ministers is no summit."""
    said = _sorts(desk)
    labels = [desk.world.lookup.label(min(tokens_of(row["meeting"]))) for row in rows]
    found = [row for row, label in zip(rows, labels, strict=True) if said & set(key_of(label))]
    return found if found and desk.utterance.is_polar else list(rows)


def _sorts(desk: Desk) -> set[str]:
    return set().union(*_said_sorts(desk))


def _said_sorts(desk: Desk) -> list[set[str]]:
    """The words for each sort of meeting that a question says; a summit may be called one of leaders or a summit."""
    found = [{key} for key in {unit.key for unit in desk.utterance.units} & SORTS]
    return [*found, *(set(keys) for words, keys in OTHERWISE if words.search(desk.utterance.text))]


def _alike(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """Of several meetings those whose names share the most words with the question: leaders, foreign ministers."""
    said = _said_sorts(desk)
    labels = [set(key_of(desk.world.lookup.label(next(iter(tokens_of(row["meeting"])))))) for row in rows]
    scores = [sum(not sort.isdisjoint(label) for sort in said) for label in labels]
    best = max(scores, default=0)
    return [row for row, score in zip(rows, scores, strict=True) if score == best]


def tell_meetings(desk: Desk, rows: Sequence[Row], label: str) -> Outcome:
    """Meetings in words: a few with place, people and texts, many with their days."""
    if desk.has("attend") and not desk.utterance.is_polar:
        rows = of_subject(desk, rows, "meeting") or rows
    if desk.has("adopt") and len(rows) > 1:
        # Those at which something was adopted, if it is known of any.
        rows = [row for row in rows if _adopted(desk, row)] or rows
    asks_number = (
        desk.has("numbered")
        or NUMBER.search(desk.utterance.text)
        or (len(desk.utterance.ordinals) > 1 and not desk.has("ordinal"))
    )
    if asks_number and len(rows) <= FEW:
        return Outcome(" ".join(_numbered(desk, row, label) for row in rows), rows)
    is_asked_who = desk.has("attend") and len(rows) <= SEVERAL
    if desk.has("how_many") or (len(rows) > FEW and not is_asked_who):
        known = [f"{desk.label(row['meeting'])} ({desk.day(row['day'])})" for row in rows]
        text = desk.speech.found("meeting", label, len(rows), known)
        return Outcome(text, rows, _is_held(desk, rows) if desk.utterance.is_polar else None, count=len(rows))
    told = []
    found: list[Row] = list(rows)
    for row in rows:
        event = next(iter(tokens_of(row["meeting"])))
        parts = desk.ask("attended", event=event)
        people = desk.names(_of_country(desk, [part for part in parts if part["what"] == "participant"]), "thing")
        chairs = desk.names(chairs_of(desk, row, parts), "thing") if desk.has("chair") else []
        if chairs:
            people = [desk.say("chaired_by", list=desk.speech.listing(chairs))]
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
    return Outcome(" ".join(told), found, _is_held(desk, rows) if desk.utterance.is_polar else None)


def _of_country(desk: Desk, parts: list[Row]) -> list[Row]:
    """Of those who took part the firms of the country that is named, where firms are asked for; all, where none is."""
    if not desk.has("company") or desk.utterance.is_polar:
        return parts
    firms = units_of(desk, desk.slots.all("country"))
    return [part for part in parts if tokens_of(part["thing"]) & firms] or parts


def _is_held(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether meetings were held, by a source or by their day; of one that is only announced nothing is known."""
    today = desk.on.isoformat()
    states = [tokens_of_slug(row["status"]) for row in rows]
    if desk.has("next"):
        return True
    held = [
        "held" in state or (not state and "" < text_of(row["day"]) <= today)
        for state, row in zip(states, rows, strict=True)
    ]
    return True if any(held) else None


def _numbered(desk: Desk, row: Row, label: str) -> str:
    """Which in its row a meeting was, and on which day."""
    event = f"{desk.label(row['meeting'])} ({desk.day(row['day'])})"
    if row["ordinal"] is None:
        return desk.say("meeting_no_number", event=event)
    return desk.say("meeting_number", event=event, framework=label, number=row["ordinal"])


def _adopted(desk: Desk, row: Row) -> bool:
    """Whether a text is known to have been adopted at a meeting."""
    return any(
        part["what"] == "adopted" for iri in tokens_of(row["meeting"]) for part in desk.ask("attended", event=iri)
    )


def _after(text: str) -> str:
    return f"; {text}" if text else ""


def event(desk: Desk) -> Outcome:
    """When and where an event was held, who took part, what was adopted."""
    events = desk.slots.all("event")
    rows = held_of([row for each in events[:3] for row in desk.ask("events", event=each)])
    if not rows:
        return desk.none(desk.label(events[0]))
    number = desk.utterance.ordinal
    framework = next(iter(tokens_of(rows[0]["convened_by"])), None) or desk.slots.first("framework")
    if number is not None and rows[0]["ordinal"] is None and not framework:
        return Outcome(_numbered(desk, rows[0], desk.label(events[0])), rows)
    if number is not None and rows[0]["ordinal"] != number and framework:
        # Another meeting of that row is named by its number.
        all_of_them = held_of(desk.ask("events", framework=framework))
        chosen = [row for row in all_of_them if row["ordinal"] == number]
        return (
            tell_meetings(desk, chosen, desk.label(framework)) if chosen else _no_meeting(desk, framework, all_of_them)
        )
    found = tell_meetings(desk, rows, desk.label(events[0]))
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
    if desk.utterance.is_polar and found.boolean and (is_timed(desk) or set(venues(desk)) - _in_name(desk, events)):
        return judged(desk, found.text, found.rows, was_so(desk, rows))
    return found


def _in_name(desk: Desk, events: Sequence[str]) -> set[str]:
    """The places by which an event is called."""
    names = " ".join(desk.world.lookup.label(each) for each in events)
    return {iri for iri in venues(desk) if desk.world.lookup.label(iri).split(",")[0] in names}


PLANS: Final[Mapping[str, Plan]] = {
    "event": event,
    "meetings": meetings,
}
