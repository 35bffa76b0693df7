"""Tells who made a remark that a question quotes, where the words are those of a judgement and no title."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.plans.authors import TITLELESS, best_titles, sources_with, tell_source
from graph.ask.reading.utterance import PROMISING
from graph.ask.replies.reply import sources_of
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.spelling import key_of
from graph.cells import Cell

__all__ = ["remark"]

#: What is quoted, in all marks that people write.
QUOTED: Final = re.compile(
    r"[\"“”„«]([^\"“”„«»]{4,80})[\"“”»]|[「『《]([^」』》]{2,60})[」』》]|(?<!\w)['‘]([^'‘’]{4,80})['’](?!\w)"
)
#: So many words at least tell a remark from others.
FEWEST: Final = 2
#: Words for who writes.
AUTHOR: Final = re.compile(r"\bauthors?\b|著者|筆者|執筆者|लेखक|लेखिका", re.IGNORECASE)
#: So many articles at most are told by words of their titles.
MOST: Final = 3
#: What asks whose words something is.
WHOSE: Final = ("author", "judge", "source")
#: Words for a remark and for what it stands in.
ABOUT: Final = TITLELESS | frozenset(key_of("phrase term remark gap argument criticism author expression column essay"))


def remark(desk: Desk) -> Outcome | None:
    """Who judges in the words that are quoted, or that an article is told by, and where; nothing where nobody does."""
    if not desk.has(*WHOSE) or not desk.has("who", "source", "author"):
        return None
    words = _words(desk)
    found = [row for row in desk.ask("assessments") if words <= set(key_of(_said(row)))] if len(words) >= FEWEST else []
    if not found:
        return _titled(desk)
    judges = desk.names(found, "judge")
    works = sources_with(desk, [str(each["iri"]) for each in sources_of(found) if each["stance"] == "supports"])
    told = desk.say("remark_by", list=desk.speech.listing(judges))
    said = " ".join(f"{desk.label(row['judgement'])}" for row in found)
    named = (
        desk.say("list_issued", list=desk.speech.listing([tell_source(desk, row) for row in works])) if works else ""
    )
    posts = _posts(desk, {iri for row in found for iri in tokens_of(row["judge"])})
    where = _tell_posts(desk, posts)
    return Outcome(" ".join(part for part in (told, where, said, named) if part).strip(), [*found, *posts, *works])


def _titled(desk: Desk) -> Outcome | None:
    """Who wrote the article that is told by words of its title; nothing where no title has several of them."""
    if not _is_of_piece(desk) or desk.slots.has("framework", "project", "programme", "event"):
        return None
    works = [row for row in desk.ask("sources") if row["author"]]
    best = best_titles(desk, works, FEWEST)
    if not 0 < len(best) <= MOST:
        return None
    names = list(dict.fromkeys(desk.label(row["author"]) for row in best))
    posts = _posts(desk, {iri for row in best for iri in tokens_of(row["author"])} | _called(desk, names))
    told = desk.say("written_by_whom", list=desk.speech.listing(names))
    titles = desk.say("list_issued", list=desk.speech.listing([tell_source(desk, row) for row in best]))
    where = _tell_posts(desk, posts)
    return Outcome(" ".join(part for part in (told, where, titles) if part), [*posts, *best])


def _is_of_piece(desk: Desk) -> bool:
    """Whether it is asked who wrote an article that is told by what it is about."""
    is_named = desk.slots.has("source", "list") or any(not each.is_weak for each in desk.slots.by_slot.get("body", ()))
    is_piece = read_pattern("piece_of_writing").search(desk.utterance.text) is not None
    is_asked = desk.has("who") or AUTHOR.search(desk.utterance.text) is not None
    return desk.has("author") and is_asked and is_piece and not is_named


def _called(desk: Desk, names: Sequence[str]) -> set[str]:
    """The persons of these names."""
    lookup = desk.world.lookup
    return {iri for iri, classes in lookup.classes.items() if "Person" in classes and lookup.label(iri) in names}


def _posts(desk: Desk, persons: Collection[str]) -> list[Row]:
    """The posts of those who wrote, where it is asked for whom they work."""
    if not read_pattern("affiliation_asked").search(desk.utterance.text):
        return []
    return [row for iri in sorted(persons) for row in desk.ask("affiliations-of", actor=iri)]


def _tell_posts(desk: Desk, posts: Sequence[Row]) -> str:
    told = [f"{desk.label(row['post'])} ({desk.label(row['body'])})" for row in posts]
    return desk.say("written_posts", list=desk.speech.listing(told)) if told else ""


def _words(desk: Desk) -> set[str]:
    """The words of a remark in English: those that are quoted; where nothing is, all that tell a promise or more."""
    match = QUOTED.search(desk.utterance.text)
    if match is not None:
        start, end = match.span()
        cues = {(place, cue) for place, cue in desk.utterance.cue_places if start <= place < end and cue in PROMISING}
        placed = {place for place, _ in cues}
        if any(cue == "delivered" for _, cue in cues) and desk.has("not"):
            # What is not delivered is pending.
            cues = {(place, "pending" if cue == "delivered" else cue) for place, cue in cues}
        others = {unit.key for unit in desk.utterance.units if start <= unit.start < end and unit.start not in placed}
        return ({key for _, cue in cues for key in key_of(cue)} | {key for key in others if key.isascii()}) - ABOUT
    is_unnamed = not desk.slots.by_slot and desk.has("author") and desk.has("who")
    if not is_unnamed and not _is_of_piece(desk):
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
