"""Blocks of opening hours in the evening and the weekend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inkoopwijzer.facts.dossier import Hours
from inkoopwijzer.policy.tree import Blocks
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

Week = Mapping[str, Hours | None]
"""The opening hours of one location by day; None, or no entry, where they are not known."""

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def count_blocks(week: dict[str, Hours], rule: Blocks) -> int:
    """The number of blocks in a week of opening hours (days not in `week` count as closed)."""
    found = 0
    for day, hours in week.items():
        since = 0 if day in rule.free_days else rule.after.hour * 60 + rule.after.minute
        for start, end in merged([hours]):
            length = end - max(start, since)
            if length >= rule.lasting:
                found += length // rule.lasting if rule.per_length else 1
    return found


def most_blocks(days: Iterable[str], rule: Blocks) -> int:
    """The number of blocks that these days could hold at most."""
    found = 0
    for day in days:
        length = 24 * 60 - (0 if day in rule.free_days else rule.after.hour * 60 + rule.after.minute)
        # what is counted by the block, needs a minute closed in between
        found += length // rule.lasting if rule.per_length else (length + 1) // (rule.lasting + 1)
    return found


def merged(hours: Iterable[Hours]) -> Hours:
    """Opening hours of several locations as one: where any of them is open."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(interval for day in hours for interval in day):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def blocks_code(rule: Blocks, weeks: Sequence[Week], *, complete: bool) -> int:
    """The code of "enough blocks" for a practice with these locations: hours not stated may still hold blocks.

    `complete` says that there are no other locations.
    """
    counted, open_days = _to_count_in(rule, weeks)
    if any(count_blocks(week, rule) >= rule.at_least for week in counted):
        return MET
    if not complete:
        return UNKNOWN if most_blocks(DAYS, rule) >= rule.at_least else NOT_MET
    for week, days in zip(counted, open_days, strict=True):
        known = {day: hours for day, hours in week.items() if day not in days}
        if days and count_blocks(known, rule) + most_blocks(days, rule) >= rule.at_least:
            return UNKNOWN
    return NOT_MET


def blocks_found(rule: Blocks, weeks: Sequence[Week]) -> int:
    """The number of blocks in the stated opening hours (of the best location, if each stands by itself)."""
    counted, _ = _to_count_in(rule, weeks)
    return max((count_blocks(week, rule) for week in counted), default=0)


def _to_count_in(rule: Blocks, weeks: Sequence[Week]) -> tuple[list[dict[str, Hours]], list[list[str]]]:
    """The weeks to count in, each with the days on which hours are not stated."""
    counted = [{day: h for day in DAYS if (h := week.get(day)) is not None} for week in weeks]
    open_days = [[day for day in DAYS if week.get(day) is None] for week in weeks]
    if rule.together:
        counted = [{day: merged(w.get(day, ()) for w in counted) for day in DAYS}]
        open_days = [[day for day in DAYS if any(day in days for days in open_days)]]
    return counted, open_days
