"""Words by which a question asks for several things, for any at all, or which of another sort."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "INDEFINITE",
    "MEETING_ASKED",
    "OF_ONE",
    "PLURAL",
    "SHARED",
    "SOURCES",
    "WHICH",
    "WHICH_ELSE",
]

#: Words for several things.
PLURAL: Final = re.compile(
    r"\b(?:plants|projects|(?<!of )mines|refineries|facilities|ventures|schemes|programmes|programs|agreements"
    r"|contracts|laws|acts|statements|declarations|notifications|memoranda|mous|meetings|summits|events|visits|talks|documents|texts|treaties|deals|blocks)\b|परियोजना(?:एँ"
    r"|एं|ओं)|संयंत्रों|समझौते(?!\s+(?:का|की|के|पर|में|से|को|ने|तक)(?!\S))|समझौतों|योजना(?:एँ|एं|ओं)"
    # Texts of which only is said what they do: जो नाम लेते हैं, नाम लेने वाले दस्तावेज़, 触れている文書.
    r"|(?:वाले|वाली)\s+(?:दस्ताव\S+|समझौते|ज्ञापन|करार|अनुबंध|संधियाँ|घोषणाएँ)"
    r"|कौन[- ]?(?:कौन[- ]?)?से\s+(?:दस्ताव\S+|समझौते|ज्ञापन|करार)"
    r"|(?:て|で)いる(?:文書|協定|覚書|宣言|声明|契約|取り決め|合意)(?:は|には?|を|$)",
    re.IGNORECASE,
)
#: Words for any text at all, or for one that is not named.
INDEFINITE: Final = re.compile(
    r"\b(?:anything|something)\b|\b(?:an?|any|some)\s+(?:[\w-]+\s+){0,3}?(?:agreement|memorandum|mou|moc|treaty|pact"
    r"|deal|document|text|accord|contract|declaration)\b|何か|なにか|कोई|कुछ",
    re.IGNORECASE,
)
#: Words that ask which of a sort there are.
WHICH: Final = re.compile(
    # In Japanese what is asked for ends the sentence, behind what is said of it.
    r"(?:した|んだ|交わした|された|れた)(?:覚書|文書|協定|宣言|声明|契約|取り決め|合意)(?:は|には?|を[^。?？]{0,14})?[何かありまするす]*[?？。]*$|"
    r"\b(?:which|what)\s+(?:(?!(?:does|do|did|is|are|was|were|has|have|will|can|the|an?|this|that)\b)[\w-]+\s+){0,3}"
    r"(?:agreement|memorandum|mou|project|plant|meeting|text|document|treaty"
    r"|scheme)s?\b",
    re.IGNORECASE,
)
#: Of one text several things are counted.
OF_ONE: Final = re.compile(
    r"\bhow many (?:\w+ )?(?:parties|signator|sides|provisions?|clauses|articles|sectors|terms)"
    r"|अवधि कितनी|कितनी अवधि|कितने (?:पक्ष|महीने की सूचना)",
    re.IGNORECASE,
)
#: Words that ask at which meeting something came about.
MEETING_ASKED: Final = re.compile(
    r"\b(?:which|what)\s+(?:[\w-]+\s+){0,2}(?:meeting|summit|conference|session|visit)\b", re.IGNORECASE
)
#: Words that ask which of another sort, so that a text or meeting beside them is one: which minerals, どの国.
SOURCES: Final = re.compile(
    r"\b(?:which|what) (?:newspapers?|outlets?|sources?|media|articles?|papers|reports|agencies|publications?)\b"
    r"|どの(?:新聞|媒体|報道|情報源|記事|メディア)|(?:कौन|किन|किस)\S*(?:\s\S+)?\s(?:अखबार|अख़बार|स्रोत|समाचार"
    r"|मीडिया|लेख)",
    re.IGNORECASE,
)
WHICH_ELSE: Final = re.compile(
    r"\b(?:which|what)\s+(?:[\w-]+\s+){0,2}(?:minerals?|materials?|metals?|countries|country|ministr(?:y|ies)"
    r"|compan(?:y|ies)|firms?"
    r"|elements?|parties|states|bodies|sectors?|areas?|provisions?|clauses?|sources?|persons?|people|minister"
    r"|institutions?|sides?|days?|dates?|years?|months?|cit(?:y|ies)|places?|venues?|towns?)\b"
    r"|(?:どの|どこの|どちらの|何の|どういう)(?:鉱|国|省|企業|会社|金属|資源|機関|条項|大臣|分野|組織|元素|物質|日|年|月|都市|町|場所)"
    r"|(?:किन|किस|कौन\s*[-]?\s*(?:से|सी|सा|कौन\s*से))\s+(?:खनिज|देश|मंत्रालय|कंपन|धातु|मंत्री|संस्था|क्षेत्र|पक्ष"
    r"|तत्व|दिन|तारीख|साल|वर्ष|महीने|शहर|जगह|स्थान)",
    re.IGNORECASE,
)
#: Words that ask what several share; "joint" is often part of a name.
SHARED: Final = re.compile(r"\bboth\b|\bshared?\b|\bin common\b|両方|共通|ともに|दोनों|साझा", re.IGNORECASE)
