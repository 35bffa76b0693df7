"""Plan for gaps: what one country, or two of them both, call critical and no framework names."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Outcome
from graph.ask.wording.lexicon import read_pattern

__all__ = ["asks_for_gaps", "unnamed"]


def asks_for_gaps(desk: Desk) -> bool:
    """Whether a question on lists wants what frameworks leave out."""
    return desk.has("gap") or (
        desk.has("framework") and read_pattern("unnamed").search(desk.utterance.text) is not None
    )


def unnamed(desk: Desk, countries: Sequence[str]) -> Outcome:
    """What is on the lists in force of two countries and named by no framework, or by none to which both belong.

    Of one country, what its own lists hold.
    """
    rows = desk.ask("listed-and-named", actor=countries[0], other=countries[-1])
    named = [desk.label(countries[0]), desk.label(countries[-1])]
    if not rows:
        return desk.none(desk.speech.listing(named))
    is_of_both = read_pattern("of_both").search(desk.utterance.text) is not None
    found = [row for row in rows if not row["shared" if is_of_both else "frameworks"]]
    names = desk.names(found, "material")
    phrase = "unnamed_of_one" if len(countries) == 1 else "unnamed_of_both" if is_of_both else "unnamed"
    text = desk.say(
        phrase if names else "unnamed_none",
        one=named[0],
        other=named[1],
        count=len(names),
        whole=len(desk.names(rows, "material")),
        list=desk.speech.listing(names, 60),
    )
    return Outcome(text, found or rows, boolean=bool(found) if desk.utterance.is_polar else None)
