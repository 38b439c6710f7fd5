"""Chance for a synthetic market: always from a seed, and of every topic apart.

What is drawn for one topic does not change when another topic draws more.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market.records import Flags

Floats = NDArray[np.float32]
Choices = NDArray[np.int16]


def chance(seed: int, topic: str) -> np.random.Generator:
    """The source of chance for this topic of the market with this seed."""
    return np.random.default_rng([seed, crc32(topic.encode())])


def some(rng: np.random.Generator, count: int, share: float | Floats) -> Flags:
    """For each of `count` whether it is so: a share of them, or of each its own share."""
    found: Flags = rng.random(count, dtype=np.float32) < share
    return found


def pick(rng: np.random.Generator, count: int, weights: Sequence[float]) -> Choices:
    """For each of `count` one of the choices, by weight: their place in `weights`."""
    bounds = np.cumsum(np.asarray(weights, np.float64))
    bounds = (bounds / bounds[-1]).astype(np.float32)
    drawn = np.searchsorted(bounds, rng.random(count, dtype=np.float32), side="right")
    return np.minimum(drawn, len(weights) - 1).astype(np.int16)


def likely(drive: Floats, middle: float, slope: float) -> Floats:
    """The share of practices with this drive: `middle` at drive 0 in log-odds, rising with `slope`."""
    found: Floats = (1.0 / (1.0 + np.exp(-(middle + slope * drive)))).astype(np.float32)
    return found


def between(rng: np.random.Generator, count: int, low: int, high: int) -> NDArray[np.int32]:
    """Whole numbers from `low` up to and including `high`, such as days."""
    return rng.integers(low, high + 1, count, dtype=np.int32)
