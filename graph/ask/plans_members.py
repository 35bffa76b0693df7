"""Plans for membership: who belongs to a framework, which an actor belongs to, which it shares with another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, holds, token_of, tokens_of, wording_of
from graph.ask.plans_frameworks import life_of, successor_of

__all__ = ["PLANS"]

#: Words by which those of a role are left out.
LATER: Final = re.compile(
    r"\b(?:after|besides|apart from|other than|except|beyond|in addition to|not)\s+(?:the\s+)?(?:original\s+)?(?:founding|founder|original|observer)"
    r"|(?:創設|原加盟|設立メンバー)[^、。]{0,8}(?:以外|の後|より後|を除)|संस्थापक[^।?]{0,15}(?:के बाद|के अलावा|छोड़)",
    re.IGNORECASE,
)
#: Roles of those who belong to a framework; observers, guests and chairs are told apart.
FULL: Final = ("founding-member", "member", "partner", "")


def members(desk: Desk) -> Outcome:
    """Who belongs to a framework: all, those of a role, the first or last to join, those who left."""
    framework = desk.slots.first("framework") or ""
    if len(desk.slots.all("framework")) > 1 and desk.has("both", "not", "only", "all"):
        return _compared(desk)
    rows = list(desk.ask("members-of", framework=framework))
    label = desk.label(framework)
    if not rows:
        return desk.none(label)
    if desk.has("leave"):
        over = [row for row in rows if not holds(row, desk.on) and not _has_ended(desk, framework)]
        if over:
            return Outcome(
                desk.say("found", what=label, count=len(over), list=desk.speech.listing(desk.names(over, "member"))),
                over,
            )
        return Outcome(
            desk.say("nobody_left", framework=label) + _ended_note(desk, framework, rows),
            rows,
            is_answered=not desk.has("why"),
        )
    wanted = {"founding": "founding-member", "observer": "observer", "chair": "chair"}
    roles = [role for cue, role in wanted.items() if desk.has(cue)]
    if roles and LATER.search(desk.utterance.text):
        rows = [row for row in rows if token_of(row["role"]) not in roles]
        roles = []
    if roles:
        chosen = [row for row in rows if token_of(row["role"]) in roles]
        listing = desk.speech.listing(desk.names(chosen, "member"))
        role = desk.label(chosen[0]["role"]) if chosen else roles[0]
        return Outcome(f"{label}: " + desk.say("members_role", role=role, list=listing).strip(), chosen)
    full = [
        row for row in rows if "member" in token_of(row["role"]) or token_of(row["role"]) in ("", "partner")
    ] or rows
    if desk.has("first", "last") and desk.has("join", "member"):
        return _edge(desk, full, label)
    if desk.has("join") and desk.utterance.periods:
        joined = desk.within(full, "validity")
        names = desk.names(joined, "member")
        text = (
            desk.say("found", what=label, count=len(names), list=desk.speech.listing(names, 60))
            if joined
            else desk.none(label).text
        )
        return Outcome(text, joined)
    names = desk.names(full, "member")
    current = [row for row in full if holds(row, desk.on)]
    if current or not full:
        names = desk.names(current, "member")
        text = desk.say(
            "members", framework=label, count=len(names), day=desk.today(), list=desk.speech.listing(names, 60)
        )
    else:
        text = desk.say(
            "members_ended",
            framework=label,
            count=len(names),
            ended=_until(desk, full[0]),
            list=desk.speech.listing(names, 60),
        )
    others: dict[str, list[Row]] = {}
    for row in rows:
        if row not in full:
            others.setdefault(desk.label(row["role"]), []).append(row)
    for role, some in others.items():
        text += desk.say("members_role", role=role, list=desk.speech.listing(desk.names(some, "member")))
    return Outcome(text, rows)


def _compared(desk: Desk) -> Outcome:
    """Who belongs to two frameworks, or to the one and not to the other."""
    is_apart = desk.has("not", "only")
    named = desk.slots.all("framework")
    one, other = desk.apart(named) if is_apart else named[:2]
    theirs = {
        iri
        for row in desk.ask("members-of", framework=other)
        if holds(row, desk.on) or _has_ended(desk, other)
        for iri in tokens_of(row["member"])
    }
    rows = [
        row
        for row in desk.ask("members-of", framework=one)
        if (holds(row, desk.on) or _has_ended(desk, one)) and bool(tokens_of(row["member"]) & theirs) != is_apart
    ]
    names = desk.names(rows, "member")
    values = {"one": desk.label(one), "other": desk.label(other), "count": len(names)}
    if desk.utterance.is_polar and not is_apart:
        whole = {iri for row in desk.ask("members-of", framework=one) for iri in tokens_of(row["member"])}
        return Outcome(desk.say("members_all", **values, list=desk.speech.listing(names, 60)), rows, whole <= theirs)
    phrase = "members_apart" if is_apart else "members_both"
    return Outcome(desk.say(phrase, **values, list=desk.speech.listing(names, 60)), rows)


def _edge(desk: Desk, rows: list[Row], label: str) -> Outcome:
    dated = [(_start(row), row) for row in rows if _start(row)]
    if not dated:
        return desk.none(label)
    edge = max(day for day, _ in dated) if desk.has("last") else min(day for day, _ in dated)
    chosen = [row for day, row in dated if day == edge]
    phrase = "last_members" if desk.has("last") else "first_members"
    validity = chosen[0]["validity"]
    day = desk.day(validity["from"] if isinstance(validity, Mapping) else None)
    return Outcome(
        desk.say(phrase, framework=label, day=day, list=desk.speech.listing(desk.names(chosen, "member"))), chosen
    )


def _start(row: Row) -> str:
    validity = row["validity"]
    start = validity.get("from") if isinstance(validity, Mapping) else None
    return str(start["value"] or "") if isinstance(start, Mapping) else ""


def _since(desk: Desk, row: Row) -> str:
    validity = row["validity"]
    return desk.day(validity["from"] if isinstance(validity, Mapping) else {"value": None})


def _until(desk: Desk, row: Row) -> str:
    validity = row["validity"]
    return desk.day(validity["until"] if isinstance(validity, Mapping) else {"value": None})


def _has_ended(desk: Desk, framework: str) -> bool:
    return any(token_of(row["status"]) in ("ended", "superseded") for row in life_of(desk, framework))


def _ended_note(desk: Desk, framework: str, rows: list[Row]) -> str:
    if any(holds(row, desk.on) for row in rows):
        return ""
    names = desk.names(rows, "member")
    return " " + desk.say(
        "members_ended",
        framework=desk.label(framework),
        count=len(names),
        ended=_until(desk, rows[0]),
        list=desk.speech.listing(names, 30),
    )


def membership(desk: Desk) -> Outcome:
    """Whether an actor belongs to a framework, since when, until when."""
    outcomes = []
    for framework in desk.slots.all("framework")[:3]:
        for actor in desk.slots.actors[:4]:
            outcomes.append(_one_membership(desk, framework, actor))
    booleans = {outcome.boolean for outcome in outcomes}
    boolean = booleans.pop() if len(booleans) == 1 else False if False in booleans else None
    is_denied = desk.has("not") and not desk.has("leave") and desk.utterance.language == "en"
    if desk.utterance.is_polar and boolean is not None and is_denied:
        boolean = (
            boolean
            if desk.utterance.text.lower().startswith(("is", "are", "does", "has", "do", "did"))
            else not boolean
        )
    return Outcome(
        " ".join(outcome.text for outcome in outcomes),
        [row for outcome in outcomes for row in outcome.rows],
        boolean if desk.utterance.is_polar else None,
        all(outcome.is_answered for outcome in outcomes),
    )


def _one_membership(desk: Desk, framework: str, actor: str) -> Outcome:
    rows = [row for row in desk.ask("members-of", framework=framework) if actor in tokens_of(row["member"])]
    values = {"framework": desk.label(framework), "actor": desk.label(actor), "day": desk.today()}
    rows.sort(key=lambda row: (not holds(row, desk.on), "member" not in token_of(row["role"]), _start(row)))
    wants_leaving = desk.has("leave")
    if rows:
        row = rows[0]
        values |= {"role": desk.label(row["role"]), "since": _since(desk, row), "until": _until(desk, row)}
        if holds(row, desk.on):
            if wants_leaving:
                return Outcome(
                    desk.say("never_left", **values), rows, boolean=False, is_answered=desk.utterance.is_polar
                )
            text = desk.say("member_yes" if desk.utterance.is_polar else "joined", **values)
            if desk.has("why"):
                text += " " + desk.say("why")
            wanted = {"founding": "founding-member", "observer": "observer", "chair": "chair"}
            roles = {role for cue, role in wanted.items() if desk.has(cue)}
            is_such = not roles or any(token_of(each["role"]) in roles for each in rows)
            is_answered = not desk.has("why") and (is_such or desk.utterance.is_polar)
            if desk.utterance.is_polar and not is_such:
                text = desk.say("member_other", **values)
            return Outcome(text, rows, boolean=is_such, is_answered=is_answered)
        successor = successor_of(desk, framework)
        if wants_leaving:
            return Outcome(
                desk.say("left", **values, successor=successor),
                rows,
                boolean=None if successor else True,
                is_answered=desk.utterance.is_polar or not successor,
            )
        was = desk.utterance.is_past or desk.has("join")
        phrase = "member_was" if was and desk.utterance.is_polar else "member_ended"
        if desk.has("join", "when") and not desk.utterance.is_polar:
            phrase = "joined_ended"
        return Outcome(desk.say(phrase, **values, successor=successor), rows, was, is_answered=not desk.has("why"))
    denied = [
        row
        for row in desk.ask("denials", about=framework)
        if actor in tokens_of(row["object"]) and framework in tokens_of(row["subject"])
    ]
    later = [row for row in _ever(desk, framework) if actor in tokens_of(row["member"])] if not denied else []
    if later and desk.utterance.is_polar and not wants_leaving:
        text = desk.say("member_later", **values, since=_since(desk, later[0]))
        return Outcome(text, later, boolean=False)
    if wants_leaving:
        return Outcome(desk.say("never_in", **values), denied, boolean=None, is_answered=desk.utterance.is_polar)
    if denied:
        return Outcome(
            desk.say("member_denied", **values, wording=wording_of(desk, denied[0]["wording"])),
            denied,
            boolean=False,
            is_answered=desk.utterance.is_polar,
        )
    return Outcome(desk.say("member_unknown", **values), boolean=None, is_answered=desk.utterance.is_polar)


def _ever(desk: Desk, framework: str) -> list[Row]:
    """Those who came later than the day that the answer is about."""
    cut_off = desk.world.cut_off
    if cut_off is None or desk.on >= cut_off:
        return []
    rows = desk.ask("members-of", framework=framework, as_of=cut_off.isoformat())
    return [row for row in rows if _start(row) > desk.on.isoformat()]


def memberships(desk: Desk) -> Outcome:
    """Which frameworks an actor belongs to."""
    actor = desk.slots.actors[0]
    if len(desk.slots.actors) > 1:
        return shared(desk)
    if "Person" in desk.world.lookup.classes.get(actor, frozenset()):
        held = desk.ask("affiliations-of", actor=actor)
        told = [f"{desk.label(row['post'])} ({desk.label(row['body'])})" for row in held]
        return (
            Outcome(desk.say("found", what=desk.label(actor), count=len(held), list=desk.speech.listing(told)), held)
            if held
            else desk.none(desk.label(actor))
        )
    rows = list(desk.ask("frameworks-of", actor=actor))
    if desk.has("join") and desk.utterance.periods:
        rows = desk.within(rows, "validity")
    current = [row for row in rows if holds(row, desk.on)]
    if desk.has("join") and desk.utterance.periods:
        current = rows
    chosen = [row for row in rows if row not in current] if desk.has("leave", "ended") else current
    if desk.has("founding"):
        chosen = [row for row in chosen if token_of(row["role"]) == "founding-member"]
    if not chosen:
        return desk.none(desk.label(actor))
    if desk.has("last", "first") and desk.has("join", "member"):
        dated = sorted((row for row in chosen if _start(row)), key=_start, reverse=desk.has("last"))
        chosen = [row for row in dated if _start(row) == _start(dated[0])]
    names = desk.names(chosen, "framework")
    text = desk.say(
        "memberships", actor=desk.label(actor), count=len(names), day=desk.today(), list=desk.speech.listing(names, 40)
    )
    return Outcome(text, chosen)


def shared(desk: Desk) -> Outcome:
    """Which frameworks actors both belong to."""
    actor, other, *more = desk.slots.actors
    rows = [row for row in desk.ask("shared-by", actor=actor, other=other) if not row["ended"]]
    for third in more:
        mine = {iri for row in desk.ask("frameworks-of", actor=third) for iri in tokens_of(row["framework"])}
        rows = [row for row in rows if tokens_of(row["framework"]) & mine]
    if not rows:
        return desk.none(desk.speech.listing([desk.label(each) for each in desk.slots.actors]))
    names = desk.names(rows, "framework")
    others = desk.speech.listing([desk.label(each) for each in (other, *more)])
    text = desk.say(
        "shared",
        actor=desk.label(actor),
        other=others,
        count=len(names),
        day=desk.today(),
        list=desk.speech.listing(names, 40),
    )
    return Outcome(text, rows, boolean=True if desk.utterance.is_polar else None)


def exclusive(desk: Desk) -> Outcome:
    """Which frameworks one actor belongs to and another does not: the one that stands next to the "not" is left out."""
    if len(desk.slots.actors) > 2:
        return _exclusive_of_several(desk)
    actor, other = desk.apart(desk.slots.actors[:2])
    theirs = {iri for row in desk.ask("frameworks-of", actor=other) for iri in tokens_of(row["framework"])}
    rows = [
        row
        for row in desk.ask("frameworks-of", actor=actor)
        if not tokens_of(row["framework"]) & theirs and holds(row, desk.on)
    ]
    names = desk.names(rows, "framework")
    text = desk.say(
        "exclusive",
        actor=desk.label(actor),
        other=desk.label(other),
        count=len(names),
        list=desk.speech.listing(names, 40),
    )
    return Outcome(text, rows)


def _exclusive_of_several(desk: Desk) -> Outcome:
    """Frameworks of all actors but those behind the "not", in English, or of the one before it."""
    cuts = [place for place, cue in desk.utterance.cue_places if cue in ("not", "only")]
    places = {filling.iri: filling.mention.start for each in desk.slots.by_slot.values() for filling in each}
    actors, cut = desk.slots.actors, cuts[-1] if cuts else -1
    if desk.utterance.language == "en":
        others = [actor for actor in actors if places[actor] > cut]
    else:
        others = [actor for actor in actors if places[actor] < cut][-1:]
    others = others if 0 < len(others) < len(actors) else actors[-1:]
    wanted = [actor for actor in actors if actor not in others]

    def held(actor: str) -> set[str]:
        return {
            iri
            for row in desk.ask("frameworks-of", actor=actor)
            if holds(row, desk.on)
            for iri in tokens_of(row["framework"])
        }

    theirs = set().union(*(held(actor) for actor in others))
    shared_by_all = set.intersection(*(held(actor) for actor in wanted)) - theirs
    rows = [row for row in desk.ask("frameworks-of", actor=wanted[0]) if tokens_of(row["framework"]) & shared_by_all]
    names = desk.names(rows, "framework")
    one, other = (desk.speech.listing([desk.label(each) for each in some]) for some in (wanted, others))
    text = desk.say("exclusive", actor=one, other=other, count=len(names), list=desk.speech.listing(names, 40))
    return Outcome(text, rows)


PLANS: Final[Mapping[str, Plan]] = {
    "exclusive": exclusive,
    "members": members,
    "membership": membership,
    "memberships": memberships,
    "shared": shared,
}
