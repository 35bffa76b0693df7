"""Finds the framework that is cited by its parties and a part of its name: the India-Australia partnership.

Without it the parties would be read as two countries, and the question as one for whatever they have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Final

from graph.ask.linking.described import members_of
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import CORE, Names, Sense
from graph.ask.reading.utterance import Utterance
from graph.ask.wording.lexicon import Lexicon, read_data, read_pattern
from graph.ask.wording.spelling import Unit, key_of
from graph.terms import kind_of
from graph.world import World

__all__ = ["ANY", "CITED_LINK", "add_cited", "rows_of", "telling_words"]

#: What joins two parties, and what stands between the last of them and the rest of the name.
JOINT: Final = re.compile(r"\s*(?:[-\u2010-\u2015/・&、と]|and|और|एवं|तथा|व|aur)?\s*(?:the\s+)?$", re.IGNORECASE)
CITED_LINK: Final = r"\s*(?:['’]s\b|の|(?:की|का|के|ने|ki|ka|ke|ne)(?=\s)|[-\u2010-\u2015])?\s*"
#: What stands between the parties of a name and the rest of it.
NEXT_TO: Final = re.compile(r"\s*(?:[-\u2010-\u2015・]|और|aur|and|と)?\s*")
#: What before the parties asks for any such framework, not for one.
ANY: Final = re.compile(
    r"(?:\b(?:any|which|what|an?|all|some|every|other|many|how many)\s+(?:\w+\s+)?"
    r"|(?:どの|どんな|何らかの|何か|ある|全ての|すべての)|(?:कोई|कौन\S*|किस|किन|सभी)\s+(?:\S+\s+)?)$",
    re.IGNORECASE,
)
#: Words that stand in a sentence and in no name.
VERBAL: Final = (
    r"(?:to|an?|the|that|which|who|in|for|by|from|with|have|has|had|is|are|was|were|do|does|did|both|join\w*|sign\w*"
    r"|promis\w*|launch\w*|cover\w*|belong\w*|share\w*|में|को|ने|से|पर|दोनों|किस|कौन|कोई|kaun|kon|kaunse|kaunsi|kis|kin|koi|dono|me|mein|ne|se)(?!\S)"
)
#: Words of a name by which no framework is told from another.
IDLE: Final = frozenset(key_of("the on of for and new joint bilateral trilateral critical mineral minerals current"))
#: What two have together that sits and meets, and is no other word for whatever they do.
SITTING: Final = frozenset(
    ["working group", "作業部会", "ワーキンググループ", "कार्य समूह", "कार्यसमूह", "観測所", "वेधशाला"]
)
#: Of so many frameworks at most each is told; of more those that speak of minerals by name.
FEW: Final = 3


@cache
def _heads() -> tuple[tuple[str, bool], ...]:
    """The last words of frameworks' names, the longest first, and whether they need another word beside them."""
    found = [
        (word, sort == "loose")
        for sort, by_language in read_data("heads").items()
        for words in by_language.values()
        for word in words
    ]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The rest of a name behind its parties, before them, and between them."""
    heads = "|".join(re.escape(word) for word, _ in _heads())
    words = rf"(?P<words>(?:(?!{VERBAL})[^\s、。,?？はがをにで]+\s+){{0,6}}?"
    head = rf"(?P<head>{heads})"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{CITED_LINK}{words}|[^\s、。はがをにで]{{0,16}}?){head}(?!s\b|[\w\u0900-\u097f])"
            rf"|{CITED_LINK}(?P<ja_words>[^\s、。はがをにで]{{0,16}}?)(?P<ja_head>{heads})(?=[はがをにでのもと、。?？]|$)",
            rf"\b(?:the|this|their)\s+{words}){head}\s+(?:between|of|among|by|with)\s+(?:the\s+)?$",
            rf"(?:['’]s)?\s+{words}){head}\s+with\s+(?:the\s+)?",
        )
    )  # type: ignore[return-value]


def add_cited(utterance: Utterance, names: Names, lexicon: Lexicon, world: World) -> Utterance:
    """Put the framework, or the few, in place of the parties and words by which a question cites it.

    Where none fits, the words are kept in ``uncited``, so that nothing else is taken for it.
    """
    utterance = _without_strangers(utterance, names)
    firm = [each for each in utterance.mentions if not each.is_weak]
    if any(each.of_kind("framework", "pillar", "instrument", "event") for each in firm):
        return _of_framework(utterance, firm, names, lexicon)
    for parties, name in _citations(utterance.text, firm):
        start, end = min(parties[0].start, name.start()), max(parties[-1].end, name.end())
        if ANY.search(utterance.text[:start]) or read_pattern("of_both").search(name[0]):
            # Their shared forums are all of them.
            continue
        part = next(each for each in ("", "ja_") if name.groupdict().get(f"{each}head"))
        words = telling_words(utterance.units, lexicon, name.start(f"{part}words"), name.end(f"{part}head"))
        head = name[f"{part}head"].lower()
        is_loose = next(loose for word, loose in _heads() if word.lower() == head)
        if is_loose and len(words) < 2:
            continue
        if len(words) < 2 and not _is_of_framework(utterance) and head not in SITTING:
            # What two do together at large is often called their partnership.
            continue
        found = _fitting(words, parties, names, world)
        if not found and is_loose:
            # A framework at large may be called an initiative in its name.
            told = telling_words(utterance.units, lexicon, name.start(f"{part}words"), name.start(f"{part}head"))
            found = _fitting(told, parties, names, world) if len(told) > 1 else []
        if not found:
            return utterance if is_loose else replace(utterance, uncited=utterance.text[start:end])
        return _with(utterance, start, end, found)
    return utterance


def _without_strangers(utterance: Utterance, names: Names) -> Utterance:
    """The question without a framework that is called by the core of its name behind the countries of another one."""
    kept = list(utterance.mentions)
    for each in utterance.mentions:
        if not each.of_kind("framework") or each.senses[0].strength != CORE:
            continue
        before = [other for other in kept if other.end <= each.start and other.of_kind("actor")][-2:]
        gaps = zip(before, [*before[1:], each], strict=True)
        if len(before) < 2 or not all(NEXT_TO.fullmatch(utterance.text[a.end : b.start]) for a, b in gaps):
            continue
        units = frozenset[str]().union(*names.words.get(each.of_kind("framework")[0], ()))
        if not all(_is_in(other.of_kind("actor")[0], other.text, units, names) for other in before):
            kept.remove(each)
    return replace(utterance, mentions=tuple(kept)) if len(kept) < len(utterance.mentions) else utterance


def _of_framework(utterance: Utterance, firm: Sequence[Mention], names: Names, lexicon: Lexicon) -> Utterance:
    """Put a framework in place of the one whose it is, and words of its name: the Quad's initiative."""
    for owner in firm:
        name = _patterns()[0].match(utterance.text, owner.end) if owner.of_kind("framework") else None
        if name is None or any(name.start() < each.end and each.start < name.end() for each in firm if each != owner):
            continue
        part = next(each for each in ("", "ja_") if name.groupdict().get(f"{each}head"))
        words = telling_words(utterance.units, lexicon, name.start(f"{part}words"), name.end(f"{part}head"))
        mine = owner.of_kind("framework")[0]
        known = {
            iri: frozenset[str]().union(*keys)
            for iri, keys in names.words.items()
            if kind_of(iri) == "framework" and iri != mine
        }
        found = [
            iri
            for iri, units in known.items()
            if _is_in(mine, owner.text, units, names)
            and all(any(units >= set(e.split("\n")) for e in word) for word in words)
        ]
        if words and len(found) == 1:
            return _with(utterance, owner.start, name.end(), found)
    return utterance


#: Cues of what is asked of a framework itself, and of what is asked of whatever two do together.
ITSELF: Final = (
    "active", "binding", "chair", "cover", "describe", "ended", "founding", "join", "launch", "leave", "member",
    "observer", "predecessor", "successor", "who",
)  # fmt: skip
TOGETHER: Final = (
    "challenge", "delivered", "expect", "judge", "late", "meeting", "money", "opportunity", "pending", "project",
    "promise", "sign", "source", "text",
)  # fmt: skip


#: Cues of words that stand in names as well.
NAMED: Final = frozenset({"both", "company", "deposit", "involved", "project", "share", "tie"})


def _is_of_framework(utterance: Utterance) -> bool:
    """Whether a question is about a framework itself, and not about what its parties do together."""
    return utterance.has(*ITSELF) and not utterance.has(*TOGETHER)


def _citations(text: str, firm: Sequence[Mention]) -> Iterator[tuple[list[Mention], re.Match[str]]]:
    """Parties with the rest of a name: behind, in front ("the pact of A and B") or between ("A's pact with B")."""
    behind, before, between = _patterns()
    for row in rows_of(text, firm):
        if len(row) > 1 and (match := behind.match(text, row[-1].end) or before.search(text[: row[0].start])):
            yield row, match
    actors = sorted((each for each in firm if each.of_kind("actor")), key=lambda each: each.start)
    for one, other in pairwise(actors):
        if match := between.fullmatch(text, one.end, other.start):
            yield [one, other], match


def rows_of(text: str, firm: Sequence[Mention]) -> list[list[Mention]]:
    """Countries and bodies in rows of those that stand side by side."""
    rows: list[list[Mention]] = []
    for each in sorted(firm, key=lambda mention: mention.start):
        if not each.of_kind("actor"):
            continue
        if rows and JOINT.match(text[rows[-1][-1].end : each.start] or " "):
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows


def telling_words(units: Sequence[Unit], lexicon: Lexicon, start: int, end: int) -> list[frozenset[str]]:
    """The words of a name, each with what else it may be called; grammar and idle words are left out."""
    inside = [unit for unit in units if start <= unit.start < end]
    keys = [unit.key for unit in inside]
    found: list[frozenset[str]] = []
    place = 0
    while place < len(inside):
        spans = [(length, words) for length, words in lexicon.glossary.at(keys, place)]
        length, words = max(spans, key=lambda each: each[0]) if spans else (1, [])
        said = set(keys[place : place + length])
        unit = inside[place]
        if not (said <= IDLE or (unit.is_cjk and "\u3040" <= unit.text <= "\u309f")):
            found.append(frozenset({"\n".join(sorted(said)), *(key for word in words for key in key_of(word))}))
        place += length
    return found


def _fitting(words: Sequence[frozenset[str]], parties: Sequence[Mention], names: Names, world: World) -> list[str]:
    """The frameworks of all these parties in whose names all these words are; those with the parties in them first."""
    known = {
        iri: frozenset[str]().union(*keys)
        for iri, keys in names.words.items()
        if kind_of(iri) in ("framework", "pillar")
    }
    fitting = [
        iri
        for iri, units in known.items()
        if all(any(units >= set(each.split("\n")) for each in word) for word in words)
    ]
    named = [
        iri
        for iri in fitting
        if all(_is_in(each.of_kind("actor")[0], each.text, known[iri], names) for each in parties)
    ]
    # A framework of these parties alone is meant before one with others; unless its name says so, only such a one.
    alone = [iri for iri in fitting if members_of(iri, world) == {each.of_kind("actor")[0] for each in parties}]
    found = [iri for iri in named if iri in alone] or named or alone
    if len(found) > FEW:
        found = [iri for iri in found if "mineral" in known[iri]]
    return sorted(found, key=lambda iri: (len(world.lookup.label(iri)), iri))[:FEW]


def _is_in(party: str, called: str, units: frozenset[str], names: Names) -> bool:
    """Whether one of the names of a party, or what the question calls it, is in the name of a framework."""
    said = (*names.words.get(party, ()), frozenset(key_of(called)))
    return any(name <= units and name != {"in"} for name in said)


def _with(utterance: Utterance, start: int, end: int, found: Sequence[str]) -> Utterance:
    said = utterance.text[start:end]
    mentions = [each for each in utterance.mentions if not start <= each.start < end]
    mentions += [Mention(start, end, said, (Sense(iri, 1),)) for iri in found]
    unknown = tuple(word for word in utterance.unknown if not start <= utterance.text.find(word) < end)
    # What a thing is called asks for nothing but its sort: the joint venture of an agreement is no project.
    outside = {cue for place, cue in utterance.cue_places if not start <= place < end}
    idle = {cue for place, cue in utterance.cue_places if start <= place < end} & NAMED - outside
    return replace(
        utterance,
        mentions=tuple(sorted(mentions, key=lambda each: each.start)),
        unknown=unknown,
        cues=utterance.cues - idle,
    )
