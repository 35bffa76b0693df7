"""Plan for countries that the graph does not hold: whether they belong to a framework."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ask.desk import Desk, Outcome
from graph.ask.findings.clauses import are_alternatives
from graph.ask.findings.rolls import not_on_roll
from graph.ask.plans.membership import membership
from graph.ask.reading.outsiders import name_of

__all__ = ["outsiders"]


def outsiders(desk: Desk, codes: Iterable[str]) -> Outcome:
    """Whether countries of which nothing is known belong to a framework: no where all its members are known."""
    told = [membership(desk)] if desk.slots.actors else []
    for code in codes:
        name = name_of(code, desk.speech.language)
        for framework in desk.slots.all("framework")[:2]:
            found = not_on_roll(desk, framework, name)
            values = {"framework": desk.label(framework), "actor": name, "day": desk.today()}
            unknown = Outcome(desk.say("member_unknown", **values), is_answered=desk.utterance.is_polar)
            told.append(found or unknown)
    # What is not so is told first, since it is the answer to whether all of them belong.
    told.sort(key=lambda each: each.boolean is not False)
    verdicts = {each.boolean for each in told}
    is_no = verdicts == {False} or (False in verdicts and not are_alternatives(desk.utterance.text))
    is_so = False if is_no and desk.utterance.is_polar else None
    rows = [row for each in told for row in each.rows]
    return Outcome(" ".join(each.text for each in told), rows, is_so, all(each.is_answered for each in told))
