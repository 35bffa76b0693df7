"""Dates that know how much of them is known: spans of imprecise days, and whether a state holds on a day.

A stored day stands for a span. An imprecise start is stored as the first day of its span and an imprecise end as the
last, so a state can only hold between the two; how surely it does depends on the precisions.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

__all__ = ["CERTAINLY", "POSSIBLY", "PRECISIONS", "Validity", "read_day", "read_period", "span_of", "when", "write_day"]

#: How much of a stored day may be known, finest first; the first is meant when nothing is said.
PRECISIONS: Final = ("day", "month", "quarter", "year", "unknown")
CERTAINLY: Final = "certainly"
POSSIBLY: Final = "possibly"
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def read_day(text: str) -> date:
    """Read a day in the one form that is taken, ``YYYY-MM-DD``.

    :meth:`datetime.date.fromisoformat` takes other ISO forms too (``20250829``, ``2025-W35-5``) since Python 3.11; here
    they are refused, since no other face of the graph takes them. Raises :class:`ValueError`.

    >>> read_day("2025-08-29")
    datetime.date(2025, 8, 29)
    >>> read_day("20250829")
    Traceback (most recent call last):
        ...
    ValueError: '20250829' is no day of the form YYYY-MM-DD
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError(f"{text!r} is no day of the form YYYY-MM-DD")
    return day


def read_period(text: str) -> tuple[date, date]:
    """First and last day of a year, a month or a day, or of what reaches from one of these to another.

    Raises :class:`ValueError` for another form and for a period that ends before it begins.

    >>> read_period("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> read_period("2023-04/2024-03")
    (datetime.date(2023, 4, 1), datetime.date(2024, 3, 31))
    """
    begin, slash, end = text.partition("/")
    first, last = _read_span(begin)
    if slash:
        last = _read_span(end)[1]
    if last < first:
        raise ValueError(f"{text!r} ends before it begins")
    return first, last


def _read_span(text: str) -> tuple[date, date]:
    filled = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        first = read_day(filled)
    except ValueError:
        raise ValueError(f"{text!r} is no year, month or day, such as 2024, 2024-02 or 2024-02-29") from None
    if len(text) == 10:
        return first, first
    return first, _last_day(first.year, 12 if len(text) == 4 else first.month)


def span_of(day: date, precision: str = "day") -> tuple[date, date] | None:
    """First and last day that a stored day may stand for; ``None`` when the precision is unknown.

    It does not matter whether the stored day is the first of the span or the last.

    >>> span_of(date(2024, 2, 29), "quarter")
    (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
    """
    match precision:
        case "day":
            return day, day
        case "month":
            return day.replace(day=1), _last_day(day.year, day.month)
        case "quarter":
            first = 3 * ((day.month - 1) // 3) + 1
            return date(day.year, first, 1), _last_day(day.year, first + 2)
        case "year":
            return date(day.year, 1, 1), date(day.year, 12, 31)
        case "unknown":
            return None
    raise ValueError(f"{precision!r} is no precision; one of {', '.join(PRECISIONS)}")


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def write_day(day: date, precision: str = "day") -> str:
    """Write a day as far as it is known.

    A day of unknown precision is only a bound, so it says no more than "unknown".

    >>> [write_day(date(2025, 8, 1), precision) for precision in PRECISIONS]
    ['1 August 2025', 'August 2025', 'July to September 2025', '2025', 'unknown']
    """
    match precision:
        case "day":
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        case "month":
            return f"{MONTHS[day.month - 1]} {day.year}"
        case "quarter":
            first = 3 * ((day.month - 1) // 3)
            return f"{MONTHS[first]} to {MONTHS[first + 2]} {day.year}"
        case "year":
            return str(day.year)
        case "unknown":
            return "unknown"
    raise ValueError(f"{precision!r} is no precision; one of {', '.join(PRECISIONS)}")


def when(text: str, precision: str = "day") -> str:
    """A stored date no more precise than it is known; what is no date comes back as it is.

    >>> when("2023-06-01", "month"), when("2025-09-30", "quarter"), when("2025-08-29"), when("soon")
    ('June 2023', 'July to September 2025', '29 August 2025', 'soon')
    """
    try:
        return write_day(read_day(text), precision)
    except ValueError:
        return text


@dataclass(frozen=True, slots=True)
class Validity:
    """When a state holds, both days included.

    A missing start is unknown. A missing end means "not known to have ended"; an end of unknown precision means that it
    has ended and nobody knows when (by the stored day at the latest, where there is one).
    """

    start: date | None = None
    start_precision: str = "day"
    end: date | None = None
    end_precision: str = "day"

    def holds(self, on: date) -> Literal["certainly", "possibly"] | None:
        """Whether the state holds on a day: certainly, possibly (the day lies in an imprecise span), or not (``None``).

        >>> june_2023 = Validity(start=date(2023, 6, 1), start_precision="month")
        >>> [june_2023.holds(date(2023, *day)) for day in ((5, 31), (6, 1), (6, 29), (6, 30))]
        [None, 'possibly', 'possibly', 'certainly']
        >>> until_2024 = Validity(start=date(2020, 1, 1), end=date(2024, 12, 31), end_precision="year")
        >>> [until_2024.holds(date(*day)) for day in ((2024, 1, 1), (2024, 1, 2), (2024, 12, 31), (2025, 1, 1))]
        ['certainly', 'possibly', 'possibly', None]
        """
        if self.start is not None and on < self.start:
            return None
        if self.end is not None and on > self.end:
            return None
        return CERTAINLY if self._has_surely_begun(on) and self._has_surely_not_ended(on) else POSSIBLY

    def _has_surely_begun(self, on: date) -> bool:
        span = span_of(self.start, self.start_precision) if self.start is not None else None
        return span is not None and on >= span[1]

    def _has_surely_not_ended(self, on: date) -> bool:
        if self.end is None:
            return self.end_precision != "unknown"
        span = span_of(self.end, self.end_precision)
        return span is not None and on <= span[0]
