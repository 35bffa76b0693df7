"""Validity against its own definition: every day that an imprecise start or end may stand for is tried."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import PRECISIONS, Validity, read_day, span_of, write_day

DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))
KNOWN = st.sampled_from(PRECISIONS[:-1])


def days_of(day: date, precision: str) -> list[date]:
    span = span_of(day, precision)
    assert span is not None
    return [span[0] + timedelta(days=number) for number in range((span[1] - span[0]).days + 1)]


@given(day=DAYS, precision=KNOWN)
def test_span_holds_its_day_and_is_the_same_from_all_its_days(day: date, precision: str) -> None:
    days = days_of(day, precision)
    assert day in days
    assert {span_of(other, precision) for other in (days[0], days[-1])} == {(days[0], days[-1])}
    assert write_day(days[0], precision) == write_day(days[-1], precision)


@given(start=DAYS, start_precision=KNOWN, end=DAYS, end_precision=KNOWN, on=DAYS)
def test_holds_is_what_all_readings_of_the_dates_say(
    start: date, start_precision: str, end: date, end_precision: str, on: date
) -> None:
    starts, ends = days_of(start, start_precision), days_of(end, end_precision)
    if starts[0] > ends[-1]:
        return
    validity = Validity(starts[0], start_precision, ends[-1], end_precision)
    begun, not_ended = [day <= on for day in starts], [on <= day for day in ends]
    expected = "certainly" if all(begun) and all(not_ended) else "possibly" if any(begun) and any(not_ended) else None
    assert validity.holds(on) == expected


@pytest.mark.parametrize(
    ("validity", "expected"),
    [
        (Validity(), "possibly"),
        (Validity(start=date(2020, 1, 1)), "certainly"),
        (Validity(start=date(2020, 1, 1), end_precision="unknown"), "possibly"),
        (Validity(start=date(2020, 1, 1), end=date(2030, 1, 1), end_precision="unknown"), "possibly"),
        (Validity(start=date(2020, 1, 1), start_precision="unknown"), "possibly"),
        (Validity(start=date(2025, 1, 1), start_precision="unknown"), None),
    ],
)
def test_what_is_unknown_is_never_certain(validity: Validity, expected: str | None) -> None:
    assert validity.holds(date(2024, 6, 1)) == expected


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-8-1", "2025-02-29", "20250829", "2025-W35-5", "2025-08-29T00:00:00", "२०२५-०८-२९"]
)
def test_other_spellings_of_a_day_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no day"):
        read_day(text)


@pytest.mark.parametrize("read", [span_of, write_day])
def test_a_precision_that_is_none_is_refused(read: object) -> None:
    assert callable(read)
    with pytest.raises(ValueError, match="no precision"):
        read(date(2025, 1, 1), "week")
