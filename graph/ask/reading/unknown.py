"""Finds what of a question nobody understood, and what misspelt words were meant to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.ask.naming.mentions import Mention
from graph.ask.reading.content import within
from graph.ask.wording.language import ROMAN_HINDI
from graph.ask.wording.lexicon import Lexicon
from graph.ask.wording.periods import Period
from graph.ask.wording.spelling import Unit, key_of, stem
from graph.terms import fold

__all__ = ["OUTSIDE", "find_unknown", "is_capital", "meant_by"]

#: How long a word is at least that is taken for a slip of another (fewer letters may be a symbol), that may have any
#: letter wrong, and from where on two.
LEAST: Final = 3
SHORTEST: Final = 5
LONG: Final = 8
#: A word of English in small letters.
SMALL: Final = re.compile(r"\b[a-z]{4,}")
#: What number and time add to a word.
INFLECTED: Final = re.compile(r"(?:s|ed|ing)$")
#: The cue of what lies outside all that is known here.
OUTSIDE: Final = "outside"
#: What a sentence of Japanese begins with, if that is a name.
TOPIC: Final = re.compile(r"(?P<name>[\u4e00-\u9fff\u30a1-\u30fa\u30fc]{2,8})(?:は|が|も|って)")


def find_unknown(
    text: str,
    free: Sequence[Unit],
    covered: set[int],
    periods: Sequence[Period],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    *,
    is_roman: bool,
) -> tuple[tuple[str, ...], list[tuple[int, str]]]:
    """Words that nobody understood, and the cues that misspelt ones were taken for."""
    unknown: list[str] = []
    mended: list[tuple[int, str]] = []
    run = ""
    run_end = -1
    for unit in free:
        is_open = not (
            unit.start in covered
            or (unit.key in lexicon.fillers and not unit.is_katakana)
            or unit.text.isdigit()
            or re.fullmatch(r"\d+(?:st|nd|rd|th)|\d+", unit.text)
            or any(period.start <= unit.start < period.end for period in periods)
            or within(unit, mentions)
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
        if is_open and not (is_roman and unit.text.lower() in ROMAN_HINDI):
            meant = None if is_capital(unit, text) else _mend(unit, lexicon)
            if meant is None:
                unknown.append(unit.text)
            else:
                mended += [(unit.start, name) for name in meant]
    if len(run) > 1:
        unknown.append(run)
    topic = TOPIC.match("".join(unit.text if unit.is_cjk else " " for unit in free)) if free else None
    is_timed = bool(free) and any(period.start <= free[0].start < period.end for period in periods)
    if (
        topic
        and not is_timed
        and not unknown
        and not mentions
        and not any(unit.start in covered for unit in free[: topic.end("name")])
    ):
        # What a sentence is about, though each of its characters is an ordinary word: 日産.
        unknown.append(topic["name"])
    return tuple(unknown), mended


def is_capital(unit: Unit, text: str) -> bool:
    """Whether a word stands with a capital in the midst of a sentence that has none else where none belongs."""
    return unit.text[:1].isupper() and unit.start > 0 and SMALL.search(text) is not None


def _mend(unit: Unit, lexicon: Lexicon) -> tuple[str, ...] | None:
    """What the word that a misspelt one was meant to be points to; nothing for a filler."""
    meant = meant_by(unit, lexicon)
    if meant is None:
        return None
    # An ordinary word may be a form of one that points to something.
    found = lexicon.spelt.get(meant) or tuple(lexicon.cues.entries.get(key_of(meant), ()))
    # No question is turned away for what a slip might be.
    return None if OUTSIDE in found else found


def meant_by(unit: Unit, lexicon: Lexicon) -> str | None:
    """The ordinary word that a misspelt one was meant to be."""
    text = fold(unit.text)
    if lexicon.is_unlike(unit.text):
        return None
    if len(text) < LEAST:
        return None
    if len(text) < SHORTEST and text.isascii() and text.isalpha():
        # Of so short a word two letters may be swapped, or one missing in its midst, no more.
        swapped = [form for at in range(len(text) - 1) if (form := _swapped(text, at)) != text]
        asking = [form for form in swapped if form in lexicon.spelt or (stem(form),) in lexicon.cues.entries]
        likely = asking or [form for form in swapped if stem(form) in lexicon.fillers]
        return likely[0] if likely else _with_one_more(text, lexicon)
    if len(text) < SHORTEST or (text.isascii() and not text.isalpha()):
        return None
    best: tuple[int, str] | None = None
    # What is inflected may be misspelt in its stem; the stem of another word is a shorter word than was said.
    forms = (text, unit.key) if INFLECTED.search(text) or not text.isascii() else (text,)
    for form in dict.fromkeys(forms):
        allowed = 1 if len(form) < LONG else 2
        near = process.extractOne(form, lexicon.spelt.keys(), scorer=OSA.distance, score_cutoff=allowed)
        if near is not None and near[0][0] == form[0] and (best is None or near[1] < best[0]):
            best = (int(near[1]), str(near[0]))
    return best[1] if best else None


def _swapped(text: str, at: int) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _with_one_more(text: str, lexicon: Lexicon) -> str | None:
    """The one word that points to something and has one letter more in its midst."""
    if len(text) < SHORTEST - 1:
        return None
    inside = re.compile("|".join(f"{text[:at]}[a-z]{text[at:]}" for at in range(1, len(text))))
    found = [word for word, cues in lexicon.spelt.items() if cues and inside.fullmatch(word)]
    return found[0] if len(found) == 1 else None
