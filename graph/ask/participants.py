"""Tells who takes part in projects, and in which roles."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Row, tokens_of

__all__ = ["share_of", "with_people"]


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
