"""Curves: the number of practices per outcome against the place of a threshold."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import Count, Hidden
from inkoopwijzer.documents.market_figures import Sweep
from inkoopwijzer.documents.market_table import say_count, say_exact, say_number
from inkoopwijzer.documents.pictures.scale import Scale, apart, ticks
from inkoopwijzer.documents.pictures.svg import (
    LINE,
    SMALL,
    Frame,
    axis_words,
    cut,
    line,
    number,
    picture,
    tag,
    text_width,
    tick_words,
    words,
)

TALL: Final = 260
MARKS: Final = 5
"""So many shapes and dashes there are; a sixth series looks like the first, but has its own name beside it."""


def draw_sweep(section: Sweep, frame: Frame) -> str:
    """A line per series with its own dashes and marks, and its name at its end."""
    lang = frame.lang
    sizes = [[_size(p.practices[n]) for p in section.points] for n in range(len(section.series))]
    up = ticks(0, max(max(one) for one in sizes) or 1, 5, whole=True, cover=True)
    names = [cut(s.short.to(lang), frame.width * 0.3) for s in section.series]
    left = max(text_width(say_number(t, 0, lang), SMALL) for t in up) + 10
    right = frame.width - max(text_width(n) for n in names) - 16
    top = 40.0 if section.now is not None else 26.0
    scale = Scale(0, up[-1], top + TALL, top)
    across = Scale(section.points[0].at, section.points[-1].at, left + 6, right)
    body = [words(0, 14, ms.PRACTICES_AXIS.to(lang), "soft", size=SMALL)]
    for t in up:
        body += [
            line(left, scale(t), right, scale(t), "grid"),
            words(left - 6, scale(t) + 4, say_number(t, 0, lang), "soft", "end", SMALL),
        ]
    body.append(line(left, scale(0), right, scale(0), "axis"))
    for t in ticks(across.low, across.high, 4 if frame.narrow else 9):
        body += [
            line(across(t), scale(0), across(t), scale(0) + 5, "axis"),
            tick_words(across(t), scale(0) + 18, say_exact(t, section.decimals, lang), frame),
        ]
    body.append(axis_words(right, scale(0) + 18 + LINE, section.quantity.to(lang)))
    if section.now is not None and across.low <= section.now <= across.high:
        x = across(section.now)
        said = ms.NOW_AT.format(at=say_exact(section.now, section.decimals, lang)).to(lang)
        half = text_width(said) / 2
        body += [
            line(x, top - 10, x, scale(0), "norm"),
            words(min(max(x, left + half), right - half), top - 16, said, "strong", "middle"),
        ]
    for series, places in enumerate(sizes):
        body += _curve(
            series, [(across(p.at), scale(n)) for p, n in zip(section.points, places, strict=True)]
        )
    labels = apart([scale(one[-1]) for one in sizes], LINE, top, scale(0))
    for name, y in zip(names, labels, strict=True):
        body.append(words(right + 12, y + 4, name, "strong"))
    return picture(frame, scale(0) + 18 + LINE + 8, section.title.to(lang), _desc(section, frame), (), *body)


def _size(count: Count) -> int:
    """A hidden count is drawn on the axis: it is a small one."""
    return 0 if isinstance(count, Hidden) else count


def _curve(series: int, points: list[tuple[float, float]]) -> list[str]:
    """One line through the points, with about eight marks on it, shifted per series so that they do not meet."""
    kind = series % MARKS
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    drawn = [tag("path", d=path, class_=f"curve c{kind}")]
    step = max(1, len(points) // 8)
    marked = {len(points) - 1, *range(series % step, len(points), step)}
    return drawn + [tag("path", d=_mark(kind, *points[n]), class_="mark-shape") for n in sorted(marked)]


def _mark(kind: int, x: float, y: float) -> str:
    """A circle, square, triangle, diamond or reversed triangle around a point."""
    shapes = (
        "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
        "m-3.6-3.6h7.2v7.2h-7.2Z",
        "m0-4.6 4.6 8h-9.2Z",
        "m0-5 5 5-5 5-5-5Z",
        "m0 4.6 4.6-8h-9.2Z",
    )
    return f"M{number(x)} {number(y)}{shapes[kind]}"


def _desc(section: Sweep, frame: Frame) -> str:
    lang = frame.lang
    first, last = section.points[0], section.points[-1]
    said = "; ".join(
        ms.SWEEP_SAID.format(
            name=s.title, first=say_count(first.practices[n], lang), last=say_count(last.practices[n], lang)
        ).to(lang)
        for n, s in enumerate(section.series)
    )
    low, high = (say_number(p.at, section.decimals, lang) for p in (first, last))
    return ms.SWEEP_DESC.format(low=low, high=high, said=said).to(lang)
