"""Which parts of a file a Range header asks for."""

from __future__ import annotations

import pytest

from api.ranges import MOST_RANGES, read_ranges


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-0", ((0, 0),)),
        ("Bytes = 0 - 4 , -3", ((0, 4), (7, 9))),
        ("bytes=-50", ((0, 9),)),
        ("bytes=5-999999999999999999", ((5, 9),)),
        ("bytes=10-,2-3", ((2, 3),)),
        ("bytes=10-", ()),
        ("bytes=-0", ()),
        ("bytes=" + ",".join(["0-0"] * MOST_RANGES), ((0, 0),) * MOST_RANGES),
        ("bytes=" + ",".join(["0-0"] * (MOST_RANGES + 1)), None),
        ("bytes=" + "9" * 5000 + "-", None),
        ("bytes=3-2", None),
        ("bytes=--2", None),
        ("bytes=٣-٤", None),
        ("bytes=-", None),
        ("bytes=1-2-3", None),
        ("0-5", None),
        ("", None),
    ],
)
def test_parts(header: str, found: tuple[tuple[int, int], ...] | None) -> None:
    assert read_ranges(header, 10) == found
