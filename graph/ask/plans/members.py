"""Plans for membership: who belongs to a framework, which an actor belongs to, which it shares with another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, holds, token_of, tokens_of
from graph.ask.findings.accession import beside_one, by_day, edge_of_members, is_full, since, start
from graph.ask.findings.contrast import apart
from graph.ask.findings.figures import size_of, text_of, tokens_of_slug
from graph.ask.findings.lookers_on import BESIDE, looking_on
from graph.ask.findings.regions import of_region, region_said
from graph.ask.findings.unsure_members import tell_unsure
from graph.ask.plans.life import life_of, successor_of
from graph.ask.plans.shared import shared_by_members
from graph.ask.reading.exclusion import find_exclusion
from graph.ask.wording.lexicon import read_pattern

__all__ = ["PLANS", "once", "roles_of", "until"]

#: Words by which those of a role are left out.
LATER: Final = re.compile(
    r"\b(?:after|besides|apart from|other than|except|beyond|in addition to|not)\s+(?:the\s+)?(?:original\s+)?"
    r"(?:founding|founder|original|observer)"
    r"|(?:創設|原加盟|設立メンバー)[^、。]{0,8}(?:以外|の後|より後|を除)|संस्थापक[^।?]{0,15}(?:के बाद|के अलावा|छोड़)",
    re.IGNORECASE,
)
#: Words for what came after the beginning.
SUBSEQUENT: Final = re.compile(
    r"\b(?:later|subsequently|afterwards?|thereafter|since then|came after)\b|後から|その後|後に|のちに|बाद में|आगे चलकर",
    re.IGNORECASE,
)
#: Words for the first of those who came after.
FIRST: Final = re.compile(r"\bfirst\b|最初|सबसे पहल|\bsabse peh?l", re.IGNORECASE)
#: Words for those who had a role before.
EARLIER: Final = re.compile(
    r"\b(?:previous|former|earlier|past|prior|ex)\b|以前|前任|前の|歴代|पूर्व|पिछल", re.IGNORECASE
)
#: What stands before or behind somebody who is left out.
EXCEPT: Final = re.compile(
    r"\b(?:apart from|aside from|besides|beside|except(?: for)?|excluding|other than|in addition to|not counting)"
    r"\s+(?:the\s+)?(?:[\w ]+\s+and\s+)?$",
    re.IGNORECASE,
)
EXCEPT_BEHIND: Final = re.compile(r"\s*(?:以外|を除|のほか|の他に|के (?:अलावा|सिवा|अतिरिक्त)|को छोड़|ke alawa|ke siva)")
#: Roles of those who belong to a framework; observers, guests and chairs are told apart.
FULL: Final = ("founding-member", "member", "partner", "")


def members(desk: Desk) -> Outcome:
    """Who belongs to a framework: all, those of a role, the first or last to join, those who left."""
    framework = desk.slots.first("framework") or ""
    if not desk.slots.actors and read_pattern("of_members_together").search(desk.utterance.text):
        return shared_by_members(desk, framework)
    is_simple = not roles_of(desk) and not desk.has("first", "last", "leave", "when", "day_of")
    if len(desk.slots.all("framework")) > 1 and (is_simple or desk.has("both", "not", "only", "all")):
        return _within(desk) or _compared(desk)
    rows = of_region(desk, desk.ask("members-of", framework=framework), "member")
    label = desk.label(framework)
    if not rows:
        every = desk.ask("members-of", framework=framework)
        unknown = desk.none(f"{label}, {region_said(desk)}" if every else label)
        return replace(unknown, rows=every if desk.utterance.is_polar else ())
    left_out = _left_out(desk)
    rows = [row for row in rows if not tokens_of(row["member"]) & left_out] or rows
    name = desk.world.lookup.label(framework)
    is_own = any(desk.world.lookup.label(text).startswith(f"{name} ") for text in desk.slots.all("text"))
    if desk.slots.has("text") and desk.has("sign") and not is_own:
        return _signing(desk, rows, label)
    counted = _counted(desk, framework)
    if counted:
        cues = desk.utterance.cues - {"how_many"} | ({"founding"} if desk.has("launch") else set())
        of_then = members(replace(desk, utterance=replace(desk.utterance, cues=cues)))
        counts = [
            desk.say("members_counted", framework=label, count=row["value"], day=desk.day(row["period_end"]))
            for row in counted
        ]
        number = round(size_of(counted[0])) if len(counted) == 1 else None
        return Outcome(" ".join([*counts, of_then.text]), [*counted, *of_then.rows], count=number)
    if desk.has("leave"):
        over = [row for row in rows if not holds(row, desk.on) and not _has_ended(desk, framework)]
        if over:
            return Outcome(
                desk.speech.found("former_member", label, len(over), desk.names(over, "member")),
                over,
            )
        return Outcome(
            desk.say("nobody_left", framework=label) + _ended_note(desk, framework, rows),
            rows,
            is_answered=not desk.has("why") and not desk.slots.has("country"),
        )
    if desk.has("not", "only") and desk.has("who", "which", "country") and not (desk.slots.actors or roles_of(desk)):
        absent = _absent(desk, framework, rows)
        if absent is not None:
            return absent
    roles = roles_of(desk)
    is_after = read_pattern("after_launch").search(desk.utterance.text) is not None
    if roles and (LATER.search(desk.utterance.text) or (is_after and roles == ["founding-member"])):
        rows = [row for row in rows if token_of(row["role"]) not in roles]
        roles = []
    if roles:
        return _in_role(desk, framework, rows, roles)
    # Partners are those who belong where nobody is told to be a member; else they stand beside the members.
    full = [row for row in rows if is_full(row)] or [row for row in rows if token_of(row["role"]) in FULL] or rows
    beside = beside_one(desk, full, label)
    if beside is not None:
        return beside
    if is_after:
        every = desk.ask("members-of", framework=framework)
        full = [row for row in full if not _is_of_beginning(row, every)] or full
    is_first = (desk.has("first") or (is_after and FIRST.search(desk.utterance.text))) and desk.has("country", "who")
    if is_first or (desk.has("first", "last") and desk.has("join", "member")):
        return edge_of_members(desk, full, label)
    # "Later than a year" is a time, and not what came after the founders.
    is_later = (is_after or SUBSEQUENT.search(desk.utterance.text) is not None) and not desk.utterance.periods
    if desk.has("join") and (desk.utterance.periods or is_later):
        founders = {
            iri for row in full if token_of(row["role"]) == "founding-member" for iri in tokens_of(row["member"])
        }
        begun = min((start(row) for row in full if start(row)), default="")
        later = [
            row for row in full if not (tokens_of(row["member"]) & founders if founders else start(row) in ("", begun))
        ]
        later = full if is_after else later or [row for row in full if start(row) > begun]
        joined, vague = (later, []) if is_later else desk.parted(full, "validity")
        apart = desk.say("vaguely", list=by_day(desk, vague)) if vague else ""
        if not joined:
            nobody = desk.say("nobody_joined_then", framework=label, list=by_day(desk, full))
            return Outcome(nobody + apart, [*vague, *full])
        names = desk.names(joined, "member")
        text = desk.say("joined_then", framework=label, count=len(names), list=by_day(desk, joined))
        return Outcome(text + apart, joined, count=len(names))
    names = desk.names(full, "member")
    current = [row for row in full if holds(row, desk.on)]
    vague = [row for row in current if desk.is_open(row["validity"])]
    current = [row for row in current if row not in vague]
    told = current or full
    names = desk.names(told, "member")
    is_dated = desk.has("when", "since", "join", "day_of")
    listing = by_day(desk, told) if is_dated and any(start(row) for row in told) else desk.speech.listing(names, 60)
    if current or not full:
        text = desk.say("members", framework=label, count=len(names), day=desk.today(), list=listing)
    else:
        text = desk.say("members_ended", framework=label, count=len(names), ended=until(desk, full[0]), list=listing)
    text += desk.say("vaguely", list=by_day(desk, vague)) if vague else ""
    others: dict[str, list[Row]] = {}
    for row in rows:
        if row not in full:
            others.setdefault(desk.label(row["role"]), []).append(row)
    for role, some in others.items():
        text += desk.say("members_role", role=role, list=desk.speech.listing(desk.names(some, "member")))
    text += tell_unsure(desk, framework, told)
    # What has ended has no members now.
    return Outcome(text, rows, count=len(names) if current or desk.utterance.is_past else 0)


def _is_of_beginning(row: Row, rows: Sequence[Row]) -> bool:
    """Whether somebody belonged from the beginning: as a founder, or, where none is told apart, from the first day."""
    if any(token_of(each["role"]) == "founding-member" for each in rows):
        return token_of(row["role"]) == "founding-member"
    return start(row) == min((start(each) for each in rows if start(each)), default="")


def _left_out(desk: Desk) -> set[str]:
    """The actors beside whom others are asked for: the members apart from Japan."""
    text = desk.utterance.text
    return {
        each.iri
        for slot in ("country", "body")
        for each in desk.slots.by_slot.get(slot, ())
        if EXCEPT.search(text[: each.mention.start]) or EXCEPT_BEHIND.match(text[each.mention.end :])
    }


def _absent(desk: Desk, framework: str, rows: Sequence[Row]) -> Outcome | None:
    """Who belongs to the whole of which a framework is a part, and not to it; who a source says does not belong."""
    denied = [row for row in desk.ask("denials", about=framework) if framework in tokens_of(row["subject"])]
    held = {iri for row in rows for iri in tokens_of(row["member"])}
    wholes = [row for row in desk.ask("in-force") if framework in tokens_of(row["pillars"])]
    for whole in sorted({iri for row in wholes for iri in tokens_of(row["framework"])}):
        members_of_whole = desk.ask("members-of", framework=whole)
        others = [row for row in members_of_whole if not tokens_of(row["member"]) & held]
        names = desk.names(others, "member")
        values = {"one": desk.label(whole), "other": desk.label(framework), "count": len(names)}
        return Outcome(desk.say("members_apart", **values, list=desk.speech.listing(names, 60)), [*others, *denied])
    if not denied:
        return None
    names = desk.names(denied, "object")
    told = desk.speech.listing(names, 30)
    return Outcome(desk.say("members_denied", framework=desk.label(framework), list=told), denied)


def _signing(desk: Desk, rows: Sequence[Row], label: str) -> Outcome:
    """Of the members of a framework those who are known to stand to a text that is named."""
    text = desk.slots.first("text") or ""
    signed = desk.ask("adherences", instrument=text)
    held = {iri for row in signed for iri in tokens_of(row["party"])}
    found = [row for row in rows if tokens_of(row["member"]) & held]
    names = desk.names(found, "member")
    if desk.has("not"):
        # Of whom nothing is told nobody knows that he did not.
        others = desk.names([row for row in rows if row not in found], "member")
        values = {"framework": label, "text": desk.label(text), "count": len(names), "number": len(others)}
        listed = {"list": desk.speech.listing(names), "others": desk.speech.listing(others, 60)}
        return Outcome(desk.say("members_unsigned", **values, **listed), [*rows, *signed])
    told = desk.say(
        "members_signed", framework=label, text=desk.label(text), count=len(names), list=desk.speech.listing(names)
    )
    return Outcome(told, [*found, *(row for row in signed if found)])


def _counted(desk: Desk, framework: str) -> list[Row]:
    """How many members a source counted at the founding or in the period that the question names, if one did."""
    if not desk.has("how_many") or not (desk.utterance.periods or desk.has("founding", "launch")):
        return []
    rows = [
        row
        for row in desk.ask("capacities", indicator="member-count")
        if framework in tokens_of(row["undertaking"]) and row["value"] is not None
    ]
    if not desk.has("founding", "launch"):
        return sorted(desk.within(rows, "period_end"), key=lambda row: text_of(row["period_end"]), reverse=True)[:1]
    begun = {text_of(row["day"]) for row in life_of(desk, framework) if "day" in row}
    begun |= {start(row) for row in desk.ask("members-of", framework=framework) if "founding" in token_of(row["role"])}
    return [row for row in rows if text_of(row["period_end"]) in begun - {""}]


def roles_of(desk: Desk) -> list[str]:
    """The roles that the question has words for."""
    wanted = {each: each for each in ("administrator", "chair", "donor", "observer")} | {"founding": "founding-member"}
    return [role for cue, role in wanted.items() if desk.has(cue)]


def once(desk: Desk, framework: str) -> list[Row]:
    """Memberships that have ended by the day that the answer is about, as they stood on the day before."""
    ended = {
        text_of(row["day"])
        for row in desk.ask("timeline", about=framework, until=desk.on.isoformat())
        if row["what"] == "membership-ended"
    }
    found: list[Row] = []
    for day in sorted(ended - {""})[-4:]:
        before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        found += [row for row in desk.ask("members-of", framework=framework, as_of=before) if not holds(row, desk.on)]
    return list({str(row["fact"]): row for row in found}.values())


def _in_role(desk: Desk, framework: str, rows: Sequence[Row], roles: Sequence[str]) -> Outcome:
    """Who has or had a role in a framework, with the days; chairs that are over are told as such."""
    chosen = [row for row in rows if any(role in token_of(row["role"]) for role in roles)]
    gone = once(desk, framework) if not chosen or "chair" in roles else []
    past = [row for row in gone if any(role in token_of(row["role"]) for role in roles)]
    if desk.utterance.periods:
        first, last = desk.utterance.periods[0].window()
        in_time = [row for row in (*chosen, *past) if not (last and start(row) > last.isoformat())]
        in_time = [row for row in in_time if not (first and "" < _over(row) < first.isoformat())]
        chosen = in_time or chosen
    found = chosen or past
    is_vacant = bool(past) and not chosen and not desk.utterance.is_past and not desk.utterance.periods
    if desk.has("before", "predecessor", "first") or EARLIER.search(desk.utterance.text):
        found = [*(row for row in past if row not in chosen), *chosen]
    if not found:
        # Meetings and texts of a framework are no answer to who has a role in it.
        return replace(desk.none(desk.label(framework)), rows=rows)
    parts = []
    for role in dict.fromkeys(desk.label(row["role"]) for row in found):
        some = [row for row in found if desk.label(row["role"]) == role]
        names = desk.names(some, "member")
        days = {_span(desk, row) for row in some}
        told = desk.speech.listing(names, 60) if len(days) > 1 else f"{desk.speech.listing(names, 60)} ({days.pop()})"
        if len({_span(desk, row) for row in some}) > 1:
            told = desk.speech.listing([f"{desk.label(row['member'])} ({_span(desk, row)})" for row in some], 60)
        parts.append(desk.say("in_role", role=role, count=len(names), list=told))
    # Whose term is over holds the office no more, though nobody be known to have come after.
    note = f" {desk.say('no_later_holder', day=desk.today())}" if is_vacant and not _has_ended(desk, framework) else ""
    return Outcome(
        f"{desk.label(framework)}{desk.say('colon')}{' '.join(parts)}{note}",
        [*found, *(row for row in past if row not in found)],
        count=len(desk.names(found, "member")),
    )


def _over(row: Row) -> str:
    """The day on which a membership ended, as it is written; empty where it has not or is not known."""
    validity = row["validity"]
    return text_of(validity["until"]) if isinstance(validity, Mapping) else ""


def _span(desk: Desk, row: Row) -> str:
    """From when until when, as far as is known."""
    start, end = since(desk, row), until(desk, row)
    unknown = desk.say("unknown_day")
    return start if end == unknown else f"{start}–{end}"


def _within(desk: Desk) -> Outcome | None:
    """Whether the one of two that are named is a unit of the other, where that is asked."""
    if not desk.utterance.is_polar or desk.slots.actors or desk.has("who", "which", "both", "all", "not", "only"):
        return None
    one, other = desk.slots.all("framework")[:2]
    rows = [row for row in desk.ask("profile", about=one) if {"pillarOf", "unitOf"} & tokens_of_slug(row["relation"])]
    if not rows:
        beside = _compared(desk)
        return replace(beside, text=desk.say("not_known_so", told=beside.text), boolean=None)
    told = desk.say("d_pillar", list=desk.speech.listing(desk.names(rows, "thing")))
    is_so = any(other in tokens_of(row["thing"]) for row in rows)
    return Outcome(f"{desk.label(one)}: {told.strip()}", rows, True if is_so else None)


def _compared(desk: Desk) -> Outcome:
    """Who belongs to two frameworks, or to the one and not to the other."""
    named = desk.slots.all("framework")
    exclusion = find_exclusion(desk.utterance)
    is_apart = desk.has("not", "only") or (exclusion is not None and not exclusion.named() >= {*named})
    one, other = apart(desk, named) if is_apart else named[:2]
    whole_desk = replace(desk, left_out=((), frozenset()))
    bare = [each for each in (one, other) if not whole_desk.ask("members-of", framework=each)]
    if bare:
        # With a framework of which no member is known nothing can be compared.
        unknown = desk.none(desk.speech.listing([desk.label(each) for each in bare])).text
        rest = [row for each in (one, other) if each not in bare for row in desk.ask("members-of", framework=each)]
        told = desk.speech.listing(desk.names(rest, "member"), 60)
        known = [desk.label(each) for each in (one, other) if each not in bare]
        return Outcome(unknown + "".join(f" {name}{desk.say('colon')}{told}" for name in known), rest)
    there = [row for row in desk.ask("members-of", framework=other) if holds(row, desk.on) or _has_ended(desk, other)]
    theirs = {iri for row in there for iri in tokens_of(row["member"])}
    rows = [
        row
        for row in of_region(desk, desk.ask("members-of", framework=one), "member")
        if (holds(row, desk.on) or _has_ended(desk, one)) and bool(tokens_of(row["member"]) & theirs) != is_apart
    ]
    beside = [row for row in rows if token_of(row["role"]) in BESIDE] if is_apart else []
    rows = [*(row for row in rows if row not in beside), *beside]
    names = desk.names(rows[: len(rows) - len(beside)], "member")
    values = {"one": desk.label(one), "other": desk.label(other), "count": len(names)}
    if desk.utterance.is_polar and not is_apart:
        whole = {iri for row in desk.ask("members-of", framework=one) for iri in tokens_of(row["member"])}
        return Outcome(desk.say("members_all", **values, list=desk.speech.listing(names, 60)), rows, whole <= theirs)
    phrase = "members_apart" if is_apart else "members_both"
    over = "".join(
        f" {desk.say('ended_on', framework=desk.label(each), ended=day, successor=successor_of(desk, each))}"
        for each in (one, other)
        if (day := _end(desk, each))
    )
    for role in dict.fromkeys(desk.label(row["role"]) for row in beside):
        some = [row for row in beside if desk.label(row["role"]) == role]
        over += desk.say("members_role", role=role, list=desk.speech.listing(desk.names(some, "member")))
    lesser = looking_on(desk, one, there) if is_apart else []
    for role in dict.fromkeys(desk.label(row["role"]) for row in lesser):
        some = [row for row in lesser if desk.label(row["role"]) == role]
        listed = desk.speech.listing(desk.names(some, "member"))
        over += desk.say("members_only_as", other=desk.label(other), role=role, list=listed)
    return Outcome(desk.say(phrase, **values, list=desk.speech.listing(names, 60)) + over, [*rows, *lesser])


def until(desk: Desk, row: Row) -> str:
    """The day on which a membership ended, in words."""
    validity = row["validity"]
    return desk.day(validity["until"] if isinstance(validity, Mapping) else {"value": None})


def _has_ended(desk: Desk, framework: str) -> bool:
    return any(token_of(row["status"]) in ("ended", "superseded") for row in life_of(desk, framework))


def _end(desk: Desk, framework: str) -> str:
    """The day on which a framework ended, in words; empty where it has not."""
    over = [row for row in life_of(desk, framework) if token_of(row["status"]) in ("ended", "superseded")]
    return desk.day(over[0]["day"]) if over else ""


def _ended_note(desk: Desk, framework: str, rows: list[Row]) -> str:
    if any(holds(row, desk.on) for row in rows):
        return ""
    names = desk.names(rows, "member")
    return " " + desk.say(
        "members_ended",
        framework=desk.label(framework),
        count=len(names),
        ended=until(desk, rows[0]),
        list=desk.speech.listing(names, 30),
    )


PLANS: Final[Mapping[str, Plan]] = {"members": members}
