"""Scales and their ticks: from a value to a place in a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: the value `low` stands at `start`, `high` at `end`; `high` may equal `low`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value stands, held within the scale."""
        held = min(max(value, self.low), self.high)
        return self.start + (held - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)


def ticks(low: float, high: float, about: int, whole: bool = False, cover: bool = False) -> list[float]:
    """About so many round values from `low` up to and including `high`; with `whole` only whole ones.

    With `cover` the last one is `high` or above.
    """
    if high - low <= 1e-9 * max(1.0, abs(low), abs(high)):
        return [low]
    rough = (high - low) / max(about, 1)
    power = 10.0 ** floor(log10(rough))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough * 0.999)
    if whole:
        step = max(1, ceil(step))
    last = (ceil if cover else floor)(high / step + (-1e-9 if cover else 1e-9))
    return [round(n * step, 9) for n in range(ceil(low / step - 1e-9), last + 1)]


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near as may be to those wanted, each `gap` from the next and, if they fit, within the bounds."""
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    places = [0.0] * len(wanted)
    last = low - gap
    for n in order:
        places[n] = last = max(wanted[n], last + gap)
    limit = high + gap
    for n in reversed(order):
        places[n] = limit = min(places[n], limit - gap)
    return places
