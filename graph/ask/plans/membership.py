"""Plans for membership: whether an actor belongs to a framework, and to which it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, holds, token_of, tokens_of, wording_of
from graph.ask.findings.accession import asks_beginning, beside_one, is_full, joined_then, since, start
from graph.ask.findings.clauses import are_alternatives, comes_first
from graph.ask.findings.lookers_on import is_beside, looked_on
from graph.ask.findings.rolls import not_on_roll
from graph.ask.findings.timing import fell_then, is_timed, judged
from graph.ask.findings.wholes import note_of_ended, whole_of_ended
from graph.ask.plans.frameworks import began_in, coverage
from graph.ask.plans.life import successor_of
from graph.ask.plans.members import members, once, roles_of, until
from graph.ask.plans.shared import on_minerals, shared
from graph.ask.reading.exclusion import find_exclusion
from graph.ask.replies.leftovers import is_of_another
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.polarity import is_present
from graph.cells import Cell
from graph.terms import kind_of

__all__ = ["PLANS"]


def membership(desk: Desk) -> Outcome:
    """Whether an actor belongs to a framework, since when, until when."""
    for framework in desk.slots.all("framework")[:1]:
        beside = beside_one(desk, desk.ask("members-of", framework=framework), desk.label(framework))
        if beside is not None:
            return beside
    if desk.utterance.is_polar and is_of_another(desk):
        # What is asked of a thing that somebody has, and that is not known, does not hold of the owner.
        return desk.none(desk.speech.listing(list(desk.utterance.unknown)))
    asks_who = desk.has("who", "which", "country", "how_many") and not are_alternatives(desk.utterance.text)
    if roles_of(desk) and asks_who and not desk.utterance.is_polar and _is_owned(desk):
        # Who has a role in what is called by one who belongs to it.
        return members(desk)
    desk = desk.clipped()
    outcomes = []
    is_mixed = len(desk.slots.actors) > 1 or len(desk.slots.all("framework")) > 1
    exclusion = find_exclusion(desk.utterance) if desk.utterance.is_polar and is_mixed else None
    for framework in desk.slots.all("framework")[:3]:
        for actor in desk.slots.actors[:4]:
            found = _one_membership(desk, framework, actor)
            if exclusion and {actor, framework} & exclusion.named() and found.boolean is not None:
                # Of one it is asked that it is in, of another that it is not.
                found = replace(found, boolean=not found.boolean)
            outcomes.append(found)
    # What is denied is told before that of which there is no evidence.
    outcomes.sort(key=lambda outcome: outcome.boolean is not False)
    booleans = {outcome.boolean for outcome in outcomes}
    boolean = booleans.pop() if len(booleans) == 1 else False if False in booleans else None
    return Outcome(
        " ".join(outcome.text for outcome in outcomes),
        [row for outcome in outcomes for row in outcome.rows],
        boolean if desk.utterance.is_polar else None,
        all(outcome.is_answered for outcome in outcomes),
    )


def _one_membership(desk: Desk, framework: str, actor: str) -> Outcome:
    held = desk.ask("members-of", framework=framework)
    rows = [row for row in held if actor in tokens_of(row["member"])]
    rows = rows or [row for row in once(desk, framework) if actor in tokens_of(row["member"])]
    values = {"framework": desk.label(framework), "actor": desk.label(actor), "day": desk.today()}
    roles = roles_of(desk)
    is_other = bool(roles) and not any(_is_in_role(row, roles) for row in rows)
    is_late = is_other and "founding-member" in roles and any(map(is_full, rows))
    if is_other and not is_late:
        below = _in_pillars(desk, framework, actor, roles)
        if below is not None:
            # A part proves nothing of the whole.
            return judged(desk, below.text, below.rows, None) if desk.utterance.is_polar else below
    rows.sort(
        key=lambda row: (
            bool(roles) and not _is_in_role(row, roles),
            not holds(row, desk.on),
            "member" not in token_of(row["role"]),
            start(row),
        )
    )
    wants_leaving = desk.has("leave")
    if desk.utterance.is_polar and desk.utterance.periods and rows and not roles and not wants_leaving:
        earlier = looked_on(desk, framework, actor)
        if earlier is not None:
            return _not_yet(
                desk, values, [earlier, *rows], _stages(desk, framework, actor, list(filter(is_full, rows)))
            )
    if any(start(row) for row in rows) and is_timed(desk) and asks_beginning(desk):
        return _begun_then(
            desk, framework, actor, [row for row in rows if not roles or _is_in_role(row, roles)] or rows
        )
    if rows:
        row = rows[0]
        values |= {"role": _role(desk, row), "since": _from(desk, row), "until": until(desk, row)}
        values["begun"] = desk.say("from_day", day=since(desk, row)) if start(row) else ""
        is_late = is_late and (comes_first(desk, "founding") or not are_alternatives(desk.utterance.text))
        if is_late and desk.utterance.is_polar and _has_founder([*held, *once(desk, framework)]):
            # Founders are told apart here, and it is none of them: it came later.
            phrase = "member_other" if holds(row, desk.on) else "member_was_other"
            text = desk.say(phrase, **values, successor=successor_of(desk, framework))
            return Outcome(text, rows, boolean=False)
        if _asks_which(desk):
            phrase = "role_is" if holds(row, desk.on) else "role_was"
            # A founder or not is yes or no; an observer or a member is neither.
            is_such = any(_is_in_role(each, roles) for each in rows) if comes_first(desk, "founding") else None
            return Outcome(desk.say(phrase, **values, successor=successor_of(desk, framework)), rows, is_such)
        if desk.utterance.is_polar and holds(row, desk.on) and desk.is_open(row["validity"]):
            # Who joined in a year may have done so before or after a day of it.
            return judged(desk, _stages(desk, framework, actor, rows), rows, None)
        if holds(row, desk.on):
            if wants_leaving:
                return Outcome(
                    desk.say("never_left", **values), rows, boolean=False, is_answered=desk.utterance.is_polar
                )
            whole = whole_of_ended(desk, framework) if desk.utterance.is_polar else ""
            if whole and start(row) and desk.has("join") and not roles and not is_present(desk.utterance.text):
                # That it once joined stands, whatever became of it since.
                values["since"] = desk.on_day(_cell(row, "from"))
                return Outcome(desk.say("joined", **values), rows, boolean=True)
            if whole:
                # What has hung on nothing since its framework ended may be no more: neither yes nor no.
                return Outcome(desk.say("member_of_ended", **values, whole=desk.label(whole)), rows)
            text = _current(desk, row, values)
            if desk.has("why"):
                text += " " + desk.say("why")
            is_such = not roles or any(_is_in_role(each, roles) for each in rows)
            is_answered = not desk.has("why") and (is_such or desk.utterance.is_polar)
            if desk.utterance.is_polar and not roles and is_beside(desk, rows):
                is_such = False
            if desk.utterance.is_polar and not is_such:
                text = desk.say("member_other", **values)
            return Outcome(text, rows, boolean=is_such, is_answered=is_answered)
        successor = successor_of(desk, framework)
        if wants_leaving and desk.has("when") and not desk.utterance.is_polar and not desk.has("why"):
            # On which day it was over is known, whatever ended it; that of the joining is told with it.
            values["since"] = desk.on_day(_cell(row, "from"))
            return Outcome(desk.say("joined_ended", **values, successor=successor), rows)
        if wants_leaving:
            is_then = not is_timed(desk) or fell_then(desk, [_cell(each, "until") for each in rows])
            if desk.has("join"):
                # Both its days are asked for.
                values["since"] = desk.on_day(_cell(row, "from"))
            return Outcome(
                desk.say("joined_ended" if desk.has("join") else "left", **values, successor=successor),
                rows,
                boolean=False if is_then is False else None if successor else is_then,
                # That it ended with its framework answers when; why somebody left it, nothing bears out.
                is_answered=desk.utterance.is_polar or not successor or (desk.has("when") and not desk.has("why")),
            )
        was = desk.utterance.is_past or (desk.has("join") and not is_present(desk.utterance.text))
        if desk.utterance.is_polar and not roles_of(desk) and is_beside(desk, rows):
            return Outcome(desk.say("member_was_other", **values, successor=successor), rows, boolean=False)
        # To a question of another kind neither yes nor no is said.
        phrase = ("member_was" if was else "member_ended") if desk.utterance.is_polar else "role_was"
        if desk.has("join", "when") and not desk.utterance.is_polar:
            phrase = "joined_ended"
            values["since"] = desk.on_day(_cell(row, "from"))
        return Outcome(desk.say(phrase, **values, successor=successor), rows, was, is_answered=not desk.has("why"))
    denied = [
        row
        for row in desk.ask("denials", about=framework)
        if actor in tokens_of(row["object"]) and framework in tokens_of(row["subject"])
    ]
    later = [row for row in _ever(desk, framework) if actor in tokens_of(row["member"])] if not denied else []
    if later and desk.utterance.is_polar and not wants_leaving:
        text = desk.say("member_later", **values, since=desk.on_day(_cell(later[0], "from")))
        return Outcome(text, later, boolean=False)
    if wants_leaving:
        is_recorded = bool(desk.ask("members-of", framework=framework))
        return Outcome(
            desk.say("never_in" if is_recorded else "never_recorded", **values),
            denied,
            boolean=None,
            is_answered=desk.utterance.is_polar,
        )
    if denied:
        return Outcome(
            desk.say("member_denied", **values, wording=wording_of(desk, denied[0]["wording"])),
            denied,
            boolean=False,
            is_answered=desk.utterance.is_polar,
        )
    absent = not_on_roll(desk, framework, desk.label(actor)) if not roles and kind_of(actor) == "actor" else None
    unknown = Outcome(desk.say("member_unknown", **values), boolean=None, is_answered=desk.utterance.is_polar)
    return absent or unknown


def _not_yet(desk: Desk, values: Mapping[str, str], rows: Sequence[Row], later: str) -> Outcome:
    """That somebody only looked on at a time, which the first of the rows tells, and what it became later."""
    then = {"role": _role(desk, rows[0]), "begun": desk.say("from_day", day=since(desk, rows[0]))}
    told = desk.say("role_was", **values, **then, until=until(desk, rows[0]), successor="")
    return Outcome(f"{desk.say('not_yet')}{told} {later}".strip(), rows, boolean=False)


def _begun_then(desk: Desk, framework: str, actor: str, rows: Sequence[Row]) -> Outcome:
    """Whether somebody joined at the time that a question names: no with the true day, if it was another."""
    return judged(desk, _stages(desk, framework, actor, rows), rows, joined_then(desk, rows))


def _stages(desk: Desk, framework: str, actor: str, rows: Sequence[Row]) -> str:
    """When somebody joined a framework, and in which role, each time."""
    told = []
    for row in sorted((row for row in rows if start(row)), key=start):
        values = {"framework": desk.label(framework), "actor": desk.label(actor), "role": _role(desk, row)}
        values |= {"since": desk.on_day(_cell(row, "from")), "until": until(desk, row)}
        is_over = not holds(row, desk.on)
        successor = successor_of(desk, framework) if is_over else ""
        told.append(desk.say("joined_ended" if is_over else "joined", **values, successor=successor))
    return " ".join(dict.fromkeys(told))


def _has_founder(rows: Sequence[Row]) -> bool:
    """Whether it is on record who founded a framework, so that whoever is not told as a founder came later."""
    return any(_is_in_role(row, ["founding-member"]) for row in rows)


def _is_in_role(row: Row, roles: Sequence[str]) -> bool:
    return any(role in token_of(row["role"]) for role in roles)


def _in_pillars(desk: Desk, framework: str, actor: str, roles: Sequence[str]) -> Outcome | None:
    """The role that an actor has in a body of a framework, where it has none in the framework itself."""
    own = [row for row in desk.ask("in-force") if framework in tokens_of(row["framework"])]
    found: list[tuple[str, Row]] = [
        (pillar, row)
        for pillar in sorted({iri for row in own for iri in tokens_of(row["pillars"])})
        for row in desk.ask("members-of", framework=pillar)
        if actor in tokens_of(row["member"]) and _is_in_role(row, roles)
    ]
    if not found:
        return None
    told = [
        desk.say(
            "is_member",
            actor=desk.label(actor),
            role=_role(desk, row),
            framework=desk.label(each),
            since=_from(desk, row),
        )
        for each, row in found
    ]
    return Outcome(" ".join(told), [row for _, row in found], boolean=True)


def _is_owned(desk: Desk) -> bool:
    """Whether the only actor is named right before the framework, as the one whose it is: the World Bank's RISE."""
    text, owned = desk.utterance.text, desk.slots.by_slot.get("framework", ())
    owners = [each for slot in ("country", "body") for each in desk.slots.by_slot.get(slot, ())]
    gaps = [text[one.mention.end : other.mention.start] for one in owners for other in owned]
    return len(owners) == 1 and any(gap and read_pattern("of_owner").fullmatch(gap) for gap in gaps)


def _asks_which(desk: Desk) -> bool:
    """Whether one role or another is asked for, to which there is no yes: a full member or an observer."""
    is_one = len(desk.slots.actors) == 1 and len(desk.slots.all("framework")) == 1
    return is_one and are_alternatives(desk.utterance.text) and desk.has("observer", "founding", "chair", "donor")


def _cell(row: Row, side: str) -> Cell:
    validity = row["validity"]
    return validity.get(side) if isinstance(validity, Mapping) else None


def _from(desk: Desk, row: Row) -> str:
    """Since when, for the end of a sentence; nothing where it is not known."""
    return desk.say("since_day", day=since(desk, row)) if start(row) else ""


def _role(desk: Desk, row: Row) -> str:
    """A role with its article."""
    role = desk.label(row["role"]) or desk.say("plain_member")
    if desk.speech.language != "en":
        return role
    return f"the {role}" if token_of(row["role"]) == "chair" else f"{'an' if role[:1] in 'aeiou' else 'a'} {role}"


def _current(desk: Desk, row: Row, values: Mapping[str, str]) -> str:
    """That somebody belongs or, on an earlier day, belonged, with the end where it is over by now."""
    cut_off = desk.world.cut_off
    if desk.utterance.is_polar and cut_off is not None and desk.on < cut_off and not holds(row, cut_off):
        return desk.say("member_then", **values)
    if not desk.utterance.is_polar and start(row):
        return desk.say("joined", **{**values, "since": desk.on_day(_cell(row, "from"))})
    return desk.say("member_yes" if desk.utterance.is_polar else "is_member", **values)


def _ever(desk: Desk, framework: str) -> list[Row]:
    """Those who came later than the day that the answer is about."""
    cut_off = desk.world.cut_off
    if cut_off is None or desk.on >= cut_off:
        return []
    rows = desk.ask("members-of", framework=framework, as_of=cut_off.isoformat())
    return [row for row in rows if start(row) > desk.on.isoformat()]


def memberships(desk: Desk) -> Outcome:
    """Which frameworks an actor belongs to."""
    actor = desk.slots.actors[0]
    if desk.slots.has("material"):
        # Membership and coverage are asked for together, and both have to hold.
        return coverage(desk)
    if len(desk.slots.actors) > 1:
        return shared(desk)
    if "Person" in desk.world.lookup.classes.get(actor, frozenset()):
        held = desk.ask("affiliations-of", actor=actor)
        told = [f"{desk.label(row['post'])} ({desk.label(row['body'])})" for row in held]
        return (
            Outcome(desk.speech.found("office", desk.label(actor), len(held), told), held)
            if held
            else desk.none(desk.label(actor))
        )
    rows = list(desk.ask("frameworks-of", actor=actor))
    if desk.has("not") and desk.has("framework") and not desk.has("leave", "ended", "only"):
        return _others(desk, actor, rows)
    if desk.has("join") and desk.utterance.periods:
        rows = desk.within(rows, "validity")
    roles = roles_of(desk) if desk.has("administrator", "chair", "donor", "observer") else []
    if roles:
        return _in_roles(desk, actor, rows, roles)
    current = [row for row in rows if holds(row, desk.on)]
    if desk.has("join") and desk.utterance.periods:
        current = rows
    chosen = [row for row in rows if row not in current] if desk.has("leave", "ended") else current
    if desk.has("founding"):
        chosen = [row for row in chosen if token_of(row["role"]) == "founding-member"]
    if not chosen:
        return desk.none(desk.label(actor))
    chosen = on_minerals(desk, chosen)
    if desk.has("launch") and desk.utterance.periods and not desk.has("join"):
        begun = {iri for row in began_in(desk) for iri in tokens_of(row["subject"])}
        chosen = [row for row in chosen if tokens_of(row["framework"]) & begun]
        if not chosen:
            return desk.none(desk.label(actor))
    if desk.has("last", "first") and desk.has("join", "member"):
        dated = sorted((row for row in chosen if start(row)), key=start, reverse=desk.has("last"))
        chosen = [row for row in dated if start(row) == start(dated[0])]
    names = desk.names(chosen, "framework")
    text = desk.say(
        "memberships", actor=desk.label(actor), count=len(names), day=desk.today(), list=desk.speech.listing(names, 40)
    )
    if not desk.has("leave", "ended"):
        text += note_of_ended(desk, chosen)
    return Outcome(text, chosen, count=len(names))


def _in_roles(desk: Desk, actor: str, rows: Sequence[Row], roles: Sequence[str]) -> Outcome:
    """In which frameworks an actor has or had a role, with the days of each."""
    chosen = [row for row in rows if _is_in_role(row, roles)]
    current = [row for row in chosen if holds(row, desk.on)]
    if desk.utterance.is_past or not current:
        held = {str(row["fact"]) for row in chosen}
        for framework in sorted(iri for iri in desk.world.lookup.labels if kind_of(iri) in ("framework", "pillar")):
            gone = [row for row in once(desk, framework) if actor in tokens_of(row["member"])]
            label = {"framework": {"iri": framework, "label": desk.world.lookup.label(framework)}}
            chosen += [{**row, **label} for row in gone if _is_in_role(row, roles) and str(row["fact"]) not in held]
    else:
        chosen = current
    if not chosen:
        return desk.none(desk.label(actor))
    told = [
        f"{desk.label(row['framework'])} ({desk.label(row['role'])}{_from(desk, row)}{_ending(desk, row)})"
        for row in chosen
    ]
    return Outcome(desk.say("in_roles", actor=desk.label(actor), list=desk.speech.listing(told, 40)), chosen)


def _ending(desk: Desk, row: Row) -> str:
    """Until when, for the end of a bracket; nothing where it is not known."""
    return f"–{until(desk, row)}" if until(desk, row) != desk.say("unknown_day") else ""


def _others(desk: Desk, actor: str, rows: Sequence[Row]) -> Outcome:
    """The frameworks in force in which an actor is not known to be; that it is not in them no source need say."""
    own = {iri for row in rows if holds(row, desk.on) for iri in tokens_of(row["framework"])}
    # What bears its name, or whose members nobody tells, is no framework of others.
    name = desk.world.lookup.label(actor)
    others = [
        row
        for row in desk.ask("in-force")
        if row["members"]
        and row["status"] != "ended"
        and not tokens_of(row["framework"]) & own
        and not any(name in desk.world.lookup.label(iri) for iri in tokens_of(row["framework"]))
    ]
    names = desk.names(others, "framework")
    text = desk.say(
        "not_in", actor=desk.label(actor), count=len(names), day=desk.today(), list=desk.speech.listing(names, 40)
    )
    return Outcome(text, others)


PLANS: Final[Mapping[str, Plan]] = {"membership": membership, "memberships": memberships}
