"""Tells what a question wants to have counted or measured, and what a sentence counts: money, shares, firms, blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.ask.direction import Side

__all__ = ["AMOUNT", "ANY", "MEASURES", "Quantity", "find_asked", "find_counts"]

#: What an amount is asked with.
AMOUNT: Final = re.compile(
    r"\bhow (?:much|many)\b(?:\s+(?:metric\s+)?(?:tonnes?|tons?|kilograms?|kg)\b(?:\s+of\b)?)?"
    r"|\b(?:tonnage|amount|quantity) of\b|何トン|何キロ|どれ(?:くらい|だけ|ほど)|どの(?:くらい|程度)"
    r"|कितन\S+(?:\s+(?:टन|किलो\S*))?|\bkitn\w+(?:\s+(?:tons?|tonnes?|tan))?",
    re.IGNORECASE,
)

#: What is counted, by the words for it in sentences of the graph, in English, Japanese and Hindi questions.
MEASURES: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "companies": (
        r"firms?|companies|parties|entities",
        r"firms?|compan(?:y|ies)|business(?:es)?|enterprises?|recyclers|bidders|applicants|makers|manufacturers"
        r"|entities|organi[sz]ations",
        r"社|企業|会社|団体|組織",
        r"कंपनि|कम्पनि|फर्म|उद्यम|संस्था|इकाई|compan|firm",
    ),
    "countries": (
        r"countries",
        r"countries|nations|states|governments|partners",
        r"[かカヶヵ]国|国・地域",
        r"देश|राष्ट्र",
    ),
    "people": (
        r"participants|people",
        r"people|persons|participants|attendees|delegates|guests",
        r"人|名|参加者",
        r"लोग|प्रतिभागि|व्यक्ति",
    ),
    "bids": (r"bids", r"bids|offers|tenders (?:came|were received)", r"応札|入札者|入札が", r"बोलि|बोलिय|निविदा"),
    "blocks": (r"blocks?", r"(?:\w+ )?blocks?|areas|tracts", r"鉱区|ブロック", r"ब्लॉक|खंड"),
    "projects": (
        r"projects|undertakings",
        r"(?:\w+ )?projects|undertakings|investments",
        r"プロジェクト|案件|事業",
        r"परियोजना|प्रोजेक्ट",
    ),
    "agreements": (
        r"agreements|documents|memoranda",
        r"agreements|mous|mocs|memoranda|documents|deals|contracts",
        r"覚書|協定|合意|文書|ＭＯＵ|MOU|契約",
        r"समझौत|ज्ञापन|करार|दस्तावेज",
    ),
    "minerals": (r"(?:critical )?minerals", r"(?:critical )?minerals|materials", r"鉱物|鉱種", r"खनिज"),
    "jobs": (r"jobs", r"jobs|people employed|workers", r"雇用", r"नौकरि|रोज़गार|रोजगार"),
    "cells": (
        r"(?:million )?cells|electric cars",
        r"(?:battery )?cells|(?:electric )?(?:cars|vehicles)",
        r"セル|電池|台",
        r"सेल|कार|गाड़ि",
    ),
    "area": (r"hectares", r"hectares|acres|square kilomet", r"ヘクタール|面積", r"हेक्टेयर|क्षेत्रफल"),
    "days": (r"days", r"days", r"日分|何日間", r"दिन"),
    "mass": (
        r"t\b|tonnes|kilograms",
        r"tonnes?|tons?|tonnage|kilograms|kg|mt\b",
        r"トン|キロ",
        r"टन|किलो|मात्रा",
    ),
}  # fmt: skip
MONEY: Final = (
    r"(?:(?:lakh|crore|million|billion|trillion)(?: (?:[A-Z]\w+ )?(?:rupees|yen|dollars|euros|pounds|tenge))?"
    r"|(?:[A-Z]\w+ )?(?:rupees|yen|dollars|euros|pounds|tenge))",
    r"\bhow (?:much|many) (?:\w+ )?(?:money|cash|funding|financing|finance|capital|investment|support|aid|credit"
    r"|crores?|lakhs?|rupees?|yen|dollars?|euros?|pounds?"
    r"|billions?|millions?|equity|debt)\b"
    r"|\b(?:what|which) (?:\w+ ){0,3}(?:sums?|amounts?|budget|outlay|cost|price tag|ceiling|funding|financing|finance"
    r"|investment|loan|grants?|pledge|value|figure)\b"
    r"|^(?:the )?(?:funding|financing|budget|outlay|investment|money)\b|\b(?:size|amount|value|volume|cost|sum"
    r"|outlay|budget|price) of (?:the |its |their |a |an )?"
    r"|\bhow (?:big|large|high|expensive) (?:is|was|are|were|a) (?:the |a |its |their )?(?:[\w-]+ ){0,6}(?:fund"
    r"|facility|package|budget|outlay|investment|loan|pledge|incentive|support|financing|stake|deal)\b"
    r"|\bworth\b|\bfloor\b|\b(?:budget|outlay)\b|\bin (?:rupees|dollars|yen|euros|pounds|crores?)\b|\b(?:budget"
    r"|outlay|cost|funding|amount|financing)\s*\??$|\bhow much\b.*\b(?:cost|pay|spend|spent|invest\w*|lend|lent"
    r"|loan\w*|pledg\w+|promis\w+|put|give|gave|giving|commit\w*|contribut\w+|earmark\w*|set aside|allot\w*"
    r"|allocat\w+|fund\w*|financ\w+|raise\w*|approv\w+|sanction\w*|grant\w*|mobilis\w+|mobiliz\w+|worth|get|got"
    r"|receiv\w+|cash)\b",
    r"いくら|金額|下限価格|予算|資金|投資額|融資額|拠出|総額|費用|出資額|何億|何兆|何円|何ドル|何ルピー|何万"
    r"|(?:資金|事業|予算|投資|支援|融資)の?規模|規模は",
    r"(?:कितन|kitn)\S*\s+(?:\S+\s+)?(?:राशि|पैस|धन|रकम|रुप|करोड़|करोड|अरब|लाख|डॉलर|येन|यूरो|निवेश|फंड|बजट|ऋण|कर्ज"
    r"|अनुदान"
    r"|वित्त|पूंजी|पूँजी|योगदान|paisa|paise|rupa?ye|karod|crore|dollar|yen|budget|fund|nivesh)|राशि|paisa|paise"
    r"|बजट|लागत|रकम",
)
SHARE: Final = (
    r"per cent|percent",
    r"\b(?:what|which|how (?:big|large|much)(?: of)?|size of|how many) (?:\w+ ){0,4}(?:shares?|stakes?|percentage"
    r"|per ?cent|proportion|interest|holding|equity|fraction)\b|\bhow much of (?!.*\b(?:promise|pledge)).*\b(?:own"
    r"|owns|owned|hold|holds|held|belongs?|go|goes)\b"
    r"|\b(?:share|stake|shareholding|ownership|percentage)\b.*\b(?:of|in|held|owned)\b|\bpercentage\b",
    r"何\s*[%割]|何パーセント|出資比率|持分|持ち分|持株|割合|比率|シェア|保有率|株式の",
    r"(?:कितन|kitn)\S*\s+(?:\S+\s+)?(?:प्रतिशत|फ़ीसदी|फीसदी|हिस्स|शेयर|hiss|his+edari|percent|pratishat)"
    r"|हिस्सेदारी|hissedari|hissa|हिस्सा|प्रतिशत",
)
HOW_MANY: Final = re.compile(
    r"\bhow many\b|\bnumber of\b|\bcount of\b|\bwhat number\b|いくつ|いくつの|何[社件人名本個区トか国カヶヵ]|数は"
    r"|数を|総数|件数|社数|鉱区数|कितन|संख्या|kitn[eia]\b",
    re.IGNORECASE,
)
HOW_MUCH: Final = re.compile(
    r"\bhow much\b|どれ(?:くらい|だけ|ほど)|どの(?:くらい|程度)|कितन[ाी](?!\S)|kitn[ai]\b", re.IGNORECASE
)
OUTPUT: Final = re.compile(
    r"\bcapacity\b|\boutput\b|\bhow large\b.*\b(?:reserve|resource|deposit)|生産能力|処理能力|能力|年産|क्षमता",
    re.IGNORECASE,
)
#: Where nothing says what is to be measured.
ANY: Final = "any"
#: Of English words whole ones: how many of what; up to three words may stand between.
ENGLISH: Final = {
    name: re.compile(
        rf"(?:how many|number of|count of|what number of)\s+(?:(?!countr|member)[\w'’-]+\s+){{0,3}}?(?:{en})\b",
        re.IGNORECASE,
    )
    for name, (_, en, _, _) in MEASURES.items()
}
JAPANESE: Final = {name: re.compile(ja) for name, (_, _, ja, _) in MEASURES.items()}
HINDI: Final = {
    name: re.compile(
        rf"(?:(?:कितन|kitn)\S*|संख्या)\s+(?:\S+\s+){{0,2}}?(?:{hi})|(?:{hi})\S*\s+(?:\S+\s+){{0,2}}?(?:कितन|kitn"
        rf"|की संख्या)"
    )
    for name, (_, _, _, hi) in MEASURES.items()
}
COUNTS: Final = {
    name: re.compile(
        rf"(?<![\d.,])(?:\d+ of (?:the )?)?\d[\d,.]*(?: to \d[\d,]*)?"
        rf"(?: (?!and\b|of\b|for\b|in\b)[A-Za-z-]+){{0,2}}? (?:{told})\b"
    )
    for name, (told, *_) in MEASURES.items()
} | {
    "money": re.compile(rf"(?<![\d.,])\d[\d,.]*(?: to \d[\d,]*)?(?: [a-z-]+)?? (?:{MONEY[0]})\b"),
    "share": re.compile(rf"(?<![\d.,])\d[\d,.]*(?: to \d[\d,]*)? (?:{SHARE[0]})\b"),
}  # fmt: skip
#: Number words of the graph's own sentences.
WORDS: Final = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number that is told: what it measures, the things it is told of, those they belong to, its words and days."""

    fact: str
    held: str
    of: str
    measures: Mapping[str, str]
    things: frozenset[str]
    beside: frozenset[str]
    near: frozenset[str]
    words: frozenset[str]
    first: date | None
    last: date | None
    materials: frozenset[str] = frozenset()
    givers: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()

    def fits(self, sides: Mapping[str, Side]) -> bool:
        """Whether whoever gives and whoever is given to stand on the sides that the question says.

        What several promise jointly each of them has promised the others.
        """
        if not self.givers:
            return True
        joint = self.givers if len(self.givers) > 1 and not self.takers else frozenset()
        return all(
            side is Side.EITHER or actor in (self.givers if side is Side.GIVER else self.takers | joint)
            for actor, side in sides.items()
        )


def find_asked(text: str) -> frozenset[str]:
    """What a question wants a number of; nothing for a question that wants none.

    >>> sorted(find_asked("How many firms were cleared?")), sorted(find_asked("Who was cleared?"))
    (['companies'], [])
    >>> sorted(find_asked("日本はライナスにいくら出資しましたか")), sorted(find_asked("कितनी कंपनियों को मंज़ूरी मिली?"))
    (['money'], ['companies'])
    """
    found = {name for name, pattern in ENGLISH.items() if pattern.search(text)}
    if HOW_MANY.search(text):
        found |= {name for name, pattern in JAPANESE.items() if pattern.search(text)}
        found |= {name for name, pattern in HINDI.items() if pattern.search(text)}
    for name, patterns in (("money", MONEY), ("share", SHARE)):
        if any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns[1:]):
            found.add(name)
    if "blocks" in found and "companies" not in found:
        found -= {"bids"}
    if OUTPUT.search(text):
        found.add("mass")
    if not found and HOW_MUCH.search(text):
        found.add(ANY)
    return frozenset(found)


def find_counts(sentence: str) -> Mapping[str, str]:
    """What a sentence of the graph counts, each with its number as it is written.

    >>> dict(find_counts("13 blocks offered to two firms"))
    {'companies': '2 firms', 'blocks': '13 blocks'}
    """
    plain = re.sub(r"\b[A-Za-z]+\b", lambda word: WORDS.get(word[0].lower(), word[0]), sentence)
    return {name: hit[0] for name, pattern in COUNTS.items() if (hit := pattern.search(plain))}
