"""One course of time out of what several sources say of one cell: on each day the source that counts first decides.

The source that was seen last counts first, then the order of the sources in the catalogue. What a source delivers later
about the same first day takes the place of what it said before. Where all that the first source says is "ja" from a day
to a day, it says "nee" of the other days too, so that no other source speaks there.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]

UNSOURCED: Final = 1_000
"""The place of a statement without a source: after all that have one."""


@dataclass(frozen=True)
class Statements:
    """What is said of one cell: parallel arrays. `source` is its place in the catalogue or `UNSOURCED`.

    `row` is whose cell it is, `value` a number for the value, `start` and `end` its days, `seen` the day it was seen
    (0: not known), `table` and `delivery` where it stands.
    """

    row: Ints
    value: Ints
    start: Ints
    end: Ints
    source: Ints
    seen: Ints
    table: Ints
    delivery: Ints

    def __len__(self) -> int:
        return len(self.row)

    def at(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> Statements:
        """Those of these places, or those for which the flag is set."""
        return Statements(*(getattr(self, field.name)[which] for field in fields(self)))


def resolve(said: Statements, yes: int | None) -> Statements:
    """The same cells, each day said once, ordered by row and first day. `yes` is the value "ja" of a yes/no fact."""
    if not len(said):
        return said
    said = _each_day_once(_without_superseded(said), by_source=True)
    if yes is not None:
        said = _without_outranked(said, yes)
    return _each_day_once(said, by_source=False)


def _without_superseded(said: Statements) -> Statements:
    """Without what the same source said before of the same cell from the same first day."""
    said = said.at(np.lexsort((-said.delivery, -said.seen, said.start, said.table, said.source, said.row)))
    same = np.ones(len(said) - 1, dtype=np.bool_)
    for one in (said.row, said.source, said.table, said.start):
        same &= one[1:] == one[:-1]
    return said.at(np.concatenate(([True], ~same)))


def _without_outranked(said: Statements, yes: int) -> Statements:
    """Without what others say of a row, if all that its first source says is "ja".

    What one delivery says of a cell without speaking of a day twice belongs together, whichever sources it names: a
    history that somebody put together is no contradiction.
    """
    rows, row = np.unique(said.row, return_inverse=True)
    order = np.lexsort((said.source, -_last_seen(said), row))
    top = np.empty(len(rows), dtype=np.int32)
    top[row[order][::-1]] = said.source[order][::-1]
    first = said.source == top[row]
    _, pair = np.unique(row * (int(said.delivery.max()) + 1) + said.delivery, return_inverse=True)
    heard = np.zeros(int(pair.max()) + 1, dtype=np.bool_)
    heard[pair[first]] = True
    by_pair = np.lexsort((said.start, pair))
    heard[pair[by_pair][_mixed(said.at(by_pair), pair[by_pair])]] = False
    voice = first | heard[pair]
    only_yes = np.ones(len(rows), dtype=np.bool_)
    only_yes[row[voice & (said.value != yes)]] = False
    return said.at(voice | ~only_yes[row])


def _each_day_once(said: Statements, *, by_source: bool) -> Statements:
    """Of each row (or each source of it) every day said by one statement: the one that counts first."""
    group = _groups(said, by_source)
    said = said.at(np.lexsort((said.start, group)))
    group = np.sort(group)
    mixed = _mixed(said, group)
    if not mixed.any():
        return said
    kept, painted = said.at(~mixed), _painted(said.at(mixed), group[mixed])
    whole = Statements(
        *(np.concatenate((getattr(kept, f.name), getattr(painted, f.name))) for f in fields(Statements))
    )
    return whole.at(np.lexsort((whole.start, _groups(whole, by_source))))


def _groups(said: Statements, by_source: bool) -> NDArray[np.int64]:
    row = said.row.astype(np.int64)
    return row * (UNSOURCED + 1) + said.source if by_source else row


def _mixed(said: Statements, group: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The statements of groups where two overlap; they are ordered by group and first day."""
    _, number = np.unique(group, return_inverse=True)
    shift = number.astype(np.int64) * 5_000_000
    most = np.maximum.accumulate(shift + said.end)
    meets = np.zeros(len(said), dtype=np.bool_)
    meets[1:] = (group[1:] == group[:-1]) & (most[:-1] - shift[1:] >= said.start[1:])
    if not meets.any():
        return meets
    mixed = np.zeros(int(number[-1]) + 1, dtype=np.bool_)
    mixed[number[meets]] = True
    return mixed[number]


def _painted(said: Statements, group: NDArray[np.int64]) -> Statements:
    """Group by group: each day gets the statement that counts first; later ones get the days that are left."""
    order = np.lexsort((said.start, -said.delivery, -said.seen, said.source, -_last_seen(said), group))
    said, group = said.at(order), group[order]
    keep: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    taken: list[tuple[int, int]] = []
    current = -1
    days = zip(group.tolist(), said.start.tolist(), said.end.tolist(), strict=True)
    for at, (one, start, end) in enumerate(days):
        if one != current:
            taken, current = [], one
        for first, final in free_days(start, end, taken):
            keep.append(at)
            starts.append(first)
            ends.append(final)
        insort(taken, (start, end))
    made = said.at(np.array(keep, dtype=np.intp))
    return replace(made, start=np.array(starts, dtype=np.int32), end=np.array(ends, dtype=np.int32))


def _last_seen(said: Statements) -> Ints:
    """By statement the day on which its source last saw anything of that row."""
    _, number = np.unique(_groups(said, True), return_inverse=True)
    last = np.zeros(int(number.max()) + 1, dtype=np.int32)
    np.maximum.at(last, number, said.seen)
    found: Ints = last[number]
    return found


def free_days(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of the days `start` to `end` that lie in none of `taken`, which is in order of first day."""
    found = []
    for first, final in taken:
        if final < start:
            continue
        if first > end:
            break
        if first > start:
            found.append((start, first - 1))
        start = final + 1
        if start > end:
            return found
    return [*found, (start, end)]
