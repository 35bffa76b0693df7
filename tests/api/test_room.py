"""Long answers that have yet to be taken: no more of them than there is room for, in all and of one address."""

from __future__ import annotations

import pytest

from api.problems import Problem
from api.room import Room
from api.spool import IN_MEMORY, Answer, Spool

SIZE = IN_MEMORY + 1


def answer(size: int = SIZE) -> Answer:
    spool = Spool()
    spool.write(b"x" * size)
    return spool.finish("text/csv")


def hold(room: Room, address: str) -> Answer:
    """An answer that is held; raises where there is no room for it."""
    asked = answer()
    room.hold(asked, address)
    return asked


def refuse(room: Room, address: str) -> None:
    with pytest.raises(Problem) as caught:
        hold(room, address)
    assert (caught.value.kind.status, caught.value.headers["Retry-After"]) == (503, "2")


def test_one_address_has_a_part_and_all_have_the_whole() -> None:
    room = Room(8 * SIZE)
    held = []
    for address in "abc":
        held += [hold(room, address), hold(room, address)]
        refuse(room, address)
    held += [hold(room, "d"), hold(room, "d")]
    refuse(room, "e")
    assert room.used_bytes == 8 * SIZE
    for each in held:
        each.close()
    assert room.used_bytes == 0
    hold(room, "a").close()


def test_an_address_may_have_one_that_is_longer_than_its_part() -> None:
    room = Room(2 * SIZE)
    first = hold(room, "a")
    refuse(room, "a")
    first.close()


def test_short_answers_take_no_room() -> None:
    room = Room(0)
    room.hold(answer(10), "a")
    assert room.used_bytes == 0


def test_what_is_shared_or_forgotten_gives_its_room_back() -> None:
    room = Room(8 * SIZE)
    shared = answer()
    shared.share(2)
    room.hold(shared, "a")
    room.hold(shared, "b")
    assert room.used_bytes == 2 * SIZE
    shared.close()
    assert room.used_bytes == 2 * SIZE
    shared.close()
    assert room.used_bytes == 0
    forgotten = hold(room, "a")
    assert room.used_bytes == SIZE
    del forgotten
    assert room.used_bytes == 0
