"""Names at upright lines, like flags: placed so that no two overlap and no line runs through a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.documents.pictures.svg import line, text_width, words

ROW: Final = 18
BESIDE: Final = 5


@dataclass(frozen=True, slots=True)
class Flag:
    """A name at the line at `x`; `left` when it stands at the left of the line. Row 0 is the highest."""

    x: float
    said: str
    kind: str
    row: int
    left: bool


def place_flags(marks: Sequence[tuple[float, str, str]], width: float) -> list[Flag]:
    """The flags for marks (place, name, kind of line) in a picture of this width, from left to right.

    A name stands at the right of its line, in the highest row where no name before it reaches its line, there
    or in a lower row; a name that would leave the picture stands at the left.
    """
    ends: list[float] = []
    placed: list[Flag] = []
    for x, said, kind in sorted(marks):
        wide = text_width(said)
        left = x + BESIDE + wide > width and x - BESIDE - wide >= 0
        start = x - BESIDE - wide if left else x
        row = 0
        while any(end > x for end in ends[row:]) or (row < len(ends) and ends[row] > start):
            row += 1
        if left:
            # Lines that come from above would run through it.
            while any(f.row < row and start < f.x for f in placed) and row < len(ends):
                row += 1
        ends += [0.0] * (row + 1 - len(ends))
        ends[row] = max(ends[row], x if left else x + BESIDE + wide) + 6
        placed.append(Flag(x, said, kind, row, left))
    return placed


def draw_flags(flags: Sequence[Flag], foot: float) -> list[str]:
    """The lines down to `foot`, and over them the names."""
    lines = [line(f.x, f.row * ROW + 3, f.x, foot, f.kind) for f in flags]
    names = [
        words(
            f.x - BESIDE if f.left else f.x + BESIDE,
            f.row * ROW + 14,
            f.said,
            "strong halo",
            "end" if f.left else "start",
        )
        for f in flags
    ]
    return lines + names


def rows_of(flags: Sequence[Flag]) -> int:
    """How many rows the flags take."""
    return max((f.row + 1 for f in flags), default=0)
