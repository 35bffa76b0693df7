"""Packing: the same bytes each time, and no half of a file taken for the whole."""

from __future__ import annotations

import pytest

from graph.compression import CODINGS, MEDIA_TYPES, pack, unpack

TEXT = b"<urn:a> <urn:b> <urn:c> .\n" * 5000


@pytest.mark.parametrize("ending", CODINGS)
def test_packing_is_repeatable_and_worth_it(ending: str) -> None:
    packed = pack(TEXT, ending)
    assert packed == pack(TEXT, ending)
    assert len(packed) < len(TEXT) / 50
    assert unpack(packed, ending) == TEXT
    assert MEDIA_TYPES[ending].startswith("application/")


@pytest.mark.parametrize("ending", CODINGS)
@pytest.mark.parametrize("damage", ["cut", "flipped", "other"])
def test_damage_is_seen(ending: str, damage: str) -> None:
    packed = pack(b"".join(str(number).encode() for number in range(5000)), ending)
    middle = len(packed) // 2
    spoilt = {
        "cut": packed[:-1],
        "flipped": packed[:middle] + bytes([packed[middle] ^ 1]) + packed[middle + 1 :],
        "other": b"plain text",
    }[damage]
    with pytest.raises(ValueError, match=rf"\.{ending} file"):
        unpack(spoilt, ending)
