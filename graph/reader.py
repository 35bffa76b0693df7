"""The disposable query process: the graph is loaded once, and readers forked from the process that holds it answer.

The engine can neither be interrupted nor be given less than all the memory there is, and some queries end their process
outright (ten thousand nested braces overflow its stack). So a query runs in a process that can be killed and costs a
few milliseconds to replace.

``python -m graph.reader --control FD --nquads FILE --memory BYTES --result-cap BYTES`` is the zygote that
:mod:`graph.zygote` describes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from graph.ask.engine import SHARED, Engine
from graph.handlers import HANDLERS, joins_of
from graph.joins import Joins
from graph.offspring import in_child
from graph.world import World
from graph.zygote import Program, run

__all__ = ["READER", "load", "main", "prepare"]


def load(nquads: Path) -> World:
    """The graph as readers share it; see :meth:`graph.world.World.load`."""
    return World.load(nquads, apart=in_child)


def prepare(world: World) -> Iterator[None]:
    """Make what readers share: names as they are searched, plain words, what the order of joins depends on."""
    _ = world.lookup
    yield
    _ = world.index
    for make in (*SHARED, Engine.of):
        yield
        world.once(make)
    yield
    counted = in_child(lambda: joins_of(world).to_json())
    world.kept[joins_of] = Joins.from_json(counted)


#: Queries, questions and descriptions, answered from the graph.
READER: Final = Program("graph.reader", load, prepare, HANDLERS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Be the zygote of the readers until the control socket closes."""
    return run(READER, arguments)


if __name__ == "__main__":
    raise SystemExit(main())
