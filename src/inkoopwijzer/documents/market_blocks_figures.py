"""The blocks of figures: distributions, percentiles, thresholds, maps and the network."""

from __future__ import annotations

from functools import partial

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents import market_tables_figures as of_figures
from inkoopwijzer.documents.market_blocks import MAP_WIDTHS, Block, Placed
from inkoopwijzer.documents.market_figures import (
    AdequacySection,
    Distribution,
    IndexSection,
    MunicipalMap,
    Sweep,
)
from inkoopwijzer.documents.market_words import count_text, practices_text
from inkoopwijzer.documents.pictures.curve import draw_sweep
from inkoopwijzer.documents.pictures.histogram import draw_distribution
from inkoopwijzer.documents.pictures.intervals import draw_percentiles
from inkoopwijzer.documents.pictures.municipal_map import draw_map, unmapped
from inkoopwijzer.documents.wording import capital
from inkoopwijzer.values.text import Text


def distribution_block(section: Distribution) -> Block:
    """How a value is spread."""
    says = [ms.WITH_VALUE.format(n=practices_text(section.practices))]
    if section.without != 0:
        says.append(ms.WITHOUT.format(n=practices_text(section.without)))
    if section.below != 0 or section.above != 0:
        says.append(ms.OUTSIDE.format(below=count_text(section.below), above=count_text(section.above)))
    notes = [ms.POPULATION.format(population=section.population)]
    tables = [Placed(of_figures.bin_table(section), same=True)]
    if section.marks:
        notes.append(ms.METHOD_IS.format(method=section.method))
        tables.append(Placed(of_figures.mark_table(section)))
    draw = partial(draw_distribution, section)
    return Block(section.key, section.title, tuple(says), draw, tables=tuple(tables), notes=tuple(notes))


def index_block(section: IndexSection) -> Block:
    """The percentiles of an index."""
    says = [ms.POPULATION.format(population=section.population)]
    if section.without != 0:
        says.append(ms.WITHOUT_INDEX.format(n=practices_text(section.without)))
    table = of_figures.percentile_table(section)
    draw = partial(draw_percentiles, section)
    return Block(section.key, section.title, tuple(says), draw, tables=(Placed(table),), notes=section.notes)


def sweep_block(section: Sweep) -> Block:
    """What a threshold does."""
    draw = partial(draw_sweep, section)
    return Block(
        section.key, section.title, draw=draw, tables=(Placed(of_figures.sweep_table(section), same=True),)
    )


def map_block(section: MunicipalMap) -> Block:
    """A value per municipality."""
    lost = ", ".join(unmapped(section))
    notes = [section.note] if section.note else []
    if lost:
        notes.append(ms.NOT_ON_MAP.format(names=Text(lost, lost)))
    return Block(
        section.key,
        section.title,
        (capital(section.measure),),
        partial(draw_map, section),
        MAP_WIDTHS,
        ms.BORDERS_FROM,
        (Placed(of_figures.map_table(section), same=True),),
        tuple(notes),
    )


def adequacy_block(section: AdequacySection) -> Block:
    """Whether there is enough supply nearby."""
    met, not_met, unknown = (sum(row.met is value for row in section.rows) for value in (True, False, None))
    says = (
        ms.ADEQUACY_NORM.format(norm=section.norm),
        ms.ADEQUACY_SUM.format(
            all=count_text(len(section.rows)),
            met=count_text(met),
            not_met=count_text(not_met),
            unknown=count_text(unknown),
        ),
    )
    tables = [Placed(of_figures.supply_table(section))]
    if not_met:
        tables.insert(0, Placed(of_figures.short_table(section)))
    return Block(section.key, section.title, says, tables=tuple(tables), notes=section.notes)
