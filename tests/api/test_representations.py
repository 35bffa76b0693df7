"""Validators: which entity tag in If-None-Match names a representation."""

from __future__ import annotations

import pytest

from api.representations import Representation, has_current

TAG = Representation(b"body", "text/csv", "v1").tag


def test_tags_tell_apart_what_differs() -> None:
    made = [(b"a", "text/csv", "v1"), (b"b", "text/csv", "v1"), (b"a", "text/html", "v1"), (b"a", "text/csv", "v2")]
    assert len({Representation(*parts).tag for parts in made}) == len(made)
    assert Representation(b"body", "text/csv", "v1").tag == TAG


@pytest.mark.parametrize(
    ("header", "current"),
    [
        (None, None),
        ("", None),
        (f'"{TAG}"', TAG),
        (f'W/"{TAG}"', TAG),
        (f'"{TAG}-gzip"', f"{TAG}-gzip"),
        (f'"other", W/"{TAG}-zstd"', f"{TAG}-zstd"),
        (f'"other","{TAG}","more"', TAG),
        ('"other"', None),
        (TAG, None),
        ("*", None),
        (f'"a{TAG}"', None),
        (f'"{TAG}-br"', None),
    ],
)
def test_if_none_match(header: str | None, current: str | None) -> None:
    assert has_current(header, TAG) == current
