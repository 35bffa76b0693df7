"""A request under way in the pool, and those who wait for its answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from api.line import Client
from api.readers import Reader
from api.spool import Answer

__all__ = ["Job"]


@dataclass(slots=True, eq=False)
class Job:
    """A request under way, with one future for each caller that waits for its answer."""

    request: bytes
    client: Client
    seconds: float
    #: Until when, by the loop's clock, others may share the run.
    open_until: float
    waiters: list[asyncio.Future[Answer]] = field(default_factory=list)
    is_over: bool = False
    is_slow: bool = False
    reader: Reader | None = None
    #: What ends its stay in the fast lane, or lowers its priority once it is slow.
    budget: asyncio.TimerHandle | None = field(default=None)

    def stop_budget(self) -> None:
        if self.budget is not None:
            self.budget.cancel()
            self.budget = None

    def is_wanted(self) -> bool:
        """Whether somebody still waits for the answer."""
        return not self.is_over

    def settle(self, outcome: Answer | Exception) -> None:
        """Tell all who still wait; an answer that nobody waits for is let go."""
        self.is_over = True
        waiting = [waiter for waiter in self.waiters if not waiter.done()]
        if isinstance(outcome, Answer):
            outcome.share(len(waiting))
            for waiter in waiting:
                waiter.set_result(outcome)
        else:
            for waiter in waiting:
                waiter.set_exception(outcome)
