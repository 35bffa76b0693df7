"""Weighs what the verb of a question claims against the states that sources give: yes, no, or no evidence.

That something is known of a thing is no proof of what is asked about it: a mine that stands still has not started.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.wording.lexicon import read_data

__all__ = ["OVER", "claimed", "judge", "judge_all", "judge_undertaking", "judge_undertakings"]

#: Claims of how a thing stands, not of what it once came to.
STANDING: Final = frozenset({"alive", "halted", "in-force", "running"})
#: Claims that a thing came to an end or to a halt.
STOPPED: Final = frozenset({"halted", "over"})
#: Statuses of an undertaking that is done, and of one that is late.
DONE: Final = frozenset({"operational", "expanding", "completed", "delivered"})
LATE: Final = frozenset({"delayed", "stalled", "suspended", "suspension-requested"})
#: Statuses of what is over, or as good as.
OVER: Final = frozenset(
    {"ended", "abandoned", "stalled", "superseded", "suspended", "suspension-requested", "withdrawn"}
)
#: Words for having a part in something, and verbs that say so where they stand between who does it and the thing.
PARTAKING: Final = re.compile(
    r"\b(?:by|owns?|owned|owners?|operators?|stakes?|shareholders?|involved|tak(?:e|es|ing) part|took part|partners?"
    r"|invest\w*|behind|role)\b|運営|所有|出資|関与|関わ|参加|参画|株主|手がけ|स्वामित्व|मालिक|हिस्सेदार|शामिल|भागीदार|भूमिका",
    re.IGNORECASE,
)
DOING: Final = re.compile(r"\b(?:operat|run|develop|build|sponsor|back)\w*", re.IGNORECASE)


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[frozenset[str], frozenset[str]]]]:
    """For each sort of thing and each claim the states that prove it, and those that deny it."""
    return {
        sort: {claim: (frozenset(states["proves"]), frozenset(states["denies"])) for claim, states in by_claim.items()}
        for sort, by_claim in read_data("claims").items()
    }


def claimed(desk: Desk, sort: str) -> list[str]:
    """What the question claims of a thing of this sort."""
    found = desk.concept("claim") & _tables()[sort].keys()
    # Whether it still stands still does not ask whether it is alive.
    return sorted(found - ({"alive", "running", "in-force"} if found & STOPPED else set()))


def judge(desk: Desk, sort: str, now: Set[str], reached: Set[str] = frozenset()) -> bool | None:
    """Whether all that is claimed of a thing is so; nothing where its states say neither.

    ``now`` are the states in which it is, ``reached`` those that it came to at any time.
    """
    claims = claimed(desk, sort)
    verdicts = [_judge_one(desk, sort, claim, now, reached) for claim in claims]
    if set(claims) == STOPPED and True in verdicts:
        # Shut for good or for now: one word says both.
        return True
    if False in verdicts:
        return False
    return True if verdicts and None not in verdicts else None


def _judge_one(desk: Desk, sort: str, claim: str, now: Set[str], reached: Set[str]) -> bool | None:
    proves, denies = _tables()[sort][claim]
    known = now if claim in STANDING and not desk.utterance.is_past else now | reached
    if known & proves:
        return True
    return False if now & denies else None


def judge_all(verdicts: list[bool | None], *, any_will_do: bool = False) -> bool | None:
    """One verdict on several things: that on which all agree; yes, too, where one is enough."""
    if any_will_do and True in verdicts:
        return True
    return verdicts[0] if verdicts and len(set(verdicts)) == 1 else None


#: What is claimed of an undertaking by a verb of which somebody named is the subject.
MADE: Final = frozenset({"begun", "built", "construction", "running"})


def judge_undertaking(desk: Desk, thing: str, rows: Sequence[Row], history: Sequence[Row]) -> bool | None:
    """Whether what is asked of an undertaking is so, by its states, by who is in it, or by what else is named."""
    if not rows:
        return None
    now = tokens_of_slug(rows[0]["status"])
    reached = {slug for each in history if each["what"] == "status" for slug in tokens_of_slug(each["status"])}
    if _is_of_another(desk, thing, rows[0]):
        return None
    actors = set(desk.slots.actors)
    actors.update(
        iri
        for country in desk.slots.all("country")
        for each in desk.ask("bodies-of", parent=country)
        for iri in tokens_of(each["body"])
    )
    people = tokens_of(rows[0]["participants"]) if "participants" in rows[0] else set()
    if actors and desk.has("leave", "sold"):
        # That somebody has a part in it does not tell that he gave it up.
        return None
    if actors and _is_partaking(desk, thing):
        if not people & actors:
            return None
        # Who has a part in what is only talked of has not built it.
        is_undone = desk.concept("claim") & MADE and judge(desk, "undertaking", now, reached) is False
        return not is_undone
    if claimed(desk, "undertaking"):
        return judge(desk, "undertaking", now, reached)
    statuses = desk.concept("project-status")
    if "permitted" in statuses:
        statuses = statuses | {"approved"}
    if statuses:
        known = now | reached if desk.utterance.is_past or desk.utterance.periods else now
        return True if known & statuses else False if now else None
    if actors:
        return True if people & actors else None
    if desk.has("delivered", "late", "ended"):
        wanted = DONE if desk.has("delivered") else LATE if desk.has("late") else OVER - LATE
        return True if now & wanted else None
    return None if desk.utterance.unknown else True


#: Words by which one of several is enough.
ANY: Final = re.compile(
    r"\b(?:any|some|there|anything|(?:plant|project|mine|refiner|facilit|venture|block)(?:s|ies))\b|何か|いずれか|कोई|कुछ"
    r"|परियोजना(?:एँ|एं|ओं)",
    re.IGNORECASE,
)


def judge_undertakings(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether what is asked of several undertakings is so: of all of them, or of any where one is enough."""
    statuses = desk.concept("project-status")
    held = [tokens_of_slug(row["status"]) for row in rows]
    is_so = not statuses or any(each & statuses for each in held)
    if not claimed(desk, "undertaking") or (statuses and is_so):
        return is_so or None
    any_will_do = ANY.search(desk.utterance.text) is not None
    return judge_all([judge(desk, "undertaking", each) for each in held], any_will_do=any_will_do)


def _is_of_another(desk: Desk, thing: str, row: Row) -> bool:
    """Whether a material is named that is none of those of an undertaking, nor a part of one or a group with one."""
    above = desk.world.lookup.above
    held = tokens_of(row["materials"]) if row.get("materials") else set()
    if not held:
        return False
    near = held.union(*(above.get(iri, ()) for iri in held))
    return any(
        iri not in near and not held & set(above.get(iri, ())) and iri != thing for iri in desk.slots.all("material")
    )


def _is_partaking(desk: Desk, thing: str) -> bool:
    """Whether a question asks for a part that somebody named has in an undertaking."""
    text = desk.utterance.text
    if PARTAKING.search(text):
        return True
    fillings = [each for some in desk.slots.by_slot.values() for each in some]
    ends = [each.mention.end for each in fillings if each.iri in desk.slots.actors]
    starts = [each.mention.start for each in fillings if each.iri == thing]
    return any(DOING.search(text[end:start]) for end in ends for start in starts if end < start)
