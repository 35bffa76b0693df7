"""Tells whether a measure that is named hits a mineral; of several each by itself, since one may and another not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, tokens_of
from graph.ask.findings.claims import claimed
from graph.ask.plans.covered import text_coverage
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.periods import Period
from graph.dates import write_day

__all__ = ["EASING", "measures_named", "of_all", "struck_by", "written"]

#: More days than a month has.
MONTH: Final = 31
YEAR: Final = 364
#: From how many minerals on each is looked at by itself.
LEAST: Final = 2
#: A word for the sort of a measure behind its year, and how many of its letters tell it.
SORT: Final = re.compile(
    r"\d{4}\s+(?:[\w-]+\s+){0,2}?(?P<sort>licensing|licences?|ban|bar|halt|quotas?|package|suspension|relief)\b",
    re.IGNORECASE,
)
LETTERS: Final = 5
#: What only eases another measure.
EASING: Final = re.compile(r"\bsuspension of\b|\brelief\b", re.IGNORECASE)


def written(period: Period) -> str:
    """A time as the names of measures have it: June 2026, or the year."""
    days = (period.last - period.first).days
    if days > MONTH:
        # Of a part of a year no measure is called.
        return str(period.first.year) if days >= YEAR else ""
    return write_day(period.first, "month")


def measures_named(desk: Desk, actor: str | None) -> list[str]:
    """The measures that a question calls by their name, or by the month and the word for what they are."""
    known = [iri for row in desk.ask("trade-measures", actor=actor) for iri in sorted(tokens_of(row["measure"]))]
    # A measure that is only called alike may be another one.
    said = [each.iri for each in desk.slots.by_slot.get("text", ()) if each.mention.start < len(desk.utterance.text)]
    named = [iri for iri in said if iri in known]
    timed = [iri for period in desk.utterance.periods for iri in _of_time(desk, period, known)]
    return list(dict.fromkeys([*timed, *named]))


def _of_time(desk: Desk, period: Period, known: Sequence[str]) -> list[str]:
    """The measures of a month; of a year those of the sort that is named, the ones on the mineral if any are."""
    lookup = desk.world.lookup
    time = written(period)
    found = [iri for iri in known if time in lookup.label(iri) and not EASING.search(lookup.label(iri))]
    if " " in time:
        return found
    sort = SORT.search(desk.utterance.text, period.start)
    if sort is None:
        return []
    found = [iri for iri in found if sort["sort"].lower()[:LETTERS] in lookup.label(iri).lower()]
    materials = set(desk.slots.all("material"))
    wanted = materials.union(*(lookup.above.get(iri, frozenset()) for iri in materials))
    on_it = [
        iri
        for iri in found
        if wanted
        & {each for row in desk.ask("materials-covered", framework=iri) for each in tokens_of(row["material"])}
    ]
    return on_it or found


def of_all(plan: Plan) -> Plan:
    """A plan asked of each mineral by itself, where a question of yes or no names several: all have to be so."""

    def answer(desk: Desk) -> Outcome:
        materials = desk.slots.by_slot.get("material", ())
        if not desk.utterance.is_polar or len(materials) < LEAST or desk.has("not", "only"):
            return plan(desk)
        found = [
            plan(replace(desk, slots=replace(desk.slots, by_slot={**desk.slots.by_slot, "material": (each,)})))
            for each in materials
        ]
        return Outcome(
            " ".join(each.text for each in found),
            [row for each in found for row in each.rows],
            True if all(each.boolean for each in found) else None,
        )

    return answer


def struck_by(desk: Desk, measures: Sequence[str]) -> Outcome | None:
    """Whether each of these measures names a mineral; nothing where that is not what is asked."""
    if not measures or claimed(desk, "measure") or not read_pattern("struck").search(desk.utterance.text):
        return None
    found: list[Outcome] = []
    for material in desk.slots.all("material"):
        for measure in measures:
            values = {"framework": desk.label(measure), "material": desk.label(material), "day": desk.today()}
            told = text_coverage(desk, material, measure, values)
            thing = {"iri": measure, "label": desk.world.lookup.label(measure)}
            found.append(replace(told, rows=[{**row, "measure": thing} for row in told.rows]))
    verdicts = {each.boolean for each in found}
    return Outcome(
        " ".join(each.text for each in found),
        [row for each in found for row in each.rows],
        verdicts.pop() if len(verdicts) == 1 else None,
    )
