"""Plans for judgements: the challenges and opportunities that authors see, and what they say of a thing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.wording.say import labels_of
from graph.ask.wording.spelling import key_of

__all__ = ["PLANS"]

#: Words that make no name another.
SMALL: Final = frozenset(key_of("of on in for the and"))
ABOUT: Final = ("country", "body", "material", "framework", "text", "project", "programme", "event", "source")


def assessments(desk: Desk) -> Outcome:
    """Judgements on what is named or on what joins those named, by whom is named; of the sort that is asked for."""
    rows = list(desk.ask("assessments"))
    authors = _authors(desk, rows)
    outlets = [name for name in desk.utterance.outlets if not desk.slots.has("body", "text", "source")]
    if outlets and not authors:
        rows = [row for row in rows if any(_is_from(row, name) for name in outlets)]
    if authors:
        rows = [row for row in rows if tokens_of(row["judge"]) & set().union(*authors.values())]
    elif desk.has("judge") and (silent := _silent(desk, rows)):
        # What others judge is not what the one who is asked about says.
        return desk.none(desk.speech.listing([desk.label(iri) for iri in silent]))
    about = [iri for iri in desk.slots.all(*ABOUT) if iri not in authors]
    on = [row for row in rows if _is_on(desk, row, about)] if about else rows
    if not on and len(desk.slots.all("country")) > 1:
        on = [row for row in rows if tokens_of(row["things"]) & set(about)]
    if not on and desk.slots.has("material"):
        # All that is judged here concerns minerals: what is said of the country holds for the one that is named.
        about = [iri for iri in about if iri not in desk.slots.all("material")]
        on = [row for row in rows if _is_on(desk, row, about)] if about else []
    if not on and authors:
        # Of the very thing nothing is said; what they do say is worth telling.
        on = rows
    columns = [name for name, cue in (("challenges", "challenge"), ("opportunities", "opportunity")) if desk.has(cue)]
    # Why so little comes of what was promised: that is what stands in its way.
    columns = columns or (["challenges"] if desk.has("why") else [])
    marked = [row for row in on if any(row[column] for column in columns)]
    chosen = desk.narrow(marked or on, with_content=True)
    if not chosen and not desk.utterance.is_polar:
        chosen = marked
    marks = [name for column in columns for name in _marks(desk, chosen, column)]
    told = [f"{desk.label(row['judgement'])} ({desk.label(row['judge'])})" for row in chosen]
    what = desk.about("topic_assessments", *desk.slots.by_slot)
    if outlets and not desk.slots.by_slot:
        what = desk.speech.listing([name.title() if " " in name else name.upper() for name in outlets])
    if marks and chosen:
        text = desk.say("marks", what=what, count=len(marks), list=desk.speech.listing(marks), told=" ".join(told[:4]))
        return Outcome(text, chosen, boolean=_verdict(desk))
    return replace(desk.tell(chosen, what, told, 8, "assessment"), boolean=_verdict(desk) if chosen else None)


def _verdict(desk: Desk) -> bool | None:
    """Yes to whether somebody judges so; no judgement says whether a list names a material."""
    return True if desk.utterance.is_polar and not desk.has("listed", "critical") else None


def _authors(desk: Desk, rows: Sequence[Row]) -> dict[str, set[str]]:
    """Who of those named judges, or has people who do, and under which names in the rows."""
    judges = {iri for row in rows for iri in tokens_of(row["judge"])}
    found: dict[str, set[str]] = {}
    judged = [
        desk.world.lookup.label(iri).casefold() for iri in desk.slots.all("project", "programme", "framework", "event")
    ]
    owners = {
        filling.iri
        for filling in desk.slots.by_slot.get("body", ())
        if any(filling.mention.text.casefold() in name for name in judged)
    }
    for iri in desk.slots.all("body", "text", "source", "country", "framework"):
        if iri in owners:
            # A firm in whose name a project stands is not its judge.
            continue
        is_country = iri in desk.slots.all("country", "framework")
        mine = {iri}
        if iri in desk.slots.all("body") and "Person" not in desk.world.lookup.classes.get(iri, frozenset()):
            mine |= {each for row in desk.ask("affiliations-of", actor=iri) for each in tokens_of(row["person"])}
        if iri in desk.slots.all("text"):
            mine |= {each for row in desk.ask("participants-of", undertaking=iri) for each in tokens_of(row["holder"])}
        if not mine & judges and not is_country:
            mine |= {each for row in rows if _is_published_by(desk, row, iri) for each in tokens_of(row["judge"])}
        # "Japan's challenges" are those that Japan has.
        is_judge = (
            desk.has("judge")
            and len(desk.slots.all("country")) == 1
            and desk.leads(iri)
            and not desk.has("challenge", "opportunity")
        )
        if mine & judges and (is_judge or not is_country):
            found[iri] = mine & judges
    return found


#: Verbs of judging whose subject is judged.
PASSIVE: Final = re.compile(
    r"\b(?:judged|assessed|seen|regarded|viewed|evaluated|criticised|criticized|praised)\b", re.IGNORECASE
)


def _silent(desk: Desk, rows: Sequence[Row]) -> list[str]:
    """Bodies that are named as judges, beside what is judged, and judge nothing."""
    beside = desk.slots.all("framework", "material", "programme", "text", "project", "event")
    if PASSIVE.search(desk.utterance.text):
        return []
    judging = [place for place, cue in desk.utterance.cue_places if cue == "judge"]
    named = [
        filling
        for slot in ("body", "country")
        for filling in desk.slots.by_slot.get(slot, ())
        if desk.leads(filling.iri) and all(filling.mention.start < place for place in judging)
    ]
    judged = set().union(*(tokens_of(row["things"]) for row in rows))
    return [filling.iri for filling in named if beside or filling.iri not in judged]


def _is_published_by(desk: Desk, row: Row, iri: str) -> bool:
    """Whether a source of a judgement is published by a body."""
    return _is_from(row, desk.world.lookup.label(iri))


def _is_from(row: Row, name: str) -> bool:
    """Whether a source of a judgement is by a publisher of this name."""
    fact = row["fact"]
    pieces = fact.get("evidence") if isinstance(fact, Mapping) else None
    held = pieces if isinstance(pieces, list) else []
    return any(
        name.casefold() in str(piece.get("publisher")).casefold() for piece in held if isinstance(piece, Mapping)
    )


def _is_on(desk: Desk, row: Row, about: Sequence[str]) -> bool:
    """Whether a judgement is on all the countries that are named, by itself or by a thing that joins them, or on one
    of the other things.
    """
    things = tokens_of(row["things"])
    joined = [desk.world.lookup.label(iri) for iri in things]
    countries = [iri for iri in about if iri in desk.slots.all("country")]
    others = [iri for iri in about if iri not in countries]
    if others:
        return bool(things & set(others)) or any(
            _is_like(label, desk.world.lookup.label(other)) for label in joined for other in others
        )
    whole = set(countries) <= things or any(
        all(desk.world.lookup.label(each) in label for each in countries) for label in joined
    )
    return bool(countries) and whole


def _is_like(label: str, other: str) -> bool:
    """Whether two names have the same words but for small ones: cooperation on minerals, minerals cooperation."""
    one, two = set(key_of(label)) - SMALL, set(key_of(other)) - SMALL
    return len(one & two) > 0.8 * len(one | two)


def _marks(desk: Desk, rows: Sequence[Row], column: str) -> list[str]:
    """The challenges or opportunities; those of which the question speaks, where it speaks of any."""
    words = {*desk.utterance.residue, *desk.utterance.content}
    cells = [each for row in rows for each in labels_of(row[column])]
    spoken = [cell for cell in cells if words & set(key_of(str(cell["label"])))]
    return list(dict.fromkeys(desk.label(dict(cell)) for cell in spoken or cells))


PLANS: Final[Mapping[str, Plan]] = {"assessments": assessments}
