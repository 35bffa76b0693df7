"""Whose turn it is: round by address, then by connection, in order within a connection; whoever leaves is gone."""

from __future__ import annotations

import random

import pytest

from api.line import Client, Line


def test_an_address_with_many_holds_up_itself_only() -> None:
    line = Line[str]()
    for number in range(100):
        line.put(Client("loud", number), f"loud {number}")
    line.put(Client("quiet", 1), "quiet")
    assert [line.take() for _ in range(3)] == ["loud 0", "quiet", "loud 1"]


def test_connections_of_one_address_take_turns() -> None:
    line = Line[str]()
    for number in range(3):
        line.put(Client("a", 1), f"first {number}")
    line.put(Client("a", 2), "second")
    assert [line.take() for _ in range(4)] == ["first 0", "second", "first 1", "first 2"]


def test_nobody_is_next_in_an_empty_line() -> None:
    with pytest.raises(KeyError):
        Line[str]().take()


def test_whoever_left_is_passed_over() -> None:
    line = Line[str]()
    a, b = Client("a", 1), Client("b", 1)
    line.put(a, "one")
    line.put(b, "two")
    line.drop(a, "one")
    line.drop(a, "one")
    line.drop(Client("c"), "nothing")
    assert (line.size, line.size_of("a"), line.take()) == (1, 0, "two")


def test_nothing_is_lost_and_nothing_doubled() -> None:
    chance = random.Random(3)
    line = Line[int]()
    inside: dict[int, Client] = {}
    seen: list[int] = []
    for number in range(2000):
        client = Client(chance.choice("abc"), chance.randrange(3))
        line.put(client, number)
        inside[number] = client
        if chance.random() < 0.3:
            gone = chance.choice(list(inside))
            line.drop(inside.pop(gone), gone)
        if chance.random() < 0.5 and inside:
            taken = line.take()
            seen.append(taken)
            del inside[taken]
        assert line.size == len(inside) == sum(map(line.size_of, "abc"))
    while line.size:
        taken = line.take()
        seen.append(taken)
        del inside[taken]
    assert inside == {}
    assert len(seen) == len(set(seen))
