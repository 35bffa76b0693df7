"""Answers gathered in memory or in a file: the same bytes either way, and no file stays open."""

from __future__ import annotations

import hashlib

import pytest

from api.spool import IN_MEMORY, Spool


@pytest.mark.parametrize("size", [0, 1, IN_MEMORY, IN_MEMORY + 1, 3 * IN_MEMORY + 7])
def test_what_goes_in_comes_out(size: int) -> None:
    content = bytes(number % 251 for number in range(4096)) * (size // 4096 + 1)
    content = content[:size]
    spool = Spool()
    for start in range(0, size, 60_000):
        spool.write(content[start : start + 60_000])
    answer = spool.finish("text/plain")
    assert (answer.media_type, answer.size) == ("text/plain", size)
    assert answer.is_spooled is (size > IN_MEMORY)
    assert answer.body == content
    assert b"".join(answer.parts()) == content
    if answer.is_spooled:
        assert answer.digest == hashlib.sha256(content).hexdigest()
        assert max(map(len, answer.parts())) < IN_MEMORY
    answer.close()


def test_what_is_discarded_is_closed() -> None:
    spool = Spool()
    spool.write(b"x" * (IN_MEMORY + 1))
    spool.discard()  # an open file left over would warn, and a warning is an error
