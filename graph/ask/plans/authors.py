"""Plans for authorship: who wrote, issued or published a text or a source, and what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.editions import list_of
from graph.ask.findings.figures import text_of
from graph.ask.plans.lists import LISTS
from graph.ask.plans.lists import PLANS as LIST_PLANS
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.spelling import key_of
from graph.cells import Cell
from graph.terms import kind_of, slug_of

__all__ = ["PLANS", "TITLELESS", "best_titles", "by_outlets", "names_of", "published", "sources_with", "tell_source"]

#: Words for publishing, and for writing.
PUBLISHING: Final = re.compile(
    r"\bpublish|\boutlet|\bcarried\b|\bappear|\bpublication\b|\bran\b|\bhosted\b|\bmagazine|\bnewspaper|\bjournal\b|発行|掲載|媒体|出版|載っ|प्रकाश|छप|छाप",
    re.IGNORECASE,
)
WROTE: Final = re.compile(r"\bwr(?:ote|itten|ite)\b|\bauthor|\bpenned\b|著者|執筆|書い|筆者|लिख|लेखक", re.IGNORECASE)
#: Words that tell no title from another.
TITLELESS: Final = frozenset(
    key_of(
        "release article piece paper newspaper report reported source news wrote india japan mineral critical new delhi"
    )
)
#: Roles of those who make a text.
WRITING: Final = frozenset({"author", "signatory", "sponsor"})
BRACKETS: Final = re.compile(r"\s*\(.*\)$")


def _slugs(cell: Cell) -> set[str]:
    return {slug_of(iri) for iri in tokens_of(cell)}


def sources_with(desk: Desk, iris: Iterable[str]) -> list[Row]:
    """The sources of these IRIs, with publisher, author, day and address, in the order of the IRIs."""
    known = {iri: row for row in desk.ask("sources") for iri in tokens_of(row["source"])}
    return [known[iri] for iri in dict.fromkeys(iris) if iri in known]


def tell_source(desk: Desk, row: Row) -> str:
    """A source in words: title, author, publisher, day."""
    parts = [desk.label(row["author"]), desk.label(row["publisher"])]
    parts += [desk.day(row["issued"])] if row["issued"] else []
    return f"{desk.label(row['source'])} ({', '.join(part for part in parts if part)})"


def by_outlets(desk: Desk, rows: Sequence[Row], names: Collection[str]) -> list[Row]:
    """The sources that are published or written by one of these, by whole names."""
    wanted = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE) for name in names]
    found = [
        row
        for row in rows
        if any(one.search(f"{desk.label(row['publisher'])} | {desk.label(row['author'])}") for one in wanted)
    ]
    # Who is called just so comes before who has the name in a longer one: The Federal, and Federal Newswire.
    called = {name.casefold() for name in names}
    return [row for row in found if called & {_bare(desk, row, "publisher"), _bare(desk, row, "author")}] or found


def _bare(desk: Desk, row: Row, column: str) -> str:
    """A publisher or author without the article."""
    return desk.label(row[column]).casefold().removeprefix("the ")


def names_of(desk: Desk, iri: str) -> set[str]:
    """The names by which a body may stand among publishers and authors."""
    known = {label.casefold() for label in desk.world.lookup.labels.get(iri, {}).values()}
    known |= {desk.label(row["value"]).casefold() for row in desk.ask("profile", about=iri) if _is_name(row)}
    return known | {BRACKETS.sub("", name) for name in known}


def _is_name(row: Row) -> bool:
    return bool(_slugs(row["relation"]) & {"altLabel", "notation"})


def published(desk: Desk, thing: str) -> Outcome | None:
    """When a text or a source was issued, by the days of the documents that render it."""
    rows = [row for row in desk.ask("sources") if thing in tokens_of(row["text"]) | tokens_of(row["source"])]
    dated = sorted((row for row in rows if text_of(row["issued"])), key=lambda row: text_of(row["issued"]))
    if not dated:
        return None
    told = [f"{desk.day(row['issued'])} ({desk.label(row['publisher'])})" for row in dated]
    return Outcome(desk.say("signed_when", text=desk.label(thing), list=desk.speech.listing(told)), dated)


def _made(desk: Desk) -> str | None:
    """What somebody made: a text before a source that only has the name of the text in its title."""
    source = desk.slots.by_slot.get("source", ())
    is_title = any(desk.world.lookup.label(each.iri).casefold() in desk.utterance.text.casefold() for each in source)
    return (
        desk.slots.first("text", "list", "source")
        if is_title
        else desk.slots.first("text", "list") or (desk.slots.first("source"))
    )


def authors(desk: Desk) -> Outcome:
    """Who wrote, issued or published a text or a source."""
    if not desk.slots.has("text", "list", "source") and LISTS.search(desk.utterance.text):
        return LIST_PLANS["listing"](desk)
    thing = _made(desk)
    if thing is None and desk.has("listed", "critical"):
        thing = list_of(desk, desk.slots.first("country") or "")
    if thing is None:
        return desk.none(desk.label(desk.slots.first("country") or ""))
    label = desk.label(thing)
    if kind_of(thing) == "source":
        rows = sources_with(desk, [thing])
        told = [tell_source(desk, row) for row in rows]
        if not rows:
            return desk.none(label)
        if PUBLISHING.search(desk.utterance.text) and not WROTE.search(desk.utterance.text):
            text = desk.say("published_where", thing=label, list=desk.speech.listing(_outlets(desk, rows)))
            return Outcome(text, rows)
        names = [name for row in rows if (name := desk.label(row["author"]))]
        lead = desk.say("written_by_whom", list=desk.speech.listing(names)) if names else desk.say("no_author")
        return Outcome(f"{lead} {desk.say('list_issued', list=desk.speech.listing(told))}", rows)
    asks_maker = desk.has("who") or read_pattern("which_body").search(desk.utterance.text) is not None
    dated = published(desk, thing) if desk.has("when") and not asks_maker else None
    if dated is not None:
        return dated
    wanted = ("issuedBy", "creator", "publisher", "hasAuthor", "hasParticipant", "author")
    said = [
        row
        for row in desk.ask("profile", about=thing)
        if row["what"] == "statement" and _slugs(row["relation"]) & {*wanted}
    ]
    written = [row for row in desk.ask("participants-of", undertaking=thing) if _slugs(row["role"]) & WRITING]
    parties = desk.ask("adherences", instrument=thing)
    editions = [row for row in desk.ask("lists") if thing in tokens_of(row["edition"])]
    makers = desk.names(written, "holder") or [desk.label(row["thing"]) or desk.label(row["value"]) for row in said]
    makers = makers or desk.names(editions, "issuers") or desk.names(parties, "party")
    renditions = [row for row in desk.ask("sources") if thing in tokens_of(row["text"])]
    if not makers and not renditions:
        return desk.none(label)
    days = sorted({text_of(row["since"]) for row in parties if text_of(row["since"])})
    day = desk.day(next(row["since"] for row in parties if text_of(row["since"]) == days[0])) if days else ""
    day = day or next((desk.day(row["issued"]) for row in editions), "")
    if renditions and PUBLISHING.search(desk.utterance.text) and not WROTE.search(desk.utterance.text):
        text = desk.say("published_where", thing=label, list=desk.speech.listing(_outlets(desk, renditions)))
        text += " " + desk.say("written_by_whom", list=desk.speech.listing(makers)) if written else ""
        return Outcome(text, [*renditions, *written, *said, *editions, *parties])
    named = desk.speech.listing(makers)
    text = desk.say("authors", thing=label, list=f"{named} ({day})" if day else named) if makers else ""
    if renditions:
        text += " " + desk.say(
            "renditions", list=desk.speech.listing([tell_source(desk, row) for row in renditions], 4)
        )
    return Outcome(text.strip(), [*written, *said, *editions, *parties, *renditions])


def _outlets(desk: Desk, rows: Iterable[Row]) -> list[str]:
    """Who published sources, each with the day."""
    return [desk.dated(row["publisher"], row["issued"]) for row in rows]


#: What a source may be about, beside its publisher.
SUBJECTS: Final = ("framework", "text", "project", "programme", "event", "list", "material", "country", "body")


def _on_subject(desk: Desk, works: Sequence[Row], actor: str) -> list[Row]:
    """The sources on all else that is named; all of them, where none is."""
    found = list(works)
    for iri in desk.slots.all(*SUBJECTS):
        if iri != actor:
            mine = {each for row in desk.ask("sources-on", about=iri) for each in tokens_of(row["source"])}
            found = [row for row in found if tokens_of(row["source"]) & mine or iri in tokens_of(row["text"])] or found
    return found


def best_titles(desk: Desk, works: Sequence[Row], least: int = 1) -> list[Row]:
    """The sources whose titles hold the most words of the question; all of them, where none holds so many."""
    words = {*desk.utterance.content, *desk.utterance.said} - TITLELESS
    scores = [len(words & set(key_of(desk.label(row["source"])))) for row in works]
    best = max(scores, default=0)
    return [row for row, score in zip(works, scores, strict=True) if score == best] if best >= least else list(works)


def written_by(desk: Desk) -> Outcome:
    """What somebody wrote, issued or published: texts, lists, sources, and what of them judges."""
    actor = desk.slots.first("body") or ""
    rows = desk.ask("parts-of", actor=actor) if actor else ()
    texts = [row for row in rows if "Instrument" in _slugs(row["kind"]) or "author" in _slugs(row["role"])]
    column = "thing" if texts else "text"
    is_person = "Person" in desk.world.lookup.classes.get(actor, frozenset())
    if actor and not texts and not is_person:
        texts = list(desk.ask("adherences", actor=actor))
    lists = [row for row in desk.ask("lists") if actor in tokens_of(row["issuers"])]
    names = {*desk.utterance.outlets, *(names_of(desk, actor) if actor else ())}
    works = best_titles(
        desk, _on_subject(desk, desk.within(by_outlets(desk, desk.ask("sources"), names), "issued"), actor)
    )
    if works and not is_person and desk.has("who") and WROTE.search(desk.utterance.text):
        # Who wrote what somebody published.
        names_told = list(dict.fromkeys(filter(None, (desk.label(row["author"]) for row in works))))
        text = (
            desk.say("written_by_whom", list=desk.speech.listing(names_told)) if names_told else desk.say("no_author")
        )
        named = desk.speech.listing([tell_source(desk, row) for row in works], 6)
        return Outcome(f"{text} {desk.say('sources_of', count=len(works), list=named)}", works)
    told = desk.names(texts, column) + desk.names(lists, "edition") + [tell_source(desk, row) for row in works]
    what = desk.label(actor) if actor else desk.speech.listing(sorted(desk.utterance.outlets))
    if not told:
        return desk.none(what)
    return Outcome(
        desk.speech.found("work", what, len(dict.fromkeys(told)), told, 10),
        [*texts, *lists, *works],
    )


PLANS: Final[Mapping[str, Plan]] = {"authors": authors, "published_by": written_by, "written_by": written_by}
