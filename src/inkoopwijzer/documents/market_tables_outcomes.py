"""The tables of outcomes, moves, missing facts and routes."""

from __future__ import annotations

from collections.abc import Sequence

from inkoopwijzer.documents import market_columns as mc
from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import (
    HIDDEN,
    NOTHING,
    Count,
    GroupLabel,
    Hidden,
    Outcome,
    direction,
)
from inkoopwijzer.documents.market_outcomes import MoveSection, OutcomeSection
from inkoopwijzer.documents.market_table import Cell, Column, Kind, Table, section_table
from inkoopwijzer.documents.market_view import MissingSection, PracticeNear, RouteSection, ThresholdSection
from inkoopwijzer.documents.market_words import outcome_code, outcome_words, share
from inkoopwijzer.documents.wording import capital
from inkoopwijzer.values.text import Text


def together(counts: Sequence[Count]) -> Count:
    """What counts make together; hidden as soon as one of them is."""
    known = [n for n in counts if not isinstance(n, Hidden)]
    return sum(known) if len(known) == len(counts) else HIDDEN


def group_table(section: OutcomeSection) -> Table:
    """Per group the practices that surely get it, and others that perhaps do."""
    titles = {group.id: capital(group.title) for group in section.groups}
    whole = together((section.decided, section.undecided))
    rows = tuple(
        (titles[s.group], s.group, s.sure, share(s.sure, whole), s.perhaps) for s in section.standings
    )
    columns = (mc.GROUP, mc.GROUP_ID, mc.SURE, mc.SHARE, mc.PERHAPS)
    note = ms.PERHAPS_TWICE if section.undecided else NOTHING
    return section_table(section.key, "groepen", ms.GROUPS_TABLE, _name(section), columns, rows, note)


def set_table(section: OutcomeSection) -> Table:
    """Per set of outcomes still possible the practices that have it."""
    whole = together((section.decided, section.undecided))
    rows = tuple(
        (
            outcome_words(one.outcome, section.groups),
            outcome_code(one.outcome),
            one.practices,
            share(one.practices, whole),
        )
        for one in section.sets
    )
    columns = (mc.OUTCOME, mc.OUTCOME_ID, mc.PRACTICES, mc.SHARE)
    return section_table(section.key, "uitkomsten", ms.SETS_TABLE, _name(section), columns, rows)


def open_table(section: OutcomeSection) -> Table:
    """What keeps outcomes open."""
    rows = tuple((c.says, c.kind, c.practices) for c in section.open_because)
    columns = (mc.CAUSE, mc.CAUSE_KIND, mc.PRACTICES)
    return section_table(
        section.key, "open", ms.OPEN_TABLE, _name(section), columns, rows, ms.MAY_COUNT_TWICE
    )


def _name(section: OutcomeSection) -> Text:
    return ms.AGREEMENT.format(insurer=section.insurer, agreement=section.title)


def _ends(origin: Outcome, target: Outcome, groups: Sequence[GroupLabel]) -> tuple[Cell, ...]:
    return (
        outcome_words(origin, groups),
        outcome_code(origin),
        outcome_words(target, groups),
        outcome_code(target),
    )


ENDS = (mc.ORIGIN, mc.ORIGIN_ID, mc.TARGET, mc.TARGET_ID)


def turn_table(section: MoveSection) -> Table:
    """The moves summed by direction; amounts only where some are given."""
    whole = together([t.practices for t in section.turns])
    spends = any(t.spend is not None for t in section.turns)
    rows = tuple(
        (
            capital(ms.DIRECTIONS[t.direction]),
            t.practices,
            share(t.practices, whole),
            *([t.spend] if spends else []),
        )
        for t in section.turns
    )
    columns = (mc.DIRECTION, mc.PRACTICES, mc.SHARE, *([mc.SPEND] if spends else []))
    return section_table(section.key, "richtingen", ms.TURNS_TABLE, section.title, columns, rows)


def flow_table(section: MoveSection) -> Table:
    """Every flow: from, to, direction, practices, and the amount where given."""
    whole = together([f.practices for f in section.flows])
    spends = any(f.spend is not None for f in section.flows)
    rows = tuple(
        (
            *_ends(f.origin, f.target, section.groups),
            ms.DIRECTIONS[direction(f.origin, f.target, section.groups)],
            f.practices,
            share(f.practices, whole),
            *([f.spend] if spends else []),
        )
        for f in section.flows
    )
    columns = (*ENDS, mc.DIRECTION, mc.PRACTICES, mc.SHARE, *([mc.SPEND] if spends else []))
    return section_table(section.key, "stromen", ms.FLOWS_TABLE, section.title, columns, rows)


def cause_table(section: MoveSection) -> Table:
    """By which condition practices go from one outcome to another."""
    rows = tuple(
        (*_ends(c.origin, c.target, section.groups), c.condition, c.where, c.practices)
        for c in section.causes
    )
    columns = (*ENDS, mc.CONDITION, mc.WHERE, mc.PRACTICES)
    return section_table(
        section.key, "voorwaarden", ms.CAUSES_TABLE, section.title, columns, rows, ms.MAY_COUNT_TWICE
    )


def part_table(section: MoveSection) -> Table:
    """The flows within parts of the market: regions, professions."""
    rows = tuple(
        (
            p.kind,
            p.name,
            *_ends(p.origin, p.target, section.groups),
            ms.DIRECTIONS[direction(p.origin, p.target, section.groups)],
            p.practices,
        )
        for p in section.parts
    )
    columns = (mc.PART_KIND, mc.PART, *ENDS, mc.DIRECTION, mc.PRACTICES)
    return section_table(section.key, "delen", ms.PARTS_TABLE, section.title, columns, rows)


def near_table(section: ThresholdSection) -> Table:
    """The practices near a threshold, the nearest first."""
    value = Column("waarde", capital(section.quantity), Kind.number, section.decimals)
    gap = Column("verschil", ms.GAP, Kind.number, section.decimals)
    columns = (mc.PRACTICE, mc.AGB, mc.PLACE, value, gap, mc.NOW, mc.BEYOND)
    near = sorted(section.near, key=lambda one: (abs(one.value - section.threshold), one.practice))
    rows = tuple(_near(one, section) for one in near)
    return section_table(section.key, "dichtbij", ms.NEAR_TABLE, section.title, columns, rows)


def _near(one: PracticeNear, section: ThresholdSection) -> tuple[Cell, ...]:
    return (
        one.practice,
        one.agb,
        one.place,
        one.value,
        round(one.value - section.threshold, 9),
        outcome_words(one.outcome, section.groups),
        outcome_words(one.beyond, section.groups),
    )


def missing_table(section: MissingSection) -> Table:
    """The missing facts, with where they can be found."""
    rows = tuple((f.asks, f.supplied_by, f.alone, f.together) for f in section.facts)
    columns = (mc.FACT, mc.SUPPLIER, mc.ALONE, mc.TOGETHER)
    return Table(
        f"{section.key}-gegevens", _told(ms.MISSING, section.title), columns, rows, ms.MAY_COUNT_TWICE
    )


def route_table(section: RouteSection) -> Table:
    """The most common routes, their steps in one cell; whether the insurer is needed only where that is known."""
    known = any(route.needs_insurer is not None for route in section.routes)
    rows = []
    for route in section.routes:
        steps = Text("; ".join(s.nl for s in route.steps), "; ".join(s.en for s in route.steps))
        insurer = (route.needs_insurer,) if known else ()
        rows.append((capital(route.group.title), steps, len(route.steps), *insurer, route.practices))
    asked = (mc.NEEDS_INSURER,) if known else ()
    columns = (mc.ROUTE_TO, mc.STEPS, mc.STEP_COUNT, *asked, mc.PRACTICES)
    return Table(f"{section.key}-routes", _told(ms.ROUTES, section.title), columns, tuple(rows))


def _told(what: Text, title: Text) -> Text:
    return ms.OF_SECTION.format(what=what, title=title)
