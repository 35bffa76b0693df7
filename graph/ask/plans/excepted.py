"""Answers a question that leaves something out: what fits the rest of it, less what fits the names left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.ask.desk import Desk, Outcome, tokens_of
from graph.ask.findings.editions import own_lists
from graph.ask.findings.groupings import on_lists, tell_kindred
from graph.ask.plans.by_intent import PLANS
from graph.ask.reading.direction import is_outside, is_where
from graph.ask.reading.exclusion import Exclusion, find_exclusion
from graph.ask.reading.intents import Scored, rank
from graph.ask.reading.slots import Slots, fill
from graph.ask.reading.utterance import Utterance
from graph.ask.replies.refusals import ENOUGH
from graph.ask.wording.lexicon import read_pattern
from graph.lookup import Lookup
from graph.terms import kind_of

__all__ = ["Rest", "answer_without", "rest_of"]

#: By intent the columns of what is asked for: which frameworks, which texts.
SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "coverage": ("framework", "text"),
    "crosswalk": ("material",),
    "figures": ("place",),
    "frameworks": ("framework",),
    "listing": ("material", "places"),
    "materials_of": ("material",),
    "meetings": ("meeting",),
    "meetings_between": ("meeting",),
    "meetings_in": ("meeting",),
    "members": ("member",),
    "memberships": ("framework",),
    "presence": ("actor",),
    "programmes": ("programme",),
    "projects": ("undertaking",),
    "promises": ("commitment",),
    "restrictions": ("measure",),
    "shared": ("framework",),
    "signed_by": ("text",),
    "sources": ("source",),
    "stages": ("thing", "actor"),
    "suppliers": ("supplier",),
}
#: For what is asked for and the slot of a name that is left out, the intent that tells what fits that name.
FITTING: Final[Mapping[str, Mapping[str, str]]] = {
    "framework": {"material": "coverage", "country": "memberships", "body": "memberships"},
    "commitment": {"country": "promises", "body": "promises", "material": "promises", "framework": "promises"},
    "material": {"framework": "materials_of", "text": "materials_of"},
    "measure": {"material": "restrictions", "country": "restrictions", "body": "restrictions"},
    "meeting": {"country": "meetings_between", "body": "meetings_between"},
    "member": {"framework": "members"},
    "source": {"body": "sources"},
    "text": {"country": "signed_by", "body": "signed_by", "material": "coverage"},
    "thing": {"country": "projects", "material": "projects"},
    "undertaking": {"country": "projects", "place": "projects", "body": "projects", "material": "projects"},
}


#: Intents that heed by themselves what is left out, with how many names they set against each other.
HEEDING: Final[Mapping[str, int]] = {
    "crosswalk": 2, "denials": 0, "disputes": 0, "gaps": 0, "life": 0
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rest:
    """A question without what it leaves out: how it reads then, the best reading first."""

    exclusion: Exclusion
    utterance: Utterance
    slots: Slots
    ranked: list[Scored]


def rest_of(utterance: Utterance, slots: Slots, ranked: Sequence[Scored], lookup: Lookup) -> Rest | None:
    """What is asked beside what is left out; nothing where nothing is, or where the reading heeds it by itself."""
    is_set = not utterance.is_polar or read_pattern("existence").search(utterance.text) is not None
    exclusion = find_exclusion(utterance) if is_set else None
    if exclusion is None or _is_heeded(exclusion, utterance, slots, ranked):
        return None
    plain = exclusion.without(utterance)
    others = fill(plain, lookup)
    read = rank(plain, others, lookup)
    # What was asked for stays so, where what is left of the names will do for it.
    served = {each.intent.name for each in read}
    if ranked and ranked[0].intent.name in SUBJECTS and ranked[0].intent.name in served:
        read.sort(key=lambda each: each.intent.name != ranked[0].intent.name)
    if not read or read[0].score < ENOUGH or read[0].intent.name not in SUBJECTS:
        return None
    return Rest(exclusion, plain, others, read)


def _is_heeded(exclusion: Exclusion, utterance: Utterance, slots: Slots, ranked: Sequence[Scored]) -> bool:
    best = ranked[0].intent.name if ranked else ""
    out = exclusion.named()
    if best == "projects" and all(is_outside(utterance, slots, iri) for iri in out & {*slots.all("country", "place")}):
        return not out - {*slots.all("country", "place")}
    if best in ("crosswalk", "listing") and out <= {*slots.all("body")}:
        # Of two lists of one country that of an issuer.
        return True
    if best == "crosswalk":
        sets = slots.all("country", "list")
        return len(sets) == HEEDING[best] and not slots.has("material")
    if best == "members":
        sets = slots.all("framework")
        return len(sets) == len(out & {*sets}) + 1 == HEEDING["crosswalk"] or sets == [
            iri for iri in sets if iri in out
        ]
    if best == "memberships":
        return not set(slots.all("country", "body")) - out
    if best == "exclusive":
        # Agreements are shared otherwise than memberships.
        return not utterance.has("company", "project", "sign", "text") or utterance.has("framework", "member")
    if best == "sources":
        return not out <= {*slots.all("body"), *slots.all("source")}
    return best in HEEDING


def answer_without(desk: Desk, exclusion: Exclusion, intent: str) -> tuple[Desk, Outcome]:
    """The answer to the rest of a question, less what fits the names that it leaves out; and its desk."""
    columns = SUBJECTS[intent]
    things = _things(desk, exclusion, columns)
    desk = replace(desk, left_out=(columns, things))
    found = PLANS[intent](desk)
    if not found.rows and (every := PLANS[intent](replace(desk, left_out=((), frozenset()), vague=[])).rows):
        # That nothing is left is no lack of knowledge.
        count = len({iri for row in every for each in columns if each in row for iri in tokens_of(row[each])})
        found = Outcome(desk.say("nothing_left", count=count))
    # What is itself of the sort that is asked for need not be named: who is told is told without it.
    said = {slot for column in columns for slot in FITTING.get(column, {})} | (
        {"country", "list"} if "material" in columns else set()
    )
    slots = fill(exclusion.alone(desk.utterance), desk.world.lookup)
    names = [desk.label(iri) for iri in slots.all(*sorted(said))]
    if not names:
        return desk, found
    text = found.text + desk.say("left_aside", list=desk.speech.listing(names, 20))
    if "material" in columns:
        whole = replace(desk, left_out=((), frozenset()), vague=[])
        lists = own_lists(whole, slots.all("country"), slots.all("list"))
        text += tell_kindred(whole, PLANS[intent](whole).rows, lists)
    return desk, replace(found, text=text)


def _things(desk: Desk, exclusion: Exclusion, columns: tuple[str, ...]) -> frozenset[str]:
    """What is left out: the names themselves, what belongs to a group that is named, and all that fits any of them."""
    named = set(exclusion.named())
    named |= {iri for iri, above in desk.world.lookup.above.items() if named & set(above)}
    if "material" in columns:
        slots = fill(exclusion.alone(desk.utterance), desk.world.lookup)
        own = own_lists(desk, slots.all("country"), slots.all("list"))
        named |= on_lists(desk, own)
    wanted = set(desk.slots.all("material"))
    for mention in exclusion.mentions:
        if any(wanted & set(desk.world.lookup.above.get(iri, ())) for iri in mention.of_kind("material")):
            # Of a group that is asked about one member is left out, not what holds of it.
            continue
        alone = replace(exclusion, mentions=(mention,)).alone(desk.utterance)
        slots = fill(alone, desk.world.lookup)
        if "text" in columns:
            signed = [row for actor in slots.actors for row in desk.ask("adherences", actor=actor)]
            named |= {iri for row in signed for iri in tokens_of(row["text"])}
            # Of some texts one party alone is on record, and their names tell whose they are.
            names = [desk.world.lookup.label(actor) for actor in slots.actors]
            texts = (iri for iri in desk.world.lookup.labels if kind_of(iri) == "instrument")
            named |= {iri for iri in texts if any(name in desk.world.lookup.label(iri) for name in names)}
        if "actor" in columns and slots.has("country", "place"):
            # Whose firms they are is said once, and holds of the place that is left out too.
            home = desk.utterance.mentions[:1]
            there = fill(replace(alone, mentions=(*home, mention)), desk.world.lookup)
            parts = PLANS["presence"](replace(desk, utterance=alone, slots=there, vague=[])).rows
            named |= {
                iri for row in parts for each in ("actor", "holder") if each in row for iri in tokens_of(row[each])
            }
        held = [iri for iri in slots.all("country", "place") if kind_of(iri) == "place" or is_where(alone, slots, iri)]
        if "meeting" in columns and held:
            rows = [row for iri in held for row in desk.ask("events", place=iri)]
            named |= {iri for row in rows for iri in tokens_of(row["meeting"])}
            continue
        for column in columns:
            for slot, intent in FITTING.get(column, {}).items():
                if slots.has(slot):
                    fitting = PLANS[intent](replace(desk, utterance=alone, slots=slots, vague=[]))
                    named |= {iri for row in fitting.rows if column in row for iri in tokens_of(row[column])}
    return frozenset(named)
