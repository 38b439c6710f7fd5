"""Percentiles as points with the interval in which they lie, one row for each way of reckoning."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import Figure
from inkoopwijzer.documents.market_figures import IndexSection, Percentile
from inkoopwijzer.documents.market_table import say_exact, say_number
from inkoopwijzer.documents.pictures.scale import Scale, ticks
from inkoopwijzer.documents.pictures.svg import (
    LINE,
    Frame,
    axis_words,
    line,
    picture,
    tag,
    text_width,
    tick_words,
    words,
    wrap,
)

ROW: Final = 34


def draw_percentiles(section: IndexSection, frame: Frame) -> str:
    """A row per percentile and method: a point at the value, a line over its interval, the value in words."""
    lang = frame.lang
    known = [(p, at) for p in section.percentiles if (at := shown(p.value)) is not None]
    values = [v for p, at in known for v in (at, shown(p.low), shown(p.high)) if v is not None] or [0.0, 1.0]
    labels = [f"{p.label.to(lang)}, {p.method.to(lang)}" for p, _ in known]
    room = 0.0 if frame.narrow else min(max(map(text_width, labels), default=0) + 14, frame.width * 0.4)
    margin = (max(values) - min(values)) * 0.06 or 1
    tail = max((text_width(_value(section, at, frame)) for _, at in known), default=0) + 16
    across = Scale(min(values) - margin, max(values) + margin, room + 8, frame.width - tail)
    body = []
    y = 6.0
    for (one, at), label in zip(known, labels, strict=True):
        lines = wrap(label, (frame.width if frame.narrow else room) - 10, most=2)
        if frame.narrow:
            body += [words(0, y + 13 + LINE * n, said, "halo") for n, said in enumerate(lines)]
            y += LINE * len(lines)
        else:
            top = y + ROW / 2 + 4.5 - LINE * (len(lines) - 1) / 2
            body += [words(room - 10, top + LINE * n, said, anchor="end") for n, said in enumerate(lines)]
        middle = y + ROW / 2
        body += _row(one, at, across, middle)
        body.append(words(frame.width, middle + 4.5, _value(section, at, frame), "strong", "end"))
        y += ROW
    grid = []
    for t in ticks(across.low, across.high, 3 if frame.narrow else 6):
        grid += [
            line(across(t), 6, across(t), y + 5, "grid"),
            tick_words(across(t), y + 18, say_exact(t, section.decimals, lang), frame),
        ]
    grid.append(line(across.start, y, across.end, y, "axis"))
    body.append(axis_words(across.end, y + 18 + LINE, section.quantity.to(lang)))
    return picture(frame, y + 18 + LINE + 8, section.title.to(lang), _desc(section, frame), (), *grid, *body)


def shown(value: Figure) -> float | None:
    """A figure that is known and may be shown."""
    return value if isinstance(value, int | float) else None


def _value(section: IndexSection, at: float, frame: Frame) -> str:
    return say_number(at, section.decimals, frame.lang)


def _row(one: Percentile, at: float, across: Scale, y: float) -> list[str]:
    low, high = shown(one.low), shown(one.high)
    drawn = []
    if low is not None and high is not None:
        drawn = [
            line(across(low), y, across(high), y, "whisker"),
            line(across(low), y - 6, across(low), y + 6, "whisker"),
            line(across(high), y - 6, across(high), y + 6, "whisker"),
        ]
    return [*drawn, tag("circle", cx=across(at), cy=y, r=4.5, class_="node")]


def _desc(section: IndexSection, frame: Frame) -> str:
    lang = frame.lang
    said = []
    for one in section.percentiles:
        at, low, high = shown(one.value), shown(one.low), shown(one.high)
        if at is None:
            continue
        known = {"label": one.label, "method": one.method, "at": _value(section, at, frame)}
        if low is None or high is None:
            said.append(ms.VALUE_SAID.format(**known).to(lang))
        else:
            ends = {"low": _value(section, low, frame), "high": _value(section, high, frame)}
            said.append(ms.INTERVAL_SAID.format(**known, **ends).to(lang))
    return ms.PERCENTILES_DESC.format(said="; ".join(said)).to(lang)
