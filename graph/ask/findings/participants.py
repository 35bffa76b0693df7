"""Tells who takes part in projects, and in which roles."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.namesakes import namesakes_of
from graph.ask.wording.lexicon import read_pattern
from graph.terms import kind_of

__all__ = [
    "lacks_person",
    "owned_from",
    "owners_behind",
    "owners_from",
    "owners_of",
    "share_of",
    "stake_of",
    "stakes_in",
    "with_people",
]


def with_people(desk: Desk, rows: Sequence[Row], told: Sequence[str]) -> tuple[list[str], list[Row]]:
    """Projects in words, each with those who take part in it and their roles, and the rows that say so."""
    parts: list[Row] = []
    named: list[str] = []
    for row, words in zip(rows, told, strict=True):
        thing = min(tokens_of(row["undertaking"]))
        joined = [each for each in desk.ask("project-history", undertaking=thing) if each["what"] == "joined"]
        people = [f"{desk.label(each['actor'])} ({desk.label(each['role'])}{share_of(each)})" for each in joined]
        people = people or desk.names([row], "participants")
        parts += joined
        named.append(f"{words}{desk.say('colon')}{desk.speech.listing(people)}" if people else words)
    return named, parts


def share_of(row: Row) -> str:
    """The share of a participant in percent, with a space in front; nothing where none is known."""
    return f" {row['share']} %" if row["share"] is not None else ""


def stake_of(desk: Desk, row: Row) -> str:
    """A holder with its role and the share that it has, where that is known."""
    share = f" {row['share_percent']} %" if row["share_percent"] is not None else ""
    return f"{desk.label(row['holder'])} ({desk.label(row['role'])}{share})"


def owners_of(desk: Desk, firm: str) -> list[Row]:
    """Who holds a part of a firm itself."""
    rows = desk.ask("participants-of", undertaking=firm)
    return [row for row in rows if tokens_of_slug(row["role"]) & {"investor", "owner"}]


def stakes_in(desk: Desk, firm: str) -> list[Row]:
    """Who holds a part of a firm, or of the projects that are called after it."""
    stakes = owners_of(desk, firm) or [
        row for iri in (firm, *namesakes_of(desk, firm)) for row in desk.ask("participants-of", undertaking=iri)
    ]
    stakes = [row for row in stakes if firm not in tokens_of(row["holder"])]
    # Who holds a share comes before who does something else in what bears the name.
    return [row for row in stakes if tokens_of_slug(row["role"]) & {"owner", "investor"}] or stakes


def owners_from(desk: Desk, firm: str, countries: Sequence[str]) -> list[Row]:
    """Who of some countries holds a part of a firm."""
    mine = {iri for each in countries for row in desk.ask("bodies-of", parent=each) for iri in tokens_of(row["body"])}
    held = [row for row in stakes_in(desk, firm) if tokens_of_slug(row["role"]) & {"owner", "investor"}]
    return [row for row in held if tokens_of(row["holder"]) & mine.union(countries)]


def owners_behind(desk: Desk, joined: Sequence[Row]) -> list[str]:
    """Who holds the firms that take part in something, a sentence for each, with the shares where those are known."""
    told = []
    for row in joined:
        firm = min(tokens_of(row["actor"]), default="")
        stakes = owners_of(desk, firm) if kind_of(firm) == "actor" else []
        if stakes:
            named = desk.speech.listing([stake_of(desk, each) for each in stakes])
            told.append(f"{desk.say('signed_when', text=desk.label(firm), list=named)}")
    return told


def owned_from(desk: Desk, rows: Sequence[Row], lands: Sequence[str]) -> list[Row]:
    """Of undertakings outside of a country those in which its own have a part, where the question asks for such."""
    text = desk.utterance.text
    behind = read_pattern("owned_by")
    mine = {
        each.iri
        for each in desk.slots.by_slot.get("country", ())
        for mention in desk.utterance.mentions
        if each.iri in mention.of_kind("actor") and each.iri in lands
        if behind.match(text[mention.end :])
    }
    if not mine:
        return list(rows)
    firms = {iri for each in mine for row in desk.ask("bodies-of", parent=each) for iri in tokens_of(row["body"])}
    return [row for row in rows if tokens_of(row["participants"]) & (firms | mine)]


def lacks_person(desk: Desk, rows: Sequence[Row]) -> bool:
    """Whether a person is named of whom no row tells."""
    classes = desk.world.lookup.classes
    persons = {iri for iri in desk.slots.all("body") if "Person" in classes.get(iri, frozenset())}
    return bool(persons) and not any(persons & tokens_of(cell) for row in rows for cell in row.values())
