"""The head of an answer and its body leave together, and nothing is lost or turned round on the way."""

from __future__ import annotations

from itertools import accumulate

import pytest

from api.joining import COPIED, Joining

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


class Wire:
    """What was written, piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.is_closed = False

    def write(self, data: bytes, /) -> None:
        assert not self.is_closed
        self.pieces.append(data)

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ([HEAD, b"body"], [HEAD + b"body"]),
        ([HEAD, b""], [HEAD]),
        ([HEAD, b"a", b"b"], [HEAD + b"a", b"b"]),
        ([HEAD, b"x" * COPIED, b"y"], [HEAD + b"x" * COPIED, b"y"]),
        ([HEAD, b"x" * (COPIED + 1)], [HEAD, b"x" * (COPIED + 1)]),
        ([b"HTTP/1.1 100 Continue\r\n\r\n", HEAD, b"body"], [b"HTTP/1.1 100 Continue\r\n\r\n", HEAD + b"body"]),
    ],
)
def test_head_leaves_with_what_comes_first(written: list[bytes], pieces: list[bytes]) -> None:
    wire = Wire()
    joining = Joining(wire)
    for data in written:
        joining.write(data)
    assert wire.pieces == pieces
    assert [*accumulate(wire.pieces)][-1] == b"".join(written)


def test_answer_that_is_given_up_shows_its_head_and_ends() -> None:
    wire = Wire()
    joining = Joining(wire)
    joining.write(HEAD)
    assert (wire.pieces, joining.is_closing()) == ([], False)
    joining.close()
    assert (wire.pieces, wire.is_closed, joining.is_closing()) == ([HEAD], True, True)
