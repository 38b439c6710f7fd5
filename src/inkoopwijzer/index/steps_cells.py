"""The steps from trajectories to what is expected of one: the national mean of a cell that is large enough."""

from __future__ import annotations

from string import Template
from typing import Final

from inkoopwijzer.index.step import BLADCELLEN, CELL, INDELING, STANDAARD, TRAJECTEN, Step

_LEAF_CELLS: Final = """
select t.groep as groep, t.band as band, t.geslacht as geslacht, t.ses as ses,
  count(*) as trajecten, cast(sum(t.behandelingen) as bigint) as behandelingen
from trajecten t
group by t.groep, t.band, t.geslacht, t.ses"""

_COLUMNS: Final = """b.groep as groep, b.band as band, b.geslacht as geslacht, b.ses as ses,
  b.trajecten as trajecten, b.behandelingen as behandelingen"""

_LARGE_ENOUGH: Final = Template("""
select $columns, case when b.trajecten >= $least then 4 else -1 end as niveau
from bladcellen b""")

_POOLED: Final = Template("""
select $columns, case when b.niveau >= 0 then b.niveau
    when sum(b.trajecten) over (partition by $keys, case when b.niveau >= 0 then 1 else 0 end) >= $least
    then $level else -1 end as niveau
from ($inner) b""")

_REST: Final = Template("""
select $columns, case when b.niveau >= 0 then b.niveau else 0 end as niveau
from ($inner) b""")

_STANDARD: Final = Template("""
select s.groep as groep, s.band as band, s.geslacht as geslacht, s.ses as ses, s.niveau as niveau,
  s.trajecten as trajecten, s.behandelingen as behandelingen, cast(s.in_cel as bigint) as in_cel,
  1e0 * s.som / s.in_cel as verwacht
from (
  select i.groep as groep, i.band as band, i.geslacht as geslacht, i.ses as ses, i.niveau as niveau,
    i.trajecten as trajecten, i.behandelingen as behandelingen,
    sum(i.trajecten) over (partition by i.niveau, $keys) as in_cel,
    sum(i.behandelingen) over (partition by i.niveau, $keys) as som
  from indeling i
) s""")


def leaf_cells() -> Step:
    """The finest cells: how many trajectories and treatments there are nationally."""
    return Step(BLADCELLEN, (TRAJECTEN,), _LEAF_CELLS)


def pooling(least: int) -> Step:
    """The level of each finest cell: 4 when large enough, else that at which it joins other small cells.

    Cells too small are pooled over ses; what is still too small over sex too, then over age, then over diagnosis.
    Only cells without a level of their own are pooled, so that every trajectory stands in exactly one pool and the
    expected treatments of all practices together are the observed ones.
    """
    inner = _LARGE_ENOUGH.substitute(columns=_COLUMNS, least=least)
    for level in range(3, 0, -1):
        keys = ", ".join(f"b.{column}" for column in CELL[:level])
        inner = _POOLED.substitute(columns=_COLUMNS, keys=keys, least=least, level=level, inner=inner)
    return Step(INDELING, (BLADCELLEN,), _REST.substitute(columns=_COLUMNS, inner=inner))


def standard() -> Step:
    """What is expected of one trajectory: the national mean of the pool of its cell."""
    keys = ", ".join(
        f"case when i.niveau >= {level} then i.{column} end" for level, column in enumerate(CELL, 1)
    )
    return Step(STANDAARD, (INDELING,), _STANDARD.substitute(keys=keys))
