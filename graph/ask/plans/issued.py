"""Plans for what a framework has issued: its founding text, what its meetings adopted, and what bears its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.linking.dated import SORTS
from graph.ask.plans.meetings import edge_of
from graph.terms import kind_of

__all__ = ["PLANS", "bearing"]


def issued(desk: Desk) -> Outcome:
    """The texts of a framework, with the day of each; those of a period, the first or the last."""
    framework = desk.slots.first("framework") or ""
    label = desk.label(framework)
    own = [row for row in desk.ask("in-force") if framework in tokens_of(row["framework"])]
    held = {iri for row in own for iri in tokens_of(row["founding_texts"])}
    adopted: list[Row] = []
    for row in desk.ask("events", framework=framework):
        for iri in sorted(tokens_of(row["meeting"])):
            adopted += [part for part in desk.ask("attended", event=iri) if part["what"] == "adopted"]
    held |= {iri for part in adopted for iri in tokens_of(part["thing"])}
    held |= set(bearing(desk, framework))
    rows = [row for row in desk.ask("adherences") if tokens_of(row["text"]) & held]
    sorts = [word for word in SORTS if word.search(desk.utterance.text)]
    rows = [row for row in rows if all(word.search(_english(desk, row)) for word in sorts)] or rows
    rows = edge_of(desk, desk.within(rows, "since"), "since")
    dated: dict[str, str] = {}
    for row in sorted(rows, key=_day):
        for iri in tokens_of(row["text"]):
            dated.setdefault(iri, f"{desk.label(row['text'])} ({desk.day(row['since'])})")
    told = list(dated.values())
    if not desk.utterance.periods and not sorts and not desk.has("first", "last"):
        told += [desk.label(iri) for iri in sorted(held - dated.keys())]
        rows += [part for part in adopted if not tokens_of(part["thing"]) & dated.keys()]
    if not rows:
        return desk.none(label)
    return Outcome(desk.speech.found("text", label, len(told), told), rows, count=len(told))


def _english(desk: Desk, row: Row) -> str:
    return " ".join(desk.world.lookup.label(iri) for iri in tokens_of(row["text"]))


def _day(row: Row) -> str:
    return str(row["since"].get("value") or "") if isinstance(row["since"], Mapping) else ""


def bearing(desk: Desk, framework: str) -> list[str]:
    """The texts that are called by a framework: the IPEF Supply Chain Agreement, the G7 Action Plan."""
    known = [desk.world.lookup.label(framework), *_acronyms(desk, framework)]
    return [
        iri
        for iri in sorted(desk.world.lookup.labels)
        if kind_of(iri) == "instrument" and any(f" {each} " in f" {desk.world.lookup.label(iri)} " for each in known)
    ]


def _acronyms(desk: Desk, framework: str) -> list[str]:
    names = [desk.label(row["value"]) for row in desk.ask("profile", about=framework)]
    return [name for name in names if name.isascii() and name.isupper() and name.isalnum()]


PLANS: Final[Mapping[str, Plan]] = {"issued": issued}
