"""What is kept: within its room, the least lately used leaving first, and nothing too large."""

from __future__ import annotations

from api.cache import Cache
from api.representations import Representation


def made(size: int) -> Representation:
    return Representation(b"x" * size, "text/plain", "v")


def test_what_was_put_comes_back_and_is_counted() -> None:
    cache = Cache(1 << 20)
    kept = made(10)
    cache.put(("a",), kept)
    assert cache.get(("a",)) is kept
    assert cache.get(("b",)) is None
    assert (cache.hits, cache.misses, len(cache)) == (1, 1, 1)


def test_room_is_never_exceeded_and_the_least_used_leaves() -> None:
    cache = Cache(100_000)
    for number in range(60):
        cache.put((str(number),), made(1000))
        assert cache.get(("0",)) is not None
        assert cache.used_bytes <= cache.capacity_bytes
    assert len(cache) < 60
    assert cache.get(("59",)) is not None
    assert cache.get(("1",)) is None


def test_putting_twice_takes_room_once() -> None:
    cache = Cache(1 << 20)
    cache.put(("a",), made(100))
    used = cache.used_bytes
    cache.put(("a",), made(100))
    assert (cache.used_bytes, len(cache)) == (used, 1)


def test_what_is_too_large_is_not_kept() -> None:
    cache = Cache(1 << 20)
    cache.put(("a",), made(1 << 19))
    assert (len(cache), cache.used_bytes) == (0, 0)
    nothing = Cache(0)
    nothing.put(("a",), made(1))
    assert len(nothing) == 0
