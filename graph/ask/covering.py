"""Tells who covers a material: who names it, its group or a member of it, and who speaks of critical minerals only."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row, token_of

__all__ = ["asks_generically", "tell_covering"]


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
