"""Bars: how many practices per group, and how many per missing fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import Count, Hidden
from inkoopwijzer.documents.market_outcomes import OutcomeSection
from inkoopwijzer.documents.market_table import say_count
from inkoopwijzer.documents.market_view import MissingSection
from inkoopwijzer.documents.pictures.patterns import Pattern, define, legend, patch
from inkoopwijzer.documents.pictures.scale import Scale
from inkoopwijzer.documents.pictures.svg import LINE, Frame, line, picture, text_width, words, wrap
from inkoopwijzer.documents.wording import capital
from inkoopwijzer.values.text import Lang, Text

THICK: Final = 20
BARS: Final = 12
"""So many bars in a picture at most; the table has them all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in two parts: the full part counts what is certain, the hatched part what is added to it."""

    label: str
    full: Count
    hatched: Count


def draw_groups(section: OutcomeSection, frame: Frame) -> str:
    """A bar per group, from the best down: practices that surely get it, and others that perhaps do."""
    lang = frame.lang
    titles = {group.id: group.title for group in section.groups}
    bars = [Bar(capital(titles[s.group]).to(lang), s.sure, s.perhaps) for s in section.standings]
    said = "; ".join(
        ms.GROUP_SAID.format(
            group=bar.label, sure=say_count(bar.full, lang), perhaps=say_count(bar.hatched, lang)
        ).to(lang)
        for bar in bars
    )
    title = f"{section.insurer}, {section.title.to(lang)}: {ms.GROUPS_TABLE.to(lang).lower()}"
    return _bars(frame, bars, (ms.SURE, ms.PERHAPS), title, ms.GROUPS_DESC.format(said=said).to(lang))


def draw_missing(section: MissingSection, frame: Frame) -> str:
    """A bar per missing fact: practices for which it alone decides, and those where it decides with others."""
    lang = frame.lang
    bars = [Bar(f.asks.to(lang), f.alone, f.together) for f in section.facts[:BARS]]
    said = "; ".join(
        ms.MISSING_SAID.format(
            fact=bar.label, alone=say_count(bar.full, lang), together=say_count(bar.hatched, lang)
        ).to(lang)
        for bar in bars
    )
    title = section.title.to(lang)
    return _bars(frame, bars, (ms.ALONE, ms.TOGETHER), title, ms.MISSING_DESC.format(said=said).to(lang))


def _bars(frame: Frame, bars: Sequence[Bar], names: tuple[Text, Text], title: str, desc: str) -> str:
    lang = frame.lang
    tails = [_tail(bar, names, lang) for bar in bars]
    room = (
        0.0
        if frame.narrow
        else min(max((text_width(b.label) for b in bars), default=0) + 12, frame.width * 0.36)
    )
    most = max((_size(bar.full) + _size(bar.hatched) for bar in bars), default=0)
    widest = max((text_width(tail) for tail in tails), default=0)
    scale = Scale(0, most or 1, room, max(frame.width - widest - 10, room + 60))
    body, y = legend(frame, 2, [(Pattern.step_4, names[0].to(lang)), (Pattern.up, names[1].to(lang))], room)
    y += 8
    for bar, tail in zip(bars, tails, strict=True):
        lines = wrap(bar.label, (frame.width if frame.narrow else room) - 8, most=3)
        if frame.narrow:
            body += [words(3, y + 12 + LINE * n, said) for n, said in enumerate(lines)]
            y += LINE * len(lines) + 2
            height = THICK
        else:
            height = max(THICK, LINE * len(lines))
            top = y + (height - LINE * len(lines)) / 2 + 12.5
            body += [words(room - 8, top + LINE * n, said, anchor="end") for n, said in enumerate(lines)]
        at = y + (height - THICK) / 2
        middle, end = scale(_size(bar.full)), scale(_size(bar.full) + _size(bar.hatched))
        if middle > room:
            body.append(patch(frame, Pattern.step_4, room, at, middle - room, THICK))
        if end > middle:
            body.append(patch(frame, Pattern.up, middle, at, end - middle, THICK))
        body.append(words(end + 8, at + 14.5, tail, "strong"))
        y += height + (12 if frame.narrow else 8)
    body.append(line(room, 26, room, y - 4, "axis"))
    return picture(frame, y, title, desc, define(frame, [Pattern.step_4, Pattern.up]), *body)


def _size(count: Count) -> int:
    """How long a part is drawn: a hidden one has no length, its x says why."""
    return 0 if isinstance(count, Hidden) else count


def _tail(bar: Bar, names: tuple[Text, Text], lang: Lang) -> str:
    """What stands behind a bar: the certain count, and what may be added."""
    return say_count(bar.full, lang) + (f" + {say_count(bar.hatched, lang)}" if bar.hatched != 0 else "")
