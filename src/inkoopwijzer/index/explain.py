"""Why a practice's index is what it is: per trait what was observed and expected, and how far the norms are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import Final

from inkoopwijzer.index.engine import Engine
from inkoopwijzer.index.figures import PLACES, Figure
from inkoopwijzer.index.folder import CONTRIBUTIONS, STANDARD
from inkoopwijzer.index.method import NO_DIAGNOSIS, SEXES, Method
from inkoopwijzer.values.text import Text

TRAIT_COLUMNS: Final = {"diagnose": "groep", "leeftijd": "band", "geslacht": "geslacht", "ses": "ses"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the practice: its trajectories of one group, age band, sex or ses class.

    `expected` is in treatments; `mean` and `national` are treatments for each trajectory, at the practice and as
    expected of these trajectories; `points` is what this part adds to the index, above (or below) 100; `share` is
    the practice's part in all trajectories of this kind that the standard rests on.
    """

    trait: str
    key: str
    name: Text
    trajectories: int
    treatments: int
    expected: float
    points: float
    share: float

    @property
    def difference(self) -> float:
        """Treatments more (or fewer) than expected."""
        return self.treatments - self.expected

    @property
    def mean(self) -> float:
        """Treatments for each trajectory."""
        return self.treatments / self.trajectories

    @property
    def national(self) -> float:
        """Treatments for each trajectory that were expected."""
        return self.expected / self.trajectories


@dataclass(frozen=True, slots=True)
class Distance:
    """How many treatments lie between a practice and an upper bound for its index, with the expectation as it is.

    `room` is the number that it may still have more when above zero, and the number that is too many when below;
    `percent` says which percentile the bound is, when it is one.
    """

    bound: Decimal
    room: int
    percent: Decimal | None = None

    @property
    def within(self) -> bool:
        """Whether the index is at or below the bound."""
        return self.room >= 0


@dataclass(frozen=True)
class Explanation:
    """One practice: its figures, and per trait its parts, those that weigh most first.

    The parts of a trait together are the practice: their treatments, expectations and points add up.
    """

    figure: Figure
    parts: dict[str, tuple[Part, ...]]


def explain(engine: Engine, folder: Path, method: Method, figure: Figure) -> Explanation:
    """The explanation of one practice from the tables of a computation; without own figures there are no parts."""
    parts = {}
    if figure.own is not None:
        for trait in method.traits:
            parts[trait] = _parts(engine, folder, method, figure, trait)
    return Explanation(figure, parts)


_PARTS: Final = """
select b.deel, b.trajecten, b.behandelingen, b.verwacht, s.trajecten
from (
  select {column} as deel, cast(sum(trajecten) as bigint) as trajecten,
    cast(sum(behandelingen) as bigint) as behandelingen, sum(verwacht) as verwacht
  from read_parquet(?) where praktijk = ? group by {column}
) b
join (select {column} as deel, cast(sum(trajecten) as bigint) as trajecten from read_parquet(?) group by {column}) s
  on b.deel = s.deel
order by abs(b.behandelingen - b.verwacht) desc, b.deel"""


def _parts(engine: Engine, folder: Path, method: Method, figure: Figure, trait: str) -> tuple[Part, ...]:
    query = _PARTS.format(column=TRAIT_COLUMNS[trait])
    given = [str(folder / CONTRIBUTIONS), figure.practice, str(folder / STANDARD)]
    rows = engine.connection.execute(query, given).fetchall()
    total = sum(row[3] for row in rows)
    return tuple(
        Part(trait, str(key), part_name(method, trait, key), n, o, e, 100 * (o - e) / total, n / everywhere)
        for key, n, o, e, everywhere in rows
    )


_UNKNOWN: Final = Text("niet bekend", "not known")
_SEX: Final = {
    "o": Text("anders of niet bekend", "other or not known"),
    "m": Text("man", "male"),
    "v": Text("vrouw", "female"),
}


def part_name(method: Method, trait: str, key: object) -> Text:
    """A part as people name it."""
    if trait == "geslacht":
        return _SEX[SEXES[int(str(key))]]
    if trait == "leeftijd":
        said = method.band_name(int(str(key)))
        return _UNKNOWN if said == "onbekend" else Text(said, said)
    if trait == "ses":
        return _UNKNOWN if key == 0 else Text(f"klasse {key}", f"class {key}")
    if key == NO_DIAGNOSIS:
        return Text("zonder diagnose", "without diagnosis")
    return Text(str(key).replace("_", " "), str(key).replace("_", " "))


def distance(treatments: int, expected: float, bound: Decimal, percent: Decimal | None = None) -> Distance:
    """How far a practice is from an upper bound, in whole treatments.

    The index as stated decides, as it does for a norm: at the bound, or so little above it that rounding takes it
    there, is within.
    """
    limit = (bound + PLACES / 2) * Decimal(repr(float(expected))) / 100
    most = int(limit.to_integral_value(ROUND_CEILING)) - 1
    return Distance(bound, most - treatments, percent)
