"""Invented claims, as many as asked, of practices whose true index is known and kept apart.

Sizes of practices are skewed, case mixes differ, people differ and come back, some lines are credited or do not count:
what makes an index hard. No person, practice or figure in it is real; their shape is a guess, and proves nothing
about any profession.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from inkoopwijzer.index.engine import Engine, Progress, Tell
from inkoopwijzer.index.synthetic_sql import (
    CLAIMS,
    INVENTED_PRACTICES,
    MACROS,
    PERSONS,
    SIZES,
    TRAJECTORIES,
    TRIAL,
    TRUTH,
    keys,
)

CLAIMS_FOLDER: Final = "declaraties"
TRUTH_FILE: Final = "waarheid.parquet"
MOST_PRACTICES: Final = 9_999
"""There are no more invented AGB codes."""
_TRIAL: Final = 20_000
"""So many persons are tried, to learn how many lines one has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """About `rows` lines over `year`; the same seed gives the same lines.

    `practices` None: one for each 5,000 lines, at least 20. `spread`: of the natural logarithm of the true ratio.
    `parts`: files for each month. `text_persons`: pseudonyms as text instead of whole numbers.
    """

    rows: int
    seed: int
    year: int = 2025
    practices: int | None = None
    spread: float = 0.16
    parts: int = 4
    text_persons: bool = False
    code_list: str = "073"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: lines, persons, practices."""

    rows: int
    persons: int
    practices: int


def make_claims(engine: Engine, plan: Plan, folder: Path, tell: Tell | None = None) -> Made:
    """Write claims of invented practices to `folder`/declaraties, and their true index to `folder`/waarheid.parquet.

    Raises a ValueError for more practices than there are codes.
    """
    practices = plan.practices or min(MOST_PRACTICES, max(20, plan.rows // 5_000))
    if not 1 <= practices <= MOST_PRACTICES:
        raise ValueError(f"{practices} practices")
    said = prepare(engine, plan)
    engine.connection.execute(INVENTED_PRACTICES.substitute(said, practices=practices, spread=plan.spread))
    return write_claims(engine, plan, folder, said, tell=tell)


def prepare(engine: Engine, plan: Plan) -> dict[str, str]:
    """Make the hash functions in this engine; what the SQL of this plan is filled in with."""
    for macro in MACROS:
        engine.connection.execute(macro)
    pseudonym = "cast(mix(xor(persoon::ubigint & 4294967295::ubigint, $roam::ubigint)) as bigint)"
    if plan.text_persons:
        pseudonym = f"'v' || lpad(to_hex({pseudonym}), 8, '0')"
    said = keys(plan.seed)
    said["pseudonym"] = Template(pseudonym).substitute(said)
    return {**said, "year": f"{plan.year:04d}", "code_list": plan.code_list}


def write_claims(
    engine: Engine,
    plan: Plan,
    folder: Path,
    said: dict[str, str],
    *,
    persons: int | None = None,
    tell: Tell | None = None,
) -> Made:
    """Write the claims of the practices in the table `praktijken`: agb, gewicht, theta, kant, therapeuten.

    `persons` None: as many as give about `plan.rows` lines; practices have them in proportion to `gewicht`.
    """
    run = engine.connection.execute
    if persons is None:
        run(SIZES.substitute(persons=_TRIAL))
        trial = engine.rows(TRIAL.substitute(trajectories=_trajectories(said, 0, 1)))
        persons = max(1, round(plan.rows / float(trial[0][0])))
    run(SIZES.substitute(persons=persons))
    (folder / CLAIMS_FOLDER).mkdir(parents=True, exist_ok=True)
    truth = TRUTH.substitute(trajectories=_trajectories(said, 0, 1))
    engine.connection.sql(truth).write_parquet(str(folder / TRUTH_FILE), compression="zstd")
    rows = _write_parts(engine, plan, folder / CLAIMS_FOLDER, said, tell)
    made = engine.rows("select cast(sum(n) as bigint), count(*) from omvang")[0]
    return Made(rows, int(made[0]), int(made[1]))


def _trajectories(said: dict[str, str], part: int, parts: int) -> str:
    persons = PERSONS.substitute(said, part=part, parts=parts)
    return TRAJECTORIES.substitute(said, persons=persons)


def _write_parts(engine: Engine, plan: Plan, folder: Path, said: dict[str, str], tell: Tell | None) -> int:
    """Each part holds every so-manieth person of every practice; within it lines stand by month, as they come in."""

    def write(part: int) -> int:
        query = CLAIMS.substitute(said, trajectories=_trajectories(said, part, plan.parts))
        copy = (
            f"copy ({query}) to '{_path(folder)}' (format parquet, partition_by (maand), "
            f"filename_pattern 'deel-{part + 1:02d}-{{i}}', overwrite_or_ignore)"
        )
        row = engine.connection.cursor().execute(copy).fetchone()
        return int(row[0]) if row else 0

    return sum(_in_turn(write, plan.parts, engine.threads, tell))


def _path(folder: Path) -> str:
    return str(folder).replace("'", "''")


def _in_turn(write: Callable[[int], int], parts: int, threads: int, tell: Tell | None) -> list[int]:
    """Several parts at a time: making one is work for one core."""
    rows = []
    with ThreadPoolExecutor(threads) as pool:
        jobs = [pool.submit(write, part) for part in range(parts)]
        try:
            for job in as_completed(jobs):
                rows.append(job.result())
                if tell is not None:
                    tell(Progress(CLAIMS_FOLDER, 1, 1, len(rows) / parts))
        finally:
            for job in jobs:
                job.cancel()
    return rows
