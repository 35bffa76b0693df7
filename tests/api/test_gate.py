"""Places for connections: who gets one, who gives way, who is turned away, and that none is lost."""

from __future__ import annotations

import asyncio

import pytest

from api.bounds import Bounds
from api.counts import ConnectionCounts
from api.gate import Gate


class Visitor:
    """A connection that does nothing but remember."""

    def __init__(self) -> None:
        self.is_evicted = False
        self.checks = 0

    def check(self, now: float) -> None:
        self.checks += 1

    def evict(self) -> None:
        self.is_evicted = True


def gate_of(connections: int = 3, of_address: int = 2, proxies: tuple[str, ...] = ()) -> Gate:
    bounds = Bounds(connections=connections, connections_of_address=of_address, header_seconds=0.1)
    return Gate(bounds, ConnectionCounts(), proxies)


async def admit(gate: Gate, address: str, *, is_busy: bool = False) -> tuple[Visitor, str]:
    visitor = Visitor()
    problem = gate.admit(visitor, address)
    if problem is None and is_busy:
        gate.set_busy(visitor)
    return visitor, "" if problem is None else problem.kind.slug


def test_whoever_waits_longest_gives_way() -> None:
    async def scenario() -> None:
        gate = gate_of()
        first, _ = await admit(gate, "192.0.2.1")
        second, _ = await admit(gate, "192.0.2.2")
        third, _ = await admit(gate, "192.0.2.3")
        gate.set_busy(first)
        gate.set_waiting(first)
        fourth, refusal = await admit(gate, "192.0.2.4")
        assert refusal == ""
        assert [each.is_evicted for each in (first, second, third, fourth)] == [False, True, False, False]
        assert gate.counts.is_open == 3
        assert gate.counts.cut["evicted"] == 1

    asyncio.run(scenario())


def test_of_an_address_at_its_bound_its_own_gives_way() -> None:
    async def scenario() -> None:
        gate = gate_of(connections=10)
        other, _ = await admit(gate, "192.0.2.9")
        first, _ = await admit(gate, "192.0.2.1")
        await admit(gate, "192.0.2.1", is_busy=True)
        _, refusal = await admit(gate, "192.0.2.1", is_busy=True)
        assert refusal == ""
        assert first.is_evicted
        assert not other.is_evicted
        _, refusal = await admit(gate, "192.0.2.1")
        assert refusal == "too-many-connections"
        _, refusal = await admit(gate, "192.0.2.2")
        assert refusal == ""

    asyncio.run(scenario())


def test_when_all_are_busy_newcomers_are_turned_away_until_one_leaves() -> None:
    async def scenario() -> None:
        gate = gate_of()
        visitors = [(await admit(gate, f"192.0.2.{n}", is_busy=True))[0] for n in range(3)]
        turned_away, refusal = await admit(gate, "192.0.2.9")
        assert refusal == "server-full"
        assert gate.is_told(turned_away)
        gate.leave(turned_away)
        gate.leave(visitors[0])
        assert (await admit(gate, "192.0.2.9"))[1] == ""

    asyncio.run(scenario())


def test_so_many_are_told_and_no_more() -> None:
    async def scenario() -> None:
        gate = gate_of(connections=1)
        await admit(gate, "192.0.2.1", is_busy=True)
        told = [gate.is_told((await admit(gate, "192.0.2.2"))[0]) for _ in range(200)]
        assert 0 < sum(told) < 200

    asyncio.run(scenario())


def test_bodies_have_so_much_room_in_all_and_of_one_address() -> None:
    async def scenario() -> None:
        kib = 1 << 10
        gate = Gate(Bounds(bodies_bytes=800 * kib), ConnectionCounts(), ("10.0.0.0/8",))
        (one, _), (two, _), (other, _), (proxy, _) = [
            await admit(gate, address) for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2", "10.0.0.1")
        ]

        def hold(guest: Visitor, size: int) -> str:
            problem = gate.hold(guest, size * kib, size * kib)
            return "" if problem is None else problem.kind.slug

        assert [hold(one, 400), hold(two, 64), hold(two, 65), hold(one, 100)] == ["", "", "no-room", ""]
        assert [hold(other, 200), hold(other, 101)] == ["", "no-room"]
        gate.let_go(one)
        assert [hold(two, 200), hold(proxy, 400)] == ["", ""]
        assert gate.held_bytes == 800 * kib
        for guest in (one, two, other, proxy, two):
            gate.leave(guest)
        assert gate.held_bytes == 0

    asyncio.run(scenario())


def test_leaving_twice_is_leaving_once() -> None:
    async def scenario() -> None:
        gate = gate_of(of_address=1)
        visitor, _ = await admit(gate, "192.0.2.1", is_busy=True)
        gate.leave(visitor)
        gate.leave(visitor)
        assert (await admit(gate, "192.0.2.1", is_busy=True))[1] == ""
        assert (await admit(gate, "192.0.2.1"))[1] == "too-many-connections"
        assert gate.counts.is_open == 1

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
def test_what_counts_as_one_address(one: str, other: str, is_same: bool) -> None:
    async def scenario() -> None:
        gate = gate_of(of_address=1)
        await admit(gate, one, is_busy=True)
        assert ((await admit(gate, other))[1] == "too-many-connections") is is_same

    asyncio.run(scenario())


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", ""])
def test_proxies_and_local_sockets_are_not_counted_by_address(address: str) -> None:
    async def scenario() -> None:
        gate = gate_of(of_address=1, proxies=("10.0.0.0/8",))
        assert [(await admit(gate, address, is_busy=True))[1] for _ in range(3)] == ["", "", ""]
        assert (await admit(gate, address))[1] == "server-full"

    asyncio.run(scenario())


def test_deadlines_are_looked_at_while_there_is_anybody() -> None:
    async def scenario() -> None:
        gate = gate_of()
        visitor, _ = await admit(gate, "192.0.2.1")
        await asyncio.sleep(0.3)
        assert visitor.checks >= 2
        gate.leave(visitor)
        await asyncio.sleep(0.1)
        seen = visitor.checks
        await asyncio.sleep(0.2)
        assert visitor.checks == seen

    asyncio.run(scenario())
