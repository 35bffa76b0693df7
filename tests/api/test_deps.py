"""What routes share: how forms are read."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.deps import read_form
from api.problems import Problem

ESCAPES = ["%20", "%2B", "%26", "%3d", "%0A", "%E9%89%B1", "%", "%zz"]
PIECES = st.sampled_from(["a", "query", "=", "&", "+", *ESCAPES, "\n", "\r\n", "_", "鉱", " ", ";"])


@given(st.lists(PIECES).map("".join))
@example("%aa")
def test_forms_are_read_as_the_standard_library_reads_them(text: str) -> None:
    try:
        expected = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(Problem, match="not UTF-8"):
            read_form(text.encode(), "form")
    else:
        assert read_form(text.encode(), "form") == expected


@pytest.mark.parametrize("text", [b"a=%ff", b"%e9=1", b"a=\xff"])
def test_bytes_that_are_no_utf_8_are_refused(text: bytes) -> None:
    with pytest.raises(Problem, match="not UTF-8"):
        read_form(text, "query string")
