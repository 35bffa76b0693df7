"""How long it was from one day to another, as far as both are known: years, months and days, or years about."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.ask.wording.say import Speech

__all__ = ["Length", "later_by", "length_of", "say_length"]

#: From so many days on the same length is told in months or years too.
MANY: Final = 45
MONTHS: Final = 12
#: A span of more days is known to the year only.
OF_MONTH: Final = 31

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Length:
    """A length in calendar years, months and days; ``total`` is all of it in days, where both ends are known."""

    years: int
    months: int
    days: int
    total: int | None


def length_of(one: Span, other: Span) -> Length:
    """How long it is from the earlier to the later of two days; as exact as the vaguer of them is known.

    >>> day = date.fromisoformat
    >>> length_of((day("2023-11-14"),) * 2, (day("2024-02-24"),) * 2)
    Length(years=0, months=3, days=10, total=102)
    >>> length_of((day("2012-01-01"), day("2012-12-31")), (day("2016-04-01"),) * 2)
    Length(years=4, months=0, days=0, total=None)
    """
    first, last = sorted([one, other])
    if first[0] == first[1] and last[0] == last[1]:
        months = _months(first[0], last[0])
        anchor = later_by(first[0], months)
        return Length(*divmod(months, MONTHS), (last[0] - anchor).days, (last[0] - first[0]).days)
    if max((span[1] - span[0]).days for span in (first, last)) < OF_MONTH:
        apart = last[0].year * MONTHS + last[0].month - first[0].year * MONTHS - first[0].month
        return Length(*divmod(apart, MONTHS), 0, None)
    return Length(last[0].year - first[0].year, 0, 0, None)


def _months(first: date, last: date) -> int:
    """The whole months from one day to a later one."""
    apart = last.year * MONTHS + last.month - first.year * MONTHS - first.month
    return apart if later_by(first, apart) <= last else apart - 1


def later_by(day: date, months: int) -> date:
    """The day so many months later; the last of its month where that has no such day.

    >>> later_by(date(2024, 1, 31), 1), later_by(date(2025, 8, 28), 60)
    (datetime.date(2024, 2, 29), datetime.date(2030, 8, 28))
    """
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def say_length(speech: Speech, length: Length) -> str:
    """A length in words: the days where they are known, and years and months where these are many.

    About where an end is known to its month or year only; less than a month or year where both fall in the same.
    """
    whole = say_exactly(speech, length)
    if length.total is None:
        return speech.say("length_about", length=whole) if whole else speech.say("length_same")
    days = _counted(speech, "day", length.total)
    return days if length.total < MANY else speech.say("length_both", days=days, length=whole)


def say_exactly(speech: Speech, length: Length) -> str:
    """The years, months and days of a length, as far as there are any."""
    parts = [("year", length.years), ("month", length.months), ("day", length.days)]
    told = [_counted(speech, unit, count) for unit, count in parts if count]
    return "".join(told) if speech.language == "ja" or not told else speech.listing(told)


def _counted(speech: Speech, unit: str, count: int) -> str:
    one, several = speech.say(f"unit_{unit}").split("|")
    return speech.say("length_unit", count=count, unit=one if count == 1 else several)
