"""Tells of a row of texts who put their names to each, which of them bind, and which were signed for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.bindings import bindingness
from graph.ask.findings.signatories import asks_persons, persons_of
from graph.ask.wording.lexicon import read_pattern

__all__ = ["asks_signatories", "binding_ones", "dated", "signatories_of"]

#: Of so many texts it is told who signed them, where that is asked.
FEW: Final = 3
#: How many texts are told by their names.
MOST: Final = 40


def asks_signatories(desk: Desk) -> bool:
    """Whether those are asked for who stand behind a text."""
    return not desk.utterance.is_polar and read_pattern("signatories").search(desk.utterance.text) is not None


def signatories_of(desk: Desk, texts: Sequence[str]) -> Outcome | None:
    """The parties of each of a few texts and the persons who signed for them; nothing of more."""
    texts = list(dict.fromkeys(texts))
    if len(texts) > FEW:
        return None
    told, rows = [], []
    for text in texts:
        parties = desk.ask("adherences", instrument=text)
        persons, _, signed = persons_of(desk, text)
        days = dict.fromkeys(desk.day(row["since"]) for row in parties if row["since"])
        listed = desk.speech.listing(desk.names(parties, "party"), MOST)
        said = desk.say("signed_through", list=listed)
        told.append(f"{desk.label(text)} ({', '.join(days)}){desk.say('colon')}{said}.")
        if persons:
            told.append(desk.say("signed_in_person", list=desk.speech.listing(persons)))
        elif asks_persons(desk):
            told.append(desk.say("signed_in_person_open"))
        rows += [*parties, *signed]
    return Outcome(" ".join(told).replace("。.", "。"), rows) if rows else None


def binding_ones(desk: Desk, rows: Sequence[Row], column: str, what: str) -> Outcome:
    """Those of a row of texts that bind, or do not, as is asked; of how many others that is not known."""
    token = "non-binding" if "bindingness/non-binding" in desk.utterance.concepts else "binding"
    texts = list(dict.fromkeys(iri for row in rows for iri in sorted(tokens_of(row[column]))))
    known = {iri: bindingness(desk, iri) for iri in texts}
    chosen = [row for row in rows if any(known[iri] == token for iri in tokens_of(row[column]))]
    unknown = sum(each in ("", "unknown") for each in known.values())
    told = [dated(desk, row, column) for row in chosen]
    text = desk.say(
        "binding_texts",
        binding=desk.say(f"word_{token.replace('-', '_')}"),
        all=len(texts),
        what=what,
        count=len(set(told)),
        list=desk.speech.listing(told, MOST),
    )
    text += desk.say("binding_open", count=unknown) if unknown else ""
    # That none is known to is an answer, of all of them.
    return Outcome(text, chosen or rows, True if desk.utterance.is_polar and chosen else None, count=len(set(told)))


def dated(desk: Desk, row: Row, column: str) -> str:
    """A text with its day; where only bodies of those who are named stand to it, with the bodies that signed it."""
    day = desk.day(row["since"])
    bodies = desk.slots.all("body")
    if not bodies or len(bodies) != len(desk.slots.actors) or not isinstance(row[column], Mapping):
        return f"{desk.label(row[column])} ({day})"
    parties = [each for iri in sorted(tokens_of(row[column])) for each in desk.ask("adherences", instrument=iri)]
    own = {iri for each in parties for iri in tokens_of(each["party"])}
    if not own or set(bodies) <= own:
        return f"{desk.label(row[column])} ({day})"
    signed = desk.say("signed_through", list=desk.speech.listing(desk.names(parties, "party")))
    return f"{desk.label(row[column])} ({day}; {signed})"
