"""Work that a process has done by a child of it, so that what the work takes is gone with the child.

Whoever looks at the whole store writes to all of its pages, since the engine counts who looks, and leaves behind the
memory that it needed in between. In a process whose pages others share, both stay for as long as it runs.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable
from typing import Any, TypeAlias

__all__ = ["Apart", "here", "in_child"]

#: Has work done, wherever that may be, and gives what came of it.
Apart: TypeAlias = Callable[[Callable[[], Any]], Any]

logger = logging.getLogger(__name__)


def here(work: Callable[[], Any]) -> Any:
    """What a function gives, in this process."""
    return work()


def in_child(work: Callable[[], Any]) -> Any:
    """What a function gives, as JSON knows it; where a child comes to nothing, it is done here after all.

    For processes without threads, of which a child would have only one.

    >>> in_child(lambda: [1, "a"])
    [1, 'a']
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(json.dumps(work()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    # Where a process ignores the end of its children, the system takes them away by itself.
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)
    if said:
        return json.loads(said)
    logger.warning("A child process came to nothing")
    return work()
