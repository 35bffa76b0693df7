"""Plan for what names a material where texts and measures of trade are asked for alike: each sort is told by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan
from graph.ask.findings.clauses import materials_asked
from graph.ask.findings.covering_texts import texts_covering
from graph.ask.plans.frameworks import PLANS as FRAMEWORK_PLANS
from graph.ask.plans.happenings import PLANS as HAPPENING_PLANS
from graph.ask.wording.lexicon import read_pattern

__all__ = ["PLANS"]


def _with_both(plan: Plan) -> Plan:
    """The plan, unless texts and measures are asked for in one breath: then the texts and behind them the measures."""

    def told(desk: Desk) -> Outcome:
        materials = materials_asked(desk)
        if not materials or not read_pattern("texts_and_measures").search(desk.utterance.text):
            return plan(desk)
        texts = texts_covering(desk, materials, desk.slots.actors, is_measure=False)
        measures = HAPPENING_PLANS["restrictions"](desk)
        so = True if desk.utterance.is_polar and texts.rows and measures.rows else None
        return Outcome(f"{texts.text} {measures.text}", [*texts.rows, *measures.rows], so)

    return told


PLANS: Final[Mapping[str, Plan]] = {
    "coverage": _with_both(FRAMEWORK_PLANS["coverage"]),
    "restrictions": _with_both(HAPPENING_PLANS["restrictions"]),
}
