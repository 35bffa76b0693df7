"""Reads a part of the world by which countries are asked for: the African members, European countries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.beyond import lying_only_in
from graph.ask.findings.signatories import units_of
from graph.ask.reading.direction import OUTSIDE, OUTSIDE_AFTER
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import read_data
from graph.namespaces import ID

__all__ = ["add_region", "lying_in", "of_region", "region_of", "region_said", "with_region"]

#: What countries are called behind a word for where they lie.
SORT: Final = (
    r"\s*(?:の)?\s*(?:(?:kaun\s?se|kin|कौन[\s-]?से|किन)\s+)?(?:countr(?:y|ies)|nations?|states?|members?|governments?|economies|participants?|partners?"
    r"|counterparts?|parties|bodies|firms?|companies|side"
    r"|国|諸国|勢|側|相手国?|パートナー|機関|企業|加盟国|メンバー|देश|राष्ट्र|सदस्य|साझेदार|भागीदार|पक्ष|संस्था|कंपनि|desh|sadasya|sajhedar|partner"
    r"|(?=の[^、。?？はがをに]{2,14}(?:加盟国|メンバー|参加国)))"
)


#: The same word before where they lie: countries from Latin America.
FROM: Final = (
    r"\b(?:countr(?:y|ies)|nations?|states?|members?|governments?|economies|participants?"
    r"|agreements?|deals?|memorand(?:um|a)|mous?|texts?)\s+"
    r"(?:(?:that are|which are|located|situated)\s+)?(?:from|in|of|across|on)\s+"
)


@cache
def _regions() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """Each region as it is asked for, the longest words first, with its countries."""
    found = [
        (word, _actors(said))
        for said in read_data("regions").values()
        for words in said["words"].values()
        for word in words
    ]
    found.sort(key=lambda each: -len(each[0]))
    behind = [
        (re.compile(rf"{FROM}{re.escape(noun)}\b(?!\s+(?:forum|bank|initiative))", re.IGNORECASE), _actors(said))
        for said in read_data("regions").values()
        for noun in sorted(said["nouns"], key=len, reverse=True)
    ]
    return (
        *(
            (re.compile(rf"(?<![A-Za-z\u0900-\u097f]){re.escape(word)}{SORT}", re.IGNORECASE), those)
            for word, those in found
        ),
        *behind,
    )


def _actors(said: Mapping[str, Sequence[str]]) -> frozenset[str]:
    return frozenset(f"{ID}actor/{slug}" for slug in said["countries"])


def _region_in(text: str) -> tuple[tuple[int, int], frozenset[str]] | None:
    for words, countries in _regions():
        if match := words.search(text):
            return match.span(), countries
    return None


def _part_in(text: str) -> tuple[tuple[int, int], frozenset[str]] | None:
    """The part of the world in which something is: in Africa, アフリカで, अफ़्रीका में."""
    for words, countries in _parts():
        if match := words.search(text):
            return match.span(match.lastgroup or 0), countries
    return None


@cache
def _parts() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    found = []
    for said in read_data("regions").values():
        if "name" in said:
            english, japanese, hindi = (said["name"][language] for language in ("en", "ja", "hi"))
            words = (
                rf"\b(?:in|across|within|throughout|around|of|from|with|outside|beyond|except)\s+(?:the\s+)?(?P<en>{english})\b(?!\s+union)"
                rf"|(?P<ja>{japanese})(?=で|の|における|に|と|側|以外|域外|を除)"
                rf"|(?P<hi>{hindi})(?=\s+(?:में|के|की|का|से|को|mein|me|ke|ki|se)(?:\s|$))"
            )
            those = frozenset(f"{ID}actor/{slug}" for slug in said["countries"])
            found.append((re.compile(words, re.IGNORECASE), those))
    return tuple(found)


def add_region(utterance: Utterance) -> Utterance:
    """Let a word for a region name nothing else, as the European Union, and be known."""
    region = _region_in(utterance.text)
    if region is None:
        part = _part_in(utterance.text)
        if part is None:
            return utterance
        start, end = part[0]
        inside = [each for each in utterance.mentions if start <= each.start < end or each.start <= start < each.end]
        is_union = any(each.start <= start and end <= each.end for each in inside)
        if is_union and not utterance.has("project", "deposit") and not _is_left_out(utterance.text, part[0]):
            # Europe is the European Union, unless something lies there or outside of it.
            return utterance
        unknown = tuple(word for word in utterance.unknown if not start <= utterance.text.find(word) < end)
        mentions = tuple(each for each in utterance.mentions if each not in inside)
        return replace(utterance, mentions=mentions, unknown=unknown, cues=utterance.cues | {"region"})
    start, end = region[0]
    inside = [each for each in utterance.mentions if start <= each.start < end]
    unknown = tuple(word for word in utterance.unknown if not start <= utterance.text.find(word) < end)
    cues = utterance.cues | {"country"}
    mentions = tuple(each for each in utterance.mentions if each not in inside)
    return replace(utterance, mentions=mentions, unknown=unknown, cues=cues)


def _named(desk: Desk) -> tuple[tuple[int, int], frozenset[str]] | None:
    """The region that a question names and no country or union is meant by; of one that is left out all others."""
    part = _part_in(desk.utterance.text) if desk.has("region") else None
    region = part or _region_in(desk.utterance.text)
    if region is None:
        return None
    span, inside = region
    countries = _everywhere() - inside if _is_left_out(desk.utterance.text, span) else inside
    return span, _known(desk, countries)


def _known(desk: Desk, countries: frozenset[str]) -> frozenset[str]:
    """Those countries that the graph holds."""
    return frozenset(iri for iri in countries if iri in desk.world.lookup.classes)


def _is_left_out(text: str, span: tuple[int, int]) -> bool:
    """Whether what lies outside of a region is asked for."""
    return OUTSIDE.search(text[: span[0]]) is not None or OUTSIDE_AFTER.search(text[span[1] :]) is not None


@cache
def _everywhere() -> frozenset[str]:
    """The countries of all regions."""
    return frozenset().union(*(_actors(said) for said in read_data("regions").values()))


def of_region(desk: Desk, rows: Sequence[Row], column: str) -> list[Row]:
    """The rows of the countries that lie in the region that is named; all, where none is."""
    region = _named(desk)
    return list(rows) if region is None else [row for row in rows if tokens_of(row[column]) & region[1]]


def region_of(desk: Desk) -> frozenset[str]:
    """The countries of the region that is named."""
    region = _named(desk)
    return region[1] if region else frozenset()


def with_region(desk: Desk, rows: Sequence[Row], column: str, actors: Sequence[str]) -> list[Row]:
    """The texts of these actors with a party in the region that is named, or called by one; all, where none is.

    Who is asked about is no party of a region for lying in it himself: what Japan signed in Asia has another party.
    """
    countries = region_of(desk)
    if not countries:
        return list(rows)
    own = set(actors) | units_of(desk, actors)
    homes = {country for country in countries if country in own or own & units_of(desk, [country])}
    there = (countries - homes) | units_of(desk, sorted(countries - homes))
    texts = {iri for row in desk.ask("adherences") if tokens_of(row["party"]) & there for iri in tokens_of(row["text"])}
    lookup = desk.world.lookup
    names = "|".join(re.escape(lookup.label(country)) for country in sorted(countries - homes))
    called = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    return [
        row
        for row in rows
        if tokens_of(row[column]) & texts or any(called.search(lookup.label(iri)) for iri in tokens_of(row[column]))
    ]


def lying_in(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The projects that lie in the region that is named; all, where none is."""
    region = _named(desk)
    if region is None:
        return list(rows)
    is_out = _is_left_out(desk.utterance.text, region[0])
    # What spans both lies outside too; of what no place is known, nothing tells that it does.
    lying = {
        iri
        for place in sorted(_known(desk, _everywhere() - region[1]) if is_out else region[1])
        for iri in (
            lying_only_in(desk, place)
            if is_out
            else (each for row in desk.ask("projects", place=place) for each in tokens_of(row["undertaking"]))
        )
    }
    if is_out:
        return [row for row in rows if row["places"] and not tokens_of(row["undertaking"]) & lying]
    return [row for row in rows if tokens_of(row["undertaking"]) & lying]


def region_said(desk: Desk) -> str:
    """The region that is named, in the words of the question."""
    region = _named(desk)
    said = re.sub(FROM, "", desk.utterance.text[slice(*region[0])], flags=re.IGNORECASE).strip() if region else ""
    return desk.say("outside", list=said) if region and _is_left_out(desk.utterance.text, region[0]) else said
