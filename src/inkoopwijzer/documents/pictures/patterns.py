"""Patterns to fill areas with, told apart without colour, and legends that explain them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from inkoopwijzer.documents.pictures.svg import FONT, Frame, box, tag, text_width, words


class Pattern(StrEnum):
    """How an area is filled; `step_0` up to `step_4` go from empty to full."""

    up = "up"
    down = "down"
    flat = "flat"
    dots = "dots"
    step_0 = "step-0"
    step_1 = "step-1"
    step_2 = "step-2"
    step_3 = "step-3"
    step_4 = "step-4"
    none = "none"
    hidden = "hidden"


STEPS = (Pattern.step_0, Pattern.step_1, Pattern.step_2, Pattern.step_3, Pattern.step_4)

_UP = "M-1 1 1-1M0 8 8 0M7 9 9 7"
_DOWN = "M-1 7 1 9M0 0 8 8M7-1 9 1"


PLAIN = (Pattern.flat, Pattern.step_0, Pattern.step_4)
"""Without a mark in them: a colour does, and takes much less room in a printed document than a pattern."""


def filled(frame: Frame, pattern: Pattern, kind: str) -> dict[str, str]:
    """The attributes of an area of this class that is filled so."""
    if pattern in PLAIN:
        return {"class_": f"{kind} g {pattern}"}
    return {"class_": kind, "fill": f"url(#{frame.prefix}-{pattern})"}


def patch(frame: Frame, pattern: Pattern, x: float, y: float, width: float, height: float) -> str:
    """A rectangle with an edge, filled so."""
    return tag("rect", x=x, y=y, width=width, height=height, **filled(frame, pattern, "edge"))


def define(frame: Frame, patterns: Iterable[Pattern]) -> list[str]:
    """The definitions that a picture needs to fill areas so."""
    return [
        tag(
            "pattern",
            *_inside(one),
            id=f"{frame.prefix}-{one}",
            width=8,
            height=8,
            patternUnits="userSpaceOnUse",
        )
        for one in patterns
        if one not in PLAIN
    ]


def _inside(pattern: Pattern) -> list[str]:
    ground = box(0, 0, 8, 8, f"g {pattern}")
    strokes = {
        Pattern.up: [tag("path", d=_UP, class_="h")],
        Pattern.down: [tag("path", d=_DOWN, class_="h")],
        Pattern.dots: [
            tag("circle", cx=2, cy=2, r=1.1, class_="d"),
            tag("circle", cx=6, cy=6, r=1.1, class_="d"),
        ],
        Pattern.step_1: [tag("circle", cx=4, cy=4, r=1, class_="d")],
        Pattern.step_2: [tag("path", d=_UP, class_="h")],
        Pattern.step_3: [tag("path", d=_UP + _DOWN, class_="h")],
        Pattern.none: [tag("path", d="M2 4H6", class_="h")],
        Pattern.hidden: [tag("path", d="M2 2 6 6M6 2 2 6", class_="h")],
    }
    return [ground, *strokes.get(pattern, [])]


def legend(
    frame: Frame, y: float, items: Sequence[tuple[Pattern, str]], left: float = 0
) -> tuple[list[str], float]:
    """A legend from `y` down, in as many rows as it takes: what to draw, and where it ends."""
    drawn: list[str] = []
    x = left
    for pattern, said in items:
        wide = 26 + text_width(said, FONT)
        if x > left and x + wide > frame.width:
            x, y = left, y + 22
        drawn += [patch(frame, pattern, x, y, 18, 14), words(x + 24, y + 12, said)]
        x += wide + 18
    return drawn, y + 22
