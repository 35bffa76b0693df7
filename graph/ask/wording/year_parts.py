"""Finds parts of a year or month, and decades, in a question: mid-2025, 2025年春, 2025 की पहली तिमाही."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final

from graph.ask.wording.lexicon import read_data
from graph.ask.wording.months import MONTH, MONTHS, YEAR

__all__ = ["find_parts", "part_of_fiscal"]

#: Ten years, all of them or their beginning, middle or end.
DECADE: Final = re.compile(
    r"(?:the\s+)?(?:(?P<en>early|mid|late)[\s-]+)?(?P<y1>(?:19|20)\d)0['’]?s\b"
    r"|(?P<y2>(?:19|20)\d)0年代(?:の?(?P<ja>初め|初頭|前半|半ば|後半|末))?"
    r"|(?P<y3>(?:19|20)\d)0\s*(?:के|वाले|ke|wale)\s*(?:दशक|dashak)",
    re.IGNORECASE,
)
#: Years from and to, of ten.
OF_TEN: Final[Mapping[str, tuple[int, int]]] = {
    "early": (0, 3), "初め": (0, 3), "初頭": (0, 3), "前半": (0, 4), "mid": (4, 6), "半ば": (4, 6), "late": (6, 9),
    "後半": (5, 9), "末": (7, 9),
}  # fmt: skip
#: Halves and quarters, into which financial years are divided too.
ACCOUNTED: Final = frozenset({(1, 6), (7, 12), (1, 3), (4, 6), (7, 9), (10, 12)})
#: Words that say "between" as well as "in the middle of", and what stands before them where they do.
BETWEEN: Final = frozenset({"बीच", "मध्य", "beech", "madhya"})
FROM: Final = re.compile(rf"(?:{YEAR}\S*\s*(?:और|तथा|एवं|व|से|aur|se)\s*(?:\S+\s+)?|\s(?:के|ke)\s+)$", re.IGNORECASE)
#: What joins a part to the year before or behind it.
BEFORE: Final = r"[\s-]*(?:of\s+|in\s+)?(?:the\s+)?(?:year\s+)?['’]?"
BEHIND: Final = r"(?:年?の?|\s*,?\s*(?:(?:के|की|में|ke|ki)\s+)?)"


def find_parts(text: str) -> Iterator[tuple[date, date, int, int]]:
    """Spans of days that are parts of a year or month, or decades: both days, and from where to where.

    >>> said = "mid-2025, 2024年春, 2023 की दूसरी तिमाही, late August 2022, the 2010s"
    >>> [(str(first), str(last)) for first, last, _, _ in find_parts(said)]  # doctest: +NORMALIZE_WHITESPACE
    [('2010-01-01', '2019-12-31'), ('2022-08-21', '2022-08-31'), ('2025-05-01', '2025-08-31'),
     ('2024-03-01', '2024-05-31'), ('2023-04-01', '2023-06-30')]
    """
    for match in DECADE.finditer(text):
        year = int(match["y1"] or match["y2"] or match["y3"]) * 10
        first, last = OF_TEN.get((match["en"] or match["ja"] or "").lower(), (0, 9))
        yield date(year + first, 1, 1), date(year + last, 12, 31), match.start(), match.end()
    of_month, of_year = _forms()
    for match in of_month.finditer(text):
        if _is_between(text, match):
            continue
        first, last = _spans("month")[_said(match, "part")]
        name = _said(match, "month")
        year, month = int(_said(match, "year")), MONTHS.get(name) or int(name)
        if month <= 12:
            end = monthrange(year, month)[1]
            yield date(year, month, first), date(year, month, last or end), match.start(), match.end()
    for match in of_year.finditer(text):
        if _is_between(text, match):
            continue
        first, last = _spans("year")[_said(match, "part")]
        year = int(_said(match, "year"))
        end_year, end_month = year + (last > 12), (last - 1) % 12 + 1
        end = monthrange(end_year, end_month)[1]
        yield date(year, first, 1), date(end_year, end_month, end), match.start(), match.end()


def part_of_fiscal(text: str, first: date, last: date, start: int, end: int) -> tuple[date, date, int, int]:
    """The half or quarter of a financial year that stands before or behind it; all of it, where none does.

    >>> part_of_fiscal("2025年度上半期", date(2025, 4, 1), date(2026, 3, 31), 0, 6)
    (datetime.date(2025, 4, 1), datetime.date(2025, 9, 30), 0, 9)
    """
    words = "|".join(re.escape(word) for word, span in _spans("year").items() if span in ACCOUNTED)
    before = re.search(rf"(?<![\w-])({words}){BEFORE}$", text[:start], re.IGNORECASE)
    behind = re.match(rf"{BEHIND}({words})", text[end:], re.IGNORECASE)
    found = before or behind
    if found is None:
        return first, last, start, end
    opening, closing = (month + 2 for month in _spans("year")[found[1].lower()])
    year, month = first.year + closing // 12, closing % 12 + 1
    start, end = (before.start(), end) if before else (start, end + found.end())
    return (
        date(first.year + opening // 12, opening % 12 + 1, 1),
        date(year, month, monthrange(year, month)[1]),
        start,
        end,
    )


def _is_between(text: str, match: re.Match[str]) -> bool:
    """Whether "the middle" of a time lies between two times or parties: 2020 और 2023 के बीच, दोनों के बीच 2025."""
    return _said(match, "part") in BETWEEN and FROM.search(text[: match.start()]) is not None


def _said(match: re.Match[str], group: str) -> str:
    """What stands in the one group of this name, with a number behind it, that was matched."""
    return next(text for name, text in match.groupdict().items() if text and name.startswith(group)).lower()


@cache
def _spans(of: str) -> Mapping[str, tuple[int, int]]:
    """The words for parts of a year or month, in small letters, and where each begins and ends."""
    return {
        str(word).lower(): (int(part["span"][0]), int(part["span"][1]))
        for part in read_data("year_parts")[of].values()
        for language in ("en", "ja", "hi")
        for word in part[language]
    }


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of parts of months and of years."""
    words = {of: "|".join(sorted(map(re.escape, _spans(of)), key=len, reverse=True)) for of in ("month", "year")}
    month = (
        rf"(?<![\w-])(?:the\s+)?(?P<part1>{words['month']})[\s-]*(?:of\s+)?(?P<month1>{MONTH})\.?,?\s*(?P<year1>{YEAR})"
        rf"|(?P<year2>{YEAR})年(?P<month2>\d\d?)月の?(?P<part2>{words['month']})"
        rf"|(?P<month3>{MONTH})\s*(?P<year3>{YEAR})\s*(?:के|की|ke|ki)\s+(?P<part3>{words['month']})(?![a-z\u0900-\u097f])"
    )
    year = (
        rf"(?<![\w-])(?:the\s+)?(?P<part1>{words['year']}){BEFORE}(?P<year1>{YEAR})(?!\d)"
        rf"|(?<!\d)(?P<year2>{YEAR}){BEHIND}(?P<part2>{words['year']})(?![a-z\u0900-\u097f])"
    )
    return re.compile(month, re.IGNORECASE), re.compile(year, re.IGNORECASE)
