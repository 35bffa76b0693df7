"""Sorts the things that a question names into what an intent may ask for: materials, frameworks, countries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import Sense
from graph.ask.reading.utterance import Utterance
from graph.lookup import Lookup
from graph.terms import kind_of

__all__ = ["SLOTS", "Filling", "Slots", "fill", "slot_of", "slots_of"]

SLOTS: Final = (
    "material",
    "framework",
    "country",
    "body",
    "place",
    "text",
    "list",
    "event",
    "project",
    "programme",
    "source",
)
#: Slots of things that begin on some day.
BEGINNING: Final = ("framework", "text", "event", "project", "programme")
KINDS: Final = {
    "material": "material",
    "framework": "framework",
    "pillar": "framework",
    "place": "place",
    "event": "event",
    "project": "project",
    "facility": "project",
    "deposit": "project",
    "programme": "programme",
    "list-series": "list",
    "source": "source",
}


@dataclass(frozen=True, slots=True)
class Filling:
    """One thing in a slot, and the mention that it comes from."""

    iri: str
    mention: Mention

    @property
    def is_weak(self) -> bool:
        """Whether the mention may be an ordinary word."""
        return self.mention.is_weak


@dataclass(frozen=True, slots=True)
class Slots:
    """What is named, by slot, in the order of the question; one mention can fill several slots."""

    by_slot: dict[str, tuple[Filling, ...]]
    mentions: tuple[Mention, ...]

    def all(self, *slots: str) -> list[str]:
        """The things in these slots, in the order of the question, the firm ones if there are any."""
        found = [filling for slot in slots for filling in self.by_slot.get(slot, ())]
        firm = [filling for filling in found if not filling.is_weak]
        ordered = sorted(firm or found, key=lambda filling: filling.mention.start)
        return list(dict.fromkeys(filling.iri for filling in ordered))

    def beginning(self) -> list[str]:
        """The things that begin on some day, also those called by a word that may be an ordinary one: RISE."""
        found = [filling for slot in BEGINNING for filling in self.by_slot.get(slot, ())]
        named = [each for each in found if not each.is_weak or each.mention.text.isupper() or " " in each.mention.text]
        return list(dict.fromkeys(each.iri for each in sorted(named, key=lambda filling: filling.mention.start)))

    def first(self, *slots: str) -> str | None:
        """The first thing in these slots."""
        return next(iter(self.all(*slots)), None)

    def has(self, *slots: str) -> bool:
        """Whether anything stands in one of these slots."""
        return bool(self.all(*slots))

    @property
    def actors(self) -> list[str]:
        """Countries and bodies in the order of the question."""
        return self.all("country", "body")


def slot_of(iri: str, lookup: Lookup) -> str | None:
    """The slot that a thing belongs in."""
    kind = kind_of(iri)
    classes = lookup.classes.get(iri, frozenset())
    if kind == "actor":
        return "country" if classes & {"Country", "RegionalOrganisation"} else "body"
    if kind == "instrument":
        return "list" if "CriticalityList" in classes else "text"
    return KINDS.get(kind or "")


def fill(utterance: Utterance, lookup: Lookup) -> Slots:
    """Sort all mentions; of several senses in one slot the first counts."""
    found: dict[str, list[Filling]] = {}
    for mention in utterance.mentions:
        seen: set[str] = set()
        senses = mention.senses if utterance.has("sign", "adopt") else _likeliest(mention, lookup)
        for sense in senses:
            slot = slot_of(sense.iri, lookup)
            if slot is not None and slot not in seen:
                seen.add(slot)
                found.setdefault(slot, []).append(Filling(sense.iri, mention))
    pillars = [filling for filling in found.get("framework", ()) if kind_of(filling.iri) == "pillar"]
    if pillars and (found.get("country") or found.get("body") or not utterance.has("not", "only")):
        # A pillar is named together with its framework; it is the pillar that is meant.
        found["framework"] = [
            filling
            for filling in found["framework"]
            if filling in pillars or (utterance.has("member", "join") and not _is_whole(filling, pillars, lookup))
        ]
    return Slots({slot: tuple(fillings) for slot, fillings in found.items()}, utterance.mentions)


def _is_whole(framework: Filling, pillars: Iterable[Filling], lookup: Lookup) -> bool:
    """Whether a framework is named for its pillar, whose name has its name: IPEF and its Pillar I."""
    said = {framework.mention.text, lookup.label(framework.iri)}
    return any(name in lookup.label(pillar.iri) for pillar in pillars for name in said)


def _likeliest(mention: Mention, lookup: Lookup) -> tuple[Sense, ...]:
    """The senses that count: of a framework and its founding text of one name, the framework is meant."""
    if any(slot_of(sense.iri, lookup) == "framework" for sense in mention.senses):
        return tuple(sense for sense in mention.senses if slot_of(sense.iri, lookup) != "text")
    return mention.senses


def slots_of(mention: Mention, lookup: Lookup) -> Iterable[str]:
    """The slots that a mention can fill."""
    return dict.fromkeys(slot for sense in _likeliest(mention, lookup) if (slot := slot_of(sense.iri, lookup)))
