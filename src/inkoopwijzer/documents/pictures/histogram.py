"""A histogram with lines for percentiles and norms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import Hidden
from inkoopwijzer.documents.market_figures import Distribution, Mark
from inkoopwijzer.documents.market_table import say_count, say_exact, say_number
from inkoopwijzer.documents.pictures.flags import ROW, draw_flags, place_flags, rows_of
from inkoopwijzer.documents.pictures.patterns import Pattern, patch
from inkoopwijzer.documents.pictures.scale import Scale, ticks
from inkoopwijzer.documents.pictures.svg import (
    SMALL,
    Frame,
    axis_words,
    cut,
    line,
    picture,
    text_width,
    tick_words,
    words,
)
from inkoopwijzer.values.text import Lang

TALL: Final = 220


def draw_distribution(section: Distribution, frame: Frame) -> str:
    """The bins as bars, percentiles as dashed and norms as full lines, each with its name and value."""
    lang = frame.lang
    sizes = [0 if isinstance(n, Hidden) else n for n in section.counts]
    up = ticks(0, max(sizes) or 1, 4, whole=True, cover=True)
    left = max(text_width(say_number(t, 0, lang), SMALL) for t in up) + 10
    across = Scale(section.edge(0), section.edge(len(sizes)), left, frame.width - 14)
    marks = [
        (across(m.at), _name(section, m, m.at, frame), "norm" if m.norm else "percentile")
        for m in section.marks
        if isinstance(m.at, int | float) and across.low <= m.at <= across.high
    ]
    flags = place_flags(marks, frame.width)
    top = ROW * rows_of(flags) + 24
    scale = Scale(0, up[-1], top + TALL, top)
    body = [words(0, top - 10, ms.PRACTICES_AXIS.to(lang), "soft", size=SMALL)]
    for t in up:
        body += [
            line(left, scale(t), frame.width, scale(t), "grid"),
            words(left - 6, scale(t) + 4, say_number(t, 0, lang), "soft", "end", SMALL),
        ]
    for number, (count, size) in enumerate(zip(section.counts, sizes, strict=True)):
        x, end = across(section.edge(number)), across(section.edge(number + 1))
        if isinstance(count, Hidden):
            body.append(words((x + end) / 2, scale(0) - 4, str(count.value), "soft", "middle", SMALL))
        elif size:
            tall = scale(0) - scale(size)
            body.append(patch(frame, Pattern.flat, x + 0.5, scale(size), max(end - x - 1, 0), tall))
    body.append(line(left, scale(0), frame.width, scale(0), "axis"))
    for t in ticks(across.low, across.high, 4 if frame.narrow else 9):
        body += [
            line(across(t), scale(0), across(t), scale(0) + 5, "axis"),
            tick_words(across(t), scale(0) + 18, say_exact(t, section.decimals, lang), frame),
        ]
    body.append(axis_words(frame.width, scale(0) + 36, section.quantity.to(lang)))
    body += draw_flags(flags, scale(0))
    title, desc = section.title.to(lang), _desc(section, sizes, lang)
    return picture(frame, scale(0) + 44, title, desc, (), *body)


def _name(section: Distribution, mark: Mark, at: float, frame: Frame) -> str:
    """A line with its value, which its name may say already; cut so that it fits at one of its sides."""
    label, value = mark.label.to(frame.lang), say_exact(at, section.decimals, frame.lang)
    said = label if label.endswith(value) else f"{label} {value}"
    return cut(said, frame.width * 0.45)


def _desc(section: Distribution, sizes: Sequence[int], lang: Lang) -> str:
    tallest = sizes.index(max(sizes))
    low, high = (say_exact(section.edge(tallest + n), section.decimals, lang) for n in (0, 1))
    top = ms.BIN_SAID.format(low=low, high=high, n=say_count(section.counts[tallest], lang))
    marks = [
        ms.MARK_SAID.format(label=m.label, at=say_exact(m.at, section.decimals, lang)).to(lang)
        for m in section.marks
        if isinstance(m.at, int | float)
    ]
    said = "; ".join(marks) or ms.NO_LINES.to(lang)
    n = say_count(section.practices, lang)
    return ms.HISTOGRAM_DESC.format(quantity=section.quantity, n=n, top=top, said=said).to(lang)
