"""Timing that compares: all engines in one run, taking turns, medians over many rounds.

The clock counts processor time of this process, all threads, so that other work on the machine weighs less.
"""

from __future__ import annotations

import gc
import re
import resource
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any


@dataclass
class Engine:
    """Something to time: `prepare` makes an input outside the clock, `run` is what the clock sees.

    `turn` is how many inputs it takes in one turn: fewer for the slow ones.
    """

    name: str
    run: Callable[[Any], object]
    inputs: Sequence[Any]
    turn: int = 1
    prepare: Callable[[Any], Any] = lambda given: given
    rounds: list[float] = field(default_factory=list)

    def take_turn(self, number: int) -> None:
        """Time one turn, over the next inputs."""
        start = number * self.turn
        given = [self.prepare(self.inputs[(start + i) % len(self.inputs)]) for i in range(self.turn)]
        run = self.run
        begin = process_time()
        for one in given:
            run(one)
        self.rounds.append((process_time() - begin) / self.turn)

    @property
    def seconds(self) -> float:
        """The median over the turns, for one input."""
        return median(self.rounds)


def take_turns(engines: Sequence[Engine], rounds: int) -> None:
    """Time all engines, one turn each, again and again; the first round only warms up."""
    for engine in engines:
        engine.take_turn(0)
        engine.rounds.clear()
    gc.collect()
    gc.disable()
    try:
        for number in range(rounds):
            for engine in engines:
                engine.take_turn(number)
            gc.collect()
    finally:
        gc.enable()


def peak() -> int:
    """The most memory that this process had at once; on Linux its own, not what it was forked from."""
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return 1024 * int(found[1])
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
