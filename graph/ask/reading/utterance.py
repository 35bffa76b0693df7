"""A question taken apart: its language, names, cues, periods, and what of it nobody understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.ask.naming.mentions import Mention, find_mentions
from graph.ask.naming.names import Names
from graph.ask.naming.outlets import find_outlets
from graph.ask.reading.content import content_of, glossed, residue_of, said_of, units_of, within
from graph.ask.reading.deeds import with_deeds
from graph.ask.reading.unknown import find_unknown
from graph.ask.wording.counts import Claim
from graph.ask.wording.language import detect
from graph.ask.wording.lexicon import Lexicon, kept_data, read_pattern
from graph.ask.wording.periods import Period, asked_first, find_ordinal, find_ordinals, find_periods
from graph.ask.wording.phrases import Phrases
from graph.ask.wording.polarity import INTERROGATIVES, is_past, is_polar
from graph.ask.wording.romanised import find_word
from graph.ask.wording.spelling import Unit, normalise, split, stem
from graph.ask.wording.stations import asks_length

__all__ = ["PROMISING", "SESSION", "Utterance", "take_apart"]

#: From how many letters on a word that English facts are told in is English in a sentence of Hindi too.
LONGER: Final = 6
#: Words of the names of frameworks that are rows of meetings.
SESSION: Final = re.compile(
    r"summit|dialogue|ministerial|conference|会談|対話|サミット|会合|सम्मेलन|संवाद|वार्ता", re.IGNORECASE
)
#: Who heads a ministry is asked for, though its name be found in the words.
MINISTER: Final = re.compile(r"\bminister\b|大臣|मंत्री", re.IGNORECASE)
#: Cues that say that a question is about a promise.
PROMISING: Final = frozenset(
    ["became", "broken", "delivered", "due", "late", "pending", "promise", "silent", "suspended"]
)
#: Cues that say that a question is about who published or wrote something.
SOURCING: Final = frozenset(["author", "judge", "source"])
#: What people put behind a statement to ask whether it is so; its "not" denies nothing.
TAG: Final = re.compile(
    r",\s*(?:is|are|was|were|did|does|do|has|have)n['’]?t (?:it|they|he|she|that)(?: so)?\s*\?*\s*$", re.IGNORECASE
)
OR_NOT: Final = re.compile(r",?\s+or\s+not\b(?=\s*[?.]?\s*$)", re.IGNORECASE)
EITHER: Final = re.compile(r"या\s+नहीं|या\s+न\b|\bya\s+nah?in?\b|か(?:ない|いない)か", re.IGNORECASE)
#: Words for giving a membership up, whichever they are.
CANCELLED: Final = re.compile(
    r"\b(?:cancel|terminat|revok|rescind|relinquish|surrender|forfeit|giv|gave|drop|end)\w*\s(?:up\s)?[^.?]{0,25}\bmembership"
    r"|\bmembership\b[^.?]{0,25}\b(?:cancel|terminat|revok|rescind|relinquish)"
    r"|(?:加盟|参加|会員資格|メンバーシップ)[^。]{0,6}(?:取り消|取消|解消|打ち切|キャンセル)|सदस्यता[^।?]{0,12}(?:रद्द|ख़?त्म|वापस|समाप्त|छोड़)"
    r"|sadasyata\s(?:\w+\s)?(?:radd|khatm|wapas|vapas|samapt|cancel)",
    re.IGNORECASE,
)
#: The day of what was done, in Japanese; not a country that begins with the same character.
DAY: Final = re.compile(r"[たる]日(?![本米印豪欧英韓系中立産仏付程々E])")
#: "List" as a verb.
LISTING: Final = re.compile(r"(?:^|please |\byou |\bto |\bme )(?:a )?list\b(?! of)", re.IGNORECASE)


#: Verbs that ask for a list, and say something else in longer turns of phrase: to put one's name to.
NAMING: Final = re.compile(r"names?|lists?|shows?|enumerate", re.IGNORECASE)


#: The same words, which are nouns or say what others do unless they bid somebody: "name all members", "a list of".
NAMED: Final = re.compile(r"(?:names?|lists?|shows?|enumerates?)\b|挙げて(?:い|お)", re.IGNORECASE)
BIDDING: Final = re.compile(
    r"(?:^|[,.;:?!]\s*|\b(?:please|you|to|me|and|just|kindly|now|then|an?|full|complete)\s+)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was found in a question.

    ``cues`` are what its words point to, ``cue_places`` where; ``concepts`` are ``scheme/token``; ``unknown`` are the
    words that are neither; ``content`` is what tells one sentence from another, ``residue`` the part of it that
    nothing else heeds, ``said`` what a promise may be told by, ``told`` the promises that it fits, and ``outlets`` who
    published or wrote what is asked about; ``is_polar`` says that it wants yes or no, ``is_past`` that it asks what
    was; ``measured`` are the facts that hold the number that it asks for; ``uncited`` is what a
    framework is called that nobody knows; ``ordinals`` are all numbers of a row, of which ``ordinal`` is the first;
    ``claim`` is a number of things that it asks to be confirmed, and that its text holds no more.
    """

    text: str
    language: str
    units: tuple[Unit, ...]
    mentions: tuple[Mention, ...]
    cues: frozenset[str]
    cue_places: tuple[tuple[int, str], ...]
    concepts: frozenset[str]
    periods: tuple[Period, ...]
    ordinal: int | None
    unknown: tuple[str, ...]
    content: tuple[str, ...]
    residue: tuple[str, ...]
    told: tuple[str, ...]
    said: tuple[str, ...]
    outlets: tuple[str, ...]
    is_polar: bool
    is_past: bool
    measured: tuple[str, ...] = ()
    uncited: str = ""
    ordinals: tuple[int, ...] = ()
    claim: Claim | None = None

    def has(self, *cues: str) -> bool:
        """Whether any of these cues is in it."""
        return not self.cues.isdisjoint(cues)

    def cues_at(self, places: Sequence[tuple[int, str]]) -> frozenset[str]:
        """The cues that are left where of ``cue_places`` only these are: those that no word points to stay."""
        return self.cues - ({cue for _, cue in self.cue_places} - {cue for _, cue in places})


def take_apart(text: str, names: Names, lexicon: Lexicon, today: date, language: str | None = None) -> Utterance:
    """Take a question apart; ``today`` is the day that spoken periods count from."""
    plain = OR_NOT.sub("", TAG.sub(", right?", normalise(text)))
    spoken = detect(plain)
    if plain.isascii() and spoken == "hi":
        plain = _in_devanagari(plain, names, lexicon, find_periods(plain, today))
    units = split(plain)
    mentions = find_mentions(plain, units, names, lexicon)
    periods = tuple(
        period
        for period in find_periods(plain, today)
        if not any(mention.start <= period.start < mention.end for mention in mentions)
    )
    periods = asked_first(plain, periods)
    firm = [mention for mention in mentions if not mention.is_weak]
    free = [unit for unit in units if not within(unit, firm)]
    # The words of a period ask for nothing: the year in "financial year 2024-25".
    timeless = [unit for unit in free if not any(period.start <= unit.start < period.end for period in periods)]
    cues, covered = _cues(units, timeless, lexicon.cues, periods)
    concepts, concept_covered = _cues(units, free, lexicon.concepts)
    _, told_covered = _cues(units, free, lexicon.glossary)
    unknown, mended = find_unknown(
        plain, free, covered | concept_covered | told_covered, periods, mentions, lexicon, is_roman=spoken == "hi"
    )
    cues = [
        (place, cue) for place, cue in cues if cue != "which" or not NAMED.match(plain, place) or _is_bid(plain, place)
    ]
    if LISTING.search(plain):
        cues = [(place, cue) for place, cue in cues if cue != "listed" or plain[place : place + 4].lower() != "list"]
    either = EITHER.search(plain)
    if either:
        cues = [(place, cue) for place, cue in cues if cue != "not" or not either.start() <= place < either.end()]
    places = tuple(sorted([*cues, *((place, name) for place, name in mended if "/" not in name)]))
    concepts += [(place, name) for place, name in mended if "/" in name]
    content = content_of(units, firm, lexicon, periods)
    content = tuple(dict.fromkeys([*content, *glossed(units, firm, lexicon, periods)]))
    outlets = find_outlets(plain, units, names.outlets) if not SOURCING.isdisjoint(name for _, name in places) else []
    unknown = tuple(word for word in unknown if not any(start <= plain.find(word) < end for start, end, _ in outlets))
    # The country in the name of a newspaper is not asked about.
    mentions = tuple(
        each
        for each in mentions
        if not any(
            start <= each.start and each.end <= end and each.end - each.start < end - start for start, end, _ in outlets
        )
    )
    # The number in the name of a pillar counts no meeting.
    numbered = [mention for mention in firm if mention.of_kind("pillar")]
    ordinal = find_ordinal(_without(plain, [*periods, *numbered]))
    found = frozenset(
        [
            *(name for _, name in places),
            *(["ordinal"] if ordinal is not None else []),
            *(["when"] if DAY.search(plain) else []),
            *(["span"] if asks_length(plain) else []),
            *(["rounds"] if read_pattern("auction_rounds").search(plain) else []),
            *(["throughput"] if read_pattern("throughput").search(plain) else []),
            *(["disagree"] if read_pattern("sources_agree").search(plain) else []),
            *(["production"] if read_pattern("dug_out").search(plain) else []),
            *(["leave"] if CANCELLED.search(plain) or CANCELLED.search(text) else []),
            *(["office"] if any(each.corrected and MINISTER.search(each.text) for each in mentions) else []),
            *(["session"] if any(SESSION.search(each.text) and each.of_kind("framework") for each in firm) else []),
        ]
    )
    asks = is_polar(plain, spoken, found) or (spoken == "hi" and _asks_of_a_name(plain, units, firm, found))
    # The word that asks for yes or no in Hindi asks for nothing else.
    found = found - {"what"} if asks and spoken == "hi" else found
    found = with_deeds(plain, found, periods, is_polar=asks)
    is_promise = not found.isdisjoint({*PROMISING, "timely", "deed"})
    said = said_of(units, firm, periods, lexicon, names.vocabulary, is_promise=is_promise)
    return Utterance(
        plain,
        language or spoken,
        units,
        mentions,
        found,
        places,
        frozenset(name for _, name in concepts),
        periods,
        ordinal,
        unknown,
        content,
        residue_of(units, unknown, periods, mentions, ordinal) if spoken == "en" or not plain.isascii() else (),
        names.told(said, units_of(firm, names), is_promise=is_promise),
        said,
        tuple(name for _, _, name in outlets),
        asks,
        # Who founded it is a question of what was, whatever became of it since.
        is_past(plain) or "founding" in found,
        ordinals=find_ordinals(_without(plain, periods)),
    )


def _is_bid(text: str, place: int) -> bool:
    """Whether a verb stands where somebody is told to do something."""
    return BIDDING.search(text[:place]) is not None


def _without(text: str, periods: Sequence[Period | Mention]) -> str:
    """A text with its periods and names blanked out: the second half of a year is no second meeting."""
    for period in periods:
        text = text[: period.start] + " " * (period.end - period.start) + text[period.end :]
    return text


#: What follows a word that is no subject, in Hindi.
POSTPOSITIONS: Final = frozenset(
    ["ने", "को", "से", "में", "पर", "का", "की", "के", "द्वारा", "तक", "बीच", "बारे", "साथ", "लिए"]
)


def _asks_of_a_name(text: str, units: Sequence[Unit], firm: Sequence[Mention], cues: frozenset[str]) -> bool:
    """Whether क्या stands between a subject and another name and so asks for yes or no: गैलियम क्या भारत की सूची में है?"""
    if not INTERROGATIVES.isdisjoint(cues - {"what"}) or not re.search(r"(?:है|हैं|था|थे|थी|hai|hain)\s*[?？।]*\s*$", text):
        return False
    return any(
        unit.text in ("क्या", "kya")
        and place > 0
        and units[place - 1].text not in POSTPOSITIONS
        and place + 1 < len(units)
        and within(units[place + 1], firm)
        for place, unit in enumerate(units)
    )


def _in_devanagari(text: str, names: Names, lexicon: Lexicon, periods: Sequence[Period]) -> str:
    """Hindi in Latin letters with the words of the lexicon in their own script; names, English words, months stay."""
    units = split(text)
    mentions = find_mentions(text, units, names, lexicon)
    phrased = _phrased(units, lexicon)

    def rewrite(match: re.Match[str]) -> str:
        word = match[0]
        is_named = any(mention.start <= match.start() < mention.end for mention in mentions if not mention.corrected)
        is_named |= any(period.start <= match.start() < period.end for period in periods)
        # What facts are told in is English.
        is_english = len(word) >= LONGER and stem(word) in names.vocabulary
        if is_named or is_english or match.start() in phrased or lexicon.is_ordinary(stem(word)):
            return word
        return find_word(word, lexicon.roman) or word

    written = re.sub(r"[A-Za-z]{3,}", rewrite, text)
    return _with_small_words(written, split(written), names, lexicon)


def _phrased(units: Sequence[Unit], lexicon: Lexicon) -> set[int]:
    """Where the words begin that belong to a phrase of several words, which is known as it is written."""
    keys = [unit.key for unit in units]
    return {
        unit.start
        for start in range(len(units))
        for length, _ in list(lexicon.cues.at(keys, start))[:1]
        for unit in units[start : start + length]
        if length > 1
    }


def _with_small_words(text: str, units: Sequence[Unit], names: Names, lexicon: Lexicon) -> str:
    """The same with its small words in Devanagari too, so that turns of phrase are known that have them."""
    small = kept_data("roman")
    mentions = find_mentions(text, units, names, lexicon)
    phrased = _phrased(units, lexicon)

    def rewrite(match: re.Match[str]) -> str:
        is_named = any(mention.start <= match.start() < mention.end for mention in mentions)
        is_kept = is_named or match.start() in phrased or match[0] != match[0].lower()
        return match[0] if is_kept else small.get(match[0], match[0])

    return re.sub(r"[A-Za-z]+", rewrite, text)


def _cues(
    units: Sequence[Unit], free: Sequence[Unit], phrases: Phrases[str], periods: Sequence[Period] = ()
) -> tuple[list[tuple[int, str]], set[int]]:
    """Cues with their places, and the places of all units that they are made of; shorter ones yield to longer."""
    keys = [unit.key for unit in units]
    open_places = {unit.start for unit in free}
    spans: list[tuple[int, int, list[str]]] = []
    for start in range(len(units)):
        for length, names in phrases.at(keys, start):
            window = units[start : start + length]
            if length > 1 and window[-1].text.lower() in ("in", "on") and _is_timed(units, start + length, periods):
                # Of "signed on" before a day, only the verb belongs together.
                continue
            if all(unit.start in open_places for unit in window) and _is_whole(units, start, length):
                spans.append((start, start + length, names))
    kept = [
        span
        for span in spans
        if not any(
            other[0] <= span[0] and span[1] <= other[1] and other[1] - other[0] > span[1] - span[0] for other in spans
        )
        or (
            span[1] - span[0] == 1
            and not INTERROGATIVES.isdisjoint(span[2])
            and not NAMING.fullmatch(units[span[0]].text)
        )
    ]
    covered = {unit.start for start, end, _ in kept for unit in units[start:end]}
    return [(units[start].start, name) for start, _, names in kept for name in names], covered


def _is_timed(units: Sequence[Unit], place: int, periods: Sequence[Period]) -> bool:
    """Whether a time begins with the unit at a place."""
    return place < len(units) and any(period.start <= units[place].start < period.end for period in periods)


def _is_whole(units: Sequence[Unit], start: int, length: int) -> bool:
    """Whether a phrase of katakana does not begin or end inside a longer word of katakana."""
    first, last = units[start], units[start + length - 1]
    before = units[start - 1] if start else None
    after = units[start + length] if start + length < len(units) else None
    if length > 2 or not first.is_katakana:
        return True
    return not (
        (before and before.is_katakana and before.end == first.start)
        or (after and after.is_katakana and last.end == after.start)
    )
