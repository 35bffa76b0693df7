"""Ratios of two servers measured in turn, how far they spread, and when a goal counts as reached."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Spread", "is_reached", "ratios"]


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles of some numbers."""

    lower: float
    median: float
    upper: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Quartiles by linear interpolation between the values, the smallest and the largest among them.

        >>> Spread.of([1.0, 2.0, 3.0, 4.0, 5.0])
        Spread(lower=2.0, median=3.0, upper=4.0)
        """
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
        return cls(lower, median, upper)

    def __str__(self) -> str:
        if self.lower == self.upper:
            return f"{self.median:.2f}"
        return f"{self.median:.2f} ({self.lower:.2f} to {self.upper:.2f})"


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Block by block: what was measured next to each other is compared, so that a machine's moods cancel out.

    A block in which the other server answered nothing has no ratio and is left out.

    >>> ratios([3.0, 2.0, 1.0], [2.0, 2.0, 0.0])
    [1.5, 1.0]
    """
    return [one / other for one, other in zip(ours, theirs, strict=True) if other > 0]


def is_reached(goal: float, ratio: Spread, control: Spread) -> bool:
    """Whether a ratio is a goal reached: its median at the goal or above, its lower quartile above what noise does.

    The control is the ratio of a server to itself, measured in the same rounds; it would be 1 on a quiet machine. A
    claim to be faster (a goal of 1 and more) must have its lower quartile above the control's upper one. A claim to a
    share (a goal below 1) must not fall below the goal by more than the control falls below 1.

    >>> is_reached(1.2, Spread(1.15, 1.25, 1.3), Spread(0.95, 1.0, 1.05))
    True
    >>> is_reached(1.2, Spread(1.04, 1.25, 1.3), Spread(0.95, 1.0, 1.05))
    False
    >>> is_reached(0.5, Spread(0.49, 0.52, 0.55), Spread(0.97, 1.0, 1.02))
    True
    """
    bar = control.upper if goal >= 1 else goal * min(control.lower, 1.0)
    return ratio.median >= goal and ratio.lower > bar
