"""Plans for sources: which speak of a thing or say something, who published them, on what they disagree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.covering_texts import texts_covering
from graph.ask.plans.authors import best_titles, by_outlets, names_of, sources_with, tell_source
from graph.ask.plans.cited_figures import sources_of_figures
from graph.ask.plans.disputes import denials
from graph.ask.reading.slots import Filling
from graph.cells import Cell
from graph.terms import slug_of

__all__ = ["PLANS"]

THINGS: Final = ("framework", "text", "project", "programme", "event", "list", "material", "body", "country")
#: How many projects of a place are looked at.
MOST: Final = 6
#: Questions for sources, not for what one of them says.
WHICH: Final = re.compile(
    r"\b(?:which|what) (?:newspapers?|outlets?|sources?|media|articles?|papers?|reports?|agenc(?:y|ies)"
    r"|publications?)\b"
    r"|どの(?:新聞|媒体|報道|情報源|記事|メディア)|(?:कौन|किन|किस)\S*(?:\s\S+)?\s(?:अखबार|अख़बार|स्रोत|समाचार"
    r"|मीडिया|लेख)",
    re.IGNORECASE,
)
#: Words for texts as well as for what is written on something.
DOCUMENTS: Final = re.compile(r"\bdocuments?\b|文書|दस्तावेज", re.IGNORECASE)
#: Of so few sources it is told what they say.
FEW: Final = 3
#: Of these a question means the very one.
PRECISE: Final = ("text", "event", "project", "programme", "list")
#: What stands next to a publisher.
BY: Final = re.compile(r"\b(?:by|from|published by|issued by|of)\s+(?:the\s+)?$", re.IGNORECASE)
BY_AFTER: Final = re.compile(
    r"^(?:['’ʼ]s?\s+(?:articles?|reports?|releases?|sources?|publications?)|\s*(?:による|が(?:発行|公表|報道|出し)"
    r"|の(?:記事|資料|報道|情報源|ニュース|発表資料|プレスリリース)|発)"
    r"|\s*(?:द्वारा|(?:के|की|का|k[aei])\s+(?:(?:कौन|kaun)\S*\s+(?:सी|से|सा|s[aei])\s+)?"
    r"(?:लेख|रिपोर्ट|स्रोत|प्रकाशन|ख़?बर|विज्ञप्ति|reports?|articles?|khabar)|\s+(?:published|articles|reports|releases)\b))",
    re.IGNORECASE,
)
LANGUAGES: Final = (
    ("ja", re.compile(r"\bin japanese|japanese[- ]language|日本語|जापानी (?:में|भाषा)", re.IGNORECASE)),
    ("hi", re.compile(r"\bin hindi|hindi[- ]language|ヒンディー語|हिंदी|हिन्दी", re.IGNORECASE)),
    ("en", re.compile(r"\bin english|english[- ]language|英語|अंग्रेज़ी|अंग्रेजी", re.IGNORECASE)),
)
SORTS: Final = (
    ("news", re.compile(r"\bnews|press report|media|ニュース|報道|समाचार", re.IGNORECASE)),
    ("analysis", re.compile(r"\banalys[ei]s\b|think[- ]tank|分析|विश्लेषण", re.IGNORECASE)),
    ("primary", re.compile(r"\bprimary|first[- ]hand|一次|प्राथमिक", re.IGNORECASE)),
)


def _thing(desk: Desk) -> str | None:
    return desk.slots.first(*THINGS, "source", "place")


def sources(desk: Desk) -> Outcome:
    """Sources on what is named, of a membership, by a publisher, of a period, sort or language; facts of a source."""
    framework, actors = desk.slots.first("framework"), desk.slots.actors
    if (measured := sources_of_figures(desk)) is not None:
        return measured
    if desk.has("not") and (desk.utterance.is_polar or (framework and actors)):
        return denials(desk)
    if framework and actors:
        rows = [row for row in desk.ask("members-of", framework=framework) if actors[0] in tokens_of(row["member"])]
        works = sources_with(desk, (str(piece["source"]) for row in rows for piece in _evidence(row)))
        if works:
            titles = [tell_source(desk, row) for row in works]
            text = desk.say("sources_of", count=len(titles), list=desk.speech.listing(titles, 10))
            return Outcome(text, [*works, *rows], boolean=True if desk.utterance.is_polar else None)
    if desk.slots.has("source") and not framework and not actors and not WHICH.search(desk.utterance.text):
        return _told(desk, desk.ask("facts-of", source=desk.slots.first("source")), ("detail", "fact"))
    publishers = [filling for filling in desk.slots.by_slot.get("body", ()) if _publishes(desk, filling)]
    things = [iri for iri in desk.slots.all(*THINGS) if iri not in {filling.iri for filling in publishers}]
    places = [filling.mention for filling in desk.slots.by_slot.get("place", ())]
    seats = {filling.iri for filling in desk.slots.by_slot.get("country", ()) if filling.mention in places}
    things = [iri for iri in things if iri not in seats]
    if desk.slots.has(*PRECISE):
        # The countries and bodies beside a text or an event are part of what it is called.
        things = [iri for iri in things if iri not in desk.slots.actors]
    if things and things == desk.slots.all("material") and DOCUMENTS.search(desk.utterance.text):
        # Documents may be texts that name a mineral, and what is written on it.
        texts = texts_covering(desk, things)
        on = sources(replace(desk, utterance=replace(desk.utterance, text=DOCUMENTS.sub("", desk.utterance.text))))
        return replace(on, text=f"{texts.text} {on.text}", rows=[*texts.rows, *on.rows]) if texts.rows else on
    rows = list(desk.ask("sources"))
    told = _said_by(desk, rows, publishers, things)
    if told is not None:
        return told
    sites = [] if desk.slots.has(*PRECISE) else desk.slots.all("place")
    here = {
        iri for place in sites for row in desk.ask("projects", place=place) for iri in tokens_of(row["undertaking"])
    }
    about = {
        iri
        for thing in sorted(here)[:MOST]
        for row in desk.ask("sources-on", about=thing)
        for iri in tokens_of(row["source"])
    }
    titled = best_titles(desk, rows, 2) if about else []
    if about and len(titled) < len(rows):
        rows = titled
    elif about:
        rows = [row for row in rows if tokens_of(row["source"]) & about]
        things = [iri for iri in things if iri not in desk.slots.all("material", "country")]
    for iri in things[:3]:
        mine = {each for row in desk.ask("sources-on", about=iri) for each in tokens_of(row["source"])}
        rows = [row for row in rows if tokens_of(row["source"]) & mine or iri in tokens_of(row["text"])]
        rows.sort(key=lambda row: iri not in tokens_of(row["text"]))
    for filling in publishers:
        rows = by_outlets(desk, rows, names_of(desk, filling.iri))
    outlets = [name for name in desk.utterance.outlets if not publishers]
    if outlets:
        rows = by_outlets(desk, rows, outlets)
    rows = [row for row in _of_sort(desk, rows) if row["source"]]
    rows = _edge(desk, desk.within(rows, "issued"))
    named = [desk.label(iri) for iri in (*things, *(filling.iri for filling in publishers))]
    what = desk.speech.listing([*named, *outlets])
    if not rows:
        return desk.none(what if things or publishers or outlets else desk.say("topic_sources"))
    if not set(things) - set(desk.slots.all("country", "material")):
        # What no name tells of may stand in a title.
        titled = best_titles(desk, rows, 2)
        near = titled if len(titled) < len(rows) else best_titles(desk, rows)
        rows = near if titled is near else [*near, *(row for row in rows if row not in near)]
    titles = [tell_source(desk, row) for row in rows]
    text = desk.say("sources_of", count=len(rows), list=desk.speech.listing(titles, 8))
    return Outcome(text, rows, boolean=True if desk.utterance.is_polar else None)


def _said_by(desk: Desk, rows: Sequence[Row], publishers: Sequence[Filling], things: Sequence[str]) -> Outcome | None:
    """What the few articles of an outlet say of a thing: the facts that rest on them."""
    names = set().union(*(names_of(desk, filling.iri) for filling in publishers), desk.utterance.outlets)
    things = [iri for iri in things if iri not in desk.slots.all("body") or not names & names_of(desk, iri)]
    if not names or not things or not desk.has("judge"):
        return None
    works = by_outlets(desk, rows, names)
    if not 0 < len(works) <= FEW:
        return None
    facts = [
        fact for row in works for iri in sorted(tokens_of(row["source"])) for fact in desk.ask("facts-of", source=iri)
    ]
    mine = [fact for fact in facts if all(desk.tells_of(fact, [iri]) or _names_it(fact, iri) for iri in things)]
    said = [desk.label(fact["detail"]) or desk.label(fact["fact"]) for fact in mine]
    what = desk.speech.listing([desk.label(iri) for iri in things])
    return desk.tell([*mine, *works], what, said, 8) if mine else None


def _publishes(desk: Desk, filling: Filling) -> bool:
    """Whether a body is named as the publisher of sources, not as what they are about."""
    mention = filling.mention
    if BY.search(desk.utterance.text[: mention.start]) or BY_AFTER.search(desk.utterance.text[mention.end :]):
        return True
    # Who is known for publishing is the publisher where something published is asked for.
    return desk.has("author") and bool(names_of(desk, filling.iri) & set(desk.utterance.outlets))


def _edge(desk: Desk, rows: list[Row]) -> list[Row]:
    """The oldest or the newest, where the question asks for one of them."""
    if not desk.has("first", "last"):
        return rows
    dated = sorted((day, at) for at, row in enumerate(rows) if (day := _issued(row)))
    edge = dated[-1 if desk.has("last") else 0][0] if dated else ""
    return [row for row in rows if _issued(row) == edge] or rows


def _issued(row: Row) -> str:
    cell = row["issued"]
    return str(cell.get("value") or "") if isinstance(cell, Mapping) else ""


def _of_sort(desk: Desk, rows: list[Row]) -> list[Row]:
    """Sources of the language and the sort that the question wants."""
    text = desk.utterance.text
    language = next((code for code, words in LANGUAGES if words.search(text)), None)
    if language:
        rows = [row for row in rows if desk.label(row["language"]) == language]
    sort = next((token for token, words in SORTS if words.search(text)), None)
    if sort:
        rows = [row for row in rows if any(slug_of(iri).startswith(sort) for iri in tokens_of(row["kind"]))]
    return rows


def _evidence(row: Row) -> list[Mapping[str, Cell]]:
    fact = row.get("fact")
    pieces = fact.get("evidence") if isinstance(fact, Mapping) else None
    return [piece for piece in pieces if isinstance(piece, Mapping)] if isinstance(pieces, list) else []


def _told(desk: Desk, rows: Sequence[Row], columns: Sequence[str], most: int = 8) -> Outcome:
    """Facts in words, or by their names where they are told in none; of several things those on all."""
    others = desk.slots.all(*THINGS)[1:]
    rows = [row for row in rows if all(desk.tells_of(row, [iri]) or _names_it(row, iri) for iri in others)]
    thing = _thing(desk)
    told = [next((said for column in columns if (said := desk.label(row[column]))), "") for row in rows]
    return desk.tell(rows, desk.label(thing) if thing else desk.say("topic_facts"), told, most)


def _names_it(row: Row, iri: str) -> bool:
    slug = slug_of(iri)
    return any(slug in each for cell in row.values() for each in tokens_of(cell))


def single_source(desk: Desk) -> Outcome:
    """Facts that rest on one source."""
    return _told(desk, desk.ask("resting-on-one-source", about=_thing(desk)), ("detail", "fact"))


def unread(desk: Desk) -> Outcome:
    """Facts known at second hand."""
    return _told(desk, desk.ask("unread", about=_thing(desk)), ("fact",))


def stale(desk: Desk) -> Outcome:
    """States that nothing confirmed for long."""
    return _told(desk, desk.ask("going-stale", about=_thing(desk)), ("fact",))


PLANS: Final[Mapping[str, Plan]] = {
    "single_source": single_source,
    "sources": sources,
    "stale": stale,
    "unread": unread,
}
