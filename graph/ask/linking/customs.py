"""Reads customs codes, with dots or without, as the materials that are counted under them: HS 8105.20, HSコード2846.

A bare number of six digits is a code where the graph knows it as one; one that is called a code and known to nobody is
an unknown name. Longer codes of single countries are cut to the six digits that all countries share.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import ALIAS, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_pattern
from graph.errors import AmbiguousTerm, GraphError
from graph.lookup import Lookup, iri_of
from graph.world import World

__all__ = ["add_codes", "code_of"]

#: A code as it is typed: a heading of four digits, a subheading of six, or what a country adds to it.
NUMBER: Final = re.compile(r"(?<![\d.,])\d{4}(?:[. ]?\d{2}){0,3}(?![\d,]|\.\d)")
#: How many digits all countries share, and how many a bare number has to have.
SHARED: Final = 6
CLASSES: Final = ("Material",)


def code_of(text: str) -> str:
    """A code without its dots and without what a country adds to it.

    >>> code_of("2846.90"), code_of("28469010"), code_of("2605")
    ('284690', '284690', '2605')
    """
    return re.sub(r"\D", "", text)[:SHARED]


def add_codes(utterance: Utterance, world: World) -> Utterance:
    """Put the materials of a customs code in its place; a code of which nobody knows is an unknown name."""
    called = read_pattern("customs_code")
    for match in reversed(list(NUMBER.finditer(utterance.text))):
        before = called.search(utterance.text[: match.start()])
        if before is None and len(re.sub(r"\D", "", match[0])) < SHARED:
            continue
        materials = _materials(code_of(match[0]), world.lookup)
        if before is None and (not materials or any(p.start <= match.start() < p.end for p in utterance.periods)):
            continue
        start = before.start() if before else match.start()
        utterance = _put(utterance, start, match.end(), code_of(match[0]), materials)
    return utterance


def _put(utterance: Utterance, start: int, end: int, code: str, materials: list[str]) -> Utterance:
    """A question with the materials of a code where it stands, and nothing else there."""
    unknown = tuple(word for word in utterance.unknown if not start <= utterance.text.find(word) < end)
    places = tuple((at, cue) for at, cue in utterance.cue_places if not start <= at < end)
    kept = [each for each in utterance.mentions if each.end <= start or end <= each.start]
    if materials:
        senses = tuple(Sense(iri, ALIAS) for iri in materials)
        kept.append(Mention(start, end, utterance.text[start:end], senses, code=code))
    else:
        unknown = (*unknown, f"HS {code}")
    return replace(
        utterance,
        mentions=tuple(sorted(kept, key=lambda each: each.start)),
        unknown=unknown,
        cue_places=places,
        cues=utterance.cues_at(places),
        periods=tuple(each for each in utterance.periods if each.end <= start or end <= each.start),
        residue=tuple(word for word in utterance.residue if not code.startswith(word)),
        measured=(),
    )


def _materials(code: str, lookup: Lookup) -> list[str]:
    """The material of a code, or the narrowest that all of its materials are; else each of them."""
    try:
        return [lookup.resolve("material", f"HS {code}", CLASSES)]
    except AmbiguousTerm as several:
        found = {iri: lookup.label(iri).lower() for iri in map(iri_of, several.candidates)}
        # Natural graphite is a sort of graphite, and no other material.
        wider = [iri for iri in found if not any(found[iri].endswith(f" {label}") for label in found.values())]
        return wider or list(found)
    except GraphError:
        return []
