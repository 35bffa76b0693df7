"""Tells whether promises stand as a question says: made, open, late, begun or delivered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.claims import claimed, judge, judge_all
from graph.ask.findings.deadlines import SHORT, TIMELY, asks_kept, is_late, is_undone, was_kept
from graph.ask.findings.kept_late import kept_late
from graph.ask.findings.timing import fell_then, is_timed
from graph.ask.reading.utterance import PROMISING
from graph.cells import Cell
from graph.terms import slug_of

__all__ = ["asks_standing", "broken", "is_delivered", "is_made", "is_so", "more_precise"]


#: Rungs on which a promise comes to an end unkept.
ENDED: Final = frozenset({"lapsed", "superseded", "suspension-requested", "withdrawn"})
#: Rungs of a promise of which a source says that it will not be kept.
BROKEN: Final = frozenset({"lapsed", "withdrawn"})


def broken(rows: Sequence[Row]) -> list[Row]:
    """The promises that were taken back or let lapse: late is not yet broken."""
    return [row for row in rows if _slug(row["rung"]) in BROKEN]


#: Words for asking for something, not for doing it.
REQUESTED: Final = re.compile(
    r"\brequest|\bask(?:ed|s)?\b|\bseek|\bsought\b|\bcall(?:ed)? for|\burg|\btold\b|要請|求め|依頼|指示"
    r"|अनुरोध|माँग|मांग|कहा|निवेदन",
    re.IGNORECASE,
)


def is_so(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether promises stand as a question of yes or no says; nothing where no source followed them up."""
    if asks_kept(desk):
        return was_kept(desk, rows)
    if desk.has("broken"):
        rungs = {_slug(row["rung"]) for row in rows}
        return True if rungs & BROKEN else False if rungs == {"delivered"} else None
    if is_late(desk):
        late = {
            iri for row in desk.ask("pending") if row["timing"] == "overdue" for iri in tokens_of(row["commitment"])
        }
        is_over = any(
            tokens_of(row["commitment"]) & late or _slug(row["rung"]) == "delayed" or kept_late([row]) for row in rows
        )
        # "On time or late" is answered by the days, not by yes or no.
        return None if TIMELY.search(desk.utterance.text) else is_over
    if desk.has("pending") or is_undone(desk):
        return all(row["standing"] == "open" for row in rows)
    rungs = {_slug(row["rung"]) for row in rows}
    if desk.has("delivered") and rungs == {"delivered"} and is_timed(desk) and not _are_made_then(desk, rows):
        return fell_then(desk, [row.get("since") for row in rows])
    wanted = more_precise(desk.concept("commitment-status"))
    # What was agreed on is asked to be done: that it was agreed is no answer.
    wanted -= {"agreed", "announced", "pledged"} if desk.has("deed") else set()
    if TIMELY.search(desk.utterance.text) and "delivered" not in rungs:
        # What was under way when it was last heard of may be done since.
        return None
    if desk.has("delivered") and not wanted:
        return is_delivered(rungs, for_all=True)
    if wanted == {"suspension-requested"} and not REQUESTED.search(desk.utterance.text):
        # That somebody asked for a halt does not say that there was one.
        return None
    if wanted:
        # That nothing is heard of a withdrawal is no proof that there was none.
        is_end = wanted <= ENDED and not rungs & {"delivered"}
        return True if rungs <= wanted else None if is_end else False
    # Asked whether it was promised, yes; asked whether it is so, as far as it is done.
    if desk.has("promise") and is_made(desk):
        return True
    if claimed(desk, "promise"):
        return judge_all([judge(desk, "promise", {rung}) for rung in rungs])
    if not desk.has(*PROMISING) and not rungs & BROKEN and "delivered" not in rungs:
        # Whether something is done at all is not told by a promise that is kept in part.
        return None
    return is_delivered(rungs, for_all=True)


def _are_made_then(desk: Desk, rows: Sequence[Row]) -> bool:
    """Whether the time that is named is that of the promises."""
    return all(fell_then(desk, [row.get("made")]) for row in rows)


#: A question whose verb is to promise; "as promised" and "the promised plant" ask for what came of it.
MADE_BY: Final = re.compile(
    r"\b(?:did|does|do|has|have|had|is|are|was|were)\s+(?:[^\s?,;]+\s+){1,4}?"
    r"(?<!as )(?<!the )(?<!its )(?<!it )(?<!they )(?:promise|pledge|commit|vow|undert)\w*"
    r"|約束し|公約し|表明し|約束を?(?:して|交わ)|(?:वादा|वचन|संकल्प)\s+(?:किया|की|दिया|है|था)|vaada (?:kiya|diya)",
    re.IGNORECASE,
)


def is_made(desk: Desk) -> bool:
    """Whether the question is if something was promised, and not what came of it."""
    doing = {"begun", "built", "construction", "halted", "held", "kept", "over", "running"}
    if "kept" in desk.concept("claim"):
        return False
    return MADE_BY.search(desk.utterance.text) is not None or not desk.concept("claim") & doing


def is_delivered(rungs: set[str], *, for_all: bool) -> bool | None:
    """Yes, no where a source says how far it came, or nothing where no source followed a promise up."""
    if rungs == {"delivered"} or (not for_all and "delivered" in rungs):
        return True
    return False if rungs & SHORT else None


def more_precise(rungs: set[str]) -> set[str]:
    """Of rungs whose words lie in one another the one that says more: partly delivered, suspension requested."""
    return rungs - {"pledged", "agreed"} if len(rungs) > 1 else rungs - {"pledged"}


def asks_standing(desk: Desk) -> bool:
    """Whether the question picks promises by how they stand, so that those picked stand so."""
    return desk.has("pending", "silent", "late", "due", "delivered") or bool(desk.concept("commitment-status"))


def _slug(cell: Cell) -> str:
    return next((slug_of(iri) for iri in tokens_of(cell)), "") if not isinstance(cell, str) else cell
