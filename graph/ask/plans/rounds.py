"""Plan for how many rounds a row of auctions has had: each row counted by itself, with the days of its rounds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, span_of, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.wording.periods import find_ordinal
from graph.ask.wording.spelling import key_of
from graph.cells import Cell

__all__ = ["PLANS"]

#: The kind of programme that is a round of an auction.
ROUND: Final = "auction"
#: What tells a round from the others of its row in an English name.
NUMBERED: Final = re.compile(r",?\s*\b(?:tranche|round|phase|batch)\s+(?P<number>\d+).*$", re.IGNORECASE)
#: How many rounds a sentence tells, and how many of other rows.
MOST, FEW = 20, 3
#: Words that name no row of auctions.
IDLE: Final = frozenset(key_of("indian india critical mineral minerals auction auctions block blocks of the first"))


def rounds(desk: Desk) -> Outcome:
    """The rounds of auctions, those of one row together; of the rows those whose name has a word of the question."""
    rows = [row for row in desk.ask("programmes") if tokens_of_slug(row["kind"]) & {ROUND}]
    rows = desk.within([{**row, "opened": _first(desk, row)} for row in rows], "opened")
    by_row: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        name = desk.world.lookup.label(min(tokens_of(row["programme"])))
        by_row[NUMBERED.sub("", name)].append(row)
    said = {unit.key for unit in desk.utterance.units}
    named = {name: held for name, held in by_row.items() if (set(key_of(name)) - IDLE) & said}
    # Where no row is told by a word of its own, that is meant which has had several rounds.
    chosen = named or {name: held for name, held in by_row.items() if len(held) > 1} or by_row
    found = [row for held in chosen.values() for row in sorted(held, key=lambda row: _number(desk, row))]
    if not found:
        return desk.none(desk.about("topic_programmes", "country"))
    told = [
        desk.say(
            "round",
            name=desk.label(row["programme"]),
            day=desk.day(row["opened"]),
            status=desk.label(row["status"]),
        )
        for row in found
    ]
    apart = [desk.label(row["programme"]) for row in rows if row not in found]
    text = desk.speech.found("round", desk.about("topic_programmes", "country"), len(found), told, MOST)
    if apart:
        text += desk.say("rounds_apart", list=desk.speech.listing(apart, FEW))
    return Outcome(text, [*found, *(row for row in rows if row not in found)], count=len(found))


def _number(desk: Desk, row: Row) -> tuple[int, str]:
    """Which in its row a round is, else when it was."""
    name = desk.world.lookup.label(min(tokens_of(row["programme"])))
    match = NUMBERED.search(name)
    return int(match["number"]) if match else find_ordinal(name) or 0, name


def _first(desk: Desk, row: Row) -> Cell:
    """The first day that is known of a round, on which it was opened."""
    programme = min(tokens_of(row["programme"]))
    days = [
        each["day"]
        for each in desk.ask("timeline", about=programme)
        if programme in tokens_of(each["subject"]) and span_of(each["day"])
    ]
    return min(days, key=lambda cell: span_of(cell) or (), default=row["since"])


PLANS: Final[Mapping[str, Plan]] = {"rounds": rounds}
