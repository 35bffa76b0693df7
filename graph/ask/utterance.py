"""A question taken apart: its language, names, cues, periods, and what of it nobody understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.ask.language import detect
from graph.ask.lexicon import Lexicon
from graph.ask.mentions import Mention, find_mentions
from graph.ask.names import Names
from graph.ask.periods import Period, find_ordinal, find_periods
from graph.ask.phrases import Phrases
from graph.ask.spelling import Unit, key_of, normalise, split

__all__ = ["Utterance", "take_apart"]

INTERROGATIVES: Final = frozenset(["who", "what", "which", "when", "where", "why", "how_many", "how_much"])
ASKING_VERB: Final = re.compile(
    r"^(?:(?:so|and|but|hey|hi|hello|ok|please|well|then|now|also|could you (?:tell me|confirm|check) (?:if|whether)|can you (?:tell me|confirm|check) (?:if|whether)|"
    r"tell me (?:if|whether)|i (?:want|would like|'d like) to know (?:if|whether)|do you know (?:if|whether)|is it (?:true|correct|right|the case) that|"
    r"(?:please )?(?:confirm|check|verify) (?:that|if|whether)|whether|if)[,:]?\s+)*"
    r"(?P<verb>is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|isn't|aren't|wasn't|weren't|doesn't|don't|didn't|hasn't|haven't)\b",
    re.IGNORECASE,
)
EMBEDDED: Final = re.compile(
    r"(?:\b(?:if|whether)\b|is it (?:true|correct|right|the case) that|true or false|(?:confirm|check|verify) that|"
    r",\s*(?:right|correct|isn't it|aren't they|doesn't it|yes or no|true|no)\s*\??\s*$)",
    re.IGNORECASE,
)
#: Words for a promise itself, which tell none from another.
PROMISE: Final = frozenset(key_of("promise commitment pledge delivered fulfilled kept pending overdue status became happened still late promised pledged committed deliver fulfil"))
#: "List" as a verb.
LISTING: Final = re.compile(r"(?:^|please |\byou |\bto |\bme )(?:a )?list\b(?! of)", re.IGNORECASE)
JAPANESE_ASKING: Final = re.compile(
    r"(?:か|かどうか|の|よね|でしょうか|ますか|ですか|たか|るか|いるか|本当)\s*[?？。]*\s*$|かどうか|本当に|本当か"
)
HINDI_WHAT: Final = re.compile(r"क्या\s+(?:है|हैं|था|थी|थे|हुआ|हुई|हुए|कहा|कहता|कहती|कवर|अपनाया|शामिल\s+(?:है|हैं)\b)")
HINDI_ASKING: Final = re.compile(
    r"^\s*(?:(?:और|तो|कृपया|बताइए|बताएं|बताओ|मुझे बताएं)[, ]+)*(?:कि\s+)?(?:क्या)\s|^\s*kya\s|\bक्या\s*\?\s*$|क्या यह (?:सच|सही)|है ना|है न\b|या नहीं",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was found in a question.

    ``cues`` are what its words point to, ``cue_places`` where; ``concepts`` are ``scheme/token``; ``unknown`` are the
    words that are neither; ``is_polar`` says that it wants yes or no.
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
    is_polar: bool

    def has(self, *cues: str) -> bool:
        """Whether any of these cues is in it."""
        return not self.cues.isdisjoint(cues)


def take_apart(text: str, names: Names, lexicon: Lexicon, today: date, language: str | None = None) -> Utterance:
    """Take a question apart; ``today`` is the day that spoken periods count from."""
    plain = normalise(text)
    units = split(plain)
    mentions = find_mentions(plain, units, names, lexicon)
    periods = find_periods(plain, today)
    firm = [mention for mention in mentions if not mention.is_weak]
    free = [unit for unit in units if not _within(unit, firm)]
    cues, covered = _cues(units, free, lexicon.cues)
    concepts, concept_covered = _cues(units, free, lexicon.concepts)
    unknown, mended = _unknown(free, covered | concept_covered, periods, mentions, lexicon)
    if LISTING.search(plain):
        cues = [(place, cue) for place, cue in cues if cue != "listed" or plain[place : place + 4].lower() != "list"]
    places = tuple(sorted([*cues, *mended]))
    spoken = detect(plain)
    found = frozenset(name for _, name in places)
    return Utterance(
        plain,
        language or spoken,
        units,
        mentions,
        found,
        places,
        frozenset(name for _, name in concepts),
        periods,
        find_ordinal(plain),
        unknown,
        tuple(unit.key for unit in units if not any(m.start <= unit.start < m.end and m.of_kind("actor", "material", "place") for m in firm) and unit.key not in lexicon.fillers and not unit.is_cjk and not INTERROGATIVES & set(lexicon.cues.entries.get((unit.key,), [])) and unit.key not in PROMISE),
        _is_polar(plain, spoken, found),
    )


def _within(unit: Unit, mentions: Sequence[Mention]) -> bool:
    return any(mention.start <= unit.start < mention.end for mention in mentions)


def _cues(units: Sequence[Unit], free: Sequence[Unit], phrases: Phrases[str]) -> tuple[list[tuple[int, str]], set[int]]:
    """Cues with their places, and the places of all units that they are made of; shorter ones yield to longer."""
    keys = [unit.key for unit in units]
    open_places = {unit.start for unit in free}
    spans: list[tuple[int, int, list[str]]] = []
    for start in range(len(units)):
        for length, names in phrases.at(keys, start):
            window = units[start : start + length]
            if all(unit.start in open_places for unit in window) and _is_whole(units, start, length):
                spans.append((start, start + length, names))
    kept = [
        span
        for span in spans
        if not any(
            other[0] <= span[0] and span[1] <= other[1] and other[1] - other[0] > span[1] - span[0] for other in spans
        )
        or (span[1] - span[0] == 1 and not INTERROGATIVES.isdisjoint(span[2]))
    ]
    covered = {unit.start for start, end, _ in kept for unit in units[start:end]}
    return [(units[start].start, name) for start, _, names in kept for name in names], covered


def _is_whole(units: Sequence[Unit], start: int, length: int) -> bool:
    """Whether a phrase of katakana does not begin or end inside a longer word of katakana."""
    first, last = units[start], units[start + length - 1]
    before = units[start - 1] if start else None
    after = units[start + length] if start + length < len(units) else None
    if length > 2 or not _is_katakana(first):
        return True
    return not (
        (before and _is_katakana(before) and before.end == first.start)
        or (after and _is_katakana(after) and last.end == after.start)
    )


def _is_katakana(unit: Unit) -> bool:
    return "\u30a0" <= unit.text[0] <= "\u30ff"


def _unknown(
    free: Sequence[Unit], covered: set[int], periods: Sequence[Period], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[tuple[str, ...], list[tuple[int, str]]]:
    """Words that nobody understood, and the cues that misspelt ones were taken for."""
    unknown: list[str] = []
    mended: list[tuple[int, str]] = []
    run = ""
    run_end = -1
    for unit in free:
        is_open = not (
            unit.start in covered
            or unit.key in lexicon.fillers
            or unit.text.isdigit()
            or re.fullmatch(r"\d+(?:st|nd|rd|th)|\d+", unit.text)
            or any(period.start <= unit.start < period.end for period in periods)
            or _within(unit, mentions)
        )
        if unit.is_cjk:
            # Hiragana is grammar; what is left of it says nothing.
            is_open = is_open and not "\u3040" <= unit.text <= "\u309f"
            if is_open and unit.start == run_end:
                run += unit.text
            else:
                if len(run) > 1:
                    unknown.append(run)
                run = unit.text if is_open else ""
            run_end = unit.end
            continue
        if is_open:
            cue = _mend(unit.key, lexicon)
            if cue is None:
                unknown.append(unit.text)
            else:
                mended += [(unit.start, name) for name in cue]
    if len(run) > 1:
        unknown.append(run)
    return tuple(unknown), mended


def _mend(key: str, lexicon: Lexicon) -> list[str] | None:
    """The cues of the word that a misspelt one was meant to be, or nothing for a misspelt filler."""
    if len(key) < 4 or (key.isascii() and not key.isalpha()):
        return None
    allowed = 1 if len(key) < 8 else 2
    pool = [
        known[0]
        for known in lexicon.cues.entries
        if len(known) == 1 and abs(len(known[0]) - len(key)) <= allowed and len(known[0]) > 3
    ]
    near = process.extractOne(key, pool, scorer=OSA.distance, score_cutoff=allowed)
    if near is not None and near[0][0] == key[0]:
        return lexicon.cues.entries[(str(near[0]),)]
    filler = process.extractOne(
        key, [word for word in lexicon.fillers if len(word) > 3], scorer=OSA.distance, score_cutoff=1
    )
    return [] if filler is not None and len(key) > 4 else None


def _is_polar(text: str, language: str, cues: frozenset[str]) -> bool:
    asks_what = not cues.isdisjoint(INTERROGATIVES - {"which", "what"})
    if language == "hi":
        if HINDI_WHAT.search(text) and not HINDI_ASKING.search(text):
            return False
        return HINDI_ASKING.search(text) is not None and not asks_what
    if language == "ja":
        return JAPANESE_ASKING.search(text) is not None and not asks_what and cues.isdisjoint(["what", "which"])
    if re.search(r"\bwh(?:o|om|ose|at|ich|en|ere|y)\b|\bhow\b", text, re.IGNORECASE) and not ASKING_VERB.match(text):
        return EMBEDDED.search(text) is not None and re.search(r"\b(?:if|whether)\b", text, re.IGNORECASE) is not None
    verb = ASKING_VERB.match(text)
    return (
        verb is not None
        and not re.match(
            r"(?:can|could|would|will|do) (?:you|i|we)\b.*\b(?:tell|list|name|show|give|explain|describe|know)\b(?!.*\b(?:if|whether)\b)",
            text[verb.start("verb") :],
            re.IGNORECASE,
        )
        or EMBEDDED.search(text) is not None
    )
