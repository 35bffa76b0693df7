"""Tells which kinds of things a question may mean without naming them: texts, meetings, projects, programmes."""

from __future__ import annotations

import re
from typing import Final

from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import Lexicon
from graph.ask.wording.selection import INDEFINITE, MEETING_ASKED, OF_ONE, PLURAL, SHARED, SOURCES, WHICH, WHICH_ELSE

__all__ = ["kinds_by_cues", "kinds_left"]

#: Kinds of which people ask for several.
SEVERAL: Final = frozenset({"event", "facility", "instrument", "programme", "project"})
SIMILAR_KINDS: Final = {
    "text": frozenset({"instrument"}),
    "sign": frozenset({"instrument"}),
    "adopt": frozenset({"instrument"}),
    "author": frozenset({"event", "instrument", "programme", "source"}),
    "source": frozenset({"event", "programme", "source"}),
    "provision": frozenset({"instrument"}),
    "restriction": frozenset({"instrument"}),
    "meeting": frozenset({"event"}),
    "attend": frozenset({"event"}),
    "project": frozenset({"project", "facility"}),
    "capacity": frozenset({"project", "facility"}),
    "programme": frozenset({"programme"}),
    "donor": frozenset({"project", "facility"}),
    "involved": frozenset({"project", "facility"}),
}
#: Cues that mean a project only where nobody is named who could have done it.
UNNAMED: Final = frozenset({"donor", "involved"})
#: Words that make a name that of a party: who signed with it.
WITH: Final = re.compile(
    r"\b(?:sign|conclud|agree|deal|contract|pact)\w*\s+(?:\w+\s+){0,4}?with\b"
    r"|と(?:署名|締結|調印|契約|合意|協定)|के\s+साथ|\bke saath",
    re.IGNORECASE,
)


def kinds_by_cues(utterance: Utterance) -> frozenset[str]:
    """The kinds of which the words of a question speak."""
    has_actor = any(each.of_kind("actor") for each in utterance.mentions if not each.is_weak)
    return frozenset(
        kind
        for cue in utterance.cues
        if not (has_actor and cue in UNNAMED)
        for kind in SIMILAR_KINDS.get(cue, frozenset())
    )


def kinds_left(utterance: Utterance, lexicon: Lexicon) -> frozenset[str]:
    """The same without those of which several are asked for, or that something else in the question stands for."""
    kinds = kinds_by_cues(utterance)
    is_for_sources = SOURCES.search(utterance.text) is not None
    if is_for_sources:
        # Whose sources are asked for is the event or the scheme, not one of the sources.
        kinds = kinds - {"source"} | {"event", "programme"}
    if utterance.periods and any(each.of_kind("framework") for each in utterance.mentions if not each.is_weak):
        # A meeting of a row is told by its day.
        kinds -= {"event"}
    if utterance.has("listed") and not utterance.has("text", "sign"):
        # A list is none of the texts and meetings that are called alike.
        kinds -= {"event", "instrument"}
    if utterance.has("source") and any(each.of_kind("framework") for each in utterance.mentions if not each.is_weak):
        # What a source says of a row of meetings is not said of one of them.
        kinds -= {"event"}
    if utterance.has("meeting") and utterance.has("adopt"):
        # What a meeting adopted is asked for.
        kinds -= {"instrument"}
    if utterance.language != "en":
        kinds -= {"facility", "programme", "project"}
    if _asks_for_several(utterance):
        # Who asks for several does not mean one.
        kinds -= SEVERAL
        if utterance.has("text", "adopt") and MEETING_ASKED.search(utterance.text):
            # At which meeting a text was adopted is asked of the text.
            kinds |= {"instrument"}
    elif utterance.has("which") and not is_for_sources and not WHICH_ELSE.search(utterance.text):
        kinds -= SEVERAL - {"instrument"} if utterance.has("promise", "pending", "delivered", "late") else SEVERAL
    if utterance.has("first", "last", "next", "ordinal"):
        kinds -= {"event", "instrument"}
    if _asks_for_any(utterance) or _is_counterparty(utterance, lexicon):
        kinds -= {"instrument"}
    return kinds


def _asks_for_several(utterance: Utterance) -> bool:
    text = utterance.text
    return bool(
        (utterance.has("how_many") and not OF_ONE.search(text))
        or (utterance.has("both") and SHARED.search(text))
        or PLURAL.search(text)
        or WHICH.search(text)
    )


def _asks_for_any(utterance: Utterance) -> bool:
    """Whether two are asked about who may have signed any text, which is told by all that they signed."""
    parties = {iri for each in utterance.mentions if not each.is_weak for iri in each.of_kind("actor")[:1]}
    return len(parties) > 1 and utterance.has("sign", "text") and INDEFINITE.search(utterance.text) is not None


def _is_counterparty(utterance: Utterance, lexicon: Lexicon) -> bool:
    """Whether the only name is that of the party with whom something was signed, and no word tells of what sort."""
    if not utterance.has("sign") or utterance.has("text") or not WITH.search(utterance.text):
        return False
    return not any(
        unit.key not in lexicon.stops and not unit.text.isdigit() and not unit.is_cjk and unit.text in utterance.unknown
        for unit in utterance.units
    )
