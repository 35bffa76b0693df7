"""Plans for frameworks: what they cover, and which there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, holds, token_of, tokens_of
from graph.ask.findings.clauses import actors_asked, are_alternatives, main_clause, materials_asked
from graph.ask.findings.codes import goods_of
from graph.ask.findings.contents import asks_minerals, minerals_in
from graph.ask.findings.covering import DIRECT, asks_generically, tell_covering, with_ended
from graph.ask.findings.covering_texts import texts_beside, texts_covering
from graph.ask.findings.regions import of_region, region_said
from graph.ask.findings.subjects import of_subject, subject_of
from graph.ask.findings.wholes import note_of_ended
from graph.ask.plans.covered import asks_of_name, named_coverage, named_scopes
from graph.ask.plans.life import life_of
from graph.ask.plans.provisions import speaks_of
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of

__all__ = ["PLANS", "began_in", "coverage", "speaking_of_minerals"]

COVERING: Final = (*DIRECT, "generic-listed", "generic")


def coverage(desk: Desk) -> Outcome:
    """Which frameworks cover a material; whether one does; what a customs code covers."""
    if (goods := goods_of(desk)) is not None:
        return goods
    materials = materials_asked(desk)
    material = materials[0]
    rows = desk.ask("frameworks-covering", material=material)
    # A text bears the name of its framework; it is the text that is asked about.
    wanted = named_scopes(desk)
    start, end = main_clause(desk.utterance.text)
    places = [each.mention.start for each in desk.slots.by_slot.get("material", ())]
    if wanted and asks_minerals(desk):
        return minerals_in(desk, wanted)
    if wanted and desk.has("material") and not any(start <= place < end for place in places):
        # The material stands beside what is asked for: what does the framework cover at all?
        return materials_of(desk)
    if wanted:
        return named_coverage(desk.clipped(), wanted, materials)
    texts = _texts(desk, materials)
    if texts is not None and not desk.has("framework"):
        return replace(texts, boolean=True if texts.rows and desk.utterance.is_polar else None)
    actors = actors_asked(desk)
    label = desk.speech.listing([desk.label(iri) for iri in materials])
    rows_of = list(rows)
    for actor in actors:
        mine = {iri for row in desk.ask("frameworks-of", actor=actor) for iri in tokens_of(row["framework"])}
        rows_of = [row for row in rows_of if tokens_of(row["framework"]) & mine]
    if len(materials) > 1 and are_alternatives(desk.utterance.text):
        # One of several is enough: each framework by the best that it says of any of them.
        for other in materials[1:]:
            rows_of += [row for row in desk.ask("frameworks-covering", material=other) if _is_of(desk, row)]
    for other in materials[1:] if not are_alternatives(desk.utterance.text) else ():
        also = {
            iri
            for row in desk.ask("frameworks-covering", material=other)
            if token_of(row["verdict"]) in COVERING
            for iri in tokens_of(row["framework"])
        }
        rows_of = [row for row in rows_of if tokens_of(row["framework"]) & also]
    binding = sorted(desk.concept("bindingness"))
    if binding:
        bound = {iri for row in desk.ask("in-force", bindingness=binding[-1]) for iri in tokens_of(row["framework"])}
        rows_of = [row for row in rows_of if tokens_of(row["framework"]) & bound]
    if desk.has("ended"):
        rows_of = [row for row in rows_of if row["status"] == "ended"]
    now = [row for row in rows_of if row["status"] != "ended"]
    named = [row for row in now if token_of(row["verdict"]) in DIRECT]
    generic = [row for row in now if row not in named and token_of(row["verdict"]).startswith("generic")]
    ended = [row for row in rows_of if row["status"] == "ended" and token_of(row["verdict"]) in COVERING]
    covering = [*named, *generic]
    is_at_large = bool(binding) or desk.has("ended") or asks_generically(desk)
    is_told = texts is not None or is_at_large
    beside = Outcome("") if is_told else texts_beside(desk, materials, actors)
    if not rows_of:
        return beside if beside.rows else desk.none(label)
    text = tell_covering(desk, label, named, generic)
    if desk.has("by_name") and named:
        covering = named
    elif asks_generically(desk) and generic:
        covering = generic
    text = with_ended(desk, text, label, generic, ended, is_named=bool(named))
    text += note_of_ended(desk, covering)
    boolean = bool(covering) if desk.utterance.is_polar else None
    if boolean and not named and asks_of_name(desk):
        # Who speaks of critical minerals at large names none.
        boolean, text = None, desk.say("not_known_so", told=text)
    if desk.utterance.is_polar and desk.has("text") and not desk.has("framework") and not (texts and texts.rows):
        # That no text is known to name it is borne out by no framework that covers it.
        return Outcome(desk.say("not_known_so", told=text), [*covering, *ended])
    if texts is not None and texts.rows:
        # What names the mineral stands before what speaks of critical minerals at large.
        return Outcome(f"{texts.text} {text}", [*texts.rows, *covering, *ended], boolean)
    return Outcome(f"{text}{beside.text}", [*covering, *ended], boolean, beside=beside.rows)


def _texts(desk: Desk, materials: Sequence[str]) -> Outcome | None:
    """The texts that name the minerals, where texts are asked for; nothing where they are not."""
    if not desk.has("text") or (desk.has("member") and desk.has("country", "who")):
        return None
    found = texts_covering(desk, materials, desk.slots.actors)
    return found if found.rows or not desk.slots.actors else None


def _is_of(desk: Desk, row: Row) -> bool:
    """Whether a framework is one of all the actors that are named."""
    return all(
        tokens_of(row["framework"])
        & {iri for each in desk.ask("frameworks-of", actor=actor) for iri in tokens_of(each["framework"])}
        for actor in actors_asked(desk)
    )


def materials_of(desk: Desk) -> Outcome:
    """Which materials a framework or text covers."""
    several = named_scopes(desk) or desk.slots.all("framework", "text")
    asks_any = desk.utterance.is_polar and read_pattern("any_mineral").search(desk.utterance.text) is not None
    if (
        desk.utterance.is_polar
        and not asks_any
        and desk.slots.has("text")
        and set(desk.utterance.content) - set(key_of(desk.world.lookup.label(several[0])))
    ):
        # Of something else than materials it is asked whether a text speaks of it.
        return speaks_of(desk, desk.slots.first("text") or "")
    if len(several) > 1 and desk.has("both", "not", "only", "all"):
        return _shared_materials(desk, several[:3])
    framework = several[0]
    rows = desk.ask("materials-covered", framework=framework)
    values = {"framework": desk.label(framework)}
    ended = _end_of(desk, framework)
    if ended is not None:
        before = desk.ask("materials-covered", framework=framework, as_of=(ended - timedelta(days=1)).isoformat())
        over = [row for row in before if row["material"]]
        if over:
            names = desk.names(over, "material")
            told = desk.speech.listing(names, 30)
            return Outcome(
                desk.say("materials_once", **values, ended=desk.day(ended), count=len(names), list=told), before
            )
        rows = rows or before
    named = [row for row in rows if row["material"]]
    if named:
        names = desk.names(named, "material")
        phrase = "materials_of" if len(names) > 1 else "materials_of_one"
        told = desk.say(phrase, **values, count=len(names), list=desk.speech.listing(names, 30))
        return Outcome(told, rows, boolean=True if asks_any else None)
    if rows:
        wording = next((desk.label(row["wording"]) for row in rows if row["wording"]), "")
        return Outcome(desk.say("materials_generic", **values, wording=wording), rows, False if asks_any else None)
    return desk.none(values["framework"])


def _shared_materials(desk: Desk, frameworks: Sequence[str]) -> Outcome:
    """What frameworks cover each, and which materials all of them name."""
    found = []
    for framework in frameworks:
        ended = _end_of(desk, framework)
        on = (ended - timedelta(days=1)).isoformat() if ended else None
        found.append(desk.ask("materials-covered", framework=framework, as_of=on))
    named = [{iri for row in rows for iri in tokens_of(row["material"])} for rows in found]
    both = set.intersection(*named)
    told = [
        f"{desk.label(framework)}{desk.say('colon')}"
        + (
            desk.speech.listing(desk.names([row for row in rows if row["material"]], "material"), 30)
            if mine
            else desk.say("in_general")
        )
        for framework, rows, mine in zip(frameworks, found, named, strict=True)
    ]
    shared = desk.speech.listing([desk.label(iri) for iri in sorted(both)], 30)
    return Outcome(
        desk.say("materials_shared", list=shared, told="; ".join(told)), [row for rows in found for row in rows]
    )


def _end_of(desk: Desk, framework: str) -> date | None:
    """The day on which a framework ended, as far as it has by the day that the answer is about."""
    for row in life_of(desk, framework):
        cell = row["day"]
        value = cell.get("value") if isinstance(cell, Mapping) else None
        if token_of(row["status"]) in ("ended", "superseded") and isinstance(value, str):
            return date.fromisoformat(value)
    return None


def frameworks(desk: Desk) -> Outcome:
    """Which frameworks there are, in force or ended, binding or not."""
    binding = sorted(desk.concept("bindingness"))
    rows = list(desk.ask("in-force", bindingness=binding[-1] if binding else None))
    if desk.has("generic", "by_name"):
        return _by_scope(desk)
    if region_said(desk):
        return _of_region(desk)
    if desk.has("ended"):
        rows = [row for row in rows if row["status"] == "ended"]
    elif desk.has("active"):
        rows = [row for row in rows if row["status"] == "in-force"]
    if desk.utterance.periods and desk.has("launch", "ended") and not desk.is_dated:
        return _in_period(desk, {"launched"} if desk.has("launch") else {"ended", "superseded"})
    rows = of_subject(desk, desk.within(rows, "since"), "framework")
    names = desk.names(rows, "framework")
    return (
        Outcome(desk.say("frameworks", count=len(names), list=desk.speech.listing(names, 50)), rows, count=len(names))
        if rows
        else desk.none(subject_of(desk) or desk.say("topic_frameworks"))
    )


def _of_region(desk: Desk) -> Outcome:
    """The frameworks to which countries of the region that is named belong, with those countries."""
    frameworks_known = sorted(iri for iri in desk.world.lookup.labels if kind_of(iri) in ("framework", "pillar"))
    rows, told = [], []
    for iri in frameworks_known:
        mine = [row for row in of_region(desk, desk.ask("members-of", framework=iri), "member") if holds(row, desk.on)]
        if mine:
            told.append(f"{desk.label(iri)} ({desk.speech.listing(desk.names(mine, 'member'), 30)})")
            rows += [{**row, "framework": {"iri": iri}} for row in mine]
    if not rows:
        return desk.none(region_said(desk))
    return Outcome(desk.say("frameworks", count=len(told), list=desk.speech.listing(told, 50)), rows)


def began_in(desk: Desk, statuses: Set[str] = frozenset({"launched"})) -> list[Row]:
    """The frameworks that were launched, or came to another status, in the period of the question."""
    first, last = desk.utterance.periods[0].window()
    until = min(last or desk.on, desk.on).isoformat()
    rows = desk.ask("timeline", **{"from": first.isoformat() if first else None}, until=until)
    return [
        row for row in rows if row["what"] == "status" and token_of(row["status"]) in statuses and _is_framework(row)
    ]


def _in_period(desk: Desk, statuses: Set[str]) -> Outcome:
    """The frameworks that were launched or that ended in a period, each with its day."""
    rows = began_in(desk, statuses)
    if not rows:
        return desk.none(desk.say("topic_frameworks"))
    told = desk.speech.listing([f"{desk.label(row['subject'])} ({desk.day(row['day'])})" for row in rows], 50)
    return Outcome(desk.say("frameworks", count=len(desk.names(rows, "subject")), list=told), rows)


def _is_framework(row: Row) -> bool:
    return any(kind_of(iri) in ("framework", "pillar") for iri in tokens_of(row["subject"]))


def speaking_of_minerals(desk: Desk, *actors: str) -> set[str]:
    """The frameworks of these actors that name minerals or speak of critical minerals in general."""
    one, other = [*actors, None, None][:2]
    rows = desk.ask("scope-of-frameworks", actor=one, other=other)
    return {iri for row in rows if token_of(row["verdict"]) in COVERING for iri in tokens_of(row["framework"])}


def _by_scope(desk: Desk) -> Outcome:
    """The frameworks that name minerals, or those that speak of critical minerals in general and name none."""
    actors = [*desk.slots.actors, None, None][:2]
    rows = [
        row for row in desk.ask("scope-of-frameworks", actor=actors[0], other=actors[1]) if row["status"] != "ended"
    ]
    named = {iri for row in rows if token_of(row["verdict"]) in DIRECT for iri in tokens_of(row["framework"])}
    spoken = [row for row in rows if token_of(row["verdict"]) in COVERING]
    is_named = desk.has("by_name") or not desk.has("generic")
    chosen = [row for row in spoken if bool(tokens_of(row["framework"]) & named) == is_named]
    names = desk.names(chosen, "framework")
    if not names:
        return desk.none(desk.say("topic_frameworks"))
    phrase = "scope_named" if is_named else "scope_generic"
    return Outcome(desk.say(phrase, count=len(names), list=desk.speech.listing(names, 50)), chosen)


PLANS: Final[Mapping[str, Plan]] = {
    "coverage": coverage,
    "frameworks": frameworks,
    "materials_of": materials_of,
}
