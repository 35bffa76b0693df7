"""Plans for projects, plants, programmes, firms and offices: who does what where, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.beyond import is_spanning, lying_only_in
from graph.ask.findings.claims import OVER, claimed, judge, judge_undertaking, judge_undertakings
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.goods import goods_from
from graph.ask.findings.last_words import asks_threat, asks_words, in_doubt, is_doubtful, tell_last, tell_step, whole_of
from graph.ask.findings.locations import lies_in, wider_places
from graph.ask.findings.namesakes import alike_of
from graph.ask.findings.participants import owned_from, owners_behind, share_of, with_people
from graph.ask.findings.pledged import tell_pledged
from graph.ask.findings.progress import with_progress
from graph.ask.findings.regions import lying_in, region_said
from graph.ask.findings.sheltered import with_sheltered
from graph.ask.findings.sited import asks_site, lies_there
from graph.ask.findings.subjects import of_subject
from graph.ask.findings.themes import forwards, of_theme
from graph.ask.findings.wider_projects import asks_wider, on_groups
from graph.ask.linking.resemblance import PLANT
from graph.ask.plans.deposits import deposits
from graph.ask.plans.presence import abroad
from graph.ask.plans.sums import PLANS as SUM_PLANS
from graph.ask.plans.sums import sums_for
from graph.ask.reading.direction import is_outside, is_where
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of, slug_of

__all__ = ["PLANS", "projects"]

#: Words of the names of projects that tell none from another.
GENERIC: Final = frozenset(key_of("project plant mine facility material programme rare earth mineral"))


#: Goods that are called by what they do without: magnets without heavy rare earths.
WITHOUT: Final = re.compile(r"\bwithout\b|-free\b", re.IGNORECASE)
#: Of so many undertakings it is told who holds the firms that take part, and by what they are permitted.
FEW: Final = 4
#: The status of what has a licence, or was won at an auction.
PERMITTED: Final = frozenset({"permitted"})


def _what(desk: Desk) -> str:
    return desk.about("topic_projects", "country", "body", "place", "material", "project", "programme", "framework")


def projects(desk: Desk) -> Outcome:
    """Projects and plants for materials, in places, of actors, at a stage, in a status, of a period."""
    if (held := deposits(desk)) is not None:
        return held
    desk = forwards(desk)
    slots = desk.slots
    materials, bodies, countries, places = (slots.all(each) for each in ("material", "body", "country", "place"))
    rows: list[Row] = []
    for material in [each for name in materials for each in desk.kin(name)] or [None]:
        rows += [row for row in desk.ask("projects", material=material) if row not in rows]
    apart = [iri for iri in (*places, *countries) if is_outside(desk.utterance, desk.slots, iri)]
    for iri in apart:
        lying = lying_only_in(desk, iri)
        rows = [row for row in rows if not tokens_of(row["undertaking"]) & lying]
    inside = [each for each in places if each not in apart]
    if len(inside) > 1 and not any(wider in wider_places(desk, each) for each in inside for wider in inside):
        # Nothing lies in two places that are apart: it may lie in either.
        lying = set().union(*(_tied(desk, each, None) for each in inside))
        rows = [row for row in rows if tokens_of(row["undertaking"]) & lying]
        inside = []
    for iri in (*bodies, *inside, *(each for each in countries if each not in apart)):
        mine = _tied(desk, iri, materials[0] if len(materials) == 1 and len(desk.kin(materials[0])) == 1 else None)
        rows = [row for row in rows if tokens_of(row["undertaking"]) & mine]
    rows = lying_in(desk, abroad(desk, _filtered(desk, owned_from(desk, rows, apart))))
    rows = in_doubt(desk, of_theme(desk, rows))
    if not desk.slots.by_slot and len(rows) == len(desk.ask("projects")):
        # Nothing is named: of all projects those that are called by the words of the question.
        rows = of_subject(desk, rows, "undertaking", idle=GENERIC)
    what = _what(desk)
    if apart:
        others = [each for each in (*materials, *bodies, *places, *countries) if each not in apart]
        beyond = desk.say("outside", list=desk.speech.listing([desk.label(each) for each in apart]))
        what = desk.speech.listing([*(desk.label(each) for each in others), beyond])
    if region := region_said(desk):
        what = desk.speech.listing([*([what] if slots.by_slot else []), region])
    is_few = len(rows) <= FEW
    goods = of_goods(desk, materials, [*bodies, *places, *countries], apart, rows)
    made = [f"{desk.label(row['undertaking'])} ({_standing(desk, row, is_few=is_few)})" for row in goods]
    beside = desk.say("projects_of_goods", list=desk.speech.listing(made, 20)) if goods else ""
    wider = [] if bodies or places or countries else lying_in(desk, _filtered(desk, on_groups(desk, materials, rows)))
    if wider:
        beside += desk.say("projects_of_group", list=desk.speech.listing(desk.names(wider, "undertaking"), 20))
    if not rows:
        return Outcome(beside.strip(), goods) if goods else desk.none(what)
    told = [
        f"{desk.label(row['undertaking'])} ({_standing(desk, row, is_few=is_few)})".replace(" ()", "") for row in rows
    ]
    parts: list[Row] = []
    behind: list[str] = []
    if desk.has("who", "owner", "involved", "company", "member", "offtake", "attend"):
        told, parts = with_people(desk, rows, told)
        behind = owners_behind(desk, parts) if desk.has("owner", "share") and len(rows) <= FEW else []
    text = desk.speech.found("project", what, number := len(desk.names(rows, "undertaking")), told, 20)
    if rows and is_few and asks_words(desk):
        words, steps = tell_last(desk, rows)
        text, parts = f"{text}{words}", [*parts, *steps]
    if number == 1:
        text, rows = with_progress(desk, min(tokens_of(rows[0]["undertaking"])), text, rows)
    text = " ".join([*behind, text])
    text, parts = text + beside, [*parts, *goods, *wider]
    if len(bodies) == 1 and not (materials or countries or places or desk.utterance.is_polar):
        more, pledged = tell_pledged(desk, bodies[0], rows)
        text, parts = text + more, [*parts, *pledged]
    if not desk.utterance.is_polar:
        return Outcome(text, [*rows, *parts], count=number)
    stages = desk.concept("stage")
    known = [tokens_of_slug(row["stages"]) for row in rows if row["stages"]]
    # Where something else is done there than is asked about, nothing proves that this is done.
    is_other = bool(stages and known) and not any(each & stages for each in known)
    is_so = None if is_other else judge_undertakings(desk, rows)
    return Outcome(text if is_so is not None else desk.say("not_known_so", told=text), [*rows, *parts], is_so)


def of_goods(
    desk: Desk, materials: Sequence[str], tied: Sequence[str], apart: Sequence[str], rows: Sequence[Row]
) -> list[Row]:
    """Projects for goods that are made of a material, in the same places and of the same actors."""
    if not materials or apart or desk.utterance.claim is not None or not (tied or asks_wider(desk, materials)):
        return []
    made = [iri for iri in goods_from(desk, materials) if iri not in materials]
    found = [row for iri in made for row in desk.ask("projects", material=iri) if row not in rows]
    for iri in tied:
        mine = _tied(desk, iri, None)
        found = [row for row in found if tokens_of(row["undertaking"]) & mine]
    found = [row for row in found if not WITHOUT.search(desk.world.lookup.label(min(tokens_of(row["undertaking"]))))]
    return lying_in(desk, _filtered(desk, list({min(tokens_of(row["undertaking"])): row for row in found}.values())))


def _granted(desk: Desk, row: Row) -> str:
    """By what a project counts as permitted: a licence and a tender that was won are not the same."""
    if not PERMITTED & tokens_of_slug(row["status"]):
        return ""
    steps = desk.ask("project-history", undertaking=min(tokens_of(row["undertaking"])))
    told = [each["detail"] for each in steps if PERMITTED & tokens_of_slug(each["status"]) and each["detail"]]
    return desk.label(told[-1]).rstrip(".") if told else ""


def _standing(desk: Desk, row: Row, *, is_few: bool) -> str:
    """The status of a project and since when it has had it; of a few by what; where it lies, too, if that is asked."""
    status = desk.label(row["status"])
    stands = f"{status}, {desk.day(row['since'])}" if status and row["since"] else status
    if desk.concept("stage") and row["stages"]:
        stands = desk.speech.listing([desk.label(row["stages"]), stands]) if stands else desk.label(row["stages"])
    is_placed = desk.has("where") or is_spanning(desk, row)
    parts = (stands, _granted(desk, row) if is_few else "", lies_in(desk, row) if is_placed else "")
    return "; ".join(part for part in parts if part)


def _tied(desk: Desk, iri: str, material: str | None) -> set[str]:
    """Projects that lie in a place or that an actor has a part in; a country counts as both."""
    found: set[str] = set()
    is_site = iri in desk.slots.all("country") and is_where(desk.utterance, desk.slots, iri)
    classes = desk.world.lookup.classes.get(iri, frozenset())
    if is_site or "Place" in classes:
        found |= {
            each for row in desk.ask("projects", place=iri, material=material) for each in tokens_of(row["undertaking"])
        }
    if is_site and found:
        return found
    if kind_of(iri) == "place":
        # What is called after a place lies there or near by.
        name = desk.world.lookup.label(iri)
        found |= {
            each
            for row in desk.ask("projects", material=material)
            for each in tokens_of(row["undertaking"])
            if name in desk.world.lookup.label(each)
        }
    if kind_of(iri) == "actor":
        found |= {
            each for row in desk.ask("projects", actor=iri, material=material) for each in tokens_of(row["undertaking"])
        }
        if classes & {"Place", "Company", "PublicEnterprise"}:
            # What is done by those who belong to it is its doing too.
            firms = {each for row in desk.ask("bodies-of", parent=iri) for each in tokens_of(row["body"])}
            found |= {
                each
                for row in desk.ask("projects", material=material)
                if tokens_of(row["participants"]) & firms
                for each in tokens_of(row["undertaking"])
            }
    return found


def _filtered(desk: Desk, rows: list[Row]) -> list[Row]:
    stages, statuses = desk.concept("stage"), desk.concept("project-status")
    if desk.has("office", "who") and not desk.has("active"):
        # Who runs them is no question for those that run.
        statuses = statuses - {"operational"}
    for column, wanted in (("stages", stages), ("status", statuses)):
        fitting = [row for row in rows if tokens_of_slug(row[column]) & wanted]
        # Who operates a plant is no question for those that are in operation.
        # Whether one stands so is told by how it does stand.
        if wanted and (fitting or not (desk.has("who") or desk.utterance.is_polar)):
            rows = fitting
    turns = TURNS - {"running"} if desk.has("involved", "office", "who") and not desk.has("active") else TURNS
    if desk.has("where"):
        # Where somebody builds is no question for what is built.
        turns = frozenset()
    if desk.concept("claim") & turns and not statuses and not desk.utterance.is_polar:
        rows = [row for row in rows if judge(desk, "undertaking", tokens_of_slug(row["status"]))]
    return desk.narrow(desk.within(rows, "since"))


#: Claims by which projects are picked: what came to its end, to a halt, or was built.
TURNS: Final = frozenset({"built", "halted", "over", "running"})


def undertaking(desk: Desk) -> Outcome:
    """Where a project or programme stands, who is in it, where it lies, what became of it."""
    return _story(desk, whole_of(desk, desk.slots.first("project", "programme") or ""))


def _story(desk: Desk, thing: str) -> Outcome:
    rows = [row for row in desk.ask("projects") if thing in tokens_of(row["undertaking"])]
    is_plant = PLANT.search(desk.utterance.text) is not None and thing in desk.slots.all("project")
    if rows and is_plant and kind_of(thing) == "project" and tokens_of(rows[0]["sites"]):
        # A plant is asked about, and the project has one.
        plants = [row for row in desk.ask("projects") if tokens_of(row["undertaking"]) & tokens_of(rows[0]["sites"])]
        if plants:
            thing, rows = min(tokens_of(plants[0]["undertaking"])), [plants[0], *rows]
    label = desk.label(thing)
    if not rows:
        rows = [row for row in desk.ask("programmes") if thing in tokens_of(row["programme"])]
    history = desk.ask("project-history", undertaking=thing) if kind_of(thing) != "deposit" else ()
    if not rows and not history:
        return _profile(desk, thing)
    boolean = judge_undertaking(desk, thing, rows, history) if desk.utterance.is_polar else None
    if asks_threat(desk) and not any(is_doubtful(row) for row in rows):
        boolean = None
    if asks_site(desk):
        boolean = lies_there(desk, thing)
    if claimed(desk, "undertaking") and not boolean:
        # A programme and a project may bear one name, and it is the other of which it is so.
        for row in alike_of(desk, thing):
            other = min(tokens_of(row["undertaking"]))
            steps = desk.ask("project-history", undertaking=other)
            if judge_undertaking(desk, other, [row], steps):
                thing, label, rows, history = other, desk.label(other), [row], steps
                boolean = True if desk.utterance.is_polar else None
                break
    told = " ".join(_told(desk, label, rows, history))
    text, rows = with_progress(desk, thing, *with_sheltered(desk, thing, told, rows))
    if desk.has("donor", "money") and not desk.utterance.is_polar and kind_of(thing) != "programme":
        sums = sums_for(desk, thing)
        text, rows = f"{text} {sums.text}".strip(), [*rows, *sums.rows]
    if desk.utterance.is_polar and boolean is None:
        text = desk.say("not_known_so", told=text)
    if not desk.utterance.is_polar and desk.has("why", "when") and desk.has("ended", "sold", "leave"):
        reached = {slug for row in (*rows, *history) for slug in tokens_of_slug(row.get("status"))}
        if desk.has("sold") or not reached & OVER:
            return Outcome(desk.say("not_over", thing=label, told=text), [*rows, *history], is_answered=False)
    return Outcome(text, [*rows, *history], boolean)


def _told(desk: Desk, label: str, rows: Sequence[Row], history: Sequence[Row]) -> list[str]:
    """What is known of an undertaking, a sentence each: its status, place, people, materials and stations."""
    row: Row = rows[0] if rows else {}
    status, since = desk.label(row.get("status")), row.get("since")
    told = (
        [desk.say("u_status", thing=label, status=f"{status} ({desk.day(since)})" if since else status)]
        if status
        else []
    )
    told = told or [f"{label}{desk.say('colon')}".strip()]
    places = [lies_in(desk, row) if row.get("places") else "", desk.label(row["sites"]) if row.get("sites") else ""]
    if any(places):
        told.append(desk.say("u_place", list=desk.speech.listing(places)))
    roles = desk.concept("role")
    joined = [each for each in history if each["what"] == "joined"]
    people = [each for each in joined if tokens_of_slug(each["role"]) & roles] or joined
    if people:
        named = [f"{desk.label(each['actor'])} ({desk.label(each['role'])}{share_of(each)})" for each in people]
        who = desk.speech.listing(named)
        if desk.has("owner", "who", "involved", "company") and not desk.utterance.is_polar:
            # Who it is comes first where that is asked.
            told.insert(0, desk.say("u_people", thing=label, list=who))
        else:
            told.append(desk.say("u_who", list=who))
        if desk.has("owner", "share"):
            told[:0] = owners_behind(desk, joined)
    elif row.get("participants"):
        told.append(desk.say("u_who", list=desk.label(row["participants"])))
    if row.get("materials"):
        told.append(desk.say("u_materials", list=desk.label(row["materials"])))
    is_wordy = asks_words(desk)
    if is_wordy or desk.has("when", "launch", "ended", "late", "since", "last") or not rows:
        steps = [tell_step(desk, each, is_wordy=is_wordy) for each in history if each["what"] == "status"]
        told.append(desk.say("u_stations", list=desk.speech.listing(steps)))
    return told


def _profile(desk: Desk, thing: str) -> Outcome:
    rows = desk.ask("profile", about=thing)
    told = [desk.label(row["thing"]) or desk.label(row["value"]) for row in rows if row["what"] == "statement"]
    return Outcome(desk.say("signed_when", text=desk.label(thing), list=desk.speech.listing(told, 8)), rows)


def stages(desk: Desk) -> Outcome:
    """Who does what with a material at a step of the chain."""
    rows = [row for each in desk.kin(desk.slots.first("material")) for row in desk.ask("stages-of", material=each)]
    wanted = desk.concept("stage")
    if wanted:
        rows = [row for row in rows if tokens_of_slug(row["stage"]) & wanted]
    for iri in desk.slots.actors:
        firms = {iri, *(each for row in desk.ask("bodies-of", parent=iri) for each in tokens_of(row["body"]))}
        mine = [row for row in rows if tokens_of(row["actor"]) & firms]
        if not mine and iri in desk.slots.all("country"):
            # Firms from elsewhere have their plants there.
            lying = {each for row in desk.ask("projects", place=iri) for each in tokens_of(row["undertaking"])}
            mine = [row for row in rows if tokens_of(row["thing"]) & lying]
        rows = mine
    if not rows:
        return desk.none(_what(desk))
    told = [f"{desk.label(row['actor'])} – {desk.label(row['thing'])}".removeprefix(" – ") for row in rows]
    return Outcome(
        desk.speech.found("part", _what(desk), len(set(told)), told, 14),
        rows,
        boolean=True if desk.utterance.is_polar else None,
    )


def programmes(desk: Desk) -> Outcome:
    """Missions, schemes and budgets; of one that is named where it stands and its figures."""
    named = desk.slots.first("programme")
    if named:
        found = undertaking(desk)
        if desk.has("donor", "money", "how_much"):
            sums = SUM_PLANS["money"](replace(desk, utterance=replace(desk.utterance, is_polar=False)))
            if sums.rows:
                found = Outcome(f"{found.text} {sums.text}", [*found.rows, *sums.rows], found.boolean)
        figures = desk.ask("capacities", thing=named)
        told = [_figure(desk, row) for row in figures if isinstance(row["value"], int | float)]
        text = f"{found.text} {desk.speech.listing(told)}" if told else found.text
        return Outcome(text, [*found.rows, *figures], found.boolean)
    rows = desk.numbered(desk.ask("programmes", material=desk.slots.first("material")), "programme")
    for iri in desk.slots.actors:
        mine = {each for row in desk.ask("programmes", actor=iri) for each in tokens_of(row["programme"])}
        rows = [row for row in rows if tokens_of(row["programme"]) & mine]
    rows = desk.within(rows, "since") if desk.utterance.periods else rows
    if claimed(desk, "undertaking"):
        rows = [row for row in rows if judge(desk, "undertaking", tokens_of_slug(row["status"]))]
    if not rows:
        return desk.none(_what(desk))
    if len(rows) == 1 and asks_words(desk):
        return _story(desk, min(tokens_of(rows[0]["programme"])))
    told = [f"{desk.label(row['programme'])} ({desk.label(row['status'])})" for row in rows]
    found = Outcome(desk.speech.found("programme", _what(desk), len(rows), told, 14), rows)
    if len(rows) == 1 and desk.has("donor", "how_much", "money"):
        sums = sums_for(desk, min(tokens_of(rows[0]["programme"])))
        return replace(found, text=f"{found.text} {sums.text}".strip(), rows=[*rows, *sums.rows])
    return found


def capacities(desk: Desk) -> Outcome:
    """Figures about a project, plant or firm."""
    thing = desk.slots.first("project") or desk.slots.first("programme") or desk.slots.first("body") or ""
    rows = desk.ask("capacities", thing=thing, material=desk.slots.first("material"))
    if not rows:
        return desk.none(desk.label(thing))
    told = [_figure(desk, row) for row in rows if isinstance(row["value"], int | float)]
    return Outcome(desk.say("signed_when", text=desk.label(thing), list=desk.speech.listing(told)), rows)


def _figure(desk: Desk, row: Row) -> str:
    unit = slug_of(next(iter(tokens_of(row["unit"])), "")).lower()
    what = f"{desk.label(row['measured'])} {desk.label(row['material_measured'])}".strip()
    return f"{what}: {desk.label(row['qualifier'])} {row['value']:,} {unit}"


PLANS: Final[Mapping[str, Plan]] = {
    "capacities": capacities,
    "programmes": programmes,
    "projects": projects,
    "stages": stages,
    "undertaking": undertaking,
}
