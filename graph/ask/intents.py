"""What can be asked: each intent with the cues that speak for it and the slots that it needs and takes.

An intent scores by its cues, by the slots that are filled, and against every name that it has no use for. So word order
and language do not matter, and a question that fits two intents equally well is asked back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.ask.lexicon import read_data
from graph.ask.slots import Slots, slots_of
from graph.ask.utterance import Utterance
from graph.lookup import Lookup

__all__ = ["Intent", "Scored", "rank", "read_intents"]

NEEDED: Final = 1.2
TAKEN: Final = 0.5
MISSING: Final = -2.5
UNUSED: Final = -1.6


@dataclass(frozen=True, slots=True)
class Intent:
    """One sort of question.

    ``cues`` weigh its words; ``needs`` are slots, alternatives joined by ``|``, a number for several; ``takes`` are
    slots that it can use; ``concepts`` are schemes whose words speak for it too. Of its ``demands`` one
    must be met: a cue, cues joined by ``+``, ``slot:`` with a slot, or a scheme with a slash.
    """

    name: str
    cues: Mapping[str, float]
    needs: tuple[str, ...]
    takes: tuple[str, ...]
    concepts: Mapping[str, float]
    demands: tuple[str, ...]


@cache
def read_intents() -> tuple[Intent, ...]:
    """All intents, from the file beside."""
    return tuple(
        Intent(
            name,
            said["cues"],
            tuple(said.get("needs", ())),
            tuple(said.get("takes", ())),
            said.get("concepts", {}),
            tuple(said.get("demands", ())),
        )
        for name, said in read_data("intents").items()
    )


@dataclass(frozen=True, slots=True)
class Scored:
    """An intent and how well a question fits it."""

    intent: Intent
    score: float


def rank(utterance: Utterance, slots: Slots, lookup: Lookup) -> list[Scored]:
    """All intents that the question fits at all, the best first."""
    scored = [
        Scored(intent, score)
        for intent in read_intents()
        if (score := _score(intent, utterance, slots, lookup)) is not None and score > 0
    ]
    return sorted(scored, key=lambda each: (-each.score, each.intent.name))


def _fills(slot: str, utterance: Utterance, slots: Slots, lookup: Lookup) -> bool:
    """Whether a slot is filled; ``group`` is a group of materials that a question of yes or no names."""
    if slot == "group":
        named = slots.all("material")
        return utterance.is_polar and any("MaterialGroup" in lookup.classes.get(iri, frozenset()) for iri in named)
    return slots.has(slot)


def _score(intent: Intent, utterance: Utterance, slots: Slots, lookup: Lookup) -> float | None:
    if intent.demands and not any(
        utterance.cues.issuperset(demand.split("+"))
        or (demand.startswith("slot:") and _fills(demand.removeprefix("slot:"), utterance, slots, lookup))
        or (demand.endswith("/") and any(c.startswith(demand) for c in utterance.concepts))
        for demand in intent.demands
    ):
        return None
    score = sum(weight for cue, weight in intent.cues.items() if cue in utterance.cues)
    score += sum(
        weight
        for scheme, weight in intent.concepts.items()
        if any(c.startswith(f"{scheme}/") for c in utterance.concepts)
    )
    usable: set[str] = set(intent.takes)
    for need in intent.needs:
        names, _, number = need.partition(":")
        wanted = names.split("|")
        usable.update(wanted)
        if len(slots.all(*wanted)) < int(number or 1):
            return None
        is_weak = all(filling.is_weak for slot in wanted for filling in slots.by_slot.get(slot, ()))
        score += NEEDED * int(number or 1) * (0.3 if is_weak else 1)
    for mention in utterance.mentions:
        if mention.is_weak:
            continue
        fitting = set(slots_of(mention, lookup))
        if not fitting & usable:
            score += UNUSED
        elif fitting & set(intent.takes) and not any(
            fitting & set(need.partition(":")[0].split("|")) for need in intent.needs
        ):
            score += TAKEN
    return score
