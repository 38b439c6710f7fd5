"""The tables of distributions, percentiles, thresholds, maps, the network, the data and the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from inkoopwijzer.documents import market_columns as mc
from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_counts import Figure, Hidden
from inkoopwijzer.documents.market_figures import (
    AdequacyRow,
    AdequacySection,
    Distribution,
    IndexSection,
    MunicipalMap,
    Sweep,
)
from inkoopwijzer.documents.market_table import Cell, Column, Kind, Table, section_table
from inkoopwijzer.documents.market_view import Cited, PolicyUsed, Quality
from inkoopwijzer.documents.wording import capital
from inkoopwijzer.values.text import Text


def bin_table(section: Distribution) -> Table:
    """The bins of a histogram, with what lies below and above where there is any."""
    low = Column("vanaf", ms.BIN_LOW, Kind.number, section.decimals)
    high = Column("tot", ms.BIN_HIGH, Kind.number, section.decimals)
    rows: list[tuple[Cell, ...]] = [
        (section.edge(n), section.edge(n + 1), count) for n, count in enumerate(section.counts)
    ]
    if section.below != 0:
        rows.insert(0, (None, section.edge(0), section.below))
    if section.above != 0:
        rows.append((section.edge(len(section.counts)), None, section.above))
    return section_table(
        section.key, "vakken", ms.BINS_TABLE, section.title, (low, high, mc.PRACTICES), tuple(rows)
    )


def mark_table(section: Distribution) -> Table:
    """The lines in a histogram."""
    value = Column("waarde", capital(section.quantity), Kind.number, max(section.decimals, 1))
    rows = tuple(
        (m.label, ms.NORM if m.norm else ms.PERCENTILE, _figure(m.at), m.practices) for m in section.marks
    )
    return section_table(
        section.key,
        "lijnen",
        ms.LINES_TABLE,
        section.title,
        (mc.LABEL, mc.LABEL_KIND, value, mc.INCLUDED),
        rows,
    )


def percentile_table(section: IndexSection) -> Table:
    """The percentiles of an index with their intervals."""
    value, low, high = (
        Column(key, title, Kind.number, section.decimals)
        for key, title in (("waarde", ms.VALUE), ("laag", ms.INTERVAL_LOW), ("hoog", ms.INTERVAL_HIGH))
    )
    rows = tuple(
        (p.label, p.method, _figure(p.value), _figure(p.low), _figure(p.high), p.practices)
        for p in section.percentiles
    )
    columns = (mc.PERCENTILE, mc.METHOD, value, low, high, mc.INCLUDED)
    return section_table(section.key, "percentielen", ms.PERCENTILES_TABLE, section.title, columns, rows)


def sweep_table(section: Sweep) -> Table:
    """The number of practices per series for each place of the threshold."""
    at = Column("grens", capital(section.quantity), Kind.number, section.decimals)
    series = [
        Column(f"n{n}_{re.sub(r'[^a-z0-9]+', '_', s.id.lower()).strip('_')}", capital(s.title), Kind.count)
        for n, s in enumerate(section.series, start=1)
    ]
    rows = tuple((p.at, *p.practices) for p in section.points)
    return section_table(
        section.key, "grenzen", ms.SWEEP_TABLE, section.title, (at, *series), rows, section.note
    )


def map_table(section: MunicipalMap) -> Table:
    """The value of each municipality, by name; of a zoomed map only those asked for."""
    value = Column("waarde", capital(section.measure), Kind.number, section.decimals)
    unit = Column("eenheid", ms.UNIT, aside=True)
    asked = set(section.within)
    rows = tuple(
        (a.code, a.name, _figure(a.value), section.unit, a.practices)
        for a in sorted(section.areas, key=lambda a: a.name)
        if not asked or a.code in asked
    )
    columns = (mc.MUNICIPALITY_CODE, mc.MUNICIPALITY, value, unit, mc.PRACTICES)
    return section_table(section.key, "gemeenten", ms.MAP_TABLE, section.title, columns, rows)


NETWORK = (mc.MUNICIPALITY_CODE, mc.MUNICIPALITY, mc.PROVINCE, mc.SUPPLY, mc.NEAREST, mc.SECOND, mc.MET)


def supply_table(section: AdequacySection) -> Table:
    """The supply of every municipality."""
    return section_table(
        section.key, "aanbod", ms.SUPPLY_TABLE, section.title, NETWORK, _network(section.rows)
    )


def short_table(section: AdequacySection) -> Table:
    """The municipalities that do not meet the norm."""
    return section_table(
        section.key,
        "tekort",
        ms.SHORT_TABLE,
        section.title,
        NETWORK,
        _network(r for r in section.rows if r.met is False),
    )


def _network(rows: Iterable[AdequacyRow]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (r.code, r.name, r.province, r.supply, _figure(r.nearest), _figure(r.second), r.met)
        for r in sorted(rows, key=lambda r: (r.province, r.name))
    )


def quality_table(rows: Sequence[Quality]) -> Table:
    """What is missing, old or contradictory in the data."""
    columns = (mc.MATTER, mc.SAYS, mc.COUNT, mc.OF)
    return Table("kwaliteit", ms.QUALITY, columns, tuple((q.matter, q.says, q.count, q.of) for q in rows))


def citation_table(cited: Sequence[Cited]) -> Table:
    """The conditions with where each stands in its document."""
    columns = (mc.POLICY, mc.CONDITION, mc.DOCUMENT, mc.SECTION, mc.FIRST_LINE, mc.LAST_LINE, mc.HASH)
    rows = tuple(
        (c.policy, c.condition, c.document, c.cite.section, c.cite.first, c.cite.last, c.cite.hash)
        for c in cited
    )
    return Table("voorwaarden", ms.CITATIONS, columns, rows)


def policy_table(policies: Sequence[PolicyUsed]) -> Table:
    """The policies that were counted with."""
    columns = (mc.POLICY, mc.INSURER, mc.POLICY_TITLE, mc.DOCUMENT, mc.HASH, mc.READINGS)
    rows = tuple(
        (
            p.id,
            p.insurer,
            p.title,
            p.document,
            p.hash,
            Text("; ".join(r.nl for r in p.readings), "; ".join(r.en for r in p.readings)),
        )
        for p in policies
    )
    return Table("beleid", ms.POLICIES, columns, rows)


def _figure(value: Figure) -> float | Hidden | None:
    """A figure as a cell."""
    return float(value) if isinstance(value, int | float) else value
