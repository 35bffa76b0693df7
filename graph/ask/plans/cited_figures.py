"""Tells figures by who gives them: those of the source that is named, and on what all figures of a sort rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row
from graph.ask.findings.figures import WHOLE, tell_figures, tokens_of_slug
from graph.ask.findings.indicators import DUG, REFINED, stages_of, wanted_of
from graph.ask.plans.authors import by_outlets, names_of, sources_with, tell_source
from graph.ask.replies.reply import sources_of

__all__ = ["as_cited", "sources_of_figures"]

#: How many sources of figures a sentence names.
NAMED: Final = 10
#: How publishers write what begins the names of public bodies.
SHORTER: Final = ("united states", "u.s.")


def as_cited(plan: Plan) -> Plan:
    """A plan for figures that tells those of the source that is named alone: India's reserves according to USGS."""

    def cited(desk: Desk) -> Outcome:
        found = plan(desk)
        bodies = desk.slots.all("body")
        names = set(desk.utterance.outlets).union(*(names_of(desk, iri) for iri in bodies))
        names |= {name.replace(*SHORTER) for name in names}
        if not desk.has("citing") or not names or not any("indicator_measured" in row for row in found.rows):
            return found
        who = desk.speech.listing([desk.label(iri) for iri in bodies] or sorted(desk.utterance.outlets))
        own = [row for row in found.rows if _rests_on(desk, row, names)]
        if not own:
            return replace(found, text=desk.say("figures_not_by", source=who, told=found.text), boolean=None)
        told = tell_figures(desk, own, desk.slots.first("material") or "") if len(own) < len(found.rows) else found.text
        return replace(found, text=desk.say("figures_by", source=who, told=told), rows=own)

    return cited


def _rests_on(desk: Desk, row: Row, names: set[str]) -> bool:
    """Whether somebody of these names has published what a figure rests on."""
    works = sources_with(desk, [str(each["iri"]) for each in sources_of([row]) if each["stance"] == "supports"])
    return bool(by_outlets(desk, works, names))


def sources_of_figures(desk: Desk) -> Outcome | None:
    """On what all figures of a sort rest, where no thing is named of which they are; nothing where none is meant."""
    if desk.slots.by_slot or desk.utterance.outlets:
        return None
    wanted = _of_stage(desk, wanted_of(desk))
    rows = [
        row for row in desk.ask("figures-of-place", area=WHOLE) if tokens_of_slug(row["indicator_measured"]) & wanted
    ]
    rows = desk.within(rows, "period_end")
    works = sources_with(desk, [str(each["iri"]) for each in sources_of(rows) if each["stance"] == "supports"])
    if not works:
        return None
    titles = desk.speech.listing([tell_source(desk, row) for row in works], NAMED)
    return Outcome(desk.say("sources_of", count=len(works), list=titles), works)


def _of_stage(desk: Desk, wanted: set[str]) -> set[str]:
    """Of figures on production those of mining or of refining, where a question names one of them."""
    text = desk.utterance.text
    if not DUG.search(text) and not REFINED.search(text):
        return wanted
    stages = stages_of(text)
    return {
        token for token in wanted if any(stage in token or (stage == "refin" and "smelt" in token) for stage in stages)
    }
