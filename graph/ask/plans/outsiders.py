"""Plan for countries that the graph does not hold: whether they belong to a framework."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ask.desk import Desk, Outcome
from graph.ask.findings.rolls import not_on_roll
from graph.ask.reading.outsiders import name_of

__all__ = ["outsiders"]


def outsiders(desk: Desk, codes: Iterable[str]) -> Outcome:
    """Whether countries of which nothing is known belong to a framework: no where all its members are known."""
    told = []
    for code in codes:
        name = name_of(code, desk.speech.language)
        for framework in desk.slots.all("framework")[:2]:
            found = not_on_roll(desk, framework, name)
            values = {"framework": desk.label(framework), "actor": name, "day": desk.today()}
            unknown = Outcome(desk.say("member_unknown", **values), is_answered=desk.utterance.is_polar)
            told.append(found or unknown)
    verdicts = {each.boolean for each in told}
    is_so = False if verdicts == {False} and desk.utterance.is_polar else None
    rows = [row for each in told for row in each.rows]
    return Outcome(" ".join(each.text for each in told), rows, is_so, all(each.is_answered for each in told))
