"""Finds the text, event or project that a question means without naming it in full, by the words of its name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graph.ask.lexicon import Lexicon
from graph.ask.mentions import Mention
from graph.ask.names import Names, Sense
from graph.ask.utterance import Utterance
from graph.terms import kind_of
from graph.world import World

__all__ = ["PLANT", "add_similar"]

#: Words for a plant.
PLANT: Final = re.compile(
    r"\b(?:plant|factory|refinery|smelter|works|facility)\b|工場|プラント|製錬所|精製所|संयंत्र|कारखान", re.IGNORECASE
)
#: Kinds of which people ask for several.
SEVERAL: Final = frozenset({"event", "facility", "instrument", "programme", "project"})
#: Words for several things.
PLURAL: Final = re.compile(
    r"\b(?:plants|projects|mines|refineries|facilities|ventures|schemes|programmes|programs|agreements|memoranda"
    r"|mous|meetings|summits|events|visits|talks|documents|texts|treaties|deals|blocks)\b|परियोजना(?:एँ|एं|ओं)|संयंत्रों|समझौते|समझौतों|योजना(?:एँ|एं|ओं)",
    re.IGNORECASE,
)
#: Words that ask which of a sort there are.
WHICH: Final = re.compile(
    r"\b(?:which|what)\s+(?:[\w-]+\s+){0,3}(?:agreement|memorandum|mou|project|plant|meeting|text|document|treaty|scheme)s?\b",
    re.IGNORECASE,
)
#: What it counts that a thing is of the sort that is named.
BY_SORT: Final = 0.12
SIMILAR_KINDS: Final = {
    "text": frozenset({"instrument"}),
    "sign": frozenset({"instrument"}),
    "adopt": frozenset({"instrument"}),
    "author": frozenset({"instrument", "source"}),
    "source": frozenset({"source"}),
    "provision": frozenset({"instrument"}),
    "restriction": frozenset({"instrument"}),
    "meeting": frozenset({"event"}),
    "attend": frozenset({"event"}),
    "project": frozenset({"project", "facility"}),
    "capacity": frozenset({"project", "facility"}),
    "programme": frozenset({"programme"}),
}


#: Cues that say what is done with a thing, and are no part of its name.
VERBAL: Final = frozenset(
    [
        "active",
        "became",
        "cover",
        "delivered",
        "due",
        "how_many",
        "late",
        "pending",
        "promise",
        "sign",
        "what",
        "when",
        "where",
        "which",
        "who",
    ]
)


def add_similar(utterance: Utterance, names: Names, lexicon: Lexicon, world: World) -> Utterance:
    """Add a text, event or project that is not named in full but that most telling words of the question belong to."""
    kinds = frozenset(kind for cue in utterance.cues for kind in SIMILAR_KINDS.get(cue, frozenset()))
    if any(
        mention.of_kind("instrument", "event", "project", "facility", "programme")
        for mention in utterance.mentions
        if not mention.is_weak
    ):
        return utterance
    if utterance.language != "en":
        kinds -= {"facility", "programme", "project"}
    if utterance.has("how_many", "both") or PLURAL.search(utterance.text) or WHICH.search(utterance.text):
        # Who asks for several does not mean one.
        kinds -= SEVERAL
    elif utterance.has("which"):
        kinds -= SEVERAL - {"instrument"} if utterance.has("promise", "pending", "delivered", "late") else SEVERAL
    if utterance.has("first", "last", "next", "ordinal"):
        kinds -= {"event", "instrument"}
    if not kinds:
        return utterance
    # Hiragana and the fillers of Hindi are grammar.
    materials = [mention for mention in utterance.mentions if mention.of_kind("material") and not mention.is_weak]
    keys = [
        unit.key
        for unit in utterance.units
        if unit.key not in lexicon.stops
        and not any(mention.start <= unit.start < mention.end for mention in materials)
        and VERBAL.isdisjoint(lexicon.cues.entries.get((unit.key,), ()))
        and not (unit.is_cjk and "\u3040" <= unit.text <= "\u309f")
        and not ("\u0900" <= unit.text[0] <= "\u097f" and unit.key in lexicon.fillers)
    ]
    ranked = names.similar(keys, kinds)
    sort = "facility" if PLANT.search(utterance.text) else "project"
    ranked = sorted(((score + (kind_of(iri) == sort) * BY_SORT, iri) for score, iri in ranked), reverse=True)
    if not ranked:
        return utterance
    (score, iri), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
    if score < 0.55 or score - second < 0.02:
        return utterance
    start = len(utterance.text)
    found = Mention(start, start, world.lookup.label(iri), (Sense(iri, 3),))
    known = frozenset().union(*names.words[iri])
    left = tuple(
        word for word in utterance.unknown if not known & {unit.key for unit in utterance.units if unit.text == word}
    )
    return replace(utterance, mentions=(*utterance.mentions, found), unknown=left)
