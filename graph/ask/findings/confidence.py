"""Tells how sure facts are: what each source on them is held to be worth and why, and who disputes what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.cells import Cell
from graph.namespaces import BASE

__all__ = ["with_confidence"]

#: Of so many sources it is told what they are worth.
SHOWN: Final = 5
SUPPORTS: Final = "supports"
#: Slots of what so little is known of that any dispute on it is to the point.
DISPUTABLE: Final = ("text", "project", "programme", "event")


def with_confidence(desk: Desk, found: Outcome) -> Outcome:
    """What was found, with how sure it is and what is disputed of it; that it is sure or not is no yes or no."""
    worth = list(dict.fromkeys(_worth(desk, piece) for piece in _pieces(found.rows) if piece["stance"] == SUPPORTS))
    disputed = _disputed(desk, found.rows)
    text = found.text.strip()
    if worth:
        text += " " + desk.say("confidence", list=desk.speech.listing(worth, SHOWN))
    if disputed:
        text += " " + desk.say(
            "confidence_disputed", list=desk.speech.listing([_denial(desk, row) for row in disputed])
        )
    elif worth:
        text += " " + desk.say("confidence_undisputed")
    return replace(found, text=text.strip(), rows=[*found.rows, *disputed], boolean=None)


def _pieces(rows: Iterable[Row]) -> list[Mapping[str, Cell]]:
    """The evidence of all facts in rows."""
    held = [cell.get("evidence") for row in rows for cell in row.values() if isinstance(cell, Mapping)]
    return [piece for some in held if isinstance(some, list) for piece in some if isinstance(piece, Mapping)]


def _worth(desk: Desk, piece: Mapping[str, Cell]) -> str:
    """What a source is held to be worth for a fact, and why."""
    level = desk.label(f"{BASE}vocab/confidence/{piece['confidence']}") if piece.get("confidence") else ""
    reason = str(piece.get("confidence_reason") or "").rstrip(".")
    quoted = desk.label({"value": reason, "language": "en"}) if reason else ""
    return f"{piece['publisher']}{desk.say('colon')}{' – '.join(each for each in (level, quoted) if each)}"


def _disputed(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The facts on what is named, or on what was found of it, that a source disputes."""
    things = set(desk.slots.all(*DISPUTABLE)) or {
        iri
        for row in rows
        for column in ("undertaking", "programme")
        if column in row
        for iri in tokens_of(row[column])
    }
    told = {iri for row in rows if "fact" in row for iri in tokens_of(row["fact"])}
    return [
        row
        for row in desk.ask("in-dispute")
        if row["against"] == "source" and (tokens_of(row["things"]) & things or tokens_of(row["fact"]) & told)
    ]


def _denial(desk: Desk, row: Row) -> str:
    """What is disputed, by whom and in which words."""
    said = desk.label(row["detail"]).rstrip(".") or desk.label(row["kind"])
    against = tokens_of(row["disputing_source"])
    words = [
        str(wording["value"])
        for piece in _pieces([{"fact": row["fact"]}])
        if str(piece["source"]) in against and isinstance(piece.get("wording"), list)
        for wording in piece["wording"]  # type: ignore[union-attr]  # a list, as was seen
        if isinstance(wording, Mapping)
    ]
    by = desk.label(row["disputing_source"]) + (f": “{words[0]}”" if words else "")
    return f"{said} ({by})"
