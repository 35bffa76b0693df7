"""Parts of long names by which things are called: the joint vision, the declaration on economic security.

A part counts that says of what sort the thing is, has another telling word, and is found in one name only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.ask.wording.spelling import key_of
from graph.terms import kind_of

__all__ = ["find_fragments"]

#: Kinds of things with names that people shorten.
KINDS: Final = frozenset({"event", "framework", "instrument", "list-series", "pillar", "programme"})
#: Words that say of what sort a thing is.
HEADS: Final = frozenset(
    key_of(
        "declaration vision statement memorandum agreement sheet contract act bill mission scheme plan dialogue forum"
        " group partnership initiative summit workshop conference ministerial visit roadmap compact pact"
        " understanding framework alliance club treaty programme project strategy"
        " घोषणा विज़न वक्तव्य ज्ञापन समझौता अनुबंध अधिनियम मिशन योजना संवाद मंच समूह साझेदारी पहल सम्मेलन यात्रा"
    )
)
#: Words that join others and begin or end no name.
JOINTS: Final = frozenset(
    key_of("a an and at between by for from in including of on the to with का की के को में पर और से एवं हेतु")
)
#: Words that stand in the names of very many things, and with any sort of thing.
COMMON: Final = frozenset(
    key_of(
        "critical mineral minerals rare earth earths material materials resources strategic joint supply chain chains"
        " cooperation meeting ministers"
        " free trade press venture bilateral trilateral महत्वपूर्ण खनिज दुर्लभ मृदा संसाधन संयुक्त सहयोग आपूर्ति शृंखला बैठक"
    )
)
#: In how many names at most a word stands that is telling.
RARE: Final = 12
VERY_RARE: Final = 4
#: How many units a part has at least: with a very rare word, and without.
SHORTEST: Final = 2
LONG: Final = 3


def find_fragments(
    names: Mapping[str, Sequence[tuple[str, ...]]], countries: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Parts of names and the one thing that each belongs to; of a framework and its meetings the framework.

    ``names`` are the units of all names by thing, ``countries`` units that name countries.

    >>> from graph.namespaces import ID
    >>> names = {f"{ID}instrument/a": [key_of("X-Y Joint Vision for Growth")]}
    >>> found = dict(find_fragments(names, frozenset("xy")))
    >>> key_of("joint vision") in found, key_of("joint vision for") in found
    (True, False)
    """
    spread: dict[str, int] = defaultdict(int)
    runs: dict[tuple[str, ...], set[str]] = defaultdict(set)
    bare: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for iri, keys in names.items():
        for unit in {unit for key in keys for unit in key}:
            spread[unit] += 1
        for key in keys:
            short = tuple(unit for unit in key if unit not in COMMON)
            for run in {*_runs(key), *(_runs(short) if short != key else ())}:
                runs[run].add(iri)
        if kind_of(iri) == "framework":
            for key in keys:
                if (
                    key[-1:]
                    and key[-1] in HEADS
                    and len([u for u in key[:-1] if u not in COMMON]) >= LONG
                    and key[0] not in JOINTS
                ):
                    bare[key[:-1]].add(iri)
    yield from ((key, min(iris)) for key, iris in bare.items() if len(iris) == 1)
    idle = COMMON | JOINTS | HEADS | countries
    telling = {unit for unit, count in spread.items() if count <= RARE and unit not in idle and not unit.isdigit()}
    for run, iris in runs.items():
        if not _is_name(run, spread, telling, countries):
            continue
        frameworks = {iri for iri in iris if kind_of(iri) in ("framework", "pillar")}
        chosen = frameworks if len(frameworks) == 1 else iris
        if len(chosen) == 1 and kind_of(min(chosen)) in KINDS:
            yield run, min(chosen)


def _is_name(run: tuple[str, ...], spread: Mapping[str, int], telling: set[str], countries: frozenset[str]) -> bool:
    """Whether a stretch is what a thing is called: words and the sort behind, or the sort and "on" something."""
    if run[-1] in HEADS:
        is_rare = spread[run[-1]] <= VERY_RARE and run[0] not in countries
        return is_rare or (len(run) >= LONG and not telling.isdisjoint(run))
    return len(run) > LONG and run[1] in JOINTS and not telling.isdisjoint(run)


def _runs(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Stretches of a name that begin or end with a word for a sort and neither begin nor end with a small word."""
    if HEADS.isdisjoint(key):
        return
    for start in range(len(key)):
        if key[start] in JOINTS:
            continue
        for end in range(start + SHORTEST, len(key) + 1):
            if key[end - 1] in HEADS or (key[start] in HEADS and key[end - 1] not in JOINTS):
                yield key[start:end]
