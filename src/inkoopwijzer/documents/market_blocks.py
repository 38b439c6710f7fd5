"""The blocks of a market report: for each section its sentences, its picture and its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents import market_tables_outcomes as of_outcomes
from inkoopwijzer.documents.market_counts import NOTHING, Hidden
from inkoopwijzer.documents.market_outcomes import MoveSection, OutcomeSection
from inkoopwijzer.documents.market_table import Table
from inkoopwijzer.documents.market_view import MissingSection, RouteSection, ThresholdSection
from inkoopwijzer.documents.market_words import count_text, number_text, practices_text, share, share_text
from inkoopwijzer.documents.pictures.bars import draw_groups, draw_missing
from inkoopwijzer.documents.pictures.flow import draw_moves
from inkoopwijzer.documents.pictures.svg import Frame
from inkoopwijzer.values.text import Text

Draw = Callable[[Frame], str]

LONG: Final = 12
"""A table with more rows than this is folded on the screen; in print it is open."""
WIDTHS: Final = (720, 340)
"""A picture is drawn twice, for a page and for a telephone; the style sheet shows one."""
MAP_WIDTHS: Final = (400,)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table on the page: `same` holds the figures of the picture beside it, and is folded like a long one."""

    table: Table
    same: bool = False

    @property
    def folded(self) -> bool:
        """Whether it is closed until the reader opens it."""
        return self.same or len(self.table.rows) > LONG


@dataclass(frozen=True, slots=True)
class Block:
    """One section: a heading, sentences, a picture for each width, a line below it, tables and remarks."""

    anchor: str
    title: Text
    says: tuple[Text, ...] = ()
    draw: Draw | None = None
    widths: tuple[int, ...] = WIDTHS
    below: Text = NOTHING
    tables: tuple[Placed, ...] = ()
    notes: tuple[Text, ...] = ()


def outcome_block(section: OutcomeSection) -> Block:
    """The outcomes under one agreement."""
    whole = of_outcomes.together((section.decided, section.undecided))
    part = share(section.decided, whole)
    says = [
        ms.DECIDED_FEW.format(n=count_text(section.decided), all=practices_text(whole))
        if part is None or isinstance(part, Hidden)
        else ms.DECIDED.format(
            all=practices_text(whole), n=count_text(section.decided), share=share_text(part)
        )
    ]
    if section.undecided != 0:
        says.append(ms.UNDECIDED.format(n=count_text(section.undecided)))
    else:
        says.append(ms.UNDECIDED_NOT)
    if section.elsewhere != 0:
        says.append(ms.ELSEWHERE.format(n=practices_text(section.elsewhere)))
    tables = [Placed(of_outcomes.group_table(section), same=True), Placed(of_outcomes.set_table(section))]
    if section.open_because:
        tables.append(Placed(of_outcomes.open_table(section)))
    title = ms.AGREEMENT.format(insurer=section.insurer, agreement=section.title)
    return Block(section.key, title, tuple(says), partial(draw_groups, section), tables=tuple(tables))


def move_block(section: MoveSection) -> Block:
    """Who goes where."""
    tables = [
        Placed(of_outcomes.flow_table(section), same=True),
        Placed(of_outcomes.turn_table(section)),
    ]
    if section.causes:
        tables.append(Placed(of_outcomes.cause_table(section)))
    if section.parts:
        tables.append(Placed(of_outcomes.part_table(section)))
    notes = [section.note] if section.note else []
    if any(f.spend is not None for f in section.flows):
        notes.append(ms.SPEND_NOTE)
    says = (ms.BEFORE_AFTER.format(before=section.before, after=section.after),)
    draw = partial(draw_moves, section)
    return Block(section.key, section.title, says, draw, tables=tuple(tables), notes=tuple(notes))


def threshold_block(section: ThresholdSection) -> Block:
    """Who is near a threshold."""
    near = ms.NEAR.format(
        threshold=number_text(section.threshold),
        reach=number_text(section.reach),
        below=practices_text(section.below),
        above=practices_text(section.above),
    )
    if section.near:
        return Block(section.key, section.title, (near,), tables=(Placed(of_outcomes.near_table(section)),))
    hidden = section.below != 0 or section.above != 0
    return Block(section.key, section.title, (near,), notes=(ms.NEAR_HIDDEN,) if hidden else ())


def missing_block(section: MissingSection) -> Block:
    """Which facts are missing most."""
    table = Placed(of_outcomes.missing_table(section), same=bool(section.facts))
    draw = partial(draw_missing, section) if section.facts else None
    return Block(section.key, section.title, draw=draw, tables=(table,))


def route_block(section: RouteSection) -> Block:
    """The most common routes."""
    return Block(section.key, section.title, tables=(Placed(of_outcomes.route_table(section)),))
