"""The tables of a run, as text that is also Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from statistics import median

from bench.shipped import Measured
from bench.timing import Engine

AT_LEAST = {"zen-engine with trace": 20.0, "openfisca-core, build and calculate": 300.0}
"""How many times faster than this peer straight-line with its trace must be."""


def machine() -> str:
    """What the run stood on: cores, Python and the versions of the peers; no names."""
    parts = [f"{os.cpu_count()} cores ({platform.machine()})", f"Python {platform.python_version()}"]
    for name in ("zen-engine", "openfisca-core"):
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            parts.append(f"{name} not installed")
    return ", ".join(parts)


def slice_table(engines: Sequence[Engine], ours: tuple[Engine, Engine]) -> str:
    """Each engine's time for one practice, and how many times ours that is: the median over the rounds.

    `ours` are straight-line and the interpreter; what is asked of a ratio is asked of the first.
    """
    rows = []
    for engine in sorted(engines, key=lambda e: e.seconds):
        fast, slow = (_ratio(engine, mine) for mine in ours)
        bar = AT_LEAST.get(engine.name)
        asked = "" if bar is None else f"≥ {bar:.0f} ×: {'yes' if fast >= bar else 'NO'}"
        name = f"**{engine.name}**" if engine is ours[0] else engine.name
        rows.append((name, f"{1e6 * engine.seconds:,.1f}", f"{fast:,.2f} ×", f"{slow:,.2f} ×", asked))
    return _table(("engine", "µs", "to straight-line", "to interpreter", "asked"), rows)


def _ratio(engine: Engine, ours: Engine) -> float:
    return median(theirs / mine for theirs, mine in zip(engine.rounds, ours.rounds, strict=True))


def shipped_table(lines: Iterable[Measured], what: str = "complete policies") -> str:
    """Each time, beside its guide figure."""
    rows = []
    for line in lines:
        took = "-" if line.seconds is None else f"{1000 * line.seconds:,.3g}"
        asked = "" if line.most is None else f"≤ {1000 * line.most:.0f}"
        if line.most is not None and line.seconds is not None:
            asked += ": yes" if line.seconds <= line.most else ": NO"
        rows.append((line.what, took, asked, line.note))
    return _table((what, "ms", "guide", ""), rows)


def document(body: str, command: str, today: date) -> str:
    """The page docs/performance.md."""
    return (
        "# Performance\n\n"
        f"Written by `{command}` on {today.isoformat()}; {machine()}.\n"
        "Times are processor time, medians of one run in which engines take turns; a ratio is the median\n"
        "of the ratios within a turn. Read the ratios, not the digits.\n\n"
        f"{body}"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    shown = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    shown.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(shown) + "\n"
