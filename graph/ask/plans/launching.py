"""Tells where a framework was launched, and whether it was there and then that a question says."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.figures import text_of
from graph.ask.findings.whereabouts import is_there
from graph.ask.wording.spelling import key_of

__all__ = ["was_begun_then", "where_begun"]


def where_begun(desk: Desk, framework: str, begun: Sequence[Row]) -> Outcome | None:
    """The meeting of the day on which a framework was launched, with its place; nothing where none is known.

    Of yes or no: yes where it was in the place that is named, no where it was in another, and none of either where a
    signature is asked for, which a launch is not.
    """
    days = {text_of(row["day"]) for row in begun[:1]}
    met = [row for row in desk.ask("events") if text_of(row["day"]) in days - {""} and _is_launch(desk, row, framework)]
    if not met:
        return None
    row = met[0]
    parts = (desk.day(row["day"]), desk.label(row["places"]) if row["places"] else "")
    told = desk.say("signed_when", text=desk.label(row["meeting"]), list="; ".join(part for part in parts if part))
    wanted = desk.slots.all("place") or [iri for iri in desk.slots.all("country") if desk.has("where")]
    if not desk.utterance.is_polar or not wanted:
        return Outcome(told, [*begun, *met])
    if desk.has("sign"):
        return Outcome(desk.say("not_known_so", told=told), [*begun, *met])
    boolean = is_there(desk, row, wanted)
    return Outcome(told if boolean is not None else desk.say("not_known_so", told=told), [*begun, *met], boolean)


def _is_launch(desk: Desk, row: Row, framework: str) -> bool:
    """Whether a meeting is the launch of a framework, by its name or by who convened it."""
    name = desk.world.lookup.label(min(tokens_of(row["meeting"])))
    shared = set(key_of(name)) & set(key_of(desk.world.lookup.label(framework)))
    return framework in tokens_of(row["convened_by"]) or ("Launch" in name and len(shared) > 1)


def was_begun_then(desk: Desk, begun: Sequence[Row]) -> bool | None:
    """Whether a launch fell into the period of a question of yes or no; yes where it names none."""
    if not desk.utterance.is_polar:
        return None
    if not desk.utterance.periods:
        return True
    return bool(desk.within(begun[:1], "day"))
