"""Tells whether a text is that of the countries and the year that a question names, or that of others."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Final

from graph.ask.linking.parties import texts_of
from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.spelling import key_of
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import kind_of, slug_of
from graph.world import World

__all__ = [
    "HEADS",
    "find_theirs",
    "is_of_all",
    "is_of_another_year",
    "is_of_others",
    "is_on_another_material",
    "is_pair",
]

#: Words for the sorts of texts.
HEADS: Final = frozenset(key_of("memorandum mou moc agreement contract declaration statement charter treaty"))


def is_of_others(utterance: Utterance, iri: str, names: Names, world: World) -> bool:
    """Whether a text bears the name of a country that is not named and lacks one that is."""
    countries = {each for each, classes in world.lookup.classes.items() if "Country" in classes}
    named = {
        one for each in utterance.mentions if not each.is_weak for one in each.of_kind("actor") if one in countries
    }
    units = frozenset[str]().union(*names.words.get(iri, ()))

    def is_in(country: str) -> bool:
        return any(key and key <= units and key != {"in"} for key in names.words.get(country, ()))

    return len(named) > 1 and not all(map(is_in, named)) and any(is_in(each) for each in countries - named)


def is_on_another_material(utterance: Utterance, iri: str, world: World) -> bool:
    """Whether a question names materials, and a text names others alone."""
    named = {one for each in utterance.mentions if not each.is_weak for one in each.of_kind("material")}
    kin = named.union(*(world.lookup.above.get(each, ()) for each in named))
    covered = {
        triple.object.value
        for triple in world.store.triples(NamedNode(iri), NamedNode(f"{ONTOLOGY}covers"), None)
        if isinstance(triple.object, NamedNode)
    }
    below = {each for each in covered if named.intersection(world.lookup.above.get(each, ()))}
    return bool(named and covered) and not covered & kin and not below


def is_of_another_year(utterance: Utterance, iri: str) -> bool:
    """Whether what was signed in a time is asked for, and a text bears the year of another."""
    years = {int(year) for year in re.findall(r"(?:19|20)\d\d", slug_of(iri))}
    told = [period for period in utterance.periods if not period.is_open]
    return bool(years and told) and not any(
        each.first.year <= year <= each.last.year for each in told for year in years
    )


#: By how much a text must be more alike than the next to be the one of those who are named.
AHEAD: Final = 0.08


def is_of_all(utterance: Utterance, iri: str, ahead: float, names: Names, is_theirs: Callable[[str], bool]) -> bool:
    """Whether a text is that of the two who are named and of the sort that is said, well before the next."""
    actors = [each.of_kind("actor")[0] for each in utterance.mentions if each.of_kind("actor") and not each.is_weak]
    said = {unit.key for unit in utterance.units} & HEADS
    return (
        ahead >= AHEAD
        and len(set(actors)) > 1
        and kind_of(iri) == "instrument"
        and any(said & name for name in names.words[iri])
        and is_theirs(iri)
    )


#: What stands between two whose text it is, and behind them up to the word for it.
TWO: Final = 2
PAIR: Final = re.compile(r"\s*(?:[-–—・/&]|and|と|और)\s*|")


def is_pair(utterance: Utterance) -> bool:
    """Whether just two actors are named, one right behind the other."""
    firm = [each for each in utterance.mentions if each.of_kind("actor") and not each.is_weak]
    return len(firm) == TWO and PAIR.fullmatch(utterance.text[firm[0].end : firm[1].start]) is not None


def find_theirs(utterance: Utterance, world: World) -> Callable[[str], bool]:
    """What tells whether all actors that are named are parties to a text or called in its name."""
    actors = [each.of_kind("actor")[0] for each in utterance.mentions if each.of_kind("actor") and not each.is_weak]
    signed = cache(partial(texts_of, world=world, with_units=True))

    def is_theirs(iri: str) -> bool:
        label = world.lookup.label(iri)
        return all(world.lookup.label(actor) in label or iri in signed(actor) for actor in actors)

    return is_theirs
