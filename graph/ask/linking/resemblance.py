"""Finds the text, event or project that a question means without naming it in full, by the words of its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.ask.linking.contracts import text_between
from graph.ask.linking.dated import SORT_NAMES, SORTS, is_of_then, of_year, signed_then
from graph.ask.linking.heard import hear, only_of
from graph.ask.linking.named_parties import of_parties
from graph.ask.linking.parties import texts_of
from graph.ask.linking.rounds import by_number
from graph.ask.linking.series import edge_of_series
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import Names, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import Lexicon
from graph.ask.wording.selection import INDEFINITE, MEETING_ASKED, OF_ONE, PLURAL, SHARED, SOURCES, WHICH, WHICH_ELSE
from graph.ask.wording.spelling import key_of
from graph.terms import kind_of, slug_of
from graph.world import World

__all__ = ["PLANT", "add_similar"]

#: Words for a plant.
PLANT: Final = re.compile(
    r"\b(?:plant|factory|refinery|smelter|works(?!\s+(?:on|in|for|at|with)\b)|facility)\b"
    r"|工場|プラント|製錬所|精製所|संयंत्र|कारखान",
    re.IGNORECASE,
)
#: Kinds of which people ask for several.
SEVERAL: Final = frozenset({"event", "facility", "instrument", "programme", "project"})
#: How alike a programme must be whose name begins like a sum that somebody gives.
SURELY: Final = 0.8
#: Kinds of things that are called by the place where they lie.
PLACED: Final = ("project", "facility", "deposit")
#: How many words tell one thing that has all of them in its name.
LEAST: Final = 3
COUNTRIES: Final = frozenset({"Country", "RegionalOrganisation"})
HEADS: Final = frozenset(key_of("memorandum mou moc agreement contract declaration statement charter treaty"))
#: What it counts that a thing is of the sort that is named.
BY_SORT: Final = 0.12
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
    has_actor = any(each.of_kind("actor") for each in utterance.mentions if not each.is_weak)
    kinds = frozenset(
        kind
        for cue in utterance.cues
        if not (has_actor and cue in UNNAMED)
        for kind in SIMILAR_KINDS.get(cue, frozenset())
    )
    if any(
        mention.of_kind("instrument", "event", "project", "facility", "programme") and not mention.of_kind("place")
        for mention in utterance.mentions
        if not mention.is_weak
    ):
        return utterance
    spelt = [key for word in utterance.unknown for key in key_of(word)]
    heard = [key for key in hear(utterance, spelt, names, world)[0] if key not in spelt]
    if not heard and ("event" in kinds or utterance.has("happened")):
        # A meeting is called by its place, if that is written as a name.
        heard = [key for word in utterance.unknown if word.isascii() and word.istitle() for key in key_of(word)]
    named = only_of(heard, kinds | {"event"}, names)
    if named is not None:
        left = tuple(
            word
            for word in utterance.unknown
            if not set(heard).intersection(hear(utterance, key_of(word), names, world)[0])
        )
        return replace(_with(utterance, named, names, world), unknown=left)
    is_for_sources = SOURCES.search(utterance.text) is not None
    if is_for_sources:
        # Whose sources are asked for is the event or the scheme, not one of the sources.
        kinds = kinds - {"source"} | {"event", "programme"}
    if utterance.periods and any(each.of_kind("framework") for each in utterance.mentions if not each.is_weak):
        # A meeting of a row is told by its day.
        kinds -= {"event"}
    founding = next(
        (
            names.founding[iri]
            for each in utterance.mentions
            for iri in each.of_kind("framework")
            if iri in names.founding
        ),
        None,
    )
    if founding is not None and utterance.has("sign", "adopt"):
        return _with(utterance, founding, names, world)
    if utterance.has("meeting") and utterance.has("adopt"):
        # What a meeting adopted is asked for.
        kinds -= {"instrument"}
    if utterance.language != "en":
        kinds -= {"facility", "programme", "project"}
    is_of_both = utterance.has("both") and SHARED.search(utterance.text)
    if (
        (utterance.has("how_many") and not OF_ONE.search(utterance.text))
        or is_of_both
        or PLURAL.search(utterance.text)
        or WHICH.search(utterance.text)
    ):
        # Who asks for several does not mean one.
        kinds -= SEVERAL
        if utterance.has("text", "adopt") and MEETING_ASKED.search(utterance.text):
            # At which meeting a text was adopted is asked of the text.
            kinds |= {"instrument"}
    elif utterance.has("which") and not is_for_sources and not WHICH_ELSE.search(utterance.text):
        kinds -= SEVERAL - {"instrument"} if utterance.has("promise", "pending", "delivered", "late") else SEVERAL
    edge = edge_of_series(utterance, names, lexicon, world)
    if edge is not None:
        return _with(utterance, edge, names, world)
    if utterance.ordinal is not None and not any(each.of_kind("framework") for each in utterance.mentions):
        found = by_number(utterance, names, world)
        return _with(utterance, found, names, world) if found else utterance
    if utterance.has("first", "last", "next", "ordinal"):
        kinds -= {"event", "instrument"}
    parties = {iri for each in utterance.mentions if not each.is_weak for iri in each.of_kind("actor")[:1]}
    if len(parties) > 1 and utterance.has("sign", "text") and INDEFINITE.search(utterance.text):
        # Whether two have signed any text is told by all that they signed.
        kinds -= {"instrument"}
    if _is_counterparty(utterance, lexicon):
        kinds -= {"instrument"}
    if not kinds:
        return utterance
    # Hiragana and the fillers of Hindi are grammar.
    materials = [mention for mention in utterance.mentions if mention.of_kind("material") and not mention.is_weak]
    verbal = _verbal(utterance, lexicon)
    keys = [
        unit.key
        for unit in utterance.units
        if unit.key not in lexicon.stops
        and unit.start not in verbal
        and not ("text" in lexicon.cues.entries.get((unit.key,), ()) and unit.key not in names.parts)
        and not any(mention.start <= unit.start < mention.end for mention in materials)
        and not (unit.is_cjk and "\u3040" <= unit.text <= "\u309f")
        and not ("\u0900" <= unit.text[0] <= "\u097f" and unit.key in lexicon.fillers)
    ]
    signed = signed_then(utterance, names, world) if "instrument" in kinds else None
    if signed is None and "instrument" in kinds and utterance.language != "en":
        signed = of_parties(utterance, names, world)
        if signed is not None:
            # Its parties are a part of what it is called.
            others = tuple(each for each in utterance.mentions if not each.of_kind("actor"))
            parties_said = {each.text.lower() for each in utterance.mentions if each.of_kind("actor")}
            outlets = tuple(name for name in utterance.outlets if name.lower() not in parties_said)
            utterance = replace(utterance, mentions=others, outlets=outlets)
    if signed is not None:
        return _with(utterance, signed, names, world)
    keys, strange = hear(utterance, keys, names, world)
    if utterance.language != "en":
        # What the words of another language stand for in the sentences and names here.
        keys += [key for key in utterance.content if key.isascii() and key not in keys]
        keys += [
            key for said, name in zip(SORTS, SORT_NAMES, strict=True) if said.search(utterance.text) for key in name
        ]
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
    lists = {iri for _, iri in ranked if "CriticalityList" in world.lookup.classes.get(iri, frozenset())}
    ranked = [each for each in ranked if each[1] not in lists]
    sort = "facility" if PLANT.search(utterance.text) else "project"
    ranked = sorted(((score + (kind_of(iri) == sort) * BY_SORT, iri) for score, iri in ranked), reverse=True)
    if not ranked:
        dated = of_year(utterance, names, world) if "instrument" in kinds else None
        return _with(utterance, dated, names, world) if dated else utterance
    if _is_pair(utterance):
        # The agreement of two is none of one of them with a third.
        ranked = [each for each in ranked if kind_of(each[1]) != "instrument" or _is_theirs(utterance, each[1], world)]
        if not ranked:
            return utterance
    (score, iri), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
    is_of_givers = (
        kind_of(iri) == "programme"
        and utterance.has("money")
        and any(each.of_kind("actor") for each in utterance.mentions if not each.is_weak)
    )
    if is_of_givers and score < SURELY:
        # Money that somebody gives is no programme of a name alike.
        return utterance
    if kind_of(iri) == "instrument" and (_is_of_others(utterance, iri, names, world) or _is_of_then(utterance, iri)):
        # A text of two countries is none of another two, nor one of another year meant, however alike its name.
        return utterance
    signed_by_both = text_between(utterance, world) if kind_of(iri) == "instrument" else None
    if signed_by_both is not None:
        # What both who are named have signed, before what is only called alike.
        return _with(utterance, signed_by_both, names, world)
    if (score < 0.55 or score - second < 0.02) and not _is_of_all(utterance, iri, score - second, names, world):
        whole = _with_all(utterance, keys, kinds, names, world)
        if whole is not None:
            return _with(utterance, whole, names, world)
        between = (
            (text_between(utterance, world) or of_year(utterance, names, world)) if "instrument" in kinds else None
        )
        return _with(utterance, between, names, world) if between else utterance
    return _with(utterance, iri, names, world)


def _is_of_others(utterance: Utterance, iri: str, names: Names, world: World) -> bool:
    """Whether a text bears the name of a country that is not named and lacks one that is."""
    countries = {each for each, classes in world.lookup.classes.items() if "Country" in classes}
    named = {
        one for each in utterance.mentions if not each.is_weak for one in each.of_kind("actor") if one in countries
    }
    units = frozenset[str]().union(*names.words.get(iri, ()))

    def is_in(country: str) -> bool:
        return any(key and key <= units and key != {"in"} for key in names.words.get(country, ()))

    return len(named) > 1 and not all(map(is_in, named)) and any(is_in(each) for each in countries - named)


def _is_of_then(utterance: Utterance, iri: str) -> bool:
    """Whether what was signed in a time is asked for, and a text bears the year of another."""
    years = {int(year) for year in re.findall(r"(?:19|20)\d\d", slug_of(iri))}
    told = [period for period in utterance.periods if not period.is_open]
    return bool(years and told) and not any(
        each.first.year <= year <= each.last.year for each in told for year in years
    )


#: By how much a text must be more alike than the next to be the one of those who are named.
AHEAD: Final = 0.08


def _is_of_all(utterance: Utterance, iri: str, ahead: float, names: Names, world: World) -> bool:
    """Whether a text is that of the two who are named and of the sort that is said, well before the next."""
    actors = [each.of_kind("actor")[0] for each in utterance.mentions if each.of_kind("actor") and not each.is_weak]
    said = {unit.key for unit in utterance.units} & HEADS
    return (
        ahead >= AHEAD
        and len(set(actors)) > 1
        and kind_of(iri) == "instrument"
        and any(said & name for name in names.words[iri])
        and _is_theirs(utterance, iri, world)
    )


#: What stands between two whose text it is, and behind them up to the word for it.
TWO: Final = 2
PAIR: Final = re.compile(r"\s*(?:[-–—・/&]|and|と|और)\s*|")


def _is_pair(utterance: Utterance) -> bool:
    """Whether just two actors are named, one right behind the other."""
    firm = [each for each in utterance.mentions if each.of_kind("actor") and not each.is_weak]
    return len(firm) == TWO and PAIR.fullmatch(utterance.text[firm[0].end : firm[1].start]) is not None


def _is_theirs(utterance: Utterance, iri: str, world: World) -> bool:
    """Whether all actors that are named are parties to a text or called in its name."""
    actors = [each.of_kind("actor")[0] for each in utterance.mentions if each.of_kind("actor") and not each.is_weak]
    return all(
        world.lookup.label(actor) in world.lookup.label(iri) or iri in texts_of(actor, world, with_units=True)
        for actor in actors
    )


#: Words that make a name that of a party: who signed with it.
WITH: Final = re.compile(
    r"\b(?:sign|conclud|agree|deal|contract|pact)\w*\s+(?:\w+\s+){0,4}?with\b"
    r"|と(?:署名|締結|調印|契約|合意|協定)|के\s+साथ|\bke saath",
    re.IGNORECASE,
)


def _is_counterparty(utterance: Utterance, lexicon: Lexicon) -> bool:
    """Whether the only name is that of the party with whom something was signed, and no word tells of what sort."""
    if not utterance.has("sign") or utterance.has("text") or not WITH.search(utterance.text):
        return False
    return not any(
        unit.key not in lexicon.stops and not unit.text.isdigit() and not unit.is_cjk and unit.text in utterance.unknown
        for unit in utterance.units
    )


def _as_place(mention: Mention) -> Mention:
    """A mention of a place without the projects that are called by it."""
    places = tuple(sense for sense in mention.senses if kind_of(sense.iri) == "place")
    return replace(mention, senses=places) if places else mention


def _with(utterance: Utterance, iri: str, names: Names, world: World) -> Utterance:
    """The question with a thing that it means beside those that it names."""
    if not is_of_then(utterance, iri, world):
        return utterance
    start = len(utterance.text)
    found = Mention(start, start, world.lookup.label(iri), (Sense(iri, 3),))
    if kind_of(iri) in PLACED:
        # Of what is called by its place, the one with the other words as well is meant.
        utterance = replace(utterance, mentions=tuple(_as_place(mention) for mention in utterance.mentions))
    known = frozenset().union(*names.words[iri])
    left = tuple(
        word
        for word in utterance.unknown
        if not known & {unit.key for unit in utterance.units if unit.text == word}
        and not known.issuperset(key_of(word))
    )
    idle = OF_NAMES | OF_TEXTS if kind_of(iri) == "instrument" else OF_NAMES
    return _without_idle(replace(utterance, mentions=(*utterance.mentions, found), unknown=left), known, idle)


#: Cues to which the words "critical minerals" in what a thing is called point.
OF_NAMES: Final = frozenset({"critical", "material", "supply"})
#: The same for what a text is about: the joint venture of an agreement asks for no project.
OF_TEXTS: Final = frozenset({"both", "company", "involved", "project", "share"})
ASKED: Final = re.compile(
    r"\b(?:which|what|whose|list|name|how many|all|any)\s+(?:the\s+)?(?:critical\s+)?$", re.IGNORECASE
)


def _without_idle(utterance: Utterance, known: frozenset[str], idle_cues: frozenset[str]) -> Utterance:
    """The question without the cues of words in the name that it tells, which ask for nothing."""
    starts = {
        unit.start for unit in utterance.units if unit.key in known and not ASKED.search(utterance.text[: unit.start])
    }
    places = tuple((at, cue) for at, cue in utterance.cue_places if cue not in idle_cues or at not in starts)
    idle = {cue for _, cue in utterance.cue_places} - {cue for _, cue in places}
    return replace(utterance, cue_places=places, cues=utterance.cues - idle)
