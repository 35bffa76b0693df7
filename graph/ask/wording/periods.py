"""Finds years, months, days and spans in a question, in three languages, with Japanese eras and spoken spans."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.ask.wording.eras import find_eras, in_digits, read_kanji
from graph.ask.wording.months import MONTH, MONTHS, YEAR
from graph.ask.wording.year_parts import find_parts, part_of_fiscal

__all__ = ["Period", "asked_first", "find_ordinal", "find_ordinals", "find_periods", "is_saying"]

DIGITS: Final = str.maketrans("०१२३४५६७८९", "0123456789")
FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<y>{YEAR})-(?P<m>\d\d?)-(?P<d>\d\d?)(?!\d)",
        rf"(?P<y>{YEAR})[/.](?P<m>\d\d?)[/.](?P<d>\d\d?)(?!\d)",
        rf"(?<![\d/.])(?P<d>\d\d?)[/.-](?P<m>\d\d?)[/.-](?P<y>{YEAR})(?!\d)",
        rf"(?P<y>{YEAR})年(?P<m>\d\d?)月(?P<d>\d\d?)日",
        rf"(?P<y>{YEAR})年(?P<m>\d\d?)月",
        rf"(?P<y>{YEAR})年",
        rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<n>{MONTH})\.?,?\s*(?P<y>{YEAR})",
        rf"(?<![a-z])(?P<n>{MONTH})\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y>{YEAR})",
        rf"(?<![a-z])(?P<n>{MONTH})\.?,?\s*(?:of\s+|'|’)?(?P<y>{YEAR})",
        rf"(?P<y>{YEAR})\s*(?:के|की|में|ke|ki|me|mein|,)?\s*(?P<n>{MONTH})(?![a-z])",
        rf"(?P<y>{YEAR})-(?P<m>\d\d)(?!\d)",
        rf"(?<![\d.,万億兆])(?P<y>{YEAR})(?![\d.%万億兆]|,\d|\s*(?:tonnes?|tons?|t|kg|crore|million|billion)\b|トン|円|टन|करोड़)",
    )
)
#: A financial year: 2024-25, FY2025, FY25, 2024年度; of India and of Japan from April to March.
FISCAL_BEFORE: Final = (
    r"(?:(?<![a-z])FY|fiscal(?: year)?|financial year|वित्त(?:ीय)?\s*वर्ष|vitt(?:iya)? varsh)\s*['’]?\s*"
)
FISCAL: Final = re.compile(
    rf"(?P<p>{FISCAL_BEFORE})?(?P<y>{YEAR})\s*[-–/]\s*(?:20)?(?P<z>\d\d)(?![\d-])(?:年度)?|(?P<j>{YEAR})年度"
    rf"|{FISCAL_BEFORE}(?P<f>{YEAR}|\d\d)(?![-–/]?\d)|{FISCAL_BEFORE}(?P<a>\d\d)\s*[-–/]\s*\d\d(?!\d)",
    re.IGNORECASE,
)
NUMBER: Final = r"\d{1,2}|two|three|four|five|six|ten|दो|तीन|चार|पाँच|पांच|दस|do|teen|char|paanch|das"
#: What is older than some years.
OLDER: Final = re.compile(
    rf"(?:more than|over|at least)\s+({NUMBER})\s+years?\s+(?:ago|old|back)|older than\s+({NUMBER})\s+years?"
    rf"|(?<!\d)({NUMBER})年(?:以上|より)前|({NUMBER})\s*(?:साल|वर्ष|वर्षों|सालों|saal)\s*(?:से|se)\s*(?:(?:भी\s*)?(?:अधिक|ज़्यादा|ज्यादा|zyada)\s*)?"
    r"(?:पुरान\w*|पहले|pehle|purane)",
    re.IGNORECASE,
)
AGO: Final = re.compile(
    r"(?P<n>\d{1,2}|a|one|two|three|five|ten|एक|दो|तीन|पाँच|पांच)\s*(?:years?\s+ago|年前|(?:साल|वर्ष)\s*(?:पहले|पूर्व))",
    re.IGNORECASE,
)
RELATIVE: Final = re.compile(
    r"(?P<last>last year|previous year|past year|昨年|去年|前年|पिछले साल|पिछले वर्ष|पिछले बरस|गत वर्ष"
    r"|pichh?le (?:saal|sal|varsh))"
    r"|(?P<this>this year|current year|今年|本年|इस साल|इस वर्ष|\bis (?:saal|sal|varsh)\b)"
    r"|(?P<next>next year|the coming year|the year ahead|来年|翌年|अगले साल|अगले वर्ष|agle (?:saal|sal))"
    r"|(?P<coming>next month|来月|अगले महीने|अगले माह|agle mahine)"
    r"|(?P<month>last month|先月|पिछले महीने|पिछले माह|pichh?le mahine)"
    r"|(?P<decade>(?:last|past|previous) decade|過去十年間?|पिछले दशक|pichh?le dashak)"
    r"|(?:last|past|過去|ここ|पिछले|pichh?le)\s*(?P<years>\d+|two|three|five|ten|दो|तीन|पाँच|पांच|do|teen|paanch)\s*(?:years|年間?|साल|वर्षों|वर्ष|saal|sal)",
    re.IGNORECASE,
)
SMALL: Final[Mapping[str, int]] = {
    "a": 1,
    "four": 4,
    "six": 6,
    "चार": 4,
    "दस": 10,
    "do": 2,
    "teen": 3,
    "char": 4,
    "paanch": 5,
    "das": 10,
    "one": 1,
    "एक": 1,
    "पांच": 5,
    "two": 2,
    "three": 3,
    "five": 5,
    "ten": 10,
    "दो": 2,
    "तीन": 3,
    "पाँच": 5,
}
SINCE: Final = re.compile(
    r"(?:since|from|starting|as of and after)\s+(?:the\s+)?(?:end of\s+|start of\s+)?(?:of\s+)?$", re.IGNORECASE
)
SINCE_AFTER: Final = re.compile(
    r"^\s*(?:以降|以後|以来|から|से|के बाद से|ke baad se\b|se\b|onwards?|and after|or (?:later|after))"
)
#: From the day after the end of a period.
LATER: Final = re.compile(
    r"(?:after|beyond|later than|following|past)\s+(?:the\s+)?(?:end of\s+|close of\s+)?$", re.IGNORECASE
)
LATER_AFTER: Final = re.compile(r"^\s*(?:より後|よりも後|の?後|を過ぎ|के (?:बाद|पश्चात|उपरांत)|ke baad)")
UNTIL: Final = re.compile(
    r"(?:(?:until|till|up to|through)\s+(?:the\s+)?(?:end of\s+)?|by\s+(?:(?:the\s+)?end of\s+)?)$", re.IGNORECASE
)
UNTIL_AFTER: Final = re.compile(r"^\s*(?:以前|までに?|末まで|तक|tak\b|or earlier)")
BEFORE: Final = re.compile(r"(?:before|prior to|earlier than)\s+(?:the\s+)?$", re.IGNORECASE)
BEFORE_AFTER: Final = re.compile(r"^\s*(?:より前|の?前|से पहले|से पूर्व|के पहले|(?:se|ke) p[ae]h[ae]?le)")
AT: Final = re.compile(
    r"(?:as of|as at|as on|at the end of|at the start of|at the close of)\s+(?:the\s+)?$", re.IGNORECASE
)
AT_AFTER: Final = re.compile(r"^\s*(?:末?時点|現在|की स्थिति)")
#: A thing of the former year, which goes over to that of the latter: from the 2022 list to 2025.
LISTED: Final = re.compile(r"\blists?\b|リスト|一覧|सूची|लिस्ट|\bs[uo]+chi\b", re.IGNORECASE)
BETWEEN: Final = re.compile(r"(?:and|to|-|–|から|と|से|\bse|और|तथा|एवं|\baur|〜|～|まで)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days as a question says it, both included: ``relation`` is ``in``, ``at``, ``since`` or ``before``."""

    first: date
    last: date
    relation: str
    start: int
    end: int

    def window(self) -> tuple[date | None, date | None]:
        """The days that a fact may have; an open side is ``None``."""
        if self.relation == "since":
            return self.first, None
        if self.relation == "before":
            return None, self.last
        return self.first, self.last

    @property
    def is_open(self) -> bool:
        """Whether it goes on from its first day."""
        return self.relation == "since"

    @property
    def is_day(self) -> bool:
        """Whether a single day is meant."""
        return self.first == self.last


def find_periods(text: str, today: date) -> tuple[Period, ...]:
    """The periods of a text in their order; spoken ones are counted from ``today``, the data cut-off.

    >>> today = date(2026, 10, 9)
    >>> [(p.first.isoformat(), p.last.isoformat(), p.relation) for p in find_periods("since August 2025", today)]
    [('2025-08-01', '2025-08-31', 'since')]
    >>> [(p.first.year, p.relation) for p in find_periods("令和7年以降", today)]
    [(2025, 'since')]
    >>> [(p.last.isoformat(), p.relation) for p in find_periods("2025 से पहले", today)]
    [('2024-12-31', 'before')]
    >>> [(p.last.isoformat(), p.relation) for p in find_periods("by 2025", today) + find_periods("as of 2025", today)]
    [('2025-12-31', 'before'), ('2025-12-31', 'at')]
    >>> [(p.first.isoformat(), p.last.isoformat()) for p in find_periods("FY25 and the second half of 2025", today)]
    [('2024-04-01', '2025-03-31'), ('2025-07-01', '2025-12-31')]
    """
    plain = in_digits(text.translate(DIGITS))
    found: list[Period] = []
    taken = [False] * len(plain)

    def take(first: date, last: date, start: int, end: int) -> None:
        if any(taken[start:end]):
            return
        taken[start:end] = [True] * (end - start)
        relation = _relation(plain, start, end)
        if relation == "earlier":
            first = last = first - timedelta(days=1)
            relation = "before"
        if relation == "later":
            first = last = last + timedelta(days=1)
            relation = "since"
        found.append(Period(first, last, relation, start, end))

    for first, last, start, end in find_eras(plain):
        take(first, last, start, end)
    for match in FISCAL.finditer(plain):
        fiscal = _fiscal(match, by_start=JAPANESE.search(plain) is not None)
        if fiscal is not None:
            take(*part_of_fiscal(plain, *fiscal, match.start(), match.end()))
    for part in find_parts(plain):
        take(*part)
    for match in OLDER.finditer(plain):
        said = next(group for group in match.groups() if group)
        years = SMALL.get(said.lower(), 0) or int(said)
        day = date(today.year - years, today.month, min(today.day, 28))
        taken[match.start() : match.end()] = [True] * (match.end() - match.start())
        found.append(Period(day, day, "before", match.start(), match.end()))
    for match in AGO.finditer(plain):
        if any(taken[match.start() : match.end()]):
            continue
        years = SMALL.get(match["n"].lower(), 0) or int(match["n"])
        day = date(today.year - years, today.month, min(today.day, 28))
        taken[match.start() : match.end()] = [True] * (match.end() - match.start())
        found.append(Period(day, day, "at", match.start(), match.end()))
    for form in FORMS:
        for match in form.finditer(plain):
            span = _span(match.groupdict())
            if span is not None:
                take(*span, match.start(), match.end())
    for match in RELATIVE.finditer(plain):
        take(*_relative(match, today), match.start(), match.end())
    return tuple(_merge(plain, sorted(found, key=lambda period: period.start)))


#: Of whose financial years is spoken that are called by the year in which they begin, in a question without India.
JAPANESE: Final = re.compile(
    r"^(?!.*(?:india|インド|भारत|bharat|rupee|crore)).*(?:japan|日本|जापान|\byen\b)", re.IGNORECASE
)


def _fiscal(match: re.Match[str], *, by_start: bool) -> tuple[date, date] | None:
    """The days of a financial year; nothing where two numbers are a year and a month.

    A year by itself is that in which it ends, as in India, or that in which it begins (``by_start``), as in Japan.
    """
    if match["y"]:
        year = int(match["y"])
        if (year + 1) % 100 != int(match["z"]) or (int(match["z"]) <= 12 and not match["p"]):
            return None
    elif match["a"]:
        year = 2000 + int(match["a"])
    elif match["j"]:
        year = int(match["j"])
    else:
        year = int(match["f"]) % 100 + 2000 - (not by_start)
    return date(year, 4, 1), date(year + 1, 3, 31)


def _span(groups: Mapping[str, str | None]) -> tuple[date, date] | None:
    year = int(groups["y"] or 0)
    name = groups.get("n")
    month = MONTHS[name.lower()] if name else int(groups.get("m") or 0)
    day = int(groups.get("d") or 0)
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
    return date(year, 1, 1), date(year, 12, 31)


def _relative(match: re.Match[str], today: date) -> tuple[date, date]:
    if match["last"]:
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    if match["this"]:
        return date(today.year, 1, 1), date(today.year, 12, 31)
    if match["next"]:
        return date(today.year + 1, 1, 1), date(today.year + 1, 12, 31)
    if match["coming"]:
        first = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    if match["month"]:
        end = today.replace(day=1) - timedelta(days=1)
        return end.replace(day=1), end
    said = match["years"] or "ten"
    years = SMALL.get(said.lower(), 0) or int(said)
    return date(today.year - years, today.month, min(today.day, 28)), today


def _relation(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 24) : start], text[end : end + 12]
    if SINCE.search(before) or (
        SINCE_AFTER.search(after) and not BEFORE_AFTER.search(after) and not UNTIL_AFTER.search(after)
    ):
        return "since"
    if LATER.search(before) or LATER_AFTER.search(after):
        return "later"
    if BEFORE.search(before) or (BEFORE_AFTER.search(after) and not UNTIL_AFTER.search(after)):
        return "earlier"
    if UNTIL.search(before) or UNTIL_AFTER.search(after):
        return "before"
    return "at" if AT.search(before) or AT_AFTER.search(after) else "in"


def _merge(text: str, periods: list[Period]) -> list[Period]:
    """Two periods that a word joins are one span: between 2020 and 2025."""
    merged: list[Period] = []
    for period in periods:
        previous = merged[-1] if merged else None
        if (
            previous
            and previous.first <= period.last
            and BETWEEN.search(text[previous.end : period.start])
            and not LISTED.search(text[previous.end : period.start])
            and (
                re.search(r"between|from|間|बीच|मध्य|\bbee?ch\b|\bmadhya\b", text, re.IGNORECASE)
                or re.search(r"से|–|-|〜|～|から|\bse\b", text[previous.end : period.start])
            )
        ):
            merged[-1] = Period(previous.first, period.last, "in", previous.start, period.end)
        else:
            merged.append(period)
    return merged


#: What stands before and behind a time that only says which thing is meant: the 2025 memorandum, 2025年の覚書.
SAYING: Final = re.compile(r"(?:\b(?:the|an?|this|that|its|their|of)|['’]s)\s+$", re.IGNORECASE)
SAYING_BEHIND: Final = re.compile(
    r"^(?:の(?![前後間])|\s*(?:के|की|का|वाले|वाली|वाला|ke|ki|ka|wal[aei])\s(?!(?:बाद|पहले|दौरान|बीच|अंत|baad|p[ae]h[ae]?le|dauran)))"
)


def is_saying(text: str, period: Period) -> bool:
    """Whether a time only says which thing is meant, and not when something was."""
    return (SAYING.search(text[: period.start]) or SAYING_BEHIND.match(text[period.end :])) is not None


def asked_first(text: str, periods: Sequence[Period]) -> tuple[Period, ...]:
    """Periods, that of which something is asked before those that only say which thing is meant, or hold it.

    >>> text = "Was the 2025 memorandum signed on 30 August 2025?"
    >>> [str(each.first) for each in asked_first(text, find_periods(text, date(2026, 10, 9)))]
    ['2025-08-30', '2025-01-01']
    """

    def is_behind(period: Period) -> bool:
        is_wider = any(
            period.first <= other.first and other.last <= period.last and period.window() != other.window()
            for other in periods
        )
        return period.relation == "in" and (is_saying(text, period) or is_wider)

    return tuple(sorted(periods, key=is_behind)) if len(periods) > 1 else tuple(periods)


ORDINALS: Final[Mapping[str, int]] = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "twentieth": 20,
    "दूसर": 2, "तीसर": 3, "चौथ": 4, "पाँचव": 5, "पांचव": 5, "छठ": 6, "छठव": 6, "सातव": 7, "आठव": 8, "नौव": 9,
    "नवां": 9, "दसव": 10, "ग्यारहव": 11, "बारहव": 12, "तेरहव": 13, "चौदहव": 14, "पंद्रहव": 15, "पन्द्रहव": 15, "सोलहव": 16,
    "अठारहव": 18, "द्वितीय": 2, "तृतीय": 3, "चतुर्थ": 4, "पंचम": 5, "षष्ठ": 6, "सप्तम": 7, "अष्टम": 8, "नवम": 9,
    "दशम": 10, "first": 1, "inaugural": 1, "doosra": 2, "doosri": 2, "dusra": 2, "dusri": 2, "teesra": 3, "teesri": 3,
    "tisra": 3, "tisri": 3, "chautha": 4, "chauthi": 4,
}  # fmt: skip
NUMBERED: Final = re.compile(
    r"(?<![\d])(\d{1,2})\s*(?:st|nd|rd|th|वाँ|वां|वीं|वें|वा|वी|回目|度目|番目|位(?!置))(?![a-z])|第\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:回|トランシェ|次|弾|ラウンド|期)"
    r"|(?:\b(?:tranche|round)\s+(?:no\.?\s*)?|(?:トランシェ|ラウンド)\s*|(?:ट्रांच|ट्रान्च|किश्त|किस्त|चरण|दौर)\s+)(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
SPOKEN: Final = re.compile(r"([一二三四五六七八九十]{1,2})(?:回目|番目|位(?!置))")


#: "First" beside another number is one of a row as well.
FIRST: Final = re.compile(
    r"\b(?:first|1st)\s*(?:,|and|or|&|to)\s|\b(?:and|or|&)\s+(?:the\s+)?(?:first|1st)\b"
    r"|(?:पहल\S*|\bpehl[aei])\s*(?:,|और|या|व|एवं|aur|ya)\s",
    re.IGNORECASE,
)


def find_ordinals(text: str) -> tuple[int, ...]:
    """The numbers of meetings that a text asks for by their places in a row, in its order.

    >>> find_ordinals("the ninth and tenth dialogue"), find_ordinals("第9回と第10回"), find_ordinals("first and second")
    ((9, 10), (9, 10), (1, 2))
    >>> find_ordinals("on 2nd July 2007")
    ()
    """
    plain = text.translate(DIGITS)
    found = _counted(plain)
    return tuple(dict.fromkeys([*([1] if found and FIRST.search(plain) else []), *found]))


def _counted(plain: str) -> list[int]:
    """All numbers of a row but a "first" by itself, which asks for the beginning of any row."""
    found = [
        read_kanji(match[1] or match[2] or match[3])
        for match in NUMBERED.finditer(plain)
        if not (match[1] and re.match(rf"\s*(?:of\s+)?(?:{MONTH})", plain[match.end() :], re.IGNORECASE))
    ]
    found += [read_kanji(match[1]) for match in SPOKEN.finditer(plain)]
    found += [
        number
        for word in re.findall(r"[a-z]+|[\u0900-\u097f]+", plain.lower())
        for ordinal, number in ORDINALS.items()
        if number > 1
        and (word == ordinal if ordinal.isascii() else word.startswith(ordinal) and len(word) <= len(ordinal) + 3)
    ]
    return found


def find_ordinal(text: str) -> int | None:
    """The number of the one meeting that a text asks for by its place in a row, or of the first of several.

    >>> find_ordinal("the second Energy Dialogue"), find_ordinal("第10回日印エネルギー対話"), find_ordinal("चौथी बैठक")
    (2, 10, 4)
    """
    return next(iter(_counted(text.translate(DIGITS))), None)
