"""Finds days, months and years as Japan writes them: by era, and with numbers in characters."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

__all__ = ["find_eras", "in_digits", "read_kanji"]

#: First year of each era, less one; in documents their initials stand for them.
ERAS: Final[Mapping[str, int]] = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
KANJI: Final[Mapping[str, int]] = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
#: Characters for one digit each, as years are written with them: 二〇二五年.
WRITTEN: Final = re.compile(r"[一二][〇零一二三四五六七八九○]{3}(?=年)")
SAID: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
NUMBER: Final = r"元|\d{1,2}|[〇一二三四五六七八九十]{1,3}"
DAY: Final = re.compile(
    rf"(?P<era>令和|平成|昭和|(?<![A-Za-z])[RHS](?=\d))\s*(?P<y>{NUMBER})\s*年(?P<fiscal>度)?"
    rf"(?:の?(?P<m>{NUMBER})\s*月(?:(?P<d>{NUMBER})\s*日)?)?"
)
#: Months and days in characters behind a year in digits: 2025年八月.
MONTH: Final = re.compile(rf"(?P<y>(?:19|20)\d\d)年(?P<m>[一二三四五六七八九十]{{1,2}})月(?:(?P<d>{NUMBER})日)?")


def in_digits(text: str) -> str:
    """A text of the same length with years written in characters as digits.

    >>> in_digits("二〇二五年の覚書")
    '2025年の覚書'
    """
    return WRITTEN.sub(lambda found: found[0].translate(SAID), text)


def read_kanji(said: str) -> int:
    """A number below a hundred in digits or in characters.

    >>> read_kanji("十五"), read_kanji("二十"), read_kanji("7"), read_kanji("元"), read_kanji("二九")
    (15, 20, 7, 1, 29)
    """
    if said == "元":
        return 1
    if said.isdigit() and said.isascii():
        return int(said)
    if "十" in said:
        tens, _, ones = said.partition("十")
        return 10 * KANJI.get(tens, 1) + KANJI.get(ones, 0)
    return int("".join(str(KANJI[letter]) for letter in said))


def find_eras(text: str) -> Iterator[tuple[date, date, int, int]]:
    """Spans of days that are told by era or with numbers in characters: both days, and from where to where.

    >>> [(str(first), str(last)) for first, last, _, _ in find_eras("令和7年8月29日、平成二十四年度、令和元年")]
    [('2025-08-29', '2025-08-29'), ('2012-04-01', '2013-03-31'), ('2019-01-01', '2019-12-31')]
    """
    for match in (*DAY.finditer(text), *MONTH.finditer(text)):
        said = match.groupdict()
        year = ERAS[said["era"]] + read_kanji(said["y"]) if said.get("era") else int(said["y"])
        month, day = (read_kanji(said[part]) if said[part] else 0 for part in ("m", "d"))
        try:
            first = date(year, month or 1, day or 1)
        except ValueError:
            continue
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
        if said.get("fiscal"):
            first, last = date(year, 4, 1), date(year + 1, 3, 31)
        yield first, last, match.start(), match.end()
