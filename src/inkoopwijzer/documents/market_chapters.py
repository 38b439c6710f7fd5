"""A market report as chapters, in the order in which a reader needs them.

The page and the files are both made from these chapters, so that they hold the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from inkoopwijzer.documents import market_blocks as blocks
from inkoopwijzer.documents import market_blocks_figures as figures
from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents import market_tables_figures as of_figures
from inkoopwijzer.documents.market_blocks import Block
from inkoopwijzer.documents.market_counts import Direction
from inkoopwijzer.documents.market_outcomes import MoveSection, OutcomeSection
from inkoopwijzer.documents.market_protect import shown
from inkoopwijzer.documents.market_table import Table
from inkoopwijzer.documents.market_view import MarketReport
from inkoopwijzer.documents.market_words import count_text
from inkoopwijzer.documents.wording import capital
from inkoopwijzer.values.text import Text

Label = tuple[Text, Text]
"""What is counted, and how many."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the report: a heading, how to read it, and a block per section."""

    anchor: str
    title: Text
    how: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A section at a glance: its name, its counts, and the anchor that leads to it."""

    anchor: str
    title: Text
    counts: tuple[Label, ...]


_CHAPTERS: Final[tuple[tuple[str, str, Text, Text, Callable[[Any], Block]], ...]] = (
    ("outcomes", "uitkomsten", ms.OUTCOMES, ms.OUTCOMES_HOW, blocks.outcome_block),
    ("moves", "verschuiving", ms.MOVES, ms.MOVES_HOW, blocks.move_block),
    ("distributions", "verdeling", ms.DISTRIBUTIONS, ms.DISTRIBUTIONS_HOW, figures.distribution_block),
    ("index", "index", ms.INDEX, ms.INDEX_HOW, figures.index_block),
    ("sweeps", "grens", ms.SWEEPS, ms.SWEEPS_HOW, figures.sweep_block),
    ("thresholds", "dichtbij", ms.THRESHOLDS, ms.THRESHOLDS_HOW, blocks.threshold_block),
    ("missing", "ontbreekt", ms.MISSING, ms.MISSING_HOW, blocks.missing_block),
    ("routes", "routes", ms.ROUTES, ms.ROUTES_HOW, blocks.route_block),
    ("maps", "kaart", ms.MAPS, ms.MAPS_HOW, figures.map_block),
    ("adequacy", "aanbod", ms.ADEQUACY, ms.ADEQUACY_HOW, figures.adequacy_block),
)


def chapters(report: MarketReport) -> tuple[Chapter, ...]:
    """The chapters of a report that have something in them, as they may be shown."""
    report = shown(report)
    return tuple(
        Chapter(f"deel-{anchor}", title, how, tuple(make(section) for section in getattr(report, name)))
        for name, anchor, title, how, make in _CHAPTERS
        if getattr(report, name)
    )


def left_out(report: MarketReport) -> tuple[Text, ...]:
    """The titles of the chapters that this report does not have."""
    return tuple(title for name, _, title, _, _ in _CHAPTERS if not getattr(report, name))


def cards(report: MarketReport) -> tuple[Card, ...]:
    """The outcomes and moves of a report at a glance, as they may be shown."""
    report = shown(report)
    return (*map(_outcome_card, report.outcomes), *map(_move_card, report.moves))


def _outcome_card(section: OutcomeSection) -> Card:
    titles = {group.id: capital(group.title) for group in section.groups}
    counts = [(titles[s.group], count_text(s.sure)) for s in section.standings]
    counts.append((ms.STILL_OPEN, count_text(section.undecided)))
    title = ms.AGREEMENT.format(insurer=section.insurer, agreement=section.title)
    return Card(section.key, title, tuple(counts))


def _move_card(section: MoveSection) -> Card:
    turns = {t.direction: t for t in section.turns}
    ways = [way for way in Direction if way is not Direction.unclear or turns[way].practices != 0]
    counts = [(capital(ms.DIRECTIONS[way]), count_text(turns[way].practices)) for way in ways]
    return Card(section.key, section.title, tuple(counts))


def closing_tables(report: MarketReport) -> tuple[Table, ...]:
    """The tables of data quality, policies and citations, as they may be shown."""
    report = shown(report)
    found = [of_figures.quality_table(report.quality)] if report.quality else []
    found.append(of_figures.policy_table(report.policies))
    if report.citations:
        found.append(of_figures.citation_table(report.citations))
    return tuple(found)


def tables_of(report: MarketReport) -> tuple[Table, ...]:
    """Every table of a report, in the order of the page, as it may be shown.

    Two tables with the same key are a ValueError.
    """
    told: Iterable[Table] = (p.table for c in chapters(report) for block in c.blocks for p in block.tables)
    found = (*told, *closing_tables(report))
    keys = [table.key for table in found]
    if len(set(keys)) < len(keys):
        raise ValueError(f"tables with one key: {sorted({k for k in keys if keys.count(k) > 1})}")
    return found
