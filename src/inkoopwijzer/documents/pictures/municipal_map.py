"""A map of municipalities: the value of each as a pattern, its words where they fit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import HIDDEN
from inkoopwijzer.documents.market_figures import AreaValue, MunicipalMap
from inkoopwijzer.documents.market_table import say_number
from inkoopwijzer.documents.pictures.borders import Borders, shipped_borders
from inkoopwijzer.documents.pictures.patterns import STEPS, Pattern, define, filled, legend
from inkoopwijzer.documents.pictures.shapes import Shapes
from inkoopwijzer.documents.pictures.svg import Frame, picture, tag, text_width, words
from inkoopwijzer.values.text import Lang

LABELLED: Final = 40
"""With more municipalities than this no names are written in them."""
TINY: Final = 9.5


def draw_map(section: MunicipalMap, frame: Frame, borders: Borders | None = None) -> str:
    """The municipalities asked for, or all, with the borders of provinces and, when zoomed, the neighbours."""
    borders = borders or shipped_borders()
    codes = mapped(section, borders)
    lang = frame.lang
    values = {area.code: area for area in section.areas}
    breaks = section.breaks or class_breaks(known(section), section.decimals)
    shapes = Shapes(borders, codes, frame.width, frame.width * 1.25)
    zoomed = len(codes) < len(borders.rings)
    body = [
        tag("path", d=shapes.path(code), class_="context")
        for code in sorted(borders.neighbours(codes) if zoomed else ())
    ]
    # One path per class: in a printed document every use of a pattern takes room.
    shares: dict[Pattern, list[str]] = {}
    for code in codes:
        shares.setdefault(_pattern(values.get(code), breaks, section.decimals), []).append(shapes.path(code))
    body += [
        tag("path", d="".join(paths), **filled(frame, pattern, "area")) for pattern, paths in shares.items()
    ]
    body.append(tag("path", d=shapes.lines(borders.province_arcs(codes)), class_="province"))
    if len(codes) <= LABELLED:
        for code in codes:
            body += _label(section, values.get(code), shapes, code, lang)
    clip = f"{frame.prefix}-c"
    view = tag("rect", x=0, y=0, width=frame.width, height=shapes.height)
    explained = _keys(section, breaks, list(shares), lang)
    used = dict.fromkeys([*shares, *(pattern for pattern, _ in explained)])
    keys, end = legend(frame, shapes.height + 12, explained)
    return picture(
        frame,
        end,
        section.title.to(lang),
        _desc(section, codes, lang),
        [*define(frame, list(used)), tag("clipPath", view, id=clip)],
        tag("g", *body, clip_path=f"url(#{clip})"),
        *keys,
    )


def mapped(section: MunicipalMap, borders: Borders | None = None) -> tuple[str, ...]:
    """The municipalities that are drawn: those asked for, or all, as far as their borders are known."""
    borders = borders or shipped_borders()
    asked = [code for code in section.within if code in borders.rings]
    return tuple(asked or borders.rings)


def unmapped(section: MunicipalMap, borders: Borders | None = None) -> tuple[str, ...]:
    """The names of municipalities in the table that no border is known of."""
    borders = borders or shipped_borders()
    asked = set(section.within)
    return tuple(
        area.name
        for area in section.areas
        if area.code not in borders.rings and (not asked or area.code in asked)
    )


def known(section: MunicipalMap) -> list[float]:
    """The values that may be shown, of the municipalities asked for."""
    asked = set(section.within)
    return [
        area.value
        for area in section.areas
        if isinstance(area.value, int | float) and (not asked or area.code in asked)
    ]


def class_breaks(values: Sequence[float], decimals: int) -> tuple[float, ...]:
    """Lower bounds of the second and further classes, so that classes hold about as many; at most four."""
    ordered = sorted(values)
    distinct = sorted({round(v, decimals) for v in values})
    if len(distinct) <= len(STEPS):
        return tuple(distinct[1:])
    cuts = {round(ordered[len(ordered) * n // len(STEPS)], decimals) for n in range(1, len(STEPS))}
    return tuple(sorted(cut for cut in cuts if cut > distinct[0]))


def _pattern(area: AreaValue | None, breaks: Sequence[float], decimals: int) -> Pattern:
    if area is None or area.value is None:
        return Pattern.none
    if not isinstance(area.value, int | float):
        return Pattern.hidden
    place = bisect_right(breaks, round(area.value, decimals))
    # Few classes still go from empty to full.
    return STEPS[round(place * (len(STEPS) - 1) / (len(breaks) or 1))]


def _keys(
    section: MunicipalMap, breaks: Sequence[float], used: Sequence[Pattern], lang: Lang
) -> list[tuple[Pattern, str]]:
    said = [f"{say_number(b, section.decimals, lang)}{section.unit}" for b in breaks]
    names = (
        [
            ms.BELOW.format(b=said[0]),
            *(ms.BETWEEN.format(a=a, b=b) for a, b in pairwise(said)),
        ]
        if said
        else [section.measure]
    )
    if said:
        names.append(ms.FROM.format(a=said[-1]))
    steps = [STEPS[round(n * (len(STEPS) - 1) / (len(breaks) or 1))] for n in range(len(breaks) + 1)]
    keys = [(step, name.to(lang)) for step, name in zip(steps, names, strict=True)]
    for pattern, text in ((Pattern.hidden, ms.NOT_SHOWN), (Pattern.none, ms.NO_VALUE)):
        if pattern in used:
            keys.append((pattern, text.to(lang)))
    return keys


def _label(section: MunicipalMap, area: AreaValue | None, shapes: Shapes, code: str, lang: Lang) -> list[str]:
    """The name and value of an area, the value alone, or nothing, as fits."""
    if area is None:
        return []
    value = _said(section, area, lang)
    x, y, wide = shapes.place(code, 2 * TINY + 4)
    if text_width(area.name, TINY) <= wide:
        return [
            words(x, y - 1.5, area.name, "halo", "middle", TINY),
            words(x, y + TINY, value, "strong halo", "middle", TINY),
        ]
    x, y, wide = shapes.place(code, TINY)
    fits = text_width(value, TINY) <= wide
    return [words(x, y + TINY * 0.35, value, "strong halo", "middle", TINY)] if fits else []


def _said(section: MunicipalMap, area: AreaValue, lang: Lang) -> str:
    if area.value is None:
        return "–"
    if not isinstance(area.value, int | float):
        return str(HIDDEN.value)
    return f"{say_number(area.value, section.decimals, lang)}{section.unit}"


def _desc(section: MunicipalMap, codes: Sequence[str], lang: Lang) -> str:
    drawn = set(codes)
    areas = [a for a in section.areas if a.code in drawn and isinstance(a.value, int | float)]
    if not areas:
        return ms.MAP_DESC_EMPTY.to(lang)
    ordered = sorted(areas, key=lambda a: (a.value if isinstance(a.value, int | float) else 0, a.name))
    low, high = (f"{a.name} ({_said(section, a, lang)})" for a in (ordered[0], ordered[-1]))
    return ms.MAP_DESC.format(n=len(codes), measure=section.measure, high=high, low=low).to(lang)
