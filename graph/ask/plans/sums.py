"""Plans for sums of money, and for what somebody expects without promising it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, span_of, tokens_of
from graph.ask.findings.deadlines import is_over
from graph.ask.findings.passed_aims import tell_aims
from graph.ask.findings.quantities import SUM, Quantities
from graph.ask.reading.direction import find_sides
from graph.ask.wording.amounts import find_amounts, find_currencies
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of

__all__ = ["PLANS", "between", "names_kinds", "of_sums", "sums_for"]


#: So few sums on what is named are told all, unless a word says what they are for.
FEW: Final = 6
#: Words for giving money, which tell no sum from another.
GIVING: Final = frozenset(
    key_of(
        "give gave given put pay paid spend invest fund lend provide pledge add grant money sum million billion crore"
    )
)
#: Kinds of money.
KINDS: Final = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\bloans?\b|\blend|\blent\b|\bcredits?\b|融資|貸付|借款|ऋण|कर्ज|क़र्ज़|लोन",
        r"\bequity\b|\bshares\b|\bstakes?\b|\binvestments?\b|出資|株式|इक्विटी|शेयर|निवेश",
        r"\bgrants?\b|\bsubsid|補助|助成|無償|अनुदान|सब्सिडी",
        r"\bguarantees?\b|\binsurance\b|保証|保険|गारंटी|बीमा",
    )
)


def names_kinds(text: str) -> bool:
    """Whether several kinds of money are named side by side: a loan and shares.

    >>> names_kinds("which loan and equity"), names_kinds("which loans")
    (True, False)
    """
    return sum(kind.search(text) is not None for kind in KINDS) > 1


def expectations(desk: Desk) -> Outcome:
    """What somebody expects without promising it: targets, forecasts, hopes."""
    actors = desk.slots.actors
    rows = desk.ask("expectations", actor=actors[0] if actors else None, material=desk.slots.first("material"))
    things = set(desk.slots.all("framework", "project", "programme", "text", "event"))
    if things:
        rows = tuple(row for row in rows if any(things & tokens_of(cell) for cell in row.values()))
    for other in actors[1:]:
        theirs = {iri for row in desk.ask("expectations", actor=other) for iri in tokens_of(row["fact"])}
        rows = tuple(row for row in rows if tokens_of(row["fact"]) & theirs)
    places = desk.slots.all("place")
    if places:
        rows = tuple(row for row in rows if desk.tells_of(row, places)) or (() if not things else rows)
    if is_over(desk):
        rows = tuple(row for row in rows if (due := span_of(row["due"])) and due[1] < desk.on)
    found = of_sums(desk, desk.within(rows, "due" if desk.has("due") else "stated"))
    if found and is_over(desk) and not desk.utterance.is_polar:
        return Outcome(tell_aims(desk, found).strip(), found)
    told = [desk.label(row["expectation"]).rstrip(".") for row in found]
    return desk.tell(
        found, desk.about("topic_expectations", "country", "body", "material", "programme"), told, kind="expectation"
    )


def of_sums(desk: Desk, rows: Sequence[Row], column: str = "fact") -> list[Row]:
    """The rows of the sum that the question names; where it names none those that its other words fit."""
    sums = find_amounts(desk.utterance.text)
    if not sums:
        return desk.narrow(rows, with_content=True)
    currencies = find_currencies(desk.utterance.text)
    meant = {
        iri
        for row in desk.ask("money")
        if isinstance(row["amount"], int | float)
        and round(row["amount"]) in sums
        and (not currencies or desk.label(row["currency"]) in currencies)
        for iri in tokens_of(row["fact"])
    }
    return [row for row in rows if tokens_of(row[column]) & meant]


def money(desk: Desk) -> Outcome:
    """Sums promised or expected, by or to actors, in a period, for a thing."""
    named = desk.slots.all("country", "body", "framework", "project", "programme")
    known = desk.world.once(Quantities.of_world).all
    # Whose donors are asked for is given to, however it is put.
    sides = {} if desk.has("donor") else find_sides(desk.utterance, desk.slots)
    facts = {
        each.fact
        for each in known
        if each.held == SUM and set(named) <= each.things | each.beside | each.near and each.fits(sides)
    }
    rows = [row for row in desk.ask("money") if tokens_of(row["fact"]) & facts]
    if not rows and desk.slots.has("project", "programme"):
        rows = [row for row in desk.ask("money") if desk.tells_of(row, desk.slots.all("project", "programme"))]
    actors = desk.slots.actors
    if len(actors) > 1:
        # Of sums in one text those between the two who are named, where there are any.
        rows = [row for row in rows if all(_has_part(desk, row, actor) for actor in actors)] or rows
    rows = desk.within(rows, "day")
    if len(rows) > FEW or find_amounts(desk.utterance.text):
        rows = of_sums(desk, rows)
    telling = set(desk.utterance.content) - GIVING
    rows = [row for row in rows if telling & set(key_of(desk.label(row["description"])))] or rows
    if desk.has("most"):
        rows.sort(key=lambda row: -float(row["amount"]) if isinstance(row["amount"], int | float) else 0.0)
    told = [_tell(desk, row) for row in rows]
    if rows and desk.utterance.is_polar and desk.has("promise") and all(_is_expected(row) for row in rows):
        # What is only hoped for is no promise.
        return Outcome(desk.say("only_expected", told=desk.speech.listing(told)), rows)
    return desk.tell(
        rows, desk.about("topic_money", "country", "body", "framework", "project", "programme"), told, kind="sum"
    )


def _is_expected(row: Row) -> bool:
    return any(kind_of(iri) == "expectation" for iri in tokens_of(row["fact"]))


def sums_for(desk: Desk, thing: str) -> Outcome:
    """The sums that are promised or expected for one thing, whoever else is named."""
    of = {each.fact for each in desk.world.once(Quantities.of_world).all if each.held == SUM and thing in each.things}
    rows = [row for row in desk.ask("money") if tokens_of(row["fact"]) & of]
    if not rows:
        return Outcome("")
    return Outcome(desk.speech.found("sum", desk.label(thing), len(rows), [_tell(desk, row) for row in rows]), rows)


def _tell(desk: Desk, row: Row) -> str:
    return f"{desk.label(row['description'])} ({_amount(row)}; {desk.label(row['parties'])}, {desk.day(row['day'])})"


def between(desk: Desk) -> Outcome:
    """What one of those named put into another: sums promised, and stakes held."""
    actors = desk.slots.actors
    sums = [
        row for row in desk.ask("money", actor=actors[0]) if all(_has_part(desk, row, other) for other in actors[1:])
    ]
    stakes = [
        row
        for firm in desk.slots.all("body")
        for row in desk.ask("participants-of", undertaking=firm)
        if tokens_of(row["holder"]) & set(actors)
    ]
    told = [f"{desk.label(row['description'])} ({_amount(row)}, {desk.day(row['day'])})" for row in sums]
    told += [
        f"{desk.label(row['holder'])}: {desk.label(row['role'])}"
        + (f" {row['share_percent']} %" if row["share_percent"] is not None else "")
        for row in stakes
    ]
    return desk.tell([*sums, *stakes], desk.about("topic_money", "country", "body"), told, kind="sum")


def _has_part(desk: Desk, row: Row, actor: str) -> bool:
    """Whether somebody promised or was promised a sum, himself or by a unit or firm of his."""
    parties = tokens_of(row["parties"]) | tokens_of(row["counterparts"])
    units = {iri for each in desk.ask("bodies-of", parent=actor) for iri in tokens_of(each["body"])}
    return bool(parties & {actor, *units})


def _amount(row: Row) -> str:
    amount, currency = row["amount"], row["currency"]
    unit = currency.get("value") if isinstance(currency, Mapping) else currency
    return f"{amount:,} {unit}" if isinstance(amount, int | float) else ""


PLANS: Final[Mapping[str, Plan]] = {
    "expectations": expectations,
    "money": money,
}
