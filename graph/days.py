"""Dates in a language, no more precise than they are known."""

from __future__ import annotations

from datetime import date
from typing import Final

from graph.dates import read_day, span_of, write_day

__all__ = ["UNKNOWN", "write_date"]

#: What is said of a day that is not known.
UNKNOWN: Final = {"en": "unknown", "ja": "不明", "hi": "अज्ञात"}

HINDI_MONTHS: Final = (
    "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून",
    "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
)  # fmt: skip


def write_date(text: str, precision: str = "day", language: str = "en") -> str:
    """A stored date as the language writes it; what is no date comes back as it is.

    >>> [write_date("2025-08-29", precision, "ja") for precision in ("day", "month", "quarter", "year", "unknown")]
    ['2025年8月29日', '2025年8月', '2025年7月から9月', '2025年', '不明']
    >>> write_date("2025-08-29", "day", "hi"), write_date("2025-08-29", "quarter", "hi"), write_date("soon")
    ('29 अगस्त 2025', 'जुलाई से सितंबर 2025', 'soon')
    """
    try:
        day = read_day(text)
    except ValueError:
        return text
    write = {"ja": _japanese, "hi": _hindi}.get(language, write_day)
    return write(day, precision)


def _months(day: date, precision: str) -> tuple[date, date]:
    span = span_of(day, precision)
    assert span is not None
    return span


def _japanese(day: date, precision: str) -> str:
    match precision:
        case "day":
            return f"{day.year}年{day.month}月{day.day}日"
        case "month":
            return f"{day.year}年{day.month}月"
        case "quarter":
            first, last = _months(day, precision)
            return f"{day.year}年{first.month}月から{last.month}月"
        case "year":
            return f"{day.year}年"
    return UNKNOWN["ja"]


def _hindi(day: date, precision: str) -> str:
    month = HINDI_MONTHS[day.month - 1]
    match precision:
        case "day":
            return f"{day.day} {month} {day.year}"
        case "month":
            return f"{month} {day.year}"
        case "quarter":
            first, last = _months(day, precision)
            return f"{HINDI_MONTHS[first.month - 1]} से {HINDI_MONTHS[last.month - 1]} {day.year}"
        case "year":
            return str(day.year)
    return UNKNOWN["hi"]
