"""DuckDB as an engine for the steps: bounded in memory, spilling to disk, telling how far it is.

Nothing is kept in a database file: what goes in and comes out are files of others and of `folder`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import duckdb

from inkoopwijzer.index.step import Step

_LOOK: Final = 0.2
"""How often, in seconds, the engine is asked how far it is."""
_DISK_FULL: Final = "No space left"
_SLOWING: Final = "partial_aggregate_pushdown"
"""An optimiser of DuckDB 2.0 that, before the join with the standard, groups by cell what hardly repeats."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What a run may use: memory as DuckDB writes it, and threads (None: all cores).

    `temp` is a folder to spill into (None: that of the system).
    """

    memory: str = "2GB"
    threads: int | None = None
    temp: Path | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the part it is at, which of how many, and the share of it that is done (0 to 1)."""

    part: str
    number: int
    of: int
    share: float


Tell = Callable[[Progress], None]


class OutOfRoom(Exception):
    """The memory and the disk that a run may use are not enough; the message is the engine's."""


class Engine:
    """A connection that runs steps, and tells how far it is when someone listens."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tell: Tell | None = None) -> None:
        self.connection = connection
        self._tell = tell
        if tell is not None:
            connection.execute("set enable_progress_bar = true")
            connection.execute("set enable_progress_bar_print = false")
            connection.execute("set progress_bar_time = 0")

    @property
    def threads(self) -> int:
        """How many threads the engine uses."""
        return int(self.rows("select current_setting('threads')")[0][0])

    def run(self, steps: Sequence[Step]) -> None:
        """Make the table of each step, in order."""
        for number, step in enumerate(steps, 1):
            sql = f"create or replace temp table {step.makes} as {step.sql}"
            self.execute(sql, Progress(step.makes, number, len(steps), 0.0))

    def execute(self, sql: str, at: Progress) -> None:
        """Run one statement; `at` says what it is of."""
        if self._tell is None:
            self.connection.execute(sql)
        else:
            self._tell(at)
            self._watched(sql, at, self._tell)
            self._tell(Progress(at.part, at.number, at.of, 1.0))

    def _watched(self, sql: str, at: Progress, tell: Tell) -> None:
        with ThreadPoolExecutor(1) as pool:
            job = pool.submit(self.connection.execute, sql)
            try:
                while not job.done():
                    wait([job], timeout=_LOOK)
                    if not job.done():
                        done = max(0.0, self.connection.query_progress()) / 100
                        tell(Progress(at.part, at.number, at.of, min(done, 1.0)))
            finally:
                if not job.done():  # who listens broke off: the statement must not run on
                    self.connection.interrupt()
            job.result()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.connection.execute(sql).fetchall()


@contextmanager
def open_engine(resources: Resources | None = None, tell: Tell | None = None) -> Iterator[Engine]:
    """An engine with these resources; when it closes nothing of it is left on disk.

    Whatever is done with it, `OutOfRoom` is raised when memory or disk are not enough.
    """
    given = resources or Resources()
    with TemporaryDirectory(prefix="inkoopwijzer-", dir=given.temp) as temp:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": given.memory,
            "temp_directory": temp,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if given.threads is not None:
            config["threads"] = given.threads
        connection = duckdb.connect(":memory:", config=config)
        try:
            known = connection.execute("select name from duckdb_optimizers()").fetchall()
            if (_SLOWING,) in known:
                connection.execute(f"set disabled_optimizers = '{_SLOWING}'")
            yield Engine(connection, tell)
        except duckdb.OutOfMemoryException as error:
            raise OutOfRoom(str(error)) from error
        except duckdb.IOException as error:
            if _DISK_FULL in str(error):
                raise OutOfRoom(str(error)) from error
            raise
        finally:
            connection.close()
