"""Tells which figures a question wants: what is to be measured, in which unit, of how many of the largest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Row
from graph.ask.findings.figures import tokens_of_slug

__all__ = [
    "DUG",
    "REFINED",
    "SHARES",
    "THREE",
    "WEIGHTS",
    "WORLD",
    "few_of",
    "in_unit",
    "is_together",
    "stages_of",
    "wanted_of",
]

SHARES: Final = (
    "share-of-three-largest-miners",
    "share-of-three-largest-refiners",
    "share-of-world-mine-production",
    "share-of-world-production",
    "share-of-world-refinery-production",
    "share-of-world-smelter-production",
)
#: What cues ask to be measured, the most telling first.
INDICATORS: Final = (
    ("change", ("change-in-exports", "change-in-imports")),
    ("refinery_production", ("refinery-production", "smelter-production")),
    ("reliance", ("import-reliance", "count-of-imported-minerals")),
    ("reserves", ("reserves",)),
    ("resources_figure", ("resources",)),
    ("consumption", ("consumption",)),
    ("price", ("price-rise",)),
    ("production", ("mine-production", "production", "refinery-production", "smelter-production")),
    ("import", ("imports", "import-value", "import-share", "import-reliance")),
    ("capacity", ("capacity", "planned-output")),
    ("share", ("import-share", *SHARES)),
)  # fmt: skip


#: Words for digging and for refining, by which a share or an amount is told to be of the one or the other.
DUG: Final = re.compile(
    r"\bmin(?:e|es|ed|ing|ers?)\b|\bdug\b|\bextract|採掘|採鉱|鉱山|掘|खनन|खान|खदान|निकाल", re.IGNORECASE
)
REFINED: Final = re.compile(r"\brefin|\bsmelt|\bprocess|精錬|精製|製錬|加工|शोधन|परिष्क|रिफाइन|प्रगल", re.IGNORECASE)
#: The largest few taken together, and how many they are.
TOGETHER: Final = re.compile(
    r"\b(?:top|largest|biggest|leading)[\s-]+(?P<a>\d+|two|three|four|five)\b|\b(?P<b>\d+|two|three|four"
    r"|five)\s+(?:largest|biggest|top|leading|main)\b"
    r"|\bwhich\s+(?P<h>two|three|four|five)\b"
    r"|\b(?:sabse bad[ei]|top)\s+(?P<f>\d|do|teen|char|chaar|paanch)\b"
    r"|\b(?P<g>do|teen|char|chaar|paanch|\d)\s+sabse bad"
    r"|(?:上位|トップ|主要)\s*(?P<c>[2-5二三四五])|(?:शीर्ष|टॉप|सबसे बड़े|बड़े|प्रमुख)\s+(?P<d>दो|तीन|चार|पाँच|पांच|[2-5])"
    r"|(?P<e>दो|तीन|चार|पाँच|पांच|[2-5])\s+सबसे बड़े",
    re.IGNORECASE,
)
COMBINED: Final = re.compile(
    r"\bhow much of\b|\bcombined\b|\btogether\b|\bjointly\b|\bin total\b|\btotal\b|\bcollective|\bshare\b"
    r"|\bconcentrat|\b(?:part|portion|proportion|fraction) of\b|\bper\s?cent|%|合計|合わせ"
    r"|シェア|割合|比率|何%|何％|何パーセント|占め|集中|कुल|मिलाकर|मिलकर|हिस्स|भाग|प्रतिशत|फ़ीसदी|फीसदी"
    r"|\bhiss|\bpratishat|\bmila ?kar",
    re.IGNORECASE,
)
NUMBERS: Final[Mapping[str, int]] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "二": 2, "三": 3, "四": 4, "五": 5,
    "दो": 2, "तीन": 3, "चार": 4, "पाँच": 5, "पांच": 5,
    "do": 2, "teen": 3, "char": 4, "chaar": 4, "paanch": 5,
}  # fmt: skip
WORLD: Final = re.compile(
    r"\bworld(?:wide|['’]s)?\b|\bglobal(?:ly)?\b|世界|全球|विश्व|दुनिया|वैश्विक|duniya|vishv", re.IGNORECASE
)
THREE: Final = 3
#: Words for an amount by weight, and for a share of a whole; what such figures are in.
TONNES: Final = re.compile(
    r"\btonn?es?\b|\btons?\b|\btonnage|\bkilo(?:gram)?s?\b|トン|キロ|数量|टन|किलो", re.IGNORECASE
)
SHARE: Final = re.compile(
    r"\b(?:share|per\s?cent(?:age)?|proportion|fraction)\b|シェア|割合|比率|何[%％]|パーセント|हिस्स|प्रतिशत|फ़ीसदी"
    r"|फीसदी|\bhiss[ae]|\bpratishat",
    re.IGNORECASE,
)
WEIGHTS: Final = frozenset({"KiloGM", "KiloTONNE", "MegaTONNE", "TONNE"})


def is_together(desk: Desk) -> bool:
    """Whether a question asks what the largest few have together, and not only which they are."""
    return COMBINED.search(desk.utterance.text) is not None


def few_of(desk: Desk) -> int | None:
    """How many of the largest a question names, if it names a number."""
    found = TOGETHER.search(desk.utterance.text)
    if found is None:
        return None
    word = next(each for each in found.groups() if each)
    return NUMBERS.get(word.lower()) or int(word)


def wanted_of(desk: Desk) -> set[str]:
    """The indicators that a question asks for, by their tokens; none where any figure will do."""
    text = desk.utterance.text
    is_share = (desk.has("share") or "%" in text) and not TONNES.search(text)
    is_of_world = is_share and (
        desk.has("production", "refinery_production", "most")
        or DUG.search(text)
        or REFINED.search(text)
        or WORLD.search(text)
    )
    if is_of_world and not desk.has("import", "reliance", "supply"):
        of = "refine" if REFINED.search(text) or desk.has("refinery_production") else "mine" if DUG.search(text) else ""
        fitting = {
            "refine": {"share-of-world-refinery-production", "share-of-world-smelter-production"},
            "mine": {"share-of-world-mine-production"},
            "": {each for each in SHARES if "three" not in each},
        }
        return fitting[of]
    named = desk.concept("indicator")
    if not desk.has(*(cue for cue, _ in INDICATORS)) and not named and desk.has("how_much"):
        if REFINED.search(text):
            return {"refinery-production", "smelter-production"}
        if DUG.search(text):
            return {"mine-production", "production"}
    for cue, tokens in INDICATORS:
        if desk.has(cue):
            return {*tokens, *(named if cue not in ("production",) else ())}
    return named


def stages_of(text: str) -> list[str]:
    """Whether mining or refining is asked about, by the beginning of the word; both where nothing says so."""
    return [name for name, words in (("refin", REFINED), ("min", DUG)) if words.search(text)] or ["min", "refin"]


def in_unit(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The figures in the unit that the question asks for: tonnes are no answer in per cent, nor the reverse."""
    text = desk.utterance.text
    is_share = SHARE.search(text) is not None
    if TONNES.search(text) and not is_share:
        return [row for row in rows if tokens_of_slug(row["unit"]) & WEIGHTS]
    return [row for row in rows if "PERCENT" in tokens_of_slug(row["unit"])] if is_share else list(rows)
