"""Who may connect: connections are counted, in all and by address, and their deadlines are kept.

What waits longest gives way. At the bound a newcomer takes the place of the connection that has gone longest without
asking anything (kept alive, just opened, or with half a request), of its own address where that is at its bound. So
idle and slow sockets, however many, keep nobody out; only connections that are all being answered do.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from api.bounds import Bounds
from api.counts import ConnectionCounts
from api.problems import NO_ROOM, RETRY_SECONDS, SERVER_FULL, TOO_MANY_CONNECTIONS, Problem

__all__ = ["Gate", "Guest", "group_of"]

#: Connections that were turned away and are still told so; more than these are dropped without a word.
MOST_TURNED_AWAY: Final = 128
#: A body, or the beginning of one, that is not counted among those that are held.
SMALL_BYTES: Final = 64 << 10
#: One address may have this part of the room for bodies.
PARTS: Final = 4
#: Seconds between looks at the deadlines of all connections.
SLOWEST_ROUND: Final = 0.5
QUICKEST_ROUND: Final = 0.05


class Guest(Protocol):
    """A connection as the gate knows it."""

    def check(self, now: float) -> None:
        """Do what is due at this time of the event loop's clock."""

    def evict(self) -> None:
        """Give up the place."""


class Gate:
    """The places for connections of one server; all in one event loop."""

    def __init__(self, bounds: Bounds, counts: ConnectionCounts, proxies: Sequence[str] = ()) -> None:
        """Connections of ``proxies``, which stand for many clients, are not counted by address."""
        self.bounds = bounds
        self.counts = counts
        self._proxies = [ipaddress.ip_network(proxy) for proxy in proxies]
        self._groups: dict[Guest, str] = {}
        self._sizes: Counter[str] = Counter()
        #: Bytes of bodies that are held: of each connection, of each address, and in all.
        self._held: Counter[Guest] = Counter()
        self._held_of: Counter[str] = Counter()
        self.held_bytes = 0
        self._turned_away: set[Guest] = set()
        #: Those that nothing is being done for, the one that has waited longest first.
        self._waiting: dict[Guest, None] = {}
        self._round: asyncio.TimerHandle | None = None
        quickest = min(bounds.header_seconds, bounds.body_seconds, bounds.keep_alive_seconds, bounds.write_seconds)
        self._round_seconds = min(SLOWEST_ROUND, max(QUICKEST_ROUND, quickest / 4))

    def admit(self, guest: Guest, address: str) -> Problem | None:
        """Give a connection a place, or say why there is none."""
        self.counts.opened += 1
        group = self._group_of(address)
        if group and self._sizes[group] >= self.bounds.connections_of_address and not self._evict(group):
            most = self.bounds.connections_of_address
            return self._turn_away(
                guest,
                Problem(
                    TOO_MANY_CONNECTIONS,
                    f"There are {most} connections from this address, and all of them are busy.",
                    "Close connections that are not needed, or use one for several requests.",
                    headers={"Retry-After": "1"},
                ),
            )
        if len(self._groups) >= self.bounds.connections and not self._evict():
            return self._turn_away(
                guest,
                Problem(SERVER_FULL, "Every connection is busy.", "Try again.", headers={"Retry-After": "1"}),
            )
        self._groups[guest] = group
        self._sizes[group] += 1
        self._waiting[guest] = None
        self.counts.is_open = len(self._groups)
        self._begin_round()
        return None

    def leave(self, guest: Guest) -> None:
        """Free the place of a connection that is closed."""
        self._turned_away.discard(guest)
        self._waiting.pop(guest, None)
        self.let_go(guest)
        group = self._groups.pop(guest, None)
        if group is not None:
            self._sizes[group] -= 1
            if not self._sizes[group]:
                del self._sizes[group]
        self.counts.is_open = len(self._groups)

    def hold(self, guest: Guest, whole: int, size: int) -> Problem | None:
        """Count so many bytes more of a body that is ``whole`` bytes long so far, or say that there is no room.

        Small ones are not counted. An address may have the bodies of one connection in any case, however long.
        """
        if whole <= SMALL_BYTES:
            return None
        group = self._groups.get(guest, "")
        most, of_group = self.bounds.bodies_bytes, self._held_of[group]
        is_past_part = group and of_group + size > most // PARTS and of_group > self._held[guest]
        if is_past_part or self.held_bytes + size > most:
            detail = "The bodies of requests that are under way fill the room for them."
            return Problem(NO_ROOM, detail, "Send less at a time.", headers={"Retry-After": str(RETRY_SECONDS)})
        self._held[guest] += size
        self._held_of[group] += size
        self.held_bytes += size
        return None

    def let_go(self, guest: Guest) -> None:
        """The requests of a connection are answered, and their bodies gone."""
        size = self._held.pop(guest, 0)
        if size:
            group = self._groups.get(guest, "")
            self.held_bytes -= size
            self._held_of[group] -= size
            if not self._held_of[group]:
                del self._held_of[group]

    def set_waiting(self, guest: Guest) -> None:
        """Nothing is being done for a connection any more."""
        if guest in self._groups:
            self._waiting[guest] = None

    def set_busy(self, guest: Guest) -> None:
        """A connection has a request that is being answered."""
        self._waiting.pop(guest, None)

    def _turn_away(self, guest: Guest, problem: Problem) -> Problem:
        if len(self._turned_away) < MOST_TURNED_AWAY:
            self._turned_away.add(guest)
            self._begin_round()
        return problem

    def is_told(self, guest: Guest) -> bool:
        """Whether a connection that was turned away is told so."""
        return guest in self._turned_away

    def _evict(self, group: str | None = None) -> bool:
        """Free the place of whoever has waited longest, of a group if there is one; false when nobody waits."""
        found = next((guest for guest in self._waiting if group is None or self._groups[guest] == group), None)
        if found is None:
            return False
        self.counts.cut["evicted"] += 1
        found.evict()
        self.leave(found)
        return True

    def _group_of(self, address: str) -> str:
        if not address or _is_within(address, self._proxies):
            return ""
        return group_of(address)

    def _begin_round(self) -> None:
        if self._round is None:
            self._round = asyncio.get_running_loop().call_later(self._round_seconds, self._check)

    def _check(self) -> None:
        self._round = None
        now = asyncio.get_running_loop().time()
        for guest in (*self._groups, *self._turned_away):
            guest.check(now)
        if self._groups or self._turned_away:
            self._begin_round()


def group_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the network of an IPv6 address that one customer has.

    >>> group_of("192.0.2.1"), group_of("::ffff:192.0.2.1"), group_of("2001:db8::1")
    ('192.0.2.1', '192.0.2.1', '2001:db8::/64')
    """
    if ":" not in address:
        return address
    parsed = ipaddress.IPv6Address(address.partition("%")[0])
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed, 64), strict=False))


def _is_within(address: str, networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    if not networks:
        return False
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    return any((mapped or parsed) in network for network in networks)
