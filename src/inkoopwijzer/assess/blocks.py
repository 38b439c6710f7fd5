"""Blocks of opening hours in the evening and the weekend."""

from __future__ import annotations

from collections.abc import Iterable

from inkoopwijzer.facts.dossier import Hours
from inkoopwijzer.policy.tree import Blocks

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
