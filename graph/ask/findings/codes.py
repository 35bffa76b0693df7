"""Answers a question on a customs code for each of the materials that are counted under it, and says which they are."""

from __future__ import annotations

from dataclasses import replace

from graph.ask.desk import Desk, Outcome, Plan
from graph.ask.reading.slots import fill

__all__ = ["goods_of", "of_each", "tell_codes"]


def of_each(desk: Desk, plan: Plan) -> Outcome:
    """What a plan answers; of a code of several materials what it answers on each of them, one after the other.

    Yes and no stand only where they hold for all of the materials.
    """
    several = next((each for each in desk.utterance.mentions if each.code and len(each.senses) > 1), None)
    if several is None:
        return plan(desk)
    found = []
    for sense in several.senses:
        mentions = tuple(
            replace(each, senses=(sense,)) if each is several else each for each in desk.utterance.mentions
        )
        utterance = replace(desk.utterance, mentions=mentions)
        found.append(plan(replace(desk, utterance=utterance, slots=fill(utterance, desk.world.lookup))))
    verdicts = {each.boolean for each in found}
    return Outcome(
        " ".join(each.text.strip() for each in found),
        [row for each in found for row in each.rows],
        verdicts.pop() if len(verdicts) == 1 else None,
        any(each.is_answered for each in found),
        beside=[row for each in found for row in each.beside],
    )


def goods_of(desk: Desk) -> Outcome | None:
    """The material of a customs code, where nothing but what is counted under it is asked: it is told beforehand."""
    is_code = any(each.code for each in desk.utterance.mentions)
    if not is_code or desk.has("framework", "text", "member") or desk.utterance.is_polar:
        return None
    if set(desk.slots.by_slot) - {"material"}:
        return None
    materials = desk.slots.all("material")[:1]
    return Outcome("", [{"material": {"iri": iri, "label": desk.world.lookup.label(iri)}} for iri in materials])


def tell_codes(desk: Desk) -> str:
    """What the customs codes of a question stand for."""
    return "".join(
        desk.say(
            "code_read",
            code=each.code,
            list=desk.speech.listing([desk.label(sense.iri) for sense in each.senses], 20),
        )
        for each in desk.utterance.mentions
        if each.code
    )
