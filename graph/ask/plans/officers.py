"""Plans for offices: who holds which post of a body, and what office a person holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, holds, tokens_of
from graph.ask.findings.accession import since, start
from graph.ask.findings.figures import text_of, tokens_of_slug
from graph.ask.naming.mentions import Mention
from graph.ask.reading.slots import Filling, Slots
from graph.ask.wording.spelling import key_of
from graph.namespaces import ID

__all__ = ["PLANS", "officers"]


#: Titles of offices, and how they stand in the names of posts.
TITLES: Final = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(post, re.IGNORECASE))
    for said, post in (
        (r"\bambassador|\benvoy|大使|राजदूत|\brajdoot", r"ambassador|envoy"),
        (r"\bpresident\b|大統領|राष्ट्रपति|\brashtrapati", r"president"),
        (r"\bgovernor|知事|総裁|गवर्नर|राज्यपाल", r"governor"),
        (
            r"(?<!chief )(?<!general )(?<!under )\bsecretary\b(?! general)|次官|सचिव|\bsachiv\b",
            r"secretary|vice-minister",
        ),
        (
            r"\b(?:foreign|external affairs) minister\b|\bminister (?:of|for) (?:foreign|external) affairs"
            r"|外務大臣|外相|विदेश मंत्री|\bvidesh mantri",
            r"minister (?:of|for) foreign|external affairs minister|foreign minister",
        ),
        (r"\b(?:trade|commerce) minister\b|通商大臣|वाणिज्य मंत्री", r"commerce|trade"),
        (r"\bprime minister\b|\bpm\b|首相|総理|प्रधान ?मंत्री|\bpradhan ?mantri", r"(?<!to the )prime minister"),
        (r"\bchair(?:man|woman|person)\b|会長|अध्यक्ष", r"chair|president"),
        (r"\bceo\b|\bchief executive|最高経営責任者|सीईओ", r"ceo|chief executive"),
        (r"\bcommissioner|委員\b|आयुक्त", r"commissioner"),
    )
)


#: What stands before the country to which an envoy is sent.
SENT: Final = re.compile(r"\b(?:ambassador|envoy)s?\s+(?:to|in)\s+(?:the\s+)?$|駐$", re.IGNORECASE)


MINISTER: Final = re.compile(r"\bminister\b|大臣|मंत्री", re.IGNORECASE)
#: Words of titles that tell none from another.
JOINTS: Final = frozenset(key_of("and of the for minister और के का की एवं मंत्री と の 大 臣 省"))
#: Posts that are told by their field, those that are called otherwise than their ministry, and words of no field.
MINISTERIAL: Final = re.compile(r"\bministers?\b|\bsecretary\b", re.IGNORECASE)
NAMED: Final = re.compile(r"\b(?:prime|foreign|trade|commerce|vice)[ -]minister|\bforeign secretary", re.IGNORECASE)
FIELDLESS: Final = frozenset(key_of("ministry department government office secretary general state who"))
#: The countries whose offices are meant where none is named.
OURS: Final = ("india", "japan")


def officers(desk: Desk) -> Outcome:
    """Who holds or held an office of a body or country; what office a person holds."""
    rows: list[Row] = []
    for iri in _asked_about(desk):
        is_person = "Person" in desk.world.lookup.classes.get(iri, frozenset())
        found = (
            desk.ask("affiliations-of", actor=iri)
            if is_person
            else [{**row, "body": row["body_held"]} for row in desk.ask("officers", body=iri)]
        )
        rows += [row for row in found if holds(row, desk.on)]
    if not desk.utterance.is_past and not desk.utterance.periods:
        rows = _newest_holders(desk, rows)
    roles = desk.concept("role") & {"minister", "head-of-government"}
    words = {unit.key for unit in desk.utterance.units} - JOINTS
    titles = [key for said, key in TITLES if said.search(desk.utterance.text)]
    if titles and not _is_of_persons(desk):
        # From another post than is asked about nothing follows.
        rows = [row for row in rows if all(key.search(desk.label(row["post"])) for key in titles)]
        rows = [row for row in rows if _is_posted(desk, row)]
    if roles:
        rows = _closest(desk, [row for row in rows if tokens_of_slug(row["role"]) & roles] or rows, words)
    elif ("ambassador" in words or desk.has("office")) and not _is_of_persons(desk):
        rows = _closest(desk, rows, words)
    rows, others = _of_time(desk, _of_field(desk, rows, words))
    what = desk.about("topic_projects", "country", "body", "place", "material", "project", "programme", "framework")
    is_minister = bool(roles) or MINISTER.search(desk.utterance.text) is not None
    if not rows and not others and is_minister and not desk.slots.has("country"):
        # A minister may stand in the records of another ministry than the words of the title say.
        return officeholders(desk)
    if others and not rows:
        seen = [f"{desk.label(row['person'])}, {desk.label(row['post'])} ({_seen(desk, row)})" for row in others]
        elsewhen = desk.say("office_elsewhen", list=desk.speech.listing(seen))
        return Outcome(desk.none(what).text + elsewhen, others, is_answered=desk.utterance.is_polar)
    if not rows:
        # Who holds an office is no yes or no: that nobody is known of it answers nothing.
        return replace(desk.none(what), is_answered=desk.utterance.is_polar)
    told = [f"{desk.label(row['person'])}, {desk.label(row['post'])} ({desk.label(row['body'])})" for row in rows]
    return Outcome(
        desk.speech.found("office", what, len(rows), told),
        rows,
        boolean=True if desk.utterance.is_polar else None,
    )


def _of_time(desk: Desk, rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Those who are known to have been in office at the time that the question names, and those who are not."""
    if not desk.utterance.periods:
        return rows, []
    first, last = (each.isoformat() for each in (desk.utterance.periods[0].first, desk.utterance.periods[0].last))
    held = [
        row
        for row in rows
        if (start(row) or text_of(row["told_first"])) <= last and (start(row) or text_of(row["told_last"]) >= first)
    ]
    return held, [row for row in rows if row not in held]


def _seen(desk: Desk, row: Row) -> str:
    """From when on, or else at what time, somebody is told of in an office."""
    first, last = (desk.day(row[column]) for column in ("told_first", "told_last"))
    return since(desk, row) if start(row) else first if first == last else f"{first} – {last}"


def _asked_about(desk: Desk) -> Sequence[str]:
    """The actors whose offices are meant: of a country and a ministry of it the ministry."""
    actors = desk.slots.actors
    held = {iri for actor in actors for row in desk.ask("bodies-of", parent=actor) for iri in tokens_of(row["body"])}
    return [iri for iri in actors if iri in held] or actors


def _is_posted(desk: Desk, row: Row) -> bool:
    """Whether an envoy is in the country to which the question says that he is sent, if it says so."""
    text = desk.utterance.text
    hosts = [each.iri for each in desk.slots.by_slot.get("country", ()) if SENT.search(text[: each.mention.start])]
    bodies = [desk.world.lookup.label(iri) for iri in tokens_of(row["body"])]
    return all(body.endswith(f" in {desk.world.lookup.label(host)}") for host in hosts for body in bodies)


def _of_field(desk: Desk, rows: list[Row], words: set[str]) -> list[Row]:
    """Of posts those of the field that an English question names: from another minister's post nothing follows."""
    if desk.utterance.language != "en" or not MINISTERIAL.search(desk.utterance.text) or _is_of_persons(desk):
        return rows
    bodies = [desk.label(row["body"]) for iri in desk.slots.actors for row in desk.ask("bodies-of", parent=iri)]
    countries = {key for iri in desk.slots.actors for key in key_of(desk.label(iri))}
    fields = {key for name in bodies for key in key_of(name)} - JOINTS - FIELDLESS - countries
    fields = ((fields | set(desk.utterance.content)) & words) - FIELDLESS
    held = [row for row in rows if fields & {k for name in ("post", "body") for k in key_of(desk.label(row[name]))}]
    return held if fields and not NAMED.search(desk.utterance.text) else rows


def _is_of_persons(desk: Desk) -> bool:
    """Whether nobody but persons is named: then every post of theirs is asked for."""
    return all("Person" in desk.world.lookup.classes.get(iri, frozenset()) for iri in desk.slots.actors)


def _closest(desk: Desk, rows: Sequence[Row], words: set[str]) -> list[Row]:
    """The offices whose titles and bodies share the most words with the question."""
    scores = [
        len(words & {key for text in (desk.label(row["post"]), desk.label(row["body"])) for key in key_of(text)})
        for row in rows
    ]
    best = max(scores, default=0)
    return [row for row, score in zip(rows, scores, strict=True) if score == best]


def _newest_holders(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """Of several holders of one post, none of whom is known to have left it, the one who came last."""
    last: dict[tuple[str, ...], str] = {}
    seen = [start(row) or (_last_seen(desk, row) if len(rows) > 1 else "") for row in rows]
    for row, day in zip(rows, seen, strict=True):
        last[_post(row)] = max(last.get(_post(row), ""), day)
    return [row for row, day in zip(rows, seen, strict=True) if day == last[_post(row)]]


def _last_seen(desk: Desk, row: Row) -> str:
    """The last day of a meeting in which a holder took part: where no source says since when he is in office."""
    days = (
        str(day["value"] or "")
        for iri in tokens_of(row["person"])
        for met in desk.ask("events", actor=iri)
        if isinstance(day := met["day"], Mapping)
    )
    return max((day for day in days if day <= desk.on.isoformat()), default="")


def _post(row: Row) -> tuple[str, ...]:
    return (*sorted(tokens_of(row["body"])), str(row["post"]))


def officeholders(desk: Desk) -> Outcome:
    """Who holds an office that is told by its title alone: of the countries between which this record lies."""
    fillings = tuple(Filling(f"{ID}actor/{slug}", Mention(0, 0, "", ())) for slug in OURS)
    everywhere = replace(desk, slots=Slots({"country": fillings}, ()))
    return officers(everywhere)


PLANS: Final[Mapping[str, Plan]] = {"officeholders": officeholders, "officers": officers}
