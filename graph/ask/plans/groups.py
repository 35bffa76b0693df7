"""Plan for groups of materials: what belongs to one, to which a material belongs, and what a source denies of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, tokens_of
from graph.ask.findings.codes import goods_of
from graph.ask.findings.figures import tokens_of_slug

__all__ = ["PLANS"]

GROUPS: Final = "MaterialGroup"


def group(desk: Desk) -> Outcome:
    """What belongs to a group, and whether one material does."""
    materials = desk.slots.all("material")
    groups = [iri for iri in materials if GROUPS in desk.world.lookup.classes.get(iri, frozenset())]
    others = [iri for iri in materials if iri not in groups]
    if not groups and (goods := goods_of(desk)) is not None:
        return goods
    if not groups:
        rows = desk.ask("profile", about=materials[0])
        held = [row for row in rows if tokens_of_slug(row["relation"]) & {"withinGroup", "inGroup"}]
        if not held:
            return desk.none(desk.label(materials[0]))
        return Outcome(
            desk.speech.found(
                "group", desk.label(materials[0]), len(desk.names(held, "thing")), desk.names(held, "thing")
            ),
            held,
        )
    chosen = groups[0]
    rows = desk.ask("materials-in", group=chosen)
    member = others[0] if others else groups[1] if len(groups) > 1 else None
    if member is None:
        names = desk.names(rows, "material")
        return (
            Outcome(desk.speech.found("material", desk.label(chosen), len(names), names, 30), rows)
            if rows
            else desk.none(desk.label(chosen))
        )
    mine = [row for row in rows if member in tokens_of(row["material"])]
    values = {"material": desk.label(member), "group": desk.label(chosen)}
    if mine:
        by = desk.names(mine, "counted_by")
        return Outcome(
            desk.say("group_yes", **values, authority=f" ({desk.speech.listing(by)})" if by else ""), mine, boolean=True
        )
    rows = desk.ask("denials", about=member)
    denied = [row for row in rows if {chosen} & (tokens_of(row["object"]) | tokens_of(row["subject"]))]
    if denied:
        return Outcome(desk.say("group_no", **values), denied, boolean=False)
    held = [
        row for row in desk.ask("profile", about=member) if tokens_of_slug(row["relation"]) & {"withinGroup", "inGroup"}
    ]
    text = desk.say("group_unknown", **values)
    if held:
        text += desk.say(
            "group_instead", material=values["material"], list=desk.speech.listing(desk.names(held, "thing"))
        )
    return Outcome(text, held, boolean=None)


PLANS: Final[Mapping[str, Plan]] = {"group": group, "group_member": group}
