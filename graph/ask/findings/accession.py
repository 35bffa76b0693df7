"""Tells in which order members joined: the first and the last of all, those before, after and together with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, span_of, token_of, tokens_of
from graph.ask.findings.timing import fell_then
from graph.ask.wording.lexicon import read_pattern

__all__ = [
    "asks_beginning",
    "beside_one",
    "by_day",
    "edge_of_members",
    "is_full",
    "joined_then",
    "signed_beside",
    "since",
    "start",
]

#: Roles of those who belong to a framework in full; none is said of many.
FULL: Final = ("founding-member", "member", "")
#: What stands beside a member whose joining is what others are counted from: phrase, and the patterns for it.
SIDES: Final = (("members_same", "joined_with"), ("members_after", "joined_after"), ("members_before", "joined_before"))


def start(row: Row) -> str:
    """The day on which a membership began, as it is written; empty where it is not known."""
    validity = row["validity"]
    start = validity.get("from") if isinstance(validity, Mapping) else None
    return str(start["value"] or "") if isinstance(start, Mapping) else ""


def is_full(row: Row) -> bool:
    """Whether a membership is one in full: no observer, partner, donor or officer alone."""
    return token_of(row["role"]) in FULL


def since(desk: Desk, row: Row) -> str:
    """The day on which a membership began, in words."""
    validity = row["validity"]
    return desk.day(validity["from"] if isinstance(validity, Mapping) else {"value": None})


def by_day(desk: Desk, rows: Sequence[Row]) -> str:
    """Members by the day on which each began, the earliest first."""
    days: dict[str, list[Row]] = {}
    for row in rows:
        days.setdefault(start(row), []).append(row)
    told = [
        f"{since(desk, some[0])}: {desk.speech.listing(desk.names(some, 'member'), 60)}"
        for _, some in sorted(days.items())
    ]
    return "; ".join(told)


def edge_of_members(desk: Desk, rows: Sequence[Row], label: str) -> Outcome:
    """The first or last to join; who is known to the year only and may have come before or after is told apart."""
    is_last = desk.has("last")
    spans = [(span, row) for row in rows if (span := span_of(row["validity"]))]
    if not spans:
        return desk.none(label)
    exact = [(span, row) for span, row in spans if span[0] == span[1]] or spans
    edge = max(span[0] for span, _ in exact) if is_last else min(span[0] for span, _ in exact)
    chosen = [row for span, row in exact if span[0] == edge]
    others = [row for span, row in spans if row not in chosen and (span[1] > edge if is_last else span[0] < edge)]
    validity = chosen[0]["validity"]
    cell = validity["from"] if isinstance(validity, Mapping) else None
    text = desk.say(
        "last_members" if is_last else "first_members",
        framework=label,
        day=desk.day(cell),
        when=desk.on_day(cell),
        list=desk.speech.listing(desk.names(chosen, "member")),
    )
    return Outcome(text + _perhaps(desk, others, is_later=is_last), [*chosen, *others])


def signed_beside(desk: Desk, parties: Sequence[Row], label: str) -> Outcome | None:
    """Who signed a text before, after or together with a party that is named; nothing where that is not asked."""
    firm = [{**row, "member": row["party"], "validity": {"from": row["since"]}} for row in parties]
    return beside_one(desk, firm, label)


def beside_one(desk: Desk, rows: Sequence[Row], label: str) -> Outcome | None:
    """Who joined before, after or together with a member that is named; nothing where the question is no such one."""
    for actor in desk.slots.actors:
        mine = [row for row in rows if actor in tokens_of(row["member"]) and span_of(row["validity"])]
        phrase = _side(desk, actor) if mine else ""
        span = span_of(mine[0]["validity"]) if phrase else None
        if span is None:
            continue
        others = [(row, when) for row in rows if row not in mine and (when := span_of(row["validity"]))]
        sure = [row for row, when in others if _is_so(phrase, when, span)]
        vague = [row for row, when in others if row not in sure and _may_be(phrase, when, span)]
        told = by_day(desk, sure) if sure else desk.say("nothing")
        text = desk.say(phrase, framework=label, actor=desk.label(actor), day=since(desk, mine[0]), list=told)
        if phrase != "members_same":
            text += _perhaps(desk, vague, is_later=phrase == "members_after")
        if not desk.utterance.is_polar:
            return Outcome(text, [*sure, *vague, *mine])
        asked = set(desk.slots.actors) - {actor}
        told_of = [row for row, _ in others if tokens_of(row["member"]) & asked]
        is_so = None if not told_of or any(row in vague for row in told_of) else all(row in sure for row in told_of)
        return Outcome(by_day(desk, [*told_of, *mine]) + ".", [*told_of, *mine], is_so)
    return None


def asks_beginning(desk: Desk) -> bool:
    """Whether a question is if somebody joined at a time, or has belonged since one."""
    begins = desk.has("join") or read_pattern("becoming").search(desk.utterance.text) is not None
    return not desk.has("leave") and (begins or desk.utterance.periods[0].is_open)


def joined_then(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether any membership began in the time that is named; of one held since a year, in it or before."""
    begun = [row["validity"] for row in rows]
    period = desk.utterance.periods[0]
    if period.is_open and not desk.has("join"):
        spans = [span for cell in begun if (span := span_of(cell))]
        return any(span[0] <= period.last for span in spans)
    return fell_then(desk, begun)


def _side(desk: Desk, actor: str) -> str:
    """On which side of a member's joining others are asked for, by what stands beside its name."""
    text = desk.utterance.text
    for filling in (each for some in desk.slots.by_slot.values() for each in some if each.iri == actor):
        before, after = text[: filling.mention.start], text[filling.mention.end :]
        for phrase, name in SIDES:
            if read_pattern(name).search(before) or read_pattern(f"{name}_behind").match(after):
                return phrase
    return ""


def _is_so(phrase: str, when: tuple[date, date], span: tuple[date, date]) -> bool:
    if phrase == "members_same":
        return when == span
    return when[0] > span[1] if phrase == "members_after" else when[1] < span[0]


def _may_be(phrase: str, when: tuple[date, date], span: tuple[date, date]) -> bool:
    return when[1] > span[0] if phrase == "members_after" else when[0] < span[1]


def _perhaps(desk: Desk, rows: Sequence[Row], *, is_later: bool) -> str:
    """Who may have come before or after, the day being known less exactly; nothing where nobody may."""
    if not rows:
        return ""
    than = desk.say("than_later" if is_later else "than_earlier")
    return desk.say("perhaps_later", than=than, list=by_day(desk, rows))
