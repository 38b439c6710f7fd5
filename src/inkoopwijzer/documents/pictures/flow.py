"""A flow between the outcomes before and after: bands as wide as the number of practices that go there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import Direction, GroupLabel, Hidden, Outcome, direction
from inkoopwijzer.documents.market_outcomes import MoveSection
from inkoopwijzer.documents.market_table import say_count, say_number
from inkoopwijzer.documents.market_words import short_words
from inkoopwijzer.documents.pictures.patterns import Pattern, define, filled, legend
from inkoopwijzer.documents.pictures.svg import (
    LINE,
    SMALL,
    Frame,
    box,
    cut,
    number,
    picture,
    tag,
    text_width,
    words,
    wrap,
)

FILLS: Final = {
    Direction.up: Pattern.up,
    Direction.down: Pattern.down,
    Direction.same: Pattern.flat,
    Direction.unclear: Pattern.dots,
}
TALL: Final = 280
SLOT: Final = 38
NODE: Final = 12
THINNEST: Final = 1.0
"""No band is drawn thinner than this, however few go there."""

Pair = tuple[Outcome, Outcome]
Places = Mapping[Outcome, tuple[float, float]]
"""Where the node of an outcome starts, and how tall it is."""


def draw_moves(section: MoveSection, frame: Frame) -> str:
    """The outcomes before at the left and after at the right, with a band for each flow."""
    lang, groups = frame.lang, section.groups
    sizes = {
        (f.origin, f.target): f.practices
        for f in section.flows
        if not isinstance(f.practices, Hidden) and f.practices > 0
    }
    ways = {pair: direction(*pair, groups) for pair in sizes}
    keys, y = legend(
        frame, 2, [(FILLS[w], ms.DIRECTIONS[w].to(lang)) for w in Direction if w in ways.values()]
    )
    heads = [wrap(said.to(lang), frame.width / 2 - 8) for said in (section.before, section.after)]
    top = y + 8 + LINE * max(map(len, heads)) + 4
    scale = TALL / max(sum(sizes.values()), 1)
    totals = [_total(sizes, side) for side in (0, 1)]
    nodes = [_stacked(total, groups, scale) for total in totals]
    names = [{o: _name(o, groups, frame) for o in side} for side in nodes]
    rooms = [_room(said.values(), total.values(), frame) for said, total in zip(names, totals, strict=True)]
    left, right = rooms[0] + NODE, frame.width - rooms[1] - NODE
    body = list(keys)
    for x, anchor, head in ((0.0, "start", heads[0]), (float(frame.width), "end", heads[1])):
        body += [words(x, y + 20 + LINE * n, said, "soft", anchor) for n, said in enumerate(head)]
    body += _bands(sizes, ways, nodes, (left, right), top, scale, frame)
    for side, (x, at, anchor) in enumerate(((left - NODE, -6, "end"), (right, NODE + 6, "start"))):
        for outcome, (start, tall) in nodes[side].items():
            middle = top + start + tall / 2
            body += [
                box(x, top + start, NODE, tall, "node"),
                words(x + at, middle - 1, names[side][outcome], "strong", anchor),
                words(x + at, middle + 13, say_number(totals[side][outcome], 0, lang), "soft", anchor, SMALL),
            ]
    height = max((start + tall for side in nodes for start, tall in side.values()), default=0) + SLOT / 2
    title = section.title.to(lang)
    return picture(
        frame, top + height, title, _desc(section, frame), define(frame, list(FILLS.values())), *body
    )


def _room(names: Iterable[str], counts: Iterable[int], frame: Frame) -> float:
    """The width that the names and counts of one side take."""
    said = [text_width(name) for name in names]
    said += [text_width(say_number(n, 0, frame.lang), SMALL) for n in counts]
    return max(said, default=0) + 10


def _total(sizes: Mapping[Pair, int], side: int) -> dict[Outcome, int]:
    total: dict[Outcome, int] = {}
    for pair, n in sizes.items():
        total[pair[side]] = total.get(pair[side], 0) + n
    return total


def _stacked(total: Mapping[Outcome, int], groups: Sequence[GroupLabel], scale: float) -> Places:
    """The nodes of one side from the best outcome down, each with room for its name."""
    places = {}
    y = 0.0
    for outcome in _in_order(total, groups):
        tall = max(total[outcome] * scale, THINNEST)
        slot = max(tall + 10, SLOT)
        places[outcome] = (y + (slot - tall) / 2, tall)
        y += slot
    return places


def _in_order(outcomes: Iterable[Outcome], groups: Sequence[GroupLabel]) -> list[Outcome]:
    order = {group.id: place for place, group in enumerate(groups)}
    return sorted(outcomes, key=lambda outcome: [order[g] for g in outcome])


def _name(outcome: Outcome, groups: Sequence[GroupLabel], frame: Frame) -> str:
    return cut(short_words(outcome, groups).to(frame.lang), frame.width * 0.27)


def _bands(
    sizes: Mapping[Pair, int],
    ways: Mapping[Pair, Direction],
    nodes: Sequence[Places],
    ends: tuple[float, float],
    top: float,
    scale: float,
    frame: Frame,
) -> list[str]:
    """The bands, widest first so that thin ones stay visible, and a number on each that has room for it."""
    used = [{o: start for o, (start, _) in side.items()} for side in nodes]
    starts: dict[Pair, tuple[float, float]] = {}
    for origin in nodes[0]:
        for target in nodes[1]:
            if (origin, target) in sizes:
                thick = sizes[origin, target] * scale
                starts[origin, target] = used[0][origin], used[1][target]
                used[0][origin] += thick
                used[1][target] += thick
    drawn, said = [], []
    for pair in sorted(starts, key=lambda p: -sizes[p]):
        thick = max(sizes[pair] * scale, THINNEST)
        y1, y2 = (top + y for y in starts[pair])
        drawn.append(
            tag("path", d=_band(ends, y1, y2, thick), **filled(frame, FILLS[ways[pair]], "edge band"))
        )
        if thick >= 14 and ways[pair] is not Direction.same:
            said.append(
                words(
                    ends[0] + 8,
                    y1 + thick / 2 + 4,
                    say_number(sizes[pair], 0, frame.lang),
                    "strong halo",
                    size=SMALL,
                )
            )
    return drawn + said


def _band(ends: tuple[float, float], y1: float, y2: float, thick: float) -> str:
    a, b = map(number, ends)
    m = number((ends[0] + ends[1]) / 2)
    u1, u2, l1, l2 = (number(y) for y in (y1, y2, y1 + thick, y2 + thick))
    return f"M{a} {u1}C{m} {u1} {m} {u2} {b} {u2}V{l2}C{m} {l2} {m} {l1} {a} {l1}Z"


def _desc(section: MoveSection, frame: Frame) -> str:
    lang, groups = frame.lang, section.groups
    said = "; ".join(
        ms.FLOW_SAID.format(
            origin=short_words(f.origin, groups),
            target=short_words(f.target, groups),
            n=say_count(f.practices, lang),
        ).to(lang)
        for f in section.flows
        if f.practices
    )
    return ms.FLOWS_DESC.format(before=section.before, after=section.after, said=said).to(lang)
