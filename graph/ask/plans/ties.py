"""Plans for what ties two actors, one of them a body: who belongs to whom, who owns whom; and for what was signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.timing import steps_of
from graph.ask.plans.sums import between

__all__ = ["PLANS"]

#: Roles of somebody who has a share.
OWNING: Final = frozenset({"owner", "investor", "shareholder"})


def ties(desk: Desk) -> Outcome:
    """Whether one belongs to the other or owns a share in it; what else is known between the two."""
    actors = desk.slots.actors[:2]
    asks_owner = desk.has("owner") or (desk.has("share") and not desk.has("member", "tie"))
    told, rows, is_so = _direct(desk, actors, asks_owner=asks_owner)
    if not rows:
        told, rows, is_so = _by_name(desk, actors, asks_owner=asks_owner)
    if not rows and not asks_owner:
        told, rows = _in_common(desk, actors)
    if not rows:
        sums = between(desk)
        told, rows = ([sums.text], list(sums.rows)) if sums.rows else ([], [])
    if not told:
        return desk.none(desk.speech.listing([desk.label(each) for each in actors]))
    text = " ".join(each.strip() for each in dict.fromkeys(told))
    if desk.utterance.is_polar and not is_so:
        text = desk.say("not_known_so", told=text)
    return Outcome(text, rows, (True if is_so else None) if desk.utterance.is_polar else None)


def _direct(desk: Desk, actors: Sequence[str], *, asks_owner: bool) -> tuple[list[str], list[Row], bool]:
    """That one is a unit of the other or has a part in it."""
    told: list[str] = []
    rows: list[Row] = []
    is_so = False
    for one, other in permutations(actors):
        for row in desk.ask("bodies-of", parent=one):
            if other in tokens_of(row["body"]):
                is_unit = row["tie"] == "unit"
                is_so |= not asks_owner if is_unit else bool(tokens_of_slug(row["role"]) & OWNING)
                told.append(_tell(desk, "tie_unit" if is_unit else "tie_part", desk.label(other), one, row))
                rows.append(row)
    return told, rows, is_so


def _by_name(desk: Desk, actors: Sequence[str], *, asks_owner: bool) -> tuple[list[str], list[Row], bool]:
    """That one has a part in something that is called by the other: a stake in it."""
    told: list[str] = []
    rows: list[Row] = []
    is_so = False
    said = {
        filling.iri: filling.mention.text
        for slot in ("body", "country")
        for filling in desk.slots.by_slot.get(slot, ())
    }
    for one, other in permutations(actors):
        for row in desk.ask("parts-of", actor=one):
            if desk.is_called(row, [other]) or said[other] in desk.world.lookup.label(min(tokens_of(row["thing"]))):
                is_so |= asks_owner and bool(tokens_of_slug(row["role"]) & OWNING)
                told.append(_tell(desk, "tie_part", desk.label(row["thing"]), one, row))
                rows.append(row)
    return told, rows, is_so


def _in_common(desk: Desk, actors: Sequence[str]) -> tuple[list[str], list[Row]]:
    """That both have a part in the same thing: their joint venture."""
    parts = {one: desk.ask("parts-of", actor=one) for one in actors}
    held = set.intersection(*({iri for row in rows for iri in tokens_of(row["thing"])} for rows in parts.values()))
    rows = [(one, row) for one in actors for row in parts[one] if tokens_of(row["thing"]) & held]
    return [_tell(desk, "tie_part", desk.label(row["thing"]), one, row) for one, row in rows], [row for _, row in rows]


def _tell(desk: Desk, phrase: str, part: str, whole: str, row: Row) -> str:
    return desk.say(phrase, part=part, whole=desk.label(whole), role=desk.label(row["role"]), share=_share(row))


def _share(row: Row) -> str:
    share = row["share_percent"]
    return f" ({share} %)" if isinstance(share, int | float) else ""


def signings(desk: Desk) -> Outcome:
    """What was signed in a period, whoever signed it."""
    rows = desk.within(_stepped(desk), "since")
    if not rows:
        return desk.none(desk.say("topic_texts"))
    rows.sort(key=lambda row: str(row["since"]["value"]) if isinstance(row["since"], Mapping) else "")
    told = [f"{desk.label(row['text'])} ({desk.day(row['since'])})" for row in rows]
    count = len(dict.fromkeys(told))
    text = desk.speech.found("text", desk.say("topic_texts"), count, told)
    return Outcome(text, rows, boolean=True if desk.utterance.is_polar else None)


def _stepped(desk: Desk) -> list[Row]:
    """The texts with the day of the step that is asked for, as they came into force; of a signature those of any."""
    rows = desk.ask("adherences")
    if desk.has("sign"):
        return list(rows)
    steps = frozenset[str]().union(*steps_of(desk))
    found = [row for row in rows if tokens_of_slug(row["status"]) & steps]
    for iri in sorted({iri for row in rows for iri in tokens_of(row["text"])} if desk.has("active") else ()):
        for each in desk.ask("timeline", about=iri):
            if tokens_of_slug(each["status"]) & steps and iri in tokens_of(each["subject"]):
                found.append({**each, "text": each["subject"], "since": each["day"]})
    return found


PLANS: Final[Mapping[str, Plan]] = {"signings": signings, "ties": ties}
