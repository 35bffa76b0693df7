"""Plans for what sources deny and on what they disagree: the sources on either side, and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.figures import text_of
from graph.ask.plans.authors import sources_with, tell_source
from graph.ask.replies.reply import sources_of
from graph.ask.wording.amounts import find_amounts
from graph.ask.wording.lexicon import read_pattern
from graph.cells import Cell
from graph.terms import slug_of

__all__ = ["PLANS", "denials"]

THINGS: Final = ("framework", "text", "list", "project", "programme", "event", "source", "body", "material", "country")
#: How many sources a sentence names.
NAMED: Final = 10
#: Questions for a day, and for a sum or figure.
DAY: Final = re.compile(r"\bdays?\b|\bdates?\b|\bwhen\b|日付|署名日|期日|いつ|何日|तारीख|तिथि|कब|दिन", re.IGNORECASE)
DISPUTED: Final = re.compile(
    r"\bdisput|\bden(?:y|ies|ied)|\bcontest|\bchallenge[sd]?\b|\bdoubt|異|反論|否定|疑|विवाद|खंडन|इनकार|चुनौती दे"
    r"|आपत्ति",
    re.IGNORECASE,
)
FIGURE: Final = re.compile(
    r"\bamounts?\b|\bsums?\b|\bhow (?:much|many|large|big)\b|\bfigures?\b|\bnumbers?\b|\bsize\b|\bloan\b|金額"
    r"|融資額|いくら|数|額|राशि|कितन|रकम|संख्या|आँकड़",
    re.IGNORECASE,
)


def _things(desk: Desk) -> list[str]:
    """What is named, the most precise first; a country with a list beside it is the one whose list it is."""
    return desk.slots.all(*THINGS)


def _wants_sources(desk: Desk) -> bool:
    return desk.has("source", "who", "author", "judge")


def denials(desk: Desk) -> Outcome:
    """What sources say is not so, of all the things that are named, and which sources say it."""
    things = _things(desk)
    rows = [row for row in desk.ask("denials") if all(_is_of(desk, row, iri) for iri in things)]
    disputed = _disputed(desk, things)
    if not rows and not disputed:
        return desk.none(desk.about("topic_denials", *THINGS))
    told = [_deny(desk, row) for row in rows]
    told += [desk.say("disputed", what=_said(desk, row)) for row in _once(disputed)]
    what = desk.speech.listing(list(dict.fromkeys(told)), 8)
    boolean = True if desk.utterance.is_polar else None
    denying = [str(each["iri"]) for each in sources_of(rows) if each["stance"] == "supports"]
    denying += [iri for row in disputed for iri in tokens_of(row["disputing_source"])]
    works = sources_with(desk, denying)
    if not works:
        return Outcome(what, [*rows, *disputed], boolean)
    named = desk.speech.listing([tell_source(desk, row) for row in works], NAMED)
    text = desk.say("sources_of", count=len(works), list=named) if _wants_sources(desk) else ""
    behind = "" if text else " " + desk.say("sources_of", count=len(works), list=named)
    return Outcome(f"{text} {what}{behind}".strip(), [*works, *rows, *disputed], boolean)


def _is_of(desk: Desk, row: Row, iri: str) -> bool:
    """Whether a denial is about a thing, or about a list, text or pillar of it."""
    held = tokens_of(row["subject"]) | tokens_of(row["object"])
    if iri in held or desk.tells_of(row, [iri]):
        return True
    if any(iri in tokens_of(each["places"]) and tokens_of(each["edition"]) & held for each in desk.ask("lists")):
        return True
    return any(slug.startswith(f"{slug_of(iri)}-") or f"-{slug_of(iri)}-" in slug for slug in map(slug_of, held))


def _deny(desk: Desk, row: Row) -> str:
    wording = f" (“{desk.label(row['wording'])}”)" if row["wording"] else ""
    return desk.say(
        "denial",
        subject=desk.label(row["subject"]),
        relation=desk.label(row["relation"]),
        object=desk.label(row["object"]),
        wording=wording,
    )


def _disputed(desk: Desk, things: Sequence[str]) -> list[Row]:
    """Facts on all the things that are named that a source disputes."""
    if not things:
        return []
    rows = [row for row in desk.ask("in-dispute") if row["against"] == "source"]
    # What a dispute is tied to says more than words that it has in common with a name.
    tied = [row for row in rows if set(things) <= tokens_of(row["things"])]
    return tied or [row for row in rows if all(_is_about(desk, row, iri) for iri in things)]


def _is_about(desk: Desk, row: Row, iri: str) -> bool:
    return iri in tokens_of(row["things"]) or desk.tells_of(row, [iri]) or _names(row, iri)


def _names(row: Row, iri: str) -> bool:
    return any(slug_of(iri) in each for cell in row.values() for each in tokens_of(cell))


def _once(rows: Iterable[Row]) -> list[Row]:
    return list({min(tokens_of(row["fact"]), default=""): row for row in rows}.values())


def _said(desk: Desk, row: Row) -> str:
    return desk.label(row["detail"]) or f"{desk.label(row['kind'])}: {desk.label(row['things'])}"


def disagreements(desk: Desk) -> Outcome:
    """On what sources disagree: the one statement and the other, each with its day or figure and who says it."""
    things = _things(desk) or _undertaken_at(desk)
    if not things:
        rows = desk.narrow(desk.ask("in-dispute"), with_content=True)
        told = [desk.label(row["detail"]) or desk.label(row["fact"]) for row in rows]
        return desk.tell(rows, desk.say("topic_facts"), told, 8)
    found = [
        row
        for row in desk.ask("disagreements-on", about=things[0])
        if all(_names(row, iri) or desk.tells_of(row, [iri]) for iri in things[1:])
    ]
    rows = _of_sort(desk, _of_time(desk, found))
    disputed = _disputed(desk, things)
    if not rows and not disputed:
        return desk.none(desk.speech.listing([desk.label(iri) for iri in things]))
    told = [
        f"{_side(desk, row, '')}{_by(desk, row['fact'])} ↔ {_side(desk, row, 'other_')}{_by(desk, row['other_fact'])}"
        for row in rows
    ]
    if disputed and DISPUTED.search(desk.utterance.text) and not find_amounts(desk.utterance.text):
        # Who disputes it is asked, not what else stands against what.
        rows, told = [], []
    told += [
        desk.say("disputed", what=_said(desk, row)).rstrip(".。।") + f" ({desk.label(row['disputing_source'])})"
        for row in _once(disputed)
    ]
    works = sources_with(
        desk,
        [
            *(str(each["iri"]) for each in sources_of(_sides(desk, rows)) if each["stance"] == "supports"),
            *(iri for row in disputed for iri in tokens_of(row["disputing_source"])),
        ],
    )
    what = desk.speech.listing([desk.label(iri) for iri in things])
    text = desk.tell([*rows, *disputed], what, told, 6).text
    agree = read_pattern("sources_agree").search(desk.utterance.text) is not None
    if _wants_sources(desk) and works:
        named = desk.speech.listing([tell_source(desk, row) for row in works], NAMED)
        listed = desk.say("sources_of", count=len(works), list=named)
        # Whether they agree is told by what they say.
        text = f"{text} {listed}" if agree else f"{listed} {text}"
    boolean = not agree if desk.utterance.is_polar else None
    return Outcome(text, [*(works if _wants_sources(desk) else ()), *rows, *disputed], boolean)


def _undertaken_at(desk: Desk) -> list[str]:
    """The one undertaking at the places named on which something is disputed, where a place alone is named."""
    disputed = {iri for row in desk.ask("in-dispute") for iri in tokens_of(row["things"])}
    rows = [row for place in desk.slots.all("place") for row in desk.ask("projects", place=place)]
    found = sorted({iri for row in rows for iri in tokens_of(row["undertaking"])} & disputed)
    return found if len(found) == 1 else []


def _of_time(desk: Desk, rows: list[Row]) -> list[Row]:
    """The disagreements of which either statement is of the time that is named; all of them, where none is."""
    if not desk.utterance.periods:
        return rows
    timely = [row for column in ("day", "other_day") for row in desk.within(rows, column)]
    return [row for row in rows if row in timely] or rows


def _of_sort(desk: Desk, rows: list[Row]) -> list[Row]:
    """The disagreements on the sum that is named; on days or on figures, where a question is about one of them."""
    sums = find_amounts(desk.utterance.text)
    columns = ("figure", "other_figure")
    if sums:
        return [row for row in rows if any(_rounded(row[column]) in sums for column in columns)] or rows
    if DAY.search(desk.utterance.text):
        return [row for row in rows if text_of(row["day"]) != text_of(row["other_day"])] or rows
    if FIGURE.search(desk.utterance.text):
        return [row for row in rows if row["figure"] != row["other_figure"]] or rows
    return rows


def _sides(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The facts whose sources are asked for: of a sum that is disputed those that give another, else both sides."""
    sums = find_amounts(desk.utterance.text)
    return [
        {"fact": row[fact]}
        for row in rows
        for fact, figure in (("fact", "figure"), ("other_fact", "other_figure"))
        if _rounded(row[figure]) not in sums
    ]


def _rounded(cell: Cell) -> int | None:
    return round(cell) if isinstance(cell, int | float) else None


def _by(desk: Desk, fact: Cell) -> str:
    """The sources of a statement, in brackets."""
    pieces = sources_of([{"fact": fact}])
    names = [str(each["publisher"]) for each in pieces if each["stance"] == "supports"]
    return f" [{desk.speech.listing(names, 3)}]" if names else ""


def _side(desk: Desk, row: Row, prefix: str) -> str:
    said = desk.label(row[f"{prefix}says"]) or desk.label(row[f"{prefix}fact"])
    figure = row[f"{prefix}figure"]
    detail = f"{figure:,}" if isinstance(figure, int | float) else desk.day(row[f"{prefix}day"])
    return f"{said.rstrip('.')} ({detail})"


PLANS: Final[Mapping[str, Plan]] = {"denials": denials, "disagreements": disagreements}
