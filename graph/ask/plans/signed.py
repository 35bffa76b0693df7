"""Plan for texts by who stands to them: what somebody signed, with whom, when and on what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.bindings import tell_binding
from graph.ask.findings.claims import claimed, judge_all
from graph.ask.findings.clauses import are_alternatives
from graph.ask.findings.contents import asks_minerals, minerals_in
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.mineral_texts import asks_of_minerals, speaking_of_minerals
from graph.ask.findings.regions import region_said, with_region
from graph.ask.findings.sides import names_in, naming_both, of_firms
from graph.ask.findings.signatories import (
    signed_in_person,
    units_of,
)
from graph.ask.findings.signed_bodies import asks_signatories, binding_ones, dated, signatories_of
from graph.ask.findings.timing import fell_then, judged
from graph.ask.linking.dated import SORTS
from graph.ask.plans.meetings import edge_of
from graph.ask.plans.provisions import asks_of_content, speaks_of
from graph.ask.plans.standings import tell_history
from graph.ask.plans.texts import PLANS as TEXT_PLANS
from graph.ask.plans.texts import stands_so
from graph.ask.reading.slots import Filling
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.spelling import key_of
from graph.cells import Cell
from graph.terms import kind_of

__all__ = ["PLANS"]

#: How many sign most texts; of more than that, texts without one of them are looked for too.
PAIR: Final = 2
#: The first words of firms' names that are no longer may stand in any name.
SHORT: Final = 5
#: Of so many texts it is told what they name, where that is asked.
FEW: Final = 6


def signed_by(desk: Desk) -> Outcome:
    """Texts of one actor, or of two together; perhaps those that cover a material, of a period, the first or last."""
    in_person = signed_in_person(desk) if desk.has("sign", "text") else None
    if in_person is not None:
        return in_person
    actors = desk.parties()
    if len(actors) > 1:
        rows = list(desk.ask("signed-by-both", actor=actors[0], other=actors[1]))
        column = "instrument"
        for third in actors[2:]:
            theirs = {iri for row in desk.ask("adherences", actor=third) for iri in tokens_of(row["text"])}
            rows = [row for row in rows if tokens_of(row[column]) & theirs]
        if not rows and len(actors) > PAIR and not desk.utterance.is_polar:
            # Of several who signed no text together, what the first signed with each of the others.
            rows = [row for other in actors[1:] for row in desk.ask("signed-by-both", actor=actors[0], other=other)]
    else:
        rows, column = list(desk.ask("adherences", actor=actors[0])), "text"
    if not rows and len(actors) == 1 and actors == desk.slots.all("country"):
        # Of a country that signed nothing itself, what its bodies and firms did.
        rows, column = (
            [row for iri in sorted(units_of(desk, actors)) for row in desk.ask("adherences", actor=iri)],
            "text",
        )
    frameworks = desk.slots.all("framework")
    if frameworks:
        rows = [row for row in rows if desk.tells_of(row, frameworks)]
    materials = desk.slots.all("material")
    if materials:
        # What each text covers is asked last, of as few as can be.
        rows = [row for row in desk.within(rows, "since") if _names(desk, row[column], materials)]
    sorts = [word for word in SORTS if word.search(desk.utterance.text)]
    is_other = False
    if sorts:
        # Of what both signed only the sort that is named, where there is any.
        fitting = [
            row
            for row in rows
            if all(word.search(desk.label(row[column])) or word.search(names_in(desk, row[column])) for word in sorts)
        ]
        is_other = bool(rows) and not fitting
        rows = fitting or rows
    rows = _on_topic(desk, rows, column)
    if not rows and len(actors) > 1 and desk.slots.has("country") and desk.slots.has("body"):
        rows, column = _with_firms(desk), "text"
    if not rows and len(actors) > 1 and not desk.slots.has("body"):
        rows, column = of_firms(desk, actors), "text"
        rows = [row for row in rows if not materials or _names(desk, row[column], materials)]
    if not rows and len(actors) == PAIR and not materials:
        # Of some texts one party alone is on record, and their names tell whose they are.
        rows, column = naming_both(desk, actors), "text"
        is_other = bool(rows)
    rows = with_region(desk, rows, column, actors)
    rows = edge_of(desk, desk.within(rows, "since"), "since")
    if not rows and len(actors) == PAIR and not materials:
        called = _called_by(desk)
        if called is not None:
            return called
    what = desk.speech.listing([desk.label(actor) for actor in (*actors, *materials)])
    if not rows and desk.utterance.is_polar and len(actors) > PAIR and (others := _of_the_rest(desk, actors)):
        told = [f"{desk.label(row['instrument'])} ({desk.day(row['since'])})" for row in others]
        parties = [desk.speech.listing(_signatories(desk, row)) for row in others]
        listed = "; ".join(f"{each}: {those}" for each, those in zip(told, parties, strict=True))
        return Outcome(desk.say("not_known_so", told=f"{listed}."), others)
    if not rows and desk.slots.has("text"):
        # The text that is named bears the name of one who is no party to it.
        return TEXT_PLANS["text"](desk)
    if not rows:
        is_presumed = desk.has("when", "why") and not desk.utterance.is_polar
        unknown = Outcome(desk.say("signed_unknown", day=desk.today()), is_answered=not is_presumed)
        return unknown if desk.utterance.is_polar or is_presumed else desk.none(what)
    is_picking = desk.has("which", "sign") or len({iri for row in rows for iri in tokens_of(row[column])}) > FEW
    if desk.has("binding") and is_picking:
        return binding_ones(desk, rows, column, what)
    if desk.has("binding") and not desk.has("sign"):
        texts = dict.fromkeys(iri for row in rows for iri in sorted(tokens_of(row[column])))
        found = [tell_binding(desk, iri) for iri in texts]
        said = " ".join(each.text for each in found[:6])
        so = found[0].boolean if len(found) == 1 else None
        return Outcome(said, [*rows, *(row for each in found for row in each.rows)], so)
    if asks_of_content(desk):
        named = sorted({iri for row in rows for iri in tokens_of(row[column])})
        if len(named) == 1:
            return speaks_of(desk, named[0])
    held = [iri for row in rows for iri in sorted(tokens_of(row[column]))]
    if asks_minerals(desk) and len(set(held)) <= FEW:
        return minerals_in(desk, held)
    if len(actors) > 1 and asks_signatories(desk) and (signers := signatories_of(desk, held)) is not None:
        return signers
    # What bears the names of those asked about stands before what they signed with many others.
    names = [desk.world.lookup.label(actor) for actor in actors]
    rows.sort(key=lambda row: not all(name in names_in(desk, row[column]) for name in names))
    told = [dated(desk, row, column) for row in rows]
    text = desk.speech.found("text", what, len(set(told)), told)
    if desk.utterance.is_polar and is_other:
        return Outcome(desk.say("not_known_so", told=text), rows)
    if desk.utterance.is_polar and claimed(desk, "text") and not desk.has("sign"):
        is_so = judge_all([stands_so(desk, iri) for row in rows for iri in tokens_of(row[column])])
        return Outcome(text if is_so is not None else desk.say("not_known_so", told=text), rows, is_so)
    asks_body = read_pattern("which_body").search(desk.utterance.text) is not None
    if (len(actors) == 1 and (desk.has("who", "country", "company") or asks_body)) or (
        asks_body and len(actors) == 2 and desk.slots.has("body") and desk.slots.has("country")
    ):
        text, rows = _partners(desk, rows, column, told)
    return Outcome(text, rows, boolean=True if desk.utterance.is_polar else None, count=len(set(told)))


def _signatories(desk: Desk, row: Row) -> list[str]:
    """Who is party to the text of a row."""
    texts = sorted(tokens_of(row["instrument"]))
    return desk.names([each for iri in texts for each in desk.ask("adherences", instrument=iri)], "party")


def _of_the_rest(desk: Desk, actors: Sequence[str]) -> list[Row]:
    """Texts of the period that all but one of those named signed, where none is known of all."""
    found: list[Row] = []
    for one in actors:
        rest = [actor for actor in actors if actor != one]
        rows = desk.within(desk.ask("signed-by-both", actor=rest[0], other=rest[1]), "since")
        for third in rest[2:]:
            theirs = {iri for row in desk.ask("adherences", actor=third) for iri in tokens_of(row["text"])}
            rows = [row for row in rows if tokens_of(row["instrument"]) & theirs]
        found += [row for row in rows if row not in found]
    return found


def _called_by(desk: Desk) -> Outcome | None:
    """What became of the texts that are called by both who are named, of which no party is on record."""
    has_body = desk.slots.has("body")
    said = [
        _forms(desk, each, with_firms=has_body and slot == "country")
        for slot in ("country", "body")
        for each in desk.slots.by_slot.get(slot, ())
    ]
    names = {iri: desk.world.lookup.label(iri).lower() for iri in sorted(desk.world.lookup.labels)}
    texts = [iri for iri in names if kind_of(iri) == "instrument"]
    texts = [iri for iri in texts if all(any(form in names[iri] for form in forms) for forms in said)]
    sorts = [word for word in SORTS if word.search(desk.utterance.text)]
    texts = [iri for iri in texts if all(word.search(desk.label(iri)) for word in sorts)] or texts
    found = [tell_history(desk, iri, desk.label(iri)) for iri in texts]
    then = [each for each in found if desk.within([row for row in each.rows if "day" in row], "day")]
    outside = " ".join(each.text for each in found if each not in then)
    found = then
    is_timed = desk.utterance.is_polar and desk.has("sign") and desk.utterance.periods
    if not found and len(texts) == 1 and sorts and is_timed:
        # The one text of this sort was signed at another time, where it was.
        history = tell_history(desk, texts[0], desk.label(texts[0]))
        signed = [row["day"] for row in history.rows if tokens_of_slug(row.get("status")) & {"signed"}]
        return judged(desk, history.text, history.rows, fell_then(desk, signed) if signed else None)
    rows = [row for each in found for row in each.rows]
    is_so = (
        True if desk.utterance.is_polar and any(tokens_of_slug(row["status"]) & {"signed"} for row in rows) else None
    )
    told = " ".join(each.text for each in found)
    return Outcome(told + (desk.say("at_other_times", told=outside) if outside else ""), rows, is_so) if rows else None


def _forms(desk: Desk, filling: Filling, *, with_firms: bool) -> list[str]:
    """What an actor may be called in the name of a text; of a country beside a body its firms may be meant."""
    label = desk.world.lookup.label(filling.iri).lower()
    short = " ".join(label.split()[:2]) if len(label.split()) > PAIR else label
    firms = units_of(desk, [filling.iri]) if with_firms else set()
    return [
        filling.mention.text.lower(),
        label,
        short,
        *(lead for each in firms if len(lead := desk.lead(each)) > SHORT),
    ]


def _partners(desk: Desk, rows: Sequence[Row], column: str, told: Sequence[str]) -> tuple[str, list[Row]]:
    """With whom an actor has signed texts; of a country beside him only its own bodies."""
    actor = desk.slots.first("body") or desk.slots.actors[0]
    texts = {iri for row in rows for iri in tokens_of(row[column])}
    mine = {iri for row in rows if len(desk.slots.actors) == 1 for iri in tokens_of(row["party"])} | {actor}
    found = [row for row in desk.ask("adherences") if tokens_of(row["text"]) & texts]
    others = [row for row in found if not tokens_of(row["party"]) & mine]
    for country in desk.slots.all("country") if actor not in desk.slots.all("country") else ():
        theirs = {iri for row in desk.ask("bodies-of", parent=country) for iri in tokens_of(row["body"])} | {country}
        others = [row for row in others if tokens_of(row["party"]) & theirs] or others
    listed = desk.speech.listing(desk.names(others, "party"), 40)
    named = desk.say("partners_texts", list=desk.speech.listing(list(dict.fromkeys(told))))
    if not others:
        return named.strip(), list(rows)
    shared = {iri for row in others for iri in tokens_of(row["text"])}
    # Of some texts one party alone is on record, and their names tell whose they are.
    alone = [row for row in rows if not tokens_of(row[column]) & shared]
    return desk.say("partners", actor=desk.label(actor), list=listed, told=named), [*others, *alone]


def _on_topic(desk: Desk, rows: list[Row], column: str) -> list[Row]:
    """The texts whose names hold the most of the other words of a question, where some do: batteries, copper."""
    words = set(desk.utterance.content) - set(key_of(region_said(desk)))
    held = [words & set(key_of(names_in(desk, row[column]))) for row in rows]
    telling = {word for word in words if any(word in each for each in held)}
    best = max((len(each & telling) for each in held), default=0)
    found = [row for row, each in zip(rows, held, strict=True) if len(each & telling) == best]
    if not asks_of_minerals(desk):
        return found
    if best and not are_alternatives(desk.utterance.text):
        return speaking_of_minerals(desk, found, column) or found
    # Minerals or something else: who speaks of either is asked for.
    spoken = speaking_of_minerals(desk, rows, column)
    return [row for row in rows if row in spoken or (best and row in found)] or rows


def _with_firms(desk: Desk) -> list[Row]:
    """Texts of a body with whatever bodies belong to the country that is named beside it."""
    rows = [row for body in desk.slots.all("body") for row in desk.ask("adherences", actor=body)]
    firms = {
        iri
        for country in desk.slots.all("country")
        for row in desk.ask("bodies-of", parent=country)
        for iri in tokens_of(row["body"])
    }
    mine = {iri for row in rows for iri in tokens_of(row["text"])}
    theirs = {
        iri
        for row in desk.ask("adherences")
        if tokens_of(row["party"]) & firms
        for iri in tokens_of(row["text"]) & mine
    }
    return [row for row in desk.ask("adherences") if tokens_of(row["text"]) & theirs]


def _names(desk: Desk, text: Cell, materials: Sequence[str]) -> bool:
    for iri in tokens_of(text):
        covered = {each for row in desk.ask("materials-covered", framework=iri) for each in tokens_of(row["material"])}
        label = desk.world.lookup.label(iri).lower()
        if covered & set(materials) or any(
            desk.world.lookup.label(each).lower().rstrip("s") in label for each in materials
        ):
            return True
    return False


PLANS: Final[Mapping[str, Plan]] = {"signed_by": signed_by}
