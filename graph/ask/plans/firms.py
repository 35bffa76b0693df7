"""Plans for firms and bodies: what belongs to whom, and in what each has a part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.participants import owners_from, owners_of, stake_of, stakes_in
from graph.ask.findings.parts import won_by
from graph.ask.plans.projects import projects

__all__ = ["PLANS"]

#: Words for ministries alone.
MINISTRY: Final = re.compile(r"ministr(?:y|ies)|省庁|मंत्रालय", re.IGNORECASE)


def bodies(desk: Desk) -> Outcome:
    """Bodies and firms of a country or a parent; owners of a firm."""
    actors = desk.slots.actors
    firms = {"Company", "PublicEnterprise"} if desk.has("owner") else {"Company"}
    firm = next((iri for iri in actors if firms & desk.world.lookup.classes.get(iri, frozenset())), None)
    rows: Sequence[Row]
    firm = firm or (next((iri for iri in actors if owners_of(desk, iri)), None) if desk.has("owner") else None)
    if firm and desk.has("owner"):
        rows = [row for row in desk.ask("parts-of", actor=firm) if tokens_of_slug(row["role"]) & {"owner", "investor"}]
        owned = list(desk.ask("bodies-of", parent=firm))
        profile = [
            row
            for row in desk.ask("profile", about=firm)
            if row["what"] == "statement" and tokens_of_slug(row["relation"]) & {"hasParticipant", "unitOf", "owner"}
        ]
        stakes = stakes_in(desk, firm)
        told = [stake_of(desk, row) for row in stakes]
        told += [desk.label(row["thing"]) for row in (*rows, *profile)] + desk.names(owned, "body")
        if not told:
            return desk.none(desk.label(firm))
        return Outcome(
            desk.say("signed_when", text=desk.label(firm), list=desk.speech.listing(told)),
            [*stakes, *rows, *profile, *owned],
        )
    parent = actors[0]
    rows = list(desk.ask("bodies-of", parent=parent))
    above = [row for row in desk.ask("profile", about=parent) if tokens_of_slug(row["relation"]) & {"unitOf"}]
    if above and (not rows or MINISTRY.search(desk.utterance.text)):
        # Asked for the ministry of a body, the one that it belongs to is meant.
        named = desk.speech.listing([desk.label(row["thing"]) for row in above])
        return Outcome(desk.say("signed_when", text=desk.label(parent), list=named), above)
    if desk.has("company") and not desk.has("bodies"):
        rows = [
            row
            for row in rows
            if any(
                "Company" in desk.world.lookup.classes.get(iri, ())
                or "PublicEnterprise" in desk.world.lookup.classes.get(iri, ())
                for iri in tokens_of(row["body"])
            )
        ]
    if MINISTRY.search(desk.utterance.text):
        rows = [
            row for row in rows if any("Ministry" in desk.world.lookup.label(iri) for iri in tokens_of(row["body"]))
        ]
    if not rows:
        return desk.none(desk.label(parent))
    names = desk.names(rows, "body")
    return Outcome(desk.speech.found("body", desk.label(parent), len(names), names, 20), rows)


def involvement(desk: Desk) -> Outcome:
    """In what a body has a part."""
    if desk.has("project") or desk.slots.has("material", "place", "country"):
        found = projects(desk)
        if found.rows:
            return found
    body = desk.slots.first("body") or ""
    if desk.utterance.is_polar and desk.has("owner") and desk.slots.has("country"):
        holders = owners_from(desk, body, desk.slots.all("country"))
        if holders:
            named = desk.speech.listing([stake_of(desk, row) for row in holders])
            return Outcome(desk.say("signed_when", text=desk.label(body), list=named), holders, boolean=True)
    rows = won_by(desk, desk.ask("parts-of", actor=body))
    if not rows:
        return desk.none(desk.label(body))
    told = [f"{desk.label(row['thing'])} ({desk.label(row['role'])})" for row in rows]
    return Outcome(desk.speech.found("part", desk.label(body), len(set(told)), told), rows)


PLANS: Final[Mapping[str, Plan]] = {"bodies": bodies, "involvement": involvement}
