"""Tells who covers a material: who names it, its group or a member of it, and who speaks of critical minerals only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Row, token_of

__all__ = ["BY_NAME", "DIRECT", "asks_generically", "tell_covering", "with_ended"]

#: Verdicts of who names a material or its group, and of who names a member of it as well.
BY_NAME: Final = ("named", "group-named")
DIRECT: Final = (*BY_NAME, "member-named")


def asks_generically(desk: Desk) -> bool:
    """Whether only what is said in general terms is asked for."""
    return desk.has("generic") and (desk.has("only") or not desk.has("not"))


def tell_covering(desk: Desk, label: str, named: Sequence[Row], generic: Sequence[Row]) -> str:
    """Who covers a material: who names it, its group or a member of it, and who speaks of critical minerals only.

    The half that was not asked for is counted, so that nobody takes what is left out for none.
    """
    names = desk.names(named, "framework")
    others = [name for name in desk.names(generic, "framework") if name not in names]
    values = {"material": label, "day": desk.today(), "count": len(names) + len(others)}
    if desk.has("by_name"):
        own = desk.names([row for row in named if token_of(row["verdict"]) == "named"], "framework")
        group = [name for name in names if name not in own]
        told = [
            desk.say(phrase, **values, named=desk.speech.listing(each), number=len(each))
            for phrase, each in (("covering_named", own), ("covering_group", group))
            if each
        ]
        told = told or [desk.say("covering_unnamed", **values)]
        return "".join(told) + (desk.say("covering_also_generic", number=len(others)) if others else "")
    if asks_generically(desk) and others:
        text = desk.say("covering_generic", **values, generic=desk.speech.listing(others), number=len(others))
        return text + (desk.say("covering_also_named", number=len(names)) if names else "")
    return desk.say("covering", **values, named=desk.speech.listing(names), generic=desk.speech.listing(others))


def with_ended(
    desk: Desk, text: str, label: str, generic: Sequence[Row], ended: Sequence[Row], *, is_named: bool
) -> str:
    """An answer with those that ended; asked who names a material, which only those did, they are the answer."""
    once = [row for row in ended if token_of(row["verdict"]) in DIRECT]
    if not once or is_named or not desk.has("by_name"):
        names = desk.speech.listing(desk.names(ended, "framework"))
        return text + (desk.say("covering_ended", ended=names) if ended else "")
    told = desk.say("covering_once", ended=desk.speech.listing(desk.names(once, "framework")), material=label)
    others = desk.names(generic, "framework")
    return told + (desk.say("covering_also_generic", number=len(others)) if others else "")
