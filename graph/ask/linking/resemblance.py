"""Finds the text, event or project that a question means without naming it in full, by the words of its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.ask.linking.contracts import text_between
from graph.ask.linking.dated import SORT_NAMES, SORTS, of_year, signed_then
from graph.ask.linking.heard import hear, only_of
from graph.ask.linking.inserted import with_thing
from graph.ask.linking.kinds_meant import kinds_by_cues, kinds_left
from graph.ask.linking.named_parties import of_parties
from graph.ask.linking.owners import (
    HEADS,
    find_theirs,
    is_of_all,
    is_of_another_year,
    is_of_others,
    is_on_another_material,
    is_pair,
)
from graph.ask.linking.parties import texts_of
from graph.ask.linking.rounds import by_number
from graph.ask.linking.series import edge_of_series
from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import Lexicon, read_pattern
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of
from graph.world import World

__all__ = ["PLANT", "add_similar"]

#: Words for a plant.
PLANT: Final = re.compile(
    r"\b(?:plant|factory|refinery|smelter|works(?!\s+(?:on|in|for|at|with)\b)|facility)\b"
    r"|工場|プラント|製錬所|精製所|संयंत्र|कारखान",
    re.IGNORECASE,
)
#: How alike a name must be to what is said, and by how much more than the next.
ALIKE: Final = 0.55
CLEARLY: Final = 0.02
#: How alike a programme must be whose name begins like a sum that somebody gives.
SURELY: Final = 0.8
#: How many words tell one thing that has all of them in its name.
LEAST: Final = 3
COUNTRIES: Final = frozenset({"Country", "RegionalOrganisation"})
#: What it counts that a thing is of the sort that is named.
BY_SORT: Final = 0.12
#: Cues that say what is done with a thing, and are no part of its name.
VERBAL: Final = frozenset(
    [
        "active",
        "became",
        "binding",
        "cover",
        "delivered",
        "due",
        "how_many",
        "late",
        "judge",
        "pending",
        "promise",
        "provision",
        "sign",
        "suspended",
        "what",
        "when",
        "where",
        "which",
        "who",
    ]
)


def _with_all(
    utterance: Utterance, keys: Sequence[str], kinds: frozenset[str], names: Names, world: World
) -> str | None:
    """The one thing that has every word of the question in its name; of texts, or to which those named are parties."""
    actors = {each: each.of_kind("actor")[0] for each in utterance.mentions if each.of_kind("actor")}
    owned = {mention: set(key_of(mention.text)) for mention in actors}
    said = set(keys) - set().union(*owned.values())
    if (
        not said
        or not said <= names.weights.keys()
        or len(keys) < len(actors) + 1
        or len(set(keys)) < LEAST - bool(HEADS & said)
    ):
        return None
    found = [
        iri
        for iri, spellings in names.words.items()
        if kind_of(iri) in kinds
        and "CriticalityList" not in world.lookup.classes.get(iri, frozenset())
        and any(said <= name for name in spellings)
    ]
    for mention, actor in actors.items():
        signed = texts_of(actor, world, with_units=True)
        found = [iri for iri in found if iri in signed or any(owned[mention] <= name for name in names.words[iri])]
    return found[0] if len(found) == 1 else None


def _in_full(utterance: Utterance, keys: Sequence[str], world: World) -> set[str]:
    """The words of a question with the names of countries in full: the United Kingdom for the UK."""
    found = set(keys)
    for mention in utterance.mentions:
        senses = mention.of_kind("actor")
        is_country = bool(senses) and bool(COUNTRIES & world.lookup.classes.get(senses[0], frozenset()))
        if is_country and not mention.is_weak and mention.text.isupper():
            found = (found - set(key_of(mention.text))) | set(key_of(world.lookup.label(senses[0])))
    return found


def _verbal(utterance: Utterance, lexicon: Lexicon) -> set[int]:
    """The places of words, also in turns of phrase, that say what is done with a thing."""
    keys = [unit.key for unit in utterance.units]
    return {
        unit.start
        for start in range(len(keys))
        for length, cues in list(lexicon.cues.at(keys, start))[:1]
        if not VERBAL.isdisjoint(cues)
        for unit in utterance.units[start : start + length]
    }


def add_similar(utterance: Utterance, names: Names, lexicon: Lexicon, world: World) -> Utterance:
    """Add a text, event or project that is not named in full but that most telling words of the question belong to."""
    if any(
        mention.of_kind("instrument", "event", "project", "facility", "programme") and not mention.of_kind("place")
        for mention in utterance.mentions
        if not mention.is_weak
    ):
        return utterance
    by_ear = _heard(utterance, names, world)
    if by_ear is not None:
        return by_ear
    kinds = kinds_left(utterance, lexicon)
    told = _founding(utterance, names) or edge_of_series(utterance, names, lexicon, world)
    if told is None and utterance.ordinal is not None and not any(e.of_kind("framework") for e in utterance.mentions):
        told = by_number(utterance, names, world)
        kinds = frozenset()
    if told is None and "instrument" in kinds:
        told = signed_then(utterance, names, world)
        if told is None and utterance.language != "en":
            told = of_parties(utterance, names, world)
            utterance = _without_parties(utterance) if told is not None else utterance
    if read_pattern("existence").search(utterance.text):
        # Whether there is any undertaking of a sort is not asked of the one that is called alike.
        kinds = kinds - {"project", "facility"}
    if told is None and kinds:
        told = _most_alike(utterance, kinds, names, lexicon, world)
    return with_thing(utterance, told, names, world) if told is not None else utterance


def _heard(utterance: Utterance, names: Names, world: World) -> Utterance | None:
    """The question with the one thing whose name words of other scripts, or the name of a place, sound like."""
    kinds = kinds_by_cues(utterance)
    spelt = [key for word in utterance.unknown for key in key_of(word)]
    heard = [key for key in hear(utterance, spelt, names, world)[0] if key not in spelt]
    if not heard and ("event" in kinds or utterance.has("happened")):
        # A meeting is called by its place, if that is written as a name.
        heard = [key for word in utterance.unknown if word.isascii() and word.istitle() for key in key_of(word)]
    named = only_of(heard, kinds | {"event"}, names)
    if named is None:
        return None
    left = tuple(
        word
        for word in utterance.unknown
        if not set(heard).intersection(hear(utterance, key_of(word), names, world)[0])
    )
    return replace(with_thing(utterance, named, names, world), unknown=left)


def _founding(utterance: Utterance, names: Names) -> str | None:
    """The text that founds the framework of which it is asked who signed or adopted it."""
    if not utterance.has("sign", "adopt"):
        return None
    frameworks = (iri for each in utterance.mentions for iri in each.of_kind("framework"))
    return next((names.founding[iri] for iri in frameworks if iri in names.founding), None)


def _without_parties(utterance: Utterance) -> Utterance:
    """The question without the parties that are a part of what a text is called."""
    said = {each.text.lower() for each in utterance.mentions if each.of_kind("actor")}
    return replace(
        utterance,
        mentions=tuple(each for each in utterance.mentions if not each.of_kind("actor")),
        outlets=tuple(name for name in utterance.outlets if name.lower() not in said),
    )


def _telling(utterance: Utterance, names: Names, lexicon: Lexicon) -> list[str]:
    """The words of a question that may be those of a name; hiragana and the fillers of Hindi are grammar."""
    materials = [mention for mention in utterance.mentions if mention.of_kind("material") and not mention.is_weak]
    verbal = _verbal(utterance, lexicon)
    return [
        unit.key
        for unit in utterance.units
        if unit.key not in lexicon.stops
        and unit.start not in verbal
        and not ("text" in lexicon.cues.entries.get((unit.key,), ()) and unit.key not in names.parts)
        and not any(mention.start <= unit.start < mention.end for mention in materials)
        and not (unit.is_cjk and "\u3040" <= unit.text <= "\u309f")
        and not ("\u0900" <= unit.text[0] <= "\u097f" and unit.key in lexicon.fillers)
    ]


def _most_alike(
    utterance: Utterance, kinds: frozenset[str], names: Names, lexicon: Lexicon, world: World
) -> str | None:
    """The thing of these kinds whose name is the most alike, where it is alike enough and no other as much."""
    keys, strange = hear(utterance, _telling(utterance, names, lexicon), names, world)
    if utterance.language != "en":
        # What the words of another language stand for in the sentences and names here.
        keys += [key for key in utterance.content if key.isascii() and key not in keys]
        keys += [
            key for said, name in zip(SORTS, SORT_NAMES, strict=True) if said.search(utterance.text) for key in name
        ]
    ranked = _ranked(utterance, keys, strange, kinds, names, world)
    is_text = "instrument" in kinds
    if not ranked:
        return of_year(utterance, names, world) if is_text else None
    is_theirs = find_theirs(utterance, world)
    if is_pair(utterance):
        # The agreement of two is none of one of them with a third.
        ranked = [each for each in ranked if kind_of(each[1]) != "instrument" or is_theirs(each[1])]
        if not ranked:
            return None
    (score, iri), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
    has_actor = any(each.of_kind("actor") for each in utterance.mentions if not each.is_weak)
    if kind_of(iri) == "programme" and utterance.has("money") and has_actor and score < SURELY:
        # Money that somebody gives is no programme of a name alike.
        return None
    if kind_of(iri) == "instrument":
        if (
            is_of_others(utterance, iri, names, world)
            or is_of_another_year(utterance, iri)
            or is_on_another_material(utterance, iri, world)
        ):
            # A text of other countries, another year or another mineral is not meant, however alike its name.
            return None
        signed_by_both = text_between(utterance, world)
        if signed_by_both is not None:
            # What both who are named have signed, before what is only called alike.
            return signed_by_both
    is_clear = score >= ALIKE and score - second >= CLEARLY
    if is_clear or is_of_all(utterance, iri, score - second, names, is_theirs):
        return iri
    whole = _with_all(utterance, keys, kinds, names, world)
    if whole is None and is_text:
        whole = text_between(utterance, world) or of_year(utterance, names, world)
    return whole


def _ranked(
    utterance: Utterance,
    keys: Sequence[str],
    strange: frozenset[str],
    kinds: frozenset[str],
    names: Names,
    world: World,
) -> list[tuple[float, str]]:
    """Things of these kinds by how alike their names are, the most alike first."""
    ranked = names.similar(keys, kinds, strange)
    glossed = [key for key in keys if key.isascii()]
    if utterance.language != "en" and len(set(glossed)) > 1 and HEADS.intersection(glossed):
        # The characters of another language are in no English name.
        ranked = names.similar(glossed, kinds, strange)
    full = _in_full(utterance, keys, world)
    if full != set(keys):
        # A text may have the UK or the United Kingdom in its name.
        better = {iri: score for score, iri in names.similar(full, kinds, strange)}
        ranked = [(max(score, better.get(iri, 0.0)), iri) for score, iri in ranked]
    # Lists are known by whose they are, not by the words of their names.
    ranked = [each for each in ranked if "CriticalityList" not in world.lookup.classes.get(each[1], frozenset())]
    sort = "facility" if PLANT.search(utterance.text) else "project"
    return sorted(((score + (kind_of(iri) == sort) * BY_SORT, iri) for score, iri in ranked), reverse=True)
