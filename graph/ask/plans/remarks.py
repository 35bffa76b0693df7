"""Tells who made a remark that a question quotes, where the words are those of a judgement and no title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Outcome, Row
from graph.ask.plans.authors import TITLELESS, sources_with, tell_source
from graph.ask.reading.utterance import PROMISING
from graph.ask.replies.reply import sources_of
from graph.ask.wording.spelling import key_of
from graph.cells import Cell

__all__ = ["remark"]

#: What is quoted, in all marks that people write.
QUOTED: Final = re.compile(
    r"[\"“”„«]([^\"“”„«»]{4,80})[\"“”»]|[「『《]([^」』》]{2,60})[」』》]|(?<!\w)['‘]([^'‘’]{4,80})['’](?!\w)"
)
#: So many words at least tell a remark from others.
FEWEST: Final = 2
#: What asks whose words something is.
WHOSE: Final = ("author", "judge", "source")
#: Words for a remark and for what it stands in.
ABOUT: Final = TITLELESS | frozenset(key_of("phrase term remark gap argument criticism author expression column essay"))


def remark(desk: Desk) -> Outcome | None:
    """Who judges in the words that are quoted, or that an article is told by, and where; nothing where nobody does."""
    if not desk.has(*WHOSE) or not desk.has("who", "source", "author"):
        return None
    words = _words(desk)
    if len(words) < FEWEST:
        return None
    found = [row for row in desk.ask("assessments") if words <= set(key_of(_said(row)))]
    if not found:
        return None
    judges = desk.names(found, "judge")
    works = sources_with(desk, [str(each["iri"]) for each in sources_of(found) if each["stance"] == "supports"])
    told = desk.say("remark_by", list=desk.speech.listing(judges))
    said = " ".join(f"{desk.label(row['judgement'])}" for row in found)
    named = (
        desk.say("list_issued", list=desk.speech.listing([tell_source(desk, row) for row in works])) if works else ""
    )
    return Outcome(f"{told} {said} {named}".strip(), [*found, *works])


def _words(desk: Desk) -> set[str]:
    """The words of a remark in English: those that are quoted; where nothing is, all that tell a promise or more."""
    match = QUOTED.search(desk.utterance.text)
    if match is not None:
        start, end = match.span()
        cues = {(place, cue) for place, cue in desk.utterance.cue_places if start <= place < end and cue in PROMISING}
        placed = {place for place, _ in cues}
        others = {unit.key for unit in desk.utterance.units if start <= unit.start < end and unit.start not in placed}
        return ({key for _, cue in cues for key in key_of(cue)} | {key for key in others if key.isascii()}) - ABOUT
    if desk.slots.by_slot or not desk.has("author") or not desk.has("who"):
        return set()
    return {key for cue in desk.utterance.cues if cue in PROMISING for key in key_of(cue)}


def _said(row: Row) -> str:
    """The judgement with the words of its sources."""
    fact = row["fact"]
    pieces = fact.get("evidence") if isinstance(fact, Mapping) else None
    wordings = [
        str(each["value"])
        for piece in (pieces if isinstance(pieces, list) else [])
        if isinstance(piece, Mapping)
        for each in _list(piece.get("wording"))
    ]
    judgement = row["judgement"]
    told = str(judgement.get("value")) if isinstance(judgement, Mapping) else str(judgement)
    return " ".join([told, *wordings])


def _list(cell: Cell | None) -> list[Mapping[str, Cell]]:
    return [each for each in cell if isinstance(each, Mapping)] if isinstance(cell, list) else []
