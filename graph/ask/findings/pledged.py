"""Points from the projects in which a body takes part to those for which it has only promised money."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row, tokens_of
from graph.terms import kind_of

__all__ = ["tell_pledged"]


def tell_pledged(desk: Desk, body: str, rows: Sequence[Row]) -> tuple[str, list[Row]]:
    """A sentence on the projects that are not among these and for which a body has promised money, and their rows."""
    listed = {iri for row in rows for iri in tokens_of(row["undertaking"])}
    sums = {iri for row in desk.ask("money", actor=body) if row["sort"] == "promise" for iri in tokens_of(row["fact"])}
    found: list[Row] = []
    told: list[str] = []
    for promise in desk.ask("ledger", actor=body):
        iri = min(tokens_of(promise["commitment"]))
        if iri not in sums or body not in tokens_of(promise["promisors"]):
            continue
        linked = {each for deed in desk.ask("promise-to-deed", commitment=iri) for each in tokens_of(deed["thing"])}
        things = {each for each in linked if kind_of(each) in ("facility", "project")}
        if things and not things & listed:
            name = desk.speech.listing([desk.label(each) for each in sorted(things)])
            words = desk.label(promise["description"]).rstrip(".")
            found.append(promise)
            told.append(
                f"{name}{desk.say('colon')}{words} ({desk.label(promise['rung'])}, {desk.day(promise['made'])})"
            )
    return (desk.say("pledged_beside", list=desk.speech.listing(told)), found) if told else ("", [])
