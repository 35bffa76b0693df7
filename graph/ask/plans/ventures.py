"""Plan for joint ventures: with whom a firm owns another, and since when; a venture of its subsidiary is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.signatories import units_of
from graph.cells import Cell

__all__ = ["PLANS"]

#: A firm that several own, with the rows of its owners.
Venture = tuple[str, Sequence[Row]]


def ventures(desk: Desk) -> Outcome:
    """The firms that somebody owns together with others; with the one or of the country that is named beside it.

    Of yes or no it is asked whether two own one together; that none is known is no no.
    """
    firms = desk.slots.all("body")
    found = _of_all(desk, firms)
    sides = desk.slots.all("country") if not desk.utterance.is_polar else []
    fitting = [each for each in found if all(_has_partner(desk, each, firms, country) for country in sides)]
    label = desk.speech.listing([desk.label(iri) for iri in (*firms, *(sides if found and not fitting else ()))])
    others = found or [each for firm in firms for each in _of_all(desk, [firm])]
    rows: list[Row] = [
        {"venture": {"iri": iri, "label": desk.world.lookup.label(iri)}, **row}
        for iri, owners in fitting or others
        for row in owners
    ]
    told = " ".join(_tell(desk, *each) for each in fitting or others)
    if fitting and not (desk.utterance.is_polar and desk.concept("claim")):
        return Outcome(told, rows, boolean=True if desk.utterance.is_polar else None)
    # That there is one bears out nothing that is claimed of it besides.
    if desk.utterance.is_polar and (fitting or others):
        return Outcome(desk.say("not_known_so", told=told), rows)
    none = desk.none(label)
    return Outcome(f"{none.text} {desk.say('known_beside', told=told)}", rows) if others else none


def _of_all(desk: Desk, firms: Sequence[str]) -> list[Venture]:
    """The firms that several own, each of these or a subsidiary of it among them; one of these may be such a firm."""
    mine = [{firm, *units_of(desk, [firm])} for firm in firms]
    known = sorted({iri for some in mine for firm in some for iri in (firm, *_owned(desk, firm))})
    found: list[Venture] = []
    for venture in known:
        owners = [row for row in desk.ask("participants-of", undertaking=venture) if _is_owner(row)]
        holders = _holders(owners)
        if len(holders) > 1 and all(venture in some or holders & some for some in mine):
            found.append((venture, owners))
    return found


def _has_partner(desk: Desk, venture: Venture, firms: Sequence[str], country: str) -> bool:
    """Whether another one of a country owns a part of a venture; of their own country, whether it sits there."""
    theirs = {country, *units_of(desk, [country])}
    own = {*firms, *units_of(desk, firms)}
    return bool(_holders(venture[1]) & (theirs - own)) or bool(own & theirs and venture[0] in theirs)


def _tell(desk: Desk, venture: str, owners: Sequence[Row]) -> str:
    listed = desk.speech.listing(desk.names(owners, "holder"))
    return desk.say("venture", venture=desk.label(venture), list=listed, since=_since(desk, owners))


def _owned(desk: Desk, firm: str) -> set[str]:
    rows = desk.ask("bodies-of", parent=firm)
    return {iri for row in rows if _is_owner(row) for iri in tokens_of(row["body"])}


def _is_owner(row: Row) -> bool:
    return bool(tokens_of_slug(row["role"]) & {"owner", "shareholder"})


def _holders(rows: Sequence[Row]) -> set[str]:
    return {iri for row in rows for iri in tokens_of(row["holder"])}


def _since(desk: Desk, rows: Sequence[Row]) -> str:
    """The day since which the owners hold it, in brackets; nothing where none is known."""
    for row in rows:
        validity: Cell = row["validity"]
        begun = validity.get("from") if isinstance(validity, Mapping) else None
        if begun:
            return f" ({desk.day(begun)})"
    return ""


PLANS: Final[Mapping[str, Plan]] = {"ventures": ventures}
