"""What can be asked: each intent with the cues that speak for it and the slots that it needs and takes.

An intent scores by its cues, by the slots that are filled, and against every name that it has no use for. So word order
and language do not matter, and a question that fits two intents equally well is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.reading.slots import Slots, slots_of
from graph.ask.reading.spans import is_spanned
from graph.ask.reading.utterance import PROMISING, Utterance
from graph.ask.wording.lexicon import read_data
from graph.lookup import Lookup

__all__ = ["TOPICS", "Intent", "Scored", "rank", "read_intents"]

#: What a needed slot counts that is filled, and the share of it where only a weak mention fills it.
NEEDED: Final = 1.2
WEAK: Final = 0.3
TAKEN: Final = 0.5
#: What a name counts that an intent has no use for, and a topic that it does not heed.
UNUSED: Final = -1.6
UNHEEDED: Final = -0.9
#: What it counts that the question tells a promise in words.
TOLD: Final = 3.0
#: What it counts that facts hold the number that is asked for.
MEASURED: Final = 4.5
#: Cues that say what a question is about, whatever else it says.
TOPICS: Final = frozenset(
    ["author", "capacity", "challenge", "consumption", "delivered", "disagree", "expect", "late", "listed",
     "meeting", "money", "office", "opportunity", "owner", "pending", "price", "production", "programme",
     "project", "promise", "provision", "reliance", "reserves", "restriction", "sign", "silent", "source",
     "successor", "supply"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Intent:
    """One sort of question.

    ``cues`` weigh its words; ``needs`` are slots, alternatives joined by ``|``, a number for several; ``takes`` are
    slots that it can use, ``most`` is how many names it heeds; ``concepts`` are schemes whose words speak for it too.
    Of its ``demands`` one must be met: a cue, ``polar`` for a question of yes or no, cues joined by ``+``, ``slot:``
    with a slot, or a scheme with a slash.
    """

    name: str
    cues: Mapping[str, float]
    needs: tuple[str, ...]
    takes: tuple[str, ...]
    concepts: Mapping[str, float]
    demands: tuple[str, ...]
    most: int


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
            int(said.get("most", 99)),
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


def _is_met(demand: str, utterance: Utterance, slots: Slots, lookup: Lookup) -> bool:
    """Whether a demand is met; ``slot:group`` is a group of materials that a question of yes or no names.

    ``slot:frameworks`` are two, ``slot:pair`` two things that begin on some day, ``slot:third`` is a third actor,
    ``slot:cited`` a text that is named for sure, ``slot:measure`` one that is a measure of trade,
    ``slot:elsewhere`` a country with another place, ``slot:spanned`` both ends of a length of time.
    """
    if "+" in demand:
        return all(_is_met(part, utterance, slots, lookup) for part in demand.split("+"))
    if demand.endswith("/"):
        return any(concept.startswith(demand) for concept in utterance.concepts)
    match demand.removeprefix("slot:") if demand.startswith("slot:") else "":
        case "":
            return utterance.is_polar if demand == "polar" else demand in utterance.cues
        case "period":
            return bool(utterance.periods)
        case "told":
            return bool(utterance.told)
        case "person":
            return any("Person" in lookup.classes.get(iri, frozenset()) for iri in slots.all("body"))
        case "measured":
            return bool(utterance.measured)
        case "pair":
            return len(slots.beginning()) > 1
        case "spanned":
            return is_spanned(utterance, slots)
        case "frameworks":
            return len(slots.all("framework")) > 1
        case "cited":
            return any(not filling.is_weak for filling in slots.by_slot.get("text", ()))
        case "measure":
            return any("TradeMeasure" in lookup.classes.get(iri, frozenset()) for iri in slots.all("text"))
        case "third":
            return len(slots.actors) > 2
        case "elsewhere":
            return bool(slots.all("country")) and len(set(slots.all("country", "place"))) > 1
        case "outlet":
            return bool(utterance.outlets)
        case "bodies":
            return len(slots.all("body")) > 1
        case "group":
            named = slots.all("material")
            return utterance.is_polar and any("MaterialGroup" in lookup.classes.get(iri, frozenset()) for iri in named)
        case slot:
            return slots.has(slot)


#: Names of no more letters may be a word in any name.
SHORT: Final = 2
#: Kinds of things that bear the names of countries in their own.
BEARING: Final = ("framework", "pillar", "instrument", "event", "programme", "project")


def _is_within_a_name(mention: Mention, firm: Sequence[Mention], lookup: Lookup) -> bool:
    """Whether a thing is named as a part of what another is called, as countries are: it speaks against no reading."""
    labels = [lookup.label(iri) for iri in mention.of_kind("actor", "place", "framework")]
    # A body may be called by an acronym in the name of what it signed.
    labels += [mention.text] if labels and len(mention.text) > SHORT else []
    names = [lookup.label(iri) for each in firm if each is not mention for iri in each.of_kind(*BEARING)[:1]]
    return any(re.search(rf"(?<!\w){re.escape(label)}(?!\w)", name) for label in labels for name in names)


#: What stands between an owner and what is his: India's IREL, インドのIREL, भारत की आईआरईएल.
OWNS: Final = re.compile(r"(?:['’ʼ]s?)?\s*(?:の|की|का|के|ki|ka|ke)?\s*", re.IGNORECASE)


def _is_owner(mention: Mention, firm: Sequence[Mention], text: str) -> bool:
    """Whether an actor is named only as the one to whom the next thing belongs."""
    return bool(mention.of_kind("actor")) and any(
        mention.end <= other.start
        and OWNS.fullmatch(text[mention.end : other.start]) is not None
        and not set(mention.senses) & set(other.senses)
        for other in firm
    )


def _score(intent: Intent, utterance: Utterance, slots: Slots, lookup: Lookup) -> float | None:
    if intent.demands and not any(_is_met(demand, utterance, slots, lookup) for demand in intent.demands):
        return None
    score = sum(
        weight
        for cue, weight in intent.cues.items()
        if (_is_met(cue, utterance, slots, lookup) if "+" in cue else cue in utterance.cues)
    )
    score += sum(
        weight
        for scheme, weight in intent.concepts.items()
        if any(concept.startswith(f"{scheme}/") for concept in utterance.concepts)
    )
    score += UNHEEDED * len((utterance.cues & TOPICS) - intent.cues.keys())
    if "slot:told" in intent.demands and utterance.told:
        score += TOLD if utterance.has(*PROMISING) or utterance.is_polar else TOLD / 4
    if "slot:measured" in intent.demands:
        score += MEASURED
    usable: set[str] = set(intent.takes)
    needed: set[str] = set()
    for need in intent.needs:
        names, _, number = need.partition(":")
        wanted = names.split("|")
        needed.update(wanted)
        if len(slots.all(*wanted)) < int(number or 1):
            return None
        is_weak = all(filling.is_weak for slot in wanted for filling in slots.by_slot.get(slot, ()))
        score += NEEDED * int(number or 1) * (WEAK if is_weak else 1)
    firm = [mention for mention in utterance.mentions if not mention.is_weak]
    firm = [mention for mention in firm if not _is_within_a_name(mention, firm, lookup)]
    if intent.most == 1:
        firm = [mention for mention in firm if not _is_owner(mention, firm, utterance.text)]
    score += UNUSED * max(0, len(firm) - intent.most)
    for mention in firm:
        fitting = set(slots_of(mention, lookup))
        if not fitting & (usable | needed):
            score += UNUSED
        elif fitting & usable and not fitting & needed:
            score += TAKEN
    return score
