"""Finds the text that is cited by its parties and a word for its sort: the US-Japan deal, the accord of A and B.

Asked what it names, nothing that its parties have besides may be told instead: where no text of theirs fits, the words
are kept as of something that is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Final

from graph.answers import answer
from graph.ask.linking.cited import ANY, CITED_LINK, rows_of, telling_words
from graph.ask.linking.days_of_texts import LAST, days_of_texts
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import Names, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import Lexicon, read_data, read_pattern
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import kind_of
from graph.wire import AskRequest
from graph.world import World

__all__ = ["add_cited_texts"]

#: Cues of what is asked of the signing, or of what the parties do, and not of what a text names.
OTHER: Final = ("attend", "meeting", "money", "pending", "project", "promise", "sign", "when", "where")
#: Of so many texts at most each is told.
FEW: Final = 3
#: How far from a citation the time may stand that belongs to it.
NEAR: Final = 12
#: What stands between a head and the parties behind it: between, of, that A and B made.
BEHIND: Final = r"\s+(?:(?:between|of|among|by|with|from)|(?:that|which))\s+(?:the\s+)?$"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The rest of a citation behind its parties, before them, and between them."""
    heads = "|".join(
        re.escape(word)
        for words in sorted(read_data("text_heads").values(), key=len)
        for word in sorted(words, key=len, reverse=True)
    )
    verbal = r"(?:to|that|which|who|in|for|by|from|with|have|has|is|are|was|were|does|do|did)\b"
    words = rf"(?P<words>(?:(?!{verbal})[^\s、。,?？]+\s+){{0,5}}?)"
    return (
        re.compile(
            rf"{CITED_LINK}(?:\d{{4}}\s+)?{words}(?P<head>{heads})(?![\w\u0900-\u0963])"
            rf"|{CITED_LINK}(?P<ja_words>[^\s、。はがを]{{0,16}}?)(?P<ja_head>{heads})",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:the|this|their)\s+{words}(?P<head>{heads}){BEHIND}", re.IGNORECASE),
        re.compile(rf"(?:['’]s)?\s+{words}(?P<head>{heads})\s+with\s+(?:the\s+)?", re.IGNORECASE),
    )


def add_cited_texts(utterance: Utterance, names: Names, lexicon: Lexicon, world: World) -> Utterance:
    """Put the text, or the few, in place of the parties and words by which a question about minerals cites it."""
    firm = [each for each in utterance.mentions if not each.is_weak]
    if any(each.of_kind("instrument") for each in firm) or utterance.has(*OTHER):
        return utterance
    is_of_minerals = any(each.of_kind("material") for each in firm) or read_pattern("minerals_asked").search(
        utterance.text
    )
    if not is_of_minerals and not (utterance.has("cover") and utterance.has("what")):
        return utterance
    for parties, name in _citations(utterance.text, firm):
        start, end = min(parties[0].start, name.start()), max(parties[-1].end, name.end())
        if ANY.search(utterance.text[:start]) or read_pattern("of_both").search(name[0]):
            continue
        part = next(each for each in ("", "ja_") if name.groupdict().get(f"{each}head"))
        words = telling_words(utterance.units, lexicon, name.start(f"{part}words"), name.start(f"{part}head"))
        found = _fitting(utterance, words, [each.of_kind("actor")[0] for each in parties], names, world)
        head = name[f"{part}head"].lower()
        called = [iri for iri in found if any(head in label.lower() for label in world.lookup.labels[iri].values())]
        found = called or found
        if not found:
            return replace(utterance, uncited=utterance.text[start:end].strip())
        return _with(utterance, start, end, found) if len(found) <= FEW else utterance
    return utterance


def _citations(text: str, firm: Sequence[Mention]) -> Iterator[tuple[list[Mention], re.Match[str]]]:
    behind, before, between = _patterns()
    for row in rows_of(text, firm):
        if len(row) > 1:
            match = behind.match(text, row[-1].end) or before.search(text[: row[0].start])
            if match:
                yield row, match
    actors = sorted((each for each in firm if each.of_kind("actor")), key=lambda each: each.start)
    for one, other in pairwise(actors):
        if match := between.fullmatch(text, one.end, other.start):
            yield [one, other], match


def _fitting(
    utterance: Utterance, words: Sequence[frozenset[str]], parties: Sequence[str], names: Names, world: World
) -> list[str]:
    """The texts of all these parties and no others where there are such, of the time that is named; those that the
    words fit best.
    """
    found = _of_all(parties, world)
    sides = set[str]().union(*(_side(each, world) for each in parties))
    alone = [iri for iri in found if world.once(_signers).get(iri, set()) <= sides]
    found = [iri for iri in alone or found if _is_of_time(utterance, iri, world)]
    known = {iri: frozenset[str]().union(*names.words.get(iri, ())) for iri in found}
    fits = {iri: sum(any(units >= set(e.split("\n")) for e in word) for word in words) for iri, units in known.items()}
    best = max(fits.values(), default=0)
    found = [iri for iri in found if fits[iri] == best]
    covers = NamedNode(f"{ONTOLOGY}hasCoverage")
    named = [iri for iri in found if any(True for _ in world.store.triples(NamedNode(iri), covers, None))]
    return named or found


def _of_all(parties: Sequence[str], world: World) -> list[str]:
    """The texts to which all of these are parties, themselves or by a body of theirs, or that bear all their names."""
    sides = [_side(each, world) for each in parties]
    labels = [world.lookup.label(each) for each in parties]
    signed = {iri for iri, signers in world.once(_signers).items() if all(signers & side for side in sides)}
    called = {
        iri
        for iri in world.lookup.labels
        if kind_of(iri) == "instrument" and all(label in world.lookup.label(iri) for label in labels)
    }
    return sorted(iri for iri in signed | called if "TradeMeasure" not in world.lookup.classes.get(iri, ()))


def _side(party: str, world: World) -> set[str]:
    """A party and the bodies of it."""
    rows = answer(world, AskRequest("bodies-of", {"parent": party})).rows
    return {party, *(str(body["iri"]) for row in rows if isinstance(body := row["body"], Mapping))}


def _signers(world: World) -> dict[str, set[str]]:
    """Who stands to each text."""
    found: dict[str, set[str]] = {}
    for row in answer(world, AskRequest("adherences", {"as_of": LAST})).rows:
        if isinstance(text := row["text"], Mapping) and isinstance(party := row["party"], Mapping):
            found.setdefault(str(text["iri"]), set()).add(str(party["iri"]))
    return found


def _is_of_time(utterance: Utterance, text: str, world: World) -> bool:
    """Whether a text came about in the time that is named, as far as its day is known; any, where none is named."""
    if len(utterance.periods) != 1 or utterance.periods[0].relation not in ("in", "at"):
        return True
    first, last = utterance.periods[0].first.isoformat(), utterance.periods[0].last.isoformat()
    day = world.once(days_of_texts).get(text)
    value = str(day.get("value") or "") if isinstance(day, Mapping) else ""
    if not value:
        return first[:4] in world.lookup.label(text)
    length = {"year": 4, "month": 7}.get(str(day.get("precision")), 10) if isinstance(day, Mapping) else 10
    return first[:length] <= value[:length] <= last[:length]


def _with(utterance: Utterance, start: int, end: int, found: Sequence[str]) -> Utterance:
    """The question with texts in place of the words that cite them; the word for their sort still speaks of texts."""
    said = utterance.text[start:end]
    kept = [each for each in utterance.mentions if not start <= each.start < end]
    texts = [Mention(start, end, said, (Sense(iri, 1),)) for iri in found]
    places = tuple((at, cue) for at, cue in utterance.cue_places if cue == "text" or not start <= at < end)
    unknown = tuple(word for word in utterance.unknown if not start <= utterance.text.find(word) < end)
    mentions = tuple(sorted([*kept, *texts], key=lambda each: each.start))
    # The time that tells which text is meant is not the day that the answer is about.
    periods = tuple(
        each
        for each in utterance.periods
        if each.relation not in ("in", "at") or not (start - NEAR <= each.end and each.start <= end + NEAR)
    )
    return replace(
        utterance,
        uncited="",
        periods=periods,
        mentions=mentions,
        unknown=unknown,
        cue_places=places,
        cues=utterance.cues_at(places) | {"text"},
    )
