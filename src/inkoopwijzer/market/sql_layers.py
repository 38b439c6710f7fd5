"""Columns put into parts of the query, each part after those that it reads.

A level (the practices, the therapists, ...) has one part after another: each takes over the one before and adds the
columns that can be worked out by then. What is reduced from a longer level has a part of its own, grouped by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from inkoopwijzer.market.records import PRACTICE
from inkoopwijzer.market.sql_dialect import Dialect
from inkoopwijzer.market.sql_sources import Part, Sources
from inkoopwijzer.market.sql_text import (
    PRACTICES,
    PROFESSION,
    At,
    Column,
    Expression,
    Level,
    Names,
    Source,
    columns_in,
    lines,
    listed,
    written,
)
from inkoopwijzer.values.text import Text

KEYS: Final = ("praktijk", "id", "naam", "agb")
"""What goes along with every row of a practice."""


class Layers:
    """Puts columns into parts; `latest` is the part of each level that holds all of its columns so far."""

    def __init__(self, dialect: Dialect, names: Names, sources: Sources) -> None:
        self.dialect = dialect
        self.names = names
        self.sources = sources
        self.parts: list[Part] = []
        self._latest: dict[Level, Source] = {}
        self._placed: set[Column] = set()

    def place(self, columns: Iterable[Column]) -> None:
        """Add parts until all of these columns stand in the latest part of their level."""
        left = [c for c in _needed(columns) if c not in self._placed]
        while left:
            ready = [c for c in left if self._ready(c)]
            assert ready  # a plan has no circles
            inner = [c for c in ready if c.inner is None and c.level != PRACTICES]
            tallies = [c for c in ready if c.inner is not None]
            chosen = inner or tallies or ready
            first = chosen[0]
            chosen = [c for c in chosen if (c.inner, c.level) == (first.inner, first.level)]
            if first.inner is None:
                self._add(first.level, chosen)
            else:
                self._tally(first.inner, first.level, chosen)
            self._placed.update(chosen)
            left = [c for c in left if c not in self._placed]

    def latest(self, level: Level) -> Source:
        """The part with every column of a level so far; at first the subjects with their cells."""
        if level not in self._latest:
            if len(level) < 2:
                self._latest[level] = self.sources.stand(level[0] if level else PRACTICE)
            else:
                self._latest[level] = self._combined(level)
        return self._latest[level]

    def _ready(self, column: Column) -> bool:
        assert column.made is not None
        return all(
            c.home is not None or c.made is None or c in self._placed
            for c in map(_column, columns_in(column.made))
        )

    # --- parts ---

    def _add(self, level: Level, columns: Sequence[Column]) -> None:
        """The next part of a level: what there was, and these columns."""
        before = self.latest(level)
        stand = len(level) < 2 and before is self.sources.stand(level[0] if level else PRACTICE)
        kept = [f"s.{key}" for key in (_keys(level) if stand else ("*",))]
        text = lines(f"select {', '.join(kept)},", *self._columns(level, before, columns))
        name = self.names.new(*(level or (PRACTICE,)), "codes")
        self.parts.append(Part(name, _CODES if stand else _FURTHER, text))
        self._latest[level] = Source(name, level)

    def _tally(self, inner: Level, level: Level, columns: Sequence[Column]) -> None:
        """The part that reduces the rows of a longer level to columns of a shorter one."""
        source = Source(self.names.new(*inner, "geteld"), level, "left join")
        own = [f"s.{_key(inner, place)}" for place in range(len(level))] or ["s.praktijk"]
        named = [f"{key} as {_key(level, place)}" for place, key in enumerate(own)] if level else own
        text = lines(
            f"select {', '.join(named)},",
            *self._columns(inner, self.latest(inner), columns),
            f"group by {', '.join(own)}",
        )
        self.parts.append(Part(source.name, _TALLY, text))
        for column in columns:
            column.home = source

    def _combined(self, level: Level) -> Source:
        """The rows of a level of several kinds: every combination within a practice."""
        named = self.dialect.named
        stands = [named(self.sources.stand(kind).name) for kind in level]
        keys = ", ".join(f"t{place}.nr as {_key(level, place)}" for place in range(len(level)))
        joins = "\n".join(
            f"join {stand} t{place} on t{place}.praktijk = t0.praktijk"
            for place, stand in enumerate(stands)
            if place
        )
        name = self.names.new(*level, "samen")
        self.parts.append(Part(name, _COMBINED, f"select t0.praktijk, {keys}\nfrom {stands[0]} t0\n{joins}"))
        return Source(name, level)

    def _columns(self, level: Level, base: Source, columns: Sequence[Column]) -> list[str]:
        """Each column with its notes, and then the part that it is selected from with all that is joined to it."""
        named = self.dialect.named
        aliases: dict[tuple[Source, int | None], str] = {(base, None): "s"}
        joins = [f"from {named(base.name)} s"]

        def name(used: Column | At) -> str:
            column, place = (used.column, used.place) if isinstance(used, At) else (used, None)
            source = column.home or self.latest(column.level)
            if (source, place) not in aliases:
                alias = aliases[source, place] = f"t{len(aliases)}"
                on = _same_row(alias, source.level, level, place)
                joins.append(
                    f"{source.how} {named(source.name)} {alias}"
                    + (f" on {on}" if source.how != "cross join" else "")
                )
            return f"{aliases[source, place]}.{named(column.name)}"

        texts = []
        for column in columns:
            assert column.made is not None  # a column of a source is never placed
            made = f"{written(column.made, name, 2)} as {named(column.name)}"
            texts.append("\n  ".join((*column.notes, made)))
        return [listed(texts), *joins]

    def final(self, columns: Sequence[Column], outcome: Expression, outcome_name: str) -> str:
        """The last select: the keys of each practice, its codes and its outcome."""
        named = self.dialect.named
        base = self.latest(PRACTICES)
        codes = [f"cast(s.{named(c.name)} as smallint) as {named(c.name)}" for c in columns]
        last = written(outcome, lambda c: f"s.{named(_column(c).name)}", 2)
        return lines(
            f"select {', '.join(f's.{key}' for key in KEYS)},",
            listed([*codes, f"{last} as {named(outcome_name)}"]),
            f"from {named(base.name)} s",
        )


def _needed(columns: Iterable[Column]) -> list[Column]:
    """These columns and all that they are worked out from, each after those it reads."""
    found: dict[Column, None] = {}

    def add(column: Column) -> None:
        if column not in found and column.made is not None:
            for used in columns_in(column.made):
                add(_column(used))
            found[column] = None

    for column in columns:
        add(column)
    return list(found)


def _column(used: Column | At) -> Column:
    return used.column if isinstance(used, At) else used


def _key(level: Level, place: int) -> str:
    return "nr" if len(level) == 1 else f"nr{place + 1}"


def _keys(level: Level) -> tuple[str, ...]:
    return ("praktijk", "nr", PROFESSION) if level else KEYS


def _same_row(alias: str, joined: Level, level: Level, place: int | None) -> str:
    if not joined:
        return f"{alias}.praktijk = s.praktijk"
    if place is not None:
        return f"{alias}.nr = s.{_key(level, place)}"
    return " and ".join(f"{alias}.{_key(joined, n)} = s.{_key(level, n)}" for n in range(len(joined)))


_CODES: Final = Text(
    "de code van elk feit dat de voorwaarden vragen", "the code of each fact that the conditions ask"
)
_FURTHER: Final = Text("wat op het voorgaande rust", "what rests on the foregoing")
_TALLY: Final = Text("geteld en samengenomen", "counted and reduced")
_COMBINED: Final = Text("elke combinatie binnen een praktijk", "every combination within a practice")
