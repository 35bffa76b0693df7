"""What can be asked: each intent with the cues that speak for it and the slots that it needs and takes.

An intent scores by its cues, by the slots that are filled, and against every name that it has no use for. So word order
and language do not matter, and a question that fits two intents equally well is asked back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.ask.slots import Slots, slots_of
from graph.ask.utterance import Utterance
from graph.lookup import Lookup

__all__ = ["INTENTS", "Intent", "Scored", "rank"]

NEEDED: Final = 1.2
TAKEN: Final = 0.5
MISSING: Final = -2.5
UNUSED: Final = -1.6


@dataclass(frozen=True, slots=True)
class Intent:
    """One sort of question.

    ``cues`` weigh its words; ``needs`` are slots, alternatives joined by ``|``, a number for several; ``takes`` are
    slots that it can use; ``concepts`` are schemes whose words speak for it too.
    """

    name: str
    cues: Mapping[str, float]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    concepts: Mapping[str, float] = field(default_factory=dict)
    #: What must be among the cues or concepts.
    demands: tuple[str, ...] = ()


ACTOR: Final = "country|body"
PARTIES: Final = ("country", "body")
INTENTS: Final = (
    Intent("coverage", {"cover": 2, "framework": 2.2, "member": 0.3, "text": 0.4, "listed": -0.5}, ("material",), ("framework", "country", "text"), demands=("cover", "framework", "text", "binding")),
    Intent("materials_of", {"cover": 1.6, "material": 1.8, "which": 0.3, "what": 0.3, "how_many": 0.3}, ("framework|text",), ("country",), demands=("cover", "material")),
    Intent("members", {"member": 2.5, "join": 2, "country": 1.4, "who": 1.2, "how_many": 0.4, "founding": 2, "observer": 2, "chair": 1.6, "leave": 1.5, "company": 0.5, "where": -0.5, "cover": 0.4, "first": 0.2, "last": 0.2}, ("framework",), ("country", "body"), demands=("member", "join", "country", "who", "founding", "observer", "chair", "leave", "cover")),
    Intent("membership", {"member": 2.5, "join": 2.5, "leave": 3, "cover": 1, "when": 0.5, "founding": 1.5, "observer": 1.5, "chair": 1.5, "not": 0.2, "country": 0.3, "active": 0.2, "sign": 0.4, "involved": 1}, ("framework", ACTOR), ()),
    Intent("memberships", {"member": 2.2, "framework": 2, "join": 1.8, "leave": 1.6, "involved": 0.8, "which": 0.3, "how_many": 0.3, "founding": 1, "chair": 1}, (ACTOR,), ("material",), demands=("member", "framework", "join", "leave")),
    Intent("shared", {"both": 2, "member": 1.8, "framework": 2, "cover": 0.2}, ("country|body:2",), (), demands=("both", "member", "framework")),
    Intent("exclusive", {"only": 2.2, "not": 1.6, "member": 1.6, "framework": 1.6, "both": -1.5, "join": 1}, ("country|body:2",), (), demands=("only", "not")),
    Intent("frameworks", {"framework": 2.2, "active": 1.6, "binding": 1.6, "kind": 1, "how_many": 0.8, "ended": 1.6, "which": 0.2, "launch": 0.8, "first": 0.3, "last": 0.3}, (), (), {"bindingness": 1.2}, demands=("framework",)),
    Intent("life", {"launch": 2.4, "ended": 2.4, "active": 2.2, "became": 2.4, "successor": 3, "predecessor": 3, "binding": 2.6, "kind": 2, "when": 0.6, "happened": 1, "why": 0.2, "suspended": 1, "adopt": 0.2}, ("framework",), ("country", "body"), {"bindingness": 1}, demands=("launch", "ended", "active", "became", "successor", "predecessor", "binding", "kind", "when", "suspended")),
    Intent("signed_by", {"sign": 2.6, "text": 2.4, "both": 0.8, "adopt": 1, "which": 0.2, "when": 0.2, "author": 0.8, "how_many": 0.2, "last": 0.3, "first": 0.3, "framework": 0.2}, (ACTOR,), ("material", "country", "body"), demands=("sign", "text")),
    Intent("text", {"sign": 2.6, "when": 1, "who": 1.2, "adopt": 1.6, "author": 2, "text": 0.5, "active": 1, "binding": 1.5, "became": 1, "launch": 1, "ended": 1, "successor": 1.5, "predecessor": 1.5, "country": 0.6, "member": 0.6, "join": 0.6}, ("text|list",), PARTIES, demands=("sign", "when", "who", "adopt", "author", "active", "binding", "became", "launch", "ended", "successor", "predecessor", "country", "member", "join")),
    Intent("provisions", {"provision": 2.4, "cover": 0.5, "what": 0.3, "text": 0.5}, ("text",), PARTIES, demands=("provision",)),
    Intent("meetings", {"meeting": 2.4, "attend": 2, "host_role": 2, "where": 1.2, "when": 0.8, "first": 0.7, "last": 0.7, "next": 1, "how_many": 0.3, "adopt": 1, "who": 0.2, "chair": 0.4}, ("framework",), ("event", "country", "body", "place"), demands=("meeting", "attend", "host_role", "where", "next")),
    Intent("event", {"meeting": 1.6, "attend": 2.4, "host_role": 2, "where": 1.6, "when": 1.2, "who": 1.2, "adopt": 1.6, "describe": 1, "what": 0.3}, ("event",), ("country", "body", "framework", "place")),
    Intent("meetings_between", {"meeting": 2.2, "attend": 1.5, "when": 0.5, "first": 0.5, "last": 0.5, "where": 0.6, "host_role": 1.5}, (ACTOR,), ("country", "body", "place"), demands=("meeting", "attend", "host_role")),
    Intent("promises", {"promise": 3, "pending": 2.4, "delivered": 2.4, "late": 2.6, "silent": 1.2, "suspended": 0.8, "became": 0.6, "how_many": 0.2, "expect": -0.6, "active": 0.2}, (), ("country", "body", "material", "framework", "text"), demands=("promise", "pending", "delivered", "late")),
    Intent("expectations", {"expect": 2.8}, (), ("country", "body", "material"), demands=("expect",)),
    Intent("money", {"money": 2.4, "promise": 0.6, "how_much": 1, "expect": 0.2}, (), ("country", "body", "framework", "material"), demands=("money",)),
    Intent("projects", {"project": 2.6, "deposit": 1, "involved": 0.4, "company": 0.5, "where": 0.3, "how_many": 0.2, "active": 0.3, "production": -0.4, "which": 0.2}, (), ("material", "country", "body", "place"), {"stage": 1.1, "project-status": 0.8}, demands=("project", "deposit")),
    Intent("undertaking", {"project": 0.8, "who": 1.3, "owner": 2, "became": 2.4, "when": 1.2, "active": 2, "launch": 1.5, "where": 1.5, "involved": 2, "company": 1, "describe": 0.8, "ended": 1.5, "happened": 1, "late": 1, "suspended": 1, "first": 0.1}, ("project|programme",), ("country", "body", "material", "place"), {"project-status": 1.5, "role": 1}),
    Intent("stages", {"stage": 2.2, "company": 1.4, "who": 0.8, "involved": 1.2, "which": 0.2}, ("material",), ("country", "body", "place"), {"stage": 1.8}, demands=("stage", "company", "involved", "stage/")),
    Intent("programmes", {"programme": 2.6, "money": 0.4, "active": 0.3}, (), ("country", "body", "material", "programme"), demands=("programme",)),
    Intent("listing", {"listed": 2.8, "critical": 1.8, "material": 0.5, "both": 0.3, "since": 0.2, "when": 0.3, "not": 0.1, "country": 0.6, "which": 0.1, "group": -0.3, "how_many": 0.2, "strategic": 1}, (), ("material", "country", "list", "body"), demands=("listed", "critical", "slot:list")),
    Intent("list_check", {"listed": 1, "critical": 1, "when": 0.3}, ("material", "list"), ("country", "body")),
    Intent("crosswalk", {"both": 1.8, "listed": 2, "critical": 1.4, "material": 1, "only": 1.6, "not": 1.2}, ("country|list:2",), (), demands=("listed", "critical+both", "critical+only", "critical+not")),
    Intent("figures", {"production": 2.8, "refinery_production": 2.8, "reserves": 2.8, "resources_figure": 2, "reliance": 3, "import": 1.6, "consumption": 2, "price": 2, "share": 1.8, "figures": 2.6, "how_much": 1.6, "most": 1, "least": 1, "export": 0.8, "country": 0.2, "capacity": 0.6, "supply": 0.2}, ("material",), ("country", "place"), {"indicator": 0.6}, demands=("production", "refinery_production", "reserves", "resources_figure", "reliance", "import", "consumption", "price", "share", "figures", "how_much")),
    Intent("reliance", {"reliance": 2.8, "import": 1.6, "material": 1, "figures": 1}, ("country",), ("place",), demands=("reliance", "import")),
    Intent("suppliers", {"supply": 2.8, "import": 1.8, "who": 0.6, "where": 0.6, "most": 0.4, "share": 0.5, "country": 0.4, "export": 0.8, "reliance": 0.6}, ("material", "country"), ("country", "place"), demands=("supply", "import")),
    Intent("capacities", {"capacity": 2.8, "production": 1.2, "how_much": 1.2, "figures": 1.4, "reserves": 1}, ("project|body|programme",), ("material", "country"), {"indicator": 0.3}, demands=("capacity", "production", "how_much", "figures", "reserves")),
    Intent("assessments", {"challenge": 4, "opportunity": 4, "judge": 2.6}, (), ("country", "body", "material", "framework", "text", "project", "programme", "event"), demands=("challenge", "opportunity", "judge")),
    Intent("sources", {"source": 6, "disagree": -4, "how_many": 0.2, "facts": 0.5, "one_source": 0.2}, (), ("source", "country", "body", "material", "framework", "text", "project", "programme", "event", "list"), demands=("source",)),
    Intent("authors", {"author": 3, "who": 1, "text": 0.3}, ("text|source|list",), (), demands=("author",)),
    Intent("written_by", {"author": 2.6, "text": 0.6, "what": 0.4, "which": 0.3}, ("body",), (), demands=("author",)),
    Intent("officers", {"office": 2.8, "who": 1.2, "describe": 0.2, "when": 0.2, "chair": 0.3}, (ACTOR,), ("country", "body"), demands=("office",)),
    Intent("bodies", {"bodies": 2.4, "company": 2, "owner": 2.8, "which": 0.2}, (ACTOR,), ("country", "body", "place"), demands=("bodies", "company", "owner")),
    Intent("involvement", {"involved": 2.2, "owner": 1.4, "project": 1.6}, ("body",), ("material", "country", "place"), demands=("involved", "owner", "project")),
    Intent("restrictions", {"restriction": 3, "export": 1.4, "suspended": 0.5, "active": 0.2}, (), ("country", "body", "material", "text"), demands=("restriction",)),
    Intent("timeline", {"happened": 2.8, "became": 0.6, "what": 0.3, "launch": 0.2}, (), ("country", "body", "framework", "project", "programme", "text", "event"), demands=("happened",)),
    Intent("group", {"group": 1.8, "member": 1.2, "material": 1, "which": 0.5, "what": 0.4, "cover": 1.4, "how_many": 0.4, "describe": 0.2}, ("material",), ("country", "body"), demands=("group", "member", "material", "cover", "which", "how_many")),
    Intent("group_member", {"group": 1, "member": 1, "material": 0.5}, ("material:2",), (), demands=("slot:group",)),
    Intent("disagreements", {"disagree": 5}, (), ("country", "body", "material", "framework", "text", "project", "event"), demands=("disagree",)),
    Intent("denials", {"denied": 3}, (), ("country", "body", "material", "framework", "text", "project", "event"), demands=("denied",)),
    Intent("single_source", {"one_source": 9, "facts": 0.5}, (), ("country", "body", "material", "framework", "text", "project"), demands=("one_source",)),
    Intent("unread", {"unread": 8, "facts": 0.5, "source": 0.3}, (), ("country", "body", "material", "framework", "text"), demands=("unread",)),
    Intent("stale", {"stale": 5, "facts": 0.5}, (), ("country", "body", "material", "framework"), demands=("stale",)),
    Intent("count", {"how_many": 2.4, "framework": 0.6, "country": 0.5, "material": 0.6, "project": 0.5, "text": 0.5, "source": 0.6, "facts": 1, "company": 0.5, "meeting": 0.4, "programme": 0.4, "promise": 0.4, "listed": 0.2, "meta": 0.4}, (), (), demands=("how_many",)),
    Intent("cut_off", {"cut_off": 4, "meta": 0.5, "when": 0.3}, (), (), demands=("cut_off",)),
    Intent("describe", {"describe": 1.4, "what": 0.5, "who": -1.2, "became": 0.3, "meta": -1}, ("material|framework|country|body|text|event|project|programme|list|place",), ()),
    Intent("who_is", {"describe": 1.4, "who": 1.2}, ("body",), (), demands=("describe", "who")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scored:
    """An intent and how well a question fits it."""

    intent: Intent
    score: float


def rank(utterance: Utterance, slots: Slots, lookup: Lookup) -> list[Scored]:
    """All intents that the question fits at all, the best first."""
    scored = [
        Scored(intent, score)
        for intent in INTENTS
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
    score += sum(weight for scheme, weight in intent.concepts.items() if any(c.startswith(f"{scheme}/") for c in utterance.concepts))
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
        elif fitting & set(intent.takes) and not any(fitting & set(need.partition(":")[0].split("|")) for need in intent.needs):
            score += TAKEN
    return score
